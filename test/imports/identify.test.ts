import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { release } from '../../src/domain/accounting/release.ts';
import { grossOf } from '../../src/domain/imports/identify.ts';
import type { Fen } from '../../src/domain/money.ts';
import { command } from '../../src/ledger/command.ts';
import {
  claim,
  identifyPayment,
  identifyReceipt,
  openPayments,
  openReceipts,
  undoImport,
  unidentify,
} from '../../src/services/imports.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile } from './desk.ts';
import { bankFile, isSound, list, net, twoClients } from './sheets.ts';

const RECEIVED =
  '2026-05-01 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10000.00,非赠款,,对公转账';
const IN = {
  day: '2026-05-01',
  net: 10_000,
  party: '上海木桥商贸有限公司',
  note: 'SK202605010000001',
  no: '1-1',
};
const OUT = { day: '2026-05-02', net: -1_000, party: '某某公司', no: '1-2' };

/** A book with the client's 10,000.00 and one unexplained payment of 1,000.00. */
async function withPayment(): Promise<Connection> {
  const connection = await twoClients();
  await importFile(connection, list(RECEIVED));
  await importFile(connection, bankFile([IN, OUT]));
  return connection;
}

function only<T>(found: readonly T[]): T {
  expect(found).toHaveLength(1);
  return found[0]!;
}

async function employee(connection: Connection): Promise<number> {
  return command(connection, { ...caller(), procedure: 'parties.add', input: null }, tx =>
    insertRow(tx, 'employee', { name: '周会计', search_key: '周会计' }),
  );
}

describe('E05 待查付款 identified by a person', () => {
  it('E17 recharge: in transit for the pool, the client front rebate with it; 充值 later is expected', async () => {
    const connection = await withPayment();
    const payment = only(openPayments(connection));
    expect(payment).toMatchObject({ openFen: 100_000, day: '2026-05-02', place: { row: 5 } });
    const parts = [
      {
        kind: 'recharge' as const,
        amountFen: 100_000,
        account: '1700000000000001',
        creditedFen: 103_000,
        no: 'CZ202605020000009',
      },
    ];
    await identifyPayment(connection, caller(), { ...which(payment), parts });
    expect([net(connection, '1123.01'), net(connection, '1221.07'), net(connection, '1801')]).toEqual([
      103_000, 0, 3_000,
    ]);
    isSound(connection);
    await importFile(
      connection,
      list(
        '2026-05-02 10:12:04,充值,CZ202605020000009,1700000000000001,上海木桥商贸有限公司,,1030.00,非赠款,,代理商加款',
      ),
    );
    expect([net(connection, '1123.01'), net(connection, '1123.03')]).toEqual([0, 103_000]);
    expect(openPayments(connection)).toEqual([]);
    isSound(connection);
  });

  it('splits: fee, employee, other expense and the rest stays', async () => {
    const connection = await withPayment();
    const person = await employee(connection);
    const payment = only(openPayments(connection));
    await identifyPayment(connection, caller(), {
      ...which(payment),
      parts: [
        { kind: 'fee', amountFen: 1_000 },
        { kind: 'employee_advance', amountFen: 20_000, employee: person },
        { kind: 'non_business', amountFen: 30_000, category: '房租水电' },
      ],
    });
    expect(net(connection, '6603.01')).toBe(1_000);
    expect(net(connection, '1221.08')).toBe(20_000);
    expect(net(connection, '3999')).toBe(30_000);
    expect(only(openPayments(connection)).openFen).toBe(49_000);
    isSound(connection);
  });

  it('E48 refund to a client: approved and paid, gross of the claw-back; another payee is warned of', async () => {
    const connection = await withPayment();
    const payment = only(openPayments(connection));
    const parts = [{ kind: 'client_refund' as const, amountFen: 100_000, client: 1 }];
    const { warnings } = await identifyPayment(connection, caller(), { ...which(payment), parts });
    expect(warnings.map(({ code }) => code)).toEqual(['imports.payee_differs']);
    expect([net(connection, '2203.01'), net(connection, '2241.06'), net(connection, '1221.07')]).toEqual([
      -900_000, 0, 0,
    ]);
    isSound(connection);
  });

  it('E06 matched: a payment registered under a number that its row does not carry', async () => {
    const connection = await twoClients();
    const paid = (no: string) =>
      `2026-05-02 09:42:04,付款,${no},1700000000000001,上海木桥商贸有限公司,,1000.00,非赠款,,充值付款`;
    await importFile(connection, list(RECEIVED, paid('CZ202605020000001'), paid('CZ202605020000002')));
    await importFile(connection, bankFile([IN, OUT]));
    const payment = only(openPayments(connection));
    const parts = [{ kind: 'registered' as const, amountFen: 100_000, no: 'CZ202605020000001' }];
    await identifyPayment(connection, caller(), { ...which(payment), parts });
    expect([net(connection, '1002.90'), net(connection, '1221.07')]).toEqual([-100_000, 0]);
    expect(openPayments(connection)).toEqual([]);
    isSound(connection);
  });

  it('a payment matched by amount to another number does not wait any more, and is not used twice', async () => {
    const connection = await twoClients();
    const paid = (no: string) =>
      `2026-05-02 09:42:04,付款,${no},1700000000000001,上海木桥商贸有限公司,,1000.00,非赠款,,充值付款`;
    await importFile(connection, list(RECEIVED));
    await importFile(connection, bankFile([IN, OUT]));
    await importFile(connection, list(paid('CZ202605020000001')));
    expect(openPayments(connection)).toEqual([]);
    await importFile(connection, list(paid('CZ202605020000002')));
    expect([net(connection, '1221.07'), net(connection, '1002.90')]).toEqual([0, -100_000]);
    isSound(connection);
  });

  it('is taken back as one red reversal, and refused once something stands on it', async () => {
    const connection = await withPayment();
    const before = balances(connection);
    const payment = only(openPayments(connection));
    const parts = [
      { kind: 'recharge' as const, amountFen: 100_000, account: '1700000000000001', no: 'CZ202605020000009' },
    ];
    const made = await identifyPayment(connection, caller(), { ...which(payment), parts });
    await unidentify(connection, caller(), made.batch);
    expect(balances(connection)).toEqual(before);
    expect(only(openPayments(connection)).openFen).toBe(100_000);
    const again = await identifyPayment(connection, caller(), { ...which(payment), parts });
    await importFile(
      connection,
      list(
        '2026-05-02 10:12:04,充值,CZ202605020000009,1700000000000001,上海木桥商贸有限公司,,1000.00,非赠款,,代理商加款',
      ),
    );
    await expect(unidentify(connection, caller(), again.batch)).rejects.toMatchObject({
      code: 'imports.later_work',
      params: { no: 'CZ202605020000009' },
    });
    await expect(unidentify(connection, caller(), 1)).rejects.toMatchObject({
      code: 'imports.identify_unknown',
    });
    isSound(connection);
  });

  it('refuses what is not open, too much, and a part that lacks what it needs', async () => {
    const connection = await withPayment();
    const payment = which(only(openPayments(connection)));
    const refused = (parts: Parameters<typeof identifyPayment>[2]['parts'], of = payment) =>
      identifyPayment(connection, caller(), { ...of, parts }).then(
        () => 'done',
        error => error.code,
      );
    expect(await refused([{ kind: 'fee', amountFen: 100_001 }])).toBe('imports.identify_too_much');
    expect(await refused([{ kind: 'fee', amountFen: 0 }])).toBe('imports.identify_too_much');
    expect(await refused([])).toBe('imports.identify_too_much');
    expect(await refused([{ kind: 'recharge', amountFen: 1 }])).toBe('imports.part_lacks_account');
    expect(await refused([{ kind: 'registered', amountFen: 1, no: 'X1' }])).toBe('imports.part_unknown');
    expect(await refused([{ kind: 'recharge', amountFen: 1, account: 'x' }])).toBe('imports.account_unknown');
    expect(await refused([{ kind: 'fee', amountFen: 1 }], { caseNo: 'none', money: 1 })).toBe(
      'imports.no_such_payment',
    );
  });
});

describe('E01 待认领款 that is no client’s money', () => {
  it('interest, a deposit back and a client’s part of one receipt; undo of the import is refused by name', async () => {
    const connection = await twoClients();
    const { done } = await importFile(
      connection,
      bankFile([{ day: '2026-05-03', net: 500, party: '某某公司', no: '1-3' }]),
    );
    const receipt = only(openReceipts(connection));
    const made = await identifyReceipt(connection, caller(), {
      ...which(receipt),
      parts: [
        { kind: 'interest', amountFen: 5_000 },
        { kind: 'non_business', amountFen: 10_000, category: '其他' },
      ],
    });
    expect([net(connection, '6603.01'), net(connection, '3999'), net(connection, '2241.01')]).toEqual([
      -5_000, -10_000, -35_000,
    ]);
    await claim(connection, caller(), {
      ...which(receipt),
      parts: [{ client: 1, amountFen: 35_000, as: 'funds' }],
    });
    expect(openReceipts(connection)).toEqual([]);
    await expect(undoImport(connection, caller(), done.batch!)).rejects.toMatchObject({
      code: 'imports.later_work',
    });
    await unidentify(connection, caller(), made.batch);
    expect(only(openReceipts(connection)).openFen).toBe(15_000);
    isSound(connection);
  });

  it('E26 a failed recharge: the money is back, the pool’s and the client’s rebates are taken back', async () => {
    const connection = await withPayment();
    const payment = only(openPayments(connection));
    const before = balances(connection);
    await identifyPayment(connection, caller(), {
      ...which(payment),
      parts: [
        {
          kind: 'recharge',
          amountFen: 100_000,
          account: '1700000000000001',
          creditedFen: 103_000,
          no: 'CZ9',
        },
      ],
    });
    await importFile(connection, bankFile([{ day: '2026-05-06', net: 1_000, party: '某某公司', no: '1-6' }]));
    await identifyReceipt(connection, caller(), {
      ...which(only(openReceipts(connection))),
      parts: [{ kind: 'recharge_failed', amountFen: 100_000, no: 'CZ9' }],
    });
    expect([
      net(connection, '2203.01'),
      net(connection, '1123.01'),
      net(connection, '1801'),
      net(connection, '2401'),
    ]).toEqual([before['2203.01;client=1'], 0, 0, 0]);
    expect(openReceipts(connection)).toEqual([]);
    isSound(connection);
  });

  it('E08 退汇: a returned payment comes back to where it was booked, and the case is unpaid again', async () => {
    const connection = await withPayment();
    const payment = only(openPayments(connection));
    await identifyPayment(connection, caller(), {
      ...which(payment),
      parts: [{ kind: 'client_refund', amountFen: 100_000, client: 1 }],
    });
    await importFile(connection, bankFile([{ day: '2026-05-06', net: 1_000, party: '某某公司', no: '1-6' }]));
    await identifyReceipt(connection, caller(), {
      ...which(only(openReceipts(connection))),
      parts: [{ kind: 'returned', amountFen: 100_000, no: payment.caseNo }],
    });
    expect([net(connection, '2241.06'), net(connection, '2241.01'), net(connection, '1221.07')]).toEqual([
      -100_000, 0, 0,
    ]);
    expect([openReceipts(connection), openPayments(connection)]).toEqual([[], []]);
    isSound(connection);
  });
});

it('R: the gross of a net return is the smallest that leaves it', () => {
  const fen = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(fen, fc.integer({ min: 0, max: 1_000_000 }), fen, (netFen, unearnedFen, fundsFen) => {
      const left = (gross: number) =>
        gross - Math.min(gross, release(unearnedFen as Fen, gross as Fen, fundsFen as Fen));
      const gross = grossOf(netFen, unearnedFen as Fen, fundsFen as Fen);
      expect(left(gross)).toBeGreaterThanOrEqual(netFen);
      if (gross > netFen) expect(left(gross - 1)).toBeLessThan(netFen);
    }),
  );
});

function which({ caseNo, money }: { caseNo: string; money: { money: number } }) {
  return { caseNo, money: money.money };
}
