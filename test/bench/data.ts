import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digits, seeded, timeText, yuan } from './dice.ts';
import { openSqlite } from './product/rows.ts';

/** Everything the bench keeps between runs. */
export const BENCH_FOLDER = join(tmpdir(), 'duizhang-bench');
const DATA_VERSION = 'data-2';

/** What a comparison of the two files by order id must find (rule: docstring of `COMPARE_TABS`, 3 days). */
export interface Truth {
  equal: number;
  differing: number;
  leftOnly: number;
  rightOnly: number;
  duplicates: number;
  fuzzy: number;
}

export interface BenchData {
  rows: number;
  /** Our year, and the platform's, which differs in 0.5 % of rows. CSV, UTF-8, CRLF. */
  left: string;
  right: string;
  /** SQLite file with the left rows in `orders(n, id, at, account, kind, fen, memo)`. */
  db: string;
  truth: Truth;
  /** Exact sum of the left amounts in 分. */
  leftFen: number;
}

export const HEADINGS = ['单号', '时间', '平台账户ID', '类型', '金额(元)', '备注'];

const CLIENTS = 200;
const YEAR_SECONDS = 365 * 86_400;
const ROUND_YUAN = [100, 100, 200, 300, 500, 1_000];
const SEED = 20_260_501;

interface Row {
  id: string;
  second: number;
  account: string;
  kind: string;
  fen: number;
  memo: string;
}

/** The files of one size; made once, then taken from the temp folder. The same size always gives the same bytes. */
export function benchData(rows: number): BenchData {
  const folder = join(BENCH_FOLDER, DATA_VERSION, String(rows));
  const described = join(folder, 'data.json');
  if (!existsSync(described)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(described, JSON.stringify(makeFiles(rows, folder)));
  }
  return JSON.parse(readFileSync(described, 'utf8')) as BenchData;
}

function makeFiles(rows: number, folder: string): BenchData {
  const random = seeded(SEED + rows);
  const left = new LineFile(join(folder, 'left.csv'));
  const right = new LineFile(join(folder, 'right.csv'));
  const database = new OrdersFile(join(folder, 'orders.db'));
  const truth: Truth = { equal: 0, differing: 0, leftOnly: 0, rightOnly: 0, duplicates: 0, fuzzy: 0 };
  let leftFen = 0;
  for (let index = 0; index < rows; index++) {
    const row = makeRow(index, rows, random);
    leftFen += row.fen;
    left.row(row);
    database.row(row);
    otherSide(row, index, random, truth, right);
  }
  left.close();
  right.close();
  database.close();
  return { rows, left: left.path, right: right.path, db: database.path, truth, leftFen };
}

function makeRow(index: number, rows: number, random: () => number): Row {
  const second = Math.min(YEAR_SECONDS - 1, Math.floor(((index + random()) / rows) * YEAR_SECONDS));
  // A third of the clients make most of the orders.
  const client = Math.floor(CLIENTS * random() ** 2.2);
  const kind = kindOf(random());
  const fen = amountOf(kind, random);
  return {
    id: digits(second) + String(index).padStart(6, '0').slice(-6),
    second,
    account: String(1_700_000_000_000_000 + client * 7_919_531),
    kind,
    fen,
    memo: memoOf(index, client, random),
  };
}

/** Shares of a real year: mostly orders and their spending, few refunds, deposits and withdrawals. */
function kindOf(share: number): string {
  if (share < 0.483) return '下单';
  if (share < 0.964) return '消耗';
  if (share < 0.99) return '退款';
  return share < 0.996 ? '充值' : '提现';
}

function amountOf(kind: string, random: () => number): number {
  if (kind === '充值') return (1 + Math.floor(random() * 500)) * 100_000;
  const rounded = random() < (kind === '下单' ? 0.6 : 0.3);
  return rounded
    ? ROUND_YUAN[Math.floor(random() * ROUND_YUAN.length)]! * 100
    : 100 + Math.floor(random() * 199_900);
}

function memoOf(index: number, client: number, random: () => number): string {
  const share = random();
  if (share < 0.1) return `客户${client},“视频 ${index}" 加热,"涨粉"`;
  return share < 0.6 ? `视频${index}加热` : '';
}

/** One kind of difference for each of five thousandths of the rows. */
function otherSide(row: Row, index: number, random: () => number, truth: Truth, right: LineFile): void {
  const share = random();
  if (share < 0.001) {
    truth.leftOnly += 1;
    return;
  }
  if (share < 0.002) {
    truth.differing += 1;
    right.row({ ...row, fen: row.fen + 1 + Math.floor(random() * 500) });
    return;
  }
  if (share < 0.003) {
    truth.fuzzy += 1;
    right.row({ ...row, id: `${digits(row.second)}9${String(index).padStart(7, '0')}` });
    return;
  }
  if (share < 0.004) {
    truth.differing += 1;
    const days = (1 + Math.floor(random() * 3)) * (random() < 0.5 ? -1 : 1);
    right.row({ ...row, second: row.second + days * 86_400 });
    return;
  }
  truth.equal += 1;
  right.row(row);
  if (share < 0.005) {
    truth.duplicates += 1;
    right.row(row);
  }
}

class LineFile {
  readonly path: string;
  private readonly file: number;
  private lines: string[] = [`${HEADINGS.join(',')}\r\n`];

  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, 'w');
  }

  row({ id, second, account, kind, fen, memo }: Row): void {
    const quoted = /[",]/.test(memo) ? `"${memo.replaceAll('"', '""')}"` : memo;
    this.lines.push(`${id},${timeText(second)},${account},${kind},${yuan(fen)},${quoted}\r\n`);
    if (this.lines.length === 5_000) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, this.lines.join(''));
    this.lines = [];
  }
}

class OrdersFile {
  readonly path: string;
  private readonly database: ReturnType<typeof openSqlite>;
  private readonly insert: ReturnType<ReturnType<typeof openSqlite>['prepare']>;

  constructor(path: string) {
    this.path = path;
    this.database = openSqlite(path);
    this.database.exec(
      'create table orders(n integer primary key, id text, at text, account text, kind text, fen integer, memo text) strict; begin',
    );
    this.insert = this.database.prepare(
      'insert into orders(id, at, account, kind, fen, memo) values (?, ?, ?, ?, ?, ?)',
    );
  }

  row({ id, second, account, kind, fen, memo }: Row): void {
    this.insert.run(id, timeText(second), account, kind, fen, memo);
  }

  close(): void {
    this.database.exec('commit; vacuum');
    this.database.close();
  }
}
