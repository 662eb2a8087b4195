import type { Budget } from './budget.ts';
import { decodeText } from './encoding.ts';

/** One element of a small document: local names (prefixes dropped), own text without that of its children. */
export interface XmlNode {
  name: string;
  attributes: Map<string, string>;
  children: XmlNode[];
  text: string;
  /** Line of the start tag, from 1. */
  line: number;
}

const MOST_DEPTH = 64;
const MOST_ELEMENTS = 500_000;
const STEP_ELEMENTS = 10_000;
/** What an element costs beside its text. */
const NODE_BYTES = 200;
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Reads a whole document as a tree, for documents of some thousand elements (e-invoices, parts of an OFD). No document
 * type, no entity but the five of XML and character numbers, no external anything. Throws `files.dtd`,
 * `files.xml_damaged`, `files.xml_entity`, `files.xml_encoding`, `files.xml_deep`, `files.xml_elements`, errors of
 * decoding and the budget's limits.
 */
export function readXmlTree(bytes: Uint8Array, part: string, budget: Budget): XmlNode {
  refuseDeclared(bytes, part, budget);
  const text = new TextDecoder().decode(Uint8Array.from(decodeText(bytes, budget).bytes));
  return new TreeReader(text, part, budget).read();
}

/** The bytes themselves decide between UTF-8, UTF-16 and GB18030; what is declared beyond these is refused. */
function refuseDeclared(bytes: Uint8Array, part: string, budget: Budget): void {
  const head = Buffer.from(bytes.subarray(0, 400)).toString('latin1').replaceAll('\0', '');
  const encoding = /^[^<]{0,3}<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
  if (
    encoding !== undefined &&
    !/^(?:utf-?(?:8|16(?:le|be)?)|us-ascii|gb_?2312(?:-80)?|gbk|gb18030)$/i.test(encoding)
  )
    throw budget.refusal('files.xml_encoding', { part, encoding: encoding.slice(0, 40) });
}

class TreeReader {
  private readonly text: string;
  private readonly part: string;
  private readonly budget: Budget;
  private readonly open: { node: XmlNode; tag: string }[] = [];
  private root: XmlNode | null = null;
  private elements = 0;
  private line = 1;
  private countedTo = 0;

  constructor(text: string, part: string, budget: Budget) {
    this.text = text;
    this.part = part;
    this.budget = budget;
  }

  read(): XmlNode {
    const { text } = this;
    let at = text.startsWith('\ufeff') ? 1 : 0;
    while (at < text.length) {
      const less = text.indexOf('<', at);
      this.addText(at, less < 0 ? text.length : less);
      if (less < 0) break;
      at = this.markup(less);
    }
    if (this.root === null || this.open.length > 0) throw this.damaged(text.length);
    return this.root;
  }

  /** Reads what starts at a `<` and answers where it ends. */
  private markup(at: number): number {
    const { text } = this;
    if (text.startsWith('<?', at)) return this.behind('?>', at + 2);
    if (text.startsWith('<!--', at)) return this.behind('-->', at + 4);
    if (text.startsWith('<![CDATA[', at)) {
      const end = this.behind(']]>', at + 9);
      this.keep(text.slice(at + 9, end - 3), at);
      return end;
    }
    if (text.startsWith('<!', at))
      throw this.budget.refusal('files.dtd', { part: this.part }, { row: this.lineAt(at) });
    return text.startsWith('</', at) ? this.close(at) : this.start(at);
  }

  private close(at: number): number {
    const end = this.behind('>', at + 2);
    const tag = this.text.slice(at + 2, end - 1).trim();
    if (this.open.pop()?.tag !== tag) throw this.damaged(at);
    return end;
  }

  private start(at: number): number {
    const { text } = this;
    const tag = /[^\s/>=<"']+/y;
    tag.lastIndex = at + 1;
    const name = tag.exec(text)?.[0];
    if (name === undefined || !/^[\p{L}_:]/u.test(name)) throw this.damaged(at);
    const node: XmlNode = {
      name: localName(name),
      attributes: new Map(),
      children: [],
      text: '',
      line: this.lineAt(at),
    };
    const end = this.attributes(node, tag.lastIndex);
    this.place(node, at);
    if (text[end] === '/') {
      if (text[end + 1] !== '>') throw this.damaged(end);
      return end + 2;
    }
    this.open.push({ node, tag: name });
    if (this.open.length > MOST_DEPTH) {
      const params = { part: this.part, limit: MOST_DEPTH };
      throw this.budget.refusal('files.xml_deep', params, { row: node.line });
    }
    return end + 1;
  }

  /** Reads attributes up to the `>` or `/` of the tag and answers where that stands. */
  private attributes(node: XmlNode, from: number): number {
    const pattern = /\s+([^\s/>=<"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
    const seen = new Set<string>();
    let at = from;
    for (;;) {
      pattern.lastIndex = at;
      const match = pattern.exec(this.text);
      if (!match) break;
      const [whole, name, double, single] = match;
      if (seen.has(name!)) throw this.damaged(at);
      seen.add(name!);
      const value = this.unescape(double ?? single ?? '', at);
      this.budget.produce(value.length * 2 + NODE_BYTES);
      if (!/^xmlns(?:$|:)/.test(name!)) node.attributes.set(localName(name!), value);
      at += whole.length;
    }
    while (/\s/.test(this.text[at] ?? '')) at++;
    if (this.text[at] !== '>' && this.text[at] !== '/') throw this.damaged(at);
    return at;
  }

  private place(node: XmlNode, at: number): void {
    this.elements += 1;
    if (this.elements % STEP_ELEMENTS === 0) this.budget.step();
    if (this.elements > MOST_ELEMENTS)
      throw this.budget.refusal('files.xml_elements', { part: this.part, limit: MOST_ELEMENTS });
    this.budget.produce(NODE_BYTES);
    const parent = this.open.at(-1)?.node;
    if (parent) parent.children.push(node);
    else if (this.root === null) this.root = node;
    else throw this.damaged(at);
  }

  private addText(from: number, to: number): void {
    if (from < to) this.keep(this.unescape(this.text.slice(from, to), from), from);
  }

  private keep(text: string, at: number): void {
    const node = this.open.at(-1)?.node;
    if (node) {
      this.budget.produce(text.length * 2);
      node.text += text;
    } else if (text.trim() !== '') throw this.damaged(at);
  }

  /** Piece by piece, so that the first bad reference ends it before a million more are looked for. */
  private unescape(text: string, at: number): string {
    let from = text.indexOf('&');
    if (from < 0) return text;
    let plain = text.slice(0, from);
    while (from >= 0) {
      const end = text.indexOf(';', from);
      const name = text.slice(from + 1, end < 0 || end > from + 12 ? from + 12 : end);
      const value = end < 0 || end > from + 12 ? undefined : characterOf(name);
      if (value === undefined) {
        const params = { part: this.part, entity: JSON.stringify(name) };
        throw this.budget.refusal('files.xml_entity', params, { row: this.lineAt(at) });
      }
      from = text.indexOf('&', end);
      plain += value + text.slice(end + 1, from < 0 ? undefined : from);
    }
    return plain;
  }

  private behind(mark: string, from: number): number {
    const at = this.text.indexOf(mark, from);
    if (at < 0) throw this.damaged(from);
    return at + mark.length;
  }

  private damaged(at: number) {
    return this.budget.refusal('files.xml_damaged', { part: this.part }, { row: this.lineAt(at) });
  }

  /** Lines are asked for from the front to the back, so each break is counted once. */
  private lineAt(at: number): number {
    if (at < this.countedTo) return this.line;
    for (
      let next = this.text.indexOf('\n', this.countedTo);
      next >= 0 && next < at;
      next = this.text.indexOf('\n', next + 1)
    )
      this.line += 1;
    this.countedTo = at;
    return this.line;
  }
}

/** What a reference stands for: one of the five names, or a character by its number. */
function characterOf(name: string): string | undefined {
  const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (!code) return NAMED.get(name);
  const point = Number.parseInt(code[1] ?? code[2]!, code[1] === undefined ? 10 : 16);
  const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
