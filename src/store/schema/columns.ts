/** Texts of columns that occur in many tables. SQLite keeps them word for word, and `verify` compares them. */

/** Every stored sum stays a safe integer of JavaScript, since the driver rounds silently above 2^53. */
const BOUND_FEN = 9_000_000_000_000_000;
const DAY = '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]';
const MONTH = '[0-9][0-9][0-9][0-9]-[0-1][0-9]';

/** Memo accounts 表外 get ids from here on, so that one CHECK on a transfer keeps memo and book apart. */
export const FIRST_MEMO_ID = 1_000_000_000;
export const MAX_TRANSFER_FEN = 10_000_000_000_000;

/** Money in 分, either sign. */
export const fen = (name: string): string =>
  `${name} INTEGER NOT NULL CHECK (${name} BETWEEN -${BOUND_FEN} AND ${BOUND_FEN})`;

/** Money in 分 that starts at zero. */
export const fenFromZero = (name: string): string =>
  `${name} INTEGER NOT NULL DEFAULT 0 CHECK (${name} BETWEEN -${BOUND_FEN} AND ${BOUND_FEN})`;

/** Beijing business day, `yyyy-mm-dd`. */
export const day = (name: string): string => `${name} TEXT NOT NULL CHECK (${name} GLOB '${DAY}')`;

export const dayOrNull = (name: string): string => `${name} TEXT CHECK (${name} GLOB '${DAY}')`;

/** Month, `yyyy-mm`. */
export const month = (name: string): string => `${name} TEXT NOT NULL CHECK (${name} GLOB '${MONTH}')`;

export const oneOf = (name: string, values: readonly string[]): string =>
  `${name} TEXT NOT NULL CHECK (${name} IN (${values.map(value => `'${value}'`).join(', ')}))`;

export const json = (name: string): string => `${name} TEXT NOT NULL CHECK (json_valid(${name}))`;

export const flag = (name: string): string => `${name} INTEGER NOT NULL CHECK (${name} IN (0, 1))`;

/** Triggers that let a table grow and never change. */
export function insertOnly(table: string): string[] {
  return [noUpdate(table), noDelete(table)];
}

export function noDelete(table: string): string {
  return `CREATE TRIGGER ${table}_stays BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'ledger.insert_only'); END`;
}

/** Refuses changes of a table, or of the named columns only. */
export function noUpdate(table: string, columns?: readonly string[]): string {
  const of = columns ? ` OF ${columns.join(', ')}` : '';
  return `CREATE TRIGGER ${table}_fixed BEFORE UPDATE${of} ON ${table} BEGIN SELECT RAISE(ABORT, 'ledger.insert_only'); END`;
}
