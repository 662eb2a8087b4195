import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { OpeningLine } from '../../src/domain/accounting/events/facts.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { RuleRow } from '../../src/domain/rulebook/types.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { commitImport } from '../../src/services/imports.ts';
import { shippedRules } from '../../src/services/rules.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { ordersByNo, type StoredOrder } from '../../src/store/orders.ts';
import { newBook, placeFor, preview, withClients } from '../imports/desk.ts';

export const RULES: readonly RuleRow[] = shippedRules({
  folder: fileURLToPath(new URL('../../resources/rulebook', import.meta.url)),
});
export const QIANCHUAN = '1700000000000001';
export const DOUPLUS = 'dy10000001';

let serial = 0;
export function callerAt(at: string) {
  serial += 1;
  return { actor: '测试', key: `orders-${serial}`, at };
}

/** A book from May 2026 with one client, its 千川 account and its DOU+ account. */
export async function orderBook(basis: 'flow' | 'orders' = 'orders'): Promise<Connection> {
  const connection = newBook('2026-05');
  await withClients(connection, [
    { code: 'C1', name: '上海木桥商贸有限公司', qianchuan: [QIANCHUAN], douplus: [DOUPLUS], basis },
  ]);
  return connection;
}

const SUIXINTUI_HEAD =
  '订单ID,计划ID,下单时间,抖音号,视频/直播间,营销目标,优化目标,出价方式,投放时长,投放金额,实付金额,优惠券,追加金额,消耗,状态,支付方式,账户ID';
const DOUPLUS_HEAD = '订单ID(task_id),下单时间,抖音号,类型,投放金额,续费次数,消耗,状态';

export interface Line {
  no: string;
  at?: string;
  scene?: '视频' | '直播间';
  hours?: string;
  amount?: string;
  paid?: string;
  coupon?: string;
  topUp?: string;
  spent?: string;
  state: string;
  payment?: string;
  account?: string;
}

export function suixintuiFile(lines: readonly Line[]): string {
  const rows = lines.map(line => {
    const { no, at = '2026-05-10 10:00:00', scene = '视频', hours = '24', amount = '500.00' } = line;
    const {
      paid = amount,
      coupon = '',
      topUp = '',
      spent = '',
      state,
      payment = '',
      account = QIANCHUAN,
    } = line;
    return `${no},${no}1,${at},muqiao,${scene},短视频带货,商品购买,按播放量,${hours},${amount},${paid},${coupon},${topUp},${spent},${state},${payment},${account}`;
  });
  return written('随心推订单.csv', [SUIXINTUI_HEAD, ...rows]);
}

export function douplusFile(lines: readonly Line[]): string {
  const rows = lines.map(line => {
    const { no, at = '2026-05-10 10:00:00', scene = '视频', amount = '500.00', spent = '', state } = line;
    return `${no},${at},${line.account ?? DOUPLUS},${scene},${amount},0,${spent},${state}`;
  });
  return written('DOU+订单.csv', [DOUPLUS_HEAD, ...rows]);
}

function written(name: string, lines: readonly string[]): string {
  const path = placeFor(name);
  writeFileSync(path, `\ufeff${lines.join('\r\n')}\r\n`);
  return path;
}

/** Imports an order list at a moment (UTC). */
export async function importAt(connection: Connection, path: string, at = '2026-05-12T02:00:00Z') {
  const planned = await preview(connection, path);
  const request = { plan: planned.plan, path };
  const done = await commitImport(connection, callerAt(at), request, { rules: RULES });
  return { ...planned, done };
}

export function orderOf(
  connection: Connection,
  no: string,
  product: 'suixintui' | 'douplus' = 'suixintui',
): StoredOrder {
  const order = ordersByNo(connection, product, [no]).get(no);
  expect(order, no).toBeDefined();
  return order!;
}

export function isSound(connection: Connection): void {
  expect(verify(connection).findings).toEqual([]);
}

export const no = (serialNo: number) => `73000100000163${String(75_000 + serialNo)}`;

/** Money of the client at the platform: the same in its 千川 pool and in its DOU+ pool. */
export async function fund(connection: Connection, eachFen: number): Promise<void> {
  const pools = connection.prepareValue('SELECT id FROM pool ORDER BY id').all() as number[];
  const [first, second] = pools;
  const line = (pool: number): OpeningLine[] => [
    { account: { code: '1123.03', pool, bucket: 'prepay' }, side: 'debit', amountFen: eachFen as Fen },
    { account: { code: '2203.02', client: 1 }, side: 'credit', amountFen: eachFen as Fen },
  ];
  await command(
    connection,
    { ...callerAt('2026-05-01T00:00:00Z'), procedure: 'opening', input: null },
    tx => {
      const { legs } = expand({ id: 'E61', lines: [...line(first!), ...line(second!)] }, accountsOf(tx));
      post(tx, { event: 'E61', effectiveOn: '2026-04-30', summary: '期初', legs });
      return null;
    },
  );
}
