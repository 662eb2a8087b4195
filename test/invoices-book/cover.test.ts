import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CoverPart,
  coverParts,
  givenBack,
  netOf,
  splitBy,
  takeParts,
  type Uncovered,
} from '../../src/domain/invoices/cover.ts';
import { enterForm, issueInvoice, issueRed, runTax } from '../../src/services/invoices/book.ts';
import { caller, Desk, nextNumber, RULES } from './book.ts';

const sum = (parts: readonly CoverPart[]) => parts.reduce((all, part) => all + netOf(part), 0);
const MONTHS = ['2026-05', '2026-06', '2026-07'];
const charge = fc.record({
  of: fc.constantFrom('charges' as const, 'fee' as const),
  pool: fc.constantFrom(1, 2),
  month: fc.constantFrom(...MONTHS),
  amountFen: fc.integer({ min: -5_000, max: 20_000 }),
});
const rebate = fc.record({
  month: fc.constantFrom(...MONTHS),
  amountFen: fc.integer({ min: -500, max: 3_000 }),
});
const charges = fc
  .uniqueArray(charge, { selector: ({ of, pool, month }) => `${of} ${pool} ${month}`, maxLength: 10 })
  .map(all => all.map((each): Uncovered => ({ ...each, pool: each.of === 'fee' ? null : each.pool })));

describe('what an invoice covers', () => {
  it('INV-5 the parts add up to max(0, charges − rebates + fee), none below zero', () => {
    fc.assert(
      fc.property(charges, fc.array(rebate, { maxLength: 4 }), (some, rebates) => {
        const parts = coverParts(some, rebates);
        const owed = some.reduce((all, { amountFen }) => all + amountFen, 0);
        const given = rebates.reduce((all, { amountFen }) => all + amountFen, 0);
        // What was taken back of rebates beyond all rebates gives nothing to invoice.
        expect(sum(parts)).toBe(Math.max(0, owed - Math.max(0, given)));
        for (const part of parts) expect(Math.min(netOf(part), part.discountFen)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('what is taken and what is left is the whole, and a red letter gives back exactly', () => {
    fc.assert(
      fc.property(
        charges,
        fc.integer({ min: 1, max: 60_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, amountFen, part) => {
          const parts = coverParts(some, []);
          const { taken, restFen, left } = takeParts(parts, amountFen);
          expect(sum(taken) + restFen).toBe(amountFen);
          expect(sum(taken) + sum(left)).toBe(sum(parts));
          const backFen = Math.floor(sum(taken) * part);
          const back = givenBack(taken, backFen);
          expect(back.reduce((all, each) => all + netOf(each), 0)).toBe(backFen);
        },
      ),
    );
  });

  it('a tax is split without a 分 lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1 }),
        (tax, weights) => {
          const parts = splitBy(tax, weights);
          expect(parts.reduce((all, each) => all + each, 0)).toBe(tax);
          for (const each of parts) expect(each).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

type Act =
  | { act: 'earn'; charge: number; rebate: number; fee: number; paid: number }
  | { act: 'issue'; fen: number }
  | { act: 'red'; share: number }
  | { act: 'tax' };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    ...{ act: fc.constant('earn' as const), charge: fc.integer({ min: 1, max: 90_000 }) },
    ...{
      rebate: fc.integer({ min: 0, max: 900 }),
      fee: fc.integer({ min: 0, max: 900 }),
      paid: fc.nat(90_000),
    },
  }),
  fc.record({ act: fc.constant('issue' as const), fen: fc.integer({ min: 200, max: 120_000 }) }),
  fc.record({ act: fc.constant('red' as const), share: fc.integer({ min: 1, max: 100 }) }),
  fc.constant({ act: 'tax' as const }),
);

describe('random histories', () => {
  it('INV-5 the register, the covers and the tax accounts tell one story, and the book verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 9 }), async acts => {
        const desk = await new Desk().open({ taxInLedger: true });
        const client = await desk.client('甲');
        for (const [at, each] of acts.entries()) await step(desk, client, each, `2026-06-${String(at + 10)}`);
        await runTax(desk.book, caller('2026-06-30'), { on: '2026-06-30', ...RULES });
        const { invoiceableFen, preInvoicedFen, chargedFen, rebateFen, feeFen, invoicedFen, redFen, parts } =
          desk.of(client);
        const openFen = chargedFen - rebateFen + feeFen - invoicedFen + redFen;
        expect(invoiceableFen).toBe(Math.max(0, openFen));
        expect(preInvoicedFen).toBe(Math.min(Math.max(0, -openFen), invoicedFen - redFen));
        expect(sum(parts)).toBe(invoiceableFen);
        const ahead = desk.value("SELECT coalesce(sum(gross_fen), 0) FROM invoice_cover WHERE of = 'ahead'");
        // A rebate that comes after its charges were invoiced is beyond what was ever ahead.
        expect(ahead).toBeLessThanOrEqual(preInvoicedFen);
        if (rebateFen === 0) expect(ahead).toBe(preInvoicedFen);
        const aheadTax = desk.value("SELECT coalesce(sum(tax_fen), 0) FROM invoice_cover WHERE of = 'ahead'");
        expect(0 - desk.credit('2203.03')).toBe(aheadTax);
        const taxes = desk.value('SELECT coalesce(sum(tax_fen), 0) FROM invoice') as number;
        expect(desk.credit('2221.01')).toBe(taxes);
        expect(desk.credit('2221.03')).toBeGreaterThanOrEqual(0);
        expect(desk.verify().ok).toBe(true);
        desk.book.close();
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

async function step(desk: Desk, client: number, each: Act, on: string): Promise<void> {
  if (each.act === 'earn') await desk.earn(client, on, each);
  else if (each.act === 'tax') await runTax(desk.book, caller(on), { on, ...RULES });
  else if (each.act === 'issue') {
    const taxFen = Math.round((each.fen * 6) / 106);
    const issued = { number: nextNumber(), kind: 'digital_special' as const, date: on, taxNo: '', client };
    const amounts = { netFen: each.fen - taxFen, taxFen };
    await issueInvoice(desk.book, caller(on, 'supervisor'), { ...issued, ...amounts, ...RULES });
  } else {
    const blue = desk.value(`SELECT i.id FROM invoice i WHERE blue IS NULL
      AND NOT EXISTS (SELECT 1 FROM invoice r WHERE r.blue = i.id) LIMIT 1`) as number | undefined;
    if (blue === undefined) return;
    const gross = desk.value('SELECT gross_fen FROM invoice WHERE id = ?', blue) as number;
    const grossFen = Math.max(1, Math.floor((gross * each.share) / 100));
    const form = {
      blue,
      reason: 'allowance' as const,
      by: 'seller' as const,
      isUsed: false,
      grossFen,
      ...RULES,
    };
    const entered = await enterForm(desk.book, caller(on), form);
    await issueRed(desk.book, caller(on), { form: entered.form, number: nextNumber(), date: on, ...RULES });
  }
}
