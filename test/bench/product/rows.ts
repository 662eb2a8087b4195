import { createRequire } from 'node:module';

/** The little of better-sqlite3 that the bench needs; the package's `exports` hide its own types. */
interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}
interface Statement {
  run(...values: unknown[]): void;
  all(...values: unknown[]): unknown[];
  get(): unknown;
  raw(): Statement;
  pluck(): Statement;
}
const Database = createRequire(import.meta.url)('better-sqlite3') as new (
  path: string,
  options?: { readonly: boolean },
) => Sqlite;

export function openSqlite(path: string, options = { readonly: false }): Sqlite {
  return new Database(path, options);
}

/** A row of the bench database: id, at, account, kind, fen, memo. */
export type OrderRow = [string, string, string, string, number, string];

/** Reads the orders by windows, the cheapest way out of SQLite; every JavaScript writer of the bench uses it. */
export function ordersOf(path: string): { count: number; window(from: number, count: number): OrderRow[] } {
  const database = openSqlite(path, { readonly: true });
  const window = database
    .prepare('select id, at, account, kind, fen, memo from orders where n > ? order by n limit ?')
    .raw();
  const count = database.prepare('select count(*) from orders').pluck().get() as number;
  return { count, window: (from, size) => window.all(from, size) as OrderRow[] };
}

/** Days since 1899-12-30, as spreadsheets count them; for peers that want a number. */
export function serialOf(at: string): number {
  return Date.parse(`${at.replace(' ', 'T')}Z`) / 86_400_000 + 25_569;
}

export const WINDOW_ROWS = 1_000;
