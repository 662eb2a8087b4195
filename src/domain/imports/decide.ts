import type { MoneyRef } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import type { Params } from '../refusal.ts';
import type { BookView } from './book-view.ts';
import type { MoneyClass } from './class-rules.ts';
import { decideMoney } from './decide-money.ts';
import { decideFlow, decideOrder, decideTransfer, flowFigures } from './decide-platform.ts';
import { decideTemplate, type RechargesInFile } from './decide-template.ts';
import { ask, type Deciding, type Decision, fenOfText, note, type PlannedEvent } from './decision.ts';
import { Told } from './told.ts';
import type { FileContext, ImportRow, PlanRow } from './types.ts';
import { bucketOf } from './words.ts';

/** A planned row with everything that a commit does with it. */
export interface DecidedRow extends PlanRow {
  events: PlannedEvent[];
  class: MoneyClass | null;
  evidence: { code: string; text: string }[];
  /** Business day of its entries. */
  day: string;
}

/** Sources whose rows move a money account of the agency. */
const MONEY_SOURCES: ReadonlySet<string> = new Set(['bank', 'alipay', 'wechat', 'jd']);
/** Personal bills and shops are read and compared, never posted. */
const NOT_POSTED: ReadonlySet<string> = new Set([
  'alipay.personal',
  'alipay.web',
  'wechat.personal',
  'alipay.trade',
  'wechat.trade',
]);

/** Whether the rows of a form move a money account of the agency. */
export function movesMoney({ source, profile }: FileContext): boolean {
  return MONEY_SOURCES.has(source) && !NOT_POSTED.has(profile);
}

/**
 * Gives every new or corrected row its events by posting authority, in the order of time; a row that the book cannot
 * place asks, with the reason. `money` is the account of the whole file; rows with an account of their own name theirs.
 */
export function decideRows(
  rows: readonly ImportRow[],
  planned: readonly PlanRow[],
  { view, context, money }: { view: BookView; context: FileContext; money: MoneyRef | null },
): DecidedRow[] {
  const told = new Told(view);
  const recharges = rechargesOf(rows, planned, context);
  const grants = grantBalances(rows);
  const decided: DecidedRow[] = planned.map(row => ({
    ...row,
    events: [],
    class: null,
    evidence: [],
    day: row.time?.slice(0, 10) ?? '',
  }));
  for (const one of inTime(decided)) {
    if (one.state !== 'new' && one.state !== 'corrected') continue;
    const { day, amountFen } = one;
    const deciding: Deciding = { entry: rows[one.at]!, planned: one, told, context, day, amountFen };
    take(one, outsideBook(day, view) ?? decide(deciding));
    if (day !== '') one.day = view.bookDay(day);
  }
  return decided;

  function decide(deciding: Deciding): Decision {
    const { profile } = context;
    if (profile === 'template.general') return decideTemplate(deciding, recharges);
    if (profile === 'qianchuan.orders' || profile === 'douplus.orders') return decideOrder(deciding);
    if (profile === 'qianchuan.daily')
      return decideFlow(deciding, flowFigures(deciding, grants.get(deciding.planned.at) ?? null));
    if (profile === 'agent.transfers') return decideTransfer(deciding);
    if (!movesMoney(context)) return note('imports.compared_only');
    const number = deciding.entry.row.text.account ?? '';
    const own = number === '' ? money : (view.moneyByNumber(number) ?? money);
    return own ? decideMoney(deciding, own) : ask('imports.money_account_unknown', { account: number });
  }
}

/** Rows before the book belong to its opening; rows of days to come are mistyped. */
function outsideBook(day: string, { firstDay, today }: BookView): Decision | null {
  const refused = (code: string, params: Params): Decision => ({
    events: [],
    state: 'refused',
    reason: { code, params },
  });
  if (day === '') return null;
  if (day < firstDay) return refused('imports.before_book', { day: firstDay });
  return day > today ? refused('imports.after_today', { day, today }) : null;
}

function take(row: DecidedRow, { events, state, reason, class: kind, evidence }: Decision): void {
  row.class = kind ?? null;
  row.evidence = evidence ?? [];
  if (state) {
    row.state = state;
    row.reason = reason;
    return;
  }
  row.events = events;
  row.reason = reason ?? row.reason;
}

function inTime(rows: readonly DecidedRow[]): DecidedRow[] {
  return rows.toSorted((a, b) => compare(a.time ?? '', b.time ?? '') || a.at - b.at);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What 充值 rows of a file say, by number: the pool and the money that arrives for the 付款 of the same number. */
function rechargesOf(
  rows: readonly ImportRow[],
  planned: readonly PlanRow[],
  { profile }: FileContext,
): RechargesInFile {
  const found = new Map<string, { accountId: string; creditedFen: Fen }>();
  if (profile !== 'template.general') return found;
  rows.forEach(({ row }, at) => {
    const { state, amountFen } = planned[at]!;
    const { kind, merchantId: no = '', account: accountId = '', bucket } = row.text;
    if (kind !== '充值' || accountId === '' || (state !== 'new' && state !== 'corrected')) return;
    if (bucketOf(bucket)?.kind !== 'book') return;
    const before = found.get(no)?.creditedFen ?? 0;
    found.set(no, { accountId, creditedFen: (before + amountFen) as Fen });
  });
  return found;
}

/** Grant balance of the day before each row of a daily flow, by entry; absent where the file does not reach back. */
function grantBalances(rows: readonly ImportRow[]): Map<number, number> {
  const byAccountDay = new Map<string, number>();
  const before = new Map<number, number>();
  const order = rows
    .map((entry, at) => ({ entry, at }))
    .filter(({ entry }) => entry.extra?.赠款余额 !== undefined);
  order.sort((a, b) => compare(a.entry.row.time ?? '', b.entry.row.time ?? ''));
  for (const { entry, at } of order) {
    const key = entry.row.text.account ?? '';
    const last = byAccountDay.get(key);
    if (last !== undefined) before.set(at, last);
    else if (openingOf(entry) === 0) before.set(at, 0);
    byAccountDay.set(key, fenOfText(entry.extra!.赠款余额) ?? 0);
  }
  return before;
}

/** Balance before the first row: what is there after it, less what came, plus what went. */
function openingOf({ row }: ImportRow): number | null {
  return row.balanceE5 === null ? null : row.balanceE5 - row.incomeE5 + row.expenseE5;
}
