import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { CLIENT, fen, lines, POOL, posted, stocked, tickets } from './book.ts';
import { refused } from './refused.ts';

describe('E50 service fee taken on recharge', () => {
  const fee = { id: 'E50', client: CLIENT } as const;
  const spend = { id: 'E30', pool: POOL, bucket: 'prepay', source: { kind: 'pc' } } as const;

  it('E50 is taken from funds: an intent within them, a fact completed by E14', () => {
    const book = stocked({ fundsFen: 30 });
    const taken = { ...fee, step: 'taken', amountFen: fen(40) } as const;
    expect(() => expand({ ...taken, as: 'intent' }, book)).toThrow(refused('accounting.funds_short'));
    const fact = book.post({ ...taken, as: 'fact' });
    expect([lines(fact, 'E50'), tickets(fact)]).toEqual([
      ['E14 Dr 1122.01 · Cr 2203.01 10', 'Dr 2203.01 · Cr 2203.04 40'],
      ['OVERDRAFT 10'],
    ]);
  });

  it('E50 is earned with spend by R, and all of it once the funds are spent', () => {
    const book = stocked({ fundsFen: 60, poolFen: 1_000 });
    book.post({ ...fee, step: 'taken', as: 'intent', amountFen: fen(60) });
    expect(lines(book.post({ ...spend, amountFen: fen(250) }), 'E30')).toEqual([
      'Dr 2203.02 · Cr 6001.01 250',
      'Dr 6401.01 · Cr 1123.03 250',
      'E50 Dr 2203.04 · Cr 6001.02 15',
    ]);
    const released = {
      spentFen: fen(250),
      clientRebateFen: fen(0),
      mediaRebateFen: fen(0),
      feeFen: fen(15),
    };
    const less = { ...spend, id: 'E41', step: 'less', mode: 'M1', amountFen: fen(50), released } as const;
    expect(lines(book.post(less), 'E41').at(-1)).toBe('E50 red Dr 6001.02 · Cr 2203.04 3');
    expect(lines(book.post({ ...spend, id: 'E31', amountFen: fen(800) }), 'E31').at(-1)).toBe(
      'E50 Dr 2203.04 · Cr 6001.02 48',
    );
  });

  it('E50 unearned part goes back with E48, and to funds', () => {
    const book = stocked({ fundsFen: 1_100 });
    book.post({ ...fee, step: 'taken', as: 'intent', amountFen: fen(100) });
    const approved = book.post({
      id: 'E48',
      step: 'approve',
      caseNo: 'r',
      client: CLIENT,
      grossFen: fen(400),
    });
    expect(lines(approved, 'E48')).toEqual(['Dr 2203.01 · Cr 2241.06 400', 'Dr 2203.04 · Cr 2241.06 40']);
    expect(posted(book, { ...fee, step: 'returned', amountFen: fen(20) })).toEqual([
      ['Dr 2203.04 · Cr 2203.01 20'],
    ]);
  });

  it('E50 without a charge (客户自充) is earned by hand, never more than was received ahead', () => {
    const book = stocked({ fundsFen: 10 });
    book.post({ ...fee, step: 'taken', as: 'intent', amountFen: fen(10) });
    expect(posted(book, { ...fee, step: 'earned', amountFen: fen(6) })).toEqual([
      ['Dr 2203.04 · Cr 6001.02 6'],
    ]);
    expect(() => expand({ ...fee, step: 'earned', amountFen: fen(5) }, book)).toThrow(
      refused('accounting.balance_short', { code: '2203.04', room: '0.04' }),
    );
  });
});
