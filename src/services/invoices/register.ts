import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import { checkNumberFree, type InvoiceFace } from '../../domain/invoices/duplicate.ts';
import { numberText } from '../../domain/invoices/number.ts';
import { type BlueSide, mayIssueRed, type RedReason, refuseRed, stateAt } from '../../domain/invoices/red.ts';
import { type InvoiceDirection, isAccepted, type MatchState } from '../../domain/invoices/register.ts';
import { decideInvoice, INVOICE_CONSENTS, type InvoiceConsent } from '../../domain/invoices/remainder.ts';
import type { InvoiceKind, InvoiceLine, InvoiceNumber, InvoiceParty } from '../../domain/invoices/types.ts';
import type { Fen } from '../../domain/money.ts';
import { type Finding, Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../ledger/command.ts';
import { openingInvoices } from '../../store/invoice-money.ts';
import { bookBegins } from '../../store/invoice-parties.ts';
import { formByNo, requestById, updateForm, updateRequest } from '../../store/invoice-requests.ts';
import {
  insertInvoice,
  invoiceById,
  invoiceByNumber,
  redOf,
  type StoredInvoice,
} from '../../store/invoices.ts';
import { rulesAt, type WithApplied, type WithRules } from './caller.ts';
import { coverBlue, giveBack } from './cover.ts';
import { factsOfClient } from './facts.ts';
import { coverReceived, redReceived } from './platform-cover.ts';
import { openTicket, ownRatePpm, postTax } from './tax.ts';

/** An invoice that comes into the register, with whose it is. Amounts in 分, below 0 for a red letter. */
export interface NewInvoice {
  number: InvoiceNumber;
  kind: InvoiceKind | null;
  date: string;
  netFen: number;
  taxFen: number;
  grossFen: number;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  lines: readonly InvoiceLine[];
  remark: string;
  direction: InvoiceDirection;
  client: number | null;
  subject: number | null;
  supplier: number | null;
  agreement: number | null;
  matchState: MatchState;
  findings: Finding[];
  request: number | null;
  /** Of a red letter: number of the blue invoice, and of the 红字确认单 where it is named. */
  red: { blue: InvoiceNumber; formNo: string | null; reason?: RedReason } | null;
}

export interface Registered {
  invoice: number;
  /** `known`: the same invoice stood there already. */
  as: 'new' | 'known';
  batch: number | null;
  aheadFen: number;
}

const FORM_OF_DIGITAL = 20;

/** What the register says of the face of an invoice. */
export function faceOf(row: StoredInvoice): InvoiceFace {
  return {
    number: { code: row.code, number: row.number },
    date: row.issuedOn,
    netFen: row.netFen as Fen,
    taxFen: row.taxFen as Fen,
    grossFen: row.grossFen as Fen,
    seller: { name: row.seller, taxNo: row.sellerTaxNo },
    buyer: { name: row.buyer, taxNo: row.buyerTaxNo },
  };
}

/**
 * The one way into the register: number free, red within its blue, what it covers, tax (T1, T2, T4 … T7). `given`: who
 * agreed to an amount ahead of charges; null for a fact, which is booked in any case and then opens a ticket. Refuses
 * `invoices.duplicate_number`, `invoices.red_blue_missing`, what `refuseRed` and `refuseWithoutConsent` refuse, and what
 * the store refuses by itself.
 */
export function register(tx: Tx, invoice: NewInvoice, { rules, ended }: WithRules & WithApplied): Registered {
  const { connection } = tx;
  const text = numberText(invoice.number);
  const taken = invoiceByNumber(connection, text);
  if (checkNumberFree(faceOfNew(invoice), taken ? faceOf(taken) : undefined) === 'known')
    return { invoice: taken!.id, as: 'known', batch: null, aheadFen: 0 };
  return invoice.red
    ? registerRed(tx, invoice, text, { rules })
    : registerBlue(tx, invoice, text, { rules, ended });
}

function faceOfNew(invoice: NewInvoice): InvoiceFace {
  const { number, date, seller, buyer } = invoice;
  const [netFen, taxFen, grossFen] = [invoice.netFen, invoice.taxFen, invoice.grossFen] as [Fen, Fen, Fen];
  return { number, date, netFen, taxFen, grossFen, seller, buyer };
}

function rowOf(invoice: NewInvoice, text: string): Omit<StoredInvoice, 'id' | 'blue' | 'counts'> {
  return {
    ...{
      direction: invoice.direction,
      numberText: text,
      code: invoice.number.code,
      number: invoice.number.number,
    },
    ...{ kind: invoice.kind, issuedOn: invoice.date },
    ...{ netFen: invoice.netFen, taxFen: invoice.taxFen, grossFen: invoice.grossFen },
    ...{ seller: invoice.seller.name, sellerTaxNo: invoice.seller.taxNo },
    ...{ buyer: invoice.buyer.name, buyerTaxNo: invoice.buyer.taxNo },
    ...{ client: invoice.client, subject: invoice.subject, supplier: invoice.supplier },
    ...{ agreement: invoice.agreement, request: invoice.request, remark: invoice.remark },
    lines: JSON.stringify(invoice.lines),
    findings: JSON.stringify(invoice.findings),
    ...{ matchState: invoice.matchState, matchNote: null, state: 'standing' as const, certifiedOn: null },
  };
}

function registerBlue(
  tx: Tx,
  invoice: NewInvoice,
  text: string,
  { rules, ended }: WithRules & WithApplied,
): Registered {
  const counts = invoice.date >= bookBegins(tx.connection) ? 1 : 0;
  const before =
    invoice.client === null
      ? null
      : factsOfClient(tx.connection, invoice.client, rulesAt({ rules }, invoice.date));
  const id = insertInvoice(tx, { ...rowOf(invoice, text), blue: null, counts });
  if (invoice.request !== null) answer(tx, invoice.request, text, ended);
  if (counts === 0) return { invoice: id, as: 'new', batch: null, aheadFen: 0 };
  const at = rulesAt({ rules }, invoice.date);
  const tax = { client: invoice.client, day: invoice.date, summary: `发票 ${text}` };
  if (invoice.direction !== 'agency_client') {
    const batch = postTax(tx, eventsReceived(tx, invoice, id, text, { rules }), tax);
    return { invoice: id, as: 'new', batch, aheadFen: 0 };
  }
  const client = invoice.client!;
  const stored = { id, client, grossFen: invoice.grossFen, taxFen: invoice.taxFen, issuedOn: invoice.date };
  const { events, aheadFen } = coverBlue(tx, stored, at);
  const decision = decideInvoice(invoice.grossFen, before!, before!.receivedFen, at);
  if (!isAgreed(tx, invoice, decision.consent))
    openTicket(tx, {
      ...{ reason: 'INVOICE_AHEAD', amountFen: decision.aheadFen, on: invoice.date, caseNo: text, client },
    });
  return { invoice: id, as: 'new', batch: postTax(tx, events, tax), aheadFen };
}

/** The request is done, and with it the 开票 application that it came from. */
function answer(tx: Tx, request: number, number: string, ended: WithApplied['ended']): void {
  updateRequest(tx, request, { state: 'done' });
  const application = requestById(tx.connection, request)?.application ?? null;
  if (application !== null) ended?.(tx, application, { act: 'finish', note: number });
}

/** Whether its request agreed to as much ahead of charges as it comes to. */
function isAgreed(tx: Tx, { request }: NewInvoice, needed: InvoiceConsent): boolean {
  const agreed = request === null ? 'none' : requestById(tx.connection, request)!.needs;
  return INVOICE_CONSENTS.indexOf(agreed) >= INVOICE_CONSENTS.indexOf(needed);
}

/** T4 of a platform's invoice to the agency, T7 of ours to the platform. */
function eventsReceived(
  tx: Tx,
  invoice: NewInvoice,
  id: number,
  text: string,
  { rules }: WithRules,
): LedgerEvent[] {
  const { direction, supplier, grossFen, taxFen, kind, date: issuedOn } = invoice;
  if (supplier === null || !isAccepted(invoice.matchState)) return [];
  const at = rulesAt({ rules }, issuedOn);
  if (direction === 'platform_agency')
    return coverReceived(tx, { id, kind, grossFen, taxFen, issuedOn, numberText: text, supplier }, at);
  if (direction !== 'agency_platform') return [];
  const amounts = { grossFen: grossFen as Fen, ratePpm: ownRatePpm(tx, at), taxFen: taxFen as Fen };
  return [{ id: 'T7', supplier, ...amounts }];
}

/** The tax of an invoice that was matched by hand, once it is (T4). */
export function taxOfResolved(tx: Tx, row: StoredInvoice, { rules }: WithRules): number | null {
  const { supplier, kind, grossFen, taxFen, issuedOn, numberText: text } = row;
  if (row.direction !== 'platform_agency' || supplier === null || row.counts === 0 || row.blue !== null)
    return null;
  const received = { id: row.id, kind, grossFen, taxFen, issuedOn, numberText: text, supplier };
  const events = coverReceived(tx, received, rulesAt({ rules }, issuedOn));
  return postTax(tx, events, { client: null, day: issuedOn, summary: `发票 ${text}` });
}

function blueSideOf(tx: Tx, row: StoredInvoice): BlueSide {
  const red = redOf(tx.connection, row.id);
  const face = faceOf(row);
  return {
    ...{ number: face.number!, date: row.issuedOn, isRed: row.blue !== null, isVoid: row.state === 'void' },
    ...{ seller: face.seller, buyer: face.buyer, netFen: row.netFen as Fen, taxFen: row.taxFen as Fen },
    ...{ redNetFen: red.netFen as Fen, redTaxFen: red.taxFen as Fen },
  };
}

function registerRed(tx: Tx, invoice: NewInvoice, text: string, { rules }: WithRules): Registered {
  const { connection } = tx;
  const { blue: blueNumber, formNo, reason } = invoice.red!;
  const blue = invoiceByNumber(connection, numberText(blueNumber));
  if (!blue) throw new Refusal('invoices.red_blue_missing', { number: text, blue: numberText(blueNumber) });
  const [netFen, taxFen] = [invoice.netFen as Fen, invoice.taxFen as Fen];
  refuseRed(blueSideOf(tx, blue), {
    date: invoice.date,
    seller: invoice.seller,
    buyer: invoice.buyer,
    netFen,
    taxFen,
  });
  const form = formNo === null ? null : formByNo(connection, formNo);
  const at = rulesAt({ rules }, invoice.date);
  const findings = [...invoice.findings, ...formFindings(tx, form, formNo, invoice, { rules })];
  const opened = openingInvoices(connection).some(({ number }) => number === blue.numberText);
  const id = insertInvoice(tx, {
    ...rowOf(
      { ...invoice, findings, direction: blue.direction, client: blue.client, supplier: blue.supplier },
      text,
    ),
    ...{ subject: blue.subject, agreement: blue.agreement, matchState: blue.matchState, request: null },
    blue: blue.id,
    counts: opened ? 1 : blue.counts,
  });
  if (form && form.blue === blue.id && form.red === null) updateForm(tx, form.id, { red: id });
  if (blue.counts === 0) return { invoice: id, as: 'new', batch: null, aheadFen: 0 };
  const cause = (form?.reason ?? reason) === 'mistake' ? ('error' as const) : ('rebate' as const);
  const events = redEvents(tx, blue, { ...invoiceById(connection, id)! }, cause, at);
  const summary = `红字发票 ${text}`;
  return {
    invoice: id,
    as: 'new',
    batch: postTax(tx, events, { client: blue.client, day: invoice.date, summary }),
    aheadFen: 0,
  };
}

/** What is doubtful about the 红字确认单 of a red letter that was issued already. */
function formFindings(
  tx: Tx,
  form: ReturnType<typeof formByNo>,
  formNo: string | null,
  { number, date }: NewInvoice,
  { rules }: WithRules,
): Finding[] {
  const told = (code: string): Finding[] => [
    { severity: 'warn', code, params: { form: formNo ?? '', number: numberText(number) }, place: {} },
  ];
  if (form === null)
    return formNo === null || number.number.length !== FORM_OF_DIGITAL ? [] : told('invoices.form_unknown');
  const entered = { state: form.state, enteredAtMs: Date.parse(form.enteredAt) };
  const state = stateAt(entered, Date.parse(tx.at), rulesAt({ rules }, date));
  return mayIssueRed(state) ? [] : told('invoices.form_not_confirmed');
}

function redEvents(
  tx: Tx,
  blue: StoredInvoice,
  red: StoredInvoice,
  cause: 'rebate' | 'error',
  at: Parameters<typeof giveBack>[3],
): LedgerEvent[] {
  if (blue.direction === 'agency_client') {
    const client = blue.client!;
    const back = { grossFen: -red.grossFen, taxFen: -red.taxFen, on: red.issuedOn, red: red.id };
    const lines = giveBack(tx, { id: blue.id, client }, back, at);
    return lines.length === 0 ? [] : [{ id: 'T5', client: { client }, lines }];
  }
  if (blue.direction !== 'platform_agency' || blue.supplier === null || !isAccepted(blue.matchState))
    return [];
  const { supplier } = blue;
  return redReceived(tx, { ...blue, supplier }, { ...red, supplier }, cause, at);
}
