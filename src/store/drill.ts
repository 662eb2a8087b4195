import type {
  BatchFacts,
  DrillLeg,
  LinkedLeg,
  RowDetail,
  RowVersion,
  SourceFileFacts,
} from '../domain/drill.ts';
import type { Connection } from './dialect/sqlite.ts';
import { readAccounts, readTransfers } from './reports.ts';
import { LEG_SEEN } from './scope.ts';

/** Read queries of what stands behind a figure: a batch, the row of a file, the file, an entry of the log. */

const POSTED = "('post', 'settle', 'reverse')";

/** Head of a batch with who booked it, or null. */
export function readBatch(connection: Connection, batch: number): BatchFacts | null {
  const row = connection
    .prepare(
      `SELECT b.id AS batch, b.event, b.effective_on AS effectiveOn, b.booked_at AS bookedAt, b.summary,
  b.log_seq AS logSeq, l.actor, l.procedure, b.reverses_batch AS reverses,
  (SELECT r.id FROM batch r WHERE r.reverses_batch = b.id) AS reversedBy,
  (SELECT count(*) FROM transfer t WHERE t.batch = b.id AND t.kind IN ${POSTED}) AS legs
FROM batch b JOIN log l ON l.seq = b.log_seq WHERE b.id = ?`,
    )
    .get(batch);
  return (row as BatchFacts | undefined) ?? null;
}

/** Where a transfer stands and what it is linked to; transfer and batch of both ends of a reversal. */
export interface LegLinks {
  id: number;
  batch: number;
  sourceRow: number | null;
  file: number | null;
  reverses: LinkedLeg | null;
  reversedBy: LinkedLeg | null;
}

interface LinkRow {
  id: number;
  batch: number;
  sourceRow: number | null;
  file: number | null;
  reverses: number | null;
  reversesBatch: number | null;
  reversedBy: number | null;
  reversedByBatch: number | null;
}

/** Links of posted transfers, in the order of the list; numbers that are no posted transfer are left out. */
export function readLegLinks(connection: Connection, ids: readonly number[]): LegLinks[] {
  const rows = connection
    .prepare(
      `SELECT t.id, t.batch, t.source_row AS sourceRow, s.file,
  t.reverses_id AS reverses, o.batch AS reversesBatch, r.id AS reversedBy, r.batch AS reversedByBatch
FROM json_each(?) p CROSS JOIN transfer t ON t.id = p.value LEFT JOIN source_row s ON s.id = t.source_row
  LEFT JOIN transfer o ON o.id = t.reverses_id LEFT JOIN transfer r ON r.reverses_id = t.id
WHERE t.kind IN ${POSTED} ORDER BY p.key`,
    )
    .all(JSON.stringify(ids)) as LinkRow[];
  return rows.map(({ id, batch, sourceRow, file, ...row }) => ({
    id,
    batch,
    sourceRow,
    file,
    reverses: linked(row.reverses, row.reversesBatch),
    reversedBy: linked(row.reversedBy, row.reversedByBatch),
  }));
}

function linked(transfer: number | null, batch: number | null) {
  return transfer === null || batch === null ? null : { transfer, batch };
}

/** Posted transfers with both accounts and what they are linked to, in the order of the list. */
export function readDrillLegs(connection: Connection, ids: readonly number[]): DrillLeg[] {
  if (ids.length === 0) return [];
  const byId = new Map(readAccounts(connection).map(account => [account.id, account]));
  const transfers = readTransfers(connection, ids);
  return readLegLinks(connection, ids).map(({ sourceRow, file, reverses, reversedBy }, at) => {
    const { debit, credit, ...transfer } = transfers[at]!;
    const sides = { debit: byId.get(debit)!, credit: byId.get(credit)! };
    return { ...transfer, ...sides, sourceRow, file, reverses, reversedBy };
  });
}

/** Which transfers are asked for: those of a batch, of a row of a file, or of a case. */
export type LegsOf = { batch: number } | { row: number } | { caseNo: string };

/**
 * A page of the posted transfers of a batch, a row or a case, in the order in which they were booked; `seen`: those that
 * speak of these clients and tell no cost.
 */
export function readLegIds(
  connection: Connection,
  of: LegsOf,
  page: { offset: number; limit: number },
  seen: { clients: string } | null,
): { total: number; ids: number[] } {
  const [column, value] =
    'batch' in of ? ['batch', of.batch] : 'row' in of ? ['source_row', of.row] : ['case_no', of.caseNo];
  const where = `FROM transfer t WHERE t.${column} = @value AND t.kind IN ${POSTED}${seen ? ` AND ${LEG_SEEN}` : ''}`;
  const bindings = { value, ...seen };
  return {
    total: connection.prepareValue(`SELECT count(*) ${where}`).get(bindings) as number,
    ids: connection
      .prepareValue(`SELECT t.id ${where} ORDER BY t.batch, t.leg LIMIT @limit OFFSET @offset`)
      .all({ ...bindings, ...page }) as number[],
  };
}

/** Those of some transfers that speak of the clients in `seen` and tell no cost; all without one. */
export function readSeenLegs(
  connection: Connection,
  ids: readonly number[],
  seen: { clients: string } | null,
): number[] {
  if (!seen) return [...ids];
  const sql = `SELECT t.id FROM json_each(@ids) p CROSS JOIN transfer t ON t.id = p.value
    WHERE ${LEG_SEEN} ORDER BY p.key`;
  return connection.prepareValue(sql).all({ ids: JSON.stringify(ids), ...seen }) as number[];
}

/** Transfers of a batch that stand on the same row of a file as a given one, or on none as that one. */
export function readSameRowIds(
  connection: Connection,
  { batch, sourceRow }: { batch: number; sourceRow: number },
  limit: number,
): number[] {
  return connection
    .prepareValue(
      `SELECT id FROM transfer WHERE source_row = ? AND batch = ? AND kind IN ${POSTED} ORDER BY leg LIMIT ?`,
    )
    .all(sourceRow, batch, limit) as number[];
}

interface SourceRowFacts extends RowVersion {
  identity: string;
  /** Fields as JSON: `[[name, text], …]`. */
  raw: string;
}

const SOURCE_ROW = `SELECT s.id AS row, s.file, f.name AS fileName, s.sheet, s.row AS line, s.identity, s.version, s.state,
  s.raw, l.at, l.actor
FROM source_row s JOIN source_file f ON f.id = s.file JOIN log l ON l.seq = s.log_seq`;

/** A row of an imported file, or null. */
function readSourceRow(connection: Connection, row: number): SourceRowFacts | null {
  return (connection.prepare(`${SOURCE_ROW} WHERE s.id = ?`).get(row) as SourceRowFacts | undefined) ?? null;
}

/** Every version of the row of an identity, the oldest first. */
function readVersions(connection: Connection, identity: string): SourceRowFacts[] {
  return connection
    .prepare(`${SOURCE_ROW} WHERE s.identity = ? ORDER BY s.version`)
    .all(identity) as SourceRowFacts[];
}

/** What a row of an imported file said, with its versions; null where there is none. */
export function readRowDetail(connection: Connection, row: number): RowDetail | null {
  const facts = readSourceRow(connection, row);
  if (!facts) return null;
  const { raw, identity, ...rest } = facts;
  return {
    ...rest,
    fields: (JSON.parse(raw) as [string, string][]).map(([name, text]) => ({ name, text })),
    identity: identity.split('\u001f').filter(part => part !== ''),
    versions: readVersions(connection, identity).map(({ raw: _, identity: __, ...version }) => version),
  };
}

/** An imported file, or null. */
export function readSourceFile(connection: Connection, file: number): SourceFileFacts | null {
  const row = connection
    .prepare(
      `SELECT f.id AS file, f.name, f.sha256, f.bytes, f.profile, coalesce(m.name, p.name) AS account,
  l.at AS importedAt, l.actor, f.log_seq AS logSeq
FROM source_file f JOIN log l ON l.seq = f.log_seq
  LEFT JOIN money_account m ON m.id = f.money LEFT JOIN pool p ON p.id = f.pool WHERE f.id = ?`,
    )
    .get(file);
  return (row as SourceFileFacts | undefined) ?? null;
}

/** Rows of a file by state. */
export function readRowStates(connection: Connection, file: number): { state: string; count: number }[] {
  return connection
    .prepare('SELECT state, count(*) AS count FROM source_row WHERE file = ? GROUP BY state')
    .all(file) as { state: string; count: number }[];
}

/** Posted transfers of an account in a range of days. */
export function countPostings(
  connection: Connection,
  account: number,
  { from, to }: { from: string; to: string },
): number {
  return connection
    .prepareValue(
      `SELECT (SELECT count(*) FROM transfer WHERE debit = @account AND effective_on BETWEEN @from AND @to AND kind IN ${POSTED})
  + (SELECT count(*) FROM transfer WHERE credit = @account AND effective_on BETWEEN @from AND @to AND kind IN ${POSTED})`,
    )
    .get({ account, from, to }) as number;
}

export interface LogFacts {
  seq: number;
  at: string;
  actor: string;
  procedure: string;
  key: string;
  hash: string;
  prevHash: string;
  inputHash: string;
  effectHash: string;
  /** Plain data as JSON. */
  answer: string;
}

/** An entry of the log, or null. */
export function readLogEntry(connection: Connection, seq: number): LogFacts | null {
  const row = connection
    .prepare(
      `SELECT seq, at, actor, procedure, key, hash, prev_hash AS prevHash, input_hash AS inputHash,
  effect_hash AS effectHash, answer FROM log WHERE seq = ?`,
    )
    .get(seq);
  return (row as LogFacts | undefined) ?? null;
}

export interface ChangeRow {
  id: number;
  table: string;
  row: string;
  /** The whole row as JSON; null before it was, and after it was removed. */
  before: string | null;
  after: string | null;
}

/** Changes of rows that a command made, at most `limit`, and how many there are. */
export function readChanges(
  connection: Connection,
  seq: number,
  limit: number,
): { total: number; changes: ChangeRow[] } {
  return {
    total: connection.prepareValue('SELECT count(*) FROM change WHERE log_seq = ?').get(seq) as number,
    changes: connection
      .prepare(
        'SELECT id, table_name AS "table", row_id AS row, before, after FROM change WHERE log_seq = ? ORDER BY id LIMIT ?',
      )
      .all(seq, limit) as ChangeRow[],
  };
}

/** Batches that a command booked, with their number of transfers. */
export function readBatchesOfEntry(
  connection: Connection,
  seq: number,
  limit: number,
): { total: number; batches: { batch: number; effectiveOn: string; summary: string; legs: number }[] } {
  return {
    total: connection.prepareValue('SELECT count(*) FROM batch WHERE log_seq = ?').get(seq) as number,
    batches: connection
      .prepare(
        `SELECT b.id AS batch, b.effective_on AS effectiveOn, b.summary,
  (SELECT count(*) FROM transfer t WHERE t.batch = b.id AND t.kind IN ${POSTED}) AS legs
FROM batch b WHERE b.log_seq = ? ORDER BY b.id LIMIT ?`,
      )
      .all(seq, limit) as { batch: number; effectiveOn: string; summary: string; legs: number }[],
  };
}

/** Files that a command brought in. */
export function readFilesOfEntry(connection: Connection, seq: number): { file: number; name: string }[] {
  return connection
    .prepare('SELECT id AS file, name FROM source_file WHERE log_seq = ? ORDER BY id')
    .all(seq) as { file: number; name: string }[];
}

/** Tables whose rows people know by name. */
const NAMED_TABLES = [
  'client',
  'subject',
  'manager',
  'supplier',
  'employee',
  'money_account',
  'platform_account',
  'pool',
] as const;
export type NamedTable = (typeof NAMED_TABLES)[number];

/** Names of rows by id; ids without a row are left out. */
export function readNames(
  connection: Connection,
  table: NamedTable,
  ids: readonly number[],
): Map<number, string> {
  if (!NAMED_TABLES.includes(table)) throw new Error(`no names in ${table}`);
  const rows = connection
    .prepareRaw(`SELECT id, name FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids)) as [number, string][];
  return new Map(rows);
}
