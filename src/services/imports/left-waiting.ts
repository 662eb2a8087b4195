import type { PlanCounts, Reason } from '../../domain/imports/types.ts';
import type { Params } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { committedPlansOf, wasReversed } from '../../store/imports.ts';
import { DISMISSED, type LeftRow, leftRowsOf } from '../../store/imports-undecided.ts';

/** How a file was read: hash of its form and sheet, and the account it was said to be of. */
interface Reading {
  readAs: string;
  account: string | null;
}

/** What an earlier import of a file left to a person: line in the sheet → its row. */
export type LeftRows = ReadonlyMap<number, LeftRow>;

/**
 * Rows that an import of this very file, read the same way for the same account, left waiting or that a person put away,
 * and that have not come into the book since. Importing it again books none of them: a person may be at them (a claim, a
 * ticket), so they are decided again only where that is asked for (`decideAgain`). An import that was undone leaves nothing.
 */
export function leftByFile(connection: Connection, sha256: string, { readAs, account }: Reading): LeftRows {
  const left = new Map<number, LeftRow>();
  for (const { id, about: text, batch } of committedPlansOf(connection, sha256)) {
    const about = JSON.parse(text) as Reading & { counts: PlanCounts };
    if (about.readAs !== readAs || about.account !== account) continue;
    if (about.counts.refused + about.counts.undecided === 0) continue;
    if (batch !== null && wasReversed(connection, batch)) continue;
    for (const row of leftRowsOf(connection, id)) if (!left.has(row.line)) left.set(row.line, row);
  }
  return left;
}

/** Why a row that was left is not booked: with the import in which it waits and what it waits for. */
export function reasonOfLeft({ plan, reason, params }: LeftRow): Reason {
  if (reason === DISMISSED) return { code: DISMISSED, params: {} };
  return {
    code: 'imports.left_waiting',
    params: { ...(JSON.parse(params ?? '{}') as Params), waitsIn: plan, waitsFor: reason },
  };
}
