import { describe, expect, it } from 'vitest';
import type { NewInvoiceRequest } from '../../src/contract/invoices.ts';
import {
  agreeTitle,
  decideRequest,
  issueInvoice,
  judge,
  requestInvoice,
  requestList,
} from '../../src/services/invoices/book.ts';
import { refusalOf } from '../ledger/book.ts';
import { caller, Desk, nextNumber, RULES } from './book.ts';

const ALL = { kind: 'all' } as const;

const wanted = (
  client: number,
  amountFen: number,
  more: Partial<NewInvoiceRequest> = {},
): NewInvoiceRequest => ({
  ...{ direction: 'agency_client', client, titleKind: 'enterprise', title: '甲商贸有限公司', taxNo: '' },
  ...{ paper: 'special', amountFen, note: '' },
  ...more,
});

describe('what the platform is asked for', () => {
  it('INV-1 is asked in 发票中心 after delivery, and not before', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲', { invoiceMode: 'M2' });
    const asked = { ...wanted(client, 5_000, { direction: 'platform_client' }), ...RULES, on: '2026-06-10' };
    const early = judge(desk.book, ALL, asked);
    expect(early.way).toBe('refused');
    expect(early.findings[0]).toMatchObject({
      rule: 'INV-1',
      code: 'invoices.inv_1_not_delivered',
      source: 'A',
    });
    const refusal = await refusalOf(() => requestInvoice(desk.book, caller(), asked));
    expect(refusal.code).toBe('invoices.not_to_be_had');
    const late = judge(desk.book, ALL, { ...asked, billAvailableFen: 5_000 });
    expect(late.way).toBe('centre');
    expect(late.path).toContain('发票中心');
  });

  it('INV-2 an individual account gets no enterprise invoice', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('王小明', {
      invoiceMode: 'M2',
      subjectKind: 'individual',
      subjectName: '王小明',
    });
    const asked = wanted(client, 5_000, {
      direction: 'platform_client',
      title: '王小明',
      billAvailableFen: 9_000,
    });
    const { way, findings } = judge(desk.book, ALL, { ...asked, ...RULES, on: '2026-06-10' });
    expect(way).toBe('refused');
    expect(findings.map(({ rule }) => rule)).toContain('INV-2');
  });

  it('INV-3 an individual subject: another title is customer service’s', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('王小明', { subjectKind: 'individual', subjectName: '王小明' });
    const asked = wanted(client, 5_000, {
      ...{ direction: 'platform_client', titleKind: 'individual', title: '李四', billAvailableFen: 9_000 },
    });
    const judged = judge(desk.book, ALL, { ...asked, ...RULES, on: '2026-06-10' });
    expect([judged.way, judged.path]).toEqual(['service', '巨量千川PC端客服']);
    expect(judged.findings.find(({ rule }) => rule === 'INV-3')).toMatchObject({ severity: 'warn' });
  });

  it('INV-4 another subject than the account’s is routed, not refused, and the request says so', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲', { invoiceMode: 'M2' });
    const asked = wanted(client, 5_000, {
      ...{ direction: 'platform_client', title: '乙贸易有限公司', billAvailableFen: 9_000, billNo: 'ZD-7' },
    });
    const made = await requestInvoice(desk.book, caller(), { ...asked, ...RULES });
    expect(made).toMatchObject({ state: 'open', needs: 'none' });
    const [request] = requestList(desk.book, ALL);
    expect(request).toMatchObject({ way: 'service', billNo: 'ZD-7', clientName: '甲' });
    expect(request!.findings.map(({ rule }) => rule)).toContain('INV-4');
  });
});

describe('INV-5 what the agency may invoice', () => {
  it('INV-5 charges less rebates plus fee less blue plus red, always with its own 预开票 balance', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲');
    await desk.earn(client, '2026-05-20', { charge: 100_000, rebate: 3_000, fee: 1_000, paid: 200_000 });
    expect(desk.of(client)).toMatchObject({
      ...{ chargedFen: 100_000, rebateFen: 3_000, feeFen: 1_000, invoicedFen: 0, redFen: 0 },
      ...{ invoiceableFen: 98_000, preInvoicedFen: 0, receivedFen: 200_000 },
    });
    expect(desk.of(client, '2026-05-19')).toMatchObject({ chargedFen: 0, invoiceableFen: 0 });
    const issued = { number: nextNumber(), kind: 'digital_special' as const, date: '2026-06-01', taxNo: '' };
    const amounts = { netFen: 113_208, taxFen: 6_792 };
    await issueInvoice(desk.book, caller('2026-06-10', 'approval'), {
      ...issued,
      ...amounts,
      client,
      ...RULES,
    });
    expect(desk.of(client)).toMatchObject({
      invoicedFen: 120_000,
      invoiceableFen: 0,
      preInvoicedFen: 22_000,
    });
    await desk.earn(client, '2026-06-20', { charge: 30_000 });
    expect(desk.of(client)).toMatchObject({ invoiceableFen: 8_000, preInvoicedFen: 0 });
  });

  it('INV-5 above the remainder needs finance, above the cash received only the supervisor', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲');
    await desk.earn(client, '2026-05-20', { charge: 10_000, paid: 50_000 });
    const [ahead, above] = [wanted(client, 40_000), wanted(client, 60_000)];
    const one = await requestInvoice(desk.book, caller(), { ...ahead, ...RULES });
    expect(one).toMatchObject({ state: 'waiting', aheadFen: 30_000, needs: 'approval' });
    const approve = (request: number, gives: 'approval' | 'supervisor') =>
      decideRequest(desk.book, caller('2026-06-10', gives), { request, act: 'approve', reason: '' });
    expect(await approve(one.request, 'approval')).toMatchObject({ state: 'open' });
    await decideRequest(desk.book, caller(), { request: one.request, act: 'withdraw', reason: '' });
    const two = await requestInvoice(desk.book, caller(), { ...above, ...RULES });
    expect(two.needs).toBe('supervisor');
    expect((await refusalOf(() => approve(two.request, 'approval'))).code).toBe(
      'invoices.consent_supervisor',
    );
    expect(await approve(two.request, 'supervisor')).toMatchObject({ state: 'open' });
    const issued = { number: nextNumber(), kind: 'digital_special' as const, date: '2026-06-11', taxNo: '' };
    const amounts = { netFen: 56_604, taxFen: 3_396, request: two.request };
    const done = await issueInvoice(desk.book, caller(), { ...issued, ...amounts, ...RULES });
    expect(done.aheadFen).toBe(50_000);
    expect(requestList(desk.book, ALL)[0]).toMatchObject({
      id: two.request,
      state: 'done',
      isSamePerson: true,
    });
    const alone = { ...issued, number: nextNumber(), netFen: 1_000, taxFen: 60, client, ...RULES };
    const refusal = await refusalOf(() => issueInvoice(desk.book, caller('2026-06-12', 'approval'), alone));
    expect(refusal.code).toBe('invoices.consent_supervisor');
  });

  it('INV-5 requests at once never take the same remainder', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲');
    await desk.earn(client, '2026-05-20', { charge: 10_000, paid: 10_000 });
    const made = await Promise.all(
      [1, 2, 3].map(() => requestInvoice(desk.book, caller(), { ...wanted(client, 6_000), ...RULES })),
    );
    expect(made.map(({ aheadFen }) => aheadFen)).toEqual([0, 2_000, 6_000]);
    expect(made.map(({ needs }) => needs)).toEqual(['none', 'supervisor', 'supervisor']);
    expect(desk.of(client)).toMatchObject({ invoiceableFen: 10_000, heldFen: 18_000, requests: 3 });
  });

  it('INV-5 another subject needs the client’s written word', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲');
    await desk.earn(client, '2026-05-20', { charge: 10_000 });
    const other = { ...wanted(client, 5_000, { title: '丙科技有限公司' }), ...RULES };
    expect((await refusalOf(() => requestInvoice(desk.book, caller(), other))).code).toBe(
      'invoices.other_subject',
    );
    const word = { client, title: '丙科技有限公司', taxNo: '', note: '2026-05-30 盖章委托书' };
    await agreeTitle(desk.book, caller(), word);
    const { request } = await requestInvoice(desk.book, caller(), other);
    const issued = { number: nextNumber(), kind: 'digital_special' as const, date: '2026-06-11', taxNo: '' };
    await issueInvoice(desk.book, caller(), { ...issued, netFen: 4_717, taxFen: 283, request, ...RULES });
    expect(desk.of(client).invoiceableFen).toBe(5_000);
    expect(desk.verify().ok).toBe(true);
  });

  it('INV-5 charges that are not final yet (DAT-5) are shown beside the remainder', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲');
    desk.book.exec(
      `INSERT INTO source_file VALUES (1, '${'0'.repeat(64)}', '日流水.csv', 1, 'qianchuan.daily', NULL, NULL, 1)`,
    );
    desk.book.exec("INSERT INTO source_row VALUES (1, 1, '', 2, 'x', 1, zeroblob(32), 'open', '[]', 1)");
    // The day's flow was read on the day itself: 2026-06-10.
    await desk.earn(client, '2026-06-10', { charge: 4_000, sourceRow: 1 });
    await desk.earn(client, '2026-06-09', { charge: 1_000 });
    expect(desk.of(client, '2026-06-10')).toMatchObject({ chargedFen: 1_000, provisionalFen: 4_000 });
    expect(desk.of(client, '2026-06-10').parts.map(({ grossFen }) => grossFen)).toEqual([1_000]);
    expect(desk.of(client, '2026-06-13')).toMatchObject({ chargedFen: 5_000, provisionalFen: 0 });
  });

  it('INV-5 under M2 and M3 the agency invoices its fee only', async () => {
    const desk = await new Desk().open();
    const client = await desk.client('甲', { invoiceMode: 'M2' });
    await desk.earn(client, '2026-05-20', { fee: 700 });
    expect(desk.of(client)).toMatchObject({ chargedFen: 0, feeFen: 700, invoiceableFen: 700 });
    expect(desk.of(client).route).toMatchObject({ from: 'platform' });
  });
});
