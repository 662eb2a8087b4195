import { E5_PER_UNIT, fenOfE5 } from '../money.ts';
import { type BalanceChain, type FiledRun, followBalance, type GapSide } from './continuity.ts';

/** Whose balance a break is of. */
export interface BreakAccount {
  /** Money account, or null for a platform account. */
  money: number | null;
  /** Id at the platform, or null for a money account. */
  platformAccount: string | null;
  name: string;
}

/** A place where a running balance does not lead on: between two rows the missing amount is not told by any file. */
export interface ContinuityBreak extends BreakAccount {
  before: GapSide;
  after: GapSide;
  /** Balance behind less balance before, in 分; negative: a payment is missing. */
  missingFen: number;
  /** The two rows stand in two files. */
  betweenFiles: boolean;
}

/**
 * A figure that two things tell differently. `opening`: the book before the first row of a statement; `book` (I3): the
 * book's statement account and the statement at the end of a day, told where the difference changes; `pool` (I2): the
 * pool and the platform at the last day; `spent`, `balance`: figures of one flow row.
 */
export interface IdentityBreak extends BreakAccount {
  rule: 'opening' | 'book' | 'pool' | 'spent' | 'balance';
  day: string;
  /** What the statement or the platform says, and what the book, or the sum of the parts, comes to. In 分. */
  expectedFen: number;
  actualFen: number;
  /** Row behind it, where it is of one row. */
  at: { name: string; sheet: string; line: number } | null;
}

/** Breaks of all accounts. */
export interface BalanceBreaks {
  continuity: ContinuityBreak[];
  identities: IdentityBreak[];
}

/** A run of a committed file under the account that it belongs to, with what a daily flow says beside its balance. */
export interface BookedRun extends FiledRun {
  money: number | null;
  platformAccount: string | null;
  /** 资金池类型, empty where there is none. */
  bucket: string;
  /** 非赠款余额 after it. */
  cashE5: number | null;
  flaws: readonly { rule: string; line: number; expectedE5: number; foundE5: number }[];
}

/** What the book says of the accounts whose balances are followed. */
export interface BreakBook {
  nameOfMoney(money: number): string;
  nameOfPlatform(platformId: string): string;
  /** Booked on the statement account by day: debits less credits. */
  bookedByDay(money: number): readonly [day: string, fen: number][];
  /** On-book money of the pool of a platform account at the end of a day; null where the agency has none there. */
  poolMoneyOn(platformId: string, day: string): number | null;
}

/** All breaks of balances, by account and day; a file that comes later closes its own. */
export function breaksOf(runs: readonly BookedRun[], book: BreakBook): BalanceBreaks {
  const found: BalanceBreaks = { continuity: [], identities: [] };
  const groups = Map.groupBy(
    runs,
    ({ money, platformAccount, bucket }) => `${money ?? ''}\u001f${platformAccount ?? ''}\u001f${bucket}`,
  );
  for (const some of groups.values()) {
    const chain = followBalance(some);
    if (!chain) continue;
    const account = accountOf(some[0]!, book);
    found.continuity.push(...gapsOf(account, chain));
    found.identities.push(...flawsOf(account, account.money === null ? readLast(some) : some));
    if (account.money !== null) found.identities.push(...bookBreaks(book, account, chain));
    else found.identities.push(...poolBreak(book, account, some));
  }
  return found;
}

function accountOf({ money, platformAccount, bucket }: BookedRun, book: BreakBook): BreakAccount {
  const name = money !== null ? book.nameOfMoney(money) : book.nameOfPlatform(platformAccount ?? '');
  return { money, platformAccount, name: bucket === '' ? name : `${name} ${bucket}` };
}

function gapsOf(account: BreakAccount, { gaps }: BalanceChain): ContinuityBreak[] {
  return gaps.map(({ before, after, missingE5 }) => ({
    ...account,
    before,
    after,
    missingFen: fenOfE5(missingE5),
    betweenFiles: before.plan !== after.plan || before.sheet !== after.sheet,
  }));
}

/** Days of a flow as they were read last: what an earlier export had wrong, a corrected one closes. */
function readLast(runs: readonly BookedRun[]): BookedRun[] {
  const last = new Map<string, number>();
  for (const { day, plan } of runs) last.set(day, Math.max(plan, last.get(day) ?? 0));
  return runs.filter(({ day, plan }) => last.get(day) === plan);
}

function flawsOf(account: BreakAccount, runs: readonly BookedRun[]): IdentityBreak[] {
  return runs.flatMap(({ flaws, day, name, sheet }) =>
    flaws.map(({ rule, line, expectedE5, foundE5 }) => ({
      ...account,
      rule: rule as 'spent' | 'balance',
      day,
      expectedFen: fenOfE5(foundE5),
      actualFen: fenOfE5(expectedE5),
      at: { name, sheet, line },
    })),
  );
}

/** I3: what the book says of the statement account at the end of each day, where its difference changes. */
function bookBreaks(book: BreakBook, account: BreakAccount, chain: BalanceChain): IdentityBreak[] {
  const booked = book.bookedByDay(account.money!);
  let at = 0;
  let bookFen = 0;
  const until = (day: string, inclusive: boolean) => {
    while (at < booked.length && (booked[at]![0] < day || (inclusive && booked[at]![0] === day)))
      bookFen += booked[at++]![1];
    return bookFen;
  };
  const first = chain.days[0]!.day;
  const openingFen = fenOfE5(chain.openingE5);
  let differenceFen = until(first, false) - openingFen;
  const found: IdentityBreak[] = [];
  const add = (rule: IdentityBreak['rule'], day: string, expectedFen: number, actualFen: number) =>
    found.push({ ...account, rule, day, expectedFen, actualFen, at: null });
  if (differenceFen !== 0) add('opening', first, openingFen, bookFen);
  for (const { day, closingE5, missingE5 } of chain.days) {
    const expectedFen = fenOfE5(closingE5);
    const nowFen = until(day, true) - expectedFen;
    // What a gap is missing is told by the gap.
    const unexplainedFen = nowFen - differenceFen + Math.round(missingE5 / (E5_PER_UNIT / 100));
    if (unexplainedFen !== 0) add('book', day, expectedFen, bookFen);
    differenceFen = nowFen;
  }
  return found;
}

/** I2 at the last day that the platform tells: 非赠款余额 against available, on order and frozen. */
function poolBreak(book: BreakBook, account: BreakAccount, runs: readonly BookedRun[]): IdentityBreak[] {
  const last = runs.filter(({ cashE5 }) => cashE5 !== null).toSorted((a, b) => (a.day < b.day ? 1 : -1))[0];
  if (!last || account.platformAccount === null) return [];
  const actualFen = book.poolMoneyOn(account.platformAccount, last.day);
  const expectedFen = fenOfE5(last.cashE5!);
  if (actualFen === null || actualFen === expectedFen) return [];
  const { name, sheet, lastLine: line } = last;
  return [{ ...account, rule: 'pool', day: last.day, expectedFen, actualFen, at: { name, sheet, line } }];
}
