import type { BareForm } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';

const PROOF_ROWS = 3;
const LOOKED_AT = 20;

/** First record of a form without header, if its first filled records (up to three) all have the form's cells; else null. */
export function bareMatch(sheet: Sheet, form: BareForm): number | null {
  const patterns = form.cells.map(({ pattern }) => new RegExp(pattern));
  const cursor = new RowCursor(sheet);
  let first: number | null = null;
  let proven = 0;
  for (let record = 0; record < Math.min(sheet.rowCount, LOOKED_AT) && proven < PROOF_ROWS; record++) {
    cursor.seek(record);
    if (cursor.cells().every(cell => cell.trim() === '')) continue;
    const fits = patterns.every((pattern, cell) => pattern.test(cursor.trimmed(cell)));
    if (!fits || cursor.cellCount > patterns.length + 1) return null;
    first ??= record;
    proven++;
  }
  return first;
}
