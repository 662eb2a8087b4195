import { formatE5, groupThousands } from '../money.ts';
import type { Finding, Params, Place, Severity } from '../refusal.ts';

/** A sheet as texts: what a CSV or workbook became. Rows are numbered as a person counts them. */
export interface CellTable {
  file?: string;
  sheet?: string;
  records: { row: number; cells: string[] }[];
}

/** One field that a template knows: its own heading first, then other spellings. All normalised. */
export type HeadingNames<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** A header found in a table: which column carries which field, and headings that mean nothing here. */
export interface FoundHeader<Field extends string> {
  /** Index of the header in `records`. */
  at: number;
  columns: Partial<Record<Field, number>>;
  headings: string[];
  unknown: { heading: string; column: number }[];
  doubled: string[];
}

const HEADER_WITHIN_RECORDS = 30;

/** A heading without marks of duty and notes: `*客户名称（必填）` is `客户名称`. */
export function normalHeading(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/[\s*:_]/g, '')
    .toUpperCase();
}

/** The record with most known headings near the top, if it has all of `needed`; else null. */
export function findHeader<Field extends string>(
  table: CellTable,
  names: HeadingNames<Field>,
  needed: readonly Field[],
): FoundHeader<Field> | null {
  let best: FoundHeader<Field> | null = null;
  for (let at = 0; at < Math.min(table.records.length, HEADER_WITHIN_RECORDS); at++) {
    const header = readHeader(table, at, names);
    if (needed.some(field => header.columns[field] === undefined)) continue;
    if (best === null || Object.keys(header.columns).length > Object.keys(best.columns).length) best = header;
  }
  return best;
}

function readHeader<Field extends string>(
  table: CellTable,
  at: number,
  names: HeadingNames<Field>,
): FoundHeader<Field> {
  const cells = table.records[at]!.cells;
  const header: FoundHeader<Field> = { at, columns: {}, headings: cells, unknown: [], doubled: [] };
  const normal = cells.map(normalHeading);
  const taken = new Set<number>();
  for (const field of Object.keys(names) as Field[]) {
    const spelling = names[field].find(name => normal.includes(normalHeading(name)));
    if (spelling === undefined) continue;
    const column = normal.indexOf(normalHeading(spelling));
    if (taken.has(column)) continue;
    taken.add(column);
    header.columns[field] = column;
    if (normal.lastIndexOf(normalHeading(spelling)) !== column) header.doubled.push(cells[column]!);
  }
  normal.forEach((heading, column) => {
    if (heading !== '' && !taken.has(column) && !header.doubled.includes(cells[column]!))
      header.unknown.push({ heading: cells[column]!.trim(), column });
  });
  return header;
}

/** Reads the cells of one record by field, and notes doubts with their place. */
export class RecordReader<Field extends string> {
  readonly findings: Finding[] = [];
  readonly row: number;
  private readonly table: CellTable;
  private readonly header: FoundHeader<Field>;
  private readonly cells: string[];

  constructor(table: CellTable, header: FoundHeader<Field>, at: number) {
    this.table = table;
    this.header = header;
    this.row = table.records[at]!.row;
    this.cells = table.records[at]!.cells;
  }

  /** The cell in one line: NFKC only for spaces, ends trimmed. Empty where the table has no such column. */
  text(field: Field): string {
    return tidy(this.cells[this.header.columns[field] ?? -1] ?? '');
  }

  /** The cell as it stands, for values that line breaks part. */
  raw(field: Field): string {
    return this.cells[this.header.columns[field] ?? -1] ?? '';
  }

  note(severity: Severity, code: string, field: Field, params: Params = {}): void {
    this.findings.push({ severity, code, params, place: this.place(field) });
  }

  place(field: Field): Place {
    const column = this.header.columns[field];
    return {
      ...placeOf(this.table),
      row: this.row,
      column: column === undefined ? undefined : tidy(this.header.headings[column]!),
    };
  }

  get refused(): boolean {
    return this.findings.some(({ severity }) => severity === 'error');
  }
}

export function placeOf(table: CellTable): Place {
  return { file: table.file, sheet: table.sheet || undefined };
}

/** White space of any kind becomes one plain space; ends are trimmed; invisible marks go. */
export function tidy(text: string): string {
  return text
    .replace(/[\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim();
}

/**
 * Several names in one cell, parted by `;` `；` `、` `|` or line breaks. A workbook's line break has become a space, so a
 * space between two Chinese words parts them too, unless one of them is a single character (`张 三` is one name).
 */
export function splitNames(raw: string): string[] {
  const names = raw.split(/[;；、|｜\r\n]+/).flatMap(part => {
    const name = tidy(part);
    const words = name.split(/(?<=\p{Script=Han}|[)）]) (?=\p{Script=Han})/u);
    return words.some(word => [...word].length === 1) ? [words.join('')] : words;
  });
  return unique(names.filter(name => name !== ''));
}

/** Several ids in one cell: as names, and parted by commas, slashes and spaces too, because ids hold none. */
export function splitIds(raw: string): string[] {
  return unique(
    raw
      .normalize('NFKC')
      .split(/[;,、|/\s]+/)
      .map(tidy)
      .filter(id => id !== ''),
  );
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}

/** A word of a cell as one of several values; null if it is none of them. */
export function wordOf<Value extends string>(
  text: string,
  words: Readonly<Record<Value, readonly string[]>>,
): Value | null {
  const normal = text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  for (const value of Object.keys(words) as Value[]) if (words[value].includes(normal)) return value;
  return null;
}

/** A record without any text. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every(cell => tidy(cell) === '');
}

/** Exact decimal text of an amount in 分 for a sentence: 123456 → "1,234.56". */
export function fenText(fen: number): string {
  return groupThousands(formatE5(BigInt(fen) * 1000n));
}
