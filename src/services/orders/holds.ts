import type { OrderDraft } from '../../contract/orders.ts';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { hold } from '../../ledger/post.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { OrderAccount } from '../../store/orders.ts';
import { openHolds } from '../../store/orders-plans.ts';

/** What an order takes from its pool, 分: its amount without coupon. */
export function cashOfDraft({ amountFen = 0, couponFen = 0 }: OrderDraft): number {
  return Math.max(0, amountFen - couponFen);
}

/** Pool money that a planned order needs held; 0 where it is paid directly or the pool holds the client's own money. */
export function neededOfPool(draft: OrderDraft, account: Pick<OrderAccount, 'funder'>): number {
  const fromPool = draft.payment === undefined || draft.payment === 'pool';
  return fromPool && account.funder !== 'client' ? cashOfDraft(draft) : 0;
}

/** The case under which the hold of a planned order stands until it has an order number. */
const caseOf = (planned: number) => `PLAN-${planned}`;

/**
 * Holds 预占 the pool money of a planned order (E27 as a hold): out of what is free, other holds counted. Answers the batch,
 * or null where nothing is to be held. Refuses `orders.account_without_pool`, `accounting.pool_short`.
 */
export function holdForPlan(
  tx: Tx,
  {
    planned,
    draft,
    account,
    day,
  }: { planned: number; draft: OrderDraft; account: OrderAccount; day: string },
): number | null {
  const amountFen = neededOfPool(draft, account);
  if (amountFen === 0) return null;
  if (account.pool === null) throw new Refusal('orders.account_without_pool', { account: account.name });
  const effectiveOn = bookedOn(tx, account, { day, as: 'intent' });
  const owner = account.client === null ? {} : { client: { client: account.client } };
  const { legs } = expand(
    {
      id: 'E27',
      as: 'intent',
      caseNo: caseOf(planned),
      pool: { pool: account.pool, supplier: account.supplier, ...owner },
      bucket: 'prepay',
      unsplit: true,
      amountFen: amountFen as Fen,
    },
    accountsOf(tx).withHolds(),
  );
  return hold(tx, { event: 'E27', effectiveOn, summary: `计划单 ${planned} 预占`, legs }).batch;
}

/** Pool money that a planned order holds now, 分. */
export function heldByPlan(connection: Connection, batch: number | null): number {
  if (batch === null) return 0;
  return openHolds(connection, batch).reduce((fen, { openFen }) => fen + openFen, 0);
}

/** 转实: what is held becomes the placing of the order, as far as the order needs it; the rest goes free. */
export function settleHolds(
  tx: Tx,
  batch: number | null,
  { orderNo, amountFen, effectiveOn }: { orderNo: string; amountFen: number; effectiveOn: string },
): number | null {
  const held = batch === null ? [] : openHolds(tx.connection, batch);
  if (held.length === 0) return null;
  const writer = new BatchWriter(tx, { event: 'E27', effectiveOn, summary: `订单 ${orderNo} 转实` });
  let neededFen = amountFen;
  for (const { hold: id, openFen } of held) {
    const settledFen = Math.min(openFen, neededFen);
    if (settledFen > 0) writer.settle(id, settledFen as Fen, { event: 'E27', caseNo: orderNo });
    if (openFen > settledFen) writer.release(id, (openFen - settledFen) as Fen, { caseNo: orderNo });
    neededFen -= settledFen;
  }
  return writer.finish();
}

/** 释放: gives everything free that a planned order holds; answers how much. */
export function releaseHolds(
  tx: Tx,
  batch: number | null,
  { planned, effectiveOn }: { planned: number; effectiveOn: string },
): number {
  const held = batch === null ? [] : openHolds(tx.connection, batch);
  if (held.length === 0) return 0;
  const head = { event: 'E27', effectiveOn, summary: `计划单 ${planned} 释放` };
  const writer = new BatchWriter(tx, head);
  for (const { hold: id, openFen } of held) writer.release(id, openFen as Fen, { caseNo: caseOf(planned) });
  writer.finish();
  return held.reduce((fen, { openFen }) => fen + openFen, 0);
}
