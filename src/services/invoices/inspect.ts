import { yuanOf } from '../../domain/invoices/exact.ts';
import { numberText } from '../../domain/invoices/number.ts';
import type { InvoiceKind, InvoiceParty } from '../../domain/invoices/types.ts';
import type { Finding } from '../../domain/refusal.ts';
import type { InvoiceFile } from '../../statements/invoices/inspect.ts';
import type { FoundInvoice } from '../../statements/invoices/raw.ts';

export interface InvoiceLineDocument {
  name: string | null;
  spec: string | null;
  unit: string | null;
  quantity: string | null;
  price: string | null;
  net: string | null;
  /** As a share of the net amount: `6%`, or the word that stands there. */
  rate: string | null;
  tax: string | null;
}

/**
 * One invoice as plain data. Amounts are decimals in 元 (`"1060.00"`); a line's are as the file has them. Null: the file
 * does not say. `number` is 20 digits, or `code-number` of an older invoice.
 */
export interface InvoiceDocument {
  number: string | null;
  date: string | null;
  kind: InvoiceKind | null;
  net: string | null;
  tax: string | null;
  gross: string | null;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  lines: InvoiceLineDocument[];
  /** Null for a blue invoice; else the blue invoice that it reverses and the 红字确认单, as far as they are named. */
  red: { blue: string | null; confirmation: string | null } | null;
  findings: Finding[];
}

const EMPTY: Omit<InvoiceDocument, 'findings'> = {
  number: null,
  date: null,
  kind: null,
  net: null,
  tax: null,
  gross: null,
  seller: { name: '', taxNo: '' },
  buyer: { name: '', taxNo: '' },
  lines: [],
  red: null,
};

/** One document per invoice, what speaks of the whole file with the first; a PDF alone is a document that says nothing. */
export function invoiceDocuments({ invoices, attachments, findings }: InvoiceFile): InvoiceDocument[] {
  const kept = attachments.map(
    (name): Finding => ({
      severity: invoices.length === 0 ? 'error' : 'info',
      code: invoices.length === 0 ? 'invoices.pdf_only' : 'invoices.pdf_kept',
      params: { name },
      place: {},
    }),
  );
  const ofFile = [...findings, ...kept];
  if (invoices.length === 0) return [{ ...EMPTY, findings: ofFile }];
  return invoices.map((found, at) => documentOf(found, at === 0 ? ofFile : []));
}

function documentOf({ invoice, findings }: FoundInvoice, ofFile: readonly Finding[]): InvoiceDocument {
  const { number, date, kind, netFen, taxFen, grossFen, seller, buyer, red } = invoice;
  return {
    number: number && numberText(number),
    date,
    kind,
    net: netFen === null ? null : yuanOf(netFen),
    tax: taxFen === null ? null : yuanOf(taxFen),
    gross: grossFen === null ? null : yuanOf(grossFen),
    seller,
    buyer,
    lines: invoice.lines.map(({ name, spec, unit, quantity, price, net, rate, tax }) => ({
      name: name || null,
      spec: spec || null,
      unit: unit || null,
      quantity: quantity || null,
      price: price || null,
      net: net || null,
      rate: rate || null,
      tax: tax || null,
    })),
    red: red && { blue: red.blue && numberText(red.blue), confirmation: red.confirmationNo },
    findings: [...ofFile, ...findings],
  };
}
