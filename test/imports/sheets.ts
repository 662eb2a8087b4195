import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { waitingCases } from '../../src/store/imports-open.ts';
import { balances, newBook, placeFor, withClients } from './desk.ts';

export const CLIENT = {
  code: 'C1',
  name: '上海木桥商贸有限公司',
  rebatePpm: 30_000,
  qianchuan: ['1700000000000001'],
  douplus: ['dy10000001'],
};
export const OTHER = { code: 'C2', name: '苏州石桥服饰有限公司', qianchuan: ['1700000000000002'] };

const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const BANK_HEAD =
  '交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号';

export const CCB = '1202000000000000001';
export const SECOND = '1202000000000000002';

/** A book from May 2026 with two clients; `basis`: source of spend of the first one. */
export async function twoClients(basis: 'flow' | 'orders' = 'flow'): Promise<Connection> {
  const connection = newBook('2026-05');
  await withClients(connection, [{ ...CLIENT, basis }, OTHER]);
  return connection;
}

/** 通用流水 of these rows. */
export function list(...rows: string[]): string {
  const path = placeFor('通用流水.csv');
  writeFileSync(path, `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`);
  return path;
}

/** A bank row in few words; `net` in yuan, out is negative. */
export interface BankRow {
  day: string;
  net: number;
  party?: string;
  partyAccount?: string;
  memo?: string;
  note?: string;
  /** Serial of the bank; told apart by it. */
  no: string;
}

/** A statement of a company account at CCB, with its running balance. */
export function bankFile(rows: readonly BankRow[], { account = CCB, openingYuan = 1_000_000 } = {}): string {
  const path = placeFor(`建设银行${account.slice(-4)}.csv`);
  let balanceFen = openingYuan * 100;
  const lines = rows.map(({ day, net, party = '', partyAccount = '62001', memo = '转账', note = '', no }) => {
    balanceFen += Math.round(net * 100);
    const stamp = day.replaceAll('-', '');
    const [out, into] = net < 0 ? [(-net).toFixed(2), '0'] : ['0', net.toFixed(2)];
    return `${stamp} 10:00:00,${out},${into},${(balanceFen / 100).toFixed(2)},人民币元,${party},${partyAccount},,${stamp},${memo},${memo} ${note},${no}`;
  });
  const head = ['中国建设银行企业账户明细', `账　　号,${account},账户名称,演示`, BANK_HEAD];
  writeFileSync(path, `\ufeff${[...head, ...lines].join('\r\n')}\r\n`);
  return path;
}

/** Net of every account whose key begins so: debits less credits. */
export function net(connection: Connection, prefix: string): number {
  return Object.entries(balances(connection))
    .filter(([key]) => key === prefix || key.startsWith(prefix))
    .reduce((fen, [, each]) => fen + each, 0);
}

/** `verify` finds nothing, and what waits is what stands on the two passing accounts. */
export function isSound(connection: Connection): void {
  expect(verify(connection).findings).toEqual([]);
  for (const [code, sign] of [
    ['2241.01', -1],
    ['1221.07', 1],
  ] as const) {
    const waiting = waitingCases(connection, code).reduce((fen, { openFen }) => fen + openFen, 0);
    expect([code, waiting]).toEqual([code, Math.max(0, sign * net(connection, code) || 0)]);
  }
}
