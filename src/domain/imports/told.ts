import type { MemoBucket, MoneyRef } from '../accounting/events/facts.ts';
import { dayPlus } from '../calendar/days.ts';
import type { Fen } from '../money.ts';
import type {
  AccountView,
  BookView,
  CashKind,
  Deposit,
  IdentifiedPayment,
  NotedRecharge,
  OpenCash,
  OrderView,
  PlatformDue,
  RechargeView,
} from './book-view.ts';

/** What came into which pool. */
export interface Into {
  pool: number;
  what: 'money' | 'grant';
}

/** Days by which a payment and the row of the list that tells it may lie apart, where a person has said what it is. */
export const IDENTIFIED_DAYS = 3;

interface CashWanted {
  amountFen: Fen;
  day: string;
  client?: number;
  money?: number;
  /** Only rows that carry no code of their own. */
  uncoded?: true;
  /** Days before the day in which it may lie; 1 where nothing is said. */
  daysBefore?: number;
}

interface PaymentWanted {
  client: number;
  /** Pool that the list names. */
  pool?: number;
  amountFen: Fen;
  day: string;
  /** What the list says beside it: a 打款码 there names the payment. */
  text: string;
  /** A statement row under the list's own number waits: only a payment whose row was never seen may be meant. */
  hasOwnRow: boolean;
}

/** The payments that a row of the list may mean, by what speaks for them most; those of equal standing together. */
function meantBy(
  { pool, day, text, hasOwnRow }: PaymentWanted,
  found: readonly IdentifiedPayment[],
): IdentifiedPayment[] {
  const named = found.find(({ caseNo, isCoded }) => isCoded && text.includes(caseNo));
  if (named) return [named];
  const open = found.filter(({ isCoded, isUnseen }) => !hasOwnRow || (isCoded && isUnseen));
  // The pool of an application is approved, that of an identified payment may be mistaken.
  const may = open.filter(each => !each.isCoded || pool === undefined || (each.pool ?? pool) === pool);
  const ofPool = may.filter(each => each.pool === pool);
  const near = ofPool.length > 0 ? ofPool : may;
  const sameDay = near.filter(each => each.day === day);
  return sameDay.length > 0 ? sameDay : near;
}

/** The book as it will be after the rows of a plan so far: what the book says, and what the plan has decided. */
export class Told {
  readonly view: BookView;
  private readonly opened = new Map<string, OpenCash[]>();
  private readonly openedByAmount = new Map<string, OpenCash[]>();
  private readonly usedFen = new Map<string, number>();
  private readonly met = new Set<string>();
  /** What rows of the plan told of payments that the book had, by case. */
  private readonly listedFen = new Map<string, number>();
  private readonly orders = new Map<string, OrderView | null>();
  private readonly plainOrders = new Map<AccountView, OrderView>();
  private readonly recharges = new Map<string, RechargeView | null>();
  private readonly noted = new Map<string, NotedRecharge & { deposit: string }>();
  private readonly spend = new Map<string, string | null>();
  private readonly deposits = new Map<string, Deposit[]>();
  private readonly takenFen = new Map<string, number>();
  private readonly memoLeft = new Map<string, number>();
  private tellings = 0;

  constructor(view: BookView) {
    this.view = view;
  }

  /** Cash of a case that is still open; the seen but settled ones have amount 0. */
  cash(kind: CashKind, caseNo: string): OpenCash[] {
    const known = [...this.view.openCash(kind, caseNo), ...(this.opened.get(`${kind} ${caseNo}`) ?? [])];
    return known.map(cash => this.lessUsed(kind, cash));
  }

  /** The one open cash of an amount near a day; null where there is none or more than one. */
  onlyCashOf(kind: CashKind, wanted: CashWanted): OpenCash | null {
    const { amountFen, day, client, money, uncoded, daysBefore = 1 } = wanted;
    const from = dayPlus(day, -daysBefore);
    const to = dayPlus(day, 1);
    const inPlan = (this.openedByAmount.get(`${kind} ${amountFen}`) ?? []).filter(
      cash => cash.day >= from && cash.day <= to,
    );
    const all = [...this.view.openCashByAmount(kind, amountFen, from, to), ...inPlan]
      .map(cash => this.lessUsed(kind, cash))
      .filter(cash => cash.amountFen === amountFen)
      .filter(cash => money === undefined || cash.money.money === money)
      .filter(cash => !uncoded || cash.caseNo.startsWith('ROW-'))
      .filter(cash => client === undefined || cash.client === undefined || cash.client === client);
    const sameClient = all.filter(cash => client !== undefined && cash.client === client);
    const candidates = sameClient.length > 0 ? sameClient : all;
    return candidates.length === 1 ? candidates[0]! : null;
  }

  /** A receipt that a person claimed for the client, on the day or beside it; taken, so that it is met once. */
  meetClaimed({ client, amountFen, day }: { client: number; amountFen: Fen; day: string }): OpenCash | null {
    const found = this.view
      .claimedReceipts(client, amountFen, dayPlus(day, -1), dayPlus(day, 1))
      .filter(cash => !this.met.has(`${cash.money.money} ${cash.caseNo}`));
    const cash = found.find(each => each.day === day) ?? found[0] ?? null;
    if (cash) this.met.add(`${cash.money.money} ${cash.caseNo}`);
    return cash;
  }

  /**
   * A payment that a person identified for the client or made for its application, on the day or some days beside it, of
   * the pool that the list names where there is one; taken, so that it is met once. Several that may be meant are answered
   * all: which of them it is nobody can tell from the row.
   */
  meetIdentified(
    event: 'E17' | 'E48',
    wanted: PaymentWanted,
  ): IdentifiedPayment | IdentifiedPayment[] | null {
    const { client, amountFen, day } = wanted;
    const from = dayPlus(day, -IDENTIFIED_DAYS);
    const to = dayPlus(day, IDENTIFIED_DAYS);
    const found = this.view
      .identifiedPayments(client, event, { amountFen, from, to })
      .filter(each => each.restFen - (this.listedFen.get(each.caseNo) ?? 0) >= amountFen);
    const meant = meantBy(wanted, found);
    if (meant.length === 0) return null;
    if (meant.length > 1 && meant.some(({ isCoded }) => isCoded)) return meant;
    if (wanted.hasOwnRow && !wanted.text.includes(meant[0]!.caseNo)) return meant;
    const { caseNo } = meant[0]!;
    this.listedFen.set(caseNo, (this.listedFen.get(caseNo) ?? 0) + amountFen);
    return meant[0]!;
  }

  /** Approved refunds of a client of exactly this amount, that no row of the plan has paid. */
  refundsDue(client: number, amountFen: Fen): string[] {
    const due = this.view.refundsDue(client).filter(({ openFen }) => openFen === amountFen);
    return due.map(({ caseNo }) => caseNo).filter(caseNo => !this.met.has(`refund ${caseNo}`));
  }

  payRefund(caseNo: string): void {
    this.met.add(`refund ${caseNo}`);
  }

  /**
   * The one case of the platform's that owes exactly this amount by a day: of several none, since any may be meant. Taken, so
   * that a second row of the amount needs a second case.
   */
  meetDue(
    kinds: readonly PlatformDue['kind'][],
    { amountFen, day, money }: { amountFen: Fen; day: string; money: number },
  ): PlatformDue | null {
    const candidates = this.view
      .platformDue(day)
      .filter(due => kinds.includes(due.kind) && due.openFen === amountFen && due.from <= day)
      .filter(due => due.money === null || due.money === money)
      .filter(due => !this.met.has(`due ${due.kind} ${due.caseNo} ${due.pool?.pool ?? ''}`));
    const [only] = candidates;
    if (!only || candidates.length > 1) return null;
    this.met.add(`due ${only.kind} ${only.caseNo} ${only.pool?.pool ?? ''}`);
    return only;
  }

  open(kind: CashKind, cash: OpenCash): void {
    const key = `${kind} ${cash.caseNo}`;
    this.opened.set(key, [...(this.opened.get(key) ?? []), cash]);
    const byAmount = `${kind} ${cash.amountFen}`;
    this.openedByAmount.set(byAmount, [...(this.openedByAmount.get(byAmount) ?? []), cash]);
  }

  use(kind: CashKind, { caseNo, money }: { caseNo: string; money: MoneyRef }, amountFen: Fen): void {
    const key = `${kind} ${money.money} ${caseNo}`;
    this.usedFen.set(key, (this.usedFen.get(key) ?? 0) + amountFen);
  }

  order(no: string): OrderView | null {
    const known = this.orders.get(no);
    return known !== undefined ? known : this.view.order(no);
  }

  tellOrder(no: string, order: OrderView): void {
    this.orders.set(no, this.shared(order));
  }

  /** Most orders of an account say the same: one answer stands for all of them. */
  private shared(order: OrderView): OrderView {
    const { account, owner, client, payer, refundedFen } = order;
    if (payer !== null || refundedFen !== 0) return order;
    const known = this.plainOrders.get(account);
    if (
      known?.owner === owner &&
      known.client.client === client.client &&
      known.client.subject === client.subject
    )
      return known;
    this.plainOrders.set(account, order);
    return order;
  }

  recharge(caseNo: string): RechargeView | null {
    const known = this.recharges.get(caseNo);
    return known !== undefined ? known : this.view.recharge(caseNo);
  }

  tellRecharge(caseNo: string, part: Partial<RechargeView>): void {
    const before = this.recharge(caseNo);
    const none = {
      account: null,
      paidFen: 0 as Fen,
      expectedFen: 0 as Fen,
      creditedFen: 0 as Fen,
      toldBy: null,
    };
    this.recharges.set(caseNo, { ...none, ...before, ...part });
  }

  /** 充值 of a number booked nothing, since another source had told this deposit. */
  noteRecharge(caseNo: string, noted: NotedRecharge & { deposit: string }): void {
    this.noted.set(caseNo, noted);
  }

  /** 充值 that was noted for a client under a number, and the key of the deposit that it means; null for none. */
  notedRecharge(
    caseNo: string,
    client: number,
    source: string,
  ): (NotedRecharge & { deposit: string | null }) | null {
    const inPlan = this.noted.get(caseNo);
    if (inPlan) return inPlan;
    const kept = this.view.notedRecharge(caseNo, client);
    if (!kept) return null;
    const { account, amountFen, day } = kept;
    const other = this.otherDeposit({ pool: account.pool.pool, what: 'money' }, { day, amountFen, source });
    return { ...kept, deposit: other?.key ?? null };
  }

  spendSource(pool: number, month: string): string | null {
    const key = `${pool} ${month}`;
    if (!this.spend.has(key)) this.spend.set(key, this.view.spendSource(pool, month));
    return this.spend.get(key)!;
  }

  tellSpend(pool: number, month: string, source: string): void {
    this.spend.set(`${pool} ${month}`, source);
  }

  tellDeposit({ pool, what }: Into, deposit: Omit<Deposit, 'key'>): void {
    this.tellings += 1;
    const told = { ...deposit, key: `P${this.tellings}` };
    this.deposits.set(`${pool} ${what}`, [...(this.deposits.get(`${pool} ${what}`) ?? []), told]);
  }

  /**
   * A deposit that another source told and that this one means: of the same amount, on the day or beside it; else a part
   * of what a daily flow told for the very day. Taken, so that a second row needs a second deposit.
   */
  otherDeposit(into: Into, { day, amountFen, source }: Omit<Deposit, 'key'>): Deposit | null {
    const others = this.depositsOf(into, dayPlus(day, -1), dayPlus(day, 1)).filter(
      deposit => deposit.source !== source && this.restOf(deposit) >= amountFen,
    );
    const same = others.filter(deposit => deposit.amountFen === amountFen);
    const found =
      same.find(deposit => deposit.day === day) ??
      others.find(deposit => deposit.day === day && isFlow(deposit.source)) ??
      same[0];
    if (found) this.takenFen.set(found.key, (this.takenFen.get(found.key) ?? 0) + amountFen);
    return found ?? null;
  }

  /** Sum of what the book and the plan say came in on one day. */
  depositedOn(into: Into, day: string): number {
    return this.depositsOf(into, day, day).reduce((fen, deposit) => fen + deposit.amountFen, 0);
  }

  /** Takes spend off what the book knows of red packets, coupons or shared grants; answers what it does not cover. */
  spendMemo(pool: number, bucket: MemoBucket, amountFen: Fen): number {
    const key = `${pool} ${bucket}`;
    const leftFen = this.memoLeft.get(key) ?? this.view.memoLeft(pool, bucket);
    this.memoLeft.set(key, Math.max(0, leftFen - amountFen));
    return Math.max(0, amountFen - Math.max(0, leftFen));
  }

  private depositsOf({ pool, what }: Into, from: string, to: string): Deposit[] {
    const own = (this.deposits.get(`${pool} ${what}`) ?? []).filter(({ day }) => day >= from && day <= to);
    return [...this.view.deposits(pool, what, from, to), ...own];
  }

  private restOf({ key, amountFen }: Deposit): number {
    return amountFen - (this.takenFen.get(key) ?? 0);
  }

  private lessUsed(kind: CashKind, cash: OpenCash): OpenCash {
    const used = this.usedFen.get(`${kind} ${cash.money.money} ${cash.caseNo}`) ?? 0;
    return used === 0 ? cash : { ...cash, amountFen: Math.max(0, cash.amountFen - used) as Fen };
  }
}

function isFlow(profile: string): boolean {
  return profile.endsWith('.daily');
}
