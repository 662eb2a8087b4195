import { describe, expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { detail, openCase } from '../../src/services/upgrade.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { insertOrder } from '../../src/store/orders.ts';
import { CART, caller, clientWith, newBook, PLAIN, rulesAt } from './book.ts';

const DAY = '2026-05-11';
const ALL = { kind: 'all' } as const;

/** A delivered DOU+ order; answers its number in the book. */
async function place(book: Connection, account: number, orderNo: string, goal: string): Promise<number> {
  const { order } = await command(
    book,
    { ...caller(DAY), procedure: 'orders.register', input: { orderNo } },
    tx => ({
      order: insertOrder(tx, {
        ...{ product: 'douplus', orderNo, toldBy: 'book', state: 'DELIVERED', scene: 'video' },
        ...{ account, placedOn: DAY, goal, amountFen: 10_000, paidFen: 10_000 },
      }),
    }),
  );
  return order;
}

describe('UPG-1 the orders behind a case', () => {
  it('a case opened on an order whose content was judged in review names it first', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    const judged = await place(book, account!, '1', '点赞评论');
    await place(book, account!, '2', '点赞评论');
    const needing = await place(book, account!, '3', '私信咨询');
    const placement = { ...PLAIN, contentJudged: 'marketing' as const };
    const wanted = { account: account!, placement, usedBefore: true, told: true, order: judged };
    await openCase(book, caller(DAY), wanted, rulesAt(DAY));
    const { orders, placement: kept } = detail(book, ALL, account!, rulesAt(DAY));
    expect(orders.map(({ id, isOpening, dimensions }) => [id, isOpening, dimensions])).toEqual([
      [judged, true, []],
      [needing, false, ['goal']],
    ]);
    expect(kept).toEqual(placement);
  });

  it('an order of another account opens no case', async () => {
    const book = newBook();
    const [one, other] = await clientWith(book, '青禾', ['dy1', 'dy2']);
    const order = await place(book, other!, '1', '私信咨询');
    const wanted = { account: one!, placement: CART, usedBefore: true, told: true, order };
    await expect(openCase(book, caller(DAY), wanted, rulesAt(DAY))).rejects.toEqual(
      expect.objectContaining({ code: 'upgrade.order_of_other' }),
    );
  });

  it.each([
    ['enterprise', ['UPG-0', 'UPG-1', 'UPG-3', 'UPG-4', 'UPG-5', 'UPG-6']],
    ['individual', ['UPG-0', 'UPG-1', 'UPG-2', 'UPG-4', 'UPG-5', 'UPG-6']],
  ] as const)(
    'UPG-0 … UPG-6: the rules beside an account of an %s are all told',
    async (subjectKind, rules) => {
      const book = newBook();
      const [account] = await clientWith(book, '青禾', ['dy1'], { subjectKind });
      const told = new Set(detail(book, ALL, account!, rulesAt(DAY)).notes.map(({ rule }) => rule));
      expect([...told]).toEqual(expect.arrayContaining([...rules]));
    },
  );
});
