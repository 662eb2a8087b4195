import { expand } from '../../domain/accounting/events/expand.ts';
import type { BookBucket, LedgerEvent, PoolFact } from '../../domain/accounting/events/facts.ts';
import type { Expansion } from '../../domain/accounting/types.ts';
import type { Fen } from '../../domain/money.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { type AccountPool, takenByBan } from '../../store/bans.ts';
import { insertRow } from '../../store/changes.ts';
import { heldOf, type StoredOrder } from '../../store/orders.ts';

export interface BanCase {
  caseNo: string;
  day: string;
  summary: string;
  /** Supplier of pools that name none. */
  supplier: number;
}

export interface BanPosting {
  batch: number | null;
  /** What stands on 1221.03 for it now; less where it is taken back. */
  refundFen: number;
}

/** E47: everything of a pool becomes its ban refund; orders, ended ones too, give back what they hold first (E36). */
export function postBan(
  tx: Tx,
  pool: AccountPool,
  orders: readonly StoredOrder[],
  banned: BanCase,
): BanPosting {
  const ended = orders.flatMap(({ orderNo }) => {
    const { onOrderFen } = heldOf(tx.connection, orderNo);
    return onOrderFen > 0 ? { caseNo: orderNo, bucket: 'prepay' as const, amountFen: onOrderFen as Fen } : [];
  });
  const event: LedgerEvent = {
    id: 'E47',
    step: 'ban',
    caseNo: banned.caseNo,
    pool: factOf(pool, banned),
    orders: ended,
  };
  return posted(tx, pool, [event], banned);
}

/** E47 lifted: what a ban had taken of a pool stands in it again, bucket by bucket, less what has come already. */
export function postLift(tx: Tx, pool: AccountPool, banBatch: number, lifted: BanCase): BanPosting {
  const taken = takenByBan(tx.connection, { batch: banBatch, pool: pool.pool });
  const events = taken.map(
    ({ bucket, requestedFen, keptFen }): LedgerEvent => ({
      id: 'E47',
      step: 'lifted',
      caseNo: lifted.caseNo,
      pool: factOf(pool, lifted),
      bucket: bucket as BookBucket,
      requestedFen: requestedFen as Fen,
      keptFen: keptFen as Fen,
    }),
  );
  return posted(tx, pool, events, lifted);
}

function factOf({ pool, supplier, client }: AccountPool, of: BanCase): PoolFact {
  return {
    pool,
    supplier: supplier ?? of.supplier,
    ...(client === null ? {} : { client: { client } }),
  };
}

/** One batch of events; nothing to post makes none. What differs opens its tickets. */
function posted(tx: Tx, from: AccountPool, events: readonly LedgerEvent[], of: BanCase): BanPosting {
  const accounts = accountsOf(tx);
  const effectiveOn = bookedOn(tx, from, { day: of.day, as: 'fact' });
  const head = { event: 'E47', effectiveOn, summary: of.summary, isFact: true };
  let writer: BatchWriter | null = null;
  let refundFen = 0;
  const tickets: Expansion['tickets'] = [];
  for (const event of events) {
    const expansion = expand(event, accounts);
    tickets.push(...expansion.tickets);
    for (const leg of expansion.legs) {
      writer ??= new BatchWriter(tx, head);
      writer.add(leg);
      if (leg.debit.code === '1221.03') refundFen += leg.amountFen;
      if (leg.credit.code === '1221.03') refundFen -= leg.amountFen;
    }
  }
  const batch = writer?.finish() ?? null;
  for (const { reason, amountFen, dims, caseNo } of tickets) {
    const { client, supplier, pool, bucket } = dims;
    insertRow(tx, 'ticket', {
      ...{ reason, amount_fen: amountFen, state: 'open', arose_on: effectiveOn, batch, case_no: caseNo },
      ...{ client, supplier, pool, bucket },
    });
  }
  return { batch, refundFen };
}
