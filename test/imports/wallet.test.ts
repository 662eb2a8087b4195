import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { undoImport } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile, placeFor } from './desk.ts';
import { isSound, list, net, twoClients } from './sheets.ts';

const WALLET = '1690000000000001';
const TRANSFER_HEAD =
  '业务发生时间,转出方账户ID,转出方账户名称,转入方账户ID,转入方账户名称,转账类型,转账非赠款,转账赠款,转账总金额,操作人,平台类型';
const NAME = '上海木桥商贸有限公司';
const RECEIVED = `2026-05-01 08:40:33,收款,SK202605010000001,,${NAME},,10958.50,非赠款,,对公转账`;
const paid = (no: string) =>
  `2026-05-01 09:42:04,付款,CZ20260501000000${no},,${NAME},,5000.00,非赠款,,充值付款`;
const credited = (no: string) =>
  `2026-05-01 10:12:04,充值,CZ20260501000000${no},1700000000000001,${NAME},,5150.00,非赠款,,代理商加款`;

async function withWallet(): Promise<Connection> {
  const connection = await twoClients();
  await keepParty(connection, caller(), {
    kind: 'wallet',
    type: 'agent_wallet',
    name: '方舟',
    platformId: WALLET,
  });
  return connection;
}

/** 转账记录: one 加款 of these yuan at each time. */
function transfers(...times: string[]): string {
  const path = placeFor('账户转账记录.csv');
  const lines = times.map(
    time => `${time},${WALLET},方舟,1700000000000001,木桥,加款,5150.00,0.00,5150.00,小王,巨量千川`,
  );
  writeFileSync(path, `\ufeff${[TRANSFER_HEAD, ...lines].join('\r\n')}\r\n`);
  return path;
}

const stands = (connection: Connection) =>
  ['1123.01', '1123.02', '1123.03', '2202.01', '2202.03', '2203.02', '2401'].map(code =>
    net(connection, code),
  );

describe('加款 of a registered agent wallet and the payment of the list', () => {
  it('leave the same book in either order, and nothing on the way', async () => {
    const files = [list(RECEIVED, paid('01'), credited('01')), transfers('2026-05-01 10:12:04')];
    const books = [];
    for (const order of [0, 1]) {
      const connection = await withWallet();
      await importFile(connection, files[order]!);
      await importFile(connection, files[1 - order]!);
      expect(stands(connection)).toEqual([0, 0, 515_000, 0, 0, -515_000, -15_000]);
      isSound(connection);
      books.push(balances(connection));
    }
    expect(books[0]).toEqual(books[1]);
  });

  it('each 加款 stands for one payment: another one comes from the wallet', async () => {
    const connection = await withWallet();
    await importFile(connection, transfers('2026-05-01 10:12:04', '2026-05-01 10:12:40'));
    await importFile(connection, list(RECEIVED, paid('01'), credited('01')));
    expect(stands(connection)).toEqual([0, 0, 1_030_000, 0, -515_000, -1_030_000, -15_000]);
    isSound(connection);
  });

  it('what the list says without a payment stays with the wallet', async () => {
    const connection = await withWallet();
    await importFile(connection, transfers('2026-05-01 10:12:04'));
    const before = balances(connection);
    await importFile(connection, list(credited('01')));
    expect(balances(connection)).toEqual(before);
  });

  it('is taken back with the list; the record cannot go before', async () => {
    const connection = await withWallet();
    const record = await importFile(connection, transfers('2026-05-01 10:12:04'));
    const before = balances(connection);
    const told = await importFile(connection, list(RECEIVED, paid('01'), credited('01')));
    await expect(undoImport(connection, caller(), record.done.batch!)).rejects.toMatchObject({
      code: 'imports.later_work',
    });
    await undoImport(connection, caller(), told.done.batch!);
    expect(balances(connection)).toEqual(before);
    await undoImport(connection, caller(), record.done.batch!);
    expect(balances(connection)).toEqual({});
    isSound(connection);
  });
});

describe('共享钱包流水', () => {
  const HEAD = '流水号,交易时间,共享钱包ID,共享钱包名称,交易类型,金额,余额';
  const rows = [
    'W1,2026-05-01 10:00:00,1680000000000001,共享一,共享充值,1000.00,1000.00',
    'W2,2026-05-02 10:00:00,1680000000000001,共享一,订单支付,30.00,970.00',
    'W3,2026-05-03 10:00:00,1680000000000001,共享一,转出,20.00,950.00',
    'W4,2026-05-03 11:00:00,1680000000000002,共享二,共享充值,20.00,20.00',
  ];

  it('books its top-ups, once; spend is left to the accounts, the rest to a person', async () => {
    const connection = await twoClients();
    const party = {
      kind: 'wallet',
      type: 'shared_wallet',
      name: '共享一',
      platformId: '1680000000000001',
    } as const;
    await keepParty(connection, caller(), party);
    const path = placeFor('共享钱包流水.csv');
    writeFileSync(path, `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`);
    const { counts } = await importFile(connection, path);
    expect([counts.new, counts.undecided]).toEqual([2, 2]);
    expect([net(connection, '1123.03'), net(connection, '6401.01')]).toEqual([100_000, 0]);
    isSound(connection);
    await importFile(connection, path);
    expect(net(connection, '1123.03')).toBe(100_000);
  });
});
