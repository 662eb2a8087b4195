import { type KnownParties, matchParties } from '../../domain/invoices/match.ts';
import { numberText, partyKey } from '../../domain/invoices/number.ts';
import type { Invoice, InvoiceNumber } from '../../domain/invoices/types.ts';
import { type Finding, Refusal, type RefusalData } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import type { InvoiceFile } from '../../statements/invoices/inspect.ts';
import type { FoundInvoice } from '../../statements/invoices/raw.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  invoiceAccounts,
  invoiceClients,
  ownTitles,
  supplierNames,
  titleHolders,
} from '../../store/invoice-parties.ts';
import { agreements, openRequests } from '../../store/invoice-requests.ts';
import { invoiceByNumber, keepInvoiceFile, updateInvoice } from '../../store/invoices.ts';
import { type InvoiceCaller, rulesAt, type WithApplied, type WithRules } from './caller.ts';
import { keepDocument, type StagedInvoices } from './documents.ts';
import { type NewInvoice, register } from './register.ts';
import { asFindings, judgeFor } from './route.ts';

/** An invoice of a file that did not come into the register, and why. */
export interface RefusedInvoice extends RefusalData {
  number: string;
}

export interface ImportedInvoices {
  /** New in the register, red letters among them. */
  imported: number;
  red: number;
  known: number;
  /** Platform's invoices whose buyer is not the account's subject: their way is customer service (INV-3, INV-4). */
  routed: { number: string; findings: Finding[] }[];
  refused: RefusedInvoice[];
  /** Invoices that the file was kept with. */
  attached: number;
  findings: Finding[];
}

export interface InvoiceImport extends WithRules, WithApplied {
  file: InvoiceFile;
  staged: StagedInvoices;
  /** Number that a page without data (PDF) belongs to; else the one in its name. */
  number?: string | undefined;
}

/**
 * Takes the invoices of a file into the register, each for itself: known ones book nothing, what is refused is answered by
 * name. Idempotent; the file itself is kept with each invoice. Refuses `invoices.pdf_number` for a page whose number is
 * not known, and `invoices.pdf_unknown` for one of an invoice that is not in the register.
 */
export function importInvoices(
  connection: Connection,
  { actor, key, at }: InvoiceCaller,
  request: InvoiceImport,
): Promise<ImportedInvoices> {
  const { file, staged } = request;
  const input = { name: staged.name, invoices: file.invoices.map(each => each.numberText) };
  return command(connection, { actor, key, at, procedure: 'invoices.import', input }, tx => {
    if (file.invoices.length === 0) return attachPage(tx, request);
    const known = knownParties(tx.connection);
    const answer: ImportedInvoices = {
      ...{ imported: 0, red: 0, known: 0, routed: [], refused: [], attached: 0 },
      findings: file.findings,
    };
    const attachment = keepDocument(tx, staged);
    for (const found of file.invoices.toSorted(blueFirst))
      takeOne(tx, found, { ...request, known, attachment }, answer);
    return answer;
  });
}

/** What is said of whose an invoice is, among all that is doubtful about it. */
const OF_PARTIES = /^invoices\.(inv_|buyer_unmatched|own_subject|seller_unknown)/;

/** A red letter may stand before its blue invoice in a list. */
function blueFirst({ invoice: one }: FoundInvoice, { invoice: other }: FoundInvoice): number {
  const rank = ({ red, date }: Invoice) => `${red ? 1 : 0}${date ?? ''}`;
  return rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0;
}

export function knownParties(connection: Connection): KnownParties {
  return {
    ours: ownTitles(connection),
    holders: titleHolders(connection),
    suppliers: supplierNames(connection),
    agreements: agreements(connection),
    unnamed: invoiceClients(connection).filter(({ subject }) => subject === null),
  };
}

interface Taking extends InvoiceImport {
  known: KnownParties;
  attachment: number;
}

function takeOne(tx: Tx, found: FoundInvoice, taking: Taking, answer: ImportedInvoices): void {
  try {
    const invoice = newInvoice(tx, found, taking);
    const { as, invoice: id } = register(tx, invoice, taking);
    if (as === 'known') answer.known += 1;
    else {
      answer.imported += 1;
      if (invoice.red) answer.red += 1;
      if (found.invoice.status === 'void') voidAsTold(tx, id, invoice.number);
      if (invoice.matchState === 'mismatched')
        answer.routed.push({
          number: numberText(invoice.number),
          findings: invoice.findings.filter(({ code }) => OF_PARTIES.test(code)),
        });
    }
    keepInvoiceFile(tx, id, taking.attachment, taking.staged.name);
    answer.attached += 1;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer.refused.push({ number: found.numberText, ...error.at(found.place).data() });
  }
}

/** An old form that its list calls void is kept as such; a 数电票 cannot be void. */
function voidAsTold(tx: Tx, id: number, number: InvoiceNumber): void {
  if (number.code !== null) updateInvoice(tx, id, { state: 'void' });
}

/** What a file tells of an invoice, with whose it is. Refuses what makes it unusable, by the name of the first fault. */
function newInvoice(tx: Tx, found: FoundInvoice, { known, rules }: Taking): NewInvoice {
  const { invoice, findings } = found;
  const { number, date, netFen, taxFen, grossFen, seller, buyer, red } = invoice;
  const fault = findings.find(({ severity }) => severity === 'error');
  if (fault) throw new Refusal(fault.code, fault.params, fault.place);
  if (number === null) throw new Refusal('invoices.number_missing');
  if (number.code === null && number.number.length === 8)
    throw new Refusal('invoices.code_missing', { number: number.number });
  if (date === null) throw new Refusal('invoices.date_missing');
  if (netFen === null || taxFen === null || grossFen === null) throw new Refusal('invoices.totals_missing');
  const base = {
    ...{ number, date, netFen, taxFen, grossFen, seller, buyer, kind: invoice.kind, lines: invoice.lines },
    ...{ remark: invoice.remark, subject: null, supplier: null, agreement: null, request: null, red: null },
  };
  if (red) {
    if (red.blue === null) throw new Refusal('invoices.red_without_blue');
    // Whose it is, its blue invoice says.
    const rest = {
      direction: 'agency_client' as const,
      client: null,
      matchState: 'matched' as const,
      findings,
    };
    return { ...base, ...rest, red: { blue: red.blue, formNo: red.confirmationNo } };
  }
  const matched = matchParties({ seller, buyer }, known);
  const { direction, supplier } = matched;
  const request =
    matched.clients.length > 0 || direction === 'platform_agency' ? requestFor(tx, matched, grossFen) : null;
  const client = request?.client ?? oneClient(tx, matched.clients, buyer.name);
  const routed =
    direction === 'platform_client' && client !== null ? judged(tx, client, invoice, known, rules) : null;
  return {
    ...base,
    ...{ direction, supplier, client, subject: matched.subject, agreement: matched.agreement },
    matchState: routed ? 'mismatched' : matched.matchState,
    findings: [...findings, ...matched.findings, ...(routed ?? [])],
    request: request?.id ?? null,
  };
}

/** The oldest open request of exactly this amount. */
function requestFor(
  tx: Tx,
  { direction, clients, supplier }: ReturnType<typeof matchParties>,
  grossFen: number,
) {
  const whose = clients.length === 0 ? [null] : clients;
  const open = whose.flatMap(client => openRequests(tx.connection, { direction, client, supplier }));
  return open.find(({ amountFen }) => amountFen === grossFen) ?? null;
}

function oneClient(tx: Tx, clients: readonly number[], title: string): number | null {
  const [only, ...others] = [...new Set(clients)];
  if (others.length === 0) return only ?? null;
  const names = invoiceClients(tx.connection)
    .filter(({ id }) => clients.includes(id))
    .map(({ name }) => name);
  throw new Refusal('invoices.buyer_ambiguous', { title, clients: names.join('、') });
}

/** INV-3, INV-4: the buyer must be the subject that one of the client's accounts is bound to; null where it is. */
function judged(
  tx: Tx,
  client: number,
  { buyer, date }: Invoice,
  known: KnownParties,
  rules: WithRules['rules'],
) {
  const accounts = invoiceAccounts(tx.connection, client).filter(({ kind }) => kind === 'qianchuan');
  const isBound = accounts.some(
    ({ subject }) => subject !== null && partyKey(subject) === partyKey(buyer.name),
  );
  if (isBound || accounts.length === 0) return null;
  const holder = known.holders.find(each => partyKey(each.name) === partyKey(buyer.name));
  const kind = holder && 'kind' in holder ? (holder.kind as 'enterprise' | 'individual') : 'enterprise';
  const verdict = judgeFor(accounts[0], { kind, ...buyer }, true, rulesAt({ rules }, date!));
  return asFindings(verdict.findings.filter(({ rule }) => rule === 'INV-3' || rule === 'INV-4'));
}

const IN_NAME = /(?<!\d)(\d{20}|\d{8})(?!\d)/;

/** A page without data is only kept, with the invoice whose number stands in its name or was given. */
function attachPage(tx: Tx, { staged, number, file }: InvoiceImport): ImportedInvoices {
  const named = number ?? IN_NAME.exec(staged.name)?.[1];
  if (named === undefined) throw new Refusal('invoices.pdf_number', {}, { file: staged.name });
  const invoice = invoiceByNumber(tx.connection, named);
  if (!invoice) throw new Refusal('invoices.pdf_unknown', { number: named }, { file: staged.name });
  keepInvoiceFile(tx, invoice.id, keepDocument(tx, staged), staged.name);
  return { imported: 0, red: 0, known: 0, routed: [], refused: [], attached: 1, findings: file.findings };
}
