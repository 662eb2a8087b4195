import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { booksBalance } from '../../src/domain/accounting/invariants.ts';
import { reverse } from '../../src/domain/accounting/reversal.ts';
import { BANK, byRow, CLIENT, fen, lines, NaiveBook, POOL, posted, RULES, stocked, tickets } from './book.ts';
import { refused } from './refused.ts';

describe('E57 deposits', () => {
  it('E57 the agency’s: paid, returned, deducted on whoever bears it; above the deposit is named', () => {
    const book = new NaiveBook();
    const facts = { id: 'E57', supplier: 3 } as const;
    const deducted = { ...facts, step: 'deducted' } as const;
    expect(
      posted(
        book,
        { ...facts, step: 'paid', paidFrom: byRow, amountFen: fen(100) },
        { ...facts, step: 'returned', into: byRow, amountFen: fen(30) },
        { ...deducted, client: CLIENT, amountFen: fen(20) },
        { ...deducted, amountFen: fen(10) },
      ),
    ).toEqual([
      ['Dr 1221.06 · Cr 1002 100'],
      ['Dr 1002 · Cr 1221.06 30'],
      ['Dr 1122.01 · Cr 1221.06 20'],
      ['Dr 6711 · Cr 1221.06 10'],
    ]);
    expect(book.of({ code: '1122.01', ...CLIENT, category: 'penalty' })).toBe(20);
    expect(book.of({ code: '6711', supplier: 3 })).toBe(10);
    const over = book.post({ ...facts, step: 'returned', into: byRow, amountFen: fen(45) });
    expect([lines(over, 'E57'), tickets(over)]).toEqual([
      ['Dr 1002 · Cr 1221.06 40', 'Dr 1002 · Cr 2241.01 5'],
      ['UNKNOWN 5'],
    ]);
    expect(tickets(book.post({ ...deducted, amountFen: fen(7) }))).toEqual(['MISS_BOOK 7']);
  });

  it('E57 a client’s: taken from a receipt, applied to a debt, returned', () => {
    const book = stocked({});
    book.post({ id: 'E01', money: BANK, amountFen: fen(50) });
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(15) });
    const facts = { id: 'E57', client: CLIENT } as const;
    const applied = { ...facts, step: 'client_applied', category: 'advance' } as const;
    expect(
      posted(
        book,
        { ...facts, step: 'client_paid', money: BANK, amountFen: fen(50) },
        { ...applied, amountFen: fen(15) },
        { ...facts, step: 'client_returned', paidFrom: byRow, amountFen: fen(20) },
      ),
    ).toEqual([['Dr 2241.01 · Cr 2241.02 50'], ['Dr 2241.02 · Cr 1122.01 15'], ['Dr 2241.02 · Cr 1002 20']]);
    expect(() => expand({ ...applied, amountFen: fen(1) }, book)).toThrow(
      refused('accounting.receivable_short'),
    );
    expect(() => expand({ ...applied, amountFen: fen(16) }, book)).toThrow(
      refused('accounting.balance_short', { code: '2241.02' }),
    );
    const paid = { ...facts, step: 'client_paid', money: BANK, amountFen: fen(1) } as const;
    expect(() => expand(paid, book)).toThrow(refused('accounting.claim_above_receipts'));
  });
});

describe('E58 bad debt', () => {
  const facts = { id: 'E58', client: CLIENT } as const;
  const debt = { ...facts, category: 'advance' } as const;

  it('E58 provides, writes off from the allowance, and brings back what is recovered', () => {
    const book = stocked({});
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(100) });
    expect(
      posted(
        book,
        { ...facts, step: 'provision', amountFen: fen(80) },
        { ...debt, step: 'write_off', amountFen: fen(60) },
        { ...debt, step: 'recovered', amountFen: fen(25) },
      ),
    ).toEqual([['Dr 6702 · Cr 1231 80'], ['Dr 1231 · Cr 1122.01 60'], ['Dr 1122.01 · Cr 1231 25']]);
    const off = { ...debt, step: 'write_off' } as const;
    expect(() => expand({ ...off, amountFen: fen(46) }, book)).toThrow(
      refused('accounting.allowance_short', { room: '0.45' }),
    );
    expect(() => expand({ ...off, amountFen: fen(66) }, book)).toThrow(
      refused('accounting.receivable_short'),
    );
  });

  it('E58 小企业会计准则 keeps no allowance: the loss is booked when it is written off', () => {
    const book = stocked({ settings: { standard: 'small_enterprise' } });
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(100) });
    const written = book.post({ ...debt, step: 'write_off', amountFen: fen(60) });
    expect(lines(written, 'E58')).toEqual(['Dr 6711 · Cr 1122.01 60']);
    expect(written.legs[0]!.debit).toEqual({ code: '6711', client: 10, category: 'bad_debt' });
    expect(posted(book, { ...debt, step: 'recovered', amountFen: fen(9) })).toEqual([
      ['Dr 1122.01 · Cr 6301 9'],
    ]);
    const provision = { ...facts, step: 'provision', amountFen: fen(1) } as const;
    expect(() => expand(provision, book, book.settings)).toThrow(refused('accounting.no_allowance'));
  });
});

describe('E59 pairs of the rulebook (ADJ-1)', () => {
  const facts = { id: 'E59', rules: RULES, step: 'pair' } as const;
  const of = (category: string) => ({ code: '1122.01', ...CLIENT, category });

  it('E59 moves a receivable to another type, as far as it is there', () => {
    const book = stocked({});
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(10) });
    const move = { ...facts, debit: of('overdraft'), credit: of('advance') };
    expect(posted(book, { ...move, amountFen: fen(6) })).toEqual([['Dr 1122.01 · Cr 1122.01 6']]);
    expect(() => expand({ ...move, amountFen: fen(5) }, book)).toThrow(refused('accounting.balance_short'));
  });

  it('E59 posts no pair that is not listed, and never bank, tax, memo or money at the platform, whatever is listed', () => {
    const book = stocked({ poolFen: 10 });
    const pairs: [string, object, string, object][] = [
      ['6603.03', CLIENT, '6301', CLIENT],
      ['6301', CLIENT, '2203.01', CLIENT],
      ['1002', { money: 1 }, '6603.03', { money: 1 }],
      ['1002.90', { money: 1 }, '6603.03', { money: 1 }],
      ['2221.01', {}, '6603.03', CLIENT],
      ['2203.02', CLIENT, '2203.01', CLIENT],
      ['9999', {}, '9001', { pool: 70 }],
      ['6603.03', { supplier: 3 }, '1123.03', { pool: 70, bucket: 'prepay' }],
    ];
    for (const [at, [debit, one, credit, other]] of pairs.entries()) {
      const listed = at < 2 ? RULES.pairs : [...RULES.pairs, `${debit}=${credit}`];
      const asked = {
        ...facts,
        rules: { ...RULES, pairs: listed },
        debit: { code: debit, ...one },
        credit: { code: credit, ...other },
        amountFen: fen(1),
      };
      expect(() => expand(asked, book), `${debit} ${credit}`).toThrow(
        refused('accounting.target_not_allowed'),
      );
    }
  });

  it('E59 a misposting is red and right: what is reversed is gone, and stays readable', () => {
    const book = stocked({ fundsFen: 100 });
    const before = book.balances().filter(({ fen }) => fen !== 0);
    const wrong = book.post({ id: 'E49', client: CLIENT, amountFen: fen(40) });
    for (const leg of reverse(wrong.legs)) book.book(leg);
    expect(book.balances().filter(({ fen }) => fen !== 0)).toEqual(before);
    expect(posted(book, { id: 'E49', client: CLIENT, amountFen: fen(30) })).toEqual([
      ['Dr 2203.01 · Cr 6001.02 30'],
    ]);
    expect(booksBalance(book.balances())).toEqual([]);
  });
});

describe('E62, E63 repayments', () => {
  it('E62 repays credit and frees the line; what is not owed is a payment to explain and frees nothing', () => {
    const book = stocked({ fundsFen: 100 });
    book.post({ id: 'E32', pool: POOL, bucket: 'credit', mode: 'M1', amountFen: fen(60) });
    const facts = { id: 'E62', pool: POOL, bucket: 'credit', paidFrom: byRow } as const;
    expect(posted(book, { ...facts, amountFen: fen(50) })).toEqual([
      ['Dr 2202.01 · Cr 1002 50', 'Dr 9005 · Cr 9999 50'],
    ]);
    const over = book.post({ ...facts, bucket: 'preloan', amountFen: fen(15) });
    expect([lines(over, 'E62'), tickets(over)]).toEqual([
      ['Dr 2202.01 · Cr 1002 10', 'Dr 1221.07 · Cr 1002 5', 'Dr 9006 · Cr 9999 10'],
      ['UNKNOWN 5'],
    ]);
  });

  it('E63 reimburses an employee; above what is owed the employee owes it', () => {
    const book = stocked({ fundsFen: 100 });
    const paidFrom = { by: 'employee', employee: 4 } as const;
    const order = { id: 'E28', as: 'fact', caseNo: 'o', client: CLIENT, pool: POOL, paidFrom } as const;
    book.post({ ...order, amountFen: fen(30) });
    const over = book.post({ id: 'E63', employee: 4, paidFrom: byRow, amountFen: fen(35) });
    expect([lines(over, 'E63'), tickets(over)]).toEqual([
      ['Dr 2241.05 · Cr 1002 30', 'Dr 1221.08 · Cr 1002 5'],
      ['UNKNOWN 5'],
    ]);
  });
});
