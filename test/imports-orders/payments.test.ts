import { describe, expect, it } from 'vitest';
import type { IdentifiedPart, PaymentKind } from '../../src/domain/imports/identify.ts';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { identifyPayment, openPayments, undoImport, unidentify } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile } from '../imports/desk.ts';
import { bankFile, isSound, list, net, twoClients } from '../imports/sheets.ts';
import { transferFile, WALLET } from './sheets.ts';

const NAME = '上海木桥商贸有限公司';
const QIANCHUAN = '1700000000000001';
const RECEIVED = `2026-05-01 08:40:33,收款,SK202605010000001,,${NAME},,20000.00,非赠款,,对公转账`;
const OUT = { day: '2026-05-02', net: -1_000, party: '某某公司', no: '1-2' };
const paid = (no: string, day = '2026-05-02', memo = '充值付款', account = QIANCHUAN) =>
  `${day} 09:42:04,付款,CZ20260502000000${no},${account},${NAME},,1000.00,非赠款,,${memo}`;
const credited = (no: string, yuan = '1000.00', day = '2026-05-02') =>
  `${day} 10:12:04,充值,CZ20260502000000${no},${QIANCHUAN},${NAME},,${yuan},非赠款,,代理商加款`;

const RECHARGE = { kind: 'recharge' as const, account: QIANCHUAN };

/** A person says of every payment that waits what it was for. */
async function identifyAll(
  connection: Connection,
  part: Omit<IdentifiedPart<PaymentKind>, 'amountFen'>,
): Promise<number[]> {
  const batches: number[] = [];
  for (const { caseNo, money, openFen } of openPayments(connection)) {
    const parts = [{ ...part, amountFen: openFen }];
    batches.push((await identifyPayment(connection, caller(), { caseNo, money: money.money, parts })).batch);
  }
  return batches;
}

async function funded(...more: { day: string; net: number; no: string }[]): Promise<Connection> {
  const connection = await twoClients();
  await importFile(connection, list(RECEIVED));
  await importFile(connection, bankFile([OUT, ...more.map(row => ({ party: '某某公司', ...row }))]));
  return connection;
}

const stands = (connection: Connection) =>
  ['1002;', '1002.90', '1221.07', '1123.01', '1123.03', '2202.01', '2401', '2203.02'].map(code =>
    net(connection, code),
  );
const reasonsOf = (connection: Connection, plan: number) =>
  connection.prepareValue('SELECT reason FROM import_plan_row WHERE plan = ? ORDER BY n').all(plan);

describe('a payment without a number that a person identified before the list tells it', () => {
  it('E17 is met by the row of the list, which books nothing again, and once only', async () => {
    const connection = await funded();
    await identifyAll(connection, RECHARGE);
    const before = balances(connection);
    const first = await importFile(connection, list(paid('01', '2026-05-03')));
    expect(balances(connection)).toEqual(before);
    expect(reasonsOf(connection, first.plan)).toEqual(['imports.payment_identified']);
    isSound(connection);
    await importFile(connection, list(paid('02')));
    expect(stands(connection)).toEqual([-100_000, 1_900_000, 0, 200_000, 0, 0, 0, -200_000]);
    isSound(connection);
  });

  it('two rows of one file meet two identified ones, a third is registered', async () => {
    const connection = await funded({ day: '2026-05-02', net: -1_000, no: '1-3' });
    await identifyAll(connection, RECHARGE);
    await importFile(connection, list(paid('01'), paid('02'), paid('03')));
    expect(stands(connection)).toEqual([-200_000, 1_900_000, 0, 300_000, 0, 0, 0, -300_000]);
    isSound(connection);
  });

  it('E17, E18: what the platform gives more is its front rebate, in one file or in a later one', async () => {
    const files = [[[paid('01'), credited('01', '1030.00')]], [[paid('01')], [credited('01', '1030.00')]]];
    for (const lists of files) {
      const connection = await funded();
      await identifyAll(connection, RECHARGE);
      for (const rows of lists) await importFile(connection, list(...rows));
      expect(stands(connection)).toEqual([-100_000, 2_000_000, 0, 0, 103_000, 0, -3_000, -103_000]);
      isSound(connection);
    }
  });

  it('E48: money sent back to a client is met too', async () => {
    const connection = await funded();
    await identifyAll(connection, { kind: 'client_refund', client: 1 });
    const before = balances(connection);
    await importFile(connection, list(paid('01', '2026-05-02', '退客户款', '')));
    expect(balances(connection)).toEqual(before);
    isSound(connection);
  });

  it('is not met for another client or amount, nor many days apart', async () => {
    const connection = await funded();
    await identifyAll(connection, RECHARGE);
    await importFile(connection, list(paid('01', '2026-05-09')));
    expect(net(connection, '1123.01')).toBe(200_000);
    isSound(connection);
  });

  it('may be met again once the list is taken back; under the list it is not taken back', async () => {
    const connection = await funded();
    const [identified] = await identifyAll(connection, RECHARGE);
    const before = balances(connection);
    const { done } = await importFile(connection, list(paid('01')));
    await expect(unidentify(connection, caller(), identified!)).rejects.toMatchObject({
      code: 'imports.later_work',
    });
    await undoImport(connection, caller(), done.batch!);
    await importFile(connection, list(paid('02')));
    expect(balances(connection)).toEqual(before);
    isSound(connection);
  });
});

describe('a payment that the list told before a person identifies its row', () => {
  /** Two registrations of one amount: the bank row meets neither by itself. */
  async function toldTwice(): Promise<Connection> {
    const connection = await twoClients();
    await importFile(connection, list(RECEIVED, paid('01'), paid('02')));
    await importFile(connection, bankFile([OUT]));
    expect(openPayments(connection)).toHaveLength(1);
    return connection;
  }

  it('E06: clears the registration of the number that it names', async () => {
    const connection = await toldTwice();
    await identifyAll(connection, { ...RECHARGE, no: 'CZ2026050200000002' });
    expect(stands(connection)).toEqual([-100_000, 1_900_000, 0, 200_000, 0, 0, 0, -200_000]);
    isSound(connection);
  });

  it('is asked which of them it is where it names none', async () => {
    const connection = await toldTwice();
    await expect(identifyAll(connection, RECHARGE)).rejects.toMatchObject({
      code: 'imports.part_recharge_told',
      params: { no: 'CZ2026050200000001' },
    });
  });

  it('E06: without a number it clears the only registration of the account and amount', async () => {
    const connection = await twoClients();
    await importFile(connection, list(RECEIVED, paid('01')));
    await importFile(connection, bankFile([{ ...OUT, day: '2026-05-04' }]));
    await identifyAll(connection, RECHARGE);
    expect(stands(connection)).toEqual([-100_000, 2_000_000, 0, 100_000, 0, 0, 0, -100_000]);
    isSound(connection);
  });

  it('a number that is paid and cleared already is refused', async () => {
    const connection = await twoClients();
    await importFile(connection, list(RECEIVED, paid('01')));
    await importFile(connection, bankFile([OUT]));
    await importFile(connection, bankFile([OUT, { ...OUT, no: '1-4' }]));
    await expect(identifyAll(connection, { ...RECHARGE, no: 'CZ2026050200000001' })).rejects.toMatchObject({
      code: 'imports.part_recharge_told',
    });
  });
});

describe('充值 of the list, its 付款 and 加款 of a registered agent wallet', () => {
  it('E17, E18, E20: leave the same book in whatever order the three are told, and nothing on the way', async () => {
    const parts = {
      paid: () => list(paid('01')),
      credited: () => list(credited('01', '1030.00')),
      transfer: () => transferFile('2026-05-02 10:12:04'),
    };
    const orders = [
      ['transfer', 'credited', 'paid'],
      ['transfer', 'paid', 'credited'],
      ['paid', 'credited', 'transfer'],
      ['paid', 'transfer', 'credited'],
      ['credited', 'paid', 'transfer'],
      ['credited', 'transfer', 'paid'],
    ] as const;
    for (const order of orders) {
      const connection = await twoClients();
      const wallet = { kind: 'wallet', type: 'agent_wallet', name: '方舟', platformId: WALLET } as const;
      await keepParty(connection, caller(), wallet);
      await importFile(connection, list(RECEIVED));
      for (const part of order) await importFile(connection, parts[part]());
      const now = [...stands(connection), net(connection, '1123.02'), net(connection, '2202.03')];
      expect([order, now]).toEqual([order, [0, 1_900_000, 0, 0, 103_000, 0, -3_000, -103_000, 0, 0]]);
      isSound(connection);
    }
  });
});
