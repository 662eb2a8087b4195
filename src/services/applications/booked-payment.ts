import { yuan } from '../../domain/accounting/events/draft.ts';
import type { MoneyRef } from '../../domain/accounting/events/facts.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import { IDENTIFIED_DAYS } from '../../domain/imports/told.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appliedAccount, moneyRefOf, type StoredLine } from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { waitingCases } from '../../store/imports-open.ts';
import { type BookedPayment, bookedPayments } from '../../store/recharge-payments.ts';
import type { PostedEvent } from './post.ts';

type Line = StoredLine & { upstreamFen: number };

interface Wanted {
  on: string;
  money: number;
  /** Case that a person chose; null: none of them; absent: whatever fits. */
  row?: string | null;
}

/**
 * Payments of recharge lines that the book has already: told by a list, or identified on their row by a person. A line
 * that is met moves no money again. Refuses `recharges.booked_fit` where several may be meant.
 */
export function meetBooked(
  connection: Connection,
  lines: readonly Line[],
  wanted: Wanted,
): Map<number, BookedPayment> {
  const met = new Map<number, BookedPayment>();
  if (wanted.row === null) return met;
  for (const line of lines) {
    const taken = new Set([...met.values()].map(({ caseNo, pool }) => `${caseNo} ${pool}`));
    const free = bookedFor(connection, line, wanted.on).filter(
      ({ caseNo, pool }) => !taken.has(`${caseNo} ${pool}`),
    );
    const found = meantOf(free, line, wanted);
    if (found) met.set(line.id, found);
  }
  return met;
}

/** Payments that the book has for a line, by what was paid upstream or by what is to arrive. */
export function bookedFor(
  connection: Connection,
  line: Pick<StoredLine, 'account' | 'paidFen' | 'creditedFen'> & { upstreamFen: number | null },
  on: string,
): BookedPayment[] {
  const pool = line.account === null ? null : appliedAccount(connection, line.account)?.pool;
  if (!pool) return [];
  const [from, to] = [dayPlus(on, -IDENTIFIED_DAYS), dayPlus(on, IDENTIFIED_DAYS)];
  const upstreamFen = line.upstreamFen ?? line.creditedFen;
  return bookedPayments(connection, pool.pool, from, to).filter(
    ({ paidFen, expectedFen }) =>
      paidFen === upstreamFen || paidFen === line.paidFen || expectedFen === line.creditedFen,
  );
}

function meantOf(
  booked: readonly BookedPayment[],
  { upstreamFen }: Line,
  { row, money }: Wanted,
): BookedPayment | null {
  if (row !== undefined) return booked.find(({ caseNo }) => caseNo === row) ?? null;
  const exact = booked.filter(({ paidFen }) => paidFen === upstreamFen);
  const fits = exact.length > 0 ? exact : booked;
  const ofMoney = fits.filter(each => each.money === money);
  const meant = ofMoney.length > 0 ? ofMoney : fits;
  if (meant.length > 1)
    throw new Refusal('recharges.booked_fit', {
      ...{ found: meant.length, amount: yuan(upstreamFen) },
      codes: meant.map(({ caseNo }) => caseNo).join('、'),
    });
  return meant[0] ?? null;
}

/**
 * What an application adds to a payment that the book has: the front rebate as it is agreed (E16), what is to arrive beyond
 * what the payment let expect (E17), and E06, registered and matched at once, which says whose payment it was. A waiting
 * row under the application's own code is the payment's own and clears its registration.
 */
export function bookedEvents(
  connection: Connection,
  line: Line,
  booked: BookedPayment,
  { client, code }: { client: number; code: string },
): PostedEvent[] {
  const pool = appliedAccount(connection, line.account!)!.pool!;
  const money = moneyRefOf(connection, booked.money) ?? { money: booked.money, kind: 'bank' };
  const { caseNo } = booked;
  const rebateFen = (line.creditedFen - line.paidFen - booked.rebateFen) as Fen;
  const moreFen = (line.creditedFen - booked.expectedFen) as Fen;
  const own = { id: 'E16', caseNo, client: { client }, rebateFen } as const;
  const agreed = line.recognition === null ? own : { ...own, recognition: line.recognition };
  const tooMuch = { ...agreed, step: 'take_back', rebateFen: -rebateFen as Fen } as const;
  const from = { by: 'registered', money } as const;
  const fens = { paidFen: 0 as Fen, creditedFen: moreFen };
  const more = { id: 'E17', as: 'fact', caseNo, pool, ...fens, paidFrom: from } as const;
  const mark = { id: 'E06', caseNo, money, amountFen: booked.paidFen as Fen } as const;
  const target = { code: '1221.07', money: money.money };
  return [
    ...(rebateFen > 0 ? [{ event: agreed, source: 'case' } as const] : []),
    ...(rebateFen < 0 ? [{ event: tooMuch, source: 'case' } as const] : []),
    ...(moreFen > 0 ? [{ event: more, source: 'registration' } as const] : []),
    { event: { ...mark, step: 'register', target }, source: 'registration' },
    { event: { ...mark, step: 'matched' }, source: 'match' },
    ...ownRow(connection, booked, { money, code }),
  ];
}

function ownRow(
  connection: Connection,
  { caseNo, unseenFen }: BookedPayment,
  { money, code }: { money: MoneyRef; code: string },
): PostedEvent[] {
  if (unseenFen === 0) return [];
  const row = waitingCases(connection, '1221.07').find(
    each => each.caseNo === code && each.money === money.money && each.openFen >= unseenFen,
  );
  if (!row) return [];
  const event = { id: 'E06', step: 'matched', caseNo, money, amountFen: unseenFen as Fen } as const;
  return [{ event, source: 'match', sourceRow: row.sourceRow }];
}
