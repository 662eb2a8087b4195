import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { CHANNEL, CLIENT, channelRow, fen, lines, POOL, stocked, tickets } from './book.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const from = { pool: POOL, bucket: 'prepay' } as const;
const placed = { id: 'E27', as: 'fact', caseNo: 'o1', ...from } as const;
const direct = { kind: 'direct', paidFrom: channelRow } as const;

describe('E27, E36, E44 states of pool money', () => {
  it('E27 puts available money on order, E36 gives the unspent back; no client leg', () => {
    const book = stocked({ poolFen: 1_000 });
    expect(lines(book.post({ ...placed, amountFen: fen(600) }), 'E27')).toEqual([
      'Dr 1123.04 · Cr 1123.03 600',
    ]);
    const ended = book.post({ id: 'E36', caseNo: 'o1', ...from, unspentFen: fen(200) });
    expect(lines(ended, 'E36')).toEqual(['Dr 1123.03 · Cr 1123.04 200']);
    expect([book.total('1123.03'), book.total('1123.04')]).toEqual([600, 400]);
  });

  it('E27 above the pool is refused as an intent; as a fact what there is goes on order, the rest is named', () => {
    const book = stocked({ poolFen: 500 });
    expect(() => expand({ ...placed, as: 'intent', amountFen: fen(600) }, book)).toThrow(
      refused('accounting.pool_short', { rule: 'E27', needed: '6.00', room: '5.00', short: '1.00' }),
    );
    const expansion = book.post({ ...placed, amountFen: fen(600) });
    expect(lines(expansion, 'E27')).toEqual(['Dr 1123.04 · Cr 1123.03 500']);
    expect(tickets(expansion)).toEqual(['MISS_BOOK 100']);
  });

  it('E27 of a figure that is not split takes rebate credit after prepay', () => {
    const book = stocked({ poolFen: 100 });
    book.post({ id: 'E18', pool: POOL, bucket: 'rebate_credit', creditedFen: fen(50) });
    const expansion = book.post({ ...placed, unsplit: true, amountFen: fen(120) });
    expect(expansion.legs.map(({ debit, amountFen }) => [debit.bucket, amountFen])).toEqual([
      ['prepay', 100],
      ['rebate_credit', 20],
    ]);
    const ended = book.post({ id: 'E36', caseNo: 'o1', ...from, unsplit: true, unspentFen: fen(110) });
    expect(ended.legs.map(({ debit, amountFen }) => [debit.bucket, amountFen])).toEqual([
      ['prepay', 100],
      ['rebate_credit', 10],
    ]);
  });

  it('E36 never releases what belongs to another order', () => {
    const book = stocked({ poolFen: 1_000 });
    book.post({ ...placed, amountFen: fen(300) });
    book.post({ ...placed, caseNo: 'o2', amountFen: fen(300) });
    const ended = book.post({ id: 'E36', caseNo: 'o1', ...from, unspentFen: fen(350) });
    expect(lines(ended, 'E36')).toEqual(['Dr 1123.03 · Cr 1123.04 300']);
    expect(tickets(ended)).toEqual(['MISS_BOOK 50']);
  });

  it('E27, E36 move memo parts between 可用 and 已下单', () => {
    const book = stocked({ poolFen: 100 });
    book.post({ id: 'E23', pool: POOL, bucket: 'grant', amountFen: fen(80) });
    const memo = [{ bucket: 'grant' as const, amountFen: fen(50) }];
    expect(lines(book.post({ ...placed, amountFen: fen(0), memo }), 'E27')).toEqual(['Dr 9001 · Cr 9001 50']);
    expect(book.of({ code: '9001', pool: 70, category: 'on_order' })).toBe(50);
    book.post({
      id: 'E36',
      caseNo: 'o1',
      ...from,
      unspentFen: fen(0),
      memo: [{ bucket: 'grant', amountFen: fen(20) }],
    });
    expect([
      book.of({ code: '9001', pool: 70 }),
      book.of({ code: '9001', pool: 70, category: 'on_order' }),
    ]).toEqual([50, 30]);
  });

  it('E44 freezes and frees, never more than there is', () => {
    const book = stocked({ poolFen: 100 });
    expect(lines(book.post({ id: 'E44', step: 'freeze', ...from, amountFen: fen(70) }), 'E44')).toEqual([
      'Dr 1123.05 · Cr 1123.03 70',
    ]);
    const more = book.post({ id: 'E44', step: 'freeze', ...from, amountFen: fen(40) });
    expect([lines(more, 'E44'), tickets(more)]).toEqual([['Dr 1123.05 · Cr 1123.03 30'], ['MISS_BOOK 10']]);
    expect(lines(book.post({ id: 'E44', step: 'unfreeze', ...from, amountFen: fen(100) }), 'E44')).toEqual([
      'Dr 1123.03 · Cr 1123.05 100',
    ]);
  });
});

describe('E28, E37, E38 orders paid directly', () => {
  const bought = (paidFrom = { by: 'row', money: CHANNEL } as const) => {
    const book = stocked({ fundsFen: 1_000 });
    book.post({
      id: 'E28',
      as: 'intent',
      caseNo: 'd',
      client: CLIENT,
      pool: POOL,
      amountFen: fen(450),
      paidFrom,
    });
    return book;
  };
  const refund = { id: 'E38', caseNo: 'd', client: CLIENT, paidFrom: channelRow } as const;
  const expected = {
    id: 'E37',
    caseNo: 'd',
    client: CLIENT,
    paidFrom: channelRow,
    expectedFen: fen(180),
  } as const;
  const toAgency = { to: 'agency', into: channelRow } as const;

  it('E28 by an employee owes the employee, by the client is memo, beyond the funds is refused', () => {
    const book = stocked({ fundsFen: 100 });
    const facts = {
      id: 'E28',
      as: 'intent',
      caseNo: 'd',
      client: CLIENT,
      pool: POOL,
      amountFen: fen(100),
    } as const;
    expect(lines(book.post({ ...facts, paidFrom: { by: 'employee', employee: 4 } }), 'E28')).toEqual([
      'Dr 1123.06 · Cr 2241.05 100',
      'Dr 2203.01 · Cr 2203.02 100',
    ]);
    expect(lines(book.post({ ...facts, paidFrom: { by: 'client' } }), 'E28')).toEqual([
      'Dr 9007 · Cr 9999 100',
    ]);
    expect(() => expand({ ...facts, paidFrom: channelRow }, book)).toThrow(
      refused('accounting.funds_short', { rule: 'E28' }),
    );
  });

  it('E37 expects the refund, E38 receives it exactly', () => {
    const book = bought();
    expect(lines(book.post(expected), 'E37')).toEqual(['Dr 1221.01 · Cr 1123.06 180']);
    expect(lines(book.post({ ...refund, arrived: toAgency, amountFen: fen(180) }), 'E38')).toEqual([
      'Dr 1012 · Cr 1221.01 180',
      'Dr 2203.02 · Cr 2203.01 180',
    ]);
  });

  it('E37 never expects more than the order holds', () => {
    const expansion = bought().post({ ...expected, expectedFen: fen(500) });
    expect([lines(expansion, 'E37'), tickets(expansion)]).toEqual([
      ['Dr 1221.01 · Cr 1123.06 450'],
      ['MISS_BOOK 50'],
    ]);
  });

  it('E38 to the client’s own channel moves no cash; to an employee it first clears what is owed', () => {
    const book = bought();
    book.post(expected);
    expect(lines(book.post({ ...refund, arrived: { to: 'client' }, amountFen: fen(80) }), 'E38')).toEqual([
      'Dr 2203.02 · Cr 1221.01 80',
    ]);
    book.post({
      id: 'E61',
      lines: [{ account: { code: '2241.05', employee: 4 }, side: 'credit', amountFen: fen(30) }],
    });
    expect(
      lines(book.post({ ...refund, arrived: { to: 'employee', employee: 4 }, amountFen: fen(100) }), 'E38'),
    ).toEqual(['Dr 2241.05 · Cr 1221.01 30', 'Dr 1221.08 · Cr 1221.01 70', 'Dr 2203.02 · Cr 2203.01 100']);
  });

  it('E38 short keeps the rest in transit, over is a receipt to claim; both are named', () => {
    const book = bought();
    book.post(expected);
    expect(tickets(book.post({ ...refund, arrived: toAgency, amountFen: fen(150) }))).toEqual([
      'REFUND_SHORT 30',
    ]);
    book.post({ id: 'E30', caseNo: 'd', ...from, source: direct, amountFen: fen(270) });
    const over = book.post({ ...refund, arrived: toAgency, amountFen: fen(40) });
    expect(lines(over, 'E38')).toEqual([
      'Dr 1012 · Cr 1221.01 30',
      'Dr 1012 · Cr 2241.01 10',
      'Dr 2203.02 · Cr 2203.01 30',
    ]);
    expect(tickets(over)).toEqual(['REFUND_OVER 10']);
  });

  it('E38 seen before the order’s end makes its own E37', () => {
    const early = bought().post({ ...refund, arrived: toAgency, amountFen: fen(180) });
    expect(lines(early, 'E38')[0]).toBe('E37 Dr 1221.01 · Cr 1123.06 180');
    expect(early.tickets).toEqual([]);
  });

  it('E30 late, after the refund was expected, is paid from it', () => {
    const book = bought();
    book.post({ ...expected, expectedFen: fen(450) });
    const late = book.post({ id: 'E30', caseNo: 'd', ...from, source: direct, amountFen: fen(20) });
    expect(lines(late, 'E30')[1]).toBe('Dr 6401.01 · Cr 1221.01 20');
    expect(tickets(late)).toEqual(['REFUND_SHORT 20']);
  });
});
