import { checkExpansion, type Source } from '../domain/accounting/authority.ts';
import { expand } from '../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../domain/accounting/events/facts.ts';
import type { Expansion } from '../domain/accounting/types.ts';
import { insertRow } from '../store/changes.ts';
import { decideTicket } from '../store/imports-tickets.ts';
import { caseNet, ticketsOfCase } from '../store/orders-told.ts';
import { accountsOf } from './accounts.ts';
import { BatchWriter } from './batch.ts';
import type { Tx } from './command.ts';
import { bookedOn } from './order-money.ts';

export interface CasePosting {
  /** Whose month it counts in; null: of no client. */
  client: number | null;
  /** Business day of the fact; of a closed month it counts on the first open day after. */
  day: string;
  summary: string;
  source: Source;
  /** Intents are refused when money is short, holds counted. */
  as: 'intent' | 'fact';
}

export interface CasePosted {
  batch: number | null;
  tickets: Expansion['tickets'];
}

/**
 * Posts events of one case (a withdrawal, a ban refund) as one batch and keeps the tickets that they open; events that move
 * nothing make no batch. Refuses what `expand`, the posting authority and the ledger refuse.
 */
export function postCase(tx: Tx, events: readonly LedgerEvent[], of: CasePosting): CasePosted {
  const accounts = accountsOf(tx);
  const effectiveOn = bookedOn(tx, of, of);
  const head = { event: events[0]!.id, effectiveOn, summary: of.summary, isFact: of.as === 'fact' };
  let writer: BatchWriter | null = null;
  const tickets: Expansion['tickets'] = [];
  for (const event of events) {
    const expansion = expand(event, of.as === 'intent' ? accounts.withHolds() : accounts);
    checkExpansion(event.id, expansion, of.source);
    tickets.push(...expansion.tickets);
    for (const leg of expansion.legs) {
      writer ??= new BatchWriter(tx, head);
      writer.add(leg);
    }
  }
  const batch = writer?.finish() ?? null;
  for (const { reason, amountFen, dims, caseNo } of tickets) {
    const { client, supplier, money, pool, employee, bucket, category } = dims;
    const stands = { reason, amount_fen: amountFen, state: 'open', arose_on: effectiveOn, batch };
    insertRow(tx, 'ticket', {
      ...{ ...stands, case_no: caseNo },
      ...{ client, supplier, money, pool, employee, bucket, category },
    });
  }
  return { batch, tickets };
}

/**
 * Tickets of a case of refunds after a posting: a newer short or over says all that an older one said, and what nothing
 * stands for any more is decided by it.
 */
export function settleTransitTickets(
  tx: Tx,
  caseNo: string,
  code: '1221.02' | '1221.03',
  before: readonly number[],
  { batch, tickets }: CasePosted,
): void {
  const openFen = caseNet(tx.connection, caseNo, code);
  const isSaid = tickets.some(({ reason }) => reason === 'REFUND_SHORT');
  for (const id of ticketsOfCase(tx.connection, caseNo, ['REFUND_SHORT']))
    if (openFen <= 0 || (isSaid && before.includes(id))) decideTicket(tx, id, batch);
  if (openFen > 0) return;
  for (const id of ticketsOfCase(tx.connection, caseNo, ['BAN_REFUND'])) decideTicket(tx, id, batch);
}
