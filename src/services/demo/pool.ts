import type { DayFlow, DemoAccount, Fen } from './types.ts';

/**
 * The fund pool of one Qianchuan account while its days are played. Money on running orders is held: it stays in the
 * total balance until it is spent, and nothing else may use it.
 */
export class Pool {
  readonly account: DemoAccount;
  private cashFen: Fen;
  private grantFen: Fen;
  private heldFen = 0;
  private today: DayFlow;

  constructor(account: DemoAccount, firstDay: string) {
    this.account = account;
    this.cashFen = account.openingCashFen;
    this.grantFen = account.openingGrantFen;
    this.today = emptyFlow(account.id, firstDay);
  }

  /** Cash that neither a running order nor anything else has taken. */
  get freeFen(): Fen {
    return this.cashFen - this.heldFen;
  }

  get grantLeftFen(): Fen {
    return this.grantFen;
  }

  credit(cashFen: Fen, grantFen: Fen, way: 'income' | 'in'): void {
    this.cashFen += cashFen;
    this.grantFen += grantFen;
    if (way === 'income') this.today.incomeFen += cashFen + grantFen;
    else this.today.inFen += cashFen + grantFen;
  }

  takeOut(fen: Fen): void {
    this.cashFen -= fen;
    this.today.outFen += fen;
  }

  hold(fen: Fen): void {
    this.heldFen += fen;
  }

  release(fen: Fen): void {
    this.heldFen -= fen;
  }

  spendHeld(cashFen: Fen, couponFen: Fen): void {
    this.heldFen -= cashFen;
    this.cashFen -= cashFen;
    this.today.cashCostFen += cashFen;
    this.today.suixintuiCostFen += cashFen;
    this.today.couponCostFen += couponFen;
  }

  spend(cashFen: Fen, grantFen: Fen, walletFen: Fen): void {
    this.cashFen -= cashFen;
    this.grantFen -= grantFen;
    this.today.cashCostFen += cashFen;
    this.today.grantCostFen += grantFen;
    this.today.walletCostFen += walletFen;
  }

  /** Ends the day: its line of 财务流水. A pool below what it holds is a fault of the generator. */
  close(nextDay: string): DayFlow {
    if (this.heldFen < 0 || this.cashFen < this.heldFen || this.grantFen < 0)
      throw new Error(`pool ${this.account.id} went below zero on ${this.today.day}`);
    const flow = { ...this.today, cashFen: this.cashFen, grantFen: this.grantFen };
    this.today = emptyFlow(this.account.id, nextDay);
    return flow;
  }
}

function emptyFlow(account: string, day: string): DayFlow {
  return {
    account,
    day,
    cashCostFen: 0,
    grantCostFen: 0,
    couponCostFen: 0,
    walletCostFen: 0,
    incomeFen: 0,
    inFen: 0,
    outFen: 0,
    cashFen: 0,
    grantFen: 0,
    suixintuiCostFen: 0,
  };
}
