import { COMPARE_TABS, type CompareSummary, type CompareTab, type SideChoice } from '../../domain/compare.ts';
import type { Matching } from '../../domain/matching/match.ts';
import type { CompareSide } from '../../domain/matching/side.ts';
import { TabSource } from '../../domain/matching/tab-source.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import {
  type CellValue,
  type ColumnKind,
  type ColumnSpec,
  type SheetSpec,
  type WriteOptions,
  type WrittenFile,
  writeXlsx,
} from '../../files/write-xlsx.ts';

export interface ReportOptions extends WriteOptions {
  /** The equal rows too get a sheet; without it the summary says that they are only counted. */
  equalRows?: boolean;
}

interface Reported {
  leftSide: CompareSide;
  rightSide: CompareSide;
  matching: Matching;
  totals: { left: bigint; right: bigint };
  summary: CompareSummary;
}

const KINDS: Record<string, ColumnKind> = {
  id: 'id',
  money: 'money',
  date: 'date',
  integer: 'integer',
  state: 'text',
  text: 'text',
};
const WIDTHS: Record<string, number> = { key: 24, leftParty: 26, rightParty: 26, evidence: 34 };

/**
 * Writes the difference report: a summary that shows that the tabs add up to the files, then one sheet per tab with
 * both values, the difference, the evidence and the line in each file. Refuses what `writeXlsx` refuses.
 */
export function writeReport(
  path: string,
  comparison: Reported,
  catalogue: Catalogue,
  options: ReportOptions = {},
): Promise<WrittenFile> {
  const tabs = COMPARE_TABS.filter(tab => tab !== 'equal' || options.equalRows === true);
  const sheets = [
    summarySheet(comparison, catalogue, options.equalRows === true),
    ...tabs.map(tab => tabSheet(comparison, tab, catalogue)),
  ];
  return writeXlsx(path, sheets, options);
}

function summarySheet(comparison: Reported, catalogue: Catalogue, equalRows: boolean): SheetSpec {
  const { summary } = comparison;
  const say: Say = (code, params = {}) => renderText(catalogue, code, params);
  const rows = summaryRows(comparison, say);
  return {
    name: say('compare.report.summary'),
    title: [
      say('compare.report.title'),
      say('compare.report.left', { file: summary.left.file, columns: columnsText(summary.choice.left, say) }),
      say('compare.report.right', {
        file: summary.right.file,
        columns: columnsText(summary.choice.right, say),
      }),
      say('compare.report.window', { days: summary.choice.windowDays }),
      say(equalRows ? 'compare.report.equal_listed' : 'compare.report.equal_counted', {
        count: summary.tabs.equal.count,
      }),
      ...summary.findings.map(({ code, params }) => say(code, params)),
    ],
    columns: [
      { heading: say('compare.report.part'), kind: 'text', width: 30 },
      { heading: say('compare.report.left_rows'), kind: 'integer', width: 14 },
      { heading: say('compare.report.right_rows'), kind: 'integer', width: 14 },
      { heading: say('compare.column.leftAmount'), kind: 'money', width: 20 },
      { heading: say('compare.column.rightAmount'), kind: 'money', width: 20 },
      { heading: say('compare.column.difference'), kind: 'money', width: 20 },
    ],
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count),
  };
}

type Say = (code: string, params?: Record<string, string | number>) => string;

function columnsText(choice: SideChoice, say: Say): string {
  return (['key', 'amount', 'date', 'party'] as const)
    .map(part => {
      const heading = choice[part];
      const name = heading === null ? say('compare.report.unused') : headingText(heading, say);
      return say('compare.report.column', { part: say(`compare.part.${part}`), name });
    })
    .join(say('compare.report.join'));
}

/** A heading as a person reads it: `@signed` and `@code:备注` are said in words. */
function headingText(heading: string, say: Say): string {
  if (heading.startsWith('@code:')) return say('compare.choice.code', { heading: heading.slice(6) });
  return heading.startsWith('@') ? say(`compare.choice.${heading.slice(1)}`) : heading;
}

interface Figures {
  rows: [number, number];
  sums: [bigint, bigint];
}

function tabFigures({ matching }: Reported): Figures[] {
  return COMPARE_TABS.map(tab => {
    const { leftRows, rightRows, leftE5, rightE5 } = matching[tab];
    return { rows: [leftRows, rightRows], sums: [leftE5, rightE5] };
  });
}

function figureRow(name: string, { rows, sums }: Figures): CellValue[] {
  return [name, rows[0], rows[1], sums[0], sums[1], sums[1] - sums[0]];
}

/** The tabs, then the files' own figures under them, and whether the two are the same. */
function summaryRows(comparison: Reported, say: Say): CellValue[][] {
  const { leftSide, rightSide, totals } = comparison;
  const tabs = tabFigures(comparison);
  const files: Figures = {
    rows: [leftSide.rows, rightSide.rows],
    sums: [totals.left, totals.right],
  };
  const addsUp = ([0, 1] as const).every(
    side =>
      tabs.reduce((sum, { rows }) => sum + rows[side], 0) === files.rows[side] &&
      tabs.reduce((sum, { sums }) => sum + sums[side], 0n) === files.sums[side],
  );
  return [
    ...COMPARE_TABS.map((tab, at) => figureRow(say(`compare.tab.${tab}`), tabs[at]!)),
    figureRow(say('compare.report.files'), files),
    [say(addsUp ? 'compare.report.adds_up' : 'compare.report.does_not_add_up'), null, null, null, null, null],
  ];
}

function tabSheet(comparison: Reported, tab: CompareTab, catalogue: Catalogue): SheetSpec {
  const rows = comparison.matching[tab];
  const source = new TabSource(tab, rows, comparison.leftSide, comparison.rightSide);
  const columns = source.columns.map(
    ({ key, kind, heading }): ColumnSpec => ({
      heading: renderText(catalogue, heading!),
      kind: KINDS[kind]!,
      width: WIDTHS[key],
    }),
  );
  const keys = source.columns.map(({ key }) => key);
  const totals: Partial<Record<string, CellValue>> = {
    key: renderText(catalogue, 'compare.report.total'),
    leftAmount: rows.leftE5,
    rightAmount: rows.rightE5,
    difference: rows.rightE5 - rows.leftE5,
  };
  const cell = (row: number, key: string): CellValue => {
    const value = source.value(row, key);
    if (key === 'evidence') return renderText(catalogue, `compare.evidence.${value}`);
    return typeof value === 'boolean' ? String(value) : value;
  };
  return {
    name: renderText(catalogue, `compare.tab.${tab}`),
    columns,
    rowCount: source.count,
    rows: (from, count) => Array.from({ length: count }, (_, at) => keys.map(key => cell(from + at, key))),
    totals: keys.map(key => totals[key] ?? null),
  };
}
