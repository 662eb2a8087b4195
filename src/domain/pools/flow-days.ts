import { daysBetween } from '../calendar/days.ts';
import { fenOfE5 } from '../money.ts';
import { type Explanation, explained, type Happened } from './explain.ts';
import { type BookDay, type Checked, FLOW_CHECKS, type FlowCheck, type FlowDay } from './flow.ts';

export interface PoolDay {
  day: string;
  flow: FlowDay | null;
  book: BookDay;
  checks: Record<FlowCheck, Checked>;
  /** `untold`: the flow has no row of the day. */
  state: 'holds' | 'explained' | 'unexplained' | 'untold';
  /** The three identities hold and the row was read late enough to be used in a close (DAT-5). */
  settled: boolean;
  why: Explanation[];
}

export interface FlowSpan {
  days: readonly string[];
  flows: ReadonlyMap<string, FlowDay>;
  /** Last day of the flow before the span, if there is one. */
  before: FlowDay | null;
  books: ReadonlyMap<string, BookDay>;
  /** What else happened on a day, for its explanation. */
  happened(day: string): Happened;
  /** Days after which a day's flow may be used in a close. */
  settledAfter_days: number;
}

const E5_PER_FEN = 1_000;
/** Each day of a span with its checks; every break carries what explains it, or says that nothing does. */
export function poolDays(span: FlowSpan): PoolDay[] {
  let last = span.before;
  let lastGapFen = last ? null : 0;
  return span.days.map(day => {
    const flow = span.flows.get(day) ?? null;
    const book = span.books.get(day)!;
    const checks = checksOf(flow, book, last);
    const gapFen = flow?.cashE5 == null ? null : fenOfE5(flow.cashE5) - standing(book);
    const why = explained({ day, flow, book, checks, last, lastGapFen, ...span.happened(day) });
    const one = { day, flow, book, checks, why, settled: isSettled(flow, checks, span.settledAfter_days) };
    if (flow) last = flow;
    if (gapFen !== null) lastGapFen = gapFen;
    return { ...one, state: stateOf(flow, checks, why) };
  });
}

/** What the platform should show: the book's money less what is overdrawn. */
export function standing({ closeFen, overdrawnFen }: BookDay): number {
  return closeFen - overdrawnFen;
}

function checksOf(flow: FlowDay | null, book: BookDay, last: FlowDay | null): PoolDay['checks'] {
  if (!flow) return { spent: UNKNOWN, balance: UNKNOWN, carried: UNKNOWN, book: UNKNOWN };
  const { spentE5, cashSpentE5, grantSpentE5, totalE5, cashE5, grantE5, inE5, outE5 } = flow;
  return {
    spent: checked(spentE5, [cashSpentE5, grantSpentE5]),
    balance: checked(totalE5, [cashE5, grantE5]),
    carried: checked(totalE5, [last?.totalE5 ?? null, inE5, -outE5, spentE5 === null ? null : -spentE5]),
    book: checked(cashE5, [standing(book) * E5_PER_FEN]),
  };
}

const UNKNOWN: Checked = { state: 'unknown', toldFen: null, madeFen: null };

function checked(toldE5: number | null, parts: readonly (number | null)[]): Checked {
  const known = parts.filter(part => part !== null);
  if (toldE5 === null || known.length < parts.length)
    return { ...UNKNOWN, toldFen: toldE5 === null ? null : fenOfE5(toldE5) };
  const madeE5 = known.reduce((sum, part) => sum + part, 0);
  const state = madeE5 === toldE5 ? 'holds' : 'broken';
  return { state, toldFen: fenOfE5(toldE5), madeFen: fenOfE5(madeE5) };
}

const IDENTITIES: readonly FlowCheck[] = ['spent', 'balance', 'carried'];

function isSettled(flow: FlowDay | null, checks: PoolDay['checks'], settledAfter_days: number): boolean {
  if (!flow || IDENTITIES.some(name => checks[name].state === 'broken')) return false;
  return daysBetween(flow.day, flow.readOn) >= settledAfter_days;
}

function stateOf(
  flow: FlowDay | null,
  checks: PoolDay['checks'],
  why: readonly Explanation[],
): PoolDay['state'] {
  if (!flow) return 'untold';
  if (FLOW_CHECKS.every(name => checks[name].state !== 'broken')) return 'holds';
  return why.some(({ code }) => code === 'pools.why.unexplained') ? 'unexplained' : 'explained';
}
