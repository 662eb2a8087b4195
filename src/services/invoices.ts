import { LIMITS, type Limits } from '../domain/table.ts';
import type { NamedFile } from '../files/tables.ts';
import type { InvoiceFile } from '../statements/invoices/inspect.ts';
import { type InvoiceDocument, invoiceDocuments } from './invoices/inspect.ts';

export type { InvoiceDocument } from './invoices/inspect.ts';

export interface InvoiceHooks {
  cancelled?(): boolean;
  limits?: Limits;
}

/**
 * Reads the invoices of a hostile file: e-invoice XML of any dialect, OFD, an archive of them, or an invoice list (CSV,
 * XLSX, XLS). Runs inside a worker thread. Refuses what `openInvoiceSources` and `readInvoiceFile` refuse.
 */
export async function openInvoiceFile(file: NamedFile, hooks: InvoiceHooks = {}): Promise<InvoiceFile> {
  const [{ openInvoiceSources }, { readInvoiceFile }] = await Promise.all([
    import('../files/ofd-open.ts'),
    import('../statements/invoices/inspect.ts'),
  ]);
  const { limits = LIMITS, cancelled } = hooks;
  const sources = await openInvoiceSources(file, { limits, cancelled, password: file.password });
  return await readInvoiceFile(sources, file.name);
}

/** What `invoices inspect` answers: one document per invoice, in the order of the file. */
export async function inspectInvoices(file: NamedFile, hooks: InvoiceHooks = {}): Promise<InvoiceDocument[]> {
  return invoiceDocuments(await openInvoiceFile(file, hooks));
}
