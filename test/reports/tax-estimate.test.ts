import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { taxInside } from '../../src/domain/invoices/tax.ts';
import type { Fen } from '../../src/domain/money.ts';
import { levyMonth, rateOf, type TaxInvoice, taxMonth } from '../../src/domain/reports/tax-estimate.ts';
import type { RuleRowOf } from '../../src/domain/rulebook/types.ts';
import { shippedRulebook } from '../../src/runtime/rulebook.ts';
import { taxEstimate } from '../../src/services/reports/tax-estimate.ts';
import { writeTaxEstimate } from '../../src/services/reports/tax-sheet.ts';
import { Words } from '../../src/services/reports/words.ts';
import { bookPerTest, texts } from './book.ts';
import { tellStory } from './story.ts';

const of = bookPerTest();

const invoice = (
  side: TaxInvoice['side'],
  issuedOn: string,
  grossFen: number,
  more: Partial<TaxInvoice> = {},
): TaxInvoice => {
  const taxFen = taxInside(grossFen as Fen, 600);
  return { side, issuedOn, certifiedOn: null, netFen: grossFen - taxFen, taxFen, grossFen, ...more };
};
const SUMS = {
  ...{ month: '2026-05', chargesFen: 1_060_000, clientRebatesFen: 106_000, feesFen: 53_000 },
  ...{ mediaCostFen: 848_000, mediaRebatesFen: 42_400 },
};

it('INV-5 output is what was invoiced and what was charged beside it; input counts when it is certified', () => {
  const invoices = [
    invoice('client', '2026-05-10', 530_000),
    invoice('client', '2026-05-12', -53_000),
    invoice('client', '2026-06-01', 100),
    invoice('rebate', '2026-05-20', 42_400),
    invoice('input', '2026-04-02', 318_000, { certifiedOn: '2026-05-03' }),
    invoice('input', '2026-05-02', 212_000),
    invoice('input', '2026-05-30', -10_600, { certifiedOn: '2026-05-03' }),
    invoice('input', '2026-05-30', -21_200),
  ];
  const month = taxMonth('2026-05', { invoices, sums: [SUMS] }, { vat: 600, deductsInput: true });
  expect(
    month.rows.map(({ item, rateBp, count, taxFen, grossFen }) => [item, rateBp, count, taxFen, grossFen]),
  ).toEqual([
    ['output_invoiced', 600, 3, 29_400, 519_400],
    ['output_uninvoiced', 600, null, 30_000, 530_000],
    ['input_certified', 600, 1, 18_000, 318_000],
    ['input_red', 600, 1, -600, -10_600],
    ['input_waiting', 600, 1, 12_000, 212_000],
  ]);
  expect([month.outputFen, month.inputFen, month.payableFen]).toEqual([59_400, 17_400, 42_000]);
  const small = taxMonth('2026-05', { invoices, sums: [SUMS] }, { vat: 100, deductsInput: false });
  expect([small.inputFen, small.rows.some(({ item }) => item === 'input_certified')]).toEqual([0, false]);
});

it('INV-5 the base of the cultural levy is income less vouchers, and less cost beside it', () => {
  const invoices = [invoice('input', '2026-05-02', 600_000), invoice('input', '2026-05-30', -10_000)];
  expect(levyMonth('2026-05', { invoices, sums: [SUMS] }, 300)).toEqual({
    ...{ month: '2026-05', incomeFen: 1_007_000, costFen: 805_600, voucherFen: 590_000 },
    ...{ baseFen: 417_000, bookBaseFen: 201_400, rateBp: 300, levyFen: 12_510, bookLevyFen: 6_042 },
  });
  expect(
    levyMonth('2026-06', { invoices: [invoice('input', '2026-06-02', 100)], sums: [] }, 300),
  ).toMatchObject({
    ...{ baseFen: -100, levyFen: 0 },
  });
});

it('reads the rate of an invoice from net and tax', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10_000, max: 10_000_000_000 }),
      fc.constantFrom(50, 100, 150, 300, 500, 600, 900, 1_300),
      fc.boolean(),
      (gross, rateBp, isRed) => {
        const grossFen = isRed ? -gross : gross;
        const taxFen = taxInside(grossFen as Fen, rateBp);
        expect(rateOf({ netFen: grossFen - taxFen, taxFen })).toBe(rateBp);
      },
    ),
  );
  expect([rateOf({ netFen: 0, taxFen: 0 }), rateOf({ netFen: 100_000, taxFen: 7_200 })]).toEqual([
    null,
    null,
  ]);
});

it('INV-5 the rate is the one in force at the end of the month; the sheet says what it is made of', async () => {
  const { book } = of;
  await tellStory(book);
  const later: RuleRowOf<'tax_rate'> = {
    id: 'own.vat',
    rule: 'INV-5',
    kind: 'tax_rate',
    product: 'any',
    scene: null,
    from: '2026-03-01',
    to: null,
    value: { of: 'vat_general', basisPoints: 500 },
    source: 'D',
    zh: '',
    en: '',
  };
  const shipped = shippedRulebook().map(row =>
    row.id === 'inv-5.vat-general' ? { ...row, to: '2026-02-28' } : row,
  );
  await book.post('E30', '2026-03-10', [
    {
      event: 'E30',
      debit: { code: '2203.02', client: 1 },
      credit: { code: '6001.01', client: 1, pool: 1 },
      amountFen: 105_000 as Fen,
    },
  ]);
  const report = taxEstimate(book.connection, { from: '2026-02', to: '2026-03', rules: [...shipped, later] });
  expect(
    report.months.map(({ month, rows }) => [month, rows.map(({ rateBp, taxFen }) => [rateBp, taxFen])]),
  ).toEqual([
    ['2026-02', [[600, taxInside(4_800_055 as Fen, 600)]]],
    ['2026-03', [[500, 5_000]]],
  ]);
  const path = book.path('税额.csv');
  await writeTaxEstimate(report, { format: 'csv', path, words: new Words(texts()), book: '测试账套' });
  const lines = readFileSync(path, 'utf8').split('\r\n');
  expect(lines).toContain('2026-03,销项：未开票收入,5%,,1000.00,50.00,1050.00');
  expect(lines).toContain('2026-03,应纳税额（负数为留抵）,,,,50.00,');
  expect(() => taxEstimate(book.connection, { from: '2026-03', to: '2026-02', rules: [] })).toThrow(
    'reports.range_reversed',
  );
  expect(() => taxEstimate(book.connection, { from: '2016-03', to: '2026-02', rules: [] })).toThrow(
    'taxes.range_long',
  );
});
