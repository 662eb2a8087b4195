import type { Finding } from '../domain/refusal.ts';
import type { Sheet } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { SheetBuilder } from './sheet-builder.ts';
import { PLAIN, plainNumber, serialText } from './spreadsheet-values.ts';
import { localName, type SharedStrings, textEnd } from './xlsx-strings.ts';
import { COLON, LESS, MORE, putXmlText, SLASH, skipMarkup, tagEnd, XmlFeed } from './xml-scan.ts';

const SPACE = 32;
const EQUALS = 61;
const EXACT_DIGITS = 15;
const MOST_NUMBER_BYTES = 100;
const [C, F, R, S, T, V] = [99, 102, 114, 115, 116, 118];

/** What a sheet's cells need from the rest of the workbook. */
export interface WorkbookFacts {
  strings: SharedStrings | null;
  /** Kind of number format (`DATE`, `TIME` …) of each cell style. */
  styleKinds: Uint8Array;
  dates1904: boolean;
  file: string;
}

/** Reads `<sheetData>` while it is being unpacked; what the part says of its own size is ignored. */
export class XlsxSheetReader {
  readonly feed: XmlFeed;
  private readonly builder: SheetBuilder;
  private readonly facts: WorkbookFacts;
  private readonly budget: Budget;
  private readonly part: string;
  private readonly name: string;
  private inData = false;
  private done = false;
  private line = 0;
  private column = -1;
  private inRow = false;
  /** The cell in hand: type (first letter; `i` inline, `x` formula text), style, pieces of text. */
  private type = 0;
  private style = 0;
  private readonly pieceStart: number[] = [];
  private readonly pieceEnd: number[] = [];
  private formula = false;
  private formulasWithoutValue = 0;
  private firstWithoutValue: { sheet: string; row: number; column: number } | null = null;

  constructor(part: string, sheetName: string, facts: WorkbookFacts, budget: Budget) {
    this.part = part;
    this.name = sheetName;
    this.facts = facts;
    this.budget = budget;
    this.builder = new SheetBuilder(budget, sheetName);
    this.feed = new XmlFeed(part, budget, (bytes, end) => this.consume(bytes, end));
  }

  finish(hidden: boolean): { sheet: Sheet; findings: Finding[] } {
    this.feed.finish();
    if (this.inData && !this.done) throw this.budget.refusal('files.xml_damaged', { part: this.part });
    const findings: Finding[] = [];
    if (this.firstWithoutValue) {
      findings.push({
        severity: 'warn',
        code: 'files.formula_without_value',
        params: { count: this.formulasWithoutValue },
        place: { file: this.facts.file, ...this.firstWithoutValue },
      });
    }
    return { sheet: this.builder.finish(hidden, this.facts.dates1904), findings };
  }

  private consume(bytes: Buffer, end: number): number {
    let at = 0;
    while (!this.done) {
      while (at < end && bytes[at] !== LESS) at++;
      if (at + 3 >= end) return Math.min(at, end);
      const isCell = this.inRow && bytes[at + 1] === C && (bytes[at + 2]! <= SPACE || bytes[at + 2] === MORE);
      const next = isCell ? this.cell(bytes, at + 2, end) : this.tag(bytes, at, end);
      if (next < 0) return at;
      at = next;
    }
    return end;
  }

  private tag(bytes: Buffer, at: number, end: number): number {
    const second = bytes[at + 1];
    if (second === 33 || second === 63) return skipMarkup(bytes, at, end, this.part, this.budget);
    const after = tagEnd(bytes, at + 1, end);
    if (after < 0) return -1;
    const closing = second === SLASH;
    const empty = !closing && bytes[after - 2] === SLASH;
    const name = localName(bytes, closing ? at + 2 : at + 1, after);
    if (name === 'row' && this.inData) {
      if (!closing) this.openRow(bytes, at + 1, after);
      if (closing || empty) this.closeRow();
    } else if (name === 'sheetData') {
      this.inData = true;
      this.done = closing || empty;
    } else if (name === 'c' && this.inRow && !closing) {
      let from = at + 1;
      while (bytes[from]! > SPACE && bytes[from] !== MORE && bytes[from] !== SLASH) from++;
      return this.cell(bytes, from, end);
    }
    return after;
  }

  private openRow(bytes: Buffer, from: number, end: number): void {
    if (this.inRow) this.closeRow();
    this.line = rowNumber(bytes, from, end) ?? this.line + 1;
    this.builder.openRow(this.line);
    this.column = -1;
    this.inRow = true;
  }

  private closeRow(): void {
    this.builder.closeRow();
    this.inRow = false;
  }

  /** Reads a whole cell from behind its name; nothing is kept unless all of it is there. */
  private cell(bytes: Buffer, from: number, end: number): number {
    this.type = 110;
    this.style = 0;
    const before = this.column;
    this.column = before + 1;
    let at = this.attributes(bytes, from, end);
    if (at > 0 && bytes[at - 2] === SLASH) return at;
    if (at > 0) at = this.content(bytes, at, end);
    if (at < 0) this.column = before;
    return at;
  }

  /** Reads `r`, `s` and `t`; returns the index behind the tag. */
  private attributes(bytes: Buffer, from: number, end: number): number {
    let at = from;
    for (;;) {
      while (at < end && (bytes[at]! <= SPACE || bytes[at] === SLASH)) at++;
      if (at >= end) return -1;
      if (bytes[at] === MORE) return at + 1;
      const nameAt = at;
      while (at < end && bytes[at] !== EQUALS && bytes[at] !== MORE) at++;
      const nameLength = at - nameAt;
      at++;
      while (at < end && bytes[at]! <= SPACE) at++;
      const quote = bytes[at];
      if (at >= end) return -1;
      if (quote !== 34 && quote !== 39) throw this.budget.refusal('files.xml_damaged', { part: this.part });
      const start = ++at;
      while (at < end && bytes[at] !== quote) at++;
      if (at >= end) return -1;
      if (nameLength === 1) this.attribute(bytes[nameAt]!, bytes, start, at);
      at++;
    }
  }

  private attribute(name: number, bytes: Buffer, start: number, end: number): void {
    if (name === R) {
      let column = 0;
      for (let at = start; at < end && at < start + 4; at++) {
        const letter = bytes[at]! | 32;
        if (letter < 97 || letter > 122) break;
        column = column * 26 + letter - 96;
      }
      if (column > 0) this.column = column - 1;
    } else if (name === S) {
      this.style = digits(bytes, start, end);
    } else if (name === T) {
      // `s` shared, `str` formula text: told apart by length; the rest by the first letter.
      this.type = bytes[start] === S && end - start > 1 ? 120 : bytes[start]!;
    }
  }

  /** Collects `<v>` or the `<t>` runs up to `</c>`; returns the index behind it. */
  private content(bytes: Buffer, from: number, end: number): number {
    this.pieceStart.length = 0;
    this.pieceEnd.length = 0;
    this.formula = false;
    let phonetic = false;
    let at = from;
    for (;;) {
      while (at < end && bytes[at] !== LESS) at++;
      if (at + 3 >= end) return -1;
      const second = bytes[at + 1]!;
      const third = bytes[at + 2]!;
      if (second === SLASH) {
        const after = third === C && bytes[at + 3] === MORE ? at + 4 : tagEnd(bytes, at, end);
        if (after < 0) return -1;
        const name = third === C && bytes[at + 3] === MORE ? 'c' : localName(bytes, at + 2, after);
        if (name === 'rPh') phonetic = false;
        if (name === 'c') {
          this.commit(bytes);
          return after;
        }
        at = after;
        continue;
      }
      if (second === 33 || second === 63) {
        at = skipMarkup(bytes, at, end, this.part, this.budget);
        if (at < 0) return -1;
        continue;
      }
      const after = third === MORE ? at + 3 : tagEnd(bytes, at + 1, end);
      if (after < 0) return -1;
      const name = third === MORE ? second : letterOf(localName(bytes, at + 1, after));
      const empty = bytes[after - 2] === SLASH;
      at = after;
      if (name === F) this.formula = true;
      if (name === PHONETIC) phonetic = !empty;
      if (empty || (name !== V && name !== T)) continue;
      const close = textEnd(bytes, after, end);
      if (close < 0) return -1;
      if (!phonetic && close > after) {
        this.pieceStart.push(after);
        this.pieceEnd.push(close);
      }
      at = close;
    }
  }

  private commit(bytes: Buffer): void {
    if (this.pieceStart.length === 0) {
      if (this.formula) {
        this.formulasWithoutValue++;
        this.firstWithoutValue ??= { sheet: this.name, row: this.line, column: this.column + 1 };
      }
      return;
    }
    const { builder } = this;
    const start = this.pieceStart[0]!;
    const end = this.pieceEnd[0]!;
    if (this.type === S) {
      this.shared(bytes, start, end);
      return;
    }
    builder.openCell(this.column);
    if (this.type === 110) {
      this.number(bytes, start, end);
    } else if (this.type === 98) {
      builder.ascii(bytes[start] === 49 || (bytes[start]! | 32) === T ? 'TRUE' : 'FALSE');
    } else if (this.type === 100) {
      builder.text(
        latin(bytes, start, end)
          .replace(/^(.{10})T/, '$1 ')
          .replace(/(\.0+)?Z?$/, ''),
      );
    } else {
      for (let piece = 0; piece < this.pieceStart.length; piece++) {
        putXmlText(builder, bytes, this.pieceStart[piece]!, this.pieceEnd[piece]!, this.part, this.budget);
      }
    }
    builder.closeCell();
  }

  private shared(bytes: Buffer, start: number, end: number): void {
    const { strings } = this.facts;
    const index = digits(bytes, start, end);
    if (!strings || !(index < strings.count)) {
      const place = { sheet: this.name, row: this.line, column: this.column + 1 };
      throw this.budget.refusal('files.shared_string', { index: latin(bytes, start, end) }, place);
    }
    const from = strings.starts[index]!;
    const to = strings.starts[index + 1]!;
    if (from === to) return;
    this.builder.openCell(this.column);
    this.builder.copy(strings.bytes, from, to);
    this.builder.closeCell();
  }

  private number(bytes: Buffer, start: number, end: number): void {
    const { builder } = this;
    if (isPlain(bytes, start, end) && !this.facts.styleKinds[this.style]) {
      builder.copy(bytes, start, end);
      return;
    }
    const text = latin(bytes, start, end);
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) {
      putXmlText(builder, bytes, start, end, this.part, this.budget);
      return;
    }
    const kind = this.facts.styleKinds[this.style] ?? PLAIN;
    const date = kind === PLAIN ? null : serialText(value, kind, this.facts.dates1904);
    builder.ascii(date ?? plainNumber(text));
  }
}

const PHONETIC = 1;

function letterOf(name: string): number {
  if (name === 'rPh') return PHONETIC;
  return name.length === 1 ? name.charCodeAt(0) : 0;
}

/** Whether a number's text is already what `plainNumber` would make of it. */
function isPlain(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  if (length > EXACT_DIGITS) return false;
  let at = start;
  if (bytes[at] === 45) at++;
  if (bytes[at] === 48 && at + 1 < end && bytes[at + 1] !== 46) return false;
  let point = false;
  const first = at;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 46 && !point && at > first) point = true;
    else if (byte < 48 || byte > 57) return false;
  }
  if (at === first) return false;
  const last = bytes[end - 1];
  return point ? last !== 48 && last !== 46 : last !== 48 || bytes[first] !== 48 || first === start;
}

function digits(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  let at = start;
  while (at < end && bytes[at]! <= SPACE) at++;
  if (at === end) return Number.NaN;
  for (; at < end && bytes[at]! > SPACE; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Numbers and dates are ASCII and short; what is longer is no number. */
function latin(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, Math.min(end, start + MOST_NUMBER_BYTES));
}

/** Value of a row's own `r` attribute; null where it has none. */
function rowNumber(bytes: Buffer, from: number, end: number): number | null {
  for (let at = from; at + 3 < end; at++) {
    const byte = bytes[at]!;
    if (byte === 34 || byte === 39) {
      at++;
      while (at < end && bytes[at] !== byte) at++;
    } else if (byte === R && bytes[at + 1] === EQUALS && bytes[at - 1]! <= SPACE && bytes[at - 1] !== COLON) {
      const start = at + 3;
      let close = start;
      while (close < end && bytes[close] !== bytes[at + 2]) close++;
      const line = digits(bytes, start, close);
      return line >= 1 ? line : null;
    }
  }
  return null;
}
