import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderFacts } from '../../src/domain/orders/facts.ts';
import { type PlannedOrder, planOrders } from '../../src/domain/orders/plan.ts';
import { change, LIMITED, VIDEO } from '../orders/cases.ts';
import { RULES } from '../rulebook/shipped.ts';

const yuan = (amount: number) => amount * 100;

function plan(amounts: readonly number[], parts: Partial<OrderFacts> = {}, who: Partial<PlannedOrder> = {}) {
  return amounts.map(
    (amount, at): PlannedOrder => ({
      row: at + 2,
      subject: '云上贸易',
      account: `acc-${at}`,
      video: '',
      facts: change(LIMITED, { ...parts, amountFen: yuan(amount) }),
      ...who,
    }),
  );
}
const turns = (orders: PlannedOrder[], turn: 'listed' | 'smallest' = 'listed') =>
  planOrders(orders, RULES, { turn }).verdicts.map(each => each.turn);

describe('a plan of orders', () => {
  it('LIM-1: takes the day limit of the legal person one order after the other, over all its accounts', () => {
    expect(turns(plan([200, 200, 100]))).toEqual([1, null, 2]);
    expect(turns([...plan([200]), ...plan([200], {}, { subject: '另一主体' })])).toEqual([1, 2]);
  });

  it('says what the orders before have left, and what would let the refused one in', () => {
    const { verdicts, fitting, fittingFen } = planOrders(plan([200, 200]), RULES);
    expect(verdicts[1]?.decision.room.todayFen).toBe(yuan(100));
    expect(verdicts[1]?.lifts).toEqual([
      { by: 'reduce', amountFen: yuan(100) },
      { by: 'another_day' },
      { by: 'verify' },
    ]);
    expect([fitting, fittingFen]).toEqual([1, yuan(200)]);
  });

  it('the smallest first lets more in', () => {
    expect(turns(plan([300, 100, 100]))).toEqual([1, null, null]);
    expect(turns(plan([300, 100, 100]), 'smallest')).toEqual([null, 1, 2]);
  });

  it('LIM-1: another day does not help once the total is reached, the verification does', () => {
    const used = { todayFen: 0, totalFen: yuan(4_900), accountTodayFen: 0, videoTodayFen: 0 };
    const { verdicts } = planOrders(plan([200], { used }), RULES);
    expect(verdicts[0]?.lifts).toEqual([{ by: 'reduce', amountFen: yuan(100) }, { by: 'verify' }]);
  });

  it('unknown use stays a warning until the plan alone is too much', () => {
    const unknown = plan([200, 200]).map(order => ({ ...order, facts: { ...order.facts, used: undefined } }));
    const { verdicts } = planOrders(unknown, RULES);
    expect(verdicts.map(({ turn }) => turn)).toEqual([1, null]);
    const doubts = verdicts[0]!.decision.findings.filter(({ rule }) => rule === 'LIM-1');
    expect(doubts.map(({ severity }) => severity)).toEqual(['warn', 'warn']);
  });

  it('what refuses for another reason is lifted by nothing here, and an order without an amount takes no room', () => {
    const small = [
      { row: 2, subject: '', account: 'a', video: '', facts: change(VIDEO, { amountFen: yuan(50) }) },
    ];
    expect(planOrders(small, RULES).verdicts[0]).toMatchObject({ turn: null, lifts: [] });
    const blank = plan([200]).map(order => ({ ...order, facts: { ...order.facts, amountFen: undefined } }));
    expect(turns([...blank, ...plan([300])])).toEqual([null, 1]);
  });

  it('小店随心推 has no such limits', () => {
    const many = [1, 2, 3].map(row => ({ row, subject: 's', account: 'a', video: 'v', facts: VIDEO }));
    expect(turns(many)).toEqual([1, 2, 3]);
  });

  it('never lets in more than the limits, whatever the list, and smallest first never fewer', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 10, max: 40 }).map(tens => tens * 10),
          { maxLength: 30 },
        ),
        fc.integer({ min: 0, max: 500 }),
        (amounts, usedTens) => {
          const used = { todayFen: 0, totalFen: yuan(usedTens * 10), accountTodayFen: 0, videoTodayFen: 0 };
          const listed = planOrders(plan(amounts, { used }), RULES);
          const smallest = planOrders(plan(amounts, { used }), RULES, { turn: 'smallest' });
          expect(listed.fittingFen).toBeLessThanOrEqual(yuan(300));
          expect(listed.fittingFen + used.totalFen).toBeLessThanOrEqual(Math.max(yuan(5_000), used.totalFen));
          expect(smallest.fitting).toBeGreaterThanOrEqual(listed.fitting);
        },
      ),
    );
  });
});
