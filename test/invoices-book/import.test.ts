import { describe, expect, it } from 'vitest';
import {
  certifyInvoices,
  invoiceDetail,
  invoiceFile,
  invoiceList,
  resolveMismatch,
} from '../../src/services/invoices/book.ts';
import { buildZip } from '../files/build-zip.ts';
import { csvOf, LIST_HEADINGS, listRows } from '../invoices/lists.ts';
import { refusalOf } from '../ledger/book.ts';
import { SHIPPED } from '../rulebook/shipped.ts';
import { caller, Desk, invoice, nextNumber, OURS, PLATFORM, RULES, xml } from './book.ts';

const ALL = { kind: 'all' } as const;
const NOW = { nowMs: Date.parse('2026-06-20T00:00:00Z'), rules: { on: '2026-06-20', rows: SHIPPED } };
const buyer = { name: '甲商贸有限公司', taxNo: '' };

async function deskWith(settings = {}) {
  const desk = await new Desk().open(settings);
  const client = await desk.client('甲');
  await desk.earn(client, '2026-05-20', { charge: 500_000, paid: 500_000 });
  return { desk, client };
}

describe('an e-invoice of ours', () => {
  it('comes into the register once, its file is kept with it, byte for byte', async () => {
    const { desk, client } = await deskWith();
    const made = invoice({ buyer });
    const first = await desk.take('发票.xml', xml(made));
    expect(first).toMatchObject({ imported: 1, known: 0, refused: [], attached: 1 });
    const again = await desk.take('发票 (1).xml', xml(made));
    expect(again).toMatchObject({ imported: 0, known: 1, attached: 1 });
    expect(desk.of(client)).toMatchObject({ invoicedFen: 106_000, invoiceableFen: 394_000 });
    const detail = invoiceDetail(desk.book, ALL, 1, NOW);
    expect(detail).toMatchObject({ number: made.number, matchState: 'matched', capital: '壹仟零陆拾圆整' });
    expect(detail.covers).toMatchObject([
      { of: 'charges', month: '2026-05', grossFen: 106_000, poolName: '甲千川' },
    ]);
    const [file] = detail.files;
    const kept = invoiceFile(desk.book, ALL, { invoice: 1, attachment: file!.attachment });
    expect(Buffer.from(kept.data).toString('utf8')).toBe(xml(made));
    expect(desk.verify().ok).toBe(true);
  });

  it('answers an open request of its amount, and without one opens a ticket above the remainder', async () => {
    const { desk, client } = await deskWith();
    const ahead = await desk.take('超.xml', xml(invoice({ buyer, grossFen: 600_000 })));
    expect(ahead.imported).toBe(1);
    expect(desk.of(client)).toMatchObject({ invoiceableFen: 0, preInvoicedFen: 100_000 });
    expect(desk.value('SELECT amount_fen FROM ticket WHERE reason = ?', 'INVOICE_AHEAD')).toBe(100_000);
  });

  it('is refused by name for a taken number, another subject, an unknown buyer, sums that do not add up', async () => {
    const { desk } = await deskWith();
    const number = nextNumber();
    await desk.take('一.xml', xml(invoice({ buyer, number })));
    const refused = async (made: ReturnType<typeof invoice>) => {
      const done = await desk.take('二.xml', xml(made));
      return done.refused.map(({ code }) => code);
    };
    expect(await refused(invoice({ buyer, number, grossFen: 212_000 }))).toEqual([
      'invoices.duplicate_number',
    ]);
    expect(await refused(invoice({ buyer: { ...buyer, taxNo: OURS.taxNo } }))).toEqual([]);
    expect(await refused(invoice({ buyer: { name: '丁有限公司', taxNo: '' } }))).toEqual([
      'invoices.buyer_unknown',
    ]);
    expect(await refused({ ...invoice({ buyer }), grossFen: 1 })).toEqual(['invoices.gross_differs']);
    expect(desk.value('SELECT count(*) FROM invoice')).toBe(2);
  });

  it('of a list: rows grouped by number, red after blue whatever their order, twice the same', async () => {
    const { desk, client } = await deskWith();
    const blue = invoice({ buyer, grossFen: 212_000 });
    const red = invoice({
      buyer,
      grossFen: -53_000,
      date: '2026-06-08',
      red: { blue: blue.number, confirmation: '' },
    });
    const bytes = csvOf([
      LIST_HEADINGS,
      ...listRows([{ ...red, remark: `被红冲蓝字数电发票号码：${blue.number}` }, blue]),
    ]);
    expect(await desk.take('全量发票.csv', bytes)).toMatchObject({ imported: 2, red: 1, refused: [] });
    expect(await desk.take('全量发票.csv', bytes)).toMatchObject({ imported: 0, known: 2 });
    expect(desk.of(client)).toMatchObject({ invoicedFen: 212_000, redFen: 53_000, invoiceableFen: 341_000 });
  });

  it('in an archive with its page: one invoice, and a page alone goes to its number', async () => {
    const { desk } = await deskWith();
    const made = invoice({ buyer });
    const bytes = await buildZip([
      { name: '发票.xml', data: Buffer.from(xml(made)) },
      { name: '发票.pdf', data: Buffer.from('%PDF-1.7 page') },
    ] as never);
    expect(await desk.take('发票.zip', bytes)).toMatchObject({ imported: 1 });
    expect(await desk.take(`${made.number}.pdf`, '%PDF-1.7 other page')).toMatchObject({
      attached: 1,
      imported: 0,
    });
    expect(invoiceDetail(desk.book, ALL, 1, NOW).files).toHaveLength(2);
    const nameless = await refusalOf(() => desk.take('扫描件.pdf', '%PDF-1.7 no number'));
    expect(nameless.code).toBe('invoices.pdf_number');
    const unknown = await refusalOf(() =>
      desk.take('扫描件.pdf', '%PDF-1.7 none', '2026-06-10', nextNumber()),
    );
    expect(unknown.code).toBe('invoices.pdf_unknown');
  });

  it('from before the book belongs to charges of before: it counts for nothing', async () => {
    const { desk, client } = await deskWith();
    await desk.take('旧.xml', xml(invoice({ buyer, date: '2026-04-20' })));
    expect(desk.of(client)).toMatchObject({ invoicedFen: 0, invoiceableFen: 500_000 });
  });
});

describe('an invoice of the platform', () => {
  it('to the agency is matched to its cost, and certified once', async () => {
    const { desk } = await deskWith({ taxInLedger: true });
    const made = invoice({ seller: PLATFORM, buyer: OURS, grossFen: 106_000 });
    expect(await desk.take('平台.xml', xml(made))).toMatchObject({ imported: 1, routed: [] });
    expect(desk.credit('2221.04')).toBe(-6_000);
    const certified = await certifyInvoices(desk.book, caller(), { invoices: [1], on: '2026-06-15' });
    expect(certified).toMatchObject({ certified: 1, taxFen: 6_000 });
    expect([desk.credit('2221.04'), desk.credit('2221.02')]).toEqual([0, -6_000]);
    const twice = await refusalOf(() =>
      certifyInvoices(desk.book, caller(), { invoices: [1], on: '2026-06-16' }),
    );
    expect(twice.code).toBe('invoices.not_certifiable');
    expect(desk.verify().ok).toBe(true);
  });

  it('INV-4 to nobody known is kept as mismatched, counts for nobody, and is decided by hand', async () => {
    const { desk, client } = await deskWith();
    const made = invoice({ seller: PLATFORM, buyer: { name: '丁有限公司', taxNo: '' } });
    const done = await desk.take('平台.xml', xml(made));
    expect(done.routed).toMatchObject([{ number: made.number }]);
    const whose = await refusalOf(() =>
      resolveMismatch(desk.book, caller(), { invoice: 1, note: '客服改抬头', ...RULES }),
    );
    expect(whose.code).toBe('invoices.client_needed');
    await resolveMismatch(desk.book, caller(), { invoice: 1, client, note: '客服已改抬头重开', ...RULES });
    expect(invoiceDetail(desk.book, ALL, 1, NOW)).toMatchObject({ matchState: 'resolved', clientName: '甲' });
  });

  it('INV-4 a mismatched invoice is taken to customer service or sent back; it is kept and counts for nothing', async () => {
    const { desk, client } = await deskWith();
    const made = invoice({ seller: PLATFORM, buyer: { name: '丁有限公司', taxNo: '' } });
    await desk.take('平台.xml', xml(made));
    const decide = (act: 'accept' | 'route' | 'reject', more: { client?: number } = {}) =>
      resolveMismatch(desk.book, caller(), { invoice: 1, act, note: `说明 ${act}`, ...more, ...RULES });
    const shown = () => invoiceDetail(desk.book, ALL, 1, NOW);
    const waiting = () => invoiceList(desk.book, ALL, { only: 'mismatched', offset: 0, limit: 10 }).total;
    await decide('route');
    expect([shown().matchState, shown().matchNote, waiting()]).toEqual(['routed', '说明 route', 1]);
    await decide('reject');
    expect([shown().matchState, shown().matchNote, waiting()]).toEqual(['rejected', '说明 reject', 0]);
    expect(shown()).toMatchObject({ number: made.number, files: [{ name: '平台.xml' }] });
    await decide('accept', { client });
    expect(shown()).toMatchObject({ matchState: 'resolved', clientName: '甲' });
    expect((await refusalOf(() => decide('reject'))).code).toBe('invoices.not_mismatched');
  });

  it('INV-4 to a client whose account is bound to another subject is routed to customer service', async () => {
    const desk = await new Desk().open();
    await desk.client('乙', {
      invoiceMode: 'M2',
      accounts: [{ kind: 'qianchuan', id: '1899999999999999', name: '乙千川', subject: '乙分公司' }],
    } as never);
    const other = { name: '乙商贸有限公司', taxNo: '' };
    desk.book.exec('UPDATE platform_account SET subject = (SELECT id FROM subject WHERE is_ours = 1)');
    const done = await desk.take('平台.xml', xml(invoice({ seller: PLATFORM, buyer: other })));
    expect(done.routed[0]?.findings).toMatchObject([{ code: 'invoices.inv_4_mismatch', severity: 'warn' }]);
  });
});
