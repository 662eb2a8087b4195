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
    for (const leg of this.legs) fen += effectOf(leg, ref => sameRef(ref, account));
    return fen as Fen;
  }

  sum(code: string, dims: Dims): Fen {
    let fen: number = this.before.sum(code, dims);
    for (const leg of this.legs) fen += effectOf(leg, ref => ref.code === code && hasDims(ref, dims));
    return fen as Fen;
  }

  ofCase(account: AccountRef, caseNo: string): Fen {
    if (!this.before.ofCase) return this.of(account);
    let fen: number = this.before.ofCase(account, caseNo);
    for (const leg of this.legs)
      if (leg.caseNo === caseNo) fen += effectOf(leg, ref => sameRef(ref, account));
    return fen as Fen;
  }

  /** Lays one more leg over the balances. */
  apply(leg: Leg): void {
    this.legs.push(leg);
  }
}

/** What a leg does to the accounts that are meant, on their normal side. */
function effectOf({ debit, credit, amountFen }: Leg, isMeant: (ref: AccountRef) => boolean): number {
  let fen = 0;
  if (isMeant(debit)) fen += effectOn(debit.code, 'debit', amountFen);
  if (isMeant(credit)) fen += effectOn(credit.code, 'credit', amountFen);
  return fen;
}
