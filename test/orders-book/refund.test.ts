import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { command } from '../../src/ledger/command.ts';
import {
  changeState,
  recordFigure,
  recordRefund,
  registerOrder,
  settleRefund,
} from '../../src/services/orders.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { openTickets } from '../../src/store/imports-tickets.ts';
import { importFile } from '../imports/desk.ts';
import { bankFile, net } from '../imports/sheets.ts';
import {
  callerAt,
  fund,
  importAt,
  isSound,
  no,
  orderBook,
  orderOf,
  QIANCHUAN,
  RULES,
  suixintuiFile,
} from './desk.ts';

const rules = RULES;
const caller = (at = '2026-05-10T02:00:00Z') => ({ ...callerAt(at), scope: { kind: 'all' } as const });
const CCB = '1202000000000000001';

interface Desk {
  connection: Connection;
  money: number;
  employee: number;
}

async function desk(): Promise<Desk> {
  const connection = await orderBook('orders');
  await fund(connection, 1_000_000);
  const made = await command(connection, { ...caller(), procedure: 'test', input: null }, tx => ({
    money: insertRow(tx, 'money_account', { kind: 'bank', name: '建行', search_key: '建行', number: CCB }),
    employee: insertRow(tx, 'employee', { name: '小王', search_key: '小王' }),
  }));
  return { connection, ...made };
}

type Payer = 'agency' | 'employee' | 'client' | 'pool';

/** REF-3: an order of 500 = 450 + 50 coupon, of which 300 were spent. */
async function ended({ connection, money, employee }: Desk, payer: Payer): Promise<number> {
  const draft: OrderDraft = {
    product: 'suixintui',
    account: QIANCHUAN,
    scene: 'video',
    goal: '商品购买',
    amountFen: 50_000,
    couponFen: 5_000,
    ...(payer === 'pool' ? { payment: 'pool' } : { payment: 'bank', funder: payer }),
    ...(payer === 'agency' ? { money } : {}),
    ...(payer === 'employee' ? { employee } : {}),
  };
  const { order } = await registerOrder(connection, caller(), { rules, draft, orderNo: no(1) });
  await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
  await changeState(connection, caller(), { rules, order, to: 'FROZEN', spentFen: 30_000 });
  return order;
}

const transit = (connection: Connection) => net(connection, '1221.01');
const funds = (connection: Connection) => ['2203.01', '2203.02'].map(code => net(connection, code));

const reasons = (connection: Connection) =>
  openTickets(connection)
    .map(({ reason, amountFen }) => [reason, amountFen])
    .filter(([reason]) => `${reason}`.startsWith('REFUND'));

describe('a refund of an order that was paid directly', () => {
  it('REF-3, E37, E38: 500 = 450 + 50 coupon, 300 spent: 180 are expected, and arrive where they were paid', async () => {
    const at = await desk();
    const { connection } = at;
    const order = await ended(at, 'agency');
    expect([transit(connection), net(connection, '6401.01')]).toEqual([18_000, 27_000]);
    const before = funds(connection);
    await recordRefund(connection, caller('2026-05-13T02:00:00Z'), { order, amountFen: 18_000 });
    expect([transit(connection), net(connection, '1002.90')]).toEqual([0, 18_000 - 45_000]);
    expect(funds(connection)).toEqual([before[0]! - 18_000, before[1]! + 18_000]);
    expect(orderOf(connection, no(1))).toMatchObject({ expectedFen: 18_000, refundedFen: 18_000 });
    expect(reasons(connection)).toEqual([]);
    isSound(connection);
    await expect(
      recordRefund(connection, caller('2026-05-13T03:00:00Z'), { order, amountFen: 18_000 }),
    ).rejects.toMatchObject({ code: 'orders.refund_not_expected' });
    const row = { day: '2026-05-13', net: 180, party: '抖音', note: no(1), no: '1-1' };
    await importFile(connection, bankFile([row]));
    expect([net(connection, '1002;'), net(connection, '1002.90'), net(connection, '2241.01')]).toEqual([
      18_000, -45_000, 0,
    ]);
    isSound(connection);
  });

  it('E38: to the client’s own channel no cash comes, and the client has it', async () => {
    const at = await desk();
    const { connection } = at;
    const order = await ended(at, 'agency');
    const before = funds(connection);
    await recordRefund(connection, caller(), { order, amountFen: 18_000, to: 'client' });
    expect([transit(connection), net(connection, '1002.90')]).toEqual([0, -45_000]);
    expect(funds(connection)).toEqual([before[0]!, before[1]! + 18_000]);
    isSound(connection);
  });

  it('E38: to the employee who paid, what is owed shrinks; once nothing is owed the employee owes', async () => {
    for (const reimbursed of [false, true]) {
      const at = await desk();
      const { connection } = at;
      const order = await ended(at, 'employee');
      expect(net(connection, '2241.05')).toBe(-45_000);
      if (reimbursed) await reimburse(at);
      await recordRefund(connection, caller(), { order, amountFen: 18_000 });
      const stands = ['1221.01', '2241.05', '1221.08'].map(code => net(connection, code));
      expect(stands).toEqual(reimbursed ? [0, 0, 18_000] : [0, -27_000, 0]);
      isSound(connection);
    }
  });

  it('E35, E37, E38: paid by the client it is memo only, and leaves nothing once it is back', async () => {
    const at = await desk();
    const { connection } = at;
    const books = funds(connection);
    const order = await ended(at, 'client');
    expect(['9007', '6401.01', '1123.06', '1221.01'].map(code => net(connection, code))).toEqual([
      18_000, 0, 0, 0,
    ]);
    await recordFigure(connection, caller(), { rules, order, name: 'spent', valueFen: 20_000 });
    expect([net(connection, '9007'), orderOf(connection, no(1)).expectedFen]).toEqual([27_000, 27_000]);
    await expect(
      recordRefund(connection, caller(), { order, amountFen: 27_000, to: 'agency' }),
    ).rejects.toMatchObject({ code: 'orders.refund_paid_by_client' });
    await recordRefund(connection, caller(), { order, amountFen: 27_000 });
    expect([net(connection, '9007'), ...funds(connection)]).toEqual([0, ...books]);
    expect(orderOf(connection, no(1)).refundedFen).toBe(27_000);
    isSound(connection);
  });

  it('REF-2: paid from the pool no line comes, so none is recorded', async () => {
    const at = await desk();
    const order = await ended(at, 'pool');
    expect([net(at.connection, '1123.04'), net(at.connection, '1123.03')]).toEqual([0, 2_000_000 - 27_000]);
    await expect(recordRefund(at.connection, caller(), { order, amountFen: 18_000 })).rejects.toMatchObject({
      code: 'orders.refund_to_pool',
    });
  });

  it('E38 of a list: an order that lists tell is refunded by hand too', async () => {
    const at = await desk();
    const { connection } = at;
    const line = { amount: '500.00', paid: '450.00', coupon: '50.00', spent: '300.00', payment: '银行卡' };
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放终止', ...line }]));
    expect(transit(connection)).toBe(18_000);
    await recordRefund(connection, caller(), { order: orderOf(connection, no(1)).id, amountFen: 18_000 });
    expect(transit(connection)).toBe(0);
    isSound(connection);
  });
});

describe('a refund that differs', () => {
  it('E39: short by D: one ticket says what is open, and what comes later settles it', async () => {
    const at = await desk();
    const { connection } = at;
    const order = await ended(at, 'agency');
    await recordRefund(connection, caller(), { order, amountFen: 10_000 });
    expect([transit(connection), reasons(connection)]).toEqual([8_000, [['REFUND_SHORT', 8_000]]]);
    await recordRefund(connection, caller(), { order, amountFen: 5_000 });
    expect([transit(connection), reasons(connection)]).toEqual([3_000, [['REFUND_SHORT', 3_000]]]);
    await recordRefund(connection, caller(), { order, amountFen: 3_000 });
    expect([transit(connection), reasons(connection)]).toEqual([0, []]);
    expect(orderOf(connection, no(1)).refundedFen).toBe(18_000);
    isSound(connection);
  });

  it.each([
    ['spent', { '6401.01': 35_000, '6711': 0, fundsBack: 0 }],
    ['agency_bears', { '6401.01': 27_000, '6711': 8_000, fundsBack: 8_000 }],
    ['client_bears', { '6401.01': 27_000, '6711': 0, fundsBack: 0 }],
  ] as const)('E39: the rest is decided: %s', async (decision, expected) => {
    const at = await desk();
    const { connection } = at;
    const order = await ended(at, 'agency');
    await recordRefund(connection, caller(), { order, amountFen: 10_000 });
    const before = net(connection, '2203.01');
    await expect(
      settleRefund(connection, caller(), { order, decision, amountFen: 8_001 }),
    ).rejects.toMatchObject({ code: 'accounting.balance_short' });
    await settleRefund(connection, caller(), { order, decision, amountFen: 8_000 });
    expect([transit(connection), reasons(connection)]).toEqual([0, []]);
    expect([
      net(connection, '6401.01'),
      net(connection, '6711'),
      before - net(connection, '2203.01'),
    ]).toEqual([expected['6401.01'], expected['6711'], expected.fundsBack]);
    isSound(connection);
  });

  it('E40: over by D: it waits, and is spend that was too high, or not ours and goes back', async () => {
    for (const decision of ['spend_too_high', 'not_ours'] as const) {
      const at = await desk();
      const { connection } = at;
      const order = await ended(at, 'agency');
      await recordRefund(connection, caller(), { order, amountFen: 20_000 });
      expect([transit(connection), net(connection, '2241.01')]).toEqual([0, -2_000]);
      expect(reasons(connection)).toEqual([['REFUND_OVER', 2_000]]);
      await settleRefund(connection, caller(), { order, decision, amountFen: 2_000 });
      const spentFen = decision === 'spend_too_high' ? 25_000 : 27_000;
      expect([net(connection, '2241.01'), net(connection, '6401.01'), reasons(connection)]).toEqual([
        0,
        spentFen,
        [],
      ]);
      isSound(connection);
    }
  });
});

/** What the employee is owed is paid to it (E63). */
async function reimburse({ connection, money, employee }: Desk): Promise<void> {
  const { expand } = await import('../../src/domain/accounting/events/expand.ts');
  const { accountsOf } = await import('../../src/ledger/accounts.ts');
  const { post } = await import('../../src/ledger/post.ts');
  await command(connection, { ...caller(), procedure: 'test', input: 'paid' }, tx => {
    const cash = { by: 'registered', money: { money, kind: 'bank' } } as const;
    const event = { id: 'E63', caseNo: 'BX1', employee, paidFrom: cash, amountFen: 45_000 as never } as const;
    const { legs } = expand(event, accountsOf(tx));
    post(tx, { event: 'E63', effectiveOn: '2026-05-10', summary: '报销', legs });
    return null;
  });
}
