import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../src/domain/accounting/events/facts.ts';
import type { BookSettings } from '../../src/domain/accounting/settings.ts';
import { CLIENT, fen, NaiveBook, POOL, posted } from './book.ts';
import { refused } from './refused.ts';

const taxed = (settings: Partial<BookSettings> = {}) => new NaiveBook({ taxInLedger: true, ...settings });
const rate = { ratePpm: 60_000 };
const charges = (grossFen: number) =>
  ({ of: 'charges', pool: POOL, grossFen: fen(grossFen), ...rate }) as const;
const fee = (grossFen: number) => ({ of: 'fee', grossFen: fen(grossFen), ...rate }) as const;
const media = (grossFen: number) => ({ client: CLIENT, pool: POOL, grossFen: fen(grossFen), ...rate });
const digital = { id: 'T8', client: CLIENT, form: 'digital', issuedOn: '2026-05-01' } as const;

describe('T1–T3 invoices to clients', () => {
  it('T1 takes the tax out of charges and fee, of the net of a discount line; the invoice’s own tax wins', () => {
    const book = taxed();
    const lines = [
      { ...charges(1_060), discountFen: fen(530) },
      { ...fee(106), taxFen: fen(7) },
    ];
    const [t1] = posted(book, { id: 'T1', client: CLIENT, lines });
    expect(t1).toEqual(['Dr 6001.01 · Cr 2221.01 30', 'Dr 6001.02 · Cr 2221.01 7']);
    expect(book.legs[0]!.debit).toEqual({ code: '6001.01', client: 10, pool: 70 });
    const above = { ...charges(5), discountFen: fen(6) };
    expect(() => expand({ id: 'T1', client: CLIENT, lines: [above] }, book, book.settings)).toThrow(
      refused('accounting.discount_above_line'),
    );
  });

  it('T1 of charges that T3 accrued takes the accrued tax first', () => {
    const book = taxed();
    expect(
      posted(
        book,
        { id: 'T3', step: 'accrue', client: CLIENT, lines: [charges(1_060), fee(106)] },
        { id: 'T1', client: CLIENT, lines: [{ ...charges(1_166), accrued: true }] },
        { id: 'T1', client: CLIENT, lines: [{ ...fee(106), accrued: true }] },
      ),
    ).toEqual([
      ['Dr 6001.01 · Cr 2221.03 60', 'Dr 6001.02 · Cr 2221.03 6'],
      ['Dr 2221.03 · Cr 2221.01 66'],
      ['Dr 6001.02 · Cr 2221.01 6'],
    ]);
  });

  it('T2 invoices ahead of charges, and charges what was invoiced ahead, never more', () => {
    const book = taxed();
    const ahead = { id: 'T2', client: CLIENT } as const;
    const charged = { ...ahead, step: 'charged' } as const;
    expect(
      posted(
        book,
        { ...ahead, step: 'invoice', lines: [charges(1_060), fee(106)] },
        { ...charged, lines: [charges(530), fee(106)] },
      ),
    ).toEqual([
      ['Dr 2203.03 · Cr 2221.01 60', 'Dr 2203.03 · Cr 2221.01 6'],
      ['Dr 6001.01 · Cr 2203.03 30', 'Dr 6001.02 · Cr 2203.03 6'],
    ]);
    expect(() => expand({ ...charged, lines: [charges(1_060)] }, book, book.settings)).toThrow(
      refused('accounting.balance_short', { code: '2203.03', room: '0.30' }),
    );
  });

  it('T3 of charges taken back is red, at most what is accrued', () => {
    const book = taxed();
    const facts = { id: 'T3', client: CLIENT } as const;
    const back = { ...facts, step: 'take_back' } as const;
    expect(
      posted(
        book,
        { ...facts, step: 'accrue', lines: [charges(1_060)] },
        { ...back, lines: [charges(106)] },
      )[1],
    ).toEqual(['red Dr 2221.03 · Cr 6001.01 6']);
    expect(() => expand({ ...back, lines: [charges(1_060)] }, book, book.settings)).toThrow(
      refused('accounting.balance_short'),
    );
  });
});

describe('T4, T6, T7 invoices of and to the platform', () => {
  const received = { id: 'T4', step: 'received', supplier: 3 } as const;

  it('T4 special invoice, then 勾选; 普票, M2 and a small-scale buyer post nothing', () => {
    const special = { ...received, paper: 'special', mode: 'M1', lines: [media(1_060)] } as const;
    const certified = { id: 'T4', step: 'certified', supplier: 3, taxFen: fen(60) } as const;
    const book = taxed();
    expect(
      posted(book, special, certified, { ...special, paper: 'ordinary' }, { ...special, mode: 'M2' }),
    ).toEqual([['Dr 2221.04 · Cr 6401.01 60'], ['Dr 2221.02 · Cr 2221.04 60'], [], []]);
    expect(() => expand({ ...certified, taxFen: fen(1) }, book, book.settings)).toThrow(
      refused('accounting.balance_short'),
    );
    expect(posted(taxed({ taxpayer: 'small_scale' }), special)).toEqual([[]]);
  });

  it('T6 red letter of the platform for a rebate, and for an error before the new invoice', () => {
    const book = taxed();
    const letter = { id: 'T6', supplier: 3 } as const;
    expect(
      posted(
        book,
        { ...letter, cause: 'rebate', client: CLIENT, grossFen: fen(530), ...rate },
        { ...letter, cause: 'error', lines: [media(1_060)] },
        { ...received, paper: 'special', mode: 'M1', lines: [media(954)] },
      ),
    ).toEqual([
      ['Dr 6401.02 · Cr 2221.06 30'],
      ['Dr 6401.01 · Cr 2221.06 60'],
      ['Dr 2221.04 · Cr 6401.01 54'],
    ]);
    const small = taxed({ taxpayer: 'small_scale' });
    expect(posted(small, { ...letter, cause: 'rebate', grossFen: fen(530), ...rate })).toEqual([[]]);
  });

  it('T7 rebate received on our own invoice to the platform owes the output tax', () => {
    const facts = { id: 'T7', supplier: 3, grossFen: fen(1_060), ...rate } as const;
    expect(posted(taxed(), facts)).toEqual([['Dr 6401.02 · Cr 2221.01 60']]);
  });
});

describe('T5, T8 red letters and voids', () => {
  it('T5 is the red of T1 on what each line’s tax came from; the charge itself is unchanged', () => {
    const book = taxed();
    book.post({ id: 'T3', step: 'accrue', client: CLIENT, lines: [fee(106)] });
    book.post({ id: 'T1', client: CLIENT, lines: [charges(1_060), { ...fee(106), accrued: true }] });
    const lines = [
      { ...charges(530), from: 'income' },
      { ...fee(106), from: 'accrued' },
    ] as const;
    expect(posted(book, { id: 'T5', client: CLIENT, lines })).toEqual([
      ['red Dr 2221.01 · Cr 6001.01 30', 'red Dr 2221.01 · Cr 2221.03 6'],
    ]);
    expect([book.total('2221.01'), book.total('2221.03')]).toEqual([30, 6]);
  });

  it('T5 of an invoice ahead takes back what is still ahead; what was charged meanwhile comes off the income', () => {
    const book = taxed();
    book.post({ id: 'T2', step: 'invoice', client: CLIENT, lines: [charges(1_060)] });
    book.post({ id: 'T2', step: 'charged', client: CLIENT, lines: [charges(318)] });
    const lines = [{ ...charges(1_060), from: 'ahead' }] as const;
    expect(posted(book, { id: 'T5', client: CLIENT, lines })).toEqual([
      ['red Dr 2221.01 · Cr 2203.03 42', 'red Dr 2221.01 · Cr 6001.01 18'],
    ]);
    expect(['2221.01', '2203.03', '6001.01'].map(code => book.total(code))).toEqual([0, 0, 0]);
  });

  it('T8 voids an old form on its day; a 数电票 can only be red, and another day is too late', () => {
    const book = taxed();
    const lines = [{ ...charges(1_060), from: 'income' }] as const;
    const old = { ...digital, form: 'old', voidedOn: '2026-05-01', lines } as const;
    expect(posted(book, old)).toEqual([['red Dr 2221.01 · Cr 6001.01 60']]);
    expect(() => expand({ ...old, form: 'digital' }, book)).toThrow(refused('accounting.void_digital'));
    expect(() => expand({ ...old, voidedOn: '2026-05-02' }, book)).toThrow(
      refused('accounting.void_late', { voidedOn: '2026-05-02' }),
    );
  });
});

it('tax_in_ledger off: T1–T8 post nothing, the invoice is in its register only', () => {
  const red = [{ ...charges(1_060), from: 'income' }] as const;
  const events: LedgerEvent[] = [
    { id: 'T1', client: CLIENT, lines: [charges(1_060)] },
    { id: 'T2', step: 'invoice', client: CLIENT, lines: [charges(1_060)] },
    { id: 'T3', step: 'accrue', client: CLIENT, lines: [charges(1_060)] },
    { id: 'T4', step: 'received', supplier: 3, paper: 'special', mode: 'M1', lines: [media(1_060)] },
    { id: 'T5', client: CLIENT, lines: red },
    { id: 'T6', supplier: 3, cause: 'error', lines: [media(1_060)] },
    { id: 'T7', supplier: 3, grossFen: fen(1_060), ...rate },
    { ...digital, form: 'old', voidedOn: '2026-05-01', lines: red },
  ];
  expect(posted(new NaiveBook(), ...events).flat()).toEqual([]);
});
