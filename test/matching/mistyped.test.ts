import { expect, it } from 'vitest';
import { listed, matched, row, told } from './rows.ts';

const AT = '2026-05-20 10:48:36';
const order = (id: string) =>
  row('orders', { time: AT, expense: '2000.00', id, paid: '2000.00', spent: '', status: '投放中' });
const own = (merchantId: string) => listed('下单', '2000.00', AT, { merchantId });
const ORDER = '7300000643498119811';

it.each([
  ['two neighbours swapped', '7300000643498118911'],
  ['a digit wrong', '7300000643498119812'],
])('an order whose number has %s on the own list is asked for, and never matched by itself', (_, no) => {
  const found = matched([order(ORDER), own(no)]).filter(({ relation }) => relation === 'order');
  expect(told(found)).toEqual([]);
  expect(found).toMatchObject([{ state: 'suggested', rule: 'amount' }]);
  expect(found[0]!.evidence).toContainEqual({
    code: 'matching.evidence.mistyped_number',
    params: { left: ORDER, right: no },
  });
});

it('another number is another order', () => {
  expect(matched([order(ORDER), own('7300000643498228811')])).toEqual([]);
});
