import type { Budget } from './budget.ts';
import { ByteSink } from './byte-sink.ts';
import { COLON, LESS, MORE, putXmlText, SLASH, skipMarkup, tagEnd, XmlFeed } from './xml-scan.ts';

const SPACE = 32;
/** Strings that a workbook may list per row of the row limit: enough for text in every column, few enough to hold. */
const STRINGS_PER_ROW = 16;

/** The shared strings of a workbook, as UTF-8 one behind another: string `i` is `bytes[start[i], start[i + 1])`. */
export class SharedStrings {
  count = 0;
  starts = new Uint32Array(1024);
  readonly feed: XmlFeed;
  private readonly sink: ByteSink;
  private readonly budget: Budget;
  private readonly part: string;
  private readonly most: number;
  private inString = false;
  private phonetic = false;

  constructor(part: string, budget: Budget) {
    this.part = part;
    this.budget = budget;
    this.sink = new ByteSink(budget);
    this.most = budget.limits.rows * STRINGS_PER_ROW;
    this.feed = new XmlFeed(part, budget, (bytes, end) => this.consume(bytes, end));
  }

  get bytes(): Uint8Array {
    return this.sink.bytes;
  }

  private consume(bytes: Buffer, end: number): number {
    let at = 0;
    for (;;) {
      while (at < end && bytes[at] !== LESS) at++;
      if (at + 1 >= end) return at;
      const next = this.token(bytes, at, end);
      if (next < 0) return at;
      at = next;
    }
  }

  private token(bytes: Buffer, at: number, end: number): number {
    const second = bytes[at + 1];
    if (second === 33 || second === 63) return skipMarkup(bytes, at, end, this.part, this.budget);
    const after = tagEnd(bytes, at + 1, end);
    if (after < 0) return -1;
    const closing = second === SLASH;
    const name = localName(bytes, closing ? at + 2 : at + 1, after);
    const empty = bytes[after - 2] === SLASH;
    if (name === 'si') {
      if (!closing) this.open();
      if (closing || empty) this.close();
    } else if (name === 'rPh') {
      this.phonetic = !closing && !empty;
    } else if (name === 't' && !closing && !empty && this.inString) {
      return this.text(bytes, after, end);
    }
    return after;
  }

  private text(bytes: Buffer, start: number, end: number): number {
    const close = textEnd(bytes, start, end);
    if (close >= 0 && !this.phonetic) putXmlText(this.sink, bytes, start, close, this.part, this.budget);
    return close;
  }

  private open(): void {
    if (this.count + 2 > this.starts.length) {
      if (this.count >= this.most) {
        throw this.budget.refusal('files.limit_strings', { count: this.count, limit: this.most });
      }
      const wider = new Uint32Array(this.starts.length * 2);
      wider.set(this.starts);
      this.starts = wider;
    }
    this.starts[this.count] = this.sink.length;
    this.inString = true;
    this.phonetic = false;
  }

  private close(): void {
    if (!this.inString) return;
    this.starts[++this.count] = this.sink.length;
    this.inString = false;
  }
}

/** Name of the tag whose name begins at `at`, without its namespace prefix. */
export function localName(bytes: Uint8Array, at: number, end: number): string {
  let name = '';
  for (let index = at; index < end; index++) {
    const byte = bytes[index]!;
    if (byte <= SPACE || byte === MORE || byte === SLASH) break;
    name = byte === COLON ? '' : name + String.fromCharCode(byte);
    if (name.length > 20) break;
  }
  return name;
}

/** Where the text that starts at `start` ends: at the next tag, CDATA and comments included in it; -1 if it is cut. */
export function textEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && bytes[at] !== LESS) at++;
    if (at + 3 > end) return -1;
    if (bytes[at + 1] !== 33) return at;
    const mark = bytes[at + 2] === 91 ? 93 : 45;
    at += 4;
    while (at + 2 < end && !(bytes[at] === mark && bytes[at + 1] === mark && bytes[at + 2] === MORE)) at++;
    if (at + 2 >= end) return -1;
    at += 3;
  }
}
