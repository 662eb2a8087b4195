import type { BalanceRun } from '../../domain/imports/continuity.ts';
import type { FileContext, ImportRow } from '../../domain/imports/types.ts';
import { parseDecimalE5 } from '../../domain/money.ts';
import type { Profile } from '../../domain/statement.ts';
import { type BalancePoint, checkContinuity } from '../../statements/continuity.ts';

/** A rule of one flow row that does not hold: its figures do not add up. */
export interface Flaw {
  rule: 'spent' | 'balance';
  line: number;
  expectedE5: number;
  foundE5: number;
}

/** A run with the account that it belongs to, and what a daily flow says beside its balance. */
export interface AccountRun extends BalanceRun {
  /** Own account as the file names it; empty where only the import knows it. */
  account: string;
  /** 资金池类型, empty where there is none. */
  bucket: string;
  /** 非赠款余额 after the row. */
  cashE5: number | null;
  flaws: Flaw[];
}

interface DayRows {
  day: string;
  points: (BalancePoint & { time: string })[];
  cashE5: number | null;
  flaws: Flaw[];
}

/** Collects the balances of a file while its rows are gone over: one run a day and account, more where it breaks. */
export class DayBalances {
  private readonly fileAccount: string;
  private readonly hasBalance: boolean;
  /** Own accounts that stand in the rows; the second tells enough. */
  private readonly named = new Set<string>();
  private readonly open = new Map<string, DayRows>();
  private readonly done: AccountRun[] = [];

  constructor({ account }: Pick<FileContext, 'account'>, { balance }: Pick<Profile, 'balance'>) {
    this.fileAccount = account ?? '';
    this.hasBalance = balance?.check === true;
  }

  /** The own account of the file: what it says of itself, else the only one that its rows name. */
  get account(): string | null {
    if (this.fileAccount !== '') return this.fileAccount;
    return this.named.size === 1 ? [...this.named][0]! : null;
  }

  take({ row, extra }: ImportRow): void {
    if (row.text.account && this.named.size < 2) this.named.add(row.text.account);
    if (!this.hasBalance || row.time === null) return;
    const key = `${row.text.account || this.fileAccount}\u001f${row.text.bucket ?? ''}`;
    const day = row.time.slice(0, 10);
    let rows = this.open.get(key);
    if (rows && rows.day !== day) this.close(key, rows);
    if (!rows || rows.day !== day) {
      rows = { day, points: [], cashE5: null, flaws: [] };
      this.open.set(key, rows);
    }
    const netE5 = row.incomeE5 - row.expenseE5;
    rows.points.push({
      record: row.line,
      at: secondOf(row.time),
      balanceE5: row.balanceE5 ?? Number.NaN,
      netE5,
      signedE5: netE5,
      time: row.time,
    });
    if (!extra) return;
    const figure = (name: string) => (extra[name] === undefined ? null : parseDecimalE5(extra[name]));
    rows.cashE5 = figure('非赠款余额');
    const check = (rule: Flaw['rule'], foundE5: number | null, parts: (number | null)[]) => {
      if (foundE5 === null || parts.some(part => part === null)) return;
      const expectedE5 = parts.reduce<number>((sum, part) => sum + part!, 0);
      if (expectedE5 !== foundE5) rows.flaws.push({ rule, line: row.line, expectedE5, foundE5 });
    };
    check('spent', parseDecimalE5(row.text.spent ?? ''), [figure('非赠款消耗'), figure('赠款消耗')]);
    check('balance', row.balanceE5, [figure('非赠款余额'), figure('赠款余额')]);
  }

  /** All runs, once the rows have been gone over. */
  runs(): AccountRun[] {
    for (const [key, rows] of this.open) this.close(key, rows);
    this.open.clear();
    return this.done;
  }

  private close(key: string, { day, points, cashE5, flaws }: DayRows): void {
    const [account, bucket] = key.split('\u001f') as [string, string];
    const runs = runsOf(day, points);
    runs.forEach((run, at) => {
      const isLast = at === runs.length - 1;
      this.done.push({ ...run, account, bucket, cashE5: isLast ? cashE5 : null, flaws: isLast ? flaws : [] });
    });
  }
}

/** Second of the day of a text of time; -1 for a day alone. */
function secondOf(time: string): number {
  if (time.length < '2026-05-01 09:08:07'.length) return -1;
  const two = (at: number) => (time.charCodeAt(at) - 48) * 10 + time.charCodeAt(at + 1) - 48;
  return two(11) * 3_600 + two(14) * 60 + two(17);
}

/** Unbroken runs of the rows of one day, in the order of time. */
function runsOf(day: string, points: DayRows['points']): BalanceRun[] {
  const continuity = checkContinuity(points);
  if (!continuity) return [];
  const isNewestFirst = points[0]!.at > points.at(-1)!.at;
  const inOrder = isNewestFirst ? points.toReversed() : points;
  const byLine = new Map(inOrder.map((point, at) => [point.record, at]));
  const starts = continuity.broken
    .map(({ record, expectedE5, foundE5 }) => ({ at: byLine.get(record)!, expectedE5, foundE5 }))
    .toSorted((a, b) => a.at - b.at);
  const runs: BalanceRun[] = [];
  let from = 0;
  let { openingE5 } = continuity;
  const close = (to: number, closingE5: number) => {
    const [first, last] = [inOrder[from]!, inOrder[to - 1]!];
    if (to > from)
      runs.push({
        day,
        openingE5,
        closingE5,
        firstAt: first.time,
        lastAt: last.time,
        firstLine: first.record,
        lastLine: last.record,
        rows: to - from,
      });
    from = to;
  };
  for (const { at, expectedE5, foundE5 } of starts) {
    const { netE5 } = inOrder[at]!;
    close(at, expectedE5 - netE5);
    openingE5 = foundE5 - netE5;
  }
  close(inOrder.length, continuity.closingE5);
  return runs;
}
