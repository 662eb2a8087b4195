import { describe, expect, it } from 'vitest';
import { CLIENT, fen, lines, POOL, stocked, tickets } from './book.ts';

describe('memo events', () => {
  it('E23, E24, E25, E42, E35 stay on memo', () => {
    const book = stocked({});
    const pool = POOL;
    const of = (...events: Parameters<typeof book.post>[0][]) =>
      events.flatMap(event => lines(book.post(event), event.id));
    expect(
      of(
        { id: 'E23', caseNo: 'lot-1', pool, bucket: 'red_packet', amountFen: fen(9) },
        { id: 'E24', step: 'raise', pool, bucket: 'credit', amountFen: fen(8) },
        { id: 'E24', step: 'cut', pool, bucket: 'preloan', amountFen: fen(7) },
        { id: 'E25', pool, client: CLIENT, amountFen: fen(6) },
        { id: 'E42', pool, bucket: 'coupon', amountFen: fen(5) },
        { id: 'E35', pool, client: CLIENT, amountFen: fen(4) },
      ),
    ).toEqual([
      'Dr 9003 · Cr 9999 9',
      'Dr 9005 · Cr 9999 8',
      'Dr 9999 · Cr 9006 7',
      'Dr 9007 · Cr 9999 6',
      'Dr 9999 · Cr 9004 5',
      'Dr 9999 · Cr 9007 4',
    ]);
  });

  it('E34 takes a grant off memo, with a ticket below zero, and charges it where the contract sells it', () => {
    const book = stocked({ fundsFen: 100, clientRebateFen: 10 });
    const facts = { id: 'E34', pool: POOL, bucket: 'grant', amountFen: fen(50) } as const;
    const free = book.post(facts);
    expect([lines(free, 'E34'), tickets(free)]).toEqual([['Dr 9999 · Cr 9001 50'], ['GRANT 50']]);
    expect(
      lines(book.post({ ...facts, sold: { client: CLIENT, priceFen: fen(20) } }), 'E34').slice(1),
    ).toEqual(['Dr 2203.01 · Cr 6001.01 20', 'Dr 6001.09 · Cr 1801 2']);
  });

  it('E32 spends the credit line on memo and owes the platform on book, prepaid, postpaid and M2', () => {
    const book = stocked({ fundsFen: 100 });
    book.post({ id: 'E24', step: 'raise', pool: POOL, bucket: 'credit', amountFen: fen(500) });
    const facts = { id: 'E32', pool: POOL, bucket: 'credit', mode: 'M1', amountFen: fen(150) } as const;
    expect(lines(book.post(facts), 'E32')).toEqual([
      'Dr 9999 · Cr 9005 150',
      'E14 Dr 1122.01 · Cr 2203.01 50',
      'Dr 2203.01 · Cr 6001.01 150',
      'Dr 6401.01 · Cr 2202.01 150',
    ]);
    const postpaid = book.post({ ...facts, postpaid: true });
    expect(lines(postpaid, 'E32').slice(1)).toEqual([
      'Dr 1122.01 · Cr 6001.01 150',
      'Dr 6401.01 · Cr 2202.01 150',
    ]);
    expect(postpaid.legs[1]!.debit).toEqual({ code: '1122.01', client: 10, category: 'postpaid' });
    expect(lines(book.post({ ...facts, mode: 'M2', postpaid: true }), 'E32').slice(1)).toEqual([
      'Dr 1122.01 · Cr 2202.01 150',
    ]);
  });

  it('E35 of an order takes the client’s own money from 已下单; below zero it is named', () => {
    const book = stocked({});
    const memo = [{ bucket: 'client_own', amountFen: fen(10) }] as const;
    const order = { caseNo: 'o', pool: POOL, bucket: 'prepay', amountFen: fen(0) } as const;
    book.post({ id: 'E25', pool: POOL, client: CLIENT, amountFen: fen(10) });
    book.post({ id: 'E27', as: 'fact', ...order, memo });
    const own = { id: 'E35', caseNo: 'o', pool: POOL, client: CLIENT, onOrder: true } as const;
    const within = book.post({ ...own, amountFen: fen(8) });
    expect([lines(within, 'E35'), tickets(within)]).toEqual([['Dr 9999 · Cr 9007 8'], []]);
    expect(within.legs[0]!.credit.category).toBe('on_order');
    expect(tickets(book.post({ ...own, amountFen: fen(5) }))).toEqual(['OWN_FUNDED 3']);
  });
});
