import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { SpendSource } from '../../src/domain/accounting/events/facts.ts';
import { byRow, CLIENT, channelRow, fen, lines, OTHER, POOL, stocked, tickets, WALLET } from './book.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const from = { pool: POOL, bucket: 'prepay' } as const;
const placed = { id: 'E27', as: 'fact', caseNo: 'o1', ...from } as const;
const pc: SpendSource = { kind: 'pc' };
const order: SpendSource = { kind: 'order' };
const direct = { kind: 'direct', paidFrom: channelRow } as const;

describe('E30, E31, E33 spend', () => {
  it('E30 of PC versions: charge pair, cost pair, both releases', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, clientRebateFen: 30, mediaRebateFen: 47 });
    const spend = book.post({ id: 'E30', ...from, source: pc, amountFen: fen(500) });
    expect(lines(spend, 'E30')).toEqual([
      'Dr 2203.02 · Cr 6001.01 500',
      'Dr 6401.01 · Cr 1123.03 500',
      'Dr 6001.09 · Cr 1801 15',
      'Dr 2401 · Cr 6401.02 23',
    ]);
    expect(spend.legs[0]!.credit).toEqual({ code: '6001.01', client: 10, pool: 70 });
    expect(spend.legs[1]!.debit).toEqual({ code: '6401.01', client: 10, supplier: 3, pool: 70 });
    expect(spend.legs[3]!.credit).toEqual({ code: '6401.02', client: 10, supplier: 3 });
    expect(spend.tickets).toEqual([]);
  });

  it('E30 of an order comes from what it has on order, then from available money with a ticket', () => {
    const book = stocked({ poolFen: 1_000 });
    book.post({ ...placed, amountFen: fen(300) });
    const spend = book.post({ id: 'E30', caseNo: 'o1', ...from, source: order, amountFen: fen(350) });
    expect(lines(spend, 'E30')).toEqual([
      'Dr 2203.02 · Cr 6001.01 350',
      'Dr 6401.01 · Cr 1123.04 300',
      'Dr 6401.01 · Cr 1123.03 50',
    ]);
    expect(tickets(spend)).toEqual(['MISS_BOOK 50']);
    expect(spend.legs.every(({ caseNo }) => caseNo === 'o1')).toBe(true);
  });

  it('E30 of a flow day not yet allocated takes available, then on order, before the pool counts as overdrawn', () => {
    const book = stocked({ poolFen: 1_000 });
    book.post({ ...placed, amountFen: fen(700) });
    const source: SpendSource = { kind: 'unallocated' };
    const spend = book.post({ id: 'E30', ...from, source, amountFen: fen(500) });
    expect(lines(spend, 'E30').slice(1)).toEqual([
      'Dr 6401.01 · Cr 1123.03 300',
      'Dr 6401.01 · Cr 1123.04 200',
    ]);
    expect(spend.tickets).toEqual([]);
  });

  it('E30 of an order paid directly comes from 1123.06 and releases nothing of the pool', () => {
    const book = stocked({ fundsFen: 1_000, poolFen: 100, clientRebateFen: 110, mediaRebateFen: 10 });
    const paid = book.post({
      id: 'E28',
      as: 'fact',
      caseNo: 'd',
      client: CLIENT,
      pool: POOL,
      amountFen: fen(450),
      paidFrom: channelRow,
    });
    expect(lines(paid, 'E28')).toEqual(['Dr 1123.06 · Cr 1012 450', 'Dr 2203.01 · Cr 2203.02 450']);
    const spend = book.post({ id: 'E30', caseNo: 'd', ...from, source: direct, amountFen: fen(300) });
    expect(lines(spend, 'E30')).toEqual([
      'Dr 2203.02 · Cr 6001.01 300',
      'Dr 6401.01 · Cr 1123.06 300',
      'Dr 6001.09 · Cr 1801 30',
    ]);
  });

  it('E30 of a direct order whose payment is not in the book makes its own E28 on the twin', () => {
    const book = stocked({ fundsFen: 100 });
    const spend = book.post({ id: 'E30', caseNo: 'd', ...from, source: direct, amountFen: fen(300) });
    expect(lines(spend, 'E30')).toEqual([
      'E14 Dr 1122.01 · Cr 2203.01 200',
      'E28 Dr 1123.06 · Cr 1012.90 300',
      'E28 Dr 2203.01 · Cr 2203.02 300',
      'Dr 2203.02 · Cr 6001.01 300',
      'Dr 6401.01 · Cr 1123.06 300',
    ]);
    expect(tickets(spend)).toEqual(['OVERDRAFT 200', 'MISS_BOOK 300']);
  });

  it('E31 passes through without income or cost, releases as E30', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, clientRebateFen: 30, mediaRebateFen: 47 });
    expect(lines(book.post({ id: 'E31', ...from, source: pc, amountFen: fen(500) }), 'E31')).toEqual([
      'Dr 2203.02 · Cr 1123.03 500',
      'Dr 6001.09 · Cr 1801 15',
      'Dr 2401 · Cr 6401.02 23',
    ]);
  });

  it('E33 on the agency’s wallet charges unallocated funds, completed by E14', () => {
    const book = stocked({ fundsFen: 100 });
    const wallet = { pool: 80, bucket: 'prepay' } as const;
    book.post({
      id: 'E61',
      lines: [{ account: { code: '1123.03', ...wallet }, side: 'debit', amountFen: fen(500) }],
    });
    const spend = book.post({
      id: 'E33',
      mode: 'M1',
      pool: WALLET,
      client: CLIENT,
      bucket: 'prepay',
      source: pc,
      amountFen: fen(150),
    });
    expect(lines(spend, 'E33')).toEqual([
      'E14 Dr 1122.01 · Cr 2203.01 50',
      'Dr 2203.01 · Cr 6001.01 150',
      'Dr 6401.01 · Cr 1123.03 150',
    ]);
    expect(spend.legs[2]!.credit).toEqual({ code: '1123.03', ...wallet });
    const through = book.post({
      id: 'E33',
      mode: 'M2',
      pool: WALLET,
      client: CLIENT,
      bucket: 'prepay',
      source: pc,
      amountFen: fen(10),
    });
    expect(lines(through, 'E33')).toEqual(['E14 Dr 1122.01 · Cr 2203.01 10', 'Dr 2203.01 · Cr 1123.03 10']);
  });

  it('E33 on the client’s own wallet is E30 on the wallet’s pool', () => {
    const book = stocked({ poolFen: 100 });
    const spend = book.post({
      id: 'E33',
      mode: 'M1',
      pool: POOL,
      bucket: 'prepay',
      source: pc,
      amountFen: fen(60),
    });
    expect(lines(spend, 'E33')).toEqual(['Dr 2203.02 · Cr 6001.01 60', 'Dr 6401.01 · Cr 1123.03 60']);
  });

  it('E30 needs to know whom to charge, and never charges another client for a pool', () => {
    const book = stocked({ poolFen: 100 });
    const spend = { id: 'E30', bucket: 'prepay', source: pc, amountFen: fen(1) } as const;
    expect(() => expand({ ...spend, pool: WALLET }, book)).toThrow(refused('accounting.client_missing'));
    expect(() => expand({ ...spend, pool: POOL, client: OTHER }, book)).toThrow(
      refused('accounting.pool_of_other_client'),
    );
  });

  it('refuses amounts that are not whole fen in range', () => {
    const book = stocked({ poolFen: 100 });
    for (const amount of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => expand({ id: 'E30', ...from, source: pc, amountFen: fen(amount) }, book)).toThrow(
        refused('accounting.amount_invalid', { event: 'E30' }),
      );
  });
});

describe('E43 overdrawn pools', () => {
  it('E43 books the part that the pool lacks like credit, with E14 where the client is short too', () => {
    const book = stocked({ fundsFen: 20, poolFen: 100, clientRebateFen: 12, mediaRebateFen: 5 });
    const spend = book.post({ id: 'E30', ...from, source: pc, amountFen: fen(150) });
    expect(lines(spend, 'E30')).toEqual([
      'Dr 2203.02 · Cr 6001.01 100',
      'Dr 6401.01 · Cr 1123.03 100',
      'Dr 6001.09 · Cr 1801 10',
      'Dr 2401 · Cr 6401.02 5',
      'E14 Dr 1122.01 · Cr 2203.01 30',
      'Dr 2203.01 · Cr 6001.01 50',
      'Dr 6401.01 · Cr 2202.03 50',
      'Dr 6001.09 · Cr 1801 2',
    ]);
    expect(tickets(spend)).toEqual(['OVERDRAFT 50', 'OVERDRAFT 30']);
  });

  it('E43 clears with the next deposit, and E15 offsets the overdraft of the client', () => {
    const book = stocked({ fundsFen: 0, poolFen: 0 });
    book.post({ id: 'E30', ...from, source: pc, amountFen: fen(50) });
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(105) });
    book.post({
      id: 'E17',
      as: 'fact',
      pool: POOL,
      paidFen: fen(100),
      creditedFen: fen(105),
      paidFrom: byRow,
    });
    const deposit = book.post({ id: 'E18', pool: POOL, bucket: 'prepay', creditedFen: fen(105) });
    expect(lines(deposit, 'E18')).toEqual([
      'Dr 1123.03 · Cr 1123.01 105',
      'E43 Dr 2202.03 · Cr 1123.03 50',
      'E43 Dr 2401 · Cr 6401.02 2',
      'E43 Dr 2203.02 · Cr 2203.01 50',
      'E15 Dr 2203.01 · Cr 1122.01 50',
    ]);
    expect([book.total('2202.03'), book.of({ code: '1122.01', client: 10, category: 'overdraft' })]).toEqual([
      0, 0,
    ]);
  });

  it('E43 by itself does nothing where nothing is overdrawn', () => {
    expect(stocked({ poolFen: 100 }).post({ id: 'E43', pool: POOL, bucket: 'prepay' }).legs).toEqual([]);
  });

  it('E43 in M2 owes the platform without a cost', () => {
    const book = stocked({ fundsFen: 50 });
    expect(lines(book.post({ id: 'E31', ...from, source: pc, amountFen: fen(50) }), 'E31')).toEqual([
      'Dr 2203.01 · Cr 2202.03 50',
    ]);
  });
});

describe('E41 spend restated', () => {
  const released = { spentFen: fen(500), clientRebateFen: fen(15), mediaRebateFen: fen(23) };

  it('E41 less: red charge, cost and the releases in proportion', () => {
    const book = stocked({ fundsFen: 0, poolFen: 1_000, clientRebateFen: 30, mediaRebateFen: 47 });
    book.post({ id: 'E30', ...from, source: pc, amountFen: fen(500) });
    const less = book.post({
      id: 'E41',
      step: 'less',
      mode: 'M1',
      ...from,
      source: pc,
      amountFen: fen(100),
      released,
    });
    expect(lines(less, 'E41')).toEqual([
      'red Dr 6001.01 · Cr 2203.02 100',
      'red Dr 1123.03 · Cr 6401.01 100',
      'red Dr 1801 · Cr 6001.09 3',
      'red Dr 6401.02 · Cr 2401 4',
    ]);
    const all = book.post({
      id: 'E41',
      step: 'less',
      mode: 'M2',
      ...from,
      source: pc,
      amountFen: fen(500),
      released,
    });
    expect(lines(all, 'E41')).toEqual([
      'red Dr 1123.03 · Cr 2203.02 500',
      'red Dr 1801 · Cr 6001.09 15',
      'red Dr 6401.02 · Cr 2401 23',
    ]);
  });

  it('E41 less on a direct order and on the agency’s wallet goes back where it came from', () => {
    const book = stocked({ fundsFen: 1_000 });
    const less = {
      id: 'E41',
      step: 'less',
      mode: 'M1',
      bucket: 'prepay',
      released,
      amountFen: fen(10),
    } as const;
    expect(lines(book.post({ ...less, caseNo: 'd', pool: POOL, source: direct }), 'E41').slice(0, 2)).toEqual(
      ['red Dr 6001.01 · Cr 2203.02 10', 'red Dr 1123.06 · Cr 6401.01 10'],
    );
    expect(lines(book.post({ ...less, pool: WALLET, client: CLIENT, source: pc }), 'E41')[0]).toBe(
      'red Dr 6001.01 · Cr 2203.01 10',
    );
  });

  it('E41 more is a further spend; less clears an overdraft first', () => {
    const book = stocked({ fundsFen: 100, poolFen: 0 });
    const more = book.post({ id: 'E41', step: 'more', mode: 'M1', ...from, source: pc, amountFen: fen(40) });
    expect(lines(more, 'E41')).toEqual(['Dr 2203.01 · Cr 6001.01 40', 'Dr 6401.01 · Cr 2202.03 40']);
    const none = { spentFen: fen(40), clientRebateFen: fen(0), mediaRebateFen: fen(0) };
    const less = book.post({
      id: 'E41',
      step: 'less',
      mode: 'M1',
      ...from,
      source: pc,
      amountFen: fen(40),
      released: none,
    });
    expect(lines(less, 'E41').slice(2)).toEqual([
      'E43 Dr 2202.03 · Cr 1123.03 40',
      'E43 Dr 2203.02 · Cr 2203.01 40',
    ]);
    expect([book.total('2203.01'), book.total('2203.02'), book.total('6001.01')]).toEqual([100, 0, 0]);
  });
});
