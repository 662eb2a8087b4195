import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { Payer } from '../../src/domain/accounting/events/facts.ts';
import {
  BANK,
  byRow,
  CLIENT,
  fen,
  lines,
  NaiveBook,
  OTHER_POOL,
  POOL,
  POOL2,
  stocked,
  tickets,
  WALLET,
} from './book.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const paid = { as: 'fact', pool: POOL, paidFen: fen(950), creditedFen: fen(1_000), paidFrom: byRow } as const;
const arrival = { id: 'E18', pool: POOL, bucket: 'prepay' } as const;

describe('E16–E19 recharge', () => {
  it('E16 gives the front rebate, deferred or at once', () => {
    const facts = { id: 'E16', client: CLIENT, rebateFen: fen(30) } as const;
    const book = new NaiveBook();
    expect(lines(book.post({ ...facts, recognition: 'with_spend' }), 'E16')).toEqual([
      'Dr 1801 · Cr 2203.01 30',
    ]);
    expect(lines(book.post({ ...facts, recognition: 'at_recharge' }), 'E16')).toEqual([
      'Dr 6001.09 · Cr 2203.01 30',
    ]);
  });

  it('E17 pays, defers the platform rebate and allocates, from bank, twin, suspense or an employee', () => {
    const book = stocked({ fundsFen: 10_000 });
    const expansion = book.post({ id: 'E17', ...paid });
    expect(lines(expansion, 'E17')).toEqual([
      'Dr 1123.01 · Cr 1002 950',
      'Dr 1123.01 · Cr 2401 50',
      'Dr 2203.01 · Cr 2203.02 1000',
    ]);
    const first = (payer: { paidFrom: Payer }) =>
      lines(book.post({ id: 'E17', caseNo: 'c', ...paid, ...payer }), 'E17')[0];
    expect(first({ paidFrom: { by: 'registered', money: BANK } })).toBe('Dr 1123.01 · Cr 1002.90 950');
    expect(first({ paidFrom: { by: 'suspense', money: BANK } })).toBe('Dr 1123.01 · Cr 1221.07 950');
    expect(first({ paidFrom: { by: 'employee', employee: 4 } })).toBe('Dr 1123.01 · Cr 2241.05 950');
  });

  it('E17 as an intent is refused with the room left; as a fact it is completed by E14', () => {
    const book = stocked({ fundsFen: 700 });
    expect(() => expand({ id: 'E17', ...paid, as: 'intent' }, book)).toThrow(
      refused('accounting.funds_short', { rule: 'E17', needed: '10.00', room: '7.00', short: '3.00' }),
    );
    const expansion = book.post({ id: 'E17', ...paid });
    expect(lines(expansion, 'E17')[0]).toBe('E14 Dr 1122.01 · Cr 2203.01 300');
    expect(expansion.legs[0]!.debit).toEqual({ code: '1122.01', client: 10, category: 'overdraft' });
    expect(tickets(expansion)).toEqual(['OVERDRAFT 300']);
    expect(book.total('2203.01')).toBe(0);
  });

  it('E17 expecting less than was paid keeps the difference in transit, with a ticket', () => {
    const expansion = stocked({ fundsFen: 10_000 }).post({ id: 'E17', ...paid, creditedFen: fen(940) });
    expect(lines(expansion, 'E17')).toEqual(['Dr 1123.01 · Cr 1002 950', 'Dr 2203.01 · Cr 2203.02 950']);
    expect(tickets(expansion)).toEqual(['DEPOSIT_DIFF 10']);
  });

  it('E18 credits what came; what is missing stays in transit with a ticket', () => {
    const book = stocked({ fundsFen: 10_000 });
    book.post({ id: 'E17', ...paid });
    const expansion = book.post({ ...arrival, creditedFen: fen(990), expectedFen: fen(1_000) });
    expect(lines(expansion, 'E18')).toEqual(['Dr 1123.03 · Cr 1123.01 990']);
    expect(tickets(expansion)).toEqual(['DEPOSIT_DIFF 10']);
    expect(book.total('1123.01')).toBe(10);
  });

  it('E18 before its payment is upstream credit, which the later E17 settles: the end is the same in either order', () => {
    const usual = stocked({ fundsFen: 10_000 });
    usual.post({ id: 'E17', ...paid });
    usual.post({ ...arrival, creditedFen: fen(1_000) });
    const early = stocked({ fundsFen: 10_000 });
    const credited = early.post({ ...arrival, creditedFen: fen(1_000) });
    expect(lines(credited, 'E18')).toEqual([
      'Dr 1123.01 · Cr 2202.01 1000',
      'Dr 2203.01 · Cr 2203.02 1000',
      'Dr 1123.03 · Cr 1123.01 1000',
    ]);
    expect(credited.legs[0]!.credit).toEqual({
      code: '2202.01',
      supplier: 3,
      pool: 70,
      category: 'deposit_ahead',
    });
    expect(tickets(credited)).toEqual(['DEPOSIT_DIFF 1000']);
    expect(lines(early.post({ id: 'E17', ...paid }), 'E17')).toEqual([
      'Dr 2202.01 · Cr 1002 950',
      'Dr 2202.01 · Cr 2401 50',
    ]);
    const standing = (book: NaiveBook) =>
      book
        .balances()
        .filter(({ fen }) => fen !== 0)
        .map(({ account, fen }) => [account.code, fen])
        .sort();
    expect(standing(early)).toEqual(standing(usual));
  });

  it('E19 fills the agent wallet without a client leg', () => {
    const book = new NaiveBook();
    const pay = book.post({
      id: 'E19',
      step: 'pay',
      pool: WALLET,
      paidFen: fen(950),
      creditedFen: fen(1_000),
      paidFrom: byRow,
    });
    expect(lines(pay, 'E19')).toEqual(['Dr 1123.01 · Cr 1002 950', 'Dr 1123.01 · Cr 2401 50']);
    const arrived = book.post({
      id: 'E19',
      step: 'arrived',
      pool: WALLET,
      bucket: 'prepay',
      creditedFen: fen(1_000),
    });
    expect(lines(arrived, 'E19')).toEqual(['Dr 1123.02 · Cr 1123.01 1000']);
    expect(arrived.tickets).toEqual([]);
  });
});

describe('E20–E22, E26 money between pools and back', () => {
  const wallet = () => {
    const book = stocked({ fundsFen: 10_000 });
    book.post({
      id: 'E19',
      step: 'pay',
      pool: WALLET,
      paidFen: fen(950),
      creditedFen: fen(1_000),
      paidFrom: byRow,
    });
    book.post({ id: 'E19', step: 'arrived', pool: WALLET, bucket: 'prepay', creditedFen: fen(1_000) });
    return book;
  };
  const added = { wallet: WALLET, pool: POOL, bucket: 'prepay', as: 'fact' } as const;

  it('E20 moves wallet money to a client pool with its part of the rebate; E21 is the mirror', () => {
    const book = wallet();
    expect(lines(book.post({ id: 'E20', ...added, amountFen: fen(333) }), 'E20')).toEqual([
      'Dr 1123.03 · Cr 1123.02 333',
      'Dr 2401 · Cr 2401 16',
      'Dr 2203.01 · Cr 2203.02 333',
    ]);
    expect(lines(book.post({ id: 'E21', ...added, amountFen: fen(333) }), 'E21')).toEqual([
      'Dr 1123.02 · Cr 1123.03 333',
      'Dr 2401 · Cr 2401 16',
      'Dr 2203.02 · Cr 2203.01 333',
    ]);
    expect(book.of({ code: '2401', pool: WALLET.pool })).toBe(50);
  });

  it('E20 above the wallet is refused as an intent, and overdrawn as a fact until the next arrival', () => {
    const book = wallet();
    const facts = { id: 'E20', ...added, amountFen: fen(1_200) } as const;
    expect(() => expand({ ...facts, as: 'intent' }, book)).toThrow(
      refused('accounting.pool_short', { room: '10.00' }),
    );
    expect(tickets(book.post(facts))).toEqual(['OVERDRAFT 200']);
    expect([book.total('1123.02'), book.total('2202.03')]).toEqual([0, 200]);
    const arrived = book.post({
      id: 'E19',
      step: 'arrived',
      pool: WALLET,
      bucket: 'prepay',
      creditedFen: fen(500),
    });
    expect(lines(arrived, 'E19').at(-1)).toBe('E43 Dr 2202.03 · Cr 1123.02 200');
    expect([book.total('1123.02'), book.total('2202.03')]).toEqual([300, 0]);
  });

  it('E22 moves between pools of one client, 2401 pro rata, no client leg', () => {
    const book = stocked({ poolFen: 1_000, mediaRebateFen: 47 });
    const moved = book.post({
      id: 'E22',
      as: 'fact',
      from: POOL,
      to: POOL2,
      bucket: 'prepay',
      amountFen: fen(500),
    });
    expect(lines(moved, 'E22')).toEqual([
      'Dr 1123.07 · Cr 1123.03 500',
      'Dr 1123.03 · Cr 1123.07 500',
      'Dr 2401 · Cr 2401 23',
    ]);
    expect(book.total('1123.07')).toBe(0);
    const rest = book.post({
      id: 'E22',
      as: 'fact',
      from: POOL,
      to: POOL2,
      bucket: 'prepay',
      amountFen: fen(500),
    });
    expect(lines(rest, 'E22')[2]).toBe('Dr 2401 · Cr 2401 24');
  });

  it('E22 between two clients is booked with its client legs and named', () => {
    const book = stocked({ poolFen: 1_000 });
    const moved = book.post({
      id: 'E22',
      as: 'fact',
      from: POOL,
      to: OTHER_POOL,
      bucket: 'prepay',
      amountFen: fen(500),
    });
    expect(lines(moved, 'E22')).toEqual([
      'E14 Dr 1122.01 · Cr 2203.01 500',
      'Dr 1123.07 · Cr 1123.03 500',
      'Dr 1123.03 · Cr 1123.07 500',
      'Dr 2203.02 · Cr 2203.01 500',
      'Dr 2203.01 · Cr 2203.02 500',
    ]);
    expect(tickets(moved)).toEqual(['OVERDRAFT 500', 'WRONG_PARTY 500']);
  });

  it('E26 undoes a recharge: cash, allocation, platform rebate, and the agency’s own in red', () => {
    const book = stocked({ fundsFen: 1_000 });
    book.post({ id: 'E16', client: CLIENT, rebateFen: fen(30), recognition: 'with_spend' });
    book.post({ id: 'E17', ...paid });
    const back = book.post({
      id: 'E26',
      pool: POOL,
      paidFen: fen(950),
      creditedFen: fen(1_000),
      into: byRow,
      ownRebateFen: fen(30),
    });
    expect(lines(back, 'E26')).toEqual([
      'Dr 1002 · Cr 1123.01 950',
      'Dr 2401 · Cr 1123.01 50',
      'Dr 2203.02 · Cr 2203.01 1000',
      'E16 red Dr 2203.01 · Cr 1801 30',
    ]);
    expect(['1002', '1123.01', '2401', '2203.02', '1801'].map(code => book.total(code))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(book.total('2203.01')).toBe(1_000);
  });

  it('E26 takes back rebates that spend has released, and books more cash than was in transit as a receipt', () => {
    const book = stocked({ fundsFen: 1_000, poolFen: 100 });
    book.post({ id: 'E17', ...paid });
    book.post({ id: 'E30', pool: POOL, bucket: 'prepay', source: { kind: 'pc' }, amountFen: fen(100) });
    expect(book.total('2401')).toBe(0);
    const back = book.post({
      id: 'E26',
      pool: POOL,
      paidFen: fen(950),
      creditedFen: fen(1_000),
      into: byRow,
    });
    expect(lines(back, 'E26')).toContain('Dr 6401.02 · Cr 1123.01 50');
    expect(tickets(back)).toEqual(['REBATE_DIFF 50']);
    const again = book.post({ id: 'E26', pool: POOL, paidFen: fen(5), creditedFen: fen(5), into: byRow });
    expect(lines(again, 'E26')).toEqual(['Dr 1002 · Cr 2241.01 5']);
    expect(tickets(again)).toEqual(['UNKNOWN 5']);
  });
});

describe('E29 funds between clients', () => {
  it('E29 moves funds and their part of the unearned rebate; more than there is, is refused', () => {
    const book = stocked({ fundsFen: 600, poolFen: 400, clientRebateFen: 100 });
    const to = { client: 11, subject: 5 };
    expect(lines(book.post({ id: 'E29', from: CLIENT, to, amountFen: fen(333) }), 'E29')).toEqual([
      'Dr 2203.01 · Cr 2203.01 333',
      'Dr 1801 · Cr 1801 33',
    ]);
    expect(() => expand({ id: 'E29', from: CLIENT, to, amountFen: fen(268) }, book)).toThrow(
      refused('accounting.funds_short', { rule: 'E29', room: '2.67', short: '0.01' }),
    );
  });
});
