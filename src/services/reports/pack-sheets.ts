import { beijingTime } from '../../domain/calendar/days.ts';
import type { Finality, PackInvoice, PackStamp } from '../../domain/packs/content.ts';
import type { MoneyKind } from '../../domain/reports/client-money.ts';
import type { ClientStatement } from '../../domain/reports/client-statement.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../../files/write-xlsx.ts';
import type { TicketRow } from '../../store/tickets.ts';
import { moneyCell, sheetOf } from './cells.ts';
import { statementSheets } from './statement-sheets.ts';
import type { Words } from './words.ts';

/** What the papers of a pack are set from. */
export interface PackPapers {
  book: string;
  statement: ClientStatement;
  invoices: readonly PackInvoice[];
  stamp: PackStamp;
  code: string;
  differences: readonly TicketRow[];
  entries: readonly string[][];
  rows: readonly string[][];
}

/** 客户对账单 of a pack: summary, movements, orders, recharges, refunds, invoices; code and head of the log on each. */
export function packSheets(papers: PackPapers, words: Words): SheetSpec[] {
  const { statement } = papers;
  const lines = linesOf(papers, words);
  const asOf = words.say('reports.statement.as_of', { day: statement.range.to });
  const title = [
    words.say('reports.statement.title'),
    `${words.say('reports.statement.client', { client: statement.name })}`,
  ];
  const kinds = (name: string, wanted: readonly MoneyKind[]) =>
    kindSheet(words, { name, title: [...title, ...lines, words.say('reports.unit')] }, statement, wanted);
  return [
    ...statementSheets(statement, { words, format: 'xlsx', lines }).map(sheet => ({
      ...sheet,
      // 截至 stands among the lines already, with what it is worth.
      title: sheet.title?.filter(line => line !== asOf) ?? [],
    })),
    ...kinds('recharges', ['recharge', 'front_rebate']),
    ...kinds('refunds', ['order_refund', 'withdrawal', 'returned']),
    ...invoiceSheet(words, [...title, ...lines, words.say('reports.unit')], papers.invoices),
  ];
}

function linesOf({ book, statement, stamp, code }: PackPapers, words: Words): string[] {
  const { madeAt, madeBy, headSeq, headHash, finality } = stamp;
  return [
    words.say('reports.book', { book }),
    words.say('reports.range', { ...statement.range }),
    finalityText(finality, words),
    words.say('packs.paper.code', { code }),
    words.say('packs.paper.head', {
      seq: headSeq,
      hash: headHash.slice(0, 16),
      by: madeBy,
      at: beijingTime(madeAt),
    }),
  ];
}

/** 截至 with what it is worth. */
export function finalityText({ state, to, flowTo }: Finality, words: Words): string {
  const text = words.say(`packs.paper.finality.${state}`, { day: to });
  return flowTo === null || flowTo === to
    ? text
    : `${text}${words.say('packs.paper.flow_to', { day: flowTo })}`;
}

type Heading = readonly [heading: string, kind: ColumnSpec['kind'], width: number];

function columns(words: Words, headings: readonly Heading[]): ColumnSpec[] {
  return headings.map(([heading, kind, width]) => ({
    heading: words.say(`packs.column.${heading}`),
    kind,
    width,
  }));
}

function kindSheet(
  words: Words,
  { name, title }: { name: string; title: string[] },
  { lines }: ClientStatement,
  wanted: readonly MoneyKind[],
): SheetSpec[] {
  const rows = lines.filter(({ kind }) => wanted.includes(kind));
  if (rows.length === 0) return [];
  const sums = { unallocated: 0, atPlatform: 0 };
  const cells = rows.map(({ on, kind, summary, caseNo, change }): CellValue[] => {
    sums.unallocated += change.unallocatedFen;
    sums.atPlatform += change.atPlatformFen;
    const money = [moneyCell(change.unallocatedFen), moneyCell(change.atPlatformFen)];
    return [on, words.say(`reports.kind.${kind}`), summary, caseNo, ...money];
  });
  const total = [moneyCell(sums.unallocated), moneyCell(sums.atPlatform)];
  return [
    sheetOf(
      words.say(`packs.sheet.${name}`),
      title,
      columns(words, [
        ['date', 'date', 12],
        ['kind', 'text', 20],
        ['summary', 'text', 34],
        ['case', 'id', 22],
        ['unallocated_change', 'money', 18],
        ['at_platform_change', 'money', 18],
      ]),
      cells,
      [words.say('reports.total'), null, null, null, ...total],
    ),
  ];
}

function invoiceSheet(words: Words, title: string[], invoices: readonly PackInvoice[]): SheetSpec[] {
  if (invoices.length === 0) return [];
  const sum = (of: 'netFen' | 'taxFen' | 'grossFen') =>
    moneyCell(invoices.reduce((total, invoice) => total + invoice[of], 0));
  const rows = invoices.map(({ number, issuedOn, kind, netFen, taxFen, grossFen }): CellValue[] => [
    issuedOn,
    number,
    kind === '' ? null : words.say(`invoices.kind.${kind}`),
    ...[netFen, taxFen, grossFen].map(moneyCell),
  ]);
  const headings: Heading[] = [
    ['date', 'date', 12],
    ['invoice', 'id', 26],
    ['invoice_kind', 'text', 26],
    ['net', 'money', 18],
    ['tax', 'money', 16],
    ['gross', 'money', 18],
  ];
  const totals = [words.say('reports.total'), null, null, sum('netFen'), sum('taxFen'), sum('grossFen')];
  return [sheetOf(words.say('packs.sheet.invoices'), title, columns(words, headings), rows, totals)];
}

/** 差异报告: tickets of the client's month with what became of them; an empty one says so. */
export function differenceSheets(papers: PackPapers, words: Words): SheetSpec[] {
  const { differences } = papers;
  const title = [
    words.say('packs.sheet.differences'),
    words.say('reports.statement.client', { client: papers.statement.name }),
    ...linesOf(papers, words),
    words.say('reports.unit'),
    words.say(differences.length === 0 ? 'packs.paper.no_differences' : 'packs.paper.differences_note'),
  ];
  const rows = differences.map((each): CellValue[] => [
    each.aroseOn,
    words.say(`bookgrid.ticket.${each.reason}`),
    moneyCell(each.amountFen),
    words.say(`packs.ticket.${each.state}`),
    each.caseNo,
    each.owner,
    each.note,
    each.file && [each.file, each.sheet, each.row].filter(part => part !== '' && part !== null).join(' › '),
  ]);
  const headings: Heading[] = [
    ['date', 'date', 12],
    ['reason', 'text', 20],
    ['amount', 'money', 16],
    ['state', 'text', 12],
    ['case', 'id', 24],
    ['owner', 'text', 12],
    ['note', 'text', 30],
    ['source', 'text', 40],
  ];
  const sum = differences.reduce((total, { amountFen }) => total + amountFen, 0);
  const totals = [words.say('reports.total'), null, moneyCell(sum), null, null, null, null, null];
  return [sheetOf(words.say('packs.sheet.differences'), title, columns(words, headings), rows, totals)];
}

const ENTRY = [
  'part',
  'code',
  'date',
  'transfer',
  'event',
  'kind',
  'case',
  'debit',
  'credit',
  'source',
] as const;
const ROW = ['source', 'file', 'file_hash', 'sheet', 'row', 'version', 'content_hash', 'raw'] as const;

/** Lists of the evidence, one line a row, without lines above the headings. */
export function evidenceSheets(
  { entries, rows }: PackPapers,
  words: Words,
): { entries: SheetSpec; rows: SheetSpec } {
  const plain = (name: string, headings: readonly string[], cells: readonly string[][]) =>
    sheetOf(
      words.say(`packs.sheet.${name}`),
      [],
      headings.map(heading => ({
        heading: words.say(`packs.column.${heading}`),
        kind: 'id' as const,
        width: 16,
      })),
      cells as CellValue[][],
    );
  return { entries: plain('entries', ENTRY, entries), rows: plain('rows', ROW, rows) };
}
