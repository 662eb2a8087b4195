import type { ChecklistView } from '../../contract/close.ts';
import { judge } from '../../domain/close/checklist.ts';
import type { CheckedLine, CloseItem } from '../../domain/close/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { sha256Hex } from '../../store/canonical.ts';
import { exceptionsOf, firstPeriod, periodRows } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { moneysInUse } from '../../store/transit.ts';
import { type Asking, checkMonth, type Which } from './caller.ts';
import { loadFacts } from './facts.ts';

/** Names exactly which items, with their amounts, an exception excuses. */
const fingerprint = (items: readonly CloseItem[]) =>
  sha256Hex(JSON.stringify(items.map(({ key, amountFen }) => `${key} ${amountFen}`).toSorted()));

/** Items of a line that travel to the screen. */
const SHOWN = 500;

/** Every line of a month as it stands now. */
export function checkedLines(
  connection: Connection,
  { month, client }: Which,
  asking: Asking & { withVerify: boolean },
): CheckedLine[] {
  // 当日无业务 is said of the book's month; a client's month has none of its own.
  const exceptions = exceptionsOf(connection, month, client);
  const facts = loadFacts(connection, { month, exceptions, ...asking });
  return judge(facts, exceptions, { client, fingerprint });
}

/** State of a month of the book or of a client. Refuses `close.no_such_month` for a month the book does not have. */
export function stateOf(connection: Connection, { month, client }: Which): 'open' | 'closed' {
  const own = periodRows(connection, null).find(each => each.month === checkMonth(month));
  // The month of the opening balances closes and opens with the first one.
  if (!own || month < firstPeriod(connection)) throw new Refusal('close.no_such_month', { month });
  if (client === null || own.state === 'closed') return own.state;
  return periodRows(connection, client).find(each => each.month === month)?.state ?? 'open';
}

/** The checklist of a month; `book verify` is left to the closing. Refuses `close.no_such_month`. */
export function checklistOf(
  connection: Connection,
  which: Which,
  asking: Asking,
  withVerify = false,
): ChecklistView {
  const state = stateOf(connection, which);
  return {
    ...which,
    state,
    lines: checkedLines(connection, which, { ...asking, withVerify }).map(each => ({
      ...each,
      items: each.items.slice(0, SHOWN),
    })),
    quiet: exceptionsOf(connection, which.month, null).filter(({ kind }) => kind === 'no_business'),
    moneys: moneysInUse(connection),
  };
}

export { fingerprint };
