import {
  type ClientMoney,
  MONEY_KINDS,
  type MoneyKind,
  totalFen,
} from '../../domain/reports/client-money.ts';
import type { ClientStatement, CodeBalance, StatementLine } from '../../domain/reports/client-statement.ts';
import type { CellValue, SheetSpec } from '../../files/write-xlsx.ts';
import { columnsOf, moneyCell, sheetOf } from './cells.ts';
import type { SheetFrame } from './sheets.ts';
import type { Words } from './words.ts';

/** Kinds that a client looks for even where nothing happened. */
const ALWAYS: ReadonlySet<MoneyKind> = new Set<MoneyKind>(['received', 'recharge', 'spend', 'returned']);

/** 客户对账单 as a workbook: summary with signature block, movements, orders. Zero is written out as 0.00. */
export function statementSheets(statement: ClientStatement, frame: SheetFrame): SheetSpec[] {
  const title = titleOf(statement, frame);
  return [summarySheet(statement, frame.words, title), ...detailSheets(statement, frame.words, title)];
}

function titleOf({ name, range }: ClientStatement, { words, lines }: SheetFrame): string[] {
  return [
    words.say('reports.statement.title'),
    words.say('reports.statement.client', { client: name }),
    ...lines,
    words.say('reports.statement.as_of', { day: range.to }),
    words.say('reports.unit'),
  ];
}

/** Kinds that happened, with those that are always told. */
function kindsOf({ kinds }: ClientStatement): [MoneyKind, ClientMoney][] {
  return MONEY_KINDS.map((kind): [MoneyKind, ClientMoney] => [kind, kinds[kind]]).filter(
    ([kind, { unallocatedFen, atPlatformFen }]) =>
      ALWAYS.has(kind) || unallocatedFen !== 0 || atPlatformFen !== 0,
  );
}

function moneyCells(money: ClientMoney): CellValue[] {
  return [moneyCell(money.unallocatedFen), moneyCell(money.atPlatformFen), moneyCell(totalFen(money))];
}

function summaryRows(statement: ClientStatement, words: Words): CellValue[][] {
  const { opening, closing, recharge, platform, other, memo } = statement;
  const alone = (name: string, fen: number): CellValue[] => [words.say(name), null, null, moneyCell(fen)];
  const balances = (heading: string, codes: readonly CodeBalance[]): CellValue[][] =>
    codes.length === 0
      ? []
      : [
          [words.say(heading), null, null, null],
          ...codes.map(({ code, closingFen }) => [words.code(code), null, null, moneyCell(closingFen)]),
        ];
  return [
    [words.say('reports.statement.opening'), ...moneyCells(opening)],
    ...kindsOf(statement).map(([kind, money]) => [words.say(`reports.kind.${kind}`), ...moneyCells(money)]),
    [words.say('reports.statement.closing'), ...moneyCells(closing)],
    alone('reports.statement.paid', recharge.paidFen),
    alone('reports.statement.credited', recharge.creditedFen),
    ...balances('reports.statement.platform', platform),
    ...balances('reports.statement.other', other),
    ...balances('reports.statement.memo', memo),
  ];
}

function summarySheet(statement: ClientStatement, words: Words, title: string[]): SheetSpec {
  const columns = columnsOf(words, [
    ['item', 'text', 36],
    ['unallocated', 'money', 18],
    ['at_platform', 'money', 18],
    ['sum', 'money', 18],
  ]);
  const signatures = ['note', 'sign_client', 'sign_agency'].map(line => [
    words.say(`reports.statement.${line}`),
    null,
    null,
    null,
  ]);
  return sheetOf(words.say('reports.statement.sheet'), title, columns, [
    ...summaryRows(statement, words),
    [null, null, null, null],
    ...signatures,
  ]);
}

function detailSheets(statement: ClientStatement, words: Words, title: string[]): SheetSpec[] {
  const { opening, closing, lines } = statement;
  const columns = columnsOf(words, [
    ['date', 'date', 12],
    ['kind', 'text', 18],
    ['summary', 'text', 32],
    ['case', 'id', 22],
    ['unallocated_change', 'money', 18],
    ['at_platform_change', 'money', 18],
    ['unallocated', 'money', 18],
    ['at_platform', 'money', 18],
  ]);
  const balance = (name: string, { unallocatedFen, atPlatformFen }: ClientMoney): CellValue[] => {
    const money = [moneyCell(unallocatedFen), moneyCell(atPlatformFen)];
    return [null, words.say(name), null, null, null, null, ...money];
  };
  const rows = [balance('reports.statement.opening', opening), ...lines.map(line => lineCells(line, words))];
  const movements = sheetOf(
    words.say('reports.statement.lines'),
    title,
    columns,
    rows,
    balance('reports.statement.closing', closing),
  );
  return [movements, ordersSheet(statement, words, title)];
}

function lineCells({ on, kind, summary, caseNo, change, after }: StatementLine, words: Words): CellValue[] {
  const figures = [change.unallocatedFen, change.atPlatformFen, after.unallocatedFen, after.atPlatformFen];
  return [on, words.say(`reports.kind.${kind}`), summary, caseNo, ...figures.map(moneyCell)];
}

const ORDER_FIGURES = ['openingFen', 'placedFen', 'spentFen', 'returnedFen', 'closingFen'] as const;

function ordersSheet(
  { orders, unorderedSpendFen }: ClientStatement,
  words: Words,
  title: string[],
): SheetSpec {
  const columns = columnsOf(words, [
    ['order', 'id', 24],
    ['first_day', 'date', 12],
    ['order_opening', 'money', 18],
    ['placed', 'money', 18],
    ['spent', 'money', 18],
    ['order_returned', 'money', 18],
    ['order_closing', 'money', 18],
  ]);
  const rows = orders.map((order): CellValue[] => [
    order.caseNo === '' ? words.say('reports.statement.no_order') : order.caseNo,
    order.firstOn,
    ...ORDER_FIGURES.map(figure => moneyCell(order[figure])),
  ]);
  const beside: CellValue[] = [
    words.say('reports.statement.unordered'),
    null,
    null,
    null,
    moneyCell(unorderedSpendFen),
    null,
    null,
  ];
  const totals = ORDER_FIGURES.map(figure => {
    const fen = orders.reduce((sum, order) => sum + order[figure], 0);
    return moneyCell(figure === 'spentFen' ? fen + unorderedSpendFen : fen);
  });
  return sheetOf(
    words.say('reports.statement.orders'),
    title,
    columns,
    [...rows, beside],
    [words.say('reports.total'), null, ...totals],
  );
}

/** 客户对账单 as one table for CSV: summary, movements and orders below each other, told apart by the first column. */
export function statementTable(statement: ClientStatement, frame: SheetFrame): SheetSpec {
  const { words } = frame;
  const columns = columnsOf(words, [
    ['part', 'text', 12],
    ['date', 'date', 12],
    ['item', 'text', 36],
    ['case', 'id', 22],
    ['unallocated', 'money', 18],
    ['at_platform', 'money', 18],
    ['sum', 'money', 18],
  ]);
  const part = (name: string, cells: CellValue[]): CellValue[] => [
    words.say(`reports.statement.${name}`),
    ...cells,
  ];
  const rows = [
    ...summaryRows(statement, words).map(([item, ...figures]) =>
      part('sheet', [null, item!, null, ...figures]),
    ),
    ...statement.lines.map(({ on, kind, summary, caseNo, change }) => {
      const item = [words.say(`reports.kind.${kind}`), summary].filter(text => text !== '').join(' · ');
      return part('lines', [on, item, caseNo, ...moneyCells(change)]);
    }),
    ...statement.orders.flatMap(order =>
      ORDER_FIGURES.filter(figure => order[figure] !== 0).map(figure => {
        const item = words.say(`reports.column.${ORDER_HEADINGS[figure]}`);
        return part('orders', [order.firstOn, item, order.caseNo, null, null, moneyCell(order[figure])]);
      }),
    ),
    part('orders', [
      null,
      words.say('reports.statement.unordered'),
      null,
      null,
      null,
      moneyCell(statement.unorderedSpendFen),
    ]),
  ];
  return sheetOf(words.say('reports.statement.sheet'), titleOf(statement, frame), columns, rows);
}

const ORDER_HEADINGS = {
  openingFen: 'order_opening',
  placedFen: 'placed',
  spentFen: 'spent',
  returnedFen: 'order_returned',
  closingFen: 'order_closing',
} as const;
