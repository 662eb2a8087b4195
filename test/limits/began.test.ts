import { describe, expect, it } from 'vitest';
import { upgradeBegan } from '../../src/domain/limits/began.ts';
import { busiestVideo } from '../../src/domain/limits/count.ts';
import { command } from '../../src/ledger/command.ts';
import { limitsOf } from '../../src/services/orders.ts';
import { board } from '../../src/services/upgrade.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { insertOrder } from '../../src/store/orders.ts';
import { RULES, SHIPPED } from '../rulebook/shipped.ts';
import { caller, clientWith, newBook, rulesAt, walkTo } from '../upgrade-book/book.ts';

const PLAIN = { product: 'douplus', scene: 'video', goal: '点赞评论' } as const;
const TRIGGERING = { ...PLAIN, goal: '私信咨询' };

describe('LIM-3 the first counted day', () => {
  const began = (parts: Partial<Parameters<typeof upgradeBegan>[0]>) =>
    upgradeBegan({ firstStepOn: null, placements: [], ...parts }, RULES);

  it('is the first step, or the first placement that needed the upgrade, whichever was earlier', () => {
    const placements = [
      { firstOn: '2026-05-01', facts: PLAIN },
      { firstOn: '2026-05-09', facts: TRIGGERING },
      { firstOn: '2026-05-07', facts: { ...PLAIN, video: { cart: 'external' as const } } },
    ];
    expect(began({})).toBeNull();
    expect(began({ placements })).toBe('2026-05-07');
    expect(began({ firstStepOn: '2026-05-03', placements })).toBe('2026-05-03');
    expect(began({ firstStepOn: '2026-05-08', placements })).toBe('2026-05-07');
    expect(began({ intendedOn: '2026-05-20' })).toBe('2026-05-20');
  });
});

const ALL = { kind: 'all' } as const;

async function place(
  book: Connection,
  orderNo: string,
  order: { account: number; placedOn: string; goal: string },
) {
  await command(
    book,
    { ...caller(order.placedOn), procedure: 'orders.register', input: { orderNo } },
    tx => ({
      order: insertOrder(tx, {
        ...{ product: 'douplus', orderNo, toldBy: 'book', state: 'DELIVERED', scene: 'video' },
        ...{ amountFen: 10_000, paidFen: 10_000, ...order },
      }),
    }),
  );
}

describe('LIM-3 said the same by the board and by a client’s limits', () => {
  const both = (book: Connection, account: number, on: string) => {
    const client = book
      .prepareValue('SELECT client FROM platform_account WHERE id = ?')
      .get(account) as number;
    const [subject] = limitsOf(book, ALL, { rules: SHIPPED, client, on }).subjects;
    const row = board(book, ALL, rulesAt(on)).find(each => each.account === account)!;
    const used = (limits: readonly { kind: string; usedFen: number | null }[]) =>
      limits.flatMap(({ kind, usedFen }) => (kind === 'limit_video_day' ? [] : [[kind, usedFen]]));
    return {
      board: [row.limitState, used(row.limits)],
      limits: [subject!.state, used(subject!.accounts.find(each => each.account === account)!.limits)],
    };
  };

  it('an order that needed the upgrade begins it, though no case was ever opened', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await place(book, '1', { account: account!, placedOn: '2026-05-02', goal: '点赞评论' });
    const before = both(book, account!, '2026-05-03');
    expect(before.board).toEqual(before.limits);
    expect(before.board[0]).toBe('free');
    await place(book, '2', { account: account!, placedOn: '2026-05-04', goal: '私信咨询' });
    const after = both(book, account!, '2026-05-04');
    expect(after.board).toEqual(after.limits);
    expect(after.board).toEqual([
      'limited',
      [
        ['limit_day', 10_000],
        ['limit_total', 10_000],
      ],
    ]);
  });

  it('a case that began later than such an order counts from the order on', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await place(book, '1', { account: account!, placedOn: '2026-05-04', goal: '私信咨询' });
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], '2026-05-11');
    const { board: shown, limits } = both(book, account!, '2026-05-11');
    expect(shown).toEqual(limits);
    expect(shown[1]).toContainEqual(['limit_total', 10_000]);
  });
});

describe('LIM-2 the limit of a video', () => {
  it('is shown of the video that took most that day', () => {
    const pay = (video: string | null, amountFen: number, on = '2026-05-04', account = '1') => ({
      ...{ order: '1', account, video, on, amountFen },
    });
    const history = {
      ...{ upgradeBeganOn: null, verified: [], refunds: [] },
      payments: [
        pay('a', 10),
        pay('b', 15),
        pay('a', 6),
        pay(null, 99),
        pay('c', 99, '2026-05-03'),
        pay('d', 99, '2026-05-04', '2'),
      ],
    };
    expect(busiestVideo(history, '2026-05-04', '1')).toBe('a');
    expect(busiestVideo(history, '2026-05-05', '1')).toBeNull();
  });
});
