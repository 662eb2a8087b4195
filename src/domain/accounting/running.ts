import type { Fen } from '../money.ts';
import { effectOn, hasDims, sameRef } from './chart.ts';
import type { AccountRef, Balances, Dims, Leg } from './types.ts';

/** Balances with the legs of a batch laid over them, so an expansion sees what it has just done. */
export class Running implements Balances {
  private readonly before: Balances;
  /** An event has a few legs: going through them is cheaper than keeping sums of each account by its key. */
  private readonly legs: Leg[] = [];

  constructor(before: Balances) {
    this.before = before;
  }

  of(account: AccountRef): Fen {
    let fen: number = this.before.of(account);
    for (const leg of this.legs) fen += effectOnAccount(leg, account);
    return fen as Fen;
  }

  sum(code: string, dims: Dims): Fen {
    let fen: number = this.before.sum(code, dims);
    for (const { debit, credit, amountFen } of this.legs) {
      if (debit.code === code && hasDims(debit, dims)) fen += effectOn(code, 'debit', amountFen);
      if (credit.code === code && hasDims(credit, dims)) fen += effectOn(code, 'credit', amountFen);
    }
    return fen as Fen;
  }

  ofCase(account: AccountRef, caseNo: string): Fen {
    if (!this.before.ofCase) return this.of(account);
    let fen: number = this.before.ofCase(account, caseNo);
    for (const leg of this.legs) if (leg.caseNo === caseNo) fen += effectOnAccount(leg, account);
    return fen as Fen;
  }

  /** Lays one more leg over the balances. */
  apply(leg: Leg): void {
    this.legs.push(leg);
  }
}

/** What a leg does to an account, on its normal side. */
function effectOnAccount({ debit, credit, amountFen }: Leg, account: AccountRef): number {
  let fen = 0;
  if (debit.code === account.code && sameRef(debit, account))
    fen += effectOn(account.code, 'debit', amountFen);
  if (credit.code === account.code && sameRef(credit, account))
    fen += effectOn(account.code, 'credit', amountFen);
  return fen;
}
