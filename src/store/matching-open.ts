import { reasonOfOne } from '../domain/matching/book/difference.ts';
import { isDue, type KeptEntry, type KeptGroup } from '../domain/matching/book/kept.ts';
import type { Relation } from '../domain/matching/book/relations.ts';
import type { Connection } from './dialect/sqlite.ts';

// Rows without a match, and the totals of a month, as the last run and the decisions since leave them.

const ENTRY_COLUMNS = 'source_row, side, amount_fen, day, client, party, told';

type EntryRow = [number, 'left' | 'right', number, string, number | null, string, string | null];

const entryOf = ([row, side, fen, day, client, party, reason]: EntryRow): KeptEntry => ({
  ...{ row, side, fen, day, client, party, reason },
});

/** A row of a relation without a match, of its month. */
export interface OpenEntry extends KeptEntry {
  relation: Relation;
}

/** Keeps the open rows and the totals of a month in place of what stood there. Inside a transaction. */
export function keepMonth(
  connection: Connection,
  month: string,
  { open, totals }: { open: Iterable<OpenEntry>; totals: readonly Total[] },
): void {
  connection.prepare('DELETE FROM match_open WHERE month = ?').run(month);
  for (const entry of open) putOpen(connection, entry.relation, entry);
  connection.prepare('DELETE FROM match_total WHERE month = ?').run(month);
  for (const total of totals) addTotal(connection, month, total);
}

/** Counts and sums a side of a relation and a client in a month; in 分. */
export interface Total {
  relation: Relation;
  side: 'left' | 'right';
  client: number | null;
  rows: number;
  fen: number;
}

/** Adds to a total of a month. */
export function addTotal(
  connection: Connection,
  month: string,
  { relation, side, client, rows, fen }: Total,
): void {
  connection
    .prepare(`INSERT INTO match_total (month, relation, side, client, row_count, amount_fen) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count, amount_fen = amount_fen + excluded.amount_fen`)
    .run(month, relation, side, client ?? 0, rows, fen);
}

/** Keeps a row as open; a row of zero is nothing that waits. */
export function putOpen(connection: Connection, relation: Relation, entry: KeptEntry): void {
  const { row, side, fen, day, client, party, reason: told } = entry;
  if (fen === 0) return;
  const reason = reasonOfOne(relation, { side, reason: told });
  connection
    .prepare(`INSERT OR REPLACE INTO match_open
        (relation, source_row, month, side, amount_fen, day, client, party, told, reason, file, sheet, row)
      SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, file, sheet, row FROM source_row WHERE id = ?`)
    .run(relation, day.slice(0, 7), side, fen, day, client, party, told, reason, row);
}

/** A row is open no more; answers whether it was. */
export function dropOpen(connection: Connection, relation: Relation, row: number): boolean {
  const sql = 'DELETE FROM match_open WHERE relation = ? AND source_row = ?';
  return connection.prepare(sql).run(relation, row).changes > 0;
}

/** What is kept of rows of a relation: open ones, and those of matches and suggestions. */
export function keptEntries(
  connection: Connection,
  relation: Relation,
  rows: readonly number[],
): Map<number, KeptEntry> {
  const asked = JSON.stringify(rows);
  const sql = `SELECT ${ENTRY_COLUMNS} FROM match_open WHERE relation = ?
    AND source_row IN (SELECT value FROM json_each(?))
    UNION ALL SELECT ${ENTRY_COLUMNS.replace('client', 'r.client')} FROM match_row r
    JOIN match_group g ON g.id = r.match_group WHERE g.relation = ?
    AND r.source_row IN (SELECT value FROM json_each(?))`;
  const found = connection.prepareRaw(sql).all(relation, asked, relation, asked) as EntryRow[];
  return new Map(found.map(entryOf).map(entry => [entry.row, entry]));
}

/** The matches in which rows of a relation stand, by row. */
export function groupOfRows(
  connection: Connection,
  relation: string,
  rows: readonly number[],
): Map<number, { id: number; key: string }> {
  const sql = `SELECT r.source_row, g.id, g.key FROM match_row r JOIN match_group g ON g.id = r.match_group
    WHERE g.state = 'matched' AND g.relation = ? AND r.source_row IN (SELECT value FROM json_each(?))`;
  const found = connection.prepareRaw(sql).all(relation, JSON.stringify(rows)) as [number, number, string][];
  return new Map(found.map(([row, id, key]) => [row, { id, key }]));
}

/** Suggestions in which rows of a relation stand. */
export function suggestionsOfRows(
  connection: Connection,
  relation: string,
  rows: readonly number[],
): number[] {
  const sql = `SELECT DISTINCT g.id FROM match_row r JOIN match_group g ON g.id = r.match_group
    WHERE g.state = 'suggested' AND g.relation = ? AND r.source_row IN (SELECT value FROM json_each(?)) ORDER BY g.id`;
  return connection.prepareValue(sql).all(relation, JSON.stringify(rows)) as number[];
}

/** A match or suggestion with everything that is kept of it. */
export interface StoredGroup extends KeptGroup {
  id: number;
  month: string;
  rule: string;
  state: 'matched' | 'suggested';
  decidedBy: string | null;
  /** JSON. */
  evidence: string;
}

/** Matches and suggestions by their ids; unknown ones are left out. */
export function groupsById(connection: Connection, ids: readonly number[]): StoredGroup[] {
  const asked = JSON.stringify(ids);
  const heads = connection
    .prepare(`SELECT id, key, month, relation, rule, state, difference_fen AS differenceFen, client, decided_by AS decidedBy,
      evidence FROM match_group WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`)
    .all(asked) as Omit<StoredGroup, 'entries'>[];
  const rows = connection.prepareRaw(
    `SELECT ${ENTRY_COLUMNS} FROM match_row WHERE match_group = ? ORDER BY side, source_row`,
  );
  return heads.map(head => ({ ...head, entries: (rows.all(head.id) as EntryRow[]).map(entryOf) }));
}

/** The match or suggestion under a key, or null. */
export function groupOfKey(connection: Connection, key: string): number | null {
  const id = connection.prepareValue('SELECT id FROM match_group WHERE key = ?').get(key);
  return (id as number | undefined) ?? null;
}

/** What open rows are asked for; `to`: no younger than that day. */
export interface OpenFilter {
  month: string;
  relation: Relation;
  client: number | null;
  side?: 'left' | 'right';
  reason?: string;
  to?: string;
  text?: string;
  fromFen?: number;
  toFen?: number;
}

function openWhere(filter: OpenFilter, side: 'left' | 'right'): { sql: string; values: unknown[] } {
  const { month, relation, client, reason, to, text, fromFen, toFen } = filter;
  const parts: [string, unknown][] = [
    ['o.month = ?', month],
    ['o.relation = ?', relation],
    ['o.side = ?', side],
  ];
  if (client !== null) parts.push(['o.client = ?', client]);
  if (reason !== undefined) parts.push(['o.reason = ?', reason]);
  if (to !== undefined) parts.push(['o.day <= ?', to]);
  if (text !== undefined && text !== '') parts.push(['instr(o.party, ?) > 0', text]);
  if (fromFen !== undefined) parts.push(['o.amount_fen >= ?', fromFen]);
  if (toFen !== undefined) parts.push(['o.amount_fen <= ?', toFen]);
  const sql = `o.told IS NOT 'direct' AND ${parts.map(([test]) => test).join(' AND ')}`;
  return { sql, values: parts.map(([, value]) => value) };
}

/** An open row with where it stands. */
export type OpenLine = KeptEntry & { profile: string; file: string; sheet: string; at: number };

/** Open rows of a side by day, a page of them. */
export function openPage(
  connection: Connection,
  filter: OpenFilter,
  page: { side: 'left' | 'right'; offset: number; limit: number },
): OpenLine[] {
  const { sql, values } = openWhere(filter, page.side);
  return connection
    .prepare(`SELECT o.source_row AS row, o.side, o.amount_fen AS fen, o.day, o.client, o.party, o.told AS reason,
      f.profile, f.name AS file, o.sheet, o.row AS at
      FROM match_open o JOIN source_file f ON f.id = o.file
      WHERE ${sql} ORDER BY o.day, o.source_row LIMIT ? OFFSET ?`)
    .all(...values, page.limit, page.offset) as OpenLine[];
}

/** How many open rows of a side there are, and their sum. */
export function openSum(
  connection: Connection,
  filter: OpenFilter,
  side: 'left' | 'right',
): { rows: number; fen: number } {
  const { sql, values } = openWhere(filter, side);
  return connection
    .prepare(`SELECT count(*) AS rows, coalesce(sum(o.amount_fen), 0) AS fen FROM match_open o WHERE ${sql}`)
    .get(...values) as { rows: number; fen: number };
}

/** Totals of a month by relation and side. */
export function monthTotals(
  connection: Connection,
  { month, client }: { month: string; client: number | null },
): { relation: Relation; side: 'left' | 'right'; rows: number; fen: number }[] {
  const sql = `SELECT relation, side, sum(row_count) AS rows, sum(amount_fen) AS fen FROM match_total
    WHERE month = ? AND (? IS NULL OR client = ?) GROUP BY relation, side`;
  return connection.prepare(sql).all(month, client, client) as ReturnType<typeof monthTotals>;
}

/** Open rows of a month by relation and side. */
export function monthOpen(
  connection: Connection,
  { month, client }: { month: string; client: number | null },
): ReturnType<typeof monthTotals> {
  const sql = `SELECT relation, side, count(*) AS rows, sum(amount_fen) AS fen FROM match_open
    WHERE month = ? AND told IS NOT 'direct' AND (? IS NULL OR client = ?) GROUP BY relation, side`;
  return connection.prepare(sql).all(month, client, client) as ReturnType<typeof monthTotals>;
}

/** Matches and suggestions of a month by relation. */
export function groupCounts(
  connection: Connection,
  { month, client }: { month: string; client: number | null },
): { relation: Relation; state: 'matched' | 'suggested'; groups: number }[] {
  const sql = `SELECT relation, state, count(*) AS groups FROM match_group
    WHERE month = ? AND (? IS NULL OR client = ?) GROUP BY relation, state`;
  return connection.prepare(sql).all(month, client, client) as ReturnType<typeof groupCounts>;
}

/** The last run of a month. */
export interface LastRun {
  ranAt: string;
  actor: string;
  lastRow: number;
  isWhole: boolean;
}

export function lastRun(connection: Connection, month: string): LastRun | null {
  const sql = 'SELECT ran_at AS ranAt, actor, last_row AS lastRow, is_whole FROM match_run WHERE month = ?';
  const row = connection.prepare(sql).get(month) as
    | (Omit<LastRun, 'isWhole'> & { is_whole: number })
    | undefined;
  if (!row) return null;
  const { is_whole, ...rest } = row;
  return { ...rest, isWhole: is_whole === 1 };
}

/** Writes down that a month was run. Inside a transaction. */
export function keepRun(connection: Connection, month: string, run: LastRun): void {
  const { ranAt, actor, lastRow, isWhole } = run;
  connection
    .prepare(
      'INSERT OR REPLACE INTO match_run (month, ran_at, actor, last_row, is_whole) VALUES (?, ?, ?, ?, ?)',
    )
    .run(month, ranAt, actor, lastRow, isWhole ? 1 : 0);
}

/** The newest source row; 0 where there is none. */
export const newestRow = (connection: Connection): number =>
  connection.prepareValue('SELECT coalesce(max(id), 0) FROM source_row').get() as number;

/** Whether an entry counts in the totals of its month: it is due, or stands in a match. */
export const countsInTotal = (entry: KeptEntry, isMet: boolean): boolean =>
  entry.fen !== 0 && (isMet || isDue(entry));

/** Months that matching ran over, in their order. */
export function runMonths(connection: Connection): string[] {
  return connection.prepareValue('SELECT month FROM match_run ORDER BY month').all() as string[];
}
