import { dayOf, monthOf } from './calendar.ts';
import { byTime } from './channels.ts';
import type { Dice } from './dice.ts';
import type { BookRow, PlannedDifference } from './types.ts';

/** What a wrong 下单 is wrong by. */
const WRONG_BY_FEN = 10_000;

type BookFault = 'wrong_amount' | 'missing' | 'duplicate' | 'mistyped_id';
const FAULTS_A_MONTH: Record<BookFault, number> = {
  wrong_amount: 3,
  missing: 3,
  duplicate: 2,
  mistyped_id: 3,
};

/**
 * What the agency's staff really wrote: the true rows with a few faults of every month, each recorded. Only 随心推
 * orders are spoilt, so that the comparison with the order list names every one of them. An order that is missing or
 * mistyped is so in all its rows; a wrong or doubled 下单 stands alone.
 */
export function spoilBook(
  dice: Dice,
  truth: BookRow[],
  months: string[],
): { book: BookRow[]; differences: PlannedDifference[] } {
  const orders = Map.groupBy(
    truth.filter(row => row.version === '小店随心推'),
    row => row.no,
  );
  const spoilt = new Map<BookRow, BookFault>();
  const differences: PlannedDifference[] = [];
  for (const month of months) {
    const candidates = dice.fork(month).shuffled([...orders.values()].filter(rows => isPlain(rows, month)));
    for (const [what, count] of Object.entries(FAULTS_A_MONTH) as [BookFault, number][])
      for (const rows of candidates.splice(0, count)) {
        const whole = what === 'missing' || what === 'mistyped_id';
        for (const row of rows) if (whole || row.type === '下单') spoilt.set(row, what);
        differences.push({ where: 'book', what, no: rows[0]!.no, month, fen: rows[0]!.fen });
      }
  }
  const book = truth.flatMap(row => {
    const what = spoilt.get(row);
    return what ? changed(row, what) : [row];
  });
  return { book: book.sort(byTime), differences };
}

/** Rows of one order within a month, of which no other has the amount of 下单: a fault in it cannot hide. */
function isPlain(rows: BookRow[], month: string): boolean {
  const [first, ...others] = rows;
  return (
    first?.type === '下单' &&
    rows.every(row => monthOf(row.at) === month) &&
    others.every(row => row.fen !== first.fen && row.fen !== first.fen + WRONG_BY_FEN)
  );
}

/** The same month exported again some days later: figures corrected, rows added, dropped, doubled and renumbered. */
export function exportAgain(
  dice: Dice,
  book: BookRow[],
  month: string,
): { rows: BookRow[]; differences: PlannedDifference[] } {
  const rows = book.filter(row => monthOf(row.at) === month);
  const spends = dice.shuffled(
    rows.filter(row => row.type === '消耗' && row.version === '小店随心推' && row.fen > 1_000),
  );
  const corrected = new Set(spends.splice(0, 6));
  const registrations = dice.fork('registrations').shuffled(rows.filter(row => row.type === '收款'));
  const renumbered = new Set(registrations.splice(0, 3));
  const dropped = new Set(registrations.splice(0, 2));
  const doubled = new Set(registrations.splice(0, 2));
  const whatHappened = (row: BookRow): BookFault | null => {
    if (corrected.has(row)) return 'wrong_amount';
    if (renumbered.has(row)) return 'mistyped_id';
    if (dropped.has(row)) return 'missing';
    return doubled.has(row) ? 'duplicate' : null;
  };
  const differences: PlannedDifference[] = [];
  const again = rows.flatMap(row => {
    const what = whatHappened(row);
    if (what) differences.push({ where: 'reexport', what, no: row.no, month, fen: row.fen });
    return what ? changed(row, what) : [row];
  });
  for (const row of spends.splice(0, 4)) {
    const added = {
      ...row,
      no: `${row.no.slice(0, -3)}${dice.digits(3)}`,
      fen: dice.whole(500, 9_000),
      memo: '补记',
    };
    differences.push({ where: 'reexport', what: 'added', no: added.no, month, fen: added.fen });
    again.push(added);
  }
  return { rows: again.sort(byTime), differences };
}

/** The rows that stand there after a fault. */
function changed(row: BookRow, what: BookFault): BookRow[] {
  switch (what) {
    case 'wrong_amount':
      return [
        {
          ...row,
          fen: row.type === '下单' ? row.fen + WRONG_BY_FEN : row.fen - Math.floor(row.fen / 20) - 1,
        },
      ];
    case 'missing':
      return [];
    case 'duplicate':
      return [row, { ...row, at: row.at + 60 }];
    case 'mistyped_id':
      return [{ ...row, no: row.type === '收款' ? `${row.no}R` : mistyped(row.no) }];
  }
}

/** Two neighbouring digits change places, or the last one is another. */
function mistyped(no: string): string {
  const at = no.length - 4;
  if (no[at] !== no[at + 1]) return no.slice(0, at) + no[at + 1] + no[at] + no.slice(at + 2);
  return no.slice(0, -1) + ((Number(no.at(-1)) + 1) % 10);
}

/** Rows of one month, as a monthly export holds them. */
export function monthRows<T extends { at: number }>(rows: T[], month: string): T[] {
  return rows.filter(row => dayOf(row.at).startsWith(month));
}
