import type {
  ClientInvoices,
  InvoiceDetail,
  InvoicePage,
  InvoiceRow,
  RedFormView,
  RequestView,
} from '../../contract/invoices.ts';
import { capitalAmount } from '../../domain/invoices/capital.ts';
import { remainderOf } from '../../domain/invoices/remainder.ts';
import type { Fen } from '../../domain/money.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type InvoiceClient, invoiceAccounts, poolNames } from '../../store/invoice-parties.ts';
import { allForms, formsOf, requestById, requestsOf, type StoredForm } from '../../store/invoice-requests.ts';
import {
  coversOf,
  type InvoiceFilter,
  invoiceById,
  invoiceFiles,
  invoiceRow,
  invoicesRedOf,
  type ListedInvoice,
  listInvoices,
} from '../../store/invoices.ts';
import { clientsSeen, seesClient } from '../../store/scope.ts';
import { clientSeen, clientsOf, invoiceSeen } from './caller.ts';
import { standingCovers } from './cover.ts';
import { readDocument } from './documents.ts';
import { type ClientFacts, factsOf, type PlatformRoom, platformRoom, uninvoicedParts } from './facts.ts';
import { formAt, nextOf, redRoom } from './red.ts';
import { type ClientRoute, routeOf } from './route.ts';

const REQUESTS_MOST = 500;

/** INV-5 of one client as the screens and the command line show it. */
function clientInvoices(
  client: InvoiceClient,
  facts: ClientFacts,
  platform: PlatformRoom,
  route: ClientRoute,
): ClientInvoices {
  const { invoiceableFen, ...below } = remainderOf(facts);
  // Rebates beyond all charges are no invoice ahead of them.
  const netInvoicedFen = Math.max(0, facts.invoicedFen - facts.redFen);
  const preInvoicedFen = Math.min(below.preInvoicedFen, netInvoicedFen);
  return {
    ...{ client: client.id, clientCode: client.code, clientName: client.name, mode: client.mode },
    ...{ title: client.title, titleKind: client.titleKind, taxNo: client.taxNo },
    ...{ chargedFen: facts.chargedFen, provisionalFen: facts.provisionalFen, rebateFen: facts.rebateFen },
    ...{ feeFen: facts.feeFen, invoicedFen: facts.invoicedFen, redFen: facts.redFen },
    ...{ invoiceableFen, preInvoicedFen, receivedFen: facts.receivedFen },
    unpaidFen: Math.max(0, netInvoicedFen - Math.max(0, facts.receivedFen)),
    ...{ requests: facts.requests, heldFen: facts.heldFen, route },
    ...{
      platformFen: platform.invoiceableFen,
      platformBasis: platform.basis,
      platformToldOn: platform.toldOn,
    },
  };
}

const NONE: ClientFacts = {
  ...{ chargedFen: 0, rebateFen: 0, feeFen: 0, invoicedFen: 0, redFen: 0 },
  ...{ provisionalFen: 0, receivedFen: 0, requests: 0, heldFen: 0 },
};

/** What the platform may still invoice a client directly; nothing for a client whose spend the agency invoices. */
function platformRest(connection: Connection, client: InvoiceClient, rules: Rules): PlatformRoom {
  return client.mode === 'M1'
    ? { invoiceableFen: 0, basis: 'spend', toldOn: null }
    : platformRoom(connection, client, rules);
}

/** Every client that the scope reaches, with what may be invoiced on the rules' day; archived ones only with figures. */
export function invoiceBoard(connection: Connection, scope: RowScope, rules: Rules): ClientInvoices[] {
  const facts = factsOf(connection, rules);
  const accounts = invoiceAccounts(connection);
  return clientsOf(connection, scope)
    .filter(({ id, archivedOn }) => archivedOn === null || facts.has(id))
    .map(client => {
      const platform = platformRest(connection, client, rules);
      const own = accounts.filter(each => each.client === client.id);
      const route = routeOf(connection, client, platform.invoiceableFen > 0, rules, own);
      return clientInvoices(client, facts.get(client.id) ?? NONE, platform, route);
    });
}

/** One client with the charges and fees behind its remainder. Refuses `invoices.client_unknown`. */
export function invoiceableOf(connection: Connection, scope: RowScope, id: number, rules: Rules) {
  const client = clientSeen(connection, scope, id);
  const facts = factsOf(connection, rules, id).get(id) ?? NONE;
  const platform = platformRest(connection, client, rules);
  const names = poolNames(connection);
  const parts = uninvoicedParts(connection, id, rules).map(part => ({
    ...part,
    poolName: part.pool === null ? null : (names.get(part.pool) ?? null),
  }));
  return {
    ...clientInvoices(
      client,
      facts,
      platform,
      routeOf(connection, client, platform.invoiceableFen > 0, rules),
    ),
    parts,
  };
}

function rowOf(row: ListedInvoice): InvoiceRow {
  return {
    ...{
      id: row.id,
      direction: row.direction,
      number: row.numberText,
      kind: row.kind,
      issuedOn: row.issuedOn,
    },
    ...{
      netFen: row.netFen,
      taxFen: row.taxFen,
      grossFen: row.grossFen,
      seller: row.seller,
      buyer: row.buyer,
    },
    ...{ clientCode: row.clientCode, clientName: row.clientName, supplierName: row.supplierName },
    ...{ blueNumber: row.blueNumber, isRed: row.blue !== null, redFen: row.redFen, aheadFen: row.aheadFen },
    ...{ matchState: row.matchState, findings: JSON.parse(row.findings), state: row.state },
    certifiedOn: row.certifiedOn,
  };
}

/** A page of the register. Account managers see invoices to own clients only. */
export function invoiceList(
  connection: Connection,
  scope: RowScope,
  { offset, limit, ...filter }: InvoiceFilter & { offset: number; limit: number },
): InvoicePage {
  const clients = clientsSeen(connection, scope);
  const page = listInvoices(connection, filter, { clients, offset, limit });
  return { ...page, rows: page.rows.map(rowOf) };
}

/** Everything of one invoice. Refuses `invoices.unknown`. */
export function invoiceDetail(
  connection: Connection,
  scope: RowScope,
  id: number,
  { nowMs, rules }: { nowMs: number; rules: Rules },
): InvoiceDetail {
  const stored = invoiceSeen(connection, scope, id);
  const names = poolNames(connection);
  const request = stored.request === null ? null : requestById(connection, stored.request);
  const blue = stored.blue === null ? null : invoiceById(connection, stored.blue)!;
  return {
    ...rowOf(invoiceRow(connection, id)!),
    ...{ sellerTaxNo: stored.sellerTaxNo, buyerTaxNo: stored.buyerTaxNo, client: stored.client },
    lines: JSON.parse(stored.lines),
    ...{ remark: stored.remark, capital: capitalAmount(stored.grossFen as Fen), counts: stored.counts === 1 },
    covers: standingCovers(coversOf(connection, id)).map(cover => ({
      ...cover,
      poolName: cover.pool === null ? null : (names.get(cover.pool) ?? null),
    })),
    blue: blue && { id: blue.id, number: blue.numberText },
    reds: invoicesRedOf(connection, id),
    restFen:
      stored.blue === null && stored.state === 'standing'
        ? redRoom(connection, stored, nowMs, rules).restFen
        : 0,
    forms: formsOf(connection, id).map(form => formView(connection, form, nowMs, rules)),
    files: invoiceFiles(connection, id),
    request: request && {
      ...{ id: request.id, askedBy: request.askedBy, askedOn: request.askedOn, decidedBy: request.decidedBy },
    },
    matchNote: stored.matchNote,
  };
}

function formView(connection: Connection, form: StoredForm, nowMs: number, rules: Rules): RedFormView {
  const blue = invoiceRow(connection, form.blue)!;
  const { state, lapsesMs } = formAt(form, nowMs, rules);
  return {
    ...{
      id: form.id,
      formNo: form.formNo,
      blue: form.blue,
      blueNumber: blue.numberText,
      clientName: blue.clientName,
    },
    ...{ reason: form.reason, by: form.by, grossFen: form.netFen + form.taxFen, state },
    next: nextOf(form, nowMs, rules),
    enteredAt: form.enteredAt,
    lapsesAt: lapsesMs === null ? null : new Date(lapsesMs).toISOString(),
    redNumber: form.red === null ? null : invoiceById(connection, form.red)!.numberText,
  };
}

/** Every 红字确认单 with its state at a moment, the newest first. */
export function redForms(
  connection: Connection,
  { nowMs, rules }: { nowMs: number; rules: Rules },
): RedFormView[] {
  return allForms(connection).map(form => formView(connection, form, nowMs, rules));
}

/** Requests that the scope reaches: those that wait or are open first. */
export function requestList(connection: Connection, scope: RowScope): RequestView[] {
  const clients = new Map(clientsOf(connection, scope).map(client => [client.id, client]));
  const accounts = new Map(invoiceAccounts(connection).map(account => [account.id, account.platformId]));
  return requestsOf(connection, REQUESTS_MOST)
    .filter(({ client }) => seesClient(connection, scope, client))
    .map(
      ({
        client,
        supplier: _supplier,
        agreement: _agreement,
        application: _application,
        account,
        findings,
        ...rest
      }) => ({
        ...rest,
        clientCode: client === null ? null : (clients.get(client)?.code ?? null),
        clientName: client === null ? null : (clients.get(client)?.name ?? null),
        accountId: account === null ? null : (accounts.get(account) ?? null),
        findings: JSON.parse(findings),
        isSamePerson: rest.decidedBy === rest.askedBy,
      }),
    );
}

/** A file kept with an invoice. Refuses `invoices.unknown`, `invoices.file_unknown`. */
export function invoiceFile(
  connection: Connection,
  scope: RowScope,
  { invoice, attachment }: { invoice: number; attachment: number },
): { name: string; data: Uint8Array } {
  invoiceSeen(connection, scope, invoice);
  if (!invoiceFiles(connection, invoice).some(file => file.attachment === attachment))
    throw new Refusal('invoices.file_unknown', { attachment });
  return readDocument(connection, attachment);
}
