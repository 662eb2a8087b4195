import type { TransitDone } from '../../contract/refunds.ts';
import type { Cash, LedgerEvent, PoolFact } from '../../domain/accounting/events/facts.ts';
import type { Fen } from '../../domain/money.ts';
import type { TransitItem } from '../../domain/refunds/transit.ts';
import { Refusal } from '../../domain/refusal.ts';
import { postCase, settleTransitTickets } from '../../ledger/case-money.ts';
import type { Tx } from '../../ledger/command.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { moneyKind, ticketsOfCase } from '../../store/orders-told.ts';
import { withdrawalPool } from '../../store/withdrawals.ts';

export interface BanArrival {
  to: 'agency' | 'client';
  amountFen: number;
  money?: number;
  requestedFen?: number;
  on: string;
}

/**
 * E47: a ban refund arrived at the agency (registered, or out of 待认领款 where its row waits under the case's number), or at
 * the client's own account. Short and over open their tickets. Refuses `refunds.ban_unknown`, `refunds.money_account`,
 * and what the ledger refuses.
 */
export function banArrived(tx: Tx, item: TransitItem, arrival: BanArrival): TransitDone {
  const { caseNo, pool } = openBan(tx, item);
  const amountFen = arrival.amountFen as Fen;
  if (arrival.to === 'agency') {
    const into = cashOf(tx, caseNo, arrival);
    return settled(tx, item, { id: 'E47', step: 'agency', caseNo, pool, into, amountFen }, arrival.on);
  }
  const requestedFen = (arrival.requestedFen ?? amountFen) as Fen;
  return settled(tx, item, { id: 'E47', step: 'client', caseNo, pool, amountFen, requestedFen }, arrival.on);
}

/** E47 confiscated: the client bears it, or the agency. Refuses `refunds.ban_unknown`, and more than is open. */
export function banConfiscated(
  tx: Tx,
  item: TransitItem,
  { bears, amountFen, on }: { bears: 'client' | 'agency'; amountFen: number; on: string },
): TransitDone {
  const { caseNo, pool } = openBan(tx, item);
  const event = { id: 'E47', step: 'confiscated', caseNo, pool, bears, amountFen: amountFen as Fen } as const;
  return settled(tx, item, event, on);
}

function openBan({ connection }: Tx, item: TransitItem): { caseNo: string; pool: PoolFact } {
  const pool = item.pool === null ? null : withdrawalPool(connection, item.pool);
  if (item.kind !== 'ban_refund' || item.caseNo === null || item.openFen <= 0 || !pool)
    throw new Refusal('refunds.ban_unknown', { no: item.caseNo ?? item.id });
  const owner = pool.client === null ? {} : { client: { client: pool.client } };
  return { caseNo: item.caseNo, pool: { pool: pool.pool, supplier: pool.supplier, ...owner } };
}

function cashOf({ connection }: Tx, caseNo: string, { money, amountFen }: BanArrival): Cash {
  const waiting = new StoredBookView(connection)
    .openCash('receipt', caseNo)
    .find(cash => cash.amountFen >= amountFen);
  if (waiting) return { by: 'suspense', money: waiting.money };
  const kind = money === undefined ? null : moneyKind(connection, money);
  if (money === undefined || kind === null) throw new Refusal('refunds.money_account', { no: caseNo });
  return { by: 'registered', money: { money, kind } };
}

function settled(tx: Tx, item: TransitItem, event: LedgerEvent, day: string): TransitDone {
  const caseNo = item.caseNo!;
  const before = ticketsOfCase(tx.connection, caseNo, ['REFUND_SHORT']);
  const summary = `封禁退款 ${item.account?.name ?? caseNo}`;
  const client = item.client?.id ?? null;
  const posted = postCase(tx, [event], { client, day, summary, source: 'case', as: 'fact' });
  settleTransitTickets(tx, caseNo, '1221.03', before, posted);
  return { batch: posted.batch };
}
