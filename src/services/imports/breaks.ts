import { type BalanceChain, followBalance, type GapSide } from '../../domain/imports/continuity.ts';
import { E5_PER_UNIT, fenOfE5 } from '../../domain/money.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  type AccountNames,
  accountNames,
  type BookedDay,
  bookedByDay,
  bookedDays,
  poolMoneyOn,
} from '../../store/imports-days.ts';

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

/** All breaks of balances, by account and day; a file that comes later closes its own. */
export function balanceBreaks(connection: Connection): {
  continuity: ContinuityBreak[];
  identities: IdentityBreak[];
} {
  const names = accountNames(connection);
  const found = { continuity: [] as ContinuityBreak[], identities: [] as IdentityBreak[] };
  const groups = Map.groupBy(
    bookedDays(connection),
    ({ money, platformAccount, bucket }) => `${money ?? ''}\u001f${platformAccount ?? ''}\u001f${bucket}`,
  );
  for (const runs of groups.values()) {
    const chain = followBalance(runs);
    if (!chain) continue;
    const account = accountOf(runs[0]!, names);
    found.continuity.push(...gapsOf(account, chain));
    found.identities.push(...flawsOf(account, runs));
    if (account.money !== null) found.identities.push(...bookBreaks(connection, account, chain));
    else found.identities.push(...poolBreak(connection, account, runs));
  }
  return found;
}

/** Places where a statement's balance does not lead on. */
export function continuityBreaks(connection: Connection): ContinuityBreak[] {
  return balanceBreaks(connection).continuity;
}

/** Figures that two things tell differently. */
export function identityBreaks(connection: Connection): IdentityBreak[] {
  return balanceBreaks(connection).identities;
}

function accountOf({ money, platformAccount, bucket }: BookedDay, names: AccountNames): BreakAccount {
  const name =
    money !== null ? names.money.get(money) : (names.platform.get(platformAccount ?? '') ?? platformAccount);
  return { money, platformAccount, name: `${name ?? ''}${bucket === '' ? '' : ` ${bucket}`}` };
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

function flawsOf(account: BreakAccount, runs: readonly BookedDay[]): IdentityBreak[] {
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
function bookBreaks(connection: Connection, account: BreakAccount, chain: BalanceChain): IdentityBreak[] {
  const booked = bookedByDay(connection, account.money!);
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
function poolBreak(
  connection: Connection,
  account: BreakAccount,
  runs: readonly BookedDay[],
): IdentityBreak[] {
  const last = runs.filter(({ cashE5 }) => cashE5 !== null).toSorted((a, b) => (a.day < b.day ? 1 : -1))[0];
  if (!last || account.platformAccount === null) return [];
  const actualFen = poolMoneyOn(connection, account.platformAccount, last.day);
  const expectedFen = fenOfE5(last.cashE5!);
  if (actualFen === null || actualFen === expectedFen) return [];
  const { name, sheet, lastLine: line } = last;
  return [{ ...account, rule: 'pool', day: last.day, expectedFen, actualFen, at: { name, sheet, line } }];
}
