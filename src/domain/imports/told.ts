import type { MoneyRef } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import type { BookView, CashKind, OpenCash, OrderView, RechargeView } from './book-view.ts';

interface Deposit {
  day: string;
  amountFen: Fen;
  source: string;
  case: string;
}

interface CashWanted {
  amountFen: Fen;
  day: string;
  client?: number;
  money?: number;
  /** Only rows that carry no code of their own. */
  uncoded?: true;
}

/** The book as it will be after the rows of a plan so far: what the book says, and what the plan has decided. */
export class Told {
  readonly view: BookView;
  private readonly opened = new Map<string, OpenCash[]>();
  private readonly openedByAmount = new Map<string, OpenCash[]>();
  private readonly usedFen = new Map<string, number>();
  private readonly orders = new Map<string, OrderView | null>();
  private readonly recharges = new Map<string, RechargeView | null>();
  private readonly spend = new Map<string, string | null>();
  private readonly deposits = new Map<number, Deposit[]>();
  private readonly matched = new Set<string>();

  constructor(view: BookView) {
    this.view = view;
  }

  /** Cash of a case that is still open; the seen but settled ones have amount 0. */
  cash(kind: CashKind, caseNo: string): OpenCash[] {
    const known = [...this.view.openCash(kind, caseNo), ...(this.opened.get(`${kind} ${caseNo}`) ?? [])];
    return known.map(cash => this.lessUsed(kind, cash));
  }

  /** The one open cash of an amount near a day; null where there is none or more than one. */
  onlyCashOf(kind: CashKind, { amountFen, day, client, money, uncoded }: CashWanted): OpenCash | null {
    const from = dayBeside(day, -1);
    const to = dayBeside(day, 1);
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
    this.orders.set(no, order);
  }

  recharge(caseNo: string): RechargeView | null {
    const known = this.recharges.get(caseNo);
    return known !== undefined ? known : this.view.recharge(caseNo);
  }

  tellRecharge(caseNo: string, part: Partial<RechargeView>): void {
    const before = this.recharge(caseNo);
    const none = { account: null, paidFen: 0 as Fen, expectedFen: 0 as Fen, creditedFen: 0 as Fen };
    this.recharges.set(caseNo, { ...none, ...before, ...part });
  }

  spendSource(pool: number, month: string): string | null {
    const key = `${pool} ${month}`;
    if (!this.spend.has(key)) this.spend.set(key, this.view.spendSource(pool, month));
    return this.spend.get(key)!;
  }

  tellSpend(pool: number, month: string, source: string): void {
    this.spend.set(`${pool} ${month}`, source);
  }

  tellDeposit(pool: number, deposit: Deposit): void {
    this.deposits.set(pool, [...(this.deposits.get(pool) ?? []), deposit]);
  }

  /** Deposits of a pool near a day, told by another source and not yet taken for the same fact. */
  otherDeposit(pool: number, day: string, amountFen: Fen, source: string): Deposit | null {
    const found = this.depositsOf(pool, dayBeside(day, -1), dayBeside(day, 1)).find(
      deposit =>
        deposit.amountFen === amountFen && deposit.source !== source && !this.matched.has(deposit.case),
    );
    if (found) this.matched.add(found.case);
    return found ?? null;
  }

  /** Sum of what the book and the plan say came in on one day. */
  depositedOn(pool: number, day: string): number {
    return this.depositsOf(pool, day, day).reduce((fen, deposit) => fen + deposit.amountFen, 0);
  }

  private depositsOf(pool: number, from: string, to: string): Deposit[] {
    const own = (this.deposits.get(pool) ?? []).filter(({ day }) => day >= from && day <= to);
    return [...this.view.deposits(pool, from, to), ...own];
  }

  private lessUsed(kind: CashKind, cash: OpenCash): OpenCash {
    const used = this.usedFen.get(`${kind} ${cash.money.money} ${cash.caseNo}`) ?? 0;
    return used === 0 ? cash : { ...cash, amountFen: Math.max(0, cash.amountFen - used) as Fen };
  }
}

/** The day so many days before (negative) or after a day. */
export function dayBeside(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
