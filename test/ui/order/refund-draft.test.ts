import { describe, expect, it } from 'vitest';
import type { OrderPageView, OrderRefundView } from '../../../src/contract/order.ts';
import type { OrderView } from '../../../src/contract/orders.ts';
import {
  arrivalOf,
  arrivalsOf,
  awaitsRefund,
  decisionsOf,
  differenceOf,
  fieldOfFault,
  payerAsked,
  refundDraftOf,
} from '../../../src/ui/screens/order/refund-draft.ts';

const REFUND: OrderRefundView = {
  by: 'agency',
  openFen: 18_000,
  arrivedFen: 0,
  overFen: 0,
  shortFen: 18_000,
};
const held = (transitFen: number) => ({ placedFen: 45_000, spentFen: 27_000, onOrderFen: 0, transitFen });
const draft = (parts: object = {}) => ({
  ...refundDraftOf({ held: held(18_000) }, REFUND, '2026-05-13'),
  ...parts,
});
const at = (state: string, refund: OrderRefundView | null) =>
  awaitsRefund({ order: { product: 'suixintui', state } as OrderView, refund } as OrderPageView);

describe('a refund that arrived (E38)', () => {
  it('REF-1: begins with what is on its way, to who paid, from the account that paid', () => {
    expect(draft()).toEqual({ to: 'agency', money: '', employee: '', amount: '180.00', on: '2026-05-13' });
    expect(arrivalOf(draft(), REFUND)).toEqual({ amountFen: 18_000, to: 'agency', on: '2026-05-13' });
  });

  it('is asked for when an order has ended and holds something, never for one that the pool paid (REF-2)', () => {
    expect(at('FROZEN', REFUND)).toBe(true);
    expect(at('DELIVERY_OK', REFUND)).toBe(false);
    expect(at('FROZEN', { ...REFUND, openFen: 0 })).toBe(false);
    expect(at('FROZEN', null)).toBe(false);
  });

  it('needs an account or an employee where another one than the payer got it', () => {
    const byEmployee = { ...REFUND, by: 'employee' } as const;
    expect(payerAsked(draft({ to: 'employee' }), byEmployee)).toBeNull();
    expect(payerAsked(draft({ to: 'agency' }), byEmployee)).toBe('money');
    expect(payerAsked(draft({ to: 'employee' }), REFUND)).toBe('employee');
    expect(arrivalOf(draft({ to: 'agency' }), byEmployee)).toBeNull();
    expect(arrivalOf(draft({ to: 'agency', money: '3' }), byEmployee)).toMatchObject({
      to: 'agency',
      money: 3,
    });
    expect(arrivalsOf({ ...REFUND, by: 'client' })).toEqual(['client']);
  });

  it('takes no empty amount, no zero and no bad day', () => {
    for (const parts of [{ amount: '' }, { amount: '0' }, { amount: 'x' }, { on: '2026-13-01' }])
      expect(arrivalOf(draft(parts), REFUND)).toBeNull();
  });

  it('says whether it is short (E39) or over (E40), and nothing while the spend is unknown', () => {
    expect(differenceOf(18_000, held(18_000))).toEqual({ as: 'exact', fen: 0 });
    expect(differenceOf(10_000, held(18_000))).toEqual({ as: 'short', fen: 8_000 });
    expect(differenceOf(20_000, held(18_000))).toEqual({ as: 'over', fen: 2_000 });
    expect(differenceOf(20_000, held(0)).as).toBe('unknown');
  });
});

describe('a difference that is decided', () => {
  it('E39, E40: offers what can be decided, each with what is open of it', () => {
    expect(decisionsOf(REFUND).map(({ as }) => as)).toEqual(['spent', 'agency_bears', 'client_bears']);
    expect(decisionsOf({ ...REFUND, shortFen: 0, overFen: 2_000 })).toEqual([
      { as: 'spend_too_high', openFen: 2_000 },
      { as: 'not_ours', openFen: 2_000 },
    ]);
    expect(decisionsOf({ ...REFUND, shortFen: 0 })).toEqual([]);
  });

  it('a refusal stands beside the field that it speaks of', () => {
    expect(fieldOfFault('accounting.balance_short')).toBe('amount');
    expect(fieldOfFault('orders.employee')).toBe('employee');
    expect(fieldOfFault('ledger.period_closed')).toBe('on');
    expect(fieldOfFault('orders.refund_not_expected')).toBeNull();
  });
});
