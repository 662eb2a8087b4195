import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { GETA, Type } from '../../src/files/pdf-type.ts';
import { type Paper, writePdf } from '../../src/files/write-pdf.ts';
import type { CellValue, SheetSpec } from '../../src/files/write-xlsx.ts';

const paper: Paper = {
  fontPath: join(import.meta.dirname, '../../resources/fonts/noto-sans-sc.ttf'),
  pageOf: (page, pages) => `第 ${page} 页 共 ${pages} 页`,
  gapNote: '表示字体中没有的字符',
  createdAt: new Date('2026-06-01T00:00:00+08:00'),
};

function sheet(rows: CellValue[][]): SheetSpec {
  return {
    name: '对账单',
    title: ['客户对账单', '账套：演示账套', '单位：人民币元'],
    columns: [
      { heading: '日期', kind: 'date', width: 12 },
      { heading: '摘要', kind: 'text', width: 30 },
      { heading: '金额', kind: 'money', width: 16 },
    ],
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count),
    totals: ['合计', null, 123_456_789_000],
  };
}

const target = () => join(mkdtempSync(join(tmpdir(), 'pdf-')), 'out.pdf');
const rowsOf = (count: number): CellValue[][] =>
  Array.from({ length: count }, (_, at) => [
    '2026-05-01',
    `第 ${at + 1} 笔消耗`,
    at % 2 === 0 ? 123_450_000 : -560_000,
  ]);
const type = () => new Type(new PDFDocument({ autoFirstPage: false }), paper.fontPath);

describe('a PDF', () => {
  it('is the same bytes for the same content, and whole', async () => {
    const [one, two] = [target(), target()];
    await writePdf(one, [sheet(rowsOf(50))], paper);
    await writePdf(two, [sheet(rowsOf(50))], paper);
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    expect(readFileSync(one).subarray(0, 5).toString()).toBe('%PDF-');
    expect(readFileSync(one).subarray(-6).toString().trim()).toBe('%%EOF');
  });

  it('of more rows than one reads on paper is refused by name, and nothing is left', async () => {
    const path = target();
    const long = { ...sheet([]), rowCount: 10_001 };
    await expect(writePdf(path, [long], paper)).rejects.toMatchObject({
      code: 'export.too_long_for_pdf',
      params: { rows: 10_001, most: 10_000 },
    });
    expect(existsSync(path)).toBe(false);
  });

  it('that is cancelled leaves no file', async () => {
    const path = target();
    await expect(writePdf(path, [sheet(rowsOf(5))], paper, { cancelled: () => true })).rejects.toThrow(
      'export.cancelled',
    );
    expect(existsSync(path)).toBe(false);
  });

  const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
  it.runIf(hasPoppler)(
    'holds text that can be selected: figures, header and number on every page',
    async () => {
      const path = target();
      await writePdf(path, [sheet([...rowsOf(120), ['2026-05-31', '人名与符号🀄', 0]])], paper);
      const pages = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split('\f');
      const [first, ...others] = pages.filter(page => page.trim() !== '');
      expect(first).toContain('客户对账单');
      expect(first).toMatch(/2026-05-01\s+第 1 笔消耗\s+1,234\.50\n2026-05-01\s+第 2 笔消耗\s+-5\.60/);
      for (const [at, page] of [first!, ...others].entries()) {
        expect(page).toMatch(/日期\s+摘要\s+金额/);
        expect(page.replaceAll(' ', '')).toContain(`第${at + 1}页共${others.length + 1}页`);
      }
      const last = others.at(-1)!;
      expect(last).toMatch(/合计\s+1,234,567\.89/);
      expect(last).toContain('表示字体中没有的字符');
    },
  );
});

describe('setting text', () => {
  it('no line is wider than its column, and nothing is lost', () => {
    const set = type();
    const text = '充值付款 CZ2026050100001 order 7300032157505591763，备注：杭州某某电子商务有限公司';
    for (const width of [20, 55, 90, 200]) {
      const lines = set.lines(text, 8, width);
      for (const line of lines) expect(set.width(line, 8)).toBeLessThanOrEqual(width + 0.001);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
  });

  it('a character that the font lacks becomes 〓 and is remembered, a control character a space', () => {
    const set = type();
    expect(set.settable('张\u0007三\t李')).toBe('张 三 李');
    expect(set.hasGaps).toBe(false);
    expect(set.settable('🀄')).toBe(GETA);
    expect(set.hasGaps).toBe(true);
  });
});
