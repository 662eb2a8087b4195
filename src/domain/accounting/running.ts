import type { Fen } from '../money.ts';
import { effectOn, hasDims, refKey } from './chart.ts';
import type { AccountRef, Balances, Dims, Leg } from './types.ts';

/** Balances with the legs of a batch laid over them, so an expansion sees what it has just done. */
export class Running implements Balances {
  private readonly before: Balances;
  private readonly moved = new Map<string, { ref: AccountRef; fen: number }>();
  private readonly movedByCase = new Map<string, number>();

  constructor(before: Balances) {
    this.before = before;
  }

  of(account: AccountRef): Fen {
    return (this.before.of(account) + (this.moved.get(refKey(account))?.fen ?? 0)) as Fen;
  }

  sum(code: string, dims: Dims): Fen {
    let fen: number = this.before.sum(code, dims);
    for (const { ref, fen: delta } of this.moved.values())
      if (ref.code === code && hasDims(ref, dims)) fen += delta;
    return fen as Fen;
  }

  ofCase(account: AccountRef, caseNo: string): Fen {
    if (!this.before.ofCase) return this.of(account);
    const delta = this.movedByCase.get(caseKey(account, caseNo)) ?? 0;
    return (this.before.ofCase(account, caseNo) + delta) as Fen;
  }

  /** Lays one more leg over the balances. */
  apply(leg: Leg): void {
    this.move(leg.debit, effectOn(leg.debit.code, 'debit', leg.amountFen), leg.caseNo);
    this.move(leg.credit, effectOn(leg.credit.code, 'credit', leg.amountFen), leg.caseNo);
  }

  private move(ref: AccountRef, fen: Fen, caseNo: string | undefined): void {
    const key = refKey(ref);
    const entry = this.moved.get(key);
    if (entry) entry.fen += fen;
    else this.moved.set(key, { ref, fen });
    if (caseNo === undefined) return;
    const byCase = caseKey(ref, caseNo);
    this.movedByCase.set(byCase, (this.movedByCase.get(byCase) ?? 0) + fen);
  }
}

function caseKey(ref: AccountRef, caseNo: string): string {
  return `${refKey(ref)};case=${caseNo}`;
}
