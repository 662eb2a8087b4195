import { inputTaxWaiting } from '../../domain/accounting/events/refs.ts';
import { readNumber } from '../../domain/invoices/number.ts';
import { afterMismatch, isAccepted, type MismatchAct } from '../../domain/invoices/register.ts';
import { decideInvoice, refuseWithoutConsent } from '../../domain/invoices/remainder.ts';
import type { InvoiceKind, InvoiceNumber } from '../../domain/invoices/types.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { invoiceClients, ownTitles, supplierNames } from '../../store/invoice-parties.ts';
import { updateInvoice } from '../../store/invoices.ts';
import {
  clientSeen,
  type InvoiceCaller,
  invoiceSeen,
  rulesAt,
  type WithApplied,
  type WithRules,
} from './caller.ts';
import { giveBack } from './cover.ts';
import { factsOfClient } from './facts.ts';
import { register, taxOfResolved } from './register.ts';
import { agreedFor, requestSeen } from './request.ts';
import { postTax } from './tax.ts';

export interface IssuedInvoice {
  number: string;
  kind: InvoiceKind;
  date: string;
  netFen: number;
  taxFen: number;
  request?: number | undefined;
  client?: number | undefined;
  title?: string | undefined;
  taxNo: string;
}

/** A number as a person writes it: 20 digits, or code-number. Refuses by the fault of the number. */
export function numberOf(text: string): InvoiceNumber {
  const [code, number] = text.includes('-') ? (text.split('-', 2) as [string, string]) : ['', text];
  const read = readNumber(code, number);
  if (read.fault !== null || read.number === null)
    throw new Refusal(read.fault ?? 'invoices.number_form', { number: read.text });
  return read.number;
}

/**
 * Registers an invoice of ours that was issued, for an open request or by itself. An intent: above the remainder the
 * consent of INV-5 is needed, given with the request or by the caller's own roles. Refuses `invoices.above_request`,
 * `invoices.request_step`, `invoices.consent_*`, `invoices.other_subject`, `invoices.duplicate_number`.
 */
export function issueInvoice(
  connection: Connection,
  caller: InvoiceCaller,
  { rules, ended, ...issued }: WithRules & WithApplied & IssuedInvoice,
): Promise<{ invoice: number; aheadFen: number; batch: number | null }> {
  const { actor, key, at, scope, gives } = caller;
  return command(connection, { actor, key, at, procedure: 'invoices.issue', input: issued }, tx => {
    const number = numberOf(issued.number);
    const grossFen = issued.netFen + issued.taxFen;
    const request = issued.request === undefined ? null : requestSeen(tx.connection, scope, issued.request);
    if (request && request.state !== 'open')
      throw new Refusal('invoices.request_step', { from: request.state, to: 'done' });
    if (request && grossFen > request.amountFen)
      throw new Refusal('invoices.above_request', { grossFen, amountFen: request.amountFen });
    const client = clientSeen(tx.connection, scope, request?.client ?? issued.client ?? 0);
    const title = request?.title ?? issued.title ?? client.title ?? client.name;
    const taxNo = request?.taxNo ?? (issued.taxNo || (client.taxNo ?? ''));
    const agreement = agreedFor(tx, scope, { client: client.id, title, taxNo });
    const facts = factsOfClient(tx.connection, client.id, rulesAt({ rules }, issued.date));
    const heldFen = facts.heldFen - (request?.amountFen ?? 0);
    const counted = { ...facts, invoicedFen: facts.invoicedFen + heldFen };
    const decision = decideInvoice(grossFen, counted, facts.receivedFen, rulesAt({ rules }, issued.date));
    if (!request) refuseWithoutConsent(decision, gives);
    const { invoice, aheadFen, batch, as } = register(
      tx,
      {
        ...{
          number,
          kind: issued.kind,
          date: issued.date,
          netFen: issued.netFen,
          taxFen: issued.taxFen,
          grossFen,
        },
        ...{ seller: ourTitle(tx), buyer: { name: title, taxNo }, lines: [], remark: '', findings: [] },
        ...{
          direction: 'agency_client',
          client: client.id,
          supplier: null,
          agreement,
          matchState: 'matched',
        },
        ...{ subject: agreement === null ? client.subject : null, request: request?.id ?? null, red: null },
      },
      { rules, ended },
    );
    if (as === 'known') throw new Refusal('invoices.duplicate_number', { number: issued.number });
    return { invoice, aheadFen, batch };
  });
}

/** The agency as seller, where the book knows its legal person. */
function ourTitle(tx: Tx): { name: string; taxNo: string } {
  const [ours] = ownTitles(tx.connection);
  return { name: ours?.name ?? '', taxNo: ours?.paperNo ?? '' };
}

/**
 * Decides a mismatched invoice: accepted as somebody's, it counts like any other; taken to customer service (INV-4) it
 * waits; sent back it counts for nothing. The file and what was said stay. Refuses
 * `invoices.not_mismatched`, `invoices.client_needed` or `invoices.supplier_needed` where it is not known whose it is.
 */
export function resolveMismatch(
  connection: Connection,
  caller: InvoiceCaller,
  {
    rules,
    ...wanted
  }: WithRules & {
    invoice: number;
    client?: number | undefined;
    supplier?: number | undefined;
    note: string;
    act?: MismatchAct | undefined;
  },
): Promise<{ invoice: number; batch: number | null }> {
  const { actor, key, at, scope } = caller;
  return command(connection, { actor, key, at, procedure: 'invoices.resolve', input: wanted }, tx => {
    const row = invoiceSeen(tx.connection, scope, wanted.invoice);
    const matchState = afterMismatch(row.matchState, wanted.act ?? 'accept', row.numberText);
    if (matchState !== 'resolved') {
      updateInvoice(tx, row.id, { matchState, matchNote: wanted.note });
      return { invoice: row.id, batch: null };
    }
    const client = row.client ?? wanted.client ?? null;
    if (client === null && row.direction === 'platform_client')
      throw new Refusal('invoices.client_needed', { number: row.numberText });
    if (client !== null && !invoiceClients(tx.connection).some(({ id }) => id === client))
      throw new Refusal('invoices.client_unknown', { client });
    const supplier = row.supplier ?? wanted.supplier ?? null;
    if (supplier === null && row.direction === 'platform_agency')
      throw new Refusal('invoices.supplier_needed', { number: row.numberText });
    if (supplier !== null && !supplierNames(tx.connection).some(({ id }) => id === supplier))
      throw new Refusal('invoices.supplier_needed', { number: row.numberText });
    updateInvoice(tx, row.id, { matchState, matchNote: wanted.note, client, supplier });
    const batch = taxOfResolved(tx, { ...row, client, supplier }, { rules });
    return { invoice: row.id, batch };
  });
}

/**
 * T8: 作废 on the day itself, old forms only. Refuses `accounting.void_digital`, `accounting.void_late`,
 * `invoices.void_twice`, `invoices.void_of_red`.
 */
export function voidInvoice(
  connection: Connection,
  caller: InvoiceCaller,
  { rules, invoice: id, on }: WithRules & { invoice: number; on: string },
): Promise<{ invoice: number; batch: number | null }> {
  const { actor, key, at, scope } = caller;
  return command(
    connection,
    { actor, key, at, procedure: 'invoices.void', input: { invoice: id, on } },
    tx => {
      const row = invoiceSeen(tx.connection, scope, id);
      if (row.state === 'void') throw new Refusal('invoices.void_twice', { number: row.numberText });
      const form = row.code === null ? ('digital' as const) : ('old' as const);
      const isOurs = row.direction === 'agency_client' && row.blue === null;
      if (!isOurs) throw new Refusal('invoices.void_of_red', { number: row.numberText });
      const client = row.client!;
      // The event decides whether it may be void at all, before anything is given back.
      const event = { id: 'T8' as const, client: { client }, form, issuedOn: row.issuedOn, voidedOn: on };
      postTax(tx, [{ ...event, lines: [] }], { client, day: on, summary: '' });
      const back = { grossFen: row.grossFen, taxFen: row.taxFen, on };
      const lines = row.counts === 1 ? giveBack(tx, { id, client }, back, rulesAt({ rules }, on)) : [];
      updateInvoice(tx, id, { state: 'void' });
      const summary = `发票作废 ${row.numberText}`;
      return { invoice: id, batch: postTax(tx, [{ ...event, lines }], { client, day: on, summary }) };
    },
  );
}

/**
 * 勾选: input tax of special invoices received (T4). Refuses `invoices.not_certifiable` for one that is no special
 * invoice of the platform to the agency, or was certified already.
 */
export function certifyInvoices(
  connection: Connection,
  caller: InvoiceCaller,
  { invoices, on }: { invoices: readonly number[]; on: string },
): Promise<{ certified: number; taxFen: number; batch: number | null }> {
  const { actor, key, at, scope } = caller;
  return command(
    connection,
    { actor, key, at, procedure: 'invoices.certify', input: { invoices, on } },
    tx => {
      const bySupplier = new Map<number, number>();
      let taxFen = 0;
      for (const id of new Set(invoices)) {
        const row = invoiceSeen(tx.connection, scope, id);
        const isSpecial = row.kind?.endsWith('special') ?? false;
        const stands = row.state === 'standing' && isAccepted(row.matchState) && row.certifiedOn === null;
        if (
          row.direction !== 'platform_agency' ||
          row.supplier === null ||
          row.blue !== null ||
          !isSpecial ||
          !stands
        )
          throw new Refusal('invoices.not_certifiable', { number: row.numberText });
        updateInvoice(tx, id, { certifiedOn: on });
        if (row.counts === 1) bySupplier.set(row.supplier, (bySupplier.get(row.supplier) ?? 0) + row.taxFen);
        taxFen += row.taxFen;
      }
      // What was received before the book kept tax does not stand on 2221.04.
      const events = [...bySupplier].map(([supplier, fen]) => ({
        ...{ id: 'T4' as const, step: 'certified' as const, supplier },
        taxFen: Math.min(fen, Math.max(0, accountsOf(tx).of(inputTaxWaiting(supplier)))) as Fen,
      }));
      const batch = postTax(tx, events, {
        client: null,
        day: on,
        summary: `进项税额勾选 ${invoices.length} 张`,
      });
      return { certified: invoices.length, taxFen, batch };
    },
  );
}
