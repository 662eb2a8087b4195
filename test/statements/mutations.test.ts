import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import type { Inspection } from '../../src/domain/statement.ts';
import { RowCursor } from '../../src/files/cursor.ts';
import { encodeGb18030 } from '../../src/files/encode-gb18030.ts';
import { moves } from './banks.fixture.ts';
import { BANK_FORMS } from './banks.forms.ts';
import { inspect, openBytes } from './opened.ts';
import { OWN_FORMS } from './own.forms.ts';

/** Cells of a sheet as they stand, with the index of the header's row. */
interface Table {
  rows: string[][];
  header: number;
}

interface Mutation {
  name: string;
  file: string;
  bytes(table: Table): Uint8Array;
  /** The header's line afterwards, where it moves. */
  header?(table: Table): number;
}

const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: string[][], cell = quote) => rows.map(row => row.map(cell).join(',')).join('\r\n');
const gbk = (text: string) => encodeGb18030(text.replaceAll('¥', '￥'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const mapHeader = ({ rows, header }: Table, change: (cell: string) => string) =>
  rows.map((row, index) => (index === header ? row.map(change) : row));

function book(sheets: Record<string, (string | number)[][]>): Uint8Array {
  const file = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(file, utils.aoa_to_sheet(rows), name);
  return new Uint8Array(write(file, { type: 'buffer', bookType: 'xlsx' }));
}

const typed = (rows: string[][]) =>
  rows.map(row => row.map(cell => (/^\s*-?\d{1,9}\.\d\d\s*$/.test(cell) ? Number(cell) : cell)));

const MUTATIONS: Mutation[] = [
  { name: 'UTF-8', file: 'a.csv', bytes: ({ rows }) => utf8(csv(rows)) },
  { name: 'GB18030', file: 'a.csv', bytes: ({ rows }) => gbk(csv(rows)) },
  {
    name: 'a comma after every line',
    file: 'a.csv',
    bytes: ({ rows }) => utf8(csv(rows.map(row => [...row, '']))),
  },
  {
    name: 'an empty first column',
    file: 'a.csv',
    bytes: ({ rows }) => utf8(csv(rows.map(row => ['', ...row]))),
  },
  {
    name: 'cells padded inside and outside their quotes',
    file: 'a.csv',
    bytes: ({ rows }) => utf8(csv(rows, cell => `"${cell.replaceAll('"', '""')}  \t"\t`)),
  },
  {
    name: 'every cell as ="…"',
    file: 'a.csv',
    bytes: ({ rows }) => utf8(csv(rows, cell => (cell.includes('"') ? quote(cell) : quote(`="${cell}"`)))),
  },
  {
    name: 'full-width brackets in the header',
    file: 'a.csv',
    bytes: table => utf8(csv(mapHeader(table, cell => cell.replaceAll('(', '（').replaceAll(')', '）')))),
  },
  {
    name: 'spaces in the header',
    file: 'a.csv',
    bytes: table =>
      utf8(
        csv(mapHeader(table, cell => (/^[\u4e00-\u9fff]+$/.test(cell) ? `${[...cell].join(' ')}　` : cell))),
      ),
  },
  {
    name: 'blank lines and lines of one space between',
    file: 'a.csv',
    bytes: ({ rows }) => utf8(rows.map(row => csv([row])).join('\r\n \r\n\r\n')),
    header: ({ header }) => header * 3,
  },
  {
    name: 'the preamble padded with commas',
    file: 'a.csv',
    bytes: ({ rows, header }) =>
      utf8(
        csv(
          rows.map((row, at) =>
            at < header ? [...row, ...Array(Math.max(0, rows[header]!.length - row.length)).fill('')] : row,
          ),
        ),
      ),
  },
  {
    name: 'TAB-separated text named .xls',
    file: 'a.xls',
    bytes: ({ rows }) =>
      gbk(rows.map(row => row.map(cell => cell.replaceAll('\t', '')).join('\t')).join('\r\n')),
  },
  {
    name: 'an HTML table named .xls',
    file: 'a.xls',
    bytes: ({ rows }) => {
      const escaped = (cell: string) => cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const body = rows
        .map(row => `<tr>${row.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
        .join('\n');
      return utf8(`<html><head><meta charset="utf-8"></head><body><table>${body}</table></body></html>`);
    },
  },
  { name: 'a workbook of texts', file: 'a.xlsx', bytes: ({ rows }) => book({ 明细: rows }) },
  { name: 'a workbook with typed amounts', file: 'a.xlsx', bytes: ({ rows }) => book({ 明细: typed(rows) }) },
  {
    name: 'a cover sheet and a made-up first row',
    file: 'a.xlsx',
    bytes: ({ rows, header }) =>
      book({
        封面: [['对账资料'], ['请勿外传']],
        明细: [rows[header]!.map((_, at) => `Column${at + 1}`), ...rows],
      }),
    header: ({ header }) => header + 1,
  },
];

const ORDERED: Mutation = {
  name: 'the columns in the other order',
  file: 'a.csv',
  bytes: ({ rows, header }) => {
    const width = Math.max(...rows.slice(header).map(row => row.length));
    const turned = (row: string[]) => [...row, ...Array(width - row.length).fill('')].toReversed();
    return utf8(
      csv(rows.map((row, at) => (at < header || /^\s*[#-]/.test(row[0] ?? '') ? row : turned(row)))),
    );
  },
};
const UNTITLED: Mutation = {
  name: 'without what stands before the header',
  file: 'a.csv',
  bytes: ({ rows, header }) => utf8(csv(rows.slice(header))),
  header: () => 0,
};

const figures = ({
  profile,
  rows,
  income,
  expense,
  neutral,
  closed,
  refundRows,
  firstDate,
  lastDate,
  currency,
}: Inspection) => ({
  profile,
  rows,
  income,
  expense,
  neutral,
  closed,
  refundRows,
  firstDate,
  lastDate,
  currency,
});

async function handled(name: string, bytes: Uint8Array, mutation: Mutation): Promise<void> {
  const printed = await openBytes(name, bytes);
  const before = inspect(printed);
  const sheet = printed.sheets.find(each => each.name === before.sheet)!;
  const cursor = new RowCursor(sheet);
  const rows = Array.from({ length: sheet.rowCount }, (_, record) => {
    cursor.seek(record);
    return cursor.cells();
  });
  const line = before.headerLine!;
  const table = { rows, header: sheet.rowLine ? sheet.rowLine.indexOf(line + 1) : line };
  const after = inspect(await openBytes(mutation.file, mutation.bytes(table)));
  expect(figures(after)).toEqual(figures(before));
  if (mutation.header) expect(after.headerLine).toBe(mutation.header(table));
}

describe.each(BANK_FORMS)('$profile in $file, handled by life', form => {
  test.each([...MUTATIONS, ORDERED])('$name', mutation =>
    handled(form.file, form.print(moves(11, 24, form.refundMemo)), mutation),
  );
});

describe.each(OWN_FORMS)('$profile, handled by life', form => {
  test.each([...MUTATIONS, ORDERED, UNTITLED])('$name', async mutation => {
    const bytes = utf8(form.text);
    expect(inspect(await openBytes('own.csv', bytes)).profile).toBe(form.profile);
    await handled('own.csv', bytes, mutation);
  });
});
