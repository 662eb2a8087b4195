import type { DimName } from '../domain/accounting/chart.ts';
import type { Connection } from './dialect/sqlite.ts';

/** What one code of the chart holds of an opening, in 分. */
export interface OpenedCode {
  code: string;
  /** Number of balances. */
  balances: number;
  debitFen: number;
  creditFen: number;
}

/** An opening as it was booked. */
export interface OpenedBatch {
  batch: number;
  /** UTC, ISO. */
  at: string;
  actor: string;
  codes: OpenedCode[];
}

/** Sums of an opening batch by code; 3001 and 9999, which every balance stands against, are left out. */
export function readOpenedBatch(connection: Connection, batch: number): OpenedBatch {
  const head = connection
    .prepare('SELECT l.at, l.actor FROM batch b JOIN log l ON l.seq = b.log_seq WHERE b.id = ?')
    .get(batch) as { at: string; actor: string };
  const codes = connection
    .prepare(
      `SELECT code, count(*) AS balances, sum(debit_fen) AS debitFen, sum(credit_fen) AS creditFen FROM (
         SELECT d.code, t.amount_fen AS debit_fen, 0 AS credit_fen
         FROM transfer t JOIN account d ON d.id = t.debit WHERE t.batch = @batch
         UNION ALL SELECT c.code, 0, t.amount_fen
         FROM transfer t JOIN account c ON c.id = t.credit WHERE t.batch = @batch
       ) WHERE code NOT IN ('3001', '9999') GROUP BY code ORDER BY code`,
    )
    .all({ batch });
  return { batch, ...head, codes: codes as OpenedCode[] };
}

const TABLES = {
  client: "SELECT id, coalesce(code || ' ', '') || name FROM client",
  subject: 'SELECT id, name FROM subject',
  supplier: 'SELECT id, name FROM supplier',
  money: 'SELECT id, name FROM money_account',
  pool: "SELECT id, CASE WHEN platform_id <> name THEN name || ' ' || platform_id ELSE name END FROM pool",
  employee: 'SELECT id, name FROM employee',
} as const satisfies Partial<Record<DimName, string>>;
export type PartyDim = keyof typeof TABLES;
export const PARTY_DIMS = Object.keys(TABLES) as PartyDim[];

/** What people call the parties of a kind, by id. */
export function readPartyNames(connection: Connection, dim: PartyDim): Map<number, string> {
  return new Map(connection.prepareRaw(TABLES[dim]).all() as [number, string][]);
}
