import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import { taxRateOn } from '../../domain/invoices/tax.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { insertRow } from '../../store/changes.ts';

export interface TaxBatch {
  client: number | null;
  /** Day of the invoice; in a closed month it counts in the next open one. */
  day: string;
  summary: string;
}

/**
 * Posts tax events T1 … T8 as one batch, as the book's settings say; nothing where the book keeps no tax. Answers the
 * batch, or null. Refuses what the events and the ledger refuse.
 */
export function postTax(
  tx: Tx,
  events: readonly LedgerEvent[],
  { client, day, summary }: TaxBatch,
): number | null {
  const accounts = accountsOf(tx);
  let writer: BatchWriter | null = null;
  for (const event of events) {
    const { legs } = expand(event, accounts);
    if (legs.length === 0) continue;
    writer ??= new BatchWriter(tx, {
      event: event.id,
      effectiveOn: bookedOn(tx, { client }, { day, as: 'fact' }),
      summary,
      isFact: true,
    });
    for (const leg of legs) writer.add(leg);
  }
  return writer?.finish() ?? null;
}

/** Rate of our own invoices on the rules' day in millionths (6 % = 60000); 0 where no row says one. */
export function ownRatePpm(tx: Tx, rules: Rules): number {
  const { taxpayer } = accountsOf(tx).settings;
  const row = taxRateOn(rules, taxpayer === 'general' ? 'vat_general' : 'vat_small');
  return (row?.value.basisPoints ?? 0) * 100;
}

/** Rate of the platform's invoices, a general taxpayer's. */
export function platformRatePpm(rules: Rules): number {
  return (taxRateOn(rules, 'vat_general')?.value.basisPoints ?? 0) * 100;
}

/** Opens a ticket of the register. */
export function openTicket(
  tx: Tx,
  ticket: {
    reason: string;
    amountFen: number;
    on: string;
    caseNo: string;
    client?: number | null;
    supplier?: number | null;
  },
): void {
  insertRow(tx, 'ticket', {
    reason: ticket.reason,
    amount_fen: ticket.amountFen,
    state: 'open',
    arose_on: ticket.on,
    case_no: ticket.caseNo,
    client: ticket.client ?? null,
    supplier: ticket.supplier ?? null,
  });
}
