import { type BankReconciliation, type UnreachedKind, unreachedFen } from '../../domain/packs/bank.ts';
import type { PlatformReconciliation } from '../../domain/packs/platform.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../../files/write-xlsx.ts';
import { moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

/** Whose 调节表 it is, and who made it. */
export interface ReconciliationFrame {
  words: Words;
  format: ReportFormat;
  book: string;
  month: string;
  /** 编制. */
  by: string;
}

type Heading = readonly [heading: string, kind: ColumnSpec['kind'], width: number];

function columns(words: Words, headings: readonly Heading[]): ColumnSpec[] {
  return headings.map(([heading, kind, width]) => ({
    heading: words.say(`reconciliations.column.${heading}`),
    kind,
    width,
  }));
}

const BANK: readonly Heading[] = [
  ['item', 'text', 34],
  ['day', 'date', 12],
  ['text', 'text', 30],
  ['source', 'text', 30],
  ['age', 'integer', 11],
  ['amount', 'money', 18],
];

/** 银行存款余额调节表: one sheet an account; CSV has them below one another with the account first. */
export function bankSheets(accounts: readonly BankReconciliation[], frame: ReconciliationFrame): SheetSpec[] {
  const { words, format } = frame;
  const title = (about: string[]) => [
    words.say('reconciliations.bank.title'),
    words.say('reports.book', { book: frame.book }),
    ...about,
    words.say('reports.unit'),
  ];
  if (format === 'csv') {
    const rows = accounts.flatMap(each => bankRows(each, frame).map(row => [each.name, ...row]));
    const headings = columns(words, [['account', 'text', 24], ...BANK]);
    const about = [words.say('reconciliations.month', { month: frame.month })];
    return [sheetOf(words.say('reconciliations.bank.sheet'), title(about), headings, rows)];
  }
  return accounts.map(each => {
    const about = [
      words.say('reconciliations.account', { account: each.name }),
      words.say('reconciliations.on', { on: each.on }),
      each.lastOn === null
        ? words.say('reconciliations.no_statement')
        : words.say('reconciliations.told', { on: each.lastOn }),
    ];
    return sheetOf(each.name, title(about), columns(words, BANK), [
      ...bankRows(each, frame),
      [null, null, null, null, null, null],
      [
        words.say('reconciliations.made_by', { by: frame.by }),
        null,
        words.say('reconciliations.checked_by'),
        null,
        null,
        null,
      ],
    ]);
  });
}

function bankRows(account: BankReconciliation, { words }: ReconciliationFrame): CellValue[][] {
  const alone = (name: string, fen: number | null): CellValue[] => [
    words.say(`reconciliations.bank.${name}`),
    ...[null, null, null, null],
    fen === null ? words.say('reconciliations.untold') : moneyCell(fen),
  ];
  const list = (kind: UnreachedKind): CellValue[][] => [
    alone(kind, unreachedFen(account.items, kind)),
    ...account.items
      .filter(item => item.kind === kind)
      .map(({ why, day, text, caseNo, source, ageDays, amountFen }): CellValue[] => [
        words.say(`reconciliations.why.${why}`),
        day,
        [text, caseNo].filter(Boolean).join(' · '),
        source && [source.name, source.sheet, source.line].filter(part => part !== '').join(' › '),
        ageDays,
        moneyCell(amountFen),
      ]),
  ];
  return [
    alone('book', account.bookFen),
    ...list('bank_in'),
    ...list('bank_out'),
    alone('book_after', account.adjustedBookFen),
    alone('statement', account.statementFen),
    ...list('book_in'),
    ...list('book_out'),
    ...(account.openingFen === 0 ? [] : [alone('opening', account.openingFen)]),
    alone('statement_after', account.adjustedStatementFen),
    alone('unexplained', account.unexplainedFen),
  ];
}

/** 平台余额调节表: one line a pool and kind of money, and beside it what moved or is under way. */
export function platformSheets(
  pools: readonly PlatformReconciliation[],
  { words, book, month, by }: ReconciliationFrame,
): SheetSpec[] {
  const title = [
    words.say('reconciliations.platform.title'),
    words.say('reports.book', { book }),
    words.say('reconciliations.month', { month }),
    words.say('reconciliations.made_by', { by }),
    words.say('reports.unit'),
  ];
  const rows = pools.flatMap(pool =>
    pool.buckets
      .filter(
        ({ bookFen, platformFen, bucket }) =>
          bucket === 'prepay' || bookFen !== 0 || (platformFen ?? 0) !== 0,
      )
      .map(({ bucket, bookFen, platformFen, differenceFen }): CellValue[] => [
        pool.name,
        pool.platformId,
        words.say(`reports.bucket.${bucket}`),
        pool.toldOn,
        platformFen === null ? words.say('reconciliations.untold') : moneyCell(platformFen),
        moneyCell(bookFen),
        platformFen === null ? null : moneyCell(differenceFen),
        platformFen === null ? null : noteOf(pool, differenceFen, words),
      ]),
  );
  const sum = (of: 'bookFen' | 'differenceFen') =>
    moneyCell(
      pools.reduce((total, { buckets }) => total + buckets.reduce((fen, each) => fen + each[of], 0), 0),
    );
  const totals = [
    words.say('reports.total'),
    null,
    null,
    null,
    null,
    sum('bookFen'),
    sum('differenceFen'),
    null,
  ];
  const headings = columns(words, [
    ['pool', 'text', 26],
    ['platform_id', 'id', 20],
    ['bucket', 'text', 12],
    ['told_on', 'date', 12],
    ['platform', 'money', 18],
    ['book', 'money', 18],
    ['difference', 'money', 16],
    ['note', 'text', 14],
  ]);
  const main = sheetOf(words.say('reconciliations.platform.sheet'), title, headings, rows, totals);
  const items = itemRows(pools, words);
  if (items.length === 0) return [main];
  const under = columns(words, [
    ['pool', 'text', 26],
    ['kind', 'text', 18],
    ['bucket', 'text', 12],
    ['day', 'date', 12],
    ['case', 'id', 24],
    ['amount', 'money', 18],
  ]);
  return [main, sheetOf(words.say('reconciliations.platform.items'), title, under, items)];
}

const noteOf = ({ isTicketed }: PlatformReconciliation, differenceFen: number, words: Words): string =>
  words.say(`reconciliations.note.${differenceFen === 0 ? 'even' : isTicketed ? 'ticketed' : 'open'}`);

function itemRows(pools: readonly PlatformReconciliation[], words: Words): CellValue[][] {
  return pools.flatMap(({ name, items }) =>
    items.map(({ kind, bucket, day, caseNo, amountFen }): CellValue[] => [
      name,
      words.say(`reconciliations.item.${kind}`),
      words.say(`reports.bucket.${bucket}`),
      day,
      caseNo,
      moneyCell(amountFen),
    ]),
  );
}
