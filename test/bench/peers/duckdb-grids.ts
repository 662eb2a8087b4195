/** The same windows, counts and sums from a table in DuckDB. Arguments: CSV, questions as JSON. */
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
await run(`create table t as select * from read_csv(${quoted(csv)}, header = true, quote = '"', escape = '"', columns = {
  id: 'bigint', day: 'date', batch: 'bigint', event: 'varchar', debit: 'bigint', credit: 'bigint', amount: 'bigint',
  case_no: 'varchar', memo: 'varchar'})`);
const times = new Times();
const window = (where: string, order: string, from = 0) =>
  run(`select * from t ${where} order by ${order} limit ${WINDOW_ROWS} offset ${from}`);
const sums = (where: string) => run(`select count(*), sum(amount) from t ${where}`);

const [[transfers, sumFen]] = (await times.measure('sums of all', () => sums(''))) as [[bigint, unknown]];
for (let at = 0; at < ROUNDS; at++) {
  await times.measure('window', () => window('', 'day desc, id', at * 5));
  await times.measure('window', () => window(`where day >= '${asked.days[at]}'`, 'day, id'));
  await times.measure('window', () => window(`where case_no = ${quoted(asked.cases[at]!)}`, 'day, id'));
  const { id, from } = asked.accounts[at]!;
  await times.measure('window', () => window(`where debit = ${id} or credit = ${id}`, 'day, id', from));
  await times.measure('jump', () => window('', 'day, id', asked.jumpTo + at * 10));
}
for (let at = 0; at < 24; at++) {
  const { from, to } = asked.months[at]!;
  await times.measure('sums, index', () => sums(`where day between '${from}' and '${to}'`));
  await times.measure('sums, scan', () => sums(`where amount >= ${at}`));
  await times.measure('contains', () => window(`where contains(lower(memo), '${asked.words[at]}')`, 'id'));
  await times.measure('sort', () => window('', at % 2 === 0 ? 'amount desc, id' : 'amount, id', at));
}
console.log(JSON.stringify({ transfers: Number(transfers), sumFen: Number(sumFen), ms: times.summary() }));
