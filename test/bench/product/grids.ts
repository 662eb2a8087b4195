/** The grids of a posted book as the page asks them, in process. Arguments: book, questions as JSON. */
import { readFileSync } from 'node:fs';
import type { GridFilter, GridSort } from '../../../src/domain/grid.ts';
import { openConnection } from '../../../src/store/dialect/sqlite.ts';
import { openGrid } from '../../../src/store/grids/open.ts';
import { questionsOf, Times, WINDOW_ROWS } from './grids-questions.ts';

const ROUNDS = 200;
const [book, about] = process.argv.slice(2) as [string, string];
const { rows, cases, accounts } = JSON.parse(readFileSync(about, 'utf8'));
const asked = questionsOf(rows, cases, accounts, ROUNDS);
const connection = openConnection(book, { readOnly: true });
const everybody = { kind: 'all' } as const;
const open = (name: string) => openGrid(connection, everybody, name);
const journal = open('book:journal');
const times = new Times();
const all = { query: { filter: [], sort: [] }, except: [] };
const page = (filter: GridFilter = [], sort: GridSort[] = [], from = 0) =>
  journal.window({ filter, sort }, from, WINDOW_ROWS);
const sums = (filter: GridFilter) => journal.totals({ query: { filter, sort: [] }, except: [] });

const totals = await times.measure('sums of all', () => journal.totals(all));
page();
for (let at = 0; at < ROUNDS; at++) {
  await times.measure('window', () => page([], [{ column: 'day', descending: true }], at * 5));
  const since: GridFilter = [{ kind: 'between', column: 'day', from: asked.days[at]!, to: null }];
  sums(since);
  await times.measure('window', () => page(since));
  await times.measure('window', () => page([{ kind: 'in', column: 'case', values: [asked.cases[at]!] }]));
  const { id, from } = asked.accounts[at]!;
  const ledger = open(`book:ledger:${id}`);
  await times.measure('open ledger', () => ledger.window(all.query, 0, WINDOW_ROWS));
  await times.measure('window', () => ledger.window(all.query, from, WINDOW_ROWS));
  await times.measure('jump', () => page([], [], asked.jumpTo + at * 10));
}
for (let at = 0; at < 24; at++) {
  const { from, to } = asked.months[at]!;
  // A bound of its own for each round: nothing that was found before answers it.
  const month: GridFilter = [{ kind: 'between', column: 'day', from: `${from.slice(0, 8)}${10 + at}`, to }];
  await times.measure('sums, index', () => sums(month));
  const word = asked.words[at]!;
  await times.measure('sums, scan', () =>
    sums([{ kind: 'between', column: 'amount', from: at * 1_000, to: null }]),
  );
  const filter: GridFilter = [{ kind: 'contains', column: 'content', text: word }];
  await times.measure('contains', () => open('book:rows:1').window({ filter, sort: [] }, 0, WINDOW_ROWS));
  await times.measure('sort', () => page([], [{ column: 'amount', descending: at % 2 === 0 }], at));
}
for (const { id } of asked.accounts.slice(0, 24)) {
  const filter: GridFilter = [
    { kind: 'between', column: 'day', from: '2025-02-03', to: `2025-11-${10 + (id % 18)}` },
  ];
  await times.measure('sums, index', () =>
    open(`book:ledger:${id}`).totals({ query: { filter, sort: [] }, except: [] }),
  );
}
connection.close();
console.log(
  JSON.stringify({
    transfers: totals.count,
    sumFen: Math.round(Number(totals.sums.amount) * 100),
    ms: times.summary(),
  }),
);
