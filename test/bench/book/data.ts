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
import { join } from 'node:path';
import { BENCH_FOLDER } from '../data.ts';
import { digits, seeded, timeText, yuan } from '../dice.ts';

const DATA_VERSION = 'book-1';
const CLIENTS = 200;
const YEAR_SECONDS = 365 * 86_400;
const SEED = 20_260_601;
/** Files of new rows that follow the year, for P5: one for each round. */
const MORE_FILES = 3;
const MORE_ROWS = 10_000;
const VERSIONS = ['小店随心推', '极速推广', '专业推广'];
const ROUND_YUAN = [100, 100, 200, 300, 500, 1_000];
/** One client in ten gets more credited than the agency pays: a front rebate that every spend releases a part of. */
const REBATE_PER_CENT = 3;

export const FLOW_HEADINGS = [
  '时间',
  '类型',
  '单号',
  '平台账户ID',
  '客户',
  '版本',
  '金额(元)',
  '资金性质',
  '支付方式',
  '备注',
];

/** What a posted year must show. */
export interface BookTruth {
  rows: number;
  /** Money of every pool that is available, and that is on order, in 分. */
  availableFen: number;
  onOrderFen: number;
}

/** A year of an agency in its own list 通用流水, and the list of its clients. */
export interface BookData {
  rows: number;
  flow: string;
  /** The same rows in another file. */
  copy: string;
  clients: string;
  /** Rows of the weeks after. */
  more: string[];
  truth: BookTruth;
  /** The accounts that plain programs post to; see `sidesOf`. */
  clientNames: string[];
}

/** The files of one size; made once, then taken from the temp folder. The same size always gives the same bytes. */
export function bookData(rows: number): BookData {
  const folder = join(BENCH_FOLDER, DATA_VERSION, String(rows));
  const described = join(folder, 'data.json');
  if (!existsSync(described)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(described, JSON.stringify(new Year(rows, folder).make()));
  }
  return JSON.parse(readFileSync(described, 'utf8')) as BookData;
}

interface Client {
  name: string;
  account: string;
  availableFen: number;
  orders: { no: string; fen: number }[];
  rebate: boolean;
}

class Year {
  private readonly random: () => number;
  private readonly folder: string;
  private readonly rows: number;
  private readonly clients: Client[];
  private file: FlowFile;
  private made = 0;
  private serial = 0;

  constructor(rows: number, folder: string) {
    this.rows = rows;
    this.folder = folder;
    this.random = seeded(SEED + rows);
    this.file = new FlowFile(join(folder, '通用流水.csv'));
    this.clients = Array.from({ length: CLIENTS }, (_, at) => ({
      name: `客户${String(at).padStart(3, '0')}商贸有限公司`,
      account: String(1_700_000_000_000_000 + at * 7_919_531),
      availableFen: 0,
      orders: [],
      rebate: at % 10 === 3,
    }));
  }

  make(): BookData {
    const flow = this.file.path;
    this.fill(this.rows);
    const truth = {
      rows: this.rows,
      availableFen: sum(this.clients.map(({ availableFen }) => availableFen)),
      onOrderFen: sum(this.clients.flatMap(({ orders }) => orders.map(({ fen }) => fen))),
    };
    const more = Array.from({ length: MORE_FILES }, (_, at) => {
      this.file = new FlowFile(join(this.folder, `通用流水-${at + 1}.csv`));
      this.fill(this.rows + (at + 1) * MORE_ROWS);
      return this.file.path;
    });
    const copy = join(this.folder, '通用流水-copy.csv');
    writeFileSync(copy, Buffer.concat([Buffer.from('\ufeff'), readFileSync(flow)]));
    const clients = join(this.folder, '客户.csv');
    const listed = this.clients.map(
      ({ name, account }, at) => `C${String(at).padStart(3, '0')},${name},企业,${name},${account}\n`,
    );
    writeFileSync(clients, `客户编号,客户名称,主体类型,主体名称,千川账户ID\n${listed.join('')}`);
    const clientNames = this.clients.map(({ name }) => name);
    return { rows: this.rows, flow, copy, clients, more, truth, clientNames };
  }

  private fill(until: number): void {
    while (this.made < until) this.step(until);
    this.file.close();
  }

  /** One thing that happens, in one row or a few. */
  private step(until: number): void {
    // A third of the clients make most of the orders.
    const client = this.clients[Math.floor(CLIENTS * this.random() ** 2.2)]!;
    const share = this.random();
    if (share < 0.004 && client.availableFen > 200_000) this.withdraw(client);
    else if (share < 0.5 && client.orders.length > 0) this.endOrder(client, until);
    else this.order(client, until);
  }

  private order(client: Client, until: number): void {
    const fen = this.amount();
    if (client.availableFen < fen) {
      this.deposit(client, until);
      if (this.made === until) return;
    }
    // An id that ends in zeros reads like one that a spreadsheet cut short.
    const no = `${digits(this.second())}${String(this.serial++)
      .padStart(4, '0')
      .slice(-4)}1`;
    client.availableFen -= fen;
    client.orders.push({ no, fen });
    this.row('下单', no, client, fen, '账户余额', this.memo());
  }

  /** 收款, 付款 and 充值 of one recharge. */
  private deposit(client: Client, until: number): void {
    const no = `${digits(this.second()).slice(0, 8)}${String(this.serial++).padStart(8, '0')}`;
    const creditedFen = (100_000 + Math.floor(this.random() * 1_000) * 100) * 100;
    const paidFen = client.rebate ? Math.round((creditedFen * 100) / (100 + REBATE_PER_CENT)) : creditedFen;
    this.row('收款', `SK${no}`, client, creditedFen, '对公转账', '');
    if (this.made < until) this.row('付款', `CZ${no}`, client, paidFen, '对公转账', '充值付款');
    if (this.made === until) return;
    client.availableFen += creditedFen;
    this.row('充值', `CZ${no}`, client, creditedFen, '', '');
  }

  /** Mostly all of an order is spent; one in twenty gives a part back. */
  private endOrder(client: Client, until: number): void {
    const at = Math.floor(this.random() * Math.min(3, client.orders.length));
    const order = client.orders[at]!;
    const spentFen =
      this.random() < 0.053 && this.made + 2 <= until
        ? 1 + Math.floor(this.random() * (order.fen - 1))
        : order.fen;
    client.orders.splice(at, 1);
    this.row('消耗', order.no, client, spentFen, '', '');
    if (spentFen === order.fen) return;
    client.availableFen += order.fen - spentFen;
    this.row('退款', order.no, client, order.fen - spentFen, '账户余额', '订单结束，余款退回');
  }

  private withdraw(client: Client): void {
    const fen = (100 + Math.floor(this.random() * 900)) * 100;
    client.availableFen -= fen;
    this.row('提现', `TX${String(this.serial++).padStart(12, '0')}`, client, fen, '', '');
  }

  private amount(): number {
    return this.random() < 0.6
      ? ROUND_YUAN[Math.floor(this.random() * ROUND_YUAN.length)]! * 100
      : 100 + Math.floor(this.random() * 199_900);
  }

  private memo(): string {
    const share = this.random();
    if (share < 0.1) return `新品“视频 ${this.serial}" 加热,"涨粉"`;
    return share < 0.6 ? `视频${this.serial}加热` : '';
  }

  private second(): number {
    return Math.floor((this.made / this.rows) * YEAR_SECONDS);
  }

  private row(kind: string, no: string, client: Client, fen: number, payment: string, memo: string): void {
    const isOrder = kind !== '收款' && kind !== '付款';
    const version = isOrder && kind !== '充值' && kind !== '提现' ? VERSIONS[this.serial % 3]! : '';
    const quoted = /[",]/.test(memo) ? `"${memo.replaceAll('"', '""')}"` : memo;
    this.file.line(
      `${timeText(this.second())},${kind},${no},${isOrder ? client.account : ''},${client.name},${version},${yuan(fen)},非赠款,${payment},${quoted}\r\n`,
    );
    this.made += 1;
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

class FlowFile {
  readonly path: string;
  private readonly file: number;
  private lines: string[] = [`${FLOW_HEADINGS.join(',')}\r\n`];

  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, 'w');
  }

  line(text: string): void {
    this.lines.push(text);
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
