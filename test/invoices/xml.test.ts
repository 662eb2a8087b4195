import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactOf, fenOfExact } from '../../src/domain/invoices/exact.ts';
import type { InvoiceDocument } from '../../src/services/invoices.ts';
import { buildZip } from '../files/build-zip.ts';
import { gb18030 } from '../files/open-bytes.ts';
import { DIALECTS, ofdOf, xmlOf } from './forms.ts';
import { doubts, faceOf, inspectBytes, linesOf, only, refusalOf } from './inspecting.ts';
import { paper } from './paper.ts';

/** Dialects of the fully digital invoice, which has no code. */
const OF_2024: readonly string[] = ['official', 'namespaced', 'nested'];

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const fen = (text: string | null) => fenOfExact(exactOf(text ?? '')!);
const amounts = ({ lines }: InvoiceDocument) =>
  lines.map(({ name, net, tax }) => ({ name, netFen: fen(net), taxFen: fen(tax) }));

describe.each(DIALECTS)('%s', dialect => {
  const hasLines = dialect !== 'pairs';

  it('says what the invoice says, blue and red, without a doubt', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.boolean(), async (seed, red) => {
        const invoice = paper(seed, { red });
        const document = await only(xmlOf(invoice, dialect), 'dzfp.xml');
        expect(document).toMatchObject(faceOf(invoice));
        if (hasLines) expect(amounts(document)).toEqual(linesOf(invoice));
        expect(doubts(document)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

it.each(DIALECTS.filter(dialect => !OF_2024.includes(dialect)))(
  '%s keeps an older invoice under code and number',
  async dialect => {
    const invoice = paper(7, { old: true });
    expect(await only(xmlOf(invoice, dialect))).toMatchObject(faceOf(invoice));
  },
);

describe('a wrong figure', () => {
  const invoice = paper(11, { lines: 4 });
  const sound = xmlOf(invoice, 'chinese');

  it('in the total is named with the difference', async () => {
    const wrong = sound.replace(
      /(<价税合计>￥)([\d.]+)/,
      (_, head, amount) => `${head}${Number(amount) + 1}`,
    );
    const document = await only(wrong);
    expect(document.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'invoices.gross_differs' }),
    );
    expect(
      document.findings.find(({ code }) => code === 'invoices.gross_differs')?.params.differenceFen,
    ).toBe(100);
  });

  it('in a line is named with the first wrong line and its place', async () => {
    const at = 2;
    const line = invoice.lines[at]!;
    const amount = `<金额>${(line.netFen / 100).toFixed(2)}</金额>`;
    const wrong = sound.replace(amount, `<金额>${((line.netFen + 5_000) / 100).toFixed(2)}</金额>`);
    expect(wrong).not.toBe(sound);
    const { findings } = await only(wrong);
    const named = findings.find(({ params }) => params.line !== undefined);
    expect(named).toMatchObject({ severity: 'error', params: { line: at + 1, name: line.name } });
    expect(wrong.split('\n')[named!.place.row! - 1]).toContain('<明细>');
    expect(findings.map(({ code }) => code)).toContain('invoices.lines_net_differ');
  });

  it.each([1, -1])('of one 分 (%i) in a total of lines is not let through', async cent => {
    const totalFen = invoice.netFen + cent;
    const wrong = sound.replace(/<合计金额>¥[-\d.]+/, `<合计金额>¥${(totalFen / 100).toFixed(2)}`);
    expect(doubts(await only(wrong))).toEqual(['invoices.gross_differs', 'invoices.lines_net_differ']);
  });

  it('in capital numerals is named with what it should read', async () => {
    const { findings } = await only(sound.replace(invoice.capital, '壹圆整'));
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'invoices.capital_differs',
        params: expect.objectContaining({ expected: invoice.capital }),
      }),
    );
  });

  it('in a tax number is a doubt, never a refusal', async () => {
    const { taxNo } = invoice.buyer;
    const typo = taxNo.slice(0, 9) + (taxNo[9] === '1' ? '2' : '1') + taxNo.slice(10);
    expect(doubts(await only(sound.replace(taxNo, typo)))).toEqual(['invoices.buyer_checksum']);
  });

  it('finer than a 分 in a total is unreadable, not rounded', async () => {
    const document = await only(sound.replace(/<合计税额>¥([-\d.]+)/, '<合计税额>¥$15'));
    expect(document.tax).toBeNull();
    expect(doubts(document)).toContain('invoices.tax_unreadable');
  });
});

it('amounts of lines with six places are added exactly and rounded once', async () => {
  const line = (net: string, tax: string) =>
    `<明细><项目名称>*广告服务*推广</项目名称><金额>${net}</金额><税额>${tax}</税额></明细>`;
  const xml = `<发票><发票号码>26312000000135114087</发票号码><开票日期>2026-05-01</开票日期><合计金额>1.00</合计金额><合计税额>0.06</合计税额><价税合计>1.06</价税合计><明细列表>${line('0.333333', '0.02')}${line('0.333333', '0.02')}${line('0.333334', '0.02')}</明细列表></发票>`;
  const { findings } = await only(xml);
  expect(findings.filter(({ code }) => code.startsWith('invoices.line'))).toEqual([]);
});

it('differential tax (差额征税) is not judged by its rate', async () => {
  const xml = `<发票><发票号码>26312000000135114087</发票号码><开票日期>2026-05-01</开票日期><合计金额>1000.00</合计金额><合计税额>6.00</合计税额><价税合计>1006.00</价税合计><明细列表><明细><项目名称>推广</项目名称><金额>1000.00</金额><税率>6%</税率><税额>6.00</税额></明细></明细列表><备注>差额征税：900.00</备注></发票>`;
  expect((await only(xml)).findings.map(({ code }) => code)).not.toContain('invoices.line_tax_differs');
  const plain = await only(xml.replace('差额征税：900.00', ''));
  expect(plain.findings).toContainEqual(
    expect.objectContaining({ severity: 'warn', code: 'invoices.line_tax_differs' }),
  );
});

describe('numbers', () => {
  const withNumber = (number: string, code = '') =>
    `<发票><发票代码>${code}</发票代码><发票号码>${number}</发票号码><开票日期>2026-05-01</开票日期><合计金额>1.00</合计金额><合计税额>0.06</合计税额><价税合计>1.06</价税合计></发票>`;

  it.each([
    ['2.63120000001351E+19', '', 'invoices.number_destroyed'],
    ['26312000000135100000', '', 'invoices.number_destroyed'],
    ['2631200000013511408', '', 'invoices.number_form'],
    ['12345678', '12345', 'invoices.number_form'],
    ['12345678', '', 'invoices.code_missing'],
  ])('%s with code %s: %s', async (number, code, wanted) => {
    expect(doubts(await only(withNumber(number, code)))).toContain(wanted);
  });
});

describe('a red letter', () => {
  const red = paper(23, { red: true });

  it('that names its blue invoice in the remark only is linked all the same', async () => {
    const xml = xmlOf(red, 'official').replace(/<SpecificInformation>[\s\S]*<\/SpecificInformation>/, '');
    expect((await only(xml)).red).toEqual(red.red);
  });

  it('without blue number and confirmation form is doubted', async () => {
    const xml = xmlOf({ ...red, remark: '' }, 'chinese');
    expect(doubts(await only(xml))).toEqual([
      'invoices.red_without_blue',
      'invoices.red_without_confirmation',
    ]);
  });

  it('that is positive is a fault', async () => {
    const blue = paper(23);
    const xml = xmlOf({ ...blue, red: red.red, remark: red.remark }, 'official');
    expect(doubts(await only(xml))).toContain('invoices.red_not_negative');
  });

  it('of an older invoice names code and number', async () => {
    const xml = xmlOf({ ...red, remark: '对应正数发票代码:031001900311号码:21010038' }, 'chinese');
    expect((await only(xml)).red).toEqual({ blue: '031001900311-21010038', confirmation: null });
  });
});

describe('a hostile document', () => {
  const entity =
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><EInvoice>&b;</EInvoice>';

  it.each([
    ['an entity bomb', entity, 'files.dtd'],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><EInvoice/>', 'files.dtd'],
    ['an unknown entity', '<EInvoice>&xxe;</EInvoice>', 'files.xml_entity'],
    ['a name of every object', '<EInvoice>&constructor;</EInvoice>', 'files.xml_entity'],
    ['a million references', `<a>${'&'.repeat(1_000_000)}</a>`, 'files.xml_entity'],
    ['deep nesting', `<EInvoice>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</EInvoice>`, 'files.xml_deep'],
    ['a cut file', xmlOf(paper(3), 'official').slice(0, 900), 'files.xml_damaged'],
    ['crossed tags', '<EInvoice><a><b></a></b></EInvoice>', 'files.xml_damaged'],
    ['two roots', '<EInvoice></EInvoice><EInvoice></EInvoice>', 'files.xml_damaged'],
    ['one attribute twice', '<EInvoice a="1" a="2"/>', 'files.xml_damaged'],
    ['another encoding', '<?xml version="1.0" encoding="Shift_JIS"?><EInvoice/>', 'files.xml_encoding'],
    ['an accounting record', '<xbrl><einv:InvoiceNumber>1</einv:InvoiceNumber></xbrl>', 'invoices.xbrl'],
    ['no invoice', '<note><to>x</to></note>', 'invoices.not_invoice'],
    ['a statement', '日期,金额\r\n2026-05-01,1.00\r\n', 'invoices.not_invoice'],
  ])('%s is refused by name', async (_, text, wanted) => {
    const refusal = await refusalOf(text, 'x.xml');
    expect(refusal.code).toBe(wanted);
    expect(refusal.place.file).toBe('x.xml');
  });

  it('names the line of a fault', async () => {
    const refusal = await refusalOf('<EInvoice>\n<a>\n</b>\n</EInvoice>', 'x.xml');
    expect(refusal).toMatchObject({ code: 'files.xml_damaged', place: { row: 3 } });
  });

  it('larger than its limits is refused before it is kept', async () => {
    const many = `<EInvoice>${'<a/>'.repeat(20_000)}</EInvoice>`;
    expect((await refusalOf(many, 'x.xml', { unpacked_bytes: 100_000 })).code).toBe(
      'files.limit_unpacked_bytes',
    );
  });

  it.each([
    ['a path out of the archive', [{ name: '../invoice.xml', data: '<a/>' }], 'files.archive_name'],
    [
      'one name twice',
      [
        { name: 'a.xml', data: '<a/>' },
        { name: 'A.XML', data: '<a/>' },
      ],
      'files.archive_duplicate',
    ],
    ['a bomb', [{ name: 'a.xml', data: Buffer.alloc(20 * 2 ** 20, 32) }], 'files.limit_ratio'],
  ])('an archive with %s is refused', async (_, entries, wanted) => {
    expect((await refusalOf(buildZip(entries), 'x.zip')).code).toBe(wanted);
  });

  it('of any cut or flipped byte is read or refused, never a fault of ours', async () => {
    const sound = [
      Buffer.from(xmlOf(paper(5), 'official')),
      ofdOf(paper(5), { attached: true, tagged: true }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.nat(),
        fc.nat(255),
        fc.boolean(),
        async (bytes, at, value, cut) => {
          const broken = Buffer.from(bytes);
          broken[at % broken.length] = value;
          const given = cut ? broken.subarray(0, at % broken.length) : broken;
          const told = await inspectBytes(given.length === 0 ? '<' : given).catch(error => error);
          if (!Array.isArray(told)) expect(told).toHaveProperty('place');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('an archive', () => {
  const [one, two] = [paper(31), paper(32)];

  it('of several invoices answers each', async () => {
    const zip = buildZip([
      { name: '发票/一.xml', data: xmlOf(one, 'official') },
      { name: '发票/二.ofd', data: ofdOf(two, { attached: true }) },
    ]);
    const documents = await inspectBytes(zip, '批量下载.zip');
    expect(documents.map(({ number }) => number)).toEqual([one.number, two.number]);
  });

  it('of one invoice in three forms answers it once', async () => {
    const zip = buildZip([
      { name: '__MACOSX/._a.xml', data: 'x' },
      { name: 'a.pdf', data: '%PDF-1.7' },
      { name: 'a.ofd', data: ofdOf(one, { tagged: true }) },
      { name: 'a.xml', data: xmlOf(one, 'official') },
    ]);
    const document = await only(zip, 'a.zip');
    expect(document).toMatchObject(faceOf(one));
    expect(doubts(document)).toEqual([]);
    const codes = document.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['invoices.pdf_kept', 'invoices.form_skipped']));
  });

  it('with other files beside says that they were not read', async () => {
    const zip = buildZip([
      { name: 'a.xml', data: xmlOf(one, 'official') },
      { name: '清单.csv', data: '日期,金额' },
      { name: 'b.xml', data: '<note>x</note>' },
    ]);
    const document = await only(zip, 'a.zip');
    expect(document).toMatchObject(faceOf(one));
    expect(doubts(document)).toEqual(['invoices.document_unread', 'invoices.document_unread']);
  });

  it('in which one number stands for two invoices says so', async () => {
    const zip = buildZip([
      { name: 'a.xml', data: xmlOf(one, 'official') },
      { name: 'b.xml', data: xmlOf({ ...two, number: one.number }, 'official') },
    ]);
    expect(doubts(await only(zip, 'a.zip'))).toEqual(['invoices.forms_differ']);
  });
});

it('a document of several invoices answers each', async () => {
  const papers = [paper(41), paper(42), paper(43, { red: true })];
  const inner = papers.map(each => xmlOf(each, 'chinese').replace(/<\?xml[^>]*>/, '')).join('');
  const documents = await inspectBytes(`<发票集>${inner}</发票集>`);
  expect(documents).toHaveLength(3);
  documents.forEach((document, at) => {
    expect(document).toMatchObject(faceOf(papers[at]!));
  });
});

it('GB18030 is told by the bytes, whatever is declared', async () => {
  const invoice = paper(51);
  const xml = xmlOf(invoice, 'chinese').replaceAll('¥', '');
  for (const declared of [xml, xml.replace('UTF-8', 'GBK')])
    expect(await only(gb18030(declared))).toMatchObject(faceOf(invoice));
});

it('a PDF is an attachment: nothing is guessed', async () => {
  const document = await only('%PDF-1.7\n发票号码：26312000000135114087', 'dzfp_26312000000135114087.pdf');
  expect(document).toMatchObject({ number: null, net: null, gross: null, lines: [] });
  expect(doubts(document)).toEqual(['invoices.pdf_only']);
});
