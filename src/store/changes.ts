import { canonicalJson } from './canonical.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A table whose rows may change: every change is kept, so the rows can be derived from the changes. */
interface Tracked {
  key: string;
  /** Columns that other statements keep, and that are proved in another way. */
  derived: readonly string[];
}

const ROWS: Tracked = { key: 'id', derived: [] };

/** The tables that `insertRow` and `updateRow` write. */
export const TRACKED = {
  book: ROWS,
  period: { key: 'id', derived: ['some_client_closed'] },
  open_item: { key: 'id', derived: ['open_fen'] },
  ticket: ROWS,
  balance: {
    key: 'account',
    derived: ['debits_posted_fen', 'credits_posted_fen', 'debits_pending_fen', 'credits_pending_fen'],
  },
  subject: ROWS,
  client: ROWS,
  client_alias: ROWS,
  manager: ROWS,
  client_manager: ROWS,
  supplier: ROWS,
  employee: ROWS,
  money_account: ROWS,
  platform_account: ROWS,
  pool: ROWS,
  pool_link: ROWS,
  client_subject: ROWS,
  client_term: ROWS,
  subject_verification: ROWS,
  promo_order: ROWS,
  planned_order: ROWS,
  order_preset: ROWS,
  named_export: ROWS,
  upgrade_case: ROWS,
  qualification: ROWS,
  book_rule: ROWS,
  live_room: ROWS,
  profile: ROWS,
  team_member: ROWS,
  policy: ROWS,
  rebate_accrual: ROWS,
  rebate_statement: ROWS,
  rebate_use: ROWS,
  application: ROWS,
  application_line: ROWS,
  application_step: ROWS,
  advance_term: ROWS,
  invoice_agreement: ROWS,
  invoice_request: ROWS,
  red_form: ROWS,
  invoice: ROWS,
  invoice_cover: ROWS,
  invoice_file: ROWS,
  bill_file: ROWS,
  bill_line: ROWS,
  grant_lot: ROWS,
  pool_alarm: ROWS,
  withdrawal: ROWS,
  transit_follow: ROWS,
  match_decision: ROWS,
  match_rule: ROWS,
  match_clearing: ROWS,
  ticket_file: ROWS,
  period_seal: ROWS,
  close_exception: ROWS,
  voucher_setting: ROWS,
  voucher_batch: ROWS,
  gl_balance: ROWS,
  statement_pack: ROWS,
  statement_pack_step: ROWS,
} as const satisfies Record<string, Tracked>;

export type TrackedTable = keyof typeof TRACKED;
export type RowValues = Record<string, string | number | null | undefined>;

/** Adds a row and its change; answers the row's id. Columns left out take their default. */
export function insertRow(tx: Tx, table: TrackedTable, values: RowValues): number {
  const names = Object.keys(values).filter(name => values[name] !== undefined);
  const sql = `INSERT INTO ${table} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  const { lastInsertRowid } = tx.connection.prepare(sql).run(...names.map(name => values[name]));
  const { key } = TRACKED[table];
  const id = values[key] ?? Number(lastInsertRowid);
  keepChange(tx, table, id, null, trackedRow(tx.connection, table, id));
  return Number(lastInsertRowid);
}

/** Changes a row and keeps the change; a patch that changes nothing leaves no trace. Answers false without such a row. */
export function updateRow(tx: Tx, table: TrackedTable, id: number | string, patch: RowValues): boolean {
  const before = trackedRow(tx.connection, table, id);
  if (!before) return false;
  const names = Object.keys(patch).filter(name => patch[name] !== undefined);
  if (names.length === 0) return true;
  const set = names.map(name => `${quoted(name)} = ?`).join(', ');
  const sql = `UPDATE ${table} SET ${set} WHERE ${TRACKED[table].key} = ?`;
  tx.connection.prepare(sql).run(...names.map(name => patch[name]), id);
  keepChange(tx, table, id, before, trackedRow(tx.connection, table, id));
  return true;
}

/** Canonical JSON of a row without its derived columns, or null without such a row. */
export function trackedRow(connection: Connection, table: TrackedTable, id: number | string): string | null {
  const { key } = TRACKED[table];
  const row = connection.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).get(id);
  return row ? trackedJson(table, row as Record<string, unknown>) : null;
}

/** Canonical JSON of a row as `SELECT *` gives it, without its derived columns. */
export function trackedJson(table: TrackedTable, row: Record<string, unknown>): string {
  const derived: readonly string[] = TRACKED[table].derived;
  return canonicalJson(Object.fromEntries(Object.entries(row).filter(([name]) => !derived.includes(name))));
}

function keepChange(
  tx: Tx,
  table: TrackedTable,
  id: number | string,
  before: string | null,
  after: string | null,
): void {
  if (before === after) return;
  const sql = 'INSERT INTO change (log_seq, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)';
  const { lastInsertRowid } = tx.connection.prepare(sql).run(tx.seq, table, String(id), before, after);
  const row = [Number(lastInsertRowid), table, String(id), before, after];
  tx.effects.add('change', JSON.stringify(row));
}

function quoted(name: string): string {
  if (!/^[a-z_0-9]+$/.test(name)) throw new Error(`not a column: ${name}`);
  return `"${name}"`;
}
