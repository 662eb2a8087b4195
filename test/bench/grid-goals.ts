import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DESK_PARTS } from '../../src/contract/dashboard.ts';
import { DESK_CHARTS } from '../../src/domain/desk-charts.ts';
import type { BookData } from './book/data.ts';
import { postedBook } from './book/programs.ts';
import { type Goal, type Job, MILLION, type Results, SIZES } from './goals.ts';
import { runOnce } from './measure.ts';
import { BENCH, type Contender, node, target } from './programs.ts';

/** Windows, counts and sums over a posted book, each program timing its answers in process. */

const table = (data: BookData) => target(`grids-${data.rows}.csv`);
const questions = (data: BookData) => `${table(data)}.json`;
const book = (data: BookData) => target(`year-${data.rows}.duizhang`);
const tables = new Set<string>();

/** The book, and its rows as a plain table for the peers; made once. */
async function prepare(data: BookData): Promise<void> {
  const path = await postedBook(data);
  if (tables.has(table(data))) return;
  await runOnce(node('table', join(BENCH, 'product/grids-table.ts'), [path, table(data)]));
  tables.add(table(data));
}

const ordersTable = (data: BookData) => target(`orders-${data.rows}.csv`);
const ordersBook = (data: BookData) => target(`orders-${data.rows}.duizhang`);

/** A book with so many orders, and the same orders as a plain table; made once. */
async function prepareOrders(data: BookData): Promise<void> {
  const path = ordersTable(data);
  if (tables.has(path)) return;
  const args = [data.clients, String(data.rows), ordersBook(data), path];
  await runOnce(node('orders', join(BENCH, 'product/orders-table.ts'), args));
  tables.add(path);
  tables.add(ordersBook(data));
}

/** Takes away what the run made. */
export function removeTables(): void {
  for (const path of tables)
    for (const end of ['', '.json', '-wal', '-shm']) rmSync(path + end, { force: true });
}

function contender(
  name: string,
  needs: Contender['needs'],
  script: string,
  files: (data: BookData) => string[],
  make = prepare,
): Contender<BookData> {
  return {
    name,
    needs,
    program: data => ({ ...node(name, join(BENCH, script), files(data)), before: () => make(data) }),
  };
}

const ordersQuestions = (data: BookData) => `${ordersTable(data)}.json`;
const ORDERS: Contender<BookData>[] = [
  contender(
    'ours',
    null,
    'product/orders-grid.ts',
    data => [ordersBook(data), ordersQuestions(data)],
    prepareOrders,
  ),
  contender(
    'DuckDB',
    'duckdb',
    'peers/duckdb-orders.ts',
    data => [ordersTable(data), ordersQuestions(data)],
    prepareOrders,
  ),
];

const GRIDS: Contender<BookData>[] = [
  contender('ours', null, 'product/grids.ts', data => [book(data), questions(data)]),
  contender('DuckDB', 'duckdb', 'peers/duckdb-grids.ts', data => [table(data), questions(data)]),
  contender('objects', null, 'product/grids-objects.ts', data => [table(data), questions(data)]),
];

/** The desk needs the book alone; it has no peer. */
const DESK: Contender<BookData>[] = [
  contender(
    'ours',
    null,
    'product/desk.ts',
    data => [book(data)],
    async data => {
      await postedBook(data);
    },
  ),
];

/** What a program told of one kind of question. */
function ms(results: Results | null, name: string, what: string, of: 'median' | 'p95'): number | null {
  const answer = results?.get(name)?.answer;
  return answer ? ((JSON.parse(answer).ms[what]?.[of] as number | undefined) ?? null) : null;
}

function over(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}

function spent(id: string, what: string, of: 'median' | 'p95', asked: string, most: number): Goal {
  const figure = (results: Results) => ms(results, 'ours', asked, of);
  return { id, what: `${what}, ${of}, ms`, rows: MILLION, most, figure };
}

/** A tile of the desk comes at once. */
const TILE_MS = 200;
const TILES = [...DESK_PARTS.map(part => `lines ${part}`), ...DESK_CHARTS.map(chart => `chart ${chart}`)];

export const GRID_JOBS: Job<BookData>[] = [
  {
    name: 'the desk of a book',
    sizes: SIZES,
    contenders: DESK,
    truth: () => null,
    goals: TILES.map(tile => spent('D1', `tile of the desk: ${tile}`, 'p95', tile, TILE_MS)),
  },
  {
    name: 'grids of a book',
    sizes: SIZES,
    contenders: GRIDS,
    truth: () => null,
    goals: [
      spent('G1', 'a window', 'p95', 'window', 0.5),
      {
        id: 'G1',
        what: 'a window: times faster than DuckDB',
        rows: MILLION,
        least: 25,
        figure: results =>
          over(ms(results, 'DuckDB', 'window', 'median'), ms(results, 'ours', 'window', 'median')),
      },
      {
        id: 'G1',
        what: 'a window: times faster than sorting objects',
        rows: MILLION,
        least: 100,
        figure: results =>
          over(ms(results, 'objects', 'window', 'median'), ms(results, 'ours', 'window', 'median')),
      },
      spent('G2', 'a jump to row 500,000', 'median', 'jump', 5),
      {
        id: 'G2',
        what: 'a jump against DuckDB',
        rows: MILLION,
        most: 0.1,
        figure: results =>
          over(ms(results, 'ours', 'jump', 'median'), ms(results, 'DuckDB', 'jump', 'median')),
      },
      {
        id: 'G3',
        what: 'text contains against DuckDB',
        rows: MILLION,
        most: 0.2,
        figure: results =>
          over(ms(results, 'ours', 'contains', 'median'), ms(results, 'DuckDB', 'contains', 'median')),
      },
      {
        id: 'G3',
        what: 'a sort without an index against DuckDB',
        rows: MILLION,
        most: 6,
        figure: results =>
          over(ms(results, 'ours', 'sort', 'median'), ms(results, 'DuckDB', 'sort', 'median')),
      },
      spent('G4', 'count and sums by an index', 'p95', 'sums, index', 15),
      spent('G4', 'count and sums by a scan', 'median', 'sums, scan', 90),
      {
        id: 'G5',
        what: 'a window: against 10,000 rows, each tenfold',
        rows: MILLION,
        most: 2,
        grows: true,
        figure: (results, smaller) =>
          over(ms(results, 'ours', 'window', 'median'), ms(smaller, 'ours', 'window', 'median')),
      },
    ],
  },
  {
    name: 'grid of orders',
    sizes: SIZES,
    contenders: ORDERS,
    truth: () => null,
    goals: [
      spent('G1', 'orders: a window', 'p95', 'window', 0.5),
      {
        id: 'G1',
        what: 'orders: a window: times faster than DuckDB',
        rows: MILLION,
        least: 25,
        figure: results =>
          over(ms(results, 'DuckDB', 'window', 'median'), ms(results, 'ours', 'window', 'median')),
      },
      spent('G2', 'orders: a jump to row 500,000', 'median', 'jump', 5),
      {
        id: 'G2',
        what: 'orders: a jump against DuckDB',
        rows: MILLION,
        most: 0.1,
        figure: results =>
          over(ms(results, 'ours', 'jump', 'median'), ms(results, 'DuckDB', 'jump', 'median')),
      },
      {
        id: 'G3',
        what: 'orders: number contains against DuckDB',
        rows: MILLION,
        most: 6,
        figure: results =>
          over(ms(results, 'ours', 'contains', 'median'), ms(results, 'DuckDB', 'contains', 'median')),
      },
      {
        id: 'G3',
        what: 'orders: a sort without an index against DuckDB',
        rows: MILLION,
        most: 6,
        figure: results =>
          over(ms(results, 'ours', 'sort', 'median'), ms(results, 'DuckDB', 'sort', 'median')),
      },
      spent('G4', 'orders: count and sums by an index', 'p95', 'sums, index', 15),
      spent('G4', 'orders: count and sums by a scan', 'median', 'sums, scan', 90),
    ],
  },
];
