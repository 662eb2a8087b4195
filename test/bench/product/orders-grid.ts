/** The grid of orders as the page asks it, in process. Arguments: book, questions as JSON. */
import { readFileSync } from 'node:fs';
import type { GridFilter, GridSort } from '../../../src/domain/grid.ts';
import { openConnection } from '../../../src/store/dialect/sqlite.ts';
import { openGrid } from '../../../src/store/grids/open.ts';
import { questionsOf, Times, WINDOW_ROWS } from './grids-questions.ts';

const ROUNDS = 200;
const SCANS = 24;
const [book, about] = process.argv.slice(2) as [string, string];
const { rows, cases, accounts } = JSON.parse(readFileSync(about, 'utf8'));
const asked = questionsOf(rows, cases, accounts, ROUNDS);
const connection = openConnection(book, { readOnly: true });
const names = new Map(
  connection.prepareRaw('SELECT id, name FROM platform_account').all() as [number, string][],
);
const orders = openGrid(connection, { kind: 'all' }, 'book:orders');
const times = new Times();
const page = (filter: GridFilter = [], sort: GridSort[] = [], from = 0) =>
  orders.window({ filter, sort }, from, WINDOW_ROWS);
/** Sums of the money columns that the page shows until somebody asks for more. */
const SHOWN = ['amount', 'spent', 'expected', 'paid'];
const sums = (filter: GridFilter) => orders.totals({ query: { filter, sort: [] }, except: [] }, SHOWN);
const ofAccount = (id: number): GridFilter => [{ kind: 'in', column: 'account', values: [names.get(id)!] }];

const totals = await times.measure('sums of all', () => sums([]));
page();
for (let at = 0; at < ROUNDS; at++) {
  await times.measure('window', () => page([], [], at * 5));
  const since: GridFilter = [{ kind: 'between', column: 'placed_on', from: asked.days[at]!, to: null }];
  // The count of a filter goes with its first window; here the window alone is measured.
  sums(since);
  await times.measure('window', () => page(since));
  const own = ofAccount(asked.accounts[at]!.id);
  sums(own);
  await times.measure('window', () => page(own));
  await times.measure('jump', () => page([], [], asked.jumpTo + at * 10));
}
for (let at = 0; at < SCANS; at++) {
  const { from, to } = asked.months[at]!;
  const inMonth: GridFilter = [
    { kind: 'between', column: 'placed_on', from: `${from.slice(0, 8)}${10 + (at % 18)}`, to },
  ];
  await times.measure('sums, index', () => sums(inMonth));
  await times.measure('sums, index', () => sums([...ofAccount(asked.accounts[at]!.id), ...inMonth]));
  await times.measure('sums, scan', () =>
    sums([{ kind: 'between', column: 'amount', from: at * 1_000, to: null }]),
  );
  const word = asked.cases[at]!.slice(8);
  await times.measure('contains', () => page([{ kind: 'contains', column: 'order_no', text: word }]));
  await times.measure('sort', () => page([], [{ column: 'spent', descending: at % 2 === 0 }], at));
}
connection.close();
console.log(
  JSON.stringify({
    orders: totals.count,
    sumFen: Math.round(Number(totals.sums.amount) * 100),
    ms: times.summary(),
  }),
);
