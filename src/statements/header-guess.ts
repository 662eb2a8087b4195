import type { Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import { scanAmount } from './amount.ts';
import { parseMoment, scanMoment } from './dates.ts';

const LOOKED_AT = 60;
const PROOF_ROWS = 3;

interface Shape {
  record: number;
  filled: number;
  values: number;
  dates: number;
}

/**
 * Guesses the header of an unknown form: the nearest row of two or more words above rows that hold dates or amounts.
 * Null where the rows begin without one, or where no rows of values are found.
 */
export function guessHeader(sheet: Sheet): number | null {
  const shapes = shapesOf(sheet);
  const isData = (shape: Shape | undefined) =>
    shape !== undefined && shape.values >= 1 && shape.filled >= 2 && shape.values * 6 >= shape.filled;
  for (let at = 0; at < shapes.length; at++) {
    const shape = shapes[at]!;
    const next = shapes.slice(at + 1, at + 1 + PROOF_ROWS);
    if (shape.filled >= 2 && shape.values === 0 && next.length > 0 && next.every(isData)) {
      if (next.some(row => row.filled > shape.filled * 3)) continue;
      return shape.record;
    }
    if (isData(shape) && shape.dates > 0 && next.every(isData)) return null;
  }
  return null;
}

function shapesOf(sheet: Sheet): Shape[] {
  const cursor = new RowCursor(sheet);
  const shapes: Shape[] = [];
  for (let record = 0; record < sheet.rowCount && shapes.length < LOOKED_AT; record++) {
    cursor.seek(record);
    const shape = shapeOf(cursor, sheet, record);
    if (shape.filled > 0) shapes.push(shape);
  }
  return shapes;
}

function shapeOf(cursor: RowCursor, sheet: Sheet, record: number): Shape {
  const shape: Shape = { record, filled: 0, values: 0, dates: 0 };
  for (let cell = 0; cell < cursor.cellCount; cell++) {
    const text = cursor.trimmed(cell);
    if (text === '' || text === '""') continue;
    shape.filled++;
    const [start, end] = [cursor.start(cell), cursor.end(cell)];
    const isDate = scanMoment(sheet.bytes, start, end) || (/\d/.test(text) && isMoment(text));
    if (isDate) shape.dates++;
    if (isDate || Number.isFinite(scanAmount(sheet.bytes, start, end))) shape.values++;
  }
  return shape;
}

function isMoment(text: string): boolean {
  const read = parseMoment(text, { year: 2000 });
  return typeof read === 'object';
}
