/**
 * Makes a book with many orders, and the same orders as a plain table for peers. Arguments: client list, number of
 * orders, book, CSV. And beside the table, as JSON, the clients and accounts that questions are about.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { DOUPLUS_STATES, SUIXINTUI_STATES } from '../../../src/domain/orders/states.ts';
import { closeBench, makeBook, openBench } from '../book/product/book.ts';
import { seeded } from '../dice.ts';

const SEED = 20_261_121;
const ROWS_AT_ONCE = 10_000;
const FIRST_NO = 7_300_000_000_000_000_000n;
const GOALS = ['商品购买', '提升粉丝', '主页浏览量', '直播间人气', '私信咨询', '点赞评论'];
const AMOUNTS_YUAN = [100, 100, 200, 300, 500, 1_000];
const COLUMNS = [
  ...['id', 'product', 'order_no', 'platform_account', 'client', 'scene', 'goal', 'state', 'placed_on'],
  ...['amount_fen', 'paid_fen', 'spent_fen', 'finality', 'payment', 'flagged', 'told_by', 'standing'],
];

const [clients, count, book, csv] = process.argv.slice(2) as [string, string, string, string];
await makeBook(book, clients);
const connection = openBench(book);
const accounts = connection.prepareRaw('SELECT id, client, kind FROM platform_account ORDER BY id').all() as [
  number,
  number,
  string,
][];
const dice = seeded(SEED);
const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)]!;
const insert = connection.prepare(
  `INSERT INTO promo_order (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
);
const file = openSync(csv, 'w');
writeSync(file, `${COLUMNS.join(',')}\n`);
for (let first = 0; first < Number(count); first += ROWS_AT_ONCE) {
  connection.exec('BEGIN IMMEDIATE');
  const lines: string[] = [];
  for (let at = first; at < Math.min(first + ROWS_AT_ONCE, Number(count)); at++) {
    const row = orderAt(at);
    insert.run(...row);
    lines.push(`${row.map(value => value ?? '').join(',')}\n`);
  }
  connection.exec('COMMIT');
  writeSync(file, lines.join(''));
}
closeSync(file);
writeFileSync(
  `${csv}.json`,
  JSON.stringify({
    rows: Number(count),
    cases: [...Array(2_000).keys()].map(at => orderNo(Math.floor((at * Number(count)) / 2_000))),
    accounts: accounts.map(([id, client]) => ({
      id,
      client,
      rows: Math.floor(Number(count) / accounts.length),
    })),
  }),
);
closeBench(connection);

function orderNo(at: number): string {
  return String(FIRST_NO + BigInt(at) * 7_919n);
}

function orderAt(at: number): (string | number | null)[] {
  const [account, client, kind] = pick(accounts);
  const product = kind === 'douplus' ? 'douplus' : 'suixintui';
  const amountFen = pick(AMOUNTS_YUAN) * 100;
  const spentFen = dice() < 0.1 ? null : Math.floor(dice() * amountFen);
  const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(dice() * 365))).toISOString().slice(0, 10);
  return [
    ...[at + 1, product, orderNo(at), account, client, pick(['video', 'live']), pick(GOALS)],
    ...[pick(product === 'douplus' ? DOUPLUS_STATES : SUIXINTUI_STATES), day, amountFen, amountFen, spentFen],
    ...[
      spentFen === null ? null : pick(['provisional', 'reported']),
      'pool',
      dice() < 0.02 ? 1 : 0,
      'file',
      1,
    ],
  ];
}
