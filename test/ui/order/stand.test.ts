import { describe, expect, it } from 'vitest';
import type { OrderEntry } from '../../../src/contract/order.ts';
import type { OrderView } from '../../../src/contract/orders.ts';
import { statesOf } from '../../../src/domain/orders/states.ts';
import { PRODUCTS } from '../../../src/domain/rulebook/types.ts';
import {
  asksSpend,
  entriesOf,
  finalityTone,
  otherStates,
  stateTone,
  stepDoes,
} from '../../../src/ui/screens/order/stand.ts';

const ORDER = {
  product: 'suixintui',
  state: 'DELIVERY_OK',
  amountFen: 50_000,
  paidFen: 45_000,
  couponFen: 5_000,
  topUpFen: null,
  spentFen: null,
  refundedFen: null,
} as OrderView;

describe('what the button of a step says', () => {
  it('REF-3: the end returns what is unspent less the coupon part', () => {
    expect(stepDoes(ORDER, 'OVER', 30_000)).toEqual({ act: 'returns', amountFen: 18_000 });
    expect(stepDoes(ORDER, 'OVER', 50_000)).toEqual({ act: 'only', amountFen: 0 });
    expect(stepDoes({ ...ORDER, spentFen: 30_000 }, 'FROZEN', null)).toEqual({
      act: 'returns',
      amountFen: 18_000,
    });
  });

  it('DAT-3: an unknown spend returns nothing yet', () => {
    expect(stepDoes(ORDER, 'OVER', null)).toEqual({ act: 'waits', amountFen: 0 });
  });

  it('a rejection before delivery and a failed plan return everything', () => {
    const inReview = { ...ORDER, state: 'AUDIT' } as OrderView;
    expect(stepDoes(inReview, 'OFFLINE_AUDIT', null)).toEqual({ act: 'returns', amountFen: 45_000 });
    expect(stepDoes(ORDER, 'OFFLINE_AUDIT', null).act).toBe('waits');
    const created = { ...ORDER, state: 'CREATING' } as OrderView;
    expect(stepDoes(created, 'FAILED', null)).toEqual({ act: 'returns', amountFen: 45_000 });
  });

  it('paying places the order; a step on the way moves nothing', () => {
    const unpaid = { ...ORDER, state: 'UNPAID' } as OrderView;
    expect(stepDoes(unpaid, 'CREATING', null)).toEqual({ act: 'places', amountFen: 45_000 });
    expect(stepDoes(unpaid, 'TIMEOUT', null)).toEqual({ act: 'only', amountFen: 0 });
    expect(stepDoes({ ...ORDER, state: 'AUDIT' } as OrderView, 'DELIVERY_OK', null).act).toBe('only');
  });

  it('asks for the spend where there is one to tell', () => {
    expect(asksSpend('suixintui', 'OVER')).toBe(true);
    expect(asksSpend('suixintui', 'AUDIT')).toBe(false);
    expect(asksSpend('suixintui', 'UNPAIDCANCEL')).toBe(false);
  });
});

describe('states', () => {
  it('every state has a colour, refusals are danger', () => {
    for (const product of PRODUCTS)
      for (const state of statesOf(product)) expect(stateTone(product, state)).toBeTruthy();
    expect(stateTone('douplus', 'OFFLINE_AUDIT')).toBe('danger');
    expect(stateTone('suixintui', 'FROZEN')).toBe('warning');
    expect([finalityTone('provisional'), finalityTone('billed')]).toEqual(['warning', 'success']);
  });

  it('ORD-11: what is no legal next step can be recorded as a fact', () => {
    const others = otherStates('douplus', 'DELIVERING', ['AUDIT_PAUSE', 'DELIVERED']);
    expect(others).not.toContain('DELIVERING');
    expect(others).not.toContain('DELIVERED');
    expect(others).toContain('UNPAID');
  });
});

describe('the timeline', () => {
  it('shows entries of one kind', () => {
    const entry = (seq: number, part: Partial<OrderEntry>): OrderEntry => ({
      ...{ seq, at: '', actor: '', procedure: '', steps: [], figures: [], batches: [], places: [] },
      ...part,
    });
    const entries = [
      entry(2, { figures: [{ name: 'spent', valueFen: 1, day: null, finality: 'reported' }] }),
      entry(1, { steps: [{ from: null, to: 'AUDIT', reason: null }] }),
    ];
    const seqs = (shown: Parameters<typeof entriesOf>[1]) => entriesOf(entries, shown).map(({ seq }) => seq);
    expect([seqs('all'), seqs('steps'), seqs('figures'), seqs('money')]).toEqual([[2, 1], [1], [2], []]);
  });
});
