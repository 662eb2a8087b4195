/**
 * Balances of every account and month in DuckDB's own file. Arguments: file, or file and list and clients (JSON) to make
 * it from. Prints the time of the question, which is asked five times.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { quoted } from '../../peers/duckdb.ts';
import { peer } from '../../peers/peer.ts';
import type { BookData } from '../data.ts';
import { OF_CLIENT, purseNumber, SIDES } from '../sides.ts';

const [path, flow, described] = process.argv.slice(2) as [string, string?, string?];
const { DuckDBInstance } = peer('@duckdb/node-api');
if (flow !== undefined) {
  rmSync(path, { force: true });
  rmSync(`${path}.wal`, { force: true });
}
if (flow === undefined && !existsSync(path)) throw new Error(`${path} is not there`);
const connection = await (await DuckDBInstance.create(path)).connect();
if (flow === undefined) await ask();
else await make(flow, JSON.parse(readFileSync(described!, 'utf8')) as BookData);
connection.closeSync();
process.exit(0);

async function make(from: string, { clientNames }: BookData): Promise<void> {
  const number = (purse: Parameters<typeof purseNumber>[0]) => {
    const at = (OF_CLIENT as readonly string[]).indexOf(purse);
    return at < 0 ? `${purseNumber(purse, 0)}` : `${3 + at} + n * ${OF_CLIENT.length}`;
  };
  const clients = clientNames.map((name, at) => `('${name}', ${at})`).join(', ');
  const sides = Object.entries(SIDES).flatMap(([kind, [debit, credit]]) => [
    `select 0 side, ${number(debit)} acct, * from row where kind = '${kind}'`,
    `select 1 side, ${number(credit)} acct, * replace (-fen as fen) from row where kind = '${kind}'`,
  ]);
  const steps = [
    `create temp table client as select * from (values ${clients}) t(name, n)`,
    `create temp table row as select "类型" kind, n, cast("时间" as timestamp) moment, cast(round("金额(元)" * 100) as bigint) fen
      from read_csv(${quoted(from)}, header = true, types = {'单号': 'varchar', '平台账户ID': 'varchar', '金额(元)': 'decimal(18,2)'})
      join client on name = "客户"`,
    `create table posting as select acct, moment, fen from (${sides.join(' union all ')}) order by moment`,
    'checkpoint',
  ];
  for (const sql of steps) await connection.run(sql);
}

async function ask(): Promise<void> {
  const times: number[] = [];
  let rows: unknown[][] = [];
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    const sql =
      "select acct, date_trunc('month', moment) as month, sum(fen)::bigint as fen from posting group by all order by all";
    rows = await (await connection.runAndReadAll(sql)).getRows();
    times.push(performance.now() - began);
  }
  const sum = (purse: (typeof OF_CLIENT)[number]) => {
    const at = 3 + OF_CLIENT.indexOf(purse);
    return rows
      .filter(([account]) => Number(account) >= 3 && (Number(account) - at) % OF_CLIENT.length === 0)
      .reduce((fen, [, , value]) => fen + Number(value), 0);
  };
  const ms = times.sort((a, b) => a - b)[2];
  console.log(JSON.stringify({ availableFen: sum('available'), onOrderFen: sum('on order'), ms }));
}
