import { differingField } from '../../domain/invoices/duplicate.ts';
import { numberText } from '../../domain/invoices/number.ts';
import { type Finding, Refusal } from '../../domain/refusal.ts';
import type { InvoiceSource } from '../../files/ofd-open.ts';
import { readListInvoices } from './list.ts';
import { readOfdInvoices } from './ofd.ts';
import { type FoundInvoice, readInvoice } from './raw.ts';
import { isXbrl, readXmlInvoices } from './xml.ts';

/** What a file holds. Pages without data (PDF) are attachments; `findings` speak of the file, not of one invoice. */
export interface InvoiceFile {
  invoices: FoundInvoice[];
  attachments: string[];
  findings: Finding[];
}

/** Of one invoice in several forms the one that says most is believed. */
const TRUST: readonly InvoiceSource['kind'][] = ['xml', 'ofd', 'table', 'pdf', 'other'];

/**
 * Reads every document of a file. One invoice that comes as XML, OFD and PDF is one; its forms must agree.
 * Refuses `invoices.not_invoice` and `invoices.xbrl` where no document says anything of an invoice.
 */
export async function readInvoiceFile(
  sources: readonly InvoiceSource[],
  fileName: string,
): Promise<InvoiceFile> {
  const sorted = sources.toSorted((one, other) => TRUST.indexOf(one.kind) - TRUST.indexOf(other.kind));
  const file: InvoiceFile = { invoices: [], attachments: [], findings: [] };
  const byNumber = new Map<string, FoundInvoice>();
  const isSingle = sources.length === 1;
  for (const source of sorted) {
    if (source.kind === 'pdf') file.attachments.push(source.name);
    else if (source.kind === 'other') file.findings.push(unread(source.name));
    else {
      const found = await invoicesOf(source, isSingle ? {} : { file: source.name });
      if (found.length === 0 && !isSingle) file.findings.push(unread(source.name));
      for (const each of found) addForm(file, byNumber, each, source.name);
    }
  }
  if (file.invoices.length === 0 && file.attachments.length === 0)
    throw new Refusal(refusalFor(sources), {}, { file: fileName });
  return file;
}

async function invoicesOf(
  source: Exclude<InvoiceSource, { kind: 'pdf' | 'other' }>,
  place: { file?: string },
) {
  if (source.kind === 'table') return readListInvoices(source.file).map(readInvoice);
  if (source.kind === 'ofd') return (await readOfdInvoices(source.ofd, place)).map(readInvoice);
  return isXbrl(source.root) ? [] : readXmlInvoices(source.root, place).map(readInvoice);
}

function unread(name: string): Finding {
  return { severity: 'warn', code: 'invoices.document_unread', params: { name }, place: { file: name } };
}

function addForm(
  file: InvoiceFile,
  byNumber: Map<string, FoundInvoice>,
  each: FoundInvoice,
  name: string,
): void {
  const key = each.invoice.number === null ? null : numberText(each.invoice.number);
  const known = key === null ? undefined : byNumber.get(key);
  if (known) compareForms(known, each, name);
  else {
    file.invoices.push(each);
    if (key !== null) byNumber.set(key, each);
  }
}

/** The same number once more: another form of the invoice, or another invoice under a number that is taken. */
function compareForms(known: FoundInvoice, again: FoundInvoice, name: string): void {
  const field = differingField(known.invoice, again.invoice);
  const params = { number: again.numberText, name };
  known.findings.push({
    severity: field === null ? 'info' : 'error',
    code: field === null ? 'invoices.form_skipped' : 'invoices.forms_differ',
    params,
    place: again.place,
  });
}

function refusalFor(sources: readonly InvoiceSource[]): string {
  const isBooking = sources.some(source => source.kind === 'xml' && isXbrl(source.root));
  return isBooking ? 'invoices.xbrl' : 'invoices.not_invoice';
}
