import type { Finding, Place } from '../../domain/refusal.ts';
import type { XmlNode } from '../../files/xml-tree.ts';
import {
  ambiguousRate,
  fieldKey,
  type HeadField,
  headField,
  type LineField,
  lineField,
  type Party,
  partyOf,
} from './fields.ts';
import type { RawInvoice, RawLine } from './raw.ts';

/** A named text of an element: a leaf child, an attribute, or a pair of name and value. */
interface Leaf {
  name: string;
  text: string;
  row: number;
}

/** A remark has some hundred characters; what is longer is cut, so that no doubt about it fills a screen. */
const MOST_TEXT = 2_000;
const clipped = (text: string) => text.trim().slice(0, MOST_TEXT);

/** Elements whose attributes or texts name the field: `<CustomData Name="发票号码">…</CustomData>`. */
const NAMING = new Set(['name', 'key', 'label', 'field', 'fieldname', '名称', '字段']);
const VALUING = new Set(['value', 'text', 'content', '值']);

/**
 * Reads every invoice of a document in any dialect: the official EInvoice and others with the same names, eInvoice 2019
 * of OFD, Chinese names, pinyin initials; as elements or attributes, parties nested or not. An empty list: the document
 * says nothing that an invoice says.
 */
export function readXmlInvoices(root: XmlNode, place: Place): RawInvoice[] {
  const invoices = invoiceElements(root).map(element => new InvoiceElement(element, place).read());
  return invoices.filter(({ head, lines }) => head.number !== undefined || (head.gross && lines.length > 0));
}

/** An XBRL instance tells how an invoice was booked: it is no invoice. */
export function isXbrl({ name }: XmlNode): boolean {
  return /^xbrl$/i.test(name);
}

/** A document of many invoices repeats one element that holds a number each; any other is one invoice. */
function invoiceElements(root: XmlNode): XmlNode[] {
  for (let level = root; ; level = level.children[0]!) {
    const same = Map.groupBy(level.children, ({ name }) => name);
    const repeated = [...same.values()].find(group => group.length > 1 && group.every(holdsNumber));
    if (repeated) return repeated;
    if (level.children.length !== 1) return [root];
  }
}

function holdsNumber(element: XmlNode): boolean {
  return (
    leavesOf(element).some(({ name }) => headField(name, null)?.field === 'number') ||
    element.children.some(child => child.children.length > 0 && holdsNumber(child))
  );
}

class InvoiceElement {
  private readonly element: XmlNode;
  private readonly place: Place;
  private readonly ranks = new Map<HeadField, number>();
  private readonly head: RawInvoice['head'] = {};
  private readonly lines: RawLine[] = [];
  private readonly findings: Finding[] = [];

  constructor(element: XmlNode, place: Place) {
    this.element = element;
    this.place = place;
  }

  read(): RawInvoice {
    this.walk(this.element, null, {});
    return { place: this.place, head: this.head, lines: this.lines, findings: this.findings };
  }

  /** `inherited`: what the element around tells of the lines inside it (the item of an ItemDetail). */
  private walk(element: XmlNode, party: Party | null, inherited: RawLine['texts']): void {
    const leaves = leavesOf(element);
    const texts = { ...inherited, ...lineTexts(leaves) };
    const isHead = element === this.element;
    const inner = element.children.filter(isInner);
    if (!isHead && isLine(texts, inner)) {
      this.lines.push({ texts: withInner(texts, inner), row: element.line });
      return;
    }
    const carried = !isHead && texts.name !== undefined && party === null ? texts : {};
    if (texts.name === undefined || isHead || !inner.some(child => holdsAmount(child)))
      for (const leaf of leaves) this.take(leaf, party, element.name);
    for (const child of inner) this.walk(child, partyOf(child.name) ?? party, carried);
  }

  private take({ name, text, row }: Leaf, party: Party | null, around: string): void {
    const meaning = leafMeaning(name, party, around);
    if (meaning === null || text === '') return;
    const { field, rank } = meaning;
    const known = this.head[field];
    const knownRank = this.ranks.get(field) ?? Number.POSITIVE_INFINITY;
    if (known && field === 'kind') {
      known.text = `${known.text} ${text}`;
      return;
    }
    if (known && rank === knownRank && known.text !== text && field !== 'remark') {
      const params = { name, value: known.text, other: text };
      this.findings.push({
        severity: 'warn',
        code: 'invoices.value_twice',
        params,
        place: { ...this.place, row },
      });
    }
    if (rank >= knownRank) return;
    this.head[field] = { text, row };
    this.ranks.set(field, rank);
  }
}

/** The labels of EInvoice's head: which label it is stands in the element around. */
function leafMeaning(name: string, party: Party | null, around: string) {
  const key = fieldKey(name);
  const label = fieldKey(around);
  if (key === 'labelcode') return label === 'inissutype' ? { field: 'isBlue' as const, rank: 0 } : null;
  if (key === 'labelname' && label !== 'generalorspecialvat' && label !== 'einvoicetype') return null;
  return headField(name, party);
}

function leavesOf(element: XmlNode): Leaf[] {
  const leaves: Leaf[] = [];
  for (const [name, text] of element.attributes)
    leaves.push({ name, text: clipped(text), row: element.line });
  for (const child of element.children) {
    if (child.children.length > 0) continue;
    const pair = pairOf(child);
    if (pair) leaves.push(pair);
    else if (!isInner(child)) leaves.push({ name: child.name, text: clipped(child.text), row: child.line });
  }
  return leaves;
}

function pairOf(element: XmlNode): Leaf | null {
  let name = '';
  let value = clipped(element.text);
  for (const [attribute, text] of element.attributes) {
    const key = fieldKey(attribute);
    if (NAMING.has(key)) name = text;
    else if (VALUING.has(key)) value = clipped(text);
  }
  const isKnown = name !== '' && (headField(name, null) ?? lineField(name)) !== null;
  return isKnown ? { name, text: value, row: element.line } : null;
}

/** An element that holds others, or says what it says in attributes. */
function isInner(element: XmlNode): boolean {
  if (element.children.length > 0) return true;
  if (element.text.trim() !== '' || pairOf(element) !== null) return false;
  return [...element.attributes.keys()].some(name => headField(name, null) ?? lineField(name));
}

function lineTexts(leaves: readonly Leaf[]): RawLine['texts'] {
  const texts: Partial<Record<LineField, string>> = {};
  const ranks = new Map<LineField, number>();
  for (const { name, text } of leaves) {
    if (text === '') continue;
    const sl = ambiguousRate(name, text);
    const meaning = sl ? { field: sl, rank: 9 } : lineField(name);
    if (!meaning || meaning.rank >= (ranks.get(meaning.field) ?? Number.POSITIVE_INFINITY)) continue;
    texts[meaning.field] = text;
    ranks.set(meaning.field, meaning.rank);
  }
  return texts;
}

/** A line names an item and says its amount, itself or in one element inside. */
function isLine(texts: RawLine['texts'], inner: readonly XmlNode[]): boolean {
  if (texts.name === undefined) return false;
  const details = inner.filter(holdsAmount);
  return texts.net !== undefined ? details.length === 0 : details.length === 1 && !namesItem(details[0]!);
}

function holdsAmount(element: XmlNode): boolean {
  return lineTexts(leavesOf(element)).net !== undefined;
}

function namesItem(element: XmlNode): boolean {
  return lineTexts(leavesOf(element)).name !== undefined;
}

function withInner(texts: RawLine['texts'], inner: readonly XmlNode[]): RawLine['texts'] {
  return Object.assign({}, ...inner.map(child => lineTexts(leavesOf(child))), texts);
}
