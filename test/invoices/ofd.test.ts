import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildZip } from '../files/build-zip.ts';
import { ofdOf, xmlOf } from './forms.ts';
import { doubts, faceOf, inspectBytes, only, refusalOf } from './inspecting.ts';
import { paper, yuanOf } from './paper.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe.each([
  ['with the original attached', { attached: true }],
  ['with tags to text objects', { tagged: true }],
  ['with values split over text objects', { tagged: true, split: true }],
  ['tagged by columns', { tagged: true, byColumns: true }],
  ['with attachment and tags', { attached: true, tagged: true, split: true }],
])('an OFD %s', (_, plan) => {
  it('says what the invoice says, blue and red, without a doubt', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.boolean(), async (seed, red) => {
        const invoice = paper(seed, { red });
        const document = await only(ofdOf(invoice, plan), 'dzfp.ofd');
        expect(document).toMatchObject(faceOf(invoice));
        expect(document.lines.map(({ name, net, tax }) => [name, net, tax])).toEqual(
          invoice.lines.map(({ name, netFen, taxFen }) => [name, yuanOf(netFen), yuanOf(taxFen)]),
        );
        expect(doubts(document)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe('an OFD', () => {
  const invoice = paper(61);

  it('with neither says what its head says, and the total in capital numerals', async () => {
    const document = await only(ofdOf(invoice, {}), 'a.ofd');
    const { number, date, net, tax, gross } = faceOf(invoice);
    expect(document).toMatchObject({ number, date, net, tax, gross });
    expect(document.seller).toEqual({ name: '', taxNo: invoice.seller.taxNo });
    expect(doubts(document)).toEqual(['invoices.seller_missing', 'invoices.buyer_missing']);
  });

  it('whose head contradicts its attachment says both figures', async () => {
    const other = ofdOf({ ...invoice, netFen: invoice.netFen + 100 }, {});
    const whole = ofdOf(invoice, { attached: true });
    expect(doubts(await only(whole))).toEqual([]);
    const mixed = ofdOf(
      { ...invoice, netFen: invoice.netFen + 100 },
      { parts: { 'Doc_0/Attachs/original_invoice.xml': xmlOf(invoice, 'einvoice2019') } },
    );
    const document = await only(mixed);
    expect(document).toMatchObject(faceOf(invoice));
    expect(doubts(document)).toEqual(['invoices.ofd_differs']);
    expect(doubts(await only(other))).toContain('invoices.gross_differs');
  });

  it('whose tags point to nothing says which', async () => {
    const page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content/></ofd:Page>';
    const document = await only(
      ofdOf(invoice, { tagged: true, parts: { 'Doc_0/Pages/Page_0/Content.xml': page } }),
    );
    expect(document.number).toBe(invoice.number);
    expect(doubts(document)).toContain('invoices.ofd_text_missing');
  });

  it('with an accounting record attached is read by its tags', async () => {
    const parts = { 'Doc_0/Attachs/voucher.xml': '<xbrl><a>1</a></xbrl>' };
    expect(await only(ofdOf(invoice, { tagged: true, parts }))).toMatchObject(faceOf(invoice));
  });

  it('whose parts lead out of the package finds nothing there', async () => {
    const root = `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas><ofd:CustomData Name="发票号码">${invoice.number}</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>`;
    expect((await only(ofdOf(invoice, { parts: { 'OFD.xml': root } }))).number).toBe(invoice.number);
  });

  it.each([
    ['an entity bomb inside', { 'OFD.xml': '<!DOCTYPE a [<!ENTITY a "b">]><ofd:OFD/>' }, 'files.dtd'],
    ['a damaged part', { 'Doc_0/Attachs/original_invoice.xml': '<eInvoice><a>' }, 'files.xml_damaged'],
    [
      'deep nesting inside',
      { 'Doc_0/Pages/Page_0/Content.xml': `${'<a>'.repeat(900)}${'</a>'.repeat(900)}` },
      'files.xml_deep',
    ],
  ])('with %s is refused with the part', async (_what, parts, wanted) => {
    const refusal = await refusalOf(ofdOf(invoice, { attached: true, parts }), 'a.ofd');
    expect(refusal.code).toBe(wanted);
    expect(Object.keys(parts)[0]).toContain(refusal.params.part);
  });

  it('that unpacks beyond all measure is refused', async () => {
    const bomb = { name: 'Doc_0/Attachs/big.xml', data: Buffer.alloc(30 * 2 ** 20, 32) };
    expect((await refusalOf(ofdOf(invoice, { extra: [bomb] }), 'a.ofd')).code).toBe('files.limit_ratio');
  });

  it('of another kind of document is no invoice', async () => {
    const zip = buildZip([{ name: 'OFD.xml', data: '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>' }]);
    expect((await refusalOf(zip, 'a.ofd')).code).toBe('invoices.not_invoice');
  });

  it('inside an archive is read; an archive inside it is not', async () => {
    const zip = buildZip([{ name: '发票.ofd', data: ofdOf(invoice, { attached: true }) }]);
    expect((await inspectBytes(zip, 'a.zip'))[0]).toMatchObject(faceOf(invoice));
    const nested = buildZip([{ name: 'inner.zip', data: zip }]);
    expect((await refusalOf(nested, 'a.zip')).code).toBe('files.nested_archive');
  });
});
