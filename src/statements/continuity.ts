/** One row of a running balance, in the file's order. Amounts in 1/100000. */
export interface BalancePoint {
  record: number;
  /** Moment as a sortable number; NaN where the row has none. */
  at: number;
  /** NaN where the row has none: its amount then counts towards the next row's balance. */
  balanceE5: number;
  /** Change of the balance by direction (income − expense), and by the signs that stand in the file. */
  netE5: number;
  signedE5: number;
}

export interface Break {
  record: number;
  expectedE5: number;
  foundE5: number;
}

export interface Continuity {
  /** Neighbouring rows compared. */
  checked: number;
  broken: Break[];
  openingE5: number;
  closingE5: number;
}

/**
 * Checks that a running balance continues from row to row, for oldest-first and newest-first files and for both ways
 * in which negative amounts are meant: the reading with the fewest breaks is taken. Rows of one second may stand in
 * any order. Null if no row has a balance.
 */
export function checkContinuity(points: BalancePoint[]): Continuity | null {
  if (points.every(point => Number.isNaN(point.balanceE5))) return null;
  const oldestFirst = looksOldestFirst(points);
  const differs = points.some(point => point.netE5 !== point.signedE5);
  let best: Continuity | null = null;
  for (const isFileOrder of [oldestFirst, !oldestFirst]) {
    const order = isFileOrder ? points : points.toReversed();
    for (const net of differs ? [byDirection, bySign] : [byDirection]) {
      const result = follow(order, net);
      if (best === null || result.broken.length < best.broken.length) best = result;
      if (best.broken.length === 0) return best;
    }
  }
  return best;
}

type Net = (point: BalancePoint) => number;
const byDirection: Net = point => point.netE5;
const bySign: Net = point => point.signedE5;

function looksOldestFirst(points: BalancePoint[]): boolean {
  const first = points.find(point => !Number.isNaN(point.at));
  const last = points.findLast(point => !Number.isNaN(point.at));
  return first === undefined || last === undefined || first.at <= last.at;
}

/** Walks the rows oldest first. */
function follow(points: BalancePoint[], net: Net): Continuity {
  const broken: Break[] = [];
  const opening = openingOf(points, net);
  let balance = opening;
  for (let from = 0; from < points.length; ) {
    const to = endOfSecond(points, from);
    balance = followSecond(points, from, to, balance, net, broken);
    from = to;
  }
  const known = points.reduce((count, point) => count + (Number.isNaN(point.balanceE5) ? 0 : 1), 0);
  return { checked: known - 1, broken, openingE5: opening, closingE5: balance };
}

/** The balance before the first row; where several rows of one second begin in unknown order, one that lets them add up. */
function openingOf(points: BalancePoint[], net: Net): number {
  const plain = balanceBefore(points, net);
  const to = endOfSecond(points, 0);
  if (to === 1) return plain;
  for (const candidate of [plain, balanceBefore(points.slice(0, to).reverse(), net)]) {
    if (Number.isNaN(candidate)) continue;
    const broken: Break[] = [];
    followSecond(points, 0, to, candidate, net, broken);
    if (broken.length === 0) return candidate;
  }
  return plain;
}

/** The first known balance less what led to it; NaN if none is known. */
function balanceBefore(points: BalancePoint[], net: Net): number {
  let moved = 0;
  for (const point of points) {
    moved += net(point);
    if (!Number.isNaN(point.balanceE5)) return point.balanceE5 - moved;
  }
  return Number.NaN;
}

function endOfSecond(points: BalancePoint[], from: number): number {
  const { at } = points[from]!;
  let to = from + 1;
  while (to < points.length && points[to]!.at === at) to++;
  return to;
}

/** Follows the rows of one second: as they stand, the other way round, or in the order in which each balance leads on. */
function followSecond(
  points: BalancePoint[],
  from: number,
  to: number,
  opening: number,
  net: Net,
  broken: Break[],
): number {
  if (to - from > 1) {
    const group = points.slice(from, to);
    for (const order of [group, group.toReversed()]) {
      const closing = continued(order, opening, net);
      if (closing !== null) return closing;
    }
    const closing = chained(group, opening, net);
    if (closing !== null) return closing;
  }
  let balance = opening;
  for (let at = from; at < to; at++) {
    const point = points[at]!;
    balance += net(point);
    if (Number.isNaN(point.balanceE5) || balance === point.balanceE5) continue;
    broken.push({ record: point.record, expectedE5: balance, foundE5: point.balanceE5 });
    balance = point.balanceE5;
  }
  return balance;
}

/** The balance after the rows if each leads to the next, else null. */
function continued(group: BalancePoint[], opening: number, net: Net): number | null {
  let balance = opening;
  for (const point of group) {
    balance += net(point);
    if (!Number.isNaN(point.balanceE5) && balance !== point.balanceE5) return null;
  }
  return balance;
}

/** Orders the rows by which balance leads to which; the closing balance, or null if they form no chain. */
function chained(group: BalancePoint[], opening: number, net: Net): number | null {
  const byStart = new Map<number, BalancePoint[]>();
  for (const point of group) {
    const start = point.balanceE5 - net(point);
    const waiting = byStart.get(start);
    if (waiting) waiting.push(point);
    else byStart.set(start, [point]);
  }
  let balance = opening;
  for (let taken = 0; taken < group.length; taken++) {
    const next = byStart.get(balance)?.pop();
    if (!next) return null;
    balance = next.balanceE5;
  }
  return balance;
}
