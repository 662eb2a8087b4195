/** The same windows, counts and sums of orders from a table in DuckDB. Arguments: CSV, questions as JSON. */
import { readFileSync } from 'node:fs';
import { questionsOf, Times, WINDOW_ROWS } from '../product/grids-questions.ts';
import { quoted } from './duckdb.ts';
import { peer } from './peer.ts';

const ROUNDS = 40;
const [csv, about] = process.argv.slice(2) as [string, string];
const { rows, cases, accounts } = JSON.parse(readFileSync(about, 'utf8'));
const asked = questionsOf(rows, cases, accounts, ROUNDS);
const { DuckDBInstance } = peer('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const run = async (sql: string): Promise<unknown[][]> => (await connection.runAndReadAll(sql)).getRows();
await run(`create table t as select * from read_csv(${quoted(csv)}, header = true, types = {
  'id': 'bigint', 'order_no': 'varchar', 'placed_on': 'date', 'amount_fen': 'bigint', 'paid_fen': 'bigint',
  'spent_fen': 'bigint'})`);
const times = new Times();
const NEWEST = 'placed_on desc, id desc';
const window = (where: string, order = NEWEST, from = 0) =>
  run(`select * from t ${where} order by ${order} limit ${WINDOW_ROWS} offset ${from}`);
const sums = (where: string) =>
  run(`select count(*), sum(amount_fen), sum(paid_fen), sum(spent_fen) from t ${where}`);

const [[orders, sumFen]] = (await times.measure('sums of all', () => sums(''))) as [[bigint, unknown]];
for (let at = 0; at < ROUNDS; at++) {
  await times.measure('window', () => window('', NEWEST, at * 5));
  await times.measure('window', () => window(`where placed_on >= '${asked.days[at]}'`));
  await times.measure('window', () => window(`where platform_account = ${asked.accounts[at]!.id}`));
  await times.measure('jump', () => window('', NEWEST, asked.jumpTo + at * 10));
}
for (let at = 0; at < 24; at++) {
  const { from, to } = asked.months[at]!;
  await times.measure('sums, index', () => sums(`where placed_on between '${from}' and '${to}'`));
  await times.measure('sums, scan', () => sums(`where amount_fen >= ${at}`));
  await times.measure('contains', () => window(`where contains(order_no, '${asked.cases[at]!.slice(8)}')`));
  await times.measure('sort', () =>
    window('', at % 2 === 0 ? 'spent_fen desc, id' : 'spent_fen nulls last, id', at),
  );
}
console.log(JSON.stringify({ orders: Number(orders), sumFen: Number(sumFen), ms: times.summary() }));
