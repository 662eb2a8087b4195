import { checkExpansion, type Source } from '../../domain/accounting/authority.ts';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import type { Expansion } from '../../domain/accounting/types.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { insertRow } from '../../store/changes.ts';

export interface Posting {
  day: string;
  summary: string;
  source: Source;
}

/**
 * Posts the events of a policy as one batch; nothing to post makes none. Each counts on its day, or in the next open month
 * where that one is closed, for the book or for its client. What differs opens tickets. Refuses what the ledger refuses.
 */
export function postEvents(tx: Tx, events: readonly LedgerEvent[], { day, summary, source }: Posting) {
  const accounts = accountsOf(tx);
  let writer: BatchWriter | null = null;
  const tickets: Expansion['tickets'] = [];
  for (const event of events) {
    // A fee is taken from what no hold keeps for something else; what is left of it is owed.
    const expansion = expand(event, event.id === 'E49' ? accounts.withHolds() : accounts);
    checkExpansion(event.id, expansion, source);
    tickets.push(...expansion.tickets);
    if (expansion.legs.length === 0) continue;
    const effectiveOn = bookedOn(tx, { client: clientOf(event) }, { day, as: 'fact' });
    writer ??= new BatchWriter(tx, { event: event.id, effectiveOn, summary, isFact: event.id !== 'E49' });
    for (const leg of expansion.legs) writer.add(leg, effectiveOn);
  }
  const batch = writer?.finish() ?? null;
  keepTickets(tx, tickets, { day, batch });
  return { batch, transfers: writer?.count ?? 0 };
}

function clientOf(event: LedgerEvent): number | null {
  return ('client' in event && event.client?.client) || null;
}

function keepTickets(
  tx: Tx,
  tickets: Expansion['tickets'],
  { day, batch }: { day: string; batch: number | null },
): void {
  for (const { reason, amountFen, dims, caseNo } of tickets) {
    const { client, supplier, money, pool, bucket } = dims;
    insertRow(tx, 'ticket', {
      ...{ reason, amount_fen: amountFen, state: 'open', arose_on: day, batch, case_no: caseNo },
      ...{ client, supplier, money, pool, bucket },
    });
  }
}
