/**
 * The floor: one prepared insert a row, three calls a transaction, no invariant. Arguments: file, clients (JSON), database.
 * Prints rows and what is available and on order.
 */
import { readFileSync } from 'node:fs';
import { openSqlite } from '../../product/rows.ts';
import type { BookData } from '../data.ts';
import { OF_CLIENT, PLAIN_SCHEMA, purseNumber, SIDES } from '../sides.ts';
import { readFlow } from './rows.ts';

const [flow, described, path] = process.argv.slice(2) as [string, string, string];
const { clientNames } = JSON.parse(readFileSync(described, 'utf8')) as BookData;
const clients = new Map(clientNames.map((name, at) => [name, at]));
const database = openSqlite(path);
for (const pragma of ['journal_mode=wal', 'synchronous=normal', 'foreign_keys=on'])
  database.exec(`pragma ${pragma}`);
database.exec(PLAIN_SCHEMA);
const account = database.prepare('insert into account values (?)');
for (let id = 1; id <= 2 + clients.size * OF_CLIENT.length; id++) account.run(id);
const txn = database.prepare('insert into txn values (?, ?, ?, ?, ?)');
const posting = database.prepare('insert into posting(txn, acct, ts, amt) values (?, ?, ?, ?)');
const sums = { available: 0, 'on order': 0 } as Record<string, number>;
let rows = 0;
database.exec('begin');
readFlow(flow, ({ second, kind, no, client, fen, memo }) => {
  const sides = SIDES[kind];
  const owner = clients.get(client);
  if (!sides || owner === undefined) throw new Error(`not known: ${kind} ${client}`);
  const [debit, credit] = sides;
  txn.run(++rows, kind + no, second, kind, memo);
  posting.run(rows, purseNumber(debit, owner), second, fen);
  posting.run(rows, purseNumber(credit, owner), second, -fen);
  sums[debit]! += fen;
  sums[credit]! -= fen;
});
database.exec('commit');
database.close();
console.log(JSON.stringify({ rows, availableFen: sums.available, onOrderFen: sums['on order'] }));
