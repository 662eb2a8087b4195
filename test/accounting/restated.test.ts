import { describe, expect, it } from 'vitest';
import { byRow, CLIENT, fen, lines, POOL, posted, stocked, tickets } from './book.ts';

const NOTHING = { clientRebateFen: fen(0), mediaRebateFen: fen(0) };

describe('E41 of credit, grants and the client’s own money', () => {
  const credit = { pool: POOL, bucket: 'credit', mode: 'M1' } as const;
  const restated = { id: 'E41', of: 'credit', ...credit } as const;

  it('E41 more of credit is E32; less is red: line, charge, cost and release', () => {
    const book = stocked({ fundsFen: 1_000, clientRebateFen: 100 });
    book.post({ id: 'E24', step: 'raise', pool: POOL, bucket: 'credit', amountFen: fen(500) });
    expect(posted(book, { ...restated, step: 'more', amountFen: fen(200) })).toEqual([
      [
        'Dr 9999 · Cr 9005 200',
        'Dr 2203.01 · Cr 6001.01 200',
        'Dr 6401.01 · Cr 2202.01 200',
        'Dr 6001.09 · Cr 1801 20',
      ],
    ]);
    const released = { ...NOTHING, spentFen: fen(200), clientRebateFen: fen(20) };
    expect(posted(book, { ...restated, step: 'less', released, amountFen: fen(50) })).toEqual([
      [
        'red Dr 9005 · Cr 9999 50',
        'red Dr 6001.01 · Cr 2203.01 50',
        'red Dr 2202.01 · Cr 6401.01 50',
        'red Dr 1801 · Cr 6001.09 5',
      ],
    ]);
    const m2 = { ...restated, mode: 'M2', step: 'less', released } as const;
    expect(lines(book.post({ ...m2, amountFen: fen(10) }), 'E41').slice(1)).toEqual([
      'red Dr 2202.01 · Cr 2203.01 10',
      'red Dr 1801 · Cr 6001.09 1',
    ]);
  });

  it('E41 less of credit that was repaid and paid for: the platform owes it, the client has it as funds', () => {
    const book = stocked({ fundsFen: 0 });
    book.post({ id: 'E32', ...credit, postpaid: true, amountFen: fen(100) });
    book.post({ id: 'E62', pool: POOL, bucket: 'credit', paidFrom: byRow, amountFen: fen(70) });
    const money = { money: 1, kind: 'bank' } as const;
    book.post({ id: 'E01', money, amountFen: fen(60) });
    book.post({ id: 'E03', money, parts: [{ client: CLIENT, amountFen: fen(60), as: 'funds' }] });
    const released = { ...NOTHING, spentFen: fen(100) };
    const facts = { ...restated, step: 'less', postpaid: true, released, amountFen: fen(50) } as const;
    const less = book.post(facts);
    expect([lines(less, 'E41').slice(1), tickets(less)]).toEqual([
      [
        'red Dr 6001.01 · Cr 1122.01 40',
        'red Dr 6001.01 · Cr 2203.01 10',
        'red Dr 2202.01 · Cr 6401.01 30',
        'red Dr 2202.03 · Cr 6401.01 20',
      ],
      ['RESTATE 20'],
    ]);
    const m2 = stocked({ fundsFen: 0 });
    m2.post({ id: 'E32', ...credit, mode: 'M2', postpaid: true, amountFen: fen(30) });
    m2.post({ id: 'E62', pool: POOL, bucket: 'credit', paidFrom: byRow, amountFen: fen(20) });
    expect(lines(m2.post({ ...facts, mode: 'M2', amountFen: fen(30) }), 'E41').slice(1)).toEqual([
      'red Dr 2202.01 · Cr 1122.01 10',
      'red Dr 2202.03 · Cr 1122.01 20',
    ]);
  });

  it('E41 of a grant, and of the client’s own money, is memo, and the price where the grant is sold', () => {
    const book = stocked({ fundsFen: 100 });
    const grant = { id: 'E41', of: 'grant', pool: POOL, bucket: 'grant', amountFen: fen(30) } as const;
    const own = { id: 'E41', of: 'own', pool: POOL, client: CLIENT, amountFen: fen(5) } as const;
    const sold = { client: CLIENT, priceFen: fen(10) };
    expect(
      posted(
        book,
        { ...grant, step: 'more', sold },
        { ...grant, step: 'less', released: { ...NOTHING, spentFen: fen(10) }, sold },
        { ...grant, step: 'less', released: { ...NOTHING, spentFen: fen(10) }, onOrder: true },
        { ...own, step: 'more' },
        { ...own, step: 'less' },
      ),
    ).toEqual([
      ['Dr 9999 · Cr 9001 30', 'E34 Dr 2203.01 · Cr 6001.01 10'],
      ['red Dr 9001 · Cr 9999 30', 'E34 red Dr 6001.01 · Cr 2203.01 10'],
      ['red Dr 9001 · Cr 9999 30'],
      ['Dr 9999 · Cr 9007 5'],
      ['red Dr 9007 · Cr 9999 5'],
    ]);
    expect(book.of({ code: '9001', pool: 70, category: 'on_order' })).toBe(30);
  });
});
