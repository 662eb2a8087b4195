import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCounts, ROW_STATES } from '../../../src/domain/imports/types.ts';
import type { Source } from '../../../src/domain/statement.ts';
import { allRows, asksMore, bookingOrder, toBook, totalsOf } from '../../../src/ui/screens/imports/plans.ts';

const SOURCES: Record<string, Source> = {
  'bank.ccb.company': 'bank',
  'alipay.account': 'alipay',
  'agent.transfers': 'agent',
  'qianchuan.daily': 'qianchuan',
  'qianchuan.orders': 'qianchuan',
  'template.general': 'template',
};
const sourceOf = (profile: string) => SOURCES[profile];

describe('order of booking', () => {
  const plan = (id: number, profile: string, firstDay: string | null = '2026-03-01') => ({
    plan: id,
    profile,
    firstDay,
  });

  it('what really moved comes first, then who told it', () => {
    const plans = [
      plan(1, 'template.general'),
      plan(2, 'qianchuan.orders'),
      plan(3, 'qianchuan.daily'),
      plan(4, 'agent.transfers'),
      plan(5, 'bank.ccb.company', '2026-04-01'),
      plan(6, 'alipay.account', '2026-03-01'),
    ];
    expect(bookingOrder(plans, sourceOf).map(({ plan: id }) => id)).toEqual([6, 5, 4, 3, 1, 2]);
  });

  it('does not depend on the order of the list', () => {
    const some = fc.uniqueArray(
      fc.record({
        plan: fc.nat(1_000),
        profile: fc.constantFrom(...Object.keys(SOURCES), 'user.own'),
        firstDay: fc.constantFrom(null, '2026-03-01', '2026-04-01'),
      }),
      { selector: ({ plan: id }) => id, maxLength: 12 },
    );
    fc.assert(
      fc.property(some, plans => {
        expect(bookingOrder(plans.toReversed(), sourceOf)).toEqual(bookingOrder(plans, sourceOf));
      }),
    );
  });
});

describe('figures of plans', () => {
  const counted = fc.record({
    counts: fc.record(Object.fromEntries(ROW_STATES.map(state => [state, fc.nat(1_000)]))),
    moneyFen: fc.record(Object.fromEntries(ROW_STATES.map(state => [state, fc.nat(10 ** 12)]))),
  }) as fc.Arbitrary<ReturnType<typeof totalsOf>>;

  it('add up: what is booked of all is what is booked of each', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 6 }), plans => {
        const each = plans.map(toBook);
        const rows = each.reduce((sum, one) => sum + one.rows, 0);
        const amountFen = each.reduce((sum, one) => sum + one.amountFen, 0);
        expect(toBook(totalsOf(plans))).toEqual({ rows, amountFen });
        expect(allRows(totalsOf(plans).counts)).toBe(
          plans.reduce((sum, { counts }) => sum + allRows(counts), 0),
        );
      }),
    );
  });

  it('a plan made anew asks for a look only where it does more or leaves more', () => {
    const seen = { ...emptyCounts(), new: 10, known: 2, undecided: 1 };
    expect(asksMore(seen, { ...seen, new: 7, known: 5 })).toBe(false);
    expect(asksMore(seen, { ...seen, new: 9, corrected: 1 })).toBe(false);
    expect(asksMore(seen, { ...seen, new: 11 })).toBe(true);
    expect(asksMore(seen, { ...seen, undecided: 2 })).toBe(true);
    expect(asksMore(seen, { ...seen, refused: 1 })).toBe(true);
  });
});
