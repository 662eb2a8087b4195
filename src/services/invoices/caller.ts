import type { InvoiceConsent } from '../../domain/invoices/remainder.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Rules, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import type { Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type InvoiceClient, invoiceClients } from '../../store/invoice-parties.ts';
import { invoiceById, type StoredInvoice } from '../../store/invoices.ts';
import { clientsSeen, seesClient } from '../../store/scope.ts';

/** Who asks and when; `key` makes a command repeatable; `gives`: what the person's roles may agree to (INV-5). */
export interface InvoiceCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  scope: RowScope;
  gives: InvoiceConsent;
}

/** The rows of the rulebook that the book reads by; each decision takes those of its day. */
export interface WithRules {
  rules: readonly RuleRow[];
}

/** What the other side of a request does when it is over. */
export interface WithApplied {
  ended?: EndApplied | undefined;
}

/** How the 开票 application that a request came from ends with it: issued under a number, or taken back. */
export type EndApplied = (
  tx: Tx,
  application: number,
  end: { act: 'finish' | 'withdraw'; note: string },
) => void;

export function rulesAt({ rules }: WithRules, day: string): Rules {
  return rulesOn(rules, day);
}

/** A client that the scope reaches. Refuses `invoices.client_unknown`, also for one outside the scope. */
export function clientSeen(connection: Connection, scope: RowScope, id: number): InvoiceClient {
  const client = invoiceClients(connection).find(each => each.id === id);
  if (!client || !seesClient(connection, scope, id))
    throw new Refusal('invoices.client_unknown', { client: id });
  return client;
}

/** Clients that the scope reaches. */
export function clientsOf(connection: Connection, scope: RowScope): InvoiceClient[] {
  const seen = clientsSeen(connection, scope);
  return invoiceClients(connection).filter(({ id }) => seen === null || seen.has(id));
}

/** An invoice that the scope reaches. Refuses `invoices.unknown`. */
export function invoiceSeen(connection: Connection, scope: RowScope, id: number): StoredInvoice {
  const invoice = invoiceById(connection, id);
  if (!invoice || !seesClient(connection, scope, invoice.client))
    throw new Refusal('invoices.unknown', { invoice: id });
  return invoice;
}
