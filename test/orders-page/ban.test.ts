import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { RowScope } from '../../src/domain/parties/types.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import {
  banAccount,
  changeState,
  liftBan,
  orderPage,
  orderRisks,
  placeOrder,
  previewBan,
  registerOrder,
} from '../../src/services/orders.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { orderById } from '../../src/store/orders.ts';
import { net } from '../imports/sheets.ts';
import { callerAt, fund, isSound, no, orderBook, QIANCHUAN, RULES } from '../orders-book/desk.ts';

const ALL = { kind: 'all' } as const;
const AT = '2026-05-10T02:00:00Z';
const ON = '2026-05-10';
const caller = (at = AT) => ({ ...callerAt(at), scope: ALL });
const rules = RULES;
const DRAFT: OrderDraft = {
  product: 'suixintui',
  account: QIANCHUAN,
  scene: 'video',
  goal: '商品购买',
  durationHours: 24,
  amountFen: 50_000,
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 20, cart: 'xiaodian' },
};

async function running(): Promise<{ connection: Connection; order: number }> {
  const connection = await orderBook('orders');
  await fund(connection, 1_000_000);
  const { order } = await registerOrder(connection, caller(), { rules, draft: DRAFT, orderNo: no(1) });
  await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK', spentFen: 20_000 });
  return { connection, order };
}
const preview = (connection: Connection) =>
  previewBan(connection, ALL, { rules, account: QIANCHUAN, at: AT });
const risks = (connection: Connection, at = AT) => orderRisks(connection, ALL, { rules, at });

/** The scope of the client's manager. */
function managerOf(connection: Connection): Promise<RowScope> {
  return command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx => {
    const manager = insertRow(tx, 'manager', { name: '李经理', search_key: '李经理' });
    insertRow(tx, 'client_manager', { client: 1, manager, role: 'main', from_on: ON });
    return { kind: 'manager', manager, on: ON };
  });
}

describe('ACC-2', () => {
  it('ACC-2 shows all affected orders and the money before anything is done', async () => {
    const { connection, order } = await running();
    const shown = preview(connection);
    expect(shown.orders.map(({ order: { id }, onOrderFen }) => [id, onOrderFen])).toEqual([[order, 30_000]]);
    expect(shown.pools).toEqual([
      expect.objectContaining({ availableFen: 950_000, onOrderFen: 30_000, frozenFen: 0, heldFen: 0 }),
    ]);
    expect([shown.expectedFen, shown.route?.act]).toEqual([980_000, 'ban_refund']);
    expect(shown.cited.map(({ rule }) => rule)).toEqual(['ACC-2']);
    expect(risks(connection).bans).toEqual([]);
  });

  it('ACC-2 flags running orders, blocks new ones and opens the refund with its route', async () => {
    const { connection, order } = await running();
    const done = await banAccount(connection, caller(), {
      rules,
      account: QIANCHUAN,
      on: ON,
      orders: [order],
    });
    expect(done).toMatchObject({ flagged: 1, expectedFen: 980_000 });
    await expect(
      placeOrder(connection, caller(), { rules, draft: DRAFT, orderNo: no(2) }),
    ).rejects.toMatchObject({ code: 'rules.acc_2_banned' });
    const [ban] = risks(connection, '2026-05-13T02:00:00Z').bans;
    expect(ban).toMatchObject({
      platformId: QIANCHUAN,
      bannedOn: ON,
      days: 3,
      refund: { expectedFen: 980_000, openFen: 980_000, state: 'open' },
    });
    expect(ban!.route?.path).toContain('PC');
    expect([net(connection, '1221.03'), net(connection, '1123.04'), net(connection, '2203.02')]).toEqual([
      980_000, 0, -1_980_000,
    ]);
    const page = orderPage(connection, ALL, { rules, order, at: AT });
    expect([page.bannedOn, page.held.onOrderFen]).toEqual([ON, 0]);
    expect(page.entries[0]).toMatchObject({ procedure: 'order.ban', batches: [{ event: 'E47' }] });
    expect(page.cited[0]!.rule).toBe('ACC-2');
    expect(page.findings.map(({ code }) => code)).toContain('orders.account_banned');
    isSound(connection);
  });

  it('ACC-2 is refused twice, and where other orders are running than were shown', async () => {
    const { connection, order } = await running();
    await expect(
      banAccount(connection, caller(), { rules, account: QIANCHUAN, on: ON, orders: [] }),
    ).rejects.toMatchObject({ code: 'orders.ban_changed' });
    expect(preview(connection).account.bannedOn).toBeNull();
    await banAccount(connection, caller(), { rules, account: QIANCHUAN, on: ON, orders: [order] });
    await expect(
      banAccount(connection, caller(), { rules, account: QIANCHUAN, on: ON, orders: [order] }),
    ).rejects.toMatchObject({ code: 'orders.banned_already' });
    const mine = { kind: 'manager', manager: 1, on: ON } as const;
    expect(() => previewBan(connection, mine, { rules, account: QIANCHUAN, at: AT })).toThrow(
      'orders.account_unknown',
    );
    expect(orderRisks(connection, mine, { rules, at: AT }).bans).toEqual([]);
  });

  it('ACC-2 lifted: the account takes orders again, flags and the open refund go', async () => {
    const { connection, order } = await running();
    const lift = (on: string) =>
      liftBan(connection, caller(), { account: QIANCHUAN, on, reason: '申诉通过' });
    await expect(lift(ON)).rejects.toMatchObject({ code: 'orders.not_banned' });
    await banAccount(connection, caller(), { rules, account: QIANCHUAN, on: ON, orders: [order] });
    await expect(lift('2026-05-09')).rejects.toMatchObject({ code: 'orders.lifted_before_ban' });
    const lifted = await lift('2026-05-12');
    expect([lifted.unflagged, lifted.batches.length]).toEqual([1, 1]);
    expect([net(connection, '1221.03'), net(connection, '1123.03')]).toEqual([0, 1_980_000]);
    isSound(connection);
    expect(orderById(connection, order)).toMatchObject({ flagged: 0, findings: null });
    expect(risks(connection).bans).toEqual([]);
    await placeOrder(connection, caller('2026-05-12T02:00:00Z'), { rules, draft: DRAFT, orderNo: no(2) });
    await banAccount(connection, caller('2026-05-13T02:00:00Z'), {
      rules,
      account: QIANCHUAN,
      on: '2026-05-13',
      orders: preview(connection).orders.map(({ order: { id } }) => id),
    });
    expect(risks(connection, '2026-05-13T02:00:00Z').bans[0]!.refund).toMatchObject({
      expectedFen: 980_000,
      state: 'open',
    });
    isSound(connection);
  });

  it('E47 pays 欠费 and leaves the platform its front rebate; what was shown is what is booked', async () => {
    const { connection, order } = await running();
    await command(connection, { ...callerAt(AT), procedure: 'opening', input: null }, tx => {
      const line = { account: { code: '2401', pool: 1 }, side: 'credit', amountFen: 40_000 as Fen } as const;
      const { legs } = expand({ id: 'E61', lines: [line] }, accountsOf(tx));
      post(tx, { event: 'E61', effectiveOn: '2026-04-30', summary: '期初', legs });
      return null;
    });
    const shown = preview(connection);
    expect([shown.pools[0]!.unearnedFen, shown.expectedFen]).toEqual([40_000, 940_000]);
    const manager = await managerOf(connection);
    const own = previewBan(connection, manager, { rules, account: QIANCHUAN, at: AT });
    expect([own.pools[0]!.unearnedFen, own.expectedFen]).toEqual([0, 980_000]);
    const ban = { rules, account: QIANCHUAN, on: ON, orders: [order] };
    expect((await banAccount(connection, caller(), ban)).expectedFen).toBe(shown.expectedFen);
    expect([net(connection, '2401'), net(connection, '1221.03')]).toEqual([0, 940_000]);
    expect(risks(connection).bans[0]!.refund).toMatchObject({ expectedFen: 940_000, openFen: 940_000 });
    const [seen] = orderRisks(connection, manager, { rules, at: AT }).bans;
    expect(seen!.refund).toMatchObject({ expectedFen: 980_000, openFen: 980_000 });
    const lifted = { account: QIANCHUAN, on: ON, reason: '误登记' };
    await liftBan(connection, caller(), lifted);
    expect([net(connection, '2401'), net(connection, '1221.03')]).toEqual([-40_000, 0]);
  });
});
