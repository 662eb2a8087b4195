import type { ClientBalance } from '../../domain/reports/client-balances.ts';
import { totalFen } from '../../domain/reports/client-money.ts';
import type { TrialBalance, TrialFigures, TrialRow } from '../../domain/reports/trial-balance.ts';
import type { ReportAccount, SourcePlace } from '../../domain/reports/types.ts';
import type { CellValue, SheetSpec } from '../../files/write-xlsx.ts';
import { columnsOf, dashedCell, moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { JournalRow, LedgerIndex, LedgerRow, MonthSum } from './load.ts';
import type { Words } from './words.ts';

/** What every sheet needs besides its rows: words, format, and the lines above the header. */
export interface SheetFrame {
  words: Words;
  format: ReportFormat;
  /** Lines under the name of the report: book, range, as of. */
  lines: string[];
}

const TRIAL_FIGURES: readonly (keyof TrialFigures)[] = [
  'openingDebitFen',
  'openingCreditFen',
  'debitsFen',
  'creditsFen',
  'closingDebitFen',
  'closingCreditFen',
  'yearDebitsFen',
  'yearCreditsFen',
];

/** 科目余额表: the book and, on a sheet of its own, memo 表外; in CSV one below the other. */
export function trialSheets(trial: TrialBalance, { words, format, lines }: SheetFrame): SheetSpec[] {
  const columns = columnsOf(words, [
    ['code', 'id', 12],
    ['name', 'text', 30],
    ['dims', 'text', 34],
    ['opening_debit', 'money', 18],
    ['opening_credit', 'money', 18],
    ['debits', 'money', 18],
    ['credits', 'money', 18],
    ['closing_debit', 'money', 18],
    ['closing_credit', 'money', 18],
    ['year_debits', 'money', 18],
    ['year_credits', 'money', 18],
  ]);
  const title = [words.say('reports.trial_balance.title'), ...lines, words.say('reports.unit')];
  const cells = (row: TrialRow) => trialCells(row, words, format);
  const total = (name: string, figures: TrialFigures): CellValue[] => [
    words.say(name),
    null,
    null,
    ...TRIAL_FIGURES.map(figure => moneyCell(figures[figure])),
  ];
  const book = trial.rows.filter(({ memo }) => !memo).map(cells);
  const memo = trial.rows.filter(row => row.memo).map(cells);
  const totals = { book: total('reports.total', trial.book), memo: total('reports.memo_total', trial.memo) };
  const name = words.say('reports.trial_balance.sheet');
  if (memo.length === 0) return [sheetOf(name, title, columns, book, totals.book)];
  if (format === 'csv') return [sheetOf(name, title, columns, [...book, totals.book, ...memo], totals.memo)];
  return [
    sheetOf(name, title, columns, book, totals.book),
    sheetOf(words.say('reports.memo'), title, columns, memo, totals.memo),
  ];
}

function trialCells(row: TrialRow, words: Words, format: ReportFormat): CellValue[] {
  const figures = TRIAL_FIGURES.map(figure => dashedCell(row[figure], format));
  const { account, code } = row;
  return [code, words.code(code), account ? words.dims(account) : null, ...figures];
}

type LedgerLine =
  | { opening: ReportAccount; balanceFen: number }
  | { posting: LedgerIndex['postings'][number] }
  | { total: ReportAccount; debitsFen: number; creditsFen: number; balanceFen: number };

/** 明细账: for each account its opening, its lines with 对方科目 and running balance, and the sum of the range. */
export function ledgerSheet(
  index: LedgerIndex,
  read: (postings: LedgerIndex['postings']) => LedgerRow[],
  { words, format, lines }: SheetFrame,
): SheetSpec {
  const plan = ledgerPlan(index);
  const columns = columnsOf(words, [
    ['account', 'text', 40],
    ['date', 'date', 12],
    ['voucher', 'text', 12],
    ['summary', 'text', 32],
    ['counter', 'text', 40],
    ['case', 'id', 22],
    ['debits', 'money', 18],
    ['credits', 'money', 18],
    ['side', 'text', 6],
    ['balance', 'money', 18],
    ['source', 'text', 36],
  ]);
  return {
    name: words.say('reports.ledger.sheet'),
    title: [words.say('reports.ledger.title'), ...lines, words.say('reports.unit')],
    columns,
    rowCount: plan.length,
    rows: (from, count) => ledgerCells(plan.slice(from, from + count), read, words, format),
  };
}

function ledgerPlan({ accounts, openings, postings }: LedgerIndex): LedgerLine[] {
  const plan: LedgerLine[] = [];
  let at = 0;
  for (const account of accounts) {
    const openingFen = openings.get(account.id) ?? 0;
    const first = at;
    while (postings[at]?.account === account.id) at += 1;
    if (first === at && openingFen === 0) continue;
    const own = postings.slice(first, at);
    const debitsFen = own.reduce((sum, { debitFen }) => sum + debitFen, 0);
    const creditsFen = own.reduce((sum, { creditFen }) => sum + creditFen, 0);
    plan.push({ opening: account, balanceFen: openingFen });
    for (const posting of own) plan.push({ posting });
    plan.push({ total: account, debitsFen, creditsFen, balanceFen: openingFen + debitsFen - creditsFen });
  }
  return plan;
}

function ledgerCells(
  plan: readonly LedgerLine[],
  read: (postings: LedgerIndex['postings']) => LedgerRow[],
  words: Words,
  format: ReportFormat,
): CellValue[][] {
  const rows = read(plan.flatMap(line => ('posting' in line ? [line.posting] : [])));
  const balance = (fen: number): CellValue[] => [words.side(fen), dashedCell(Math.abs(fen), format)];
  let at = 0;
  return plan.map(line => {
    if ('opening' in line) {
      const head = [
        words.account(line.opening),
        null,
        null,
        words.say('reports.ledger.opening'),
        null,
        null,
        null,
        null,
      ];
      return [...head, ...balance(line.balanceFen), null];
    }
    if ('total' in line) {
      const sums = [dashedCell(line.debitsFen, format), dashedCell(line.creditsFen, format)];
      const head = [words.account(line.total), null, null, words.say('reports.ledger.total'), null, null];
      return [...head, ...sums, ...balance(line.balanceFen), null];
    }
    const { account, effectiveOn, batch, leg, summary, counter, caseNo, source, ...row } = rows[at++]!;
    return [
      words.account(account),
      effectiveOn,
      `${batch}.${leg}`,
      summary,
      words.account(counter),
      caseNo,
      row.debitFen === 0 ? null : moneyCell(row.debitFen),
      row.creditFen === 0 ? null : moneyCell(row.creditFen),
      ...balance(row.balanceFen),
      sourceCell(source),
    ];
  });
}

function sourceCell(source: SourcePlace | null): CellValue {
  return source && [source.file, source.sheet, source.row].filter(part => part !== '').join(' › ');
}

/** 序时账: two lines a transfer, debit and credit; a red one is negative on both. */
export function journalSheet(
  ids: readonly number[],
  read: (ids: readonly number[]) => JournalRow[],
  { words, lines }: SheetFrame,
): SheetSpec {
  const columns = columnsOf(words, [
    ['date', 'date', 12],
    ['voucher', 'text', 12],
    ['summary', 'text', 32],
    ['code', 'id', 12],
    ['name', 'text', 30],
    ['dims', 'text', 34],
    ['debits', 'money', 18],
    ['credits', 'money', 18],
    ['case', 'id', 22],
    ['source', 'text', 36],
  ]);
  const cells = (row: JournalRow): CellValue[][] => {
    const { effectiveOn, batch, leg, summary, caseNo, amountFen } = row;
    const head = [effectiveOn, `${batch}.${leg}`, summary];
    const side = (account: ReportAccount) => [account.code, words.code(account.code), words.dims(account)];
    const tail = [caseNo, sourceCell(row.source)];
    return [
      [...head, ...side(row.debit), moneyCell(amountFen), null, ...tail],
      [...head, ...side(row.credit), null, moneyCell(amountFen), ...tail],
    ];
  };
  return {
    name: words.say('reports.journal.sheet'),
    title: [words.say('reports.journal.title'), ...lines, words.say('reports.unit')],
    columns,
    rowCount: ids.length * 2,
    rows: (from, count) => {
      const first = Math.floor(from / 2);
      const rows = read(ids.slice(first, Math.ceil((from + count) / 2))).flatMap(cells);
      return rows.slice(from - first * 2, from - first * 2 + count);
    },
  };
}

/** Sums by month of each account, with the balances around them. */
export function monthsSheet(months: readonly MonthSum[], { words, format, lines }: SheetFrame): SheetSpec {
  const columns = columnsOf(words, [
    ['code', 'id', 12],
    ['name', 'text', 30],
    ['dims', 'text', 34],
    ['month', 'text', 10],
    ['side', 'text', 6],
    ['opening', 'money', 18],
    ['debits', 'money', 18],
    ['credits', 'money', 18],
    ['side', 'text', 6],
    ['balance', 'money', 18],
  ]);
  const rows = months.map(
    ({ account, month, openingFen, debitsFen, creditsFen, closingFen }): CellValue[] => [
      account.code,
      words.code(account.code),
      words.dims(account),
      month,
      words.side(openingFen),
      dashedCell(Math.abs(openingFen), format),
      dashedCell(debitsFen, format),
      dashedCell(creditsFen, format),
      words.side(closingFen),
      dashedCell(Math.abs(closingFen), format),
    ],
  );
  return sheetOf(
    words.say('reports.months.sheet'),
    [words.say('reports.months.title'), ...lines, words.say('reports.unit')],
    columns,
    rows,
  );
}

/** 客户余额总表: one line a client; opening + movements = closing, 实付 and 到账 beside them. */
export function clientsSheet(
  clients: readonly ClientBalance[],
  { words, format, lines }: SheetFrame,
): SheetSpec {
  const figures = clients.map(clientFigures);
  const totals = FIGURES.map((_, at) => figures.reduce((sum, row) => sum + row[at]!, 0));
  const columns = columnsOf(words, [
    ['client_no', 'integer', 8],
    ['client', 'text', 28],
    ...FIGURES.map(figure => [figure, 'money', 16] as const),
  ]);
  const rows = clients.map(({ client, name }, at): CellValue[] => [
    client,
    name,
    ...figures[at]!.map(fen => dashedCell(fen, format)),
  ]);
  const title = [
    words.say('reports.clients.title'),
    ...lines,
    words.say('reports.unit'),
    words.say('reports.clients.note'),
  ];
  const total = [null, words.say('reports.total'), ...totals.map(moneyCell)];
  return sheetOf(words.say('reports.clients.sheet'), title, columns, rows, total);
}

const FIGURES = [
  'client_opening',
  'received',
  'credit',
  'front_rebate',
  'spend',
  'fee',
  'rebate',
  'returned',
  'other',
  'client_closing',
  'unallocated',
  'at_platform',
  'paid',
  'credited',
  'receivable',
] as const;

function clientFigures({ opening, kinds, closing, recharge, receivableFen }: ClientBalance): number[] {
  const { received, credit, front_rebate, spend, fee, rebate, returned } = kinds;
  const named = [received, credit, front_rebate, spend, fee, rebate, returned].map(totalFen);
  const namedFen = named.reduce((sum, fen) => sum + fen, 0);
  return [
    totalFen(opening),
    ...named,
    totalFen(closing) - totalFen(opening) - namedFen,
    totalFen(closing),
    closing.unallocatedFen,
    closing.atPlatformFen,
    recharge.paidFen,
    recharge.creditedFen,
    receivableFen,
  ];
}
