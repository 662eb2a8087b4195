import { dayPlus } from '../calendar/days.ts';

/** One side of an own transfer that stands on 内部划转在途. */
export interface OwnLeg {
  /** Transfer of the ledger. */
  id: number;
  /** Account of the transit: the paying one where the row named it, else the row's own. */
  money: number;
  side: 'out' | 'in';
  amountFen: number;
  day: string;
  sourceRow: number | null;
  /** It waits in 待认领款 or 待查付款 and is only now known as own money. */
  isWaiting?: true;
}

/** Days that own money may be on its way, and that a bank may date it before the channel does. */
const WAY_DAYS = 3;
const EARLY_DAYS = 1;

/** Legs that no leg of the same account meets: equal amount, nearest day first. Their signed sum is the balance. */
export function unpaired(legs: readonly OwnLeg[]): OwnLeg[] {
  const inOrder = legs.toSorted((a, b) => compare(a.day, b.day) || a.id - b.id);
  const waiting = new Map<string, OwnLeg[]>();
  for (const leg of inOrder) {
    const other = `${leg.money} ${leg.amountFen} ${leg.side === 'out' ? 'in' : 'out'}`;
    const met = waiting.get(other)?.shift();
    if (met) continue;
    const own = `${leg.money} ${leg.amountFen} ${leg.side}`;
    waiting.set(own, [...(waiting.get(own) ?? []), leg]);
  }
  return [...waiting.values()].flat().toSorted((a, b) => compare(a.day, b.day) || a.id - b.id);
}

export interface OwnPair {
  out: OwnLeg;
  in: OwnLeg;
}

/** Whether two legs may be the two sides of one transfer. */
export function mayPair(out: OwnLeg, into: OwnLeg): boolean {
  return (
    out.side === 'out' &&
    into.side === 'in' &&
    out.amountFen === into.amountFen &&
    (out.money !== into.money || out.isWaiting === true || into.isWaiting === true) &&
    into.day >= dayPlus(out.day, -EARLY_DAYS) &&
    into.day <= dayPlus(out.day, WAY_DAYS)
  );
}

/** Most that a channel may keep of an own transfer, in millionths, and in 分 whatever the amount. */
const MOST_FEE_PPM = 10_000;
const MOST_FEE_FEN = 5_000;

/** Whether less arrived than was sent, under the same number, by no more than a fee: for a person to say. */
export function mayPairLessFee(
  out: OwnLeg & { code: string | null },
  into: OwnLeg & { code: string | null },
): boolean {
  const feeFen = out.amountFen - into.amountFen;
  return (
    out.side === 'out' &&
    into.side === 'in' &&
    out.code !== null &&
    out.code === into.code &&
    feeFen > 0 &&
    (feeFen <= MOST_FEE_FEN || feeFen * 1_000_000 <= out.amountFen * MOST_FEE_PPM)
  );
}

/**
 * Pairs that leave no doubt: what may meet a leg stands on one account only, on either side; of several equal ones
 * the older meets the older. `refused` are pairs that a person has taken apart.
 */
export function certainPairs(open: readonly OwnLeg[], refused: (pair: OwnPair) => boolean): OwnPair[] {
  const outs = open.filter(({ side }) => side === 'out');
  const ins = open.filter(({ side }) => side === 'in');
  const insByAmount = Map.groupBy(ins, ({ amountFen }) => amountFen);
  const outsByAmount = Map.groupBy(outs, ({ amountFen }) => amountFen);
  const taken = new Set<number>();
  const pairs: OwnPair[] = [];
  for (const out of outs) {
    const candidates = (insByAmount.get(out.amountFen) ?? []).filter(into => mayPair(out, into));
    const into = candidates.find(each => !taken.has(each.id) && !refused({ out, in: each }));
    if (!into || accountsOf(candidates) > 1) continue;
    const others = (outsByAmount.get(out.amountFen) ?? []).filter(each => mayPair(each, into));
    if (accountsOf(others) > 1) continue;
    taken.add(into.id);
    pairs.push({ out, in: into });
  }
  return pairs;
}

function accountsOf(legs: readonly OwnLeg[]): number {
  return new Set(legs.map(({ money }) => money)).size;
}

/** Case under which a pair is booked: it names the two transfers. */
export function pairCase({ out, in: into }: OwnPair): string {
  return `PAIR-${out.id}-${into.id}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
