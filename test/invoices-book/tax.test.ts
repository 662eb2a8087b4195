import { describe, expect, it } from 'vitest';
import {
  enterForm,
  invoiceDetail,
  issueInvoice,
  issueRed,
  redForms,
  runTax,
  stepRedForm,
  taxRun,
  voidInvoice,
} from '../../src/services/invoices/book.ts';
import { refusalOf } from '../ledger/book.ts';
import { SHIPPED } from '../rulebook/shipped.ts';
import { caller, Desk, invoice, nextNumber, OURS, PLATFORM, RULES, xml } from './book.ts';

const ALL = { kind: 'all' } as const;
const buyer = { name: '甲商贸有限公司', taxNo: '' };
const at = (iso: string) => ({ nowMs: Date.parse(iso), rules: { on: iso.slice(0, 10), rows: SHIPPED } });

async function taxed(settings = {}) {
  const desk = await new Desk().open({ taxInLedger: true, ...settings });
  return { desk, client: await desk.client('甲') };
}

function issue(desk: Desk, client: number, grossFen: number, date = '2026-06-05', more = {}) {
  const taxFen = Math.round((grossFen * 6) / 106);
  const issued = { number: nextNumber(), kind: 'digital_special' as const, date, taxNo: '', client };
  const amounts = { netFen: grossFen - taxFen, taxFen };
  return issueInvoice(desk.book, caller(date, 'supervisor'), { ...issued, ...amounts, ...more, ...RULES });
}

describe('tax of invoices in the ledger', () => {
  it('T1 T3 charges: accrued at month end, turned when invoiced; the worked example to the 分', async () => {
    const { desk, client } = await taxed();
    await desk.earn(client, '2026-05-20', {
      charge: 6_800_055,
      rebate: 198_059,
      fee: 68_001,
      paid: 10_000_000,
    });
    expect(desk.of(client).invoiceableFen).toBe(6_669_997);
    expect(taxRun(desk.book, { on: '2026-05-31', ...RULES }).lines).toEqual([
      expect.objectContaining({ absorbedFen: 0, accruedFen: 0, targetFen: 373_698 + 3_849 }),
    ]);
    await runTax(desk.book, caller('2026-05-31'), { on: '2026-05-31', ...RULES });
    expect(desk.credit('2221.03')).toBe(377_547);
    expect(await runTax(desk.book, caller('2026-05-31'), { on: '2026-05-31', ...RULES })).toEqual({
      clients: 0,
      batch: null,
    });
    const lines = { netFen: 6_669_997 - 377_547, taxFen: 377_547 };
    await issue(desk, client, 6_669_997, '2026-06-05', lines);
    expect([desk.credit('2221.01'), desk.credit('2221.03')]).toEqual([377_547, 0]);
    expect(desk.of(client)).toMatchObject({ chargedFen: 6_800_055, invoiceableFen: 0, preInvoicedFen: 0 });
    const platform = invoice({ seller: PLATFORM, buyer: OURS, grossFen: 6_476_244 });
    await desk.take('平台.xml', xml(platform));
    expect(desk.credit('2221.04')).toBe(-366_580);
    expect(desk.verify().ok).toBe(true);
  });

  it('T2 ahead: its tax waits on 2203.03 until the charge comes, then moves to the income', async () => {
    const { desk, client } = await taxed();
    await desk.earn(client, '2026-05-20', { charge: 53_000, paid: 200_000 });
    const { aheadFen } = await issue(desk, client, 106_000);
    expect(aheadFen).toBe(53_000);
    expect([desk.credit('2221.01'), desk.credit('2203.03')]).toEqual([6_000, -3_000]);
    await desk.earn(client, '2026-06-20', { charge: 26_500 });
    await runTax(desk.book, caller('2026-06-30'), { on: '2026-06-30', ...RULES });
    expect(desk.credit('2203.03')).toBe(-1_500);
    const detail = invoiceDetail(desk.book, ALL, 1, at('2026-06-30T00:00:00Z'));
    expect(detail).toMatchObject({ aheadFen: 26_500 });
    await desk.earn(client, '2026-07-20', { charge: 30_000 });
    await issue(desk, client, 3_500, '2026-07-25');
    expect([desk.credit('2203.03'), desk.of(client).invoiceableFen]).toEqual([0, 0]);
    expect(desk.verify().ok).toBe(true);
  });

  it('T5 a red letter links to its blue, in part, gives the remainder back; the form lapses after 72 hours', async () => {
    const { desk, client } = await taxed();
    await desk.earn(client, '2026-05-20', { charge: 106_000, paid: 200_000 });
    const { invoice: blue } = await issue(desk, client, 106_000);
    const form = {
      blue,
      reason: 'allowance' as const,
      by: 'seller' as const,
      isUsed: true,
      grossFen: 31_800,
    };
    const entered = await enterForm(desk.book, caller('2026-06-10'), { ...form, formNo: 'HZ1', ...RULES });
    expect(entered.state).toBe('waits_buyer');
    const [view] = redForms(desk.book, at('2026-06-12T00:00:00Z'));
    expect(view).toMatchObject({ state: 'waits_buyer', lapsesAt: '2026-06-13T04:00:00.000Z' });
    expect(redForms(desk.book, at('2026-06-13T04:00:00.001Z'))[0]).toMatchObject({
      state: 'lapsed',
      next: [],
    });
    const late = await refusalOf(() =>
      stepRedForm(desk.book, caller('2026-06-14'), { form: entered.form, to: 'confirmed', ...RULES }),
    );
    expect(late.code).toBe('invoices.confirmation_step');
    const again = await enterForm(desk.book, caller('2026-06-14'), { ...form, formNo: 'HZ2', ...RULES });
    const red = { form: again.form, number: nextNumber(), date: '2026-06-15' };
    const early = await refusalOf(() => issueRed(desk.book, caller('2026-06-15'), { ...red, ...RULES }));
    expect(early.code).toBe('invoices.form_not_ready');
    await stepRedForm(desk.book, caller('2026-06-15'), { form: again.form, to: 'confirmed', ...RULES });
    await issueRed(desk.book, caller('2026-06-15'), { ...red, ...RULES });
    expect(desk.credit('2221.01')).toBe(6_000 - 1_800);
    expect(desk.of(client)).toMatchObject({ redFen: 31_800, invoiceableFen: 31_800 });
    const detail = invoiceDetail(desk.book, ALL, blue, at('2026-06-16T00:00:00Z'));
    expect(detail).toMatchObject({ restFen: 74_200, reds: [{ number: red.number, grossFen: -31_800 }] });
    const above = { ...form, isUsed: false, grossFen: 74_201, ...RULES };
    const refusal = await refusalOf(() => enterForm(desk.book, caller('2026-06-16'), above));
    expect(refusal.code).toBe('invoices.red_above_blue');
    const used = await refusalOf(() => issueRed(desk.book, caller('2026-06-16'), { ...red, ...RULES }));
    expect(used.code).toBe('invoices.form_used');
    expect(desk.verify().ok).toBe(true);
  });

  it('T6 a red letter of the platform: input tax goes out again', async () => {
    const { desk, client } = await taxed();
    await desk.earn(client, '2026-05-20', { charge: 106_000 });
    const blue = invoice({ seller: PLATFORM, buyer: OURS, grossFen: 106_000 });
    const red = { blue: blue.number, confirmation: '31012345678901234567' };
    const letter = invoice({ seller: PLATFORM, buyer: OURS, grossFen: -53_000, date: '2026-06-09', red });
    await desk.take('蓝.xml', xml(blue));
    expect(await desk.take('红.xml', xml(letter))).toMatchObject({ imported: 1, red: 1 });
    expect([desk.credit('2221.06'), desk.credit('6401.02')]).toEqual([3_000, -3_000]);
    expect(desk.verify().ok).toBe(true);
  });

  it('T7 our own invoice to the platform for a rebate', async () => {
    const { desk } = await taxed();
    expect(await desk.take('返点.xml', xml(invoice({ buyer: PLATFORM })))).toMatchObject({ imported: 1 });
    expect([desk.credit('2221.01'), desk.credit('6401.02')]).toEqual([6_000, -6_000]);
  });

  it('T8 void on the day, old forms only', async () => {
    const { desk, client } = await taxed();
    await desk.earn(client, '2026-05-20', { charge: 106_000 });
    const { invoice: digital } = await issue(desk, client, 53_000);
    const old = { number: '031002600111-12345678', kind: 'e_special' as const };
    const { invoice: form } = await issue(desk, client, 53_000, '2026-06-05', old);
    const cancel = (id: number, on: string) =>
      refusalOf(() => voidInvoice(desk.book, caller(on), { invoice: id, on, ...RULES }));
    expect((await cancel(digital, '2026-06-05')).code).toBe('accounting.void_digital');
    expect((await cancel(form, '2026-06-06')).code).toBe('accounting.void_late');
    await voidInvoice(desk.book, caller('2026-06-05'), { invoice: form, on: '2026-06-05', ...RULES });
    expect(desk.of(client)).toMatchObject({ invoicedFen: 53_000, invoiceableFen: 53_000 });
    expect(desk.credit('2221.01')).toBe(3_000);
    expect((await cancel(form, '2026-06-05')).code).toBe('invoices.void_twice');
    expect(desk.verify().ok).toBe(true);
  });

  it('nothing is posted where the book keeps no tax, and the register is the same', async () => {
    const { desk, client } = await taxed({ taxInLedger: false });
    await desk.earn(client, '2026-05-20', { charge: 53_000, paid: 200_000 });
    const before = desk.value('SELECT count(*) FROM transfer');
    expect(await issue(desk, client, 106_000)).toMatchObject({ aheadFen: 53_000, batch: null });
    await desk.take('发票.xml', xml(invoice({ buyer, grossFen: 10_600 })));
    expect(desk.value('SELECT count(*) FROM transfer')).toBe(before);
    expect(taxRun(desk.book, { on: '2026-06-30', ...RULES }).taxInLedger).toBe(false);
  });
});
