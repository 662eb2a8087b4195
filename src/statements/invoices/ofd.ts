import { readCapital } from '../../domain/invoices/capital.ts';
import { exactOf, fenOfExact, yuanOf } from '../../domain/invoices/exact.ts';
import type { Finding, Place } from '../../domain/refusal.ts';
import type { OfdPackage } from '../../files/ofd.ts';
import type { XmlNode } from '../../files/xml-tree.ts';
import { HEAD_FIELDS, type HeadField } from './fields.ts';
import { OfdPages } from './ofd-pages.ts';
import { moneyText, type RawInvoice } from './raw.ts';
import { isXbrl, readXmlInvoices } from './xml.ts';

/**
 * Reads the invoices of an OFD package: the original attachment (XML) says everything where there is one; else the tags,
 * which point to text objects of the pages; what OFD.xml says itself (CustomData) fills the rest and must agree.
 */
export async function readOfdInvoices(ofd: OfdPackage, place: Place): Promise<RawInvoice[]> {
  const root = await ofd.tree('OFD.xml');
  const attached = await readAttachments(ofd, place);
  const own = readXmlInvoices(customDatas(root), place)[0] ?? null;
  if (attached.length > 1) return attached;
  const pages = new OfdPages(ofd);
  const doubts: Finding[] = [];
  const told = attached[0] ?? (await readTags(ofd, pages, place, doubts));
  const merged = told && own ? merge(told, own) : (told ?? own);
  if (merged === null) return [];
  merged.findings.push(...doubts);
  return [await withPageTexts(merged, pages)];
}

/** Attachments by their list, those named like an invoice first; XBRL tells of the booking and is no invoice. */
async function readAttachments(ofd: OfdPackage, place: Place): Promise<RawInvoice[]> {
  const paths = ofd
    .paths(/(?:^|\/)(?:attach[a-z]*\/.+|original_invoice[^/]*)\.xml$/)
    .filter(path => !path.endsWith('/attachments.xml'))
    .toSorted((one, other) => Number(other.includes('invoice')) - Number(one.includes('invoice')));
  for (const path of paths) {
    const tree = await ofd.tree(path);
    if (isXbrl(tree)) continue;
    const invoices = readXmlInvoices(tree, place);
    if (invoices.length > 0) return invoices;
  }
  return [];
}

/** The CustomData of OFD.xml as one element. */
function customDatas(root: XmlNode): XmlNode {
  const found: XmlNode[] = [];
  const collect = (element: XmlNode) => {
    for (const child of element.children) {
      if (child.name === 'CustomData') found.push(child);
      else collect(child);
    }
  };
  collect(root);
  return { ...root, attributes: new Map(), text: '', children: found };
}

/** The tags with the texts that they point to, read as any other document; what points to nothing is a doubt. */
async function readTags(
  ofd: OfdPackage,
  pages: OfdPages,
  place: Place,
  doubts: Finding[],
): Promise<RawInvoice | null> {
  const paths = ofd.paths(/(?:^|\/)tags?\/.+\.xml$/).filter(path => !path.endsWith('/customtags.xml'));
  for (const path of paths) {
    const lost: string[] = [];
    const tree = await resolved(await ofd.tree(path), pages, lost);
    if (lost.length > 0) {
      const params = { part: path, fields: lost.slice(0, 5).join(', '), count: lost.length };
      doubts.push({ severity: 'warn', code: 'invoices.ofd_text_missing', params, place });
    }
    const invoice = readXmlInvoices(columnsAsLines(tree), place)[0];
    if (invoice) return invoice;
  }
  return null;
}

/** An element that points to text objects gets their texts, joined: one value may be split over several. */
async function resolved(element: XmlNode, pages: OfdPages, lost: string[]): Promise<XmlNode> {
  const references = element.children.filter(({ name }) => name === 'ObjectRef');
  if (references.length > 0) {
    const texts: string[] = [];
    for (const { text, attributes } of references) {
      const found = await pages.text(attributes.get('PageRef') ?? '', text.trim());
      if (found === null) lost.push(element.name);
      else texts.push(found);
    }
    return { ...element, children: [], text: texts.join('') };
  }
  const children: XmlNode[] = [];
  for (const child of element.children) children.push(await resolved(child, pages, lost));
  return { ...element, children };
}

const COLUMNS = ['Item', 'Specification', 'MeasurementDimension', 'Quantity', 'Price', 'Amount'] as const;
const TAX_COLUMNS = ['TaxScheme', 'TaxAmount'] as const;

/**
 * Some tag a table by columns: Item, Item, …, Amount, Amount. They are lines where items, amounts and taxes are equally
 * many; a column with another number of cells (an empty 规格型号 has no object) belongs to no line for sure and is left.
 */
function columnsAsLines(element: XmlNode): XmlNode {
  const byName = Map.groupBy(element.children, ({ name }) => name);
  const count = byName.get('Item')?.length ?? 0;
  const fits = count > 1 && byName.get('Amount')?.length === count;
  if (!fits) return { ...element, children: element.children.map(columnsAsLines) };
  const columns = [...COLUMNS, ...TAX_COLUMNS].filter(name => byName.get(name)?.length === count);
  const lines = byName.get('Item')!.map((item, at) => ({
    ...item,
    name: 'GoodsInfo',
    text: '',
    children: columns.map(name => byName.get(name)![at]!),
  }));
  const others = element.children.filter(
    ({ name }) => !([...COLUMNS, ...TAX_COLUMNS] as readonly string[]).includes(name),
  );
  return { ...element, children: [...others, ...lines] };
}

const MONEY: ReadonlySet<HeadField> = new Set(['net', 'tax', 'gross']);

/** Fills what the first does not say; where both speak they must agree, and the first is believed. */
function merge(told: RawInvoice, own: RawInvoice): RawInvoice {
  const findings: Finding[] = [...told.findings, ...own.findings];
  const head = { ...told.head };
  for (const field of HEAD_FIELDS) {
    const [one, other] = [head[field], own.head[field]];
    if (!other) continue;
    if (!one) head[field] = other;
    else if (!agree(field, one.text, other.text)) {
      const params = { value: one.text, other: other.text };
      findings.push({ severity: 'warn', code: 'invoices.ofd_differs', params, place: told.place });
    }
  }
  return { ...told, head, findings };
}

function agree(field: HeadField, one: string, other: string): boolean {
  if (MONEY.has(field)) {
    const [left, right] = [exactOf(moneyText(one)), exactOf(moneyText(other))];
    return left !== null && right !== null && fenOfExact(left) === fenOfExact(right);
  }
  if (field === 'kind' || field === 'remark') return true;
  const plain = (text: string) =>
    field === 'date' ? text.replace(/\D/g, '').slice(0, 8) : text.normalize('NFKC').replace(/\s/g, '');
  return plain(one) === plain(other);
}

const CAPITALS =
  /(?:[(（]负数?[)）])?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,40}[圆元角分][零壹贰叁肆伍陆柒捌玖角分整正]{0,8}/g;
const TITLES = /(?:电子)?(?:发票)?[(（]?(?:增值税)?(?:电子)?(?:专用|普通)发票/g;

/** Title and capital numerals are told by their words alone: the only such words on the pages are the invoice's. */
async function withPageTexts(invoice: RawInvoice, pages: OfdPages): Promise<RawInvoice> {
  const head = { ...invoice.head };
  const text = (await pages.all()).join('');
  const only = (words: RegExp, fits: (found: string) => boolean) => {
    const found = new Set((text.match(words) ?? []).filter(fits));
    return found.size === 1 ? { text: [...found][0]!, row: null } : undefined;
  };
  head.kind ??= only(TITLES, () => true);
  head.capital ??= only(CAPITALS, found => readCapital(found) !== null);
  const capitalFen = head.capital ? readCapital(head.capital.text) : null;
  if (!head.gross && capitalFen !== null) head.gross = { text: yuanOf(capitalFen), row: null };
  return { ...invoice, head };
}
