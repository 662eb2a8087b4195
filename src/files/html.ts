import { isUtf8 } from 'node:buffer';
import { Parser } from 'htmlparser2';
import type { Finding } from '../domain/refusal.ts';
import type { OpenedFile } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { bufferOver, type Decoded, decodeAs, decodeText } from './encoding.ts';
import { SheetBuilder } from './sheet-builder.ts';
import { lostCharacters } from './text.ts';

const CHUNK_BYTES = 2 ** 18;
const MOST_SPAN = 65_535;
const MOST_DEPTH = 100;
const BREAKS = new Set(['br', 'p', 'div', 'li']);
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'title']);

/**
 * Reads the tables of a web page, which many systems serve as `.xls`; each table is a sheet, one inside another a
 * sheet of its own. Scripts do not run, styles say nothing. Throws `files.no_table` and the errors of decoding.
 */
export function readHtml(raw: Uint8Array, name: string, budget: Budget): OpenedFile {
  const { bytes, encoding } = decodeHtml(raw, budget);
  const reader = new TableReader(budget);
  const sheets = reader
    .read(bytes)
    .map(builder => builder.finish(false, false))
    .filter(sheet => sheet.rowCount > 0);
  if (sheets.length === 0) throw budget.refusal('files.no_table');
  const findings: Finding[] = sheets.flatMap(sheet => lostCharacters(sheet, name));
  if (reader.cut)
    findings.push({ severity: 'warn', code: 'files.table_cut', params: {}, place: { file: name } });
  return { name, container: 'html', encoding, archiveEntry: null, sheets, findings };
}

function decodeHtml(raw: Uint8Array, budget: Budget): Decoded {
  const head = Buffer.from(raw.subarray(0, 4096)).toString('latin1');
  const charset = /<meta[^>]*charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
  const marked = raw[0] === 0xff || raw[0] === 0xfe || raw[0] === 0xef;
  if (marked || charset === undefined || isUtf8(raw) || /^utf-?(8|16)/i.test(charset)) {
    return decodeText(raw, budget);
  }
  return decodeAs(raw, charset, budget);
}

/** One table being read: where its next cell goes, and what cells from above still reach down. */
class Table {
  readonly builder: SheetBuilder;
  line = 0;
  column = 0;
  text: string | null = null;
  colspan = 1;
  rowspan = 1;
  private readonly reach: Uint16Array;

  constructor(builder: SheetBuilder, columns: number) {
    this.builder = builder;
    this.reach = new Uint16Array(columns);
  }

  openRow(): void {
    this.closeRow();
    this.builder.openRow(++this.line);
    this.column = 0;
  }

  closeRow(): void {
    this.closeCell();
    this.builder.closeRow();
    if (this.line === 0) return;
    for (let column = 0; column < this.reach.length; column++) {
      if (this.reach[column]! > 0) this.reach[column]!--;
    }
  }

  openCell(colspan: number, rowspan: number): void {
    this.closeCell();
    if (this.line === 0) this.openRow();
    while (this.column < this.reach.length && this.reach[this.column]! > 0) this.column++;
    this.text = '';
    this.colspan = colspan;
    this.rowspan = rowspan;
  }

  closeCell(): void {
    if (this.text === null) return;
    const text = this.text.replace(/[ \t\r\n\f]+/g, ' ').replace(/^ | $/g, '');
    this.text = null;
    if (text !== '') {
      this.builder.openCell(this.column);
      this.builder.text(text);
      this.builder.closeCell();
    }
    const end = Math.min(this.column + this.colspan, this.reach.length);
    for (let column = this.column; column < end; column++) this.reach[column] = this.rowspan;
    this.column += this.colspan;
  }
}

class TableReader {
  private readonly budget: Budget;
  private readonly builders: SheetBuilder[] = [];
  private readonly open: Table[] = [];
  private silent = 0;
  /** The page ended inside a table: the download may have broken off. */
  cut = false;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  read(bytes: Uint8Array): SheetBuilder[] {
    const parser = new Parser({
      onopentag: (name, attributes) => this.openTag(name, attributes),
      ontext: text => this.text(text),
      onclosetag: name => this.closeTag(name),
    });
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const buffer = bufferOver(bytes);
    for (let at = 0; at < buffer.length; at += CHUNK_BYTES) {
      this.budget.step();
      this.budget.progress(at, buffer.length);
      parser.write(decoder.decode(buffer.subarray(at, at + CHUNK_BYTES), { stream: true }));
    }
    this.cut = this.open.length > 0;
    parser.end();
    while (this.open.length > 0) this.closeTag('table');
    return this.builders;
  }

  private openTag(name: string, attributes: Record<string, string>): void {
    if (SILENT.has(name)) this.silent++;
    const table = this.open.at(-1);
    if (name === 'table') this.openTable();
    else if (!table) return;
    else if (name === 'tr') table.openRow();
    else if (name === 'td' || name === 'th')
      table.openCell(span(attributes.colspan), span(attributes.rowspan));
    else if (BREAKS.has(name)) this.text(' ');
  }

  private text(text: string): void {
    const table = this.open.at(-1);
    if (this.silent > 0 || !table || table.text === null) return;
    table.text += text;
  }

  private closeTag(name: string): void {
    if (SILENT.has(name) && this.silent > 0) this.silent--;
    const table = this.open.at(-1);
    if (!table) return;
    if (name === 'td' || name === 'th') table.closeCell();
    else if (name === 'tr') table.closeCell();
    else if (BREAKS.has(name)) this.text(' ');
    else if (name === 'table') {
      table.closeRow();
      this.open.pop();
    }
  }

  private openTable(): void {
    if (this.open.length >= MOST_DEPTH) throw this.budget.refusal('files.limit_parts', this.tooDeep());
    const builder = new SheetBuilder(this.budget, String(this.builders.length + 1));
    this.builders.push(builder);
    this.budget.parts(this.builders.length);
    this.open.push(new Table(builder, this.budget.limits.columns));
  }

  private tooDeep(): { count: number; limit: number } {
    return { count: this.open.length + 1, limit: MOST_DEPTH };
  }
}

function span(value: string | undefined): number {
  const number = Number.parseInt(value ?? '1', 10);
  return number >= 1 ? Math.min(number, MOST_SPAN) : 1;
}
