import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endedByCart, type RoomOrder } from '../../src/domain/orders/cart.ts';
import {
  isFinal,
  type LedgerEffect,
  mayTopUp,
  type OrderState,
  orderState,
  stateNamed,
  statesOf,
  stepEffect,
  unpaidAt,
  unpaidClosesAt,
  wayTo,
} from '../../src/domain/orders/states.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { mergeRules } from '../../src/domain/rulebook/overlay.ts';
import { PRODUCTS, type Product } from '../../src/domain/rulebook/types.ts';
import { RULES, row, SHIPPED } from '../rulebook/shipped.ts';

/** PLATFORM §1.2 and §1.3, written a second time: state, whether it is an end, what entering it does to the book. */
const TABLE: Record<Product, [OrderState, boolean, LedgerEffect][]> = {
  suixintui: [
    ['UNPAID', false, 'none'],
    ['UNPAIDCANCEL', true, 'none'],
    ['TIMEOUT', true, 'none'],
    ['CREATING', false, 'place'],
    ['FAILED', true, 'return_all'],
    ['AUDIT', false, 'hold'],
    ['OFFLINE_AUDIT', true, 'return_unspent'],
    ['BOOK', false, 'hold'],
    ['DELIVERY_OK', false, 'spend'],
    ['FROZEN', true, 'return_unspent'],
    ['OVER', true, 'return_unspent'],
    ['FINISHED', true, 'close'],
  ],
  douplus: [
    ['UNPAID', false, 'none'],
    ['AUDITING', false, 'place'],
    ['OFFLINE_AUDIT', true, 'return_unspent'],
    ['TIME_NO_REACH', false, 'hold'],
    ['DELIVERING', false, 'spend'],
    ['UNDELIVERIED', true, 'return_unspent'],
    ['DELIVERED', true, 'return_unspent'],
    ['AUDIT_PAUSE', false, 'hold'],
    ['WAIT_TO_START', false, 'hold'],
  ],
};

describe.each(PRODUCTS)('ORD-11 the states of %s', product => {
  const states = statesOf(product);

  it('are those of the platform, with their ends and effects', () => {
    expect(states.toSorted()).toEqual(TABLE[product].map(([state]) => state).toSorted());
    for (const [state, final, effect] of TABLE[product])
      expect([state, isFinal(product, state), orderState(product, state).effect]).toEqual([
        state,
        final,
        effect,
      ]);
  });

  it('are all reached from 未支付, and from none of the ends does anything follow', () => {
    for (const state of states) expect(wayTo(product, null, state)?.at(-1)).toBe(state);
    for (const end of states.filter(state => isFinal(product, state)))
      for (const state of states.filter(each => each !== end)) expect(wayTo(product, end, state)).toBeNull();
  });

  it('every pair is a legal step or a named refusal', () => {
    for (const from of states)
      for (const to of states) {
        const legal = orderState(product, from).next.includes(to);
        const step = () => stepEffect(product, from, to);
        if (legal) expect(step()).toBeTypeOf('string');
        else
          expect(step).toThrow(
            expect.objectContaining({ code: 'orders.illegal_step', params: { from, to } }),
          );
      }
  });

  it('a state of the other product or of none is refused', () => {
    const strange = product === 'suixintui' ? 'DELIVERED' : 'FINISHED';
    for (const state of [strange, 'toString', '']) expect(() => orderState(product, state)).toThrow(Refusal);
  });

  it('code and word of the platform name a state', () => {
    for (const state of states) {
      expect(stateNamed(product, state.toLowerCase())).toBe(state);
      expect(stateNamed(product, ` ${orderState(product, state).label}`)).toBe(state);
    }
    expect(stateNamed(product, '不存在')).toBeUndefined();
    expect(stateNamed(product, 'constructor')).toBeUndefined();
  });

  it('over any walk money is placed at most once, and nothing is left on order at an end', () => {
    const walk = fc.array(fc.nat(11), { maxLength: 30 });
    fc.assert(
      fc.property(walk, fc.integer({ min: 1, max: 9 }), (choices, spentOf10) => {
        let at: OrderState = 'UNPAID';
        const money = { available: 1000, onOrder: 0, spent: 0 };
        let placed = 0;
        for (const choice of choices) {
          const { next } = orderState(product, at);
          if (next.length === 0) break;
          const to = next[choice % next.length]!;
          const effect = stepEffect(product, at, to);
          if (effect === 'place') {
            placed += 1;
            money.available -= 100;
            money.onOrder += 100;
          }
          if (effect === 'spend') {
            const spent = Math.floor((money.onOrder * spentOf10) / 10);
            money.onOrder -= spent;
            money.spent += spent;
          }
          if (effect === 'close') {
            money.spent += money.onOrder;
            money.onOrder = 0;
          }
          if (effect === 'return_all') expect(money.spent).toBe(0);
          if (effect === 'return_all' || effect === 'return_unspent') {
            money.available += money.onOrder;
            money.onOrder = 0;
          }
          at = to;
          expect(money.available + money.onOrder + money.spent).toBe(1000);
        }
        expect(placed).toBeLessThanOrEqual(1);
        if (isFinal(product, at)) expect(money.onOrder).toBe(0);
      }),
    );
  });

  it('budget is added to a running order only', () => {
    const running = product === 'suixintui' ? 'DELIVERY_OK' : 'DELIVERING';
    expect(states.filter(state => mayTopUp(product, state))).toEqual([running]);
  });
});

describe('ORD-11 a file that skips states', () => {
  it('tells the states between', () => {
    expect(wayTo('suixintui', 'UNPAID', 'DELIVERY_OK')).toEqual(['CREATING', 'AUDIT', 'DELIVERY_OK']);
    expect(wayTo('suixintui', null, 'FAILED')).toEqual(['UNPAID', 'CREATING', 'FAILED']);
    expect(wayTo('douplus', 'AUDITING', 'DELIVERED')).toHaveLength(2);
    expect(wayTo('douplus', 'DELIVERING', 'DELIVERING')).toEqual([]);
  });

  it('a review that begins again places no money again', () => {
    expect(stepEffect('douplus', 'UNPAID', 'AUDITING')).toBe('place');
    expect(stepEffect('douplus', 'AUDIT_PAUSE', 'AUDITING')).toBe('hold');
  });
});

describe('ORD-11 an unpaid order', () => {
  const created = '2026-11-20T15:50:00.000Z';

  it.each([
    ['suixintui', '2026-11-20T16:04:59.999Z', 'UNPAID', false],
    ['suixintui', '2026-11-20T16:05:00.000Z', 'TIMEOUT', true],
    ['douplus', '2026-11-20T16:05:00.000Z', 'UNPAID', true],
  ] as const)('%s at %s is %s', (product, at, state, closed) => {
    expect(unpaidAt(product, created, at, RULES)).toEqual({ state, closed });
  });

  it('closes by the rule of the day', () => {
    const rows = mergeRules(SHIPPED, [
      { act: 'end', row: 'ord-11.unpaid', on: '2026-11-30' },
      {
        act: 'add',
        row: row('unpaid_minutes', 30, { id: 'book.unpaid', product: 'any', from: '2026-12-01' }),
      },
    ]);
    const closes = (day: string) => unpaidClosesAt('suixintui', created, rulesOn(rows, day));
    expect([closes('2026-11-30'), closes('2026-12-01')]).toEqual([
      '2026-11-20T16:05:00.000Z',
      '2026-11-20T16:20:00.000Z',
    ]);
    expect(unpaidClosesAt('douplus', created, rulesOn([], '2026-11-20'))).toBeNull();
  });
});

it('ORD-10 a room that used the cart ends its paid, running DOU+ live orders and no other', () => {
  const order = (id: string, more: Partial<RoomOrder>): RoomOrder => ({
    id,
    product: 'douplus',
    scene: 'live',
    room: 'a',
    state: 'DELIVERING',
    ...more,
  });
  const orders = [
    order('running', {}),
    order('in review', { state: 'AUDITING' }),
    order('waiting', { state: 'TIME_NO_REACH' }),
    order('unpaid', { state: 'UNPAID' }),
    order('over', { state: 'DELIVERED' }),
    order('other room', { room: 'b' }),
    order('video', { scene: 'video' }),
    order('suixintui', { product: 'suixintui', state: 'DELIVERY_OK' }),
  ];
  expect(endedByCart(orders, 'a').map(({ id }) => id)).toEqual(['running', 'in review', 'waiting']);
});
