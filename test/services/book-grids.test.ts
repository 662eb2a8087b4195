import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridQuery } from '../../src/domain/grid.ts';
import {
  bookGridColumns,
  bookGridLocate,
  bookGridTotals,
  bookGridValues,
  bookGridWindow,
  exportBookGrid,
} from '../../src/services/book-grids.ts';
import { type TestBook, texts } from '../reports/book.ts';
import { gridBook } from '../store/grids/book.ts';

const ALL = { kind: 'all' } as const;
const NOTHING: GridQuery = { filter: [], sort: [] };
const HOOKS = { cancelled: () => false, onProgress: () => undefined };

let book: TestBook;
beforeAll(async () => {
  book = await gridBook(5);
});
afterAll(() => book.close());

describe('a grid of the book', () => {
  it('answers by its name', () => {
    const { connection } = book;
    const page = bookGridWindow(connection, ALL, 'book:journal', { query: NOTHING, from: 0, count: 5 });
    expect(page.rows).toHaveLength(5);
    expect(bookGridColumns(connection, ALL, 'book:journal').map(({ key }) => key)).toContain('debit_party');
    expect(bookGridTotals(connection, ALL, 'book:journal', { query: NOTHING, except: [] }).count).toBe(
      page.total,
    );
    const events = bookGridValues(connection, ALL, 'book:journal', { column: 'event', query: NOTHING });
    expect(events.reduce((sum, { count }) => sum + count, 0)).toBe(page.total);
    const { id } = page.rows[3]!;
    expect(bookGridLocate(connection, ALL, 'book:journal', { query: NOTHING, id })).toEqual({ index: 3 });
    expect(bookGridLocate(connection, ALL, 'book:journal', { query: NOTHING, id: '999999' })).toEqual({
      index: null,
    });
  });

  it('keeps parameters of texts with the row and out of the columns', () => {
    const { connection } = book;
    const { rows } = bookGridWindow(connection, ALL, 'book:plan:1', { query: NOTHING, from: 0, count: 1 });
    expect(rows[0]!.values.params).toBe('{"name":"丁店"}');
    expect(bookGridColumns(connection, ALL, 'book:plan:1').map(({ key }) => key)).not.toContain('params');
  });
});

async function exported(grid: string, keys: string[], query: GridQuery): Promise<string[]> {
  const { connection } = book;
  const path = book.path('out.csv');
  const request = {
    grid,
    selection: { query, except: [] },
    sort: query.sort,
    columns: keys.map(key => ({ key, heading: key })),
    format: 'csv' as const,
    name: 'x',
    path,
    catalogue: texts('zh').catalogue,
  };
  await exportBookGrid(connection, ALL, request, HOOKS);
  return readFileSync(path, 'utf8').replace('\uFEFF', '').trimEnd().split(/\r?\n/);
}

describe('an export', () => {
  it('has the rows in the order of the grid, words for codes, and the sums below', async () => {
    const query: GridQuery = {
      filter: [{ kind: 'in', column: 'event', values: ['E17', 'E48'] }],
      sort: [{ column: 'amount', descending: true }],
    };
    const { connection } = book;
    const { rows, total } = bookGridWindow(connection, ALL, 'book:journal', { query, from: 0, count: 1_000 });
    const [heading, ...lines] = await exported(
      'book:journal',
      ['day', 'event', 'debit_name', 'amount'],
      query,
    );
    expect(heading).toBe('day,event,debit_name,amount');
    expect(lines).toHaveLength(total + 1);
    const words: Record<string, string> = { E17: '充值付款', E48: '退还客户' };
    for (const [at, { values }] of rows.entries())
      expect(lines[at]!.startsWith(`${values.day},${words[String(values.event)]},`)).toBe(true);
    const { sums } = bookGridTotals(connection, ALL, 'book:journal', { query, except: [] });
    expect(lines.at(-1)!.endsWith(`,${sums.amount}`)).toBe(true);
  });

  it('fills texts from their rows and has no sum of balances', async () => {
    const reasons: GridQuery = {
      filter: [{ kind: 'in', column: 'reason', values: ['imports.client_unknown'] }],
      sort: [],
    };
    const lines = await exported('book:plan:1', ['reason'], reasons);
    expect(lines[1]).toBe('账套里没有客户“丁店”，请先建客户或加别名');
    const account = book.connection.prepareValue("SELECT id FROM account WHERE code = '1002'").get();
    const ledger = await exported(
      `book:ledger:${account}`,
      ['day', 'debit', 'credit', 'side', 'balance'],
      NOTHING,
    );
    expect(ledger.at(-1)).toMatch(/^[^,]*,[\d.-]+,[\d.-]+,,$/);
  });
});

describe('words of the catalogue', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => readFileSync(join('src', name), 'utf8'));
  const found = (pattern: RegExp) => [
    ...new Set(sources.flatMap(source => [...source.matchAll(pattern)].map(([, word]) => word!))),
  ];

  it('name every procedure of the log and every reason of a ticket', () => {
    const procedures = found(/procedure: '([a-z]+\.[A-Za-z]+)'/g);
    const reasons = found(/\bticket\([^)]*'([A-Z_]{4,})'/g);
    expect(procedures.length).toBeGreaterThan(15);
    expect(reasons).toContain('MISS_BOOK');
    const codes = [
      ...procedures.map(name => `bookgrid.procedure.${name}`),
      ...reasons.map(reason => `bookgrid.ticket.${reason}`),
    ];
    expect(codes.filter(code => !(code in texts('zh').catalogue))).toEqual([]);
  });
});
