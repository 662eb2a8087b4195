import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { isFinal, mayTopUp, type OrderState, orderState, statesOf } from '../../src/domain/orders/states.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { command } from '../../src/ledger/command.ts';
import { undoImport } from '../../src/services/imports.ts';
import {
  banAccount,
  changeState,
  previewBan,
  recordFigure,
  recordRefund,
  registerOrder,
  topUp,
} from '../../src/services/orders.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { ordersByNo, type StoredOrder } from '../../src/store/orders.ts';
import { caseNet } from '../../src/store/orders-told.ts';
import { balances } from '../imports/desk.ts';
import { net } from '../imports/sheets.ts';
import {
  callerAt,
  DOUPLUS,
  douplusFile,
  fund,
  importAt,
  isSound,
  no,
  orderBook,
  QIANCHUAN,
  RULES,
  suixintuiFile,
} from './desk.ts';

const rules = RULES;
const ALL = { kind: 'all' } as const;
const caller = (at = '2026-05-12T03:00:00Z') => ({ ...callerAt(at), scope: ALL });
const PRODUCTS = ['suixintui', 'douplus'] as const;
const FILES = { suixintui: suixintuiFile, douplus: douplusFile } as const;
const ACCOUNTS = { suixintui: QIANCHUAN, douplus: DOUPLUS } as const;
const NUMBERS = [1, 2, 3, 4];
const numberOf = (product: (typeof PRODUCTS)[number], at: number) =>
  no(NUMBERS[at]! + (product === 'douplus' ? 10 : 0));
/** Accounts that must never be below zero, by their normal side. */
const GUARDED: Record<string, 1 | -1> = {
  ...{ '1123.01': 1, '1123.03': 1, '1123.04': 1, '1123.06': 1, '1221.01': 1, '1221.03': 1 },
  ...{ '2203.01': -1, '2203.02': -1, '2241.05': -1, '1221.08': 1 },
};

const act = fc.record({
  kind: fc.constantFrom(
    ...(['register', 'register', 'step', 'step', 'illegal', 'topUp', 'spend', 'settle'] as const),
    ...(['list', 'list', 'list', 'refund', 'undo', 'ban'] as const),
  ),
  product: fc.constantFrom(...PRODUCTS),
  at: fc.nat({ max: NUMBERS.length - 1 }),
  pick: fc.nat({ max: 1_000 }),
  share: fc.integer({ min: 0, max: 1_000 }),
  payer: fc.constantFrom('pool', 'pool', 'agency', 'employee', 'client'),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Refusals that an act by hand may meet; a list meets none. */
const BY_HAND =
  /^(orders\.(exists|not_running|illegal_step|refund_\w+|banned_already)|accounting\.(pool_short|funds_short)|rules\.acc_2_banned|imports\.later_work|ledger\.(already_reversed|not_enough))$/;

class World {
  readonly connection: Connection;
  private money = 0;
  private employee = 0;
  private readonly imports: number[] = [];
  private lists = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async prepare(): Promise<void> {
    await fund(this.connection, 400_000);
    await command(this.connection, { ...caller(), procedure: 'test', input: null }, tx => {
      this.money = insertRow(tx, 'money_account', { kind: 'alipay', name: '支付宝', search_key: '支付宝' });
      this.employee = insertRow(tx, 'employee', { name: '小王', search_key: '小王' });
      return null;
    });
  }

  order({ product, at }: Pick<Act, 'product' | 'at'>): StoredOrder | null {
    const number = numberOf(product, at);
    const order = ordersByNo(this.connection, product, [number]).get(number);
    return order?.standing ? order : null;
  }

  all(): StoredOrder[] {
    return PRODUCTS.flatMap(product => NUMBERS.flatMap((_, at) => this.order({ product, at }) ?? []));
  }

  /** What an act by hand is asked; null where it has nothing to do. */
  byHand(one: Act): (() => Promise<unknown>) | null {
    const { connection } = this;
    const { product, pick, share, payer } = one;
    const order = this.order(one);
    if (one.kind === 'register') {
      const draft: OrderDraft = {
        product,
        account: ACCOUNTS[product],
        scene: 'video',
        amountFen: 10_000 + pick * 10,
        ...(payer === 'pool' ? { payment: 'pool' } : { payment: 'alipay', funder: payer as 'agency' }),
        ...(payer === 'agency' ? { money: this.money } : {}),
        ...(payer === 'employee' ? { employee: this.employee } : {}),
      };
      return () => registerOrder(connection, caller(), { rules, draft, orderNo: numberOf(product, one.at) });
    }
    if (one.kind === 'undo') {
      const batch = this.imports[pick % Math.max(1, this.imports.length)];
      return batch === undefined ? null : () => undoImport(connection, caller(), batch);
    }
    if (one.kind === 'ban') {
      if (share > 150) return null;
      const ban = { account: ACCOUNTS[product], on: '2026-05-12' };
      return async () => {
        const shown = previewBan(connection, ALL, { rules, ...ban, at: caller().at });
        await banAccount(connection, caller(), {
          rules,
          ...ban,
          orders: shown.orders.map(each => each.order.id),
        });
      };
    }
    if (!order || order.state === null) return null;
    const { id, state } = order;
    const { next } = orderState(product, state);
    const spentFen = Math.floor((((order.amountFen ?? 0) + (order.topUpFen ?? 0)) * share) / 1_000);
    switch (one.kind) {
      case 'step': {
        const to = next[pick % Math.max(1, next.length)];
        if (to === undefined) return null;
        const told = isFinal(product, to) && share % 2 === 0 ? { spentFen } : {};
        return () => changeState(connection, caller(), { rules, order: id, to, ...told });
      }
      case 'topUp':
        return () =>
          topUp(connection, caller(), { rules, order: id, amountFen: 10_000 + pick, fact: share > 500 });
      case 'spend':
        return () =>
          recordFigure(connection, caller(), { rules, order: id, name: 'spent', valueFen: spentFen });
      case 'settle': {
        const flow = { seenIn: 'flow' as const, on: '2026-05-10' };
        return () =>
          recordFigure(connection, caller(), {
            rules,
            order: id,
            name: 'spent',
            valueFen: spentFen,
            ...flow,
          });
      }
      case 'refund':
        return () =>
          recordRefund(connection, caller(), { order: id, amountFen: 1 + Math.floor(spentFen / 2) });
      default:
        return null;
    }
  }

  /** A list of the platform says what it likes of any order; it is never refused. */
  async list({ product, at, pick, share }: Act): Promise<void> {
    this.lists += 1;
    const lines = NUMBERS.flatMap((_, index) => {
      if ((pick >> index) % 2 === 0 && index !== at) return [];
      const states = statesOf(product);
      const amountYuan = 100 + (((pick + index * 7) % 5) + 1) * 50;
      const spentYuan = Math.floor((amountYuan * ((share + index * 131) % 1_001)) / 1_000);
      return [
        {
          no: numberOf(product, index),
          state: states[(pick + index * 3) % states.length]!,
          amount: `${amountYuan}.00`,
          spent: (share + index) % 4 === 0 ? '--' : `${spentYuan}.00`,
          // Another moment makes it another file.
          at: `2026-05-10 10:00:${String(this.lists % 60).padStart(2, '0')}`,
        },
      ];
    });
    const { done } = await importAt(this.connection, FILES[product](lines), '2026-05-12T02:30:00Z');
    for (const batch of [done.batch, ...done.corrections]) if (batch !== null) this.imports.push(batch);
  }

  async illegal({ product, at, pick }: Act): Promise<void> {
    const order = this.order({ product, at });
    if (!order || order.state === null) return;
    const { next } = orderState(product, order.state);
    const others = statesOf(product).filter(each => each !== order.state && !next.includes(each));
    const before = JSON.stringify([balances(this.connection), order]);
    const to = others[pick % others.length] as OrderState;
    await expect(
      changeState(this.connection, caller(), { rules, order: order.id, to }),
    ).rejects.toMatchObject({
      code: 'orders.illegal_step',
    });
    expect(JSON.stringify([balances(this.connection), this.order({ product, at })])).toBe(before);
  }

  async act(one: Act): Promise<void> {
    if (one.kind === 'list') return this.list(one);
    if (one.kind === 'illegal') return this.illegal(one);
    const mayNot =
      one.kind === 'topUp' &&
      (order => order?.state && !mayTopUp(order.product, order.state))(this.order(one));
    const before = mayNot && one.share <= 500 ? JSON.stringify(balances(this.connection)) : null;
    let refused = false;
    await this.byHand(one)?.().catch(error => {
      if (!(error instanceof Refusal) || !BY_HAND.test(error.code)) throw error;
      refused = true;
    });
    if (before === null) return;
    expect(refused).toBe(true);
    expect(JSON.stringify(balances(this.connection))).toBe(before);
  }

  holds(): void {
    const { connection } = this;
    const numbers = PRODUCTS.flatMap(product => NUMBERS.map((_, at) => numberOf(product, at)));
    const onOrder = numbers.map(number => caseNet(connection, number, '1123.04'));
    expect(onOrder.filter(fen => fen < 0)).toEqual([]);
    expect(onOrder.reduce((sum, fen) => sum + fen, 0)).toBe(net(connection, '1123.04'));
    for (const [key, fen] of Object.entries(balances(connection))) {
      const sign = GUARDED[key.split(';')[0]!];
      if (sign) expect([key, fen * sign >= 0]).toEqual([key, true]);
    }
  }
}

it('money is conserved over walks with lists, hands, top-ups, refunds, undo and bans; 1123.04 is the sum of its orders', async () => {
  const walks = fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 40 }), async acts => {
    const world = new World(await orderBook('orders'));
    await world.prepare();
    for (const one of acts) {
      await world.act(one);
      world.holds();
    }
    isSound(world.connection);
    world.connection.close();
  });
  await fc.assert(walks, { numRuns: 40, endOnFailure: true });
}, 120_000);
