import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNumberFree, type InvoiceFace } from '../../src/domain/invoices/duplicate.ts';
import {
  type BlueSide,
  blueRest,
  CONFIRMATION_STATES,
  confirmationStateOf,
  firstState,
  lapsesAtMs,
  mayIssueRed,
  type RedSide,
  refuseRed,
  stateAt,
  stepForm,
} from '../../src/domain/invoices/red.ts';
import {
  chargedOf,
  decideInvoice,
  platformRemainder,
  refuseWithoutConsent,
  remainderOf,
  type SpendCharge,
} from '../../src/domain/invoices/remainder.ts';
import { type InvoiceRequest, judgeRequest, refuseOtherSubject } from '../../src/domain/invoices/route.ts';
import { taxRateOn } from '../../src/domain/invoices/tax.ts';
import type { Fen } from '../../src/domain/money.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { mergeRules } from '../../src/domain/rulebook/overlay.ts';
import { RULES, row, SHIPPED, TODAY } from '../rulebook/shipped.ts';

const fen = (yuan: number) => Math.round(yuan * 100) as Fen;
const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'accepted';
};
const without = (id: string) =>
  rulesOn(mergeRules(SHIPPED, [{ act: 'end', row: id, on: '2026-01-01' }]), TODAY);

const ASKED: InvoiceRequest = {
  titleKind: 'enterprise',
  title: { name: '上海云策网络科技有限公司', taxNo: '91310000MA1FL0000X' },
  subject: { kind: 'enterprise', name: '上海云策网络科技有限公司', paperNo: '91310000MA1FL0000X' },
  qualification: 'valid',
  delivered: true,
};
const codesOf = (request: InvoiceRequest, rules = RULES) => {
  const { way, findings } = judgeRequest(request, rules);
  return [way, ...findings.filter(({ severity }) => severity !== 'info').map(each => each.code)];
};

describe('the way of an invoice', () => {
  it('INV-1 after delivery it is requested in 发票中心, by a path that can be copied', () => {
    const { way, route, findings } = judgeRequest(ASKED, RULES);
    expect(way).toBe('centre');
    expect(route?.path).toContain('发票中心');
    expect(findings).toMatchObject([{ rule: 'INV-1', severity: 'info', row: 'inv-1.centre', source: 'A' }]);
    expect(codesOf({ ...ASKED, delivered: false })).toEqual(['refused', 'invoices.inv_1_not_delivered']);
  });

  it('INV-2 an enterprise invoice needs the enterprise qualification; an expired one is routed, not refused', () => {
    expect(codesOf({ ...ASKED, qualification: 'none' })).toEqual(['refused', 'invoices.inv_2_none']);
    expect(codesOf({ ...ASKED, qualification: 'expired' })).toEqual(['service', 'invoices.inv_2_expired']);
    expect(codesOf({ ...ASKED, qualification: undefined })).toEqual(['centre', 'invoices.inv_2_unknown']);
    expect(judgeRequest({ ...ASKED, qualification: 'expired' }, RULES).route?.where).toBe('pc');
  });

  it('INV-3 an individual gets an invoice in the own name only', () => {
    const person = { kind: 'individual' as const, name: '王小明' };
    const own: InvoiceRequest = { titleKind: 'individual', title: { name: '王小明' }, subject: person };
    expect(codesOf(own)).toEqual(['centre']);
    expect(codesOf({ ...own, title: { name: '李大力' } })).toEqual(['service', 'invoices.inv_3_other']);
    expect(codesOf({ ...ASKED, subject: person })).toEqual(['service', 'invoices.inv_3_other']);
  });

  it('INV-4 another subject is routed to customer service, refused only where there is no route', () => {
    const other = { ...ASKED, title: { name: '北京晨光商贸有限公司' } };
    const verdict = judgeRequest(other, RULES);
    expect(verdict).toMatchObject({ way: 'service', route: { where: 'pc', path: '巨量千川PC端客服' } });
    expect(verdict.findings[0]).toMatchObject({ rule: 'INV-4', severity: 'warn' });
    expect(codesOf(other, without('inv-4.mismatch'))[0]).toBe('refused');
    expect(codesOf({ ...ASKED, title: { ...ASKED.title, taxNo: '91310000MA1FL00018' } })[0]).toBe('service');
    expect(codesOf({ ...ASKED, subject: undefined })).toEqual(['centre', 'invoices.inv_4_unknown']);
  });

  it('INV-5 the agency invoices the contract subject; another one only as agreed', () => {
    const [title, subject] = [{ name: '北京晨光商贸有限公司' }, { name: '上海云策网络科技有限公司' }];
    expect(code(() => refuseOtherSubject(title, subject, false))).toBe('invoices.other_subject');
    expect(code(() => refuseOtherSubject(title, subject, true))).toBe('accepted');
    expect(code(() => refuseOtherSubject(subject, subject, false))).toBe('accepted');
  });

  it('INV-4 full width brackets and spaces do not make another company', () => {
    const subject = { kind: 'enterprise' as const, name: '云策（上海）科技 有限公司' };
    expect(codesOf({ ...ASKED, title: { name: '云策(上海)科技有限公司' }, subject })).toEqual(['centre']);
  });
});

const figure = fc.integer({ min: 0, max: 10 ** 12 });
const facts = fc.record({
  chargedFen: figure,
  rebateFen: figure,
  feeFen: figure,
  invoicedFen: figure,
  redFen: figure,
});

describe('what may still be invoiced', () => {
  it('INV-5 follows the receivable: the worked example invoices 66,019.96 + 680.01, not the spend', () => {
    const example = {
      chargedFen: fen(68_000.55),
      rebateFen: fen(1_980.59),
      feeFen: fen(680.01),
      invoicedFen: 0,
      redFen: 0,
    };
    expect(remainderOf(example)).toEqual({ invoiceableFen: fen(66_699.97), preInvoicedFen: 0 });
  });

  it('INV-5 remainder and advance explain each other, one of them is 0', () => {
    fc.assert(
      fc.property(facts, each => {
        const { invoiceableFen, preInvoicedFen } = remainderOf(each);
        expect(Math.min(invoiceableFen, preInvoicedFen)).toBe(0);
        expect(invoiceableFen - preInvoicedFen).toBe(
          each.chargedFen - each.rebateFen + each.feeFen - each.invoicedFen + each.redFen,
        );
      }),
    );
  });

  it('INV-5 an invoice and its red letter leave the remainder as it was', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 10 ** 12 }), (each, amountFen) => {
        const issued = { ...each, invoicedFen: each.invoicedFen + amountFen };
        expect(remainderOf({ ...issued, redFen: issued.redFen + amountFen })).toEqual(remainderOf(each));
      }),
    );
  });

  it('INV-5 nobody is asked up to the remainder, approval up to the cash received, the supervisor above', () => {
    const none = { chargedFen: 60_000, rebateFen: 1_000, feeFen: 0, invoicedFen: 9_000, redFen: 0 };
    const decide = (amountFen: number, receivedFen = 100_000) =>
      decideInvoice(amountFen, none, receivedFen, RULES);
    expect(decide(50_000)).toMatchObject({ consent: 'none', aheadFen: 0, finding: null });
    expect(decide(50_001)).toMatchObject({
      consent: 'approval',
      coveredFen: 50_000,
      aheadFen: 1,
      preInvoicedFen: 1,
      finding: { rule: 'INV-5', severity: 'warn', code: 'invoices.inv_5_ahead' },
    });
    expect(decide(91_000).consent).toBe('approval');
    expect(decide(91_001)).toMatchObject({ consent: 'supervisor', finding: { severity: 'block' } });
    expect(decide(50_000, 0).consent).toBe('none');
    expect(code(() => decide(0))).toBe('invoices.amount_not_positive');
    expect(code(() => refuseWithoutConsent(decide(50_001), 'none'))).toBe('invoices.consent_approval');
    expect(code(() => refuseWithoutConsent(decide(91_001), 'approval'))).toBe('invoices.consent_supervisor');
    expect(code(() => refuseWithoutConsent(decide(50_001), 'supervisor'))).toBe('accepted');
  });

  it('INV-5 what is issued is covered or ahead, and consent only grows with the amount', () => {
    const order = ['none', 'approval', 'supervisor'];
    const amount = fc.integer({ min: 1, max: 10 ** 12 });
    fc.assert(
      fc.property(facts, figure, amount, amount, (each, receivedFen, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map(amountFen =>
          decideInvoice(amountFen, each, receivedFen, RULES),
        );
        for (const [decision, amountFen] of [[less!, Math.min(one, other)] as const]) {
          expect(decision.coveredFen + decision.aheadFen).toBe(amountFen);
          const after = remainderOf({ ...each, invoicedFen: each.invoicedFen + amountFen });
          expect(decision.preInvoicedFen).toBe(after.preInvoicedFen);
        }
        expect(order.indexOf(more!.consent)).toBeGreaterThanOrEqual(order.indexOf(less!.consent));
      }),
    );
  });

  it('INV-5 charges are final spend of money and of grants that were sold; under M2 and M3 only fees', () => {
    const charges: SpendCharge[] = [
      { amountFen: fen(1), bucket: 'prepay', final: true },
      { amountFen: fen(2), bucket: 'rebate_credit', final: true },
      { amountFen: fen(4), bucket: 'credit', final: true },
      { amountFen: fen(8), bucket: 'prepay', final: false },
      { amountFen: fen(16), bucket: 'grant', final: true },
      { amountFen: fen(32), bucket: 'grant', final: true, sold: true },
      { amountFen: fen(64), bucket: 'coupon', final: true },
    ];
    expect(chargedOf(charges, 'M1')).toEqual({
      chargedFen: fen(39),
      provisionalFen: fen(8),
      unsoldFen: fen(80),
    });
    expect(chargedOf(charges, 'M2').chargedFen).toBe(0);
    expect(chargedOf(charges, 'M3').chargedFen).toBe(0);
  });

  it('INV-5 the platform invoices what its bill says, else the final spend that the client paid itself', () => {
    const spend = { paidSpendFen: 1_000, invoicedFen: 300, redFen: 100 };
    expect(platformRemainder(spend)).toEqual({ invoiceableFen: 800, basis: 'spend' });
    expect(platformRemainder({ ...spend, billAvailableFen: 650 })).toEqual({
      invoiceableFen: 650,
      basis: 'bill',
    });
    expect(platformRemainder({ ...spend, invoicedFen: 5_000 }).invoiceableFen).toBe(0);
  });

  it('INV-5 the tax rate is that of the day', () => {
    const next = row(
      'tax_rate',
      { of: 'vat_general', basisPoints: 500 },
      { rule: 'INV-5', product: 'any', from: '2027-01-01' },
    );
    const rows = mergeRules(SHIPPED, [
      { act: 'end', row: 'inv-5.vat-general', on: '2026-12-31' },
      { act: 'add', row: next },
    ]);
    const on = (day: string) => taxRateOn(rulesOn(rows, day), 'vat_general')?.value.basisPoints;
    expect([on('2026-12-31'), on('2027-01-01')]).toEqual([600, 500]);
  });
});

const SELLER = { name: '甲有限公司', taxNo: '91310000MA1FL0000X' };
const BUYER = { name: '乙有限公司', taxNo: '' };
const BLUE: BlueSide = {
  number: { code: null, number: '26312000000135114087' },
  date: '2026-05-10',
  isRed: false,
  isVoid: false,
  seller: SELLER,
  buyer: BUYER,
  netFen: 10_000 as Fen,
  taxFen: 600 as Fen,
  redNetFen: 0 as Fen,
  redTaxFen: 0 as Fen,
};
const RED: RedSide = {
  date: '2026-05-11',
  seller: SELLER,
  buyer: BUYER,
  netFen: -10_000 as Fen,
  taxFen: -600 as Fen,
};

describe('a red letter', () => {
  it.each([
    ['the whole', BLUE, RED, 'accepted'],
    ['one 分 above', BLUE, { ...RED, netFen: -10_001 as Fen }, 'invoices.red_above_blue'],
    ['tax above', BLUE, { ...RED, netFen: -9_000 as Fen, taxFen: -601 as Fen }, 'invoices.red_above_blue'],
    ['above what is left', { ...BLUE, redNetFen: 1 as Fen }, RED, 'invoices.red_above_blue'],
    ['a positive one', BLUE, { ...RED, netFen: 1 as Fen, taxFen: 0 as Fen }, 'invoices.red_not_negative'],
    ['of a red letter', { ...BLUE, isRed: true }, RED, 'invoices.red_of_red'],
    ['of a void invoice', { ...BLUE, isVoid: true }, RED, 'invoices.red_of_void'],
    ['of another buyer', BLUE, { ...RED, buyer: { name: '丙', taxNo: '' } }, 'invoices.red_parties'],
    ['before the blue one', BLUE, { ...RED, date: '2026-05-09' }, 'invoices.red_before_blue'],
  ] as const)('INV-5 %s', (_, blue, red, wanted) => {
    expect(code(() => refuseRed(blue, red))).toBe(wanted);
  });

  it('INV-5 any sequence of letters never takes more than the blue invoice', () => {
    const letter = fc.record({
      net: fc.integer({ min: 0, max: 6_000 }),
      tax: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 12 }), letters => {
        let blue = BLUE;
        for (const { net, tax } of letters) {
          const red = {
            ...RED,
            netFen: (net === 0 ? 0 : -net) as Fen,
            taxFen: (tax === 0 ? 0 : -tax) as Fen,
          };
          if (code(() => refuseRed(blue, red)) !== 'accepted') continue;
          blue = {
            ...blue,
            redNetFen: (blue.redNetFen + net) as Fen,
            redTaxFen: (blue.redTaxFen + tax) as Fen,
          };
        }
        expect(blue.redNetFen).toBeLessThanOrEqual(blue.netFen);
        expect(blue.redTaxFen).toBeLessThanOrEqual(blue.taxFen);
        expect(blueRest(blue)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the confirmation form 红字确认单', () => {
  const HOUR = 3_600_000;
  const form = { state: 'waits_buyer' as const, enteredAtMs: 1_000 };

  it('INV-5 lapses after 72 hours, by a row of the rulebook', () => {
    expect(lapsesAtMs(form, RULES)).toBe(1_000 + 72 * HOUR);
    expect(stateAt(form, 1_000 + 72 * HOUR, RULES)).toBe('waits_buyer');
    expect(stateAt(form, 1_001 + 72 * HOUR, RULES)).toBe('lapsed');
    expect(stateAt({ ...form, state: 'confirmed' }, 1_000 + 900 * HOUR, RULES)).toBe('confirmed');
    expect(lapsesAtMs(form, without('inv-5.red-confirm'))).toBeNull();
  });

  it('INV-5 a lapsed form is confirmed no more', () => {
    expect(stepForm(form, 'confirmed', 1_000 + HOUR, RULES).state).toBe('confirmed');
    expect(code(() => stepForm(form, 'confirmed', 1_001 + 72 * HOUR, RULES))).toBe(
      'invoices.confirmation_step',
    );
    expect(code(() => stepForm(form, 'seller_denied', 1_000, RULES))).toBe('invoices.confirmation_step');
  });

  it('an unused invoice is reversed by its seller alone, any other needs both', () => {
    expect(firstState(false, 'seller')).toBe('not_needed');
    expect([firstState(true, 'seller'), firstState(true, 'buyer')]).toEqual(['waits_buyer', 'waits_seller']);
    expect(CONFIRMATION_STATES.filter(mayIssueRed)).toEqual(['not_needed', 'confirmed']);
  });

  it('the platform codes its states 01 to 09', () => {
    expect(['01', '04', '07', '09'].map(confirmationStateOf)).toEqual([
      ...['not_needed', 'confirmed', 'lapsed', 'withdrawn_confirmed'],
    ]);
    expect(['00', '10', '1', ''].map(confirmationStateOf)).toEqual([null, null, null, null]);
  });
});

describe('a number', () => {
  const face: InvoiceFace = {
    number: { code: null, number: '26312000000135114087' },
    date: '2026-05-10',
    netFen: fen(100),
    taxFen: fen(6),
    grossFen: fen(106),
    seller: SELLER,
    buyer: BUYER,
  };

  it('INV-5 is used once: the same invoice again is known, another under it is refused', () => {
    expect(checkNumberFree(face, undefined)).toBe('new');
    expect(checkNumberFree(face, { ...face, buyer: { ...BUYER, taxNo: '91310000MA1FL00018' } })).toBe(
      'known',
    );
    for (const other of [
      { ...face, grossFen: fen(107) },
      { ...face, date: '2026-05-11' },
      { ...face, buyer: { name: '丙有限公司', taxNo: '' } },
    ])
      expect(code(() => checkNumberFree(face, other))).toBe('invoices.duplicate_number');
  });
});

it('every finding of the rules says what to do next', () => {
  const folder = join(import.meta.dirname, '../..');
  const sources = ['route.ts', 'remainder.ts'].map(name =>
    readFileSync(join(folder, 'src/domain/invoices', name), 'utf8'),
  );
  const codes = sources.flatMap(source =>
    [...source.matchAll(/'(invoices\.inv_\w+)'/g)].map(([, each]) => each!),
  );
  expect(codes.length).toBeGreaterThan(10);
  for (const language of ['zh', 'en']) {
    const texts = JSON.parse(readFileSync(join(folder, 'resources/text', language, 'invoices.json'), 'utf8'));
    for (const each of codes) expect(texts).toHaveProperty([`${each}_next`]);
  }
});
