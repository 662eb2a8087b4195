import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { Facts } from '../../src/domain/accounting/events/facts.ts';
import type { Fen } from '../../src/domain/money.ts';
import { cashOf, refundOf } from '../../src/domain/order-book/money.ts';
import { isFinal, mayTopUp, orderState, statesOf } from '../../src/domain/orders/states.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { changeState, recordFigure, registerOrder, topUp } from '../../src/services/orders.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { heldOf, knownFigures, orderById, type StoredOrder } from '../../src/store/orders.ts';
import { balances } from '../imports/desk.ts';
import { net } from '../imports/sheets.ts';
import { callerAt, DOUPLUS, fund, isSound, no, orderBook, QIANCHUAN, RULES } from './desk.ts';

const rules = RULES;
const caller = () => ({ ...callerAt('2026-05-10T02:00:00Z'), scope: { kind: 'all' } as const });

const placed = fc.record({
  product: fc.constantFrom('suixintui' as const, 'douplus' as const),
  payer: fc.constantFrom('pool', 'agency', 'employee', 'client'),
  amountFen: fc.integer({ min: 100, max: 80_000 }),
  couponShare: fc.integer({ min: 0, max: 40 }),
});
const act = fc.record({
  order: fc.nat({ max: 5 }),
  kind: fc.constantFrom('step', 'step', 'step', 'spend', 'spend', 'topUp', 'illegal'),
  pick: fc.nat({ max: 1_000 }),
  share: fc.integer({ min: 0, max: 1_000 }),
  knows: fc.boolean(),
});
type Placed = Parameters<Parameters<typeof placed.map>[0]>[0];
type Act = Parameters<Parameters<typeof act.map>[0]>[0];

/** A book whose orders walk at random; everything that it is asked is a command of the product. */
class Walk {
  readonly orders: { id: number; paid: Placed }[] = [];
  readonly connection: Connection;
  private money = 0;
  private employee = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async prepare(orders: readonly Placed[]): Promise<void> {
    const { connection } = this;
    await fund(connection, 3_000_000);
    await command(connection, { ...caller(), procedure: 'test', input: null }, tx => {
      this.money = insertRow(tx, 'money_account', { kind: 'alipay', name: '支付宝', search_key: '支付宝' });
      this.employee = insertRow(tx, 'employee', { name: '小王', search_key: '小王' });
      return null;
    });
    for (const [at, paid] of orders.entries()) {
      const { product, payer, amountFen, couponShare } = paid;
      const couponFen = Math.floor((amountFen * couponShare) / 100);
      const draft: OrderDraft = {
        product,
        account: product === 'suixintui' ? QIANCHUAN : DOUPLUS,
        scene: 'video',
        amountFen,
        ...(couponFen > 0 ? { couponFen } : {}),
        ...(payer === 'pool' ? { payment: 'pool' } : { payment: 'alipay', funder: payer as 'agency' }),
        ...(payer === 'agency' ? { money: this.money } : {}),
        ...(payer === 'employee' ? { employee: this.employee } : {}),
      };
      const { order } = await registerOrder(connection, caller(), { rules, draft, orderNo: no(at) });
      this.orders.push({ id: order, paid });
    }
  }

  order(at: number): StoredOrder {
    return orderById(this.connection, this.orders[at % this.orders.length]!.id)!;
  }

  /** Everything that the order took, with coupon and top-ups. */
  total(order: StoredOrder): number {
    const figures = knownFigures(order);
    return cashOf(figures) + (figures.coupon ?? 0);
  }

  async act({ order: at, kind, pick, share, knows }: Act): Promise<void> {
    const { connection } = this;
    const order = this.order(at);
    const { product, id } = order;
    const state = order.state!;
    const spentFen = Math.floor((this.total(order) * share) / 1_000);
    if (kind === 'illegal') {
      const next = orderState(product, state).next;
      const others = statesOf(product).filter(each => each !== state && !next.includes(each));
      const before = JSON.stringify([balances(connection), order]);
      const to = others[pick % others.length]!;
      await expect(changeState(connection, caller(), { rules, order: id, to })).rejects.toMatchObject({
        code: 'orders.illegal_step',
      });
      expect(JSON.stringify([balances(connection), this.order(at)])).toBe(before);
    } else if (kind === 'topUp' && mayTopUp(product, state))
      await topUp(connection, caller(), { rules, order: id, amountFen: 100 + pick, fact: true });
    else if (kind === 'spend' && orderState(product, state).effect === 'spend')
      await recordFigure(connection, caller(), { rules, order: id, name: 'spent', valueFen: spentFen });
    else if (kind === 'step') {
      const { next } = orderState(product, state);
      if (next.length === 0) return;
      const to = next[pick % next.length]!;
      const told = knows && isFinal(product, to) ? { spentFen } : {};
      await changeState(connection, caller(), { rules, order: id, to, ...told });
    }
  }

  /** Every order is ended and its spend is known. */
  async end(): Promise<void> {
    for (const [at, { id }] of this.orders.entries()) {
      for (let order = this.order(at); !isFinal(order.product, order.state!); order = this.order(at)) {
        const { next } = orderState(order.product, order.state!);
        const to = next.find(each => isFinal(order.product, each)) ?? next[0]!;
        await changeState(this.connection, caller(), { rules, order: id, to });
      }
      if (this.order(at).spentFen !== null) continue;
      await recordFigure(this.connection, caller(), { rules, order: id, name: 'spent', valueFen: 0 });
    }
  }

  /** What was paid directly comes back the way it came. */
  async refund(): Promise<void> {
    for (const [at, { paid }] of this.orders.entries()) {
      const order = this.order(at);
      const amountFen = order.expectedFen as Fen;
      if (amountFen === 0 || paid.payer === 'pool' || paid.payer === 'client') continue;
      const money = { money: this.money, kind: 'channel' } as const;
      const { employee } = this;
      const event: Facts<'E38'> = {
        id: 'E38',
        caseNo: order.orderNo,
        client: { client: 1 },
        paidFrom: paid.payer === 'employee' ? { by: 'employee', employee } : { by: 'registered', money },
        arrived:
          paid.payer === 'employee'
            ? { to: 'employee', employee }
            : { to: 'agency', into: { by: 'registered', money } },
        amountFen,
      };
      await command(this.connection, { ...caller(), procedure: 'test', input: order.id }, tx => {
        const { legs, tickets } = expand(event, accountsOf(tx));
        expect(tickets).toEqual([]);
        post(tx, { event: 'E38', effectiveOn: '2026-05-12', summary: '退款', legs });
        return null;
      });
    }
  }

  /** No order holds less than nothing, and none has spent more than it took. */
  checkCases(): void {
    for (const [at] of this.orders.entries()) {
      const order = this.order(at);
      const { onOrderFen, spentFen, placedFen } = heldOf(this.connection, order.orderNo);
      expect(onOrderFen).toBeGreaterThanOrEqual(0);
      expect(spentFen).toBeGreaterThanOrEqual(0);
      expect(spentFen + onOrderFen).toBeLessThanOrEqual(placedFen);
      expect(placedFen).toBe(cashOf(knownFigures(order)));
    }
  }

  /** What all orders that are not the client's own money have spent, by their figures. */
  spentByFigures(): number {
    return this.orders.reduce((sum, { paid }, at) => {
      const order = this.order(at);
      if (paid.payer === 'client') return sum;
      const figures = knownFigures(order);
      return sum + cashOf(figures) - refundOf(figures, order.spentFen ?? 0);
    }, 0);
  }
}

it('money is conserved on every walk of orders: no illegal step passes, and nothing stays on the way', async () => {
  const walks = fc.asyncProperty(
    fc.array(placed, { minLength: 3, maxLength: 6 }),
    fc.array(act, { minLength: 10, maxLength: 40 }),
    async (orders, acts) => {
      const walk = new Walk(await orderBook('orders'));
      const { connection } = walk;
      await walk.prepare(orders);
      for (const each of acts) {
        await walk.act(each);
        walk.checkCases();
      }
      isSound(connection);
      await walk.end();
      walk.checkCases();
      expect(net(connection, '6401.01')).toBe(walk.spentByFigures());
      await walk.refund();
      for (const code of ['1123.04', '1123.06', '1221.01', '1123.07', '2202.03'])
        expect([code, net(connection, code)]).toEqual([code, 0]);
      isSound(connection);
      connection.close();
    },
  );
  await fc.assert(walks, { numRuns: 40, endOnFailure: true });
}, 120_000);
