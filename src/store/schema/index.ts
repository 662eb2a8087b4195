import { ACCOUNTS } from '../../domain/accounting/chart.ts';
import { insertRow } from '../changes.ts';
import type { Connection } from '../dialect/sqlite.ts';
import { appendLog, beginTx, type Call } from '../transaction.ts';
import { APPLICATION_STATEMENTS } from './applications.ts';
import { BILL_STATEMENTS } from './bills.ts';
import { BOOK_STATEMENTS } from './book.ts';
import { CLIENT_STATEMENTS } from './clients.ts';
import { CLOSE_STATEMENTS } from './close.ts';
import { EXPORT_STATEMENTS } from './exports.ts';
import { INVOICE_STATEMENTS } from './invoices.ts';
import { LEDGER_STATEMENTS } from './ledger.ts';
import { MATCHING_STATEMENTS } from './matching.ts';
import { ORDER_STATEMENTS } from './orders.ts';
import { PACK_STATEMENTS } from './packs.ts';
import { PARTY_STATEMENTS } from './parties.ts';
import { PEOPLE_STATEMENTS } from './people.ts';
import { PLAN_STATEMENTS } from './plans.ts';
import { POLICY_STATEMENTS } from './policies.ts';
import { POOL_STATEMENTS } from './pools.ts';
import { RULE_STATEMENTS } from './rules.ts';
import { SOURCE_STATEMENTS } from './sources.ts';
import { TRANSIT_STATEMENTS } from './transit.ts';
import { UPGRADE_STATEMENTS } from './upgrade.ts';
import { VOUCHER_STATEMENTS } from './vouchers.ts';

/** "DZT1": stands in the header of every book file. */
export const APPLICATION_ID = 0x44_5a_54_31;
export const SCHEMA_VERSION = 1;

export const SCHEMA: readonly string[] = [
  ...PARTY_STATEMENTS,
  ...CLIENT_STATEMENTS,
  ...BOOK_STATEMENTS,
  ...SOURCE_STATEMENTS,
  ...LEDGER_STATEMENTS,
  ...ORDER_STATEMENTS,
  ...PLAN_STATEMENTS,
  ...UPGRADE_STATEMENTS,
  ...RULE_STATEMENTS,
  ...PEOPLE_STATEMENTS,
  ...POLICY_STATEMENTS,
  ...APPLICATION_STATEMENTS,
  ...INVOICE_STATEMENTS,
  ...BILL_STATEMENTS,
  ...POOL_STATEMENTS,
  ...TRANSIT_STATEMENTS,
  ...MATCHING_STATEMENTS,
  ...CLOSE_STATEMENTS,
  ...VOUCHER_STATEMENTS,
  ...PACK_STATEMENTS,
  ...EXPORT_STATEMENTS,
];

export const CHART_DIMS = ['client', 'supplier', 'money', 'pool', 'bucket', 'employee', 'category'] as const;

export interface NewBook {
  /** Random id of the book, given by the caller. */
  bookId: string;
  name: string;
  /** First month of the book, `yyyy-mm`; it and the month before (for the opening balances) start open. */
  firstPeriod: string;
  /** UTC, ISO. */
  createdAt: string;
  settings?: Record<string, unknown>;
  /** Who makes the book, as the log names people. */
  actor?: string;
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

/** Lays the schema into an empty database file; book and first months are the first entry of the log. */
export function createSchema(connection: Connection, book: NewBook): void {
  const { bookId, name, firstPeriod, createdAt, settings = {}, actor = '' } = book;
  connection.immediate(() => {
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.pragma(`user_version = ${SCHEMA_VERSION}`);
    for (const statement of SCHEMA) connection.exec(statement);
    const chart = connection.prepare(`INSERT INTO chart VALUES (?, ?, ?${', ?'.repeat(CHART_DIMS.length)})`);
    for (const row of chartRows()) chart.run(...row);
    const input = { bookId, name, firstPeriod };
    const call: Call = { actor, procedure: 'books.create', key: bookId, input, at: createdAt };
    const tx = beginTx(connection, call);
    insertRow(tx, 'book', {
      id: bookId,
      name,
      created_at: createdAt,
      first_period: firstPeriod,
      settings: JSON.stringify(settings),
    });
    for (const month of [monthBefore(firstPeriod), firstPeriod])
      insertRow(tx, 'period', { month, state: 'open' });
    appendLog(tx, call, null);
  });
}

/** The month before, `yyyy-mm`. */
export function monthBefore(month: string): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 2;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}
