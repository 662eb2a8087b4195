import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildXlsx } from '../files/build-xlsx.ts';
import { gb18030 } from '../files/open-bytes.ts';
import { doubts, faceOf, inspectBytes, refusalOf } from './inspecting.ts';
import { csvOf, LIST_HEADINGS, listRows, sheetRows } from './lists.ts';
import { type Paper, paper, yuanOf } from './paper.ts';

const seeds = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 6 });
const papersOf = (numbers: readonly number[]) =>
  numbers.map((seed, at) => paper(seed, { red: seed % 5 === 0, old: seed % 5 !== 0 && at % 3 === 2 }));
const csv = (papers: readonly Paper[]) => csvOf([LIST_HEADINGS, ...listRows(papers)]);
const COLUMN = (heading: string) => LIST_HEADINGS.indexOf(heading);

/** Faces and lines of many, in the order of the file. */
function expectAll(documents: Awaited<ReturnType<typeof inspectBytes>>, papers: readonly Paper[]): void {
  expect(documents).toHaveLength(papers.length);
  documents.forEach((document, at) => {
    expect(document).toMatchObject(faceOf(papers[at]!));
    expect(document.lines.map(({ net }) => net)).toEqual(
      papers[at]!.lines.map(({ netFen }) => yuanOf(netFen)),
    );
    expect(doubts(document)).toEqual([]);
  });
}

describe('a list of the tax platform', () => {
  it('as CSV: lines are grouped by number, each invoice adds up', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async numbers => {
        const papers = papersOf(numbers);
        expectAll(await inspectBytes(csv(papers), '全量发票.csv'), papers);
      }),
      { numRuns: 25 },
    );
  });

  it('as a workbook, with notes above, a sum below and the rows on the second sheet', async () => {
    const papers = papersOf([1, 2, 3, 5]);
    const sum = LIST_HEADINGS.map((_, at) => (at === 0 ? '合计' : at === COLUMN('金额') ? '1.00' : ''));
    const rows = [['全量发票查询导出'], [], LIST_HEADINGS, ...listRows(papers), sum];
    const book = buildXlsx({
      sheets: [
        { name: '说明', rows: sheetRows([['仅供参考']]) },
        { name: '信息汇总表', rows: sheetRows(rows) },
      ],
    });
    expectAll(await inspectBytes(book, '全量发票.xlsx'), papers);
  });

  it('in GB18030 from an older browser', async () => {
    const papers = papersOf([7, 8]);
    expectAll(await inspectBytes(gb18030(csv(papers)), '全量发票.csv'), papers);
  });

  it('whose rows of one invoice stand apart still are one invoice', async () => {
    const [one, two] = [paper(71, { lines: 3 }), paper(72, { lines: 2 })];
    const [first, ...rest] = listRows([one, two]);
    const documents = await inspectBytes(csvOf([LIST_HEADINGS, ...rest, first!]), 'a.csv');
    expect(documents.map(({ gross }) => gross).toSorted()).toEqual(
      [yuanOf(one.grossFen), yuanOf(two.grossFen)].toSorted(),
    );
  });

  it('with a sheet of heads beside that of lines counts each invoice once, and says what only the other holds', async () => {
    const papers = papersOf([11, 12]);
    const heads = ['数电发票号码', '开票日期', '销方名称', '购买方名称', '金额', '税额', '价税合计'];
    const head = (each: Paper) => [
      ...[each.number, each.date, each.seller.name, each.buyer.name],
      ...[yuanOf(each.netFen), yuanOf(each.taxFen), yuanOf(each.grossFen)],
    ];
    const extra = paper(13);
    const book = (rows: string[][]) =>
      buildXlsx({
        sheets: [
          { name: '发票基础信息', rows: sheetRows([heads, ...rows]) },
          { name: '信息汇总表', rows: sheetRows([LIST_HEADINGS, ...listRows(papers)]) },
        ],
      });
    expectAll(await inspectBytes(book(papers.map(head)), 'a.xlsx'), papers);
    const more = await inspectBytes(book([...papers, extra].map(head)), 'a.xlsx');
    expect(more).toHaveLength(2);
    expect(doubts(more[0]!)).toEqual(['invoices.sheet_unread']);
  });
});

describe('a fault of a list', () => {
  const one = paper(81, { lines: 3 });
  const rows = () => listRows([one]);

  it.each(['2.63120000001351E+19', '26312000000135100000'])(
    'number %s is destroyed: named, never a key',
    async text => {
      const other = paper(82, { lines: 1 });
      const broken = listRows([one, other]).map(row => row.with(COLUMN('数电发票号码'), text));
      const documents = await inspectBytes(csvOf([LIST_HEADINGS, ...broken]), 'a.csv');
      expect(documents.map(({ number }) => number)).toEqual([null, null]);
      expect(documents.map(({ gross }) => gross)).toEqual([yuanOf(one.grossFen), yuanOf(other.grossFen)]);
      for (const document of documents) expect(doubts(document)).toContain('invoices.number_destroyed');
    },
  );

  it('in a line names the row', async () => {
    const broken = rows();
    broken[1] = broken[1]!.with(COLUMN('税额'), '0.01');
    const [document] = await inspectBytes(csvOf([LIST_HEADINGS, ...broken]), 'a.csv');
    const fault = document!.findings.find(({ code }) => code === 'invoices.line_gross_differs');
    expect(fault).toMatchObject({ severity: 'error', place: { row: 3 }, params: { line: 2 } });
  });

  it('rows of one number that disagree are named', async () => {
    const broken = rows();
    broken[2] = broken[2]!.with(COLUMN('购买方名称'), '别家有限公司');
    const [document] = await inspectBytes(csvOf([LIST_HEADINGS, ...broken]), 'a.csv');
    const fault = document!.findings.find(({ code }) => code === 'invoices.rows_disagree');
    expect(fault?.place.row).toBe(4);
  });

  it('a row with money and no number is said, not dropped in silence', async () => {
    const broken = [...rows(), rows()[0]!.with(COLUMN('数电发票号码'), '')];
    const [document] = await inspectBytes(csvOf([LIST_HEADINGS, ...broken]), 'a.csv');
    expect(document!.gross).toBe(yuanOf(one.grossFen));
    expect(doubts(document!)).toEqual(['invoices.row_without_number']);
  });

  it.each([
    ['已作废', 'invoices.status_void'],
    ['已红冲-全额', 'invoices.status_red_full'],
    ['已红冲-部分', 'invoices.status_red_part'],
  ])('the state %s is said', async (state, wanted) => {
    const told = rows().map(row => row.with(COLUMN('发票状态'), state));
    const [document] = await inspectBytes(csvOf([LIST_HEADINGS, ...told]), 'a.csv');
    expect(doubts(document!)).toEqual([wanted]);
  });

  it('without a column for the number it is no invoice list', async () => {
    const text = csvOf([
      ['开票日期', '金额', '税额'],
      ['2026-05-01', '1.00', '0.06'],
    ]);
    expect((await refusalOf(text, 'a.csv')).code).toBe('invoices.not_invoice');
  });
});
