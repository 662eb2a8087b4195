import type { AccountRef } from '../domain/accounting/types.ts';
import type { Fen } from '../domain/money.ts';
import { Refusal } from '../domain/refusal.ts';
import { updateRow } from '../store/changes.ts';
import { isCheckFault } from '../store/dialect/faults.ts';
import type { Tx } from '../store/transaction.ts';
import { accountsOf } from './accounts.ts';
import { fenText } from './balance-rows.ts';
import { type BatchHead, type BatchLeg, BatchWriter } from './batch.ts';

export interface NewBatch extends BatchHead {
  legs: Iterable<BatchLeg>;
}

export interface Posted {
  batch: number;
  transfers: number;
}

/**
 * Posts the legs of an event, or of a whole import: legs are taken one by one, so a generator may expand a million of
 * them against balances (`accountsOf`) that hold everything before. Refuses as `BatchWriter` does.
 */
export function post(tx: Tx, batch: NewBatch): Posted {
  const writer = new BatchWriter(tx, batch);
  for (const leg of batch.legs) writer.add(leg);
  return { batch: writer.finish(), transfers: writer.count };
}

/** Holds 预占 what the legs would move. Answers the batch and the hold of each leg, in their order. */
export function hold(tx: Tx, batch: BatchHead & { legs: readonly BatchLeg[] }): Posted & { holds: number[] } {
  const writer = new BatchWriter(tx, batch);
  const holds = batch.legs.map(leg => writer.hold(leg));
  return { batch: writer.finish(), transfers: writer.count, holds };
}

/** Turns a hold, or a part of it, into a posting 转实. */
export function settle(tx: Tx, head: BatchHead, holdId: number, amountFen: Fen): Posted {
  const writer = new BatchWriter(tx, head);
  writer.settle(holdId, amountFen);
  return { batch: writer.finish(), transfers: writer.count };
}

/** Gives a hold, or a part of it, free 释放. */
export function voidHold(tx: Tx, head: BatchHead, holdId: number, amountFen: Fen): Posted {
  const writer = new BatchWriter(tx, head);
  writer.release(holdId, amountFen);
  return { batch: writer.finish(), transfers: writer.count };
}

/**
 * Sets how far intents may take an account beyond zero, in 分: a ceiling agreed with a client or a supplier. Refuses
 * `ledger.allowance_used` if more of it is used already.
 */
export function setAllowance(tx: Tx, ref: AccountRef, allowanceFen: Fen): void {
  const account = accountsOf(tx).intern(tx, ref);
  try {
    updateRow(tx, 'balance', account.id, { allowance_fen: allowanceFen });
  } catch (error) {
    if (!isCheckFault(error)) throw error;
    throw new Refusal('ledger.allowance_used', { account: account.key, allowance: fenText(allowanceFen) });
  }
}
