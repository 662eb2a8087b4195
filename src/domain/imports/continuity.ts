/**
 * Rows of one account and day in one file, in one unbroken run of balances: the balance before its first row leads row
 * by row to the balance after its last one. Amounts in 1/100000.
 */
export interface BalanceRun {
  day: string;
  openingE5: number;
  closingE5: number;
  /** Texts of time of its first and last row. */
  firstAt: string;
  lastAt: string;
  /** Lines of the sheet. */
  firstLine: number;
  lastLine: number;
  rows: number;
}

/** A run with the file that it stands in. */
export interface FiledRun extends BalanceRun {
  plan: number;
  name: string;
  sheet: string;
}

/** One side of a gap: the row beside it and the balance there. */
export interface GapSide {
  /** Import that brought the file. */
  plan: number;
  name: string;
  sheet: string;
  line: number;
  day: string;
  balanceE5: number;
}

/** Between two rows the balance moves by what no row says: a missing file, page or row. */
export interface Gap {
  before: GapSide;
  after: GapSide;
  missingE5: number;
}

/** The way of an account's balance through all its files. */
export interface BalanceChain {
  gaps: Gap[];
  /** Balance at the end of each day that a file reaches, and what was missing on the way since the day before. */
  days: { day: string; closingE5: number; missingE5: number }[];
  openingE5: number;
}

/**
 * Follows the balance of one account through the runs of all its files, day by day: of runs that begin at the balance
 * reached the longest is taken (files may overlap); where none begins there, a gap is named and the way goes on behind
 * it. A file that comes later closes a gap by itself. Null without a run.
 */
export function followBalance(runs: readonly FiledRun[]): BalanceChain | null {
  const byDay = Map.groupBy(runs, ({ day }) => day);
  const days = [...byDay.keys()].sort();
  const chain: BalanceChain = { gaps: [], days: [], openingE5: 0 };
  let last: FiledRun | null = null;
  for (const [at, day] of days.entries()) {
    const before = chain.gaps.length;
    const next = byDay.get(days[at + 1] ?? '') ?? [];
    last = followDay(byDay.get(day)!, last, chain, new Set(next.map(({ openingE5 }) => openingE5)));
    const missingE5 = chain.gaps.slice(before).reduce((sum, gap) => sum + gap.missingE5, 0);
    chain.days.push({ day, closingE5: last.closingE5, missingE5 });
  }
  return last ? chain : null;
}

function followDay(
  runs: readonly FiledRun[],
  before: FiledRun | null,
  chain: BalanceChain,
  openings: ReadonlySet<number>,
): FiledRun {
  const open = new Set(runs.toSorted((a, b) => b.rows - a.rows || b.plan - a.plan));
  const taken: FiledRun[] = [];
  let last = before;
  for (;;) {
    const on = last ? leadingOn([...open], taken, last.closingE5, openings) : null;
    const one = on ?? earliest([...open], taken);
    if (!one) return last!;
    if (last && !on) chain.gaps.push(gapBetween(last, one));
    if (!last) chain.openingE5 = one.openingE5;
    open.delete(one);
    taken.push(one);
    last = one;
  }
}

/**
 * The longest run that begins at a balance. One that another file of the day may hold already (a balance can come back
 * to where it was) goes on only if the next day begins behind it and not here; on a day without clock times also where
 * nothing but the way to it says that the two overlap.
 */
function leadingOn(
  open: readonly FiledRun[],
  taken: readonly FiledRun[],
  balanceE5: number,
  openings: ReadonlySet<number>,
): FiledRun | null {
  const here = open.filter(({ openingE5 }) => openingE5 === balanceE5);
  const fresh = here.find(run => !isHeld(run, taken));
  if (fresh) return fresh;
  if (openings.has(balanceE5)) return null;
  const led = here.find(({ closingE5 }) => openings.has(closingE5));
  return led ?? here.find(run => !hasClock(run.lastAt) && !sharesAnEnd(run, taken)) ?? null;
}

/** Without a clock a part that another file holds already shows by beginning or ending where that one does. */
function sharesAnEnd(run: FiledRun, taken: readonly FiledRun[]): boolean {
  return taken.some(({ openingE5, closingE5 }) => openingE5 === run.openingE5 || closingE5 === run.closingE5);
}

function hasClock(time: string): boolean {
  return time.length > '2026-05-01'.length && !time.endsWith(' 00:00:00');
}

/** The first of the runs that the ones taken of this day do not already hold. */
function earliest(open: readonly FiledRun[], taken: readonly FiledRun[]): FiledRun | null {
  const rest = open.filter(run => !isHeld(run, taken));
  return (
    rest.toSorted((a, b) => compare(a.firstAt, b.firstAt) || b.rows - a.rows || a.plan - b.plan)[0] ?? null
  );
}

function isHeld(run: FiledRun, taken: readonly FiledRun[]): boolean {
  if (taken.length === 0) return false;
  if (taken.some(each => each.plan === run.plan && each.sheet === run.sheet)) return false;
  const clocked = hasClock(run.lastAt);
  return taken.some(each => each.lastAt >= run.lastAt && (clocked || each.rows >= run.rows));
}

function gapBetween(last: FiledRun, next: FiledRun): Gap {
  return {
    before: sideOf(last, last.lastLine, last.closingE5),
    after: sideOf(next, next.firstLine, next.openingE5),
    missingE5: next.openingE5 - last.closingE5,
  };
}

function sideOf({ plan, name, sheet, day }: FiledRun, line: number, balanceE5: number): GapSide {
  return { plan, name, sheet, line, day, balanceE5 };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
