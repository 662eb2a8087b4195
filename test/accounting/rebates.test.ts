import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { clientMoneyAtPlatform } from '../../src/domain/accounting/invariants.ts';
import {
  byRow,
  CLIENT,
  fen,
  lines,
  NaiveBook,
  OWNERS,
  POOL,
  posted,
  stocked,
  tickets,
  WALLET,
} from './book.ts';
import { refused } from './refused.ts';

const keepsI1 = (book: NaiveBook) =>
  expect(clientMoneyAtPlatform(book.balances(), pool => OWNERS.get(pool))).toEqual([]);

/** A book with a confirmed platform rebate. */
function confirmed(confirmedFen: number, fundsFen = 0): NaiveBook {
  const book = stocked({ fundsFen });
  book.post({ id: 'E52', supplier: 3, accruedFen: fen(0), confirmedFen: fen(confirmedFen) });
  return book;
}

describe('E51, E52 platform back rebate', () => {
  const accrued = { id: 'E51', supplier: 3, client: CLIENT } as const;

  it('E51 accrues on the margin of the client, and takes back in red', () => {
    const book = new NaiveBook();
    const expansion = book.post({ ...accrued, step: 'accrue', amountFen: fen(100) });
    expect(lines(expansion, 'E51')).toEqual(['Dr 1221.05 · Cr 6401.02 100']);
    expect(expansion.legs[0]!.credit).toEqual({ code: '6401.02', client: 10, supplier: 3 });
    expect(posted(book, { ...accrued, step: 'take_back', amountFen: fen(40) })).toEqual([
      ['red Dr 6401.02 · Cr 1221.05 40'],
    ]);
  });

  it.each([
    [120, ['Dr 1221.04 · Cr 1221.05 100', 'Dr 1221.04 · Cr 6401.02 20']],
    [70, ['Dr 1221.04 · Cr 1221.05 70', 'Dr 6401.02 · Cr 1221.05 30']],
    [100, ['Dr 1221.04 · Cr 1221.05 100']],
  ])('E52 confirmed %i against accrued 100: the difference goes to the rebate', (confirmedFen, expected) => {
    const book = new NaiveBook();
    book.post({ ...accrued, step: 'accrue', amountFen: fen(100) });
    const facts = { id: 'E52', supplier: 3, client: CLIENT, accruedFen: fen(100) } as const;
    expect(posted(book, { ...facts, confirmedFen: fen(confirmedFen) })).toEqual([expected]);
    expect([book.total('1221.05'), book.total('1221.04'), book.total('6401.02')]).toEqual([
      0,
      confirmedFen,
      confirmedFen,
    ]);
  });

  it('E52 counts of the accrued what still stands, and names the rest', () => {
    const book = new NaiveBook();
    const expansion = book.post({ id: 'E52', supplier: 3, accruedFen: fen(9), confirmedFen: fen(5) });
    expect([lines(expansion, 'E52'), tickets(expansion)]).toEqual([
      ['Dr 1221.04 · Cr 6401.02 5'],
      ['REBATE_DIFF 9'],
    ]);
  });
});

describe('E53 platform rebate used', () => {
  it('E53 提现 arrives in the bank; before its confirmation it is booked all the same, and named', () => {
    const book = confirmed(50);
    const facts = { id: 'E53', use: 'withdrawn', supplier: 3, into: byRow } as const;
    expect(posted(book, { ...facts, amountFen: fen(30) })).toEqual([['Dr 1002 · Cr 1221.04 30']]);
    const early = book.post({ ...facts, amountFen: fen(25) });
    expect([lines(early, 'E53'), tickets(early)]).toEqual([['Dr 1002 · Cr 1221.04 25'], ['REBATE_DIFF 5']]);
    book.post({ id: 'E52', supplier: 3, accruedFen: fen(0), confirmedFen: fen(5) });
    expect(book.total('1221.04')).toBe(0);
  });

  it('E53 抵扣 of credit spent, at most what is owed', () => {
    const book = confirmed(50, 100);
    book.post({ id: 'E32', pool: POOL, bucket: 'credit', mode: 'M1', amountFen: fen(40) });
    const facts = { id: 'E53', use: 'offset', against: 'credit', pool: POOL } as const;
    const expansion = book.post({ ...facts, amountFen: fen(45) });
    expect([lines(expansion, 'E53'), tickets(expansion)]).toEqual([
      ['Dr 2202.01 · Cr 1221.04 40'],
      ['REBATE_DIFF 5'],
    ]);
  });

  it('E53 抵扣 that pays a recharge is E17 paid by the rebate: client and pool as there', () => {
    const book = confirmed(100, 120);
    const paid = { pool: POOL, paidFen: fen(100), creditedFen: fen(105) };
    expect(
      posted(
        book,
        { id: 'E53', use: 'offset', against: 'recharge', ...paid },
        { id: 'E18', pool: POOL, bucket: 'prepay', creditedFen: fen(105) },
      ),
    ).toEqual([
      ['Dr 1123.01 · Cr 1221.04 100', 'Dr 1123.01 · Cr 2401 5', 'Dr 2203.01 · Cr 2203.02 105'],
      ['Dr 1123.03 · Cr 1123.01 105'],
    ]);
    keepsI1(book);
    const wallet = { ...paid, pool: WALLET, creditedFen: fen(100) };
    expect(
      lines(confirmed(100).post({ id: 'E53', use: 'offset', against: 'recharge', ...wallet }), 'E53'),
    ).toEqual(['Dr 1123.01 · Cr 1221.04 100']);
  });

  it('E53 充值 into the agent wallet, and into a client’s pool: bought, free, or its own back rebate', () => {
    const book = confirmed(200, 30);
    const facts = { id: 'E53', use: 'recharged' } as const;
    const pool = { ...facts, to: 'pool', pool: POOL, amountFen: fen(40) } as const;
    expect(posted(book, { ...facts, to: 'wallet', pool: WALLET, amountFen: fen(40) })).toEqual([
      ['Dr 1123.02 · Cr 1221.04 40'],
    ]);
    const bought = book.post({ ...pool, given: 'bought' });
    expect([lines(bought, 'E53'), tickets(bought)]).toEqual([
      ['Dr 1123.03 · Cr 1221.04 40', 'E14 Dr 1122.01 · Cr 2203.01 10', 'Dr 2203.01 · Cr 2203.02 40'],
      ['OVERDRAFT 10'],
    ]);
    expect(bought.legs[0]!.debit).toEqual({ code: '1123.03', pool: 70, bucket: 'rebate_credit' });
    expect(posted(book, { ...pool, given: 'free' }, { ...pool, given: 'rebate' })).toEqual([
      ['Dr 1123.03 · Cr 1221.04 40', 'Dr 6001.09 · Cr 2203.02 40'],
      ['Dr 1123.03 · Cr 1221.04 40', 'Dr 2241.03 · Cr 2203.02 40'],
    ]);
    keepsI1(book);
  });

  it('E53 负数冲抵 nets against the next confirmation; 无需支付 is red, with a ticket for what is unexplained', () => {
    const book = confirmed(10);
    expect(posted(book, { id: 'E53', use: 'set_off', supplier: 3, amountFen: fen(15) })).toEqual([
      ['Dr 6401.02 · Cr 1221.04 15'],
    ]);
    expect(book.total('1221.04')).toBe(-5);
    const free = { id: 'E53', use: 'not_payable', supplier: 3, amountFen: fen(8) } as const;
    const part = book.post({ ...free, frontFen: fen(6) });
    expect([lines(part, 'E53'), tickets(part)]).toEqual([
      ['red Dr 6401.02 · Cr 1221.04 8'],
      ['REBATE_DIFF 2'],
    ]);
    expect(tickets(book.post({ ...free, frontFen: fen(8) }))).toEqual([]);
  });

  it('E53 货返: red accrual and the grant on memo under its lot; an unknown type posts nothing', () => {
    const book = new NaiveBook();
    book.post({ id: 'E51', step: 'accrue', supplier: 3, amountFen: fen(50) });
    const kind = { pool: POOL, bucket: 'grant', lotNo: 'lot-9', grantFen: fen(60) } as const;
    const expansion = book.post({ id: 'E53', use: 'in_kind', of: 'accrued', ...kind, amountFen: fen(50) });
    expect(lines(expansion, 'E53')).toEqual(['red Dr 6401.02 · Cr 1221.05 50', 'E23 Dr 9001 · Cr 9999 60']);
    expect(expansion.legs[1]!.caseNo).toBe('lot-9');
    expect([book.total('1221.05'), book.total('6401.02')]).toEqual([0, 0]);
    const unknown = book.post({ id: 'E53', use: 'unknown', supplier: 3, amountFen: fen(5) });
    expect([unknown.legs, tickets(unknown)]).toEqual([[], ['UNKNOWN 5']]);
  });
});

describe('E54, E55, E56 client back rebate', () => {
  it('E54 accrues and takes back in red; E55 confirms, the difference reduces income', () => {
    const book = stocked({});
    const accrue = { id: 'E54', client: CLIENT } as const;
    const confirm = { id: 'E55', client: CLIENT } as const;
    expect(
      posted(
        book,
        { ...accrue, step: 'accrue', amountFen: fen(120) },
        { ...accrue, step: 'take_back', amountFen: fen(20) },
        { ...confirm, accruedFen: fen(60), confirmedFen: fen(70) },
        { ...confirm, accruedFen: fen(40), confirmedFen: fen(25) },
      ),
    ).toEqual([
      ['Dr 6001.09 · Cr 2241.04 120'],
      ['red Dr 2241.04 · Cr 6001.09 20'],
      ['Dr 2241.04 · Cr 2241.03 60', 'Dr 6001.09 · Cr 2241.03 10'],
      ['Dr 2241.04 · Cr 2241.03 25', 'Dr 2241.04 · Cr 6001.09 15'],
    ]);
    expect(['2241.04', '2241.03', '6001.09'].map(code => book.total(code))).toEqual([0, 95, 95]);
    const gone = book.post({ ...confirm, accruedFen: fen(5), confirmedFen: fen(5) });
    expect([lines(gone, 'E55'), tickets(gone)]).toEqual([['Dr 6001.09 · Cr 2241.03 5'], ['REBATE_DIFF 5']]);
  });

  it('E56 settles in cash, to funds, against a receivable, and as a grant', () => {
    const book = stocked({});
    book.post({ id: 'E55', client: CLIENT, accruedFen: fen(0), confirmedFen: fen(100) });
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(20) });
    const facts = { id: 'E56', client: CLIENT } as const;
    const kind = { pool: POOL, bucket: 'grant', lotNo: 'l', grantFen: fen(9) } as const;
    const offset = { ...facts, use: 'offset', category: 'advance' } as const;
    expect(
      posted(
        book,
        { ...facts, use: 'cash', paidFrom: byRow, amountFen: fen(30) },
        { ...facts, use: 'funds', amountFen: fen(10) },
        { ...offset, amountFen: fen(15) },
        { ...facts, use: 'in_kind', ...kind, amountFen: fen(8) },
      ),
    ).toEqual([
      ['Dr 2241.03 · Cr 1002 30'],
      ['Dr 2241.03 · Cr 2203.01 10'],
      ['Dr 2241.03 · Cr 1122.01 15'],
      ['Dr 2241.03 · Cr 6001.09 8', 'E23 Dr 9001 · Cr 9999 9'],
    ]);
    expect(() => expand({ ...offset, amountFen: fen(6) }, book)).toThrow(
      refused('accounting.receivable_short'),
    );
    expect(() => expand({ ...facts, use: 'funds', amountFen: fen(38) }, book)).toThrow(
      refused('accounting.balance_short', { code: '2241.03', room: '0.37' }),
    );
    const paid = book.post({ ...facts, use: 'cash', paidFrom: byRow, amountFen: fen(40) });
    expect([lines(paid, 'E56'), tickets(paid)]).toEqual([
      ['Dr 2241.03 · Cr 1002 37', 'Dr 1221.07 · Cr 1002 3'],
      ['UNKNOWN 3'],
    ]);
  });

  it('E56 recalculated down: the confirmation in red, beyond what was settled too; the next one nets it', () => {
    const book = stocked({});
    const confirm = { id: 'E55', client: CLIENT, accruedFen: fen(0) } as const;
    book.post({ ...confirm, confirmedFen: fen(50) });
    book.post({ id: 'E56', client: CLIENT, use: 'funds', amountFen: fen(50) });
    const down = book.post({ id: 'E56', client: CLIENT, use: 'set_off', amountFen: fen(20) });
    expect(lines(down, 'E56')).toEqual(['red Dr 2241.03 · Cr 6001.09 20']);
    book.post({ ...confirm, confirmedFen: fen(30) });
    expect([book.total('2241.03'), book.total('6001.09')]).toEqual([10, 60]);
  });
});
