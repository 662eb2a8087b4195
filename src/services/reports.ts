import type { RowScope } from '../domain/parties/types.ts';
import { Refusal } from '../domain/refusal.ts';
import type { DayRange } from '../domain/reports/types.ts';
import type { Paper } from '../files/write-pdf.ts';
import { writeSheets } from '../files/write-sheets.ts';
import type { SheetSpec, WriteOptions, WrittenFile } from '../files/write-xlsx.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { readBook } from '../store/reports.ts';
import type { ReportFormat } from './reports/cells.ts';
import {
  type AccountFilter,
  accountsOf,
  clientBalances,
  clientStatement,
  journalIds,
  journalLines,
  ledgerIndex,
  ledgerLines,
  monthSums,
  trialBalance,
} from './reports/load.ts';
import {
  clientsSheet,
  journalSheet,
  ledgerSheet,
  monthsSheet,
  type SheetFrame,
  trialSheets,
} from './reports/sheets.ts';
import { statementSheets, statementTable } from './reports/statement-sheets.ts';
import { type ReportTexts, Words } from './reports/words.ts';

export { exportJournal, JOURNAL_FORMATS, type JournalFormat } from './reports/journal-file.ts';
export {
  type AccountFilter,
  balancesJson,
  clientBalances,
  clientStatement,
  type JournalRow,
  journalRows,
  type LedgerPage,
  type LedgerRow,
  ledgerRows,
  type MonthSum,
  monthSums,
  trialBalance,
} from './reports/load.ts';
export type { ReportFormat, ReportTexts };

export const REPORT_KINDS = [
  'trial-balance',
  'ledger',
  'journal',
  'months',
  'client-balances',
  'client-statement',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Reports of clients only; the others are of the whole book. */
const OF_CLIENTS: readonly ReportKind[] = ['client-balances', 'client-statement'];

/** What a report is about and how it is written. `client-statement` needs a client; the others may be narrowed by one. */
export interface ReportRequest extends DayRange, AccountFilter, ReportTexts {
  scope: RowScope;
  /** What a PDF is set on; only a PDF needs it. */
  paper?: Paper;
}

/**
 * Writes a report as XLSX, CSV or PDF. Refuses `session.role` for one of the whole book to whom it is not for,
 * `reports.bad_day`, `reports.range_reversed`, `reports.client_unknown`, `reports.client_needed`, and what the writers
 * refuse.
 */
export async function writeReport(
  connection: Connection,
  kind: ReportKind,
  format: ReportFormat,
  path: string,
  request: ReportRequest,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const sheets = sheetsOf(connection, kind, format, request);
  return writeSheets(format, path, sheets, request.paper, options);
}

function sheetsOf(
  connection: Connection,
  kind: ReportKind,
  format: ReportFormat,
  request: ReportRequest,
): SheetSpec[] {
  const { from, to, code, client, account, scope } = request;
  if (scope.kind !== 'all' && !OF_CLIENTS.includes(kind)) throw new Refusal('session.role');
  const range = { from, to };
  const filter = { code, client, account };
  const words = new Words(request);
  const { name } = readBook(connection);
  const frame: SheetFrame = {
    words,
    format,
    lines: [words.say('reports.book', { book: name }), words.say('reports.range', { from, to })],
  };
  switch (kind) {
    case 'trial-balance':
      return trialSheets(trialBalance(connection, range, filter), frame);
    case 'ledger': {
      const index = ledgerIndex(connection, range, filter);
      return [ledgerSheet(index, postings => ledgerLines(connection, index, postings), frame)];
    }
    case 'journal': {
      const byId = new Map(accountsOf(connection).map(each => [each.id, each]));
      return [journalSheet(journalIds(connection, range), ids => journalLines(connection, byId, ids), frame)];
    }
    case 'months':
      return [monthsSheet(monthSums(connection, range, filter), frame)];
    case 'client-balances':
      return [clientsSheet(clientBalances(connection, scope, range), frame)];
    case 'client-statement': {
      if (client === undefined) throw new Refusal('reports.client_needed');
      const statement = clientStatement(connection, scope, { client, ...range });
      return format === 'csv' ? [statementTable(statement, frame)] : statementSheets(statement, frame);
    }
  }
}
