import { daysBetween } from '../calendar/days.ts';
import type { NamedParty, TransitKind } from '../refunds/transit.ts';
import { Refusal } from '../refusal.ts';

/** 长期挂账表: what waits in suspense, in transit, or in a ticket for longer than some days. */

/** 待认领款, 待查付款, 差异单, and every kind of money in transit. */
export type LongOpenKind = 'receipt' | 'payment' | 'ticket' | TransitKind;

export interface LongOpenLine {
  kind: LongOpenKind;
  /** Stable within its kind: case, transit item or number of the ticket. */
  id: string;
  /** Reason of a ticket. */
  reason: string | null;
  no: string | null;
  client: NamedParty | null;
  /** Counterparty as the statement names it, or the channel. */
  party: string | null;
  owner: string | null;
  since: string;
  ageDays: number;
  /**
   * What is open, in 分: below 0 what was paid and not seen yet, the other leg of an own transfer, a difference on the
   * own side.
   */
  amountFen: number;
  /** Money that stands beside the book: it is listed, and in no sum. */
  isMemo: boolean;
}

export interface LongOpenSum {
  kind: LongOpenKind;
  count: number;
  /** Without what stands beside the book. */
  sumFen: number;
  /** Whether all of it stands beside the book. */
  isMemo: boolean;
}

export interface LongOpen {
  on: string;
  days: number;
  /** The oldest first. */
  lines: LongOpenLine[];
  /** By kind, the largest first; kinds are not of one side, so there is no sum of all. */
  sums: LongOpenSum[];
  count: number;
}

/** Days that nobody has said otherwise: a month. */
export const LONG_OPEN_DAYS = 30;
const MOST_DAYS = 3_660;

/** What is older than so many days by the end of a day. Refuses `funds.bad_days`. */
export function longOpen(
  all: readonly Omit<LongOpenLine, 'ageDays'>[],
  { on, days }: { on: string; days: number },
): LongOpen {
  if (!Number.isInteger(days) || days < 0 || days > MOST_DAYS)
    throw new Refusal('funds.bad_days', { days: String(days), most: MOST_DAYS });
  const lines = all
    .map(line => ({ ...line, ageDays: daysBetween(line.since, on) }))
    .filter(({ ageDays }) => ageDays > days)
    .sort(
      (a, b) =>
        b.ageDays - a.ageDays || Math.abs(b.amountFen) - Math.abs(a.amountFen) || (a.id < b.id ? -1 : 1),
    );
  const sums = [...Map.groupBy(lines, ({ kind }) => kind)].map(([kind, own]) => ({
    ...{ kind, count: own.length },
    ...{ sumFen: sumOf(own), isMemo: own.every(({ isMemo }) => isMemo) },
  }));
  return {
    ...{ on, days, lines },
    sums: sums.sort((a, b) => Math.abs(b.sumFen) - Math.abs(a.sumFen) || (a.kind < b.kind ? -1 : 1)),
    count: lines.length,
  };
}

const sumOf = (lines: readonly Pick<LongOpenLine, 'amountFen' | 'isMemo'>[]): number =>
  lines.reduce((fen, { amountFen, isMemo }) => fen + (isMemo ? 0 : amountFen), 0);
