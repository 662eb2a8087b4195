import { basename } from 'node:path';
import type { OpenedFile } from '../domain/table.ts';
import { Budget } from './budget.ts';
import { unpackWhole } from './inflate.ts';
import { kindOf } from './kind.ts';
import { isOfd, OfdPackage } from './ofd.ts';
import { type OpenOptions, openFile } from './open.ts';
import { readShared } from './source.ts';
import { isWorkbook } from './xlsx.ts';
import { readXmlTree, type XmlNode } from './xml-tree.ts';
import { readZip, type Zip, type ZipEntry } from './zip.ts';
import { unpackEncrypted } from './zip-password.ts';

/** A document that may hold an invoice, under the name a person knows: the file's, or the archive's entry. */
export type InvoiceSource =
  | { kind: 'xml'; name: string; root: XmlNode }
  | { kind: 'ofd'; name: string; ofd: OfdPackage }
  | { kind: 'table'; name: string; file: OpenedFile }
  /** Kept as an attachment only: a page is a picture of an invoice, not its data. */
  | { kind: 'pdf'; name: string }
  /** Stands beside documents in an archive and was not opened. */
  | { kind: 'other'; name: string };

/** What operating systems put into archives by themselves. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i;
const DOCUMENT = /\.(xml|ofd|pdf)$/i;

/**
 * Opens an e-invoice (XML, OFD, PDF), an archive of them or an invoice list (CSV, XLSX, XLS), told apart by content.
 * Of an archive every document is opened; OFD is the one archive that may stand inside another.
 * Throws only `Refusal`: what `openFile` and `readXmlTree` throw.
 */
export async function openInvoiceSources(
  input: { path: string; name: string },
  options: OpenOptions,
): Promise<InvoiceSource[]> {
  const name = basename(input.name);
  const budget = new Budget(options.limits, name, options.cancelled, options.onProgress);
  const bytes = readShared(input.path, budget);
  const document = await openDocument(bytes, name, budget);
  if (document) return [document];
  if (kindOf(bytes) === 'zip') {
    const zip = readZip(bytes, budget);
    const entries = isWorkbook(zip) ? [] : zip.entries.filter(isFile);
    if (entries.some(({ name }) => DOCUMENT.test(name)))
      return await openEach(zip, entries, options.password, budget);
  }
  return [{ kind: 'table', name, file: await openFile(input, options) }];
}

/** One document by its bytes; null where they are a table or an archive of documents. */
async function openDocument(bytes: Uint8Array, name: string, budget: Budget): Promise<InvoiceSource | null> {
  const kind = kindOf(bytes);
  if (typeof kind === 'object') return kind.foreign === 'PDF' ? { kind: 'pdf', name } : null;
  if (kind === 'zip') {
    const zip = readZip(bytes, budget);
    return isOfd(zip) ? { kind: 'ofd', name, ofd: new OfdPackage(name, zip, budget) } : null;
  }
  if ((kind === 'text' || kind === 'html') && isXml(bytes))
    return { kind: 'xml', name, root: readXmlTree(bytes, name, budget) };
  return null;
}

/** XML begins with a declaration or an element; a web page begins with one of its own. */
function isXml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1_000))
    .toString('utf8')
    .replaceAll('\0', '')
    .replace(/^[^<]{0,3}(?=<)/, '')
    .trimStart();
  if (head.startsWith('<?xml') && !/<html[\s>]/i.test(head)) return true;
  return /^<(?!(?:html|head|meta|body|table|div|tr|!doctype html)[\s>])[!\p{L}_]/iu.test(head);
}

function isFile({ directory, name }: ZipEntry): boolean {
  return !directory && !LITTER.test(name);
}

async function openEach(
  zip: Zip,
  entries: ZipEntry[],
  password: string | undefined,
  budget: Budget,
): Promise<InvoiceSource[]> {
  const sources: InvoiceSource[] = [];
  for (const entry of entries) {
    budget.step();
    if (!DOCUMENT.test(entry.name)) {
      sources.push({ kind: 'other', name: entry.name });
      continue;
    }
    const bytes = entry.encrypted
      ? await unpackEncrypted(zip, entry, password, budget)
      : await unpackWhole(zip, entry, budget);
    const source = bytes.length === 0 ? null : await openDocument(bytes, entry.name, budget);
    sources.push(source ?? { kind: 'other', name: entry.name });
  }
  return sources;
}
