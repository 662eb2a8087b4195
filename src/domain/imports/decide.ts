import type { MoneyRef } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { orderProduct } from '../order-book/forms.ts';
import type { Params } from '../refusal.ts';
import type { BookView } from './book-view.ts';
import type { MoneyClass } from './class-rules.ts';
import { amountFenOf } from './content.ts';
import { decideMoney } from './decide-money.ts';
import { decideOrder } from './decide-order-list.ts';
import { decideFlow, decideTransfer, decideWalletFlow, openingOf } from './decide-platform.ts';
import { decideTemplate } from './decide-template.ts';
import { ask, type Deciding, type Decision, fenOfText, note, type PlannedEvent } from './decision.ts';
import { Told } from './told.ts';
import type { FileContext, ImportRow, PlanRow, RowState } from './types.ts';
import { bucketOf } from './words.ts';

/** A planned row with everything that a commit does with it. */
export interface DecidedRow extends PlanRow {
  events: PlannedEvent[];
  tickets?: Decision['tickets'];
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

/** What the rows of a file say about each other, read before the first of them is decided. */
export interface FileFacts {
  recharges: Recharges;
  grants: GrantBalances;
}

/**
 * Gives new or corrected rows their events by posting authority; a row that the book cannot place asks, with the reason.
 * Rows must come in the order of time. `money` is the account of the whole file; rows with an account of their own name
 * theirs.
 */
export class RowDecider {
  private readonly view: BookView;
  private readonly context: FileContext;
  private readonly money: MoneyRef | null;
  private readonly facts: FileFacts;
  private readonly told: Told;

  constructor(
    { view, context, money }: { view: BookView; context: FileContext; money: MoneyRef | null },
    facts: FileFacts,
  ) {
    this.view = view;
    this.context = context;
    this.money = money;
    this.facts = facts;
    this.told = new Told(view);
  }

  decide(entry: ImportRow, planned: PlanRow): DecidedRow {
    const day = planned.time?.slice(0, 10) ?? '';
    const one: DecidedRow = { ...planned, events: [], class: null, evidence: [], day };
    if (one.state !== 'new' && one.state !== 'corrected') return one;
    const { told, context, view } = this;
    const deciding: Deciding = { entry, planned: one, told, context, day, amountFen: one.amountFen };
    take(one, outsideBook(day, view) ?? this.decision(deciding));
    if (day !== '') one.day = view.bookDay(day);
    return one;
  }

  private decision(deciding: Deciding): Decision {
    const { context, money, view } = this;
    const { recharges, grants } = this.facts;
    const { profile } = context;
    if (profile === 'template.general') return decideTemplate(deciding, recharges.byNo);
    if (orderProduct(profile) !== null) return decideOrder(deciding);
    if (profile === 'qianchuan.daily') return decideFlow(deciding, grants.before(deciding.planned.at));
    if (profile === 'agent.transfers') return decideTransfer(deciding);
    if (profile === 'agent.wallet-detail') return decideWalletFlow(deciding);
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

function take(row: DecidedRow, decision: Decision): void {
  const { events, state, reason, class: kind, evidence, tickets } = decision;
  row.class = kind ?? null;
  row.evidence = evidence ?? [];
  if (state) {
    row.state = state;
    row.reason = reason;
    return;
  }
  row.events = events;
  if (tickets) row.tickets = tickets;
  row.reason = reason ?? row.reason;
}

/** What 充值 rows of a list say, by number: the pool and the money that arrives for the 付款 of the same number. */
export class Recharges {
  readonly byNo = new Map<string, { accountId: string; creditedFen: Fen }>();

  /** Whether rows of a form are to be taken at all. */
  static areIn({ row }: ImportRow, { profile }: FileContext): boolean {
    return profile === 'template.general' && row.text.kind === '充值';
  }

  /** Takes one row, in the order of the file. */
  take({ row }: ImportRow, state: RowState): void {
    const { merchantId: no = '', account: accountId = '', bucket } = row.text;
    if (accountId === '' || (state !== 'new' && state !== 'corrected')) return;
    if (bucketOf(bucket)?.kind !== 'book') return;
    const before = this.byNo.get(no)?.creditedFen ?? 0;
    this.byNo.set(no, { accountId, creditedFen: (before + amountFenOf(row)) as Fen });
  }
}

/** Grant balance of the day before each row of a daily flow; unknown where the file does not reach back. */
export class GrantBalances {
  private readonly lines: { account: string; time: string; at: number; fen: number; fromNothing: boolean }[] =
    [];
  private known: Map<number, number> | null = null;

  /** Takes one row; files come oldest or newest first. `at` is its entry. */
  take(entry: ImportRow, at: number): void {
    const balance = entry.extra?.赠款余额;
    if (balance === undefined) return;
    const { row } = entry;
    const fen = fenOfText(balance) ?? 0;
    this.lines.push({
      account: row.text.account ?? '',
      time: row.time ?? '',
      at,
      fen,
      fromNothing: openingOf(entry) === 0,
    });
    this.known = null;
  }

  before(at: number): number | null {
    this.known ??= this.inTime();
    return this.known.get(at) ?? null;
  }

  private inTime(): Map<number, number> {
    const last = new Map<string, number>();
    const known = new Map<number, number>();
    for (const { account, at, fen, fromNothing } of this.lines.toSorted(byTime)) {
      const before = last.get(account);
      if (before !== undefined) known.set(at, before);
      else if (fromNothing) known.set(at, 0);
      last.set(account, fen);
    }
    return known;
  }
}

type InFile = { time: string; at: number };
const byTime = (a: InFile, b: InFile) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.at - b.at);
