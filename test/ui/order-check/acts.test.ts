import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../../src/contract/orders.ts';
import { actState } from '../../../src/ui/screens/order-check/acts.ts';
import { changed, EMPTY_DRAFT, nextDraft } from '../../../src/ui/screens/order-check/draft.ts';
import {
  draftOfOrder,
  orderDraftOf,
  partsOfPreset,
  presetOfDraft,
} from '../../../src/ui/screens/order-check/order-draft.ts';

const ORDER: OrderDraft = {
  product: 'suixintui',
  account: '1790001',
  scene: 'video',
  goal: '商品购买',
  durationHours: 24,
  bid: { by: 'goal', mode: 'auto' },
  amountFen: 30_000,
  couponFen: 1_000,
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 20, materialId: '740001' },
  targeting: '同城女性',
  targetingPreset: 3,
  creativePreset: 4,
};
const known = {
  order: ORDER,
  check: { allowed: true, poolFen: 100_000 },
  orderNo: '73001',
  day: '2026-11-21',
  today: '2026-11-21',
};

describe('what the button may do', () => {
  it('says what is taken without the coupon, and is ready once nothing is missing', () => {
    expect(actState('place', known)).toEqual({
      ready: true,
      missing: null,
      effect: 'pool',
      takesFen: 29_000,
    });
    expect(actState('place', { ...known, orderNo: '' }).missing).toBe('number');
    expect(actState('plan', { ...known, orderNo: '' }).ready).toBe(true);
    expect(actState('plan', { ...known, day: '2026-11-20' }).missing).toBe('past');
    expect(actState('record', { ...known, day: null }).missing).toBe('day');
    expect(actState('record', { ...known, order: { ...ORDER, amountFen: undefined } }).missing).toBe(
      'amount',
    );
  });

  it('LIM-4: what blocks refuses placing and planning, never what stands on the platform already', () => {
    const blocked = { ...known, check: { allowed: false, poolFen: 100_000 } };
    expect((['place', 'plan', 'record'] as const).map(act => actState(act, blocked).missing)).toEqual([
      'blocked',
      'blocked',
      null,
    ]);
    const short = { ...known, check: { allowed: true, poolFen: 28_999 } };
    expect((['place', 'plan', 'record'] as const).map(act => actState(act, short).missing)).toEqual([
      'pool',
      'pool',
      null,
    ]);
  });

  it('a direct payment names who pays, takes nothing of the pool, and a plan may leave it open', () => {
    const order: OrderDraft = { ...ORDER, payment: 'alipay', funder: 'agency' };
    const direct = { ...known, order, check: { allowed: true, poolFen: 0 } };
    expect(actState('place', direct)).toMatchObject({ missing: 'payer', effect: 'direct' });
    expect(actState('plan', direct).missing).toBeNull();
    expect(actState('place', { ...direct, order: { ...order, money: 2 } }).missing).toBeNull();
    expect(actState('place', { ...direct, order: { ...order, funder: 'client' } }).missing).toBeNull();
  });
});

describe('the form and the order', () => {
  it('an order goes into the form and comes out the same', () => {
    expect(orderDraftOf(draftOfOrder(ORDER))).toEqual(ORDER);
    const live: OrderDraft = {
      product: 'douplus',
      account: 'dy1',
      scene: 'live',
      amountFen: 10_050,
      payment: 'wechat',
      funder: 'employee',
      employee: 7,
      live: { room: 'dyroom', anchor: 'cart', cartEverUsed: false },
      contentJudged: 'normal',
      ecommerceLead: true,
    };
    const { contentJudged: _, ...withoutContent } = live;
    expect(orderDraftOf(draftOfOrder(withoutContent))).toEqual(withoutContent);
  });

  it('a preset is remembered until what it brought is typed over, or the account is another', () => {
    const draft = draftOfOrder(ORDER);
    expect(changed(draft, { amount: '500' })).toMatchObject({ targetingPreset: '3', creativePreset: '4' });
    expect(changed(draft, { targeting: '全国' })).toMatchObject({ targetingPreset: '', creativePreset: '4' });
    expect(changed(draft, { title: '9' })).toMatchObject({ targetingPreset: '3', creativePreset: '' });
    expect(changed(draft, { account: 'x' })).toMatchObject({ targetingPreset: '', creativePreset: '' });
    const chosen = changed(draft, { ...partsOfPreset({ targeting: '全国' }), targetingPreset: '9' });
    expect(chosen).toMatchObject({ targeting: '全国', targetingPreset: '9' });
  });

  it('what a preset keeps is what it brings back', () => {
    const kept = presetOfDraft(draftOfOrder(ORDER), 'creative');
    expect(kept).toEqual({ scene: 'video', video: ORDER.video });
    expect(partsOfPreset(kept)).toMatchObject({ open: 'yes', title: '8', seconds: '20', material: '740001' });
    expect(presetOfDraft(draftOfOrder(ORDER), 'targeting')).toEqual({ targeting: '同城女性' });
  });

  it('the next form keeps account, product and payment, and nothing of the order', () => {
    const next = nextDraft(draftOfOrder(ORDER));
    expect(next).toEqual({ ...EMPTY_DRAFT, account: '1790001', payment: 'pool' });
  });
});
