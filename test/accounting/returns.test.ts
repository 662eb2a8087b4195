import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { OpeningLine } from '../../src/domain/accounting/events/facts.ts';
import { reverse, shown } from '../../src/domain/accounting/reversal.ts';
import { BANK, byRow, CLIENT, fen, lines, NaiveBook, POOL, RULES, stocked, tickets } from './book.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const asked = { id: 'E45', as: 'intent', caseNo: 'w', pool: POOL, bucket: 'prepay' } as const;

describe('E45, E46 withdrawal', () => {
  it('E45 leaves the platform its part of the rebate, and gives it back to unallocated funds', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, mediaRebateFen: 47 });
    expect(lines(book.post({ ...asked, amountFen: fen(500) }), 'E45')).toEqual([
      'Dr 1221.02 · Cr 1123.03 477',
      'Dr 2401 · Cr 1123.03 23',
      'Dr 2203.02 · Cr 2203.01 23',
    ]);
    expect(() => expand({ ...asked, amountFen: fen(501) }, book)).toThrow(
      refused('accounting.pool_short', { rule: 'E45', room: '5.00' }),
    );
  });

  it('E45 as a fact above the pool is overdrawn, and cleared when the money shows', () => {
    const book = stocked({ fundsFen: 50, poolFen: 100 });
    const expansion = book.post({ ...asked, as: 'fact', amountFen: fen(130) });
    expect(lines(expansion, 'E45')).toEqual([
      'E43 Dr 1123.03 · Cr 2202.03 30',
      'E43 Dr 2203.01 · Cr 2203.02 30',
      'Dr 1221.02 · Cr 1123.03 130',
    ]);
    expect(tickets(expansion)).toEqual(['OVERDRAFT 30']);
  });

  it('E46 at the agency: cash, and the client’s funds back; short and over are named', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000 });
    book.post({ ...asked, amountFen: fen(500) });
    const arrived = { id: 'E46', step: 'agency', caseNo: 'w', pool: POOL, into: byRow } as const;
    const short = book.post({ ...arrived, amountFen: fen(400) });
    expect(lines(short, 'E46')).toEqual(['Dr 1002 · Cr 1221.02 400', 'Dr 2203.02 · Cr 2203.01 400']);
    expect(tickets(short)).toEqual(['REFUND_SHORT 100']);
    const over = book.post({ ...arrived, amountFen: fen(130) });
    expect(lines(over, 'E46')).toEqual([
      'Dr 1002 · Cr 1221.02 100',
      'Dr 1002 · Cr 2241.01 30',
      'Dr 2203.02 · Cr 2203.01 100',
    ]);
    expect(tickets(over)).toEqual(['REFUND_OVER 30']);
  });

  it('E46 at the client’s own account claws the front rebate back on W', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, clientRebateFen: 30 });
    book.post({ ...asked, amountFen: fen(500) });
    const arrived = book.post({
      id: 'E46',
      step: 'client',
      caseNo: 'w',
      pool: POOL,
      amountFen: fen(500),
      requestedFen: fen(500),
    });
    expect(lines(arrived, 'E46')).toEqual([
      'E14 Dr 1122.01 · Cr 2203.01 15',
      'Dr 2203.01 · Cr 1801 15',
      'Dr 2203.02 · Cr 1221.02 500',
    ]);
  });

  it('E46 refused mirrors E45', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, mediaRebateFen: 47 });
    const before = book.balances();
    book.post({ ...asked, amountFen: fen(500) });
    const back = book.post({
      id: 'E46',
      step: 'refused',
      caseNo: 'w',
      pool: POOL,
      bucket: 'prepay',
      requestedFen: fen(500),
      keptFen: fen(23),
    });
    expect(lines(back, 'E46')).toEqual([
      'Dr 1123.03 · Cr 1221.02 477',
      'Dr 1123.03 · Cr 2401 23',
      'Dr 2203.01 · Cr 2203.02 23',
    ]);
    for (const { account, fen } of before) expect(book.of(account), account.code).toBe(fen);
  });
});

describe('E48 return to the client', () => {
  it('E48 claws back its part of the front rebate, and pays what was approved', () => {
    const book = stocked({ fundsFen: 800, poolFen: 200, clientRebateFen: 100 });
    const facts = { id: 'E48', caseNo: 'r', client: CLIENT } as const;
    expect(() => expand({ ...facts, step: 'approve', grossFen: fen(801) }, book)).toThrow(
      refused('accounting.funds_short', { rule: 'E48', room: '8.00' }),
    );
    expect(lines(book.post({ ...facts, step: 'approve', grossFen: fen(500) }), 'E48')).toEqual([
      'Dr 2203.01 · Cr 1801 50',
      'Dr 2203.01 · Cr 2241.06 450',
    ]);
    expect(lines(book.post({ ...facts, step: 'pay', paidFrom: byRow, amountFen: fen(450) }), 'E48')).toEqual([
      'Dr 2241.06 · Cr 1002 450',
    ]);
    const more = book.post({ ...facts, step: 'pay', paidFrom: byRow, amountFen: fen(5) });
    expect([lines(more, 'E48'), tickets(more)]).toEqual([['Dr 1221.07 · Cr 1002 5'], ['UNKNOWN 5']]);
  });
});

describe('E59 adjustments', () => {
  const rounding = { id: 'E59', rules: RULES, step: 'rounding', amountFen: fen(1) } as const;

  it('E59 writes rounding off on the one who bears it', () => {
    const book = stocked({});
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(5) });
    const owed = book.post({
      ...rounding,
      direction: 'loss',
      on: { code: '1122.01', client: 10, category: 'advance' },
    });
    expect(lines(owed, 'E59')).toEqual(['Dr 6603.03 · Cr 1122.01 1']);
    expect(owed.legs[0]!.debit).toEqual({ code: '6603.03', client: 10 });
    const wrong = book.post({ ...rounding, direction: 'gain', on: { code: '2241.01', money: 1 } });
    expect([lines(wrong, 'E59'), wrong.legs[0]!.credit]).toEqual([
      ['Dr 2241.01 · Cr 6603.03 1'],
      { code: '6603.03', money: 1 },
    ]);
  });

  it('E59 on a client’s pool keeps I1 by its client leg', () => {
    const book = stocked({ fundsFen: 1, poolFen: 10 });
    const on = { code: '1123.03', pool: 70, bucket: 'prepay' } as const;
    expect(lines(book.post({ ...rounding, direction: 'loss', on, pool: POOL }), 'E59')).toEqual([
      'Dr 6603.03 · Cr 1123.03 1',
      'Dr 2203.02 · Cr 2203.01 1',
    ]);
    expect(lines(book.post({ ...rounding, direction: 'gain', on, pool: POOL }), 'E59')).toEqual([
      'Dr 1123.03 · Cr 6603.03 1',
      'Dr 2203.01 · Cr 2203.02 1',
    ]);
    expect(() => expand({ ...rounding, direction: 'loss', on }, book)).toThrow(
      refused('accounting.target_not_allowed'),
    );
  });

  it('E59 refuses bank, tax, memo and client money at the platform, and more than a rounding', () => {
    const book = stocked({});
    for (const on of [
      { code: '1002', money: 1 },
      { code: '2221.01' },
      { code: '9001', pool: 1 },
      { code: '2203.02', client: 10 },
    ])
      expect(() => expand({ ...rounding, direction: 'loss', on }, book)).toThrow(
        refused('accounting.target_not_allowed'),
      );
    const large = {
      ...rounding,
      amountFen: fen(101),
      direction: 'gain',
      on: { code: '1221.07', money: 1 },
    } as const;
    expect(() => expand(large, book)).toThrow(refused('accounting.rounding_too_large', { limit: '1.00' }));
    const gone = {
      ...rounding,
      direction: 'loss',
      on: { code: '1123.02', supplier: 3, pool: 80, bucket: 'prepay' },
    } as const;
    expect(() => expand(gone, book)).toThrow(refused('accounting.balance_short'));
  });

  it('E59 takes unclaimable money to income', () => {
    const book = stocked({ fundsFen: 5 });
    book.post({ id: 'E01', money: BANK, amountFen: fen(9) });
    const facts = { id: 'E59', rules: RULES, step: 'unclaimable', client: CLIENT } as const;
    expect(lines(book.post({ ...facts, amountFen: fen(5) }), 'E59')).toEqual(['Dr 2203.01 · Cr 6301 5']);
    expect(lines(book.post({ ...facts, money: BANK, amountFen: fen(9) }), 'E59')).toEqual([
      'Dr 2241.01 · Cr 6301 9',
    ]);
    expect(() => expand({ ...facts, amountFen: fen(1) }, book)).toThrow(refused('accounting.balance_short'));
  });
});

describe('E61 opening', () => {
  const line = (account: OpeningLine['account'], side: OpeningLine['side']): OpeningLine => ({
    account,
    side,
    amountFen: fen(5),
  });

  it('E61 brings each balance in against 3001, memo against 9999', () => {
    const expansion = new NaiveBook().post({
      id: 'E61',
      lines: [
        line({ code: '1002', money: 1 }, 'debit'),
        { ...line({ code: '2241.06', client: 10 }, 'credit'), caseNo: 'r', item: 3 },
        line({ code: '9001', pool: 70 }, 'debit'),
      ],
    });
    expect(lines(expansion, 'E61')).toEqual([
      'Dr 1002 · Cr 3001 5',
      'Dr 3001 · Cr 2241.06 5',
      'Dr 9001 · Cr 9999 5',
    ]);
    expect(expansion.legs[1]).toMatchObject({ caseNo: 'r', item: 3 });
  });

  it('E61 refuses profit and loss, its own counterpart, and negative openings of guarded accounts', () => {
    const opening = (bad: OpeningLine) => () => expand({ id: 'E61', lines: [bad] }, new NaiveBook());
    expect(opening(line({ code: '6301', client: 1 }, 'credit'))).toThrow(
      refused('accounting.opening_profit'),
    );
    expect(opening(line({ code: '3001' }, 'credit'))).toThrow(refused('accounting.opening_profit'));
    expect(opening(line({ code: '2203.01', client: 1 }, 'debit'))).toThrow(
      refused('accounting.opening_negative'),
    );
    expect(opening(line({ code: '1002', money: 1 }, 'credit'))).not.toThrow();
  });
});

describe('an opening that left 在平台 below the pools', () => {
  it('E30 takes the client’s other funds and names the gap; E46 gives back what stands there', () => {
    const book = new NaiveBook();
    book.post({
      id: 'E61',
      lines: [
        { account: { code: '1123.03', pool: 70, bucket: 'prepay' }, side: 'debit', amountFen: fen(100) },
      ],
    });
    const spend = book.post({
      id: 'E30',
      pool: POOL,
      bucket: 'prepay',
      source: { kind: 'pc' },
      amountFen: fen(40),
    });
    expect(tickets(spend)).toEqual(['OVERDRAFT 40', 'OPENING 40']);
    book.post({ ...asked, amountFen: fen(60) });
    const back = book.post({
      id: 'E46',
      step: 'agency',
      caseNo: 'w',
      pool: POOL,
      into: byRow,
      amountFen: fen(60),
    });
    expect([lines(back, 'E46'), tickets(back)]).toEqual([['Dr 1002 · Cr 1221.02 60'], ['OPENING 60']]);
  });
});

describe('red reversal', () => {
  it('swaps sides, marks red, last leg first, and is shown negative on the original sides', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, clientRebateFen: 30, mediaRebateFen: 47 });
    const before = book.balances().map(({ account, fen }) => [account, fen] as const);
    const { legs } = book.post({
      id: 'E30',
      pool: POOL,
      bucket: 'prepay',
      source: { kind: 'pc' },
      amountFen: fen(500),
    });
    const red = reverse(legs);
    for (const leg of red) book.book(leg);
    for (const [account, amount] of before) expect(book.of(account), account.code).toBe(amount);
    expect(red[0]).toEqual({
      ...legs.at(-1),
      debit: legs.at(-1)!.credit,
      credit: legs.at(-1)!.debit,
      red: true,
    });
    expect(shown(red[0]!)).toEqual({
      debit: legs.at(-1)!.debit,
      credit: legs.at(-1)!.credit,
      amountFen: -legs.at(-1)!.amountFen,
    });
    expect(shown(legs[0]!)).toEqual({ debit: legs[0]!.debit, credit: legs[0]!.credit, amountFen: 500 });
    expect(reverse(red)).toEqual(legs);
  });
});
