import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { SpendSource } from '../../src/domain/accounting/events/facts.ts';
import {
  byRow,
  CHANNEL,
  CLIENT,
  channelRow,
  fen,
  lines,
  OTHER,
  POOL,
  stocked,
  tickets,
  WALLET,
} from './book.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const from = { pool: POOL, bucket: 'prepay' } as const;
const placed = { id: 'E27', as: 'fact', caseNo: 'o1', ...from } as const;
const pc: SpendSource = { kind: 'pc' };
const order: SpendSource = { kind: 'order' };
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
});
