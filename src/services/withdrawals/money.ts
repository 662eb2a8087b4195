import { expand } from '../../domain/accounting/events/expand.ts';
import type { Cash, LedgerEvent, PoolFact } from '../../domain/accounting/events/facts.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import { type CasePosted, postCase, settleTransitTickets } from '../../ledger/case-money.ts';
import type { Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { hold } from '../../ledger/post.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { moneyKind, ticketsOfCase } from '../../store/orders-told.ts';
import { casePostings } from '../../store/transit.ts';
import {
  holdsOfBatch,
  type StoredWithdrawal,
  type WithdrawalPool,
  withdrawalPool,
} from '../../store/withdrawals.ts';

/** The pool of a withdrawal as an event names it. */
export function poolFact({ pool, supplier, client }: WithdrawalPool): PoolFact {
  return { pool, supplier, ...(client === null ? {} : { client: { client } }) };
}

/** Pool of a stored withdrawal. */
export function poolOf({ connection }: Pick<Tx, 'connection'>, { pool }: StoredWithdrawal): PoolFact {
  return poolFact(withdrawalPool(connection, pool)!);
}

interface Asked {
  caseNo: string;
  bucket: 'prepay' | 'rebate_credit';
  amountFen: number;
  day: string;
}

/** 预占: what a withdrawal that is not submitted yet will take (E45). Refuses `accounting.pool_short`, other holds counted. */
export function holdFor(tx: Tx, pool: WithdrawalPool, { caseNo, bucket, amountFen, day }: Asked): number {
  const event: LedgerEvent = {
    ...{ id: 'E45', as: 'intent', caseNo, pool: poolFact(pool) },
    ...{ bucket, amountFen: amountFen as Fen },
  };
  const { legs } = expand(event, accountsOf(tx).withHolds());
  const ofPool = legs.filter(({ credit }) => credit.code === '1123.03');
  const effectiveOn = bookedOn(tx, pool, { day, as: 'intent' });
  return hold(tx, { event: 'E45', effectiveOn, summary: `提现 ${caseNo} 预占`, legs: ofPool }).batch;
}

/** 释放: nothing of the withdrawal is promised any more. */
export function releaseHold(tx: Tx, { holdBatch, caseNo, client }: StoredWithdrawal, day: string): void {
  const open = holdBatch === null ? [] : holdsOfBatch(tx.connection, holdBatch);
  if (open.length === 0) return;
  const effectiveOn = bookedOn(tx, { client }, { day, as: 'fact' });
  const writer = new BatchWriter(tx, { event: 'E45', effectiveOn, summary: `提现 ${caseNo} 释放` });
  for (const { hold: id, openFen } of open) writer.release(id, openFen as Fen, { caseNo });
  writer.finish();
}

/** Posts one event of a withdrawal; what it settles of the case's tickets is decided by it. */
export function postWithdrawal(
  tx: Tx,
  withdrawal: Pick<StoredWithdrawal, 'caseNo' | 'client'>,
  event: LedgerEvent,
  { day, as = 'fact' }: { day: string; as?: 'intent' | 'fact' },
): CasePosted {
  const { caseNo, client } = withdrawal;
  const before = ticketsOfCase(tx.connection, caseNo, ['REFUND_SHORT']);
  const summary = `提现 ${caseNo}`;
  const posted = postCase(tx, [event], { client, day, summary, source: 'case', as });
  settleTransitTickets(tx, caseNo, '1221.02', before, posted);
  return posted;
}

/** What the ledger says became of a withdrawal, 分. */
export interface WithdrawalMoney {
  requestedFen: number;
  keptFen: number;
  openFen: number;
  arrivedFen: number;
  dueToClientFen: number;
}

export function moneyOfCase(connection: Tx['connection'], caseNo: string): WithdrawalMoney {
  const money = { requestedFen: 0, keptFen: 0, openFen: 0, arrivedFen: 0, dueToClientFen: 0 };
  for (const { event, debit, credit, amountFen } of casePostings(connection, caseNo)) {
    const inTransit = (debit === '1221.02' ? amountFen : 0) - (credit === '1221.02' ? amountFen : 0);
    money.openFen += inTransit;
    if (event === 'E45' && credit === '1123.03') money.requestedFen += amountFen;
    if (event === 'E45' && debit === '2401') money.keptFen += amountFen;
    if (event === 'E46' && debit !== '1123.03') money.arrivedFen -= Math.min(0, inTransit);
    money.dueToClientFen += (credit === '2241.06' ? amountFen : 0) - (debit === '2241.06' ? amountFen : 0);
  }
  return money;
}

/** Where cash of a withdrawal came in: out of 待认领款 where its row waits under its number, else registered. */
export function arrivedInto(
  { connection }: Tx,
  { caseNo, platformNo }: StoredWithdrawal,
  { amountFen, money }: { amountFen: number; money?: number },
): Cash {
  const view = new StoredBookView(connection);
  const numbers = platformNo === null ? [caseNo] : [caseNo, platformNo];
  const waiting = numbers
    .flatMap(no => view.openCash('receipt', no))
    .find(cash => cash.amountFen >= amountFen);
  if (waiting?.caseNo === caseNo) return { by: 'suspense', money: waiting.money };
  return { by: 'registered', money: moneyRef(connection, caseNo, money) };
}

export function moneyRef(connection: Tx['connection'], caseNo: string, money: number | undefined) {
  const kind = money === undefined ? null : moneyKind(connection, money);
  if (money === undefined || kind === null) throw new Refusal('withdrawals.money_account', { no: caseNo });
  return { money, kind };
}
