import type { Accrued } from '../domain/policies/accrue.ts';
import { insertRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A row counts while nothing took its batch back. */
const stands = (row: string) => `NOT EXISTS (SELECT 1 FROM batch r WHERE r.reverses_batch = ${row}.batch)`;

/** What a run booked of a policy and period. */
export interface StoredAccrual {
  id: number;
  policy: number;
  period: string;
  from: string;
  throughOn: string;
  baseFen: number;
  tier: number;
  ratePpm: number;
  dueFen: number;
  deltaFen: number;
  parts: { client: number | null; deltaFen: number }[];
  /** The accrual of the same period before it, where it is a difference. */
  after: number | null;
  batch: number | null;
}

/** Accruals that stand, in the order in which they were booked. */
export function readAccruals(connection: Connection): StoredAccrual[] {
  const sql = `SELECT id, policy, period, from_on AS "from", through_on AS throughOn, base_fen AS baseFen, tier,
      rate_ppm AS ratePpm, due_fen AS dueFen, delta_fen AS deltaFen, parts, after_accrual AS after, batch
    FROM rebate_accrual a WHERE ${stands('a')} ORDER BY id`;
  const rows = connection.prepare(sql).all() as (Omit<StoredAccrual, 'parts'> & { parts: string })[];
  return rows.map(row => ({ ...row, parts: JSON.parse(row.parts) }));
}

export function insertAccrual(
  tx: Tx,
  { policy, period, from, throughOn, tier, after, batch, parts, ...figures }: Omit<StoredAccrual, 'id'>,
): number {
  return insertRow(tx, 'rebate_accrual', {
    ...{ policy, period, from_on: from, through_on: throughOn, tier, after_accrual: after, batch },
    ...{ base_fen: figures.baseFen, rate_ppm: figures.ratePpm, due_fen: figures.dueFen },
    ...{ delta_fen: figures.deltaFen, parts: JSON.stringify(parts) },
  });
}

/** 返点结算单 that stands. */
export interface StoredStatement {
  id: number;
  policy: number;
  period: string;
  no: string;
  on: string;
  /** Base as the other side states it. */
  baseFen: number | null;
  accruedFen: number;
  confirmedFen: number;
  recalculates: number | null;
  note: string;
  batch: number | null;
}

export function readStatements(connection: Connection): StoredStatement[] {
  const sql = `SELECT id, policy, period, statement_no AS no, confirmed_on AS "on", base_fen AS baseFen,
      accrued_fen AS accruedFen, confirmed_fen AS confirmedFen, recalculates, note, batch
    FROM rebate_statement s WHERE ${stands('s')} ORDER BY id`;
  return connection.prepare(sql).all() as StoredStatement[];
}

export function insertStatement(
  tx: Tx,
  { no, on, baseFen, accruedFen, confirmedFen, ...rest }: Omit<StoredStatement, 'id'>,
): number {
  return insertRow(tx, 'rebate_statement', {
    ...rest,
    ...{ statement_no: no, confirmed_on: on, base_fen: baseFen },
    ...{ accrued_fen: accruedFen, confirmed_fen: confirmedFen },
  });
}

/** A use of a confirmed rebate that stands. */
export interface StoredUse {
  id: number;
  statement: number;
  use: string;
  amountFen: number;
  on: string;
  caseNo: string;
  note: string;
  batch: number | null;
}

export function readUses(connection: Connection): StoredUse[] {
  const sql = `SELECT id, statement, use, amount_fen AS amountFen, used_on AS "on", case_no AS caseNo, note, batch
    FROM rebate_use u WHERE ${stands('u')} ORDER BY id`;
  return connection.prepare(sql).all() as StoredUse[];
}

export function insertUse(tx: Tx, { amountFen, on, caseNo, ...rest }: Omit<StoredUse, 'id'>): number {
  return insertRow(tx, 'rebate_use', { ...rest, amount_fen: amountFen, used_on: on, case_no: caseNo });
}

/** What stands accrued of each policy and period, by `<policy> <period>`. */
export function accruedByPeriod(connection: Connection): Map<string, Accrued> {
  const confirmed = new Set(readStatements(connection).map(each => `${each.policy} ${each.period}`));
  const sums = new Map<string, { throughOn: string; parts: Map<number | null, number> }>();
  for (const { policy, period, throughOn, parts } of readAccruals(connection)) {
    const key = `${policy} ${period}`;
    const sum = sums.get(key) ?? { throughOn, parts: new Map<number | null, number>() };
    if (throughOn > sum.throughOn) sum.throughOn = throughOn;
    for (const { client, deltaFen } of parts) sum.parts.set(client, (sum.parts.get(client) ?? 0) + deltaFen);
    sums.set(key, sum);
  }
  // A period may be confirmed that was never accrued.
  for (const key of confirmed)
    if (!sums.has(key)) sums.set(key, { throughOn: '0000-00-00', parts: new Map() });
  return new Map(
    [...sums].map(([key, { throughOn, parts }]) => [
      key,
      {
        throughOn,
        parts: [...parts].map(([client, amountFen]) => ({ client, amountFen })),
        isConfirmed: confirmed.has(key),
      },
    ]),
  );
}

/** Supplier and client of a pool, as events name it; null for none of the number. */
export function poolParties(
  connection: Connection,
  pool: number,
): { supplier: number | null; client: number | null; kind: string } | null {
  const sql = 'SELECT supplier, client, kind FROM pool WHERE id = ?';
  return (
    (connection.prepare(sql).get(pool) as
      | { supplier: number | null; client: number | null; kind: string }
      | undefined) ?? null
  );
}
