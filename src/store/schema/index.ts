import { ACCOUNTS } from '../../domain/accounting/chart.ts';
import type { Connection } from '../dialect/sqlite.ts';
import { BOOK_STATEMENTS } from './book.ts';
import { LEDGER_STATEMENTS } from './ledger.ts';
import { PARTY_STATEMENTS } from './parties.ts';
import { SOURCE_STATEMENTS } from './sources.ts';

/** "DZT1": stands in the header of every book file. */
export const APPLICATION_ID = 0x44_5a_54_31;
export const SCHEMA_VERSION = 1;

export const SCHEMA: readonly string[] = [
  ...PARTY_STATEMENTS,
  ...BOOK_STATEMENTS,
  ...SOURCE_STATEMENTS,
  ...LEDGER_STATEMENTS,
];

export const CHART_DIMS = ['client', 'supplier', 'money', 'pool', 'bucket', 'employee', 'category'] as const;

export interface NewBook {
  /** Random id of the book, given by the caller. */
  bookId: string;
  name: string;
  /** First month of the book, `yyyy-mm`; it and the month before (for the opening) start open. */
  firstPeriod: string;
  /** UTC, ISO. */
  createdAt: string;
  settings?: Record<string, unknown>;
}

/** Rows of the chart as the constraints need them: code, side, guard, a 0 or 1 for each dimension demanded. */
export function chartRows(): (string | number)[][] {
  return ACCOUNTS.map(({ code, side, guard, demanded }) => [
    code,
    side,
    guard,
    ...CHART_DIMS.map(dim => (demanded.includes(dim) ? 1 : 0)),
  ]);
}

/** Lays the schema into an empty database file, with its one book row and its first open month. */
export function createSchema(connection: Connection, book: NewBook): void {
  connection.immediate(() => {
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.pragma(`user_version = ${SCHEMA_VERSION}`);
    for (const statement of SCHEMA) connection.exec(statement);
    const chart = connection.prepare(`INSERT INTO chart VALUES (?, ?, ?${', ?'.repeat(CHART_DIMS.length)})`);
    for (const row of chartRows()) chart.run(...row);
    connection
      .prepare('INSERT INTO book (id, name, created_at, first_period, settings) VALUES (?, ?, ?, ?, ?)')
      .run(book.bookId, book.name, book.createdAt, book.firstPeriod, JSON.stringify(book.settings ?? {}));
    const open = connection.prepare("INSERT INTO period (month, state) VALUES (?, 'open')");
    for (const month of [monthBefore(book.firstPeriod), book.firstPeriod]) open.run(month);
  });
}

/** The month before, `yyyy-mm`. */
export function monthBefore(month: string): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 2;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}
