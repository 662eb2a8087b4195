import { daysBetween } from '../calendar/days.ts';
import { fenOfE5 } from '../money.ts';
import type { Params } from '../refusal.ts';
import type { BookDay, Checked, FlowCheck, FlowDay } from './flow.ts';

/** Why a check of a day does not hold: a text by its code, with the amount that it explains. */
export interface Explanation {
  check: FlowCheck;
  code: string;
  params: Params;
}

/** What happened on a day beside the figures. */
export interface Happened {
  /** Open tickets of the pool: reason and amount. */
  tickets: readonly { reason: string; amountFen: number }[];
  /** Its spend is posted by orders and not by the flow. */
  byOrders: boolean;
}

interface Broken extends Happened {
  day: string;
  flow: FlowDay | null;
  book: BookDay;
  checks: Record<FlowCheck, Checked>;
  /** Last day of the flow before this one. */
  last: FlowDay | null;
  /** Platform less book on that day; null where it is not known. */
  lastGapFen: number | null;
}

const ROUNDING_FEN = 1;

/** What explains the broken checks of a day, check by check; `pools.why.unexplained` where nothing does. */
export function explained(broken: Broken): Explanation[] {
  const { flow, checks } = broken;
  if (!flow) return [];
  return (['spent', 'balance', 'carried', 'book'] as const).flatMap(check => {
    const { state, toldFen, madeFen } = checks[check];
    if (state !== 'broken') return [];
    const differenceFen = toldFen! - madeFen!;
    const found =
      check === 'book' ? byBook(broken, differenceFen) : byFlow(check, { ...broken, flow }, differenceFen);
    const why = found.length === 0 ? [say('unexplained', { amountFen: differenceFen })] : found;
    return why.map(each => ({ check, ...each }));
  });
}

type Said = Omit<Explanation, 'check'>;
const say = (name: string, params: Params = {}): Said => ({ code: `pools.why.${name}`, params });

/** Columns of the flow that a total may hold by mistake of the form. */
const BESIDE = [
  ['redPacketE5', 'red_packet'],
  ['couponE5', 'coupon'],
  ['walletE5', 'wallet'],
  ['sharedGrantE5', 'shared_grant'],
] as const;

function byFlow(
  check: FlowCheck,
  { flow, last, day }: Broken & { flow: FlowDay },
  differenceFen: number,
): Said[] {
  if (Math.abs(differenceFen) <= ROUNDING_FEN) return [say('rounding', { amountFen: differenceFen })];
  const mixed = BESIDE.find(([field]) => {
    const fen = fenOfE5(flow[field] ?? 0);
    return fen !== 0 && Math.abs(differenceFen) === fen;
  });
  if (mixed) return [say(`mixed_${mixed[1]}`, { amountFen: differenceFen })];
  if (check !== 'carried' || !last) return [];
  const missing = daysBetween(last.day, day) - 1;
  if (missing > 0)
    return [say('days_missing', { from: last.day, to: day, days: missing, amountFen: differenceFen })];
  const corrected = last.version > 1 ? last : flow.version > 1 ? flow : null;
  return corrected ? [say('corrected', { day: corrected.day, amountFen: differenceFen })] : [];
}

/** The book against the platform: what was different the day before, what the day added, and what a ticket says of it. */
function byBook(broken: Broken, differenceFen: number): Said[] {
  const { last, lastGapFen, tickets } = broken;
  const carriedFen = last ? (lastGapFen ?? 0) : 0;
  const carried = carriedFen === 0 ? [] : [say('carried_over', { day: last!.day, amountFen: carriedFen })];
  if (carriedFen === differenceFen) return carried;
  const ofDay = [...byOpening(broken), ...byMoves(broken)];
  for (const { reason, amountFen } of tickets) ofDay.push(say('ticket', { reason, amountFen }));
  const newFen = differenceFen - carriedFen;
  if (ofDay.length === 0)
    ofDay.push(say(Math.abs(newFen) <= ROUNDING_FEN ? 'rounding' : 'unexplained', { amountFen: newFen }));
  return [...carried, ...ofDay];
}

function byOpening({ flow, book, last, lastGapFen }: Broken): Said[] {
  if (last || lastGapFen !== 0) return [];
  const openFen = openingOf(flow!);
  if (openFen === null || openFen === book.openFen) return [];
  return [say('opening', { platformFen: openFen, bookFen: book.openFen })];
}

function byMoves({ flow, book, byOrders }: Broken): Said[] {
  const why: Said[] = [];
  const compare = (name: string, platformFen: number, bookFen: number) => {
    if (platformFen !== bookFen) why.push(say(name, { platformFen, bookFen }));
  };
  const { cashSpentE5, inE5, outE5 } = flow!;
  if (cashSpentE5 !== null)
    compare(byOrders ? 'spent_by_orders' : 'spent_differs', fenOfE5(cashSpentE5), book.spentFen);
  compare('in_differs', fenOfE5(inE5), book.inFen + book.grantInFen);
  compare('out_differs', fenOfE5(outE5), book.outFen);
  return why;
}

/** 非赠款 before the day: what is there after it, less what came as money, plus what went. */
function openingOf({ cashE5, inE5, outE5, cashSpentE5, grantE5 }: FlowDay): number | null {
  if (cashE5 === null || cashSpentE5 === null || (grantE5 ?? 0) !== 0) return null;
  return fenOfE5(cashE5 - inE5 + outE5 + cashSpentE5);
}
