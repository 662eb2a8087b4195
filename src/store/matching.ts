import type { KeptEntry } from '../domain/matching/book/kept.ts';
import type { PartySource } from '../domain/matching/book/parties.ts';
import type { BookRow } from '../domain/matching/book/rows.ts';
import { bookRow } from '../domain/matching/book/rows.ts';
import type { Connection } from './dialect/sqlite.ts';
import { NOT_REVERSED } from './not-reversed.ts';

/** Rows of the book whose day lies in a range, in the order of their ids; versions that were replaced are left out. */
export function rowsForMatching(connection: Connection, from: string, to: string): BookRow[] {
  // Only the index knows the days without reading every row; without it the statement is refused, not slow.
  const sql = `SELECT s.id, f.profile, f.money, m.kind, s.raw FROM source_row s INDEXED BY source_row_told
    JOIN source_file f ON f.id = s.file LEFT JOIN money_account m ON m.id = f.money
    WHERE substr(s.raw, 1, 10) = '[["time","' AND s.state <> 'superseded' AND substr(s.raw, 11, 10) BETWEEN ? AND ?
      AND f.profile IS NOT NULL ORDER BY s.id`;
  const posted = postedFrom(connection, from, to);
  const rows: BookRow[] = [];
  for (const row of connection.prepareRaw(sql).iterate(from, to)) {
    const [id, profile, money, moneyKind, raw] = row as [
      number,
      string,
      number | null,
      string | null,
      string,
    ];
    rows.push(bookRow({ id, profile, money, moneyKind, raw }, posted.get(id)));
  }
  return rows;
}

/** First event and cases of what was posted from rows and still stands. */
function postedFrom(connection: Connection, from: string, to: string) {
  const sql = `SELECT t.source_row, t.event, t.case_no FROM transfer t
    WHERE t.source_row IS NOT NULL AND t.effective_on BETWEEN ? AND ? AND t.kind IN ('post', 'settle') AND ${NOT_REVERSED}
    ORDER BY t.id`;
  const posted = new Map<number, { event: string; cases: string[] }>();
  for (const row of connection.prepareRaw(sql).iterate(from, to)) {
    const [sourceRow, event, caseNo] = row as [number, string, string | null];
    const known = posted.get(sourceRow) ?? { event, cases: [] };
    if (caseNo !== null && !known.cases.includes(caseNo)) known.cases.push(caseNo);
    posted.set(sourceRow, known);
  }
  return posted;
}

/** Names, payers and platform accounts of the clients. */
export function partiesForMatching(connection: Connection): PartySource {
  const names = `SELECT name, id FROM client UNION ALL
    SELECT s.name, c.id FROM client c JOIN subject s ON s.id IN (c.subject, c.contract_subject) WHERE s.is_ours = 0 UNION ALL
    SELECT text, client FROM client_alias WHERE kind IN ('payer', 'shop', 'other') AND archived_on IS NULL`;
  const accounts = 'SELECT platform_id, client FROM platform_account WHERE client IS NOT NULL';
  const of = (sql: string) => connection.prepareRaw(sql).all() as [string, number][];
  return {
    names: of(names).map(([text, client]) => ({ text, client })),
    accounts: of(accounts).map(([id, client]) => ({ id, client })),
  };
}

/** The first of these months and clients that is closed, for the book or for the client; null where all are open. */
export function closedAmong(
  connection: Connection,
  groups: readonly { month: string; client: number | null }[],
): string | null {
  const sql = `SELECT p.month FROM json_each(?) g JOIN period p ON p.month = g.value ->> '$[0]'
    AND (p.client IS NULL OR p.client = g.value ->> '$[1]') WHERE p.state = 'closed' ORDER BY p.month LIMIT 1`;
  const asked = JSON.stringify(groups.map(({ month, client }) => [month, client]));
  return (connection.prepareValue(sql).get(asked) as string | undefined) ?? null;
}

/** A match as it is kept. */
export interface KeptMatch {
  key: string;
  relation: string;
  rule: string;
  state: 'matched' | 'suggested';
  differenceFen: number;
  client: number | null;
  decidedBy: string | null;
  /** JSON. */
  evidence: string;
  rows: readonly KeptEntry[];
}

/** What a run stated of a match, so that one that says the same is left alone. */
export const statedAs = ({
  rule,
  state,
  differenceFen,
}: Pick<KeptMatch, 'rule' | 'state' | 'differenceFen'>): string => `${rule} ${state} ${differenceFen}`;

/** What runs stated of a month, or of one client in it, by key. What persons accepted is not among them. */
export function statedMatches(
  connection: Connection,
  month: string,
  client: number | null,
): Map<string, { id: number; said: string }> {
  const sql = `SELECT key, id, rule, state, difference_fen AS differenceFen FROM match_group
    WHERE month = ? AND (? IS NULL OR client = ?) AND rule <> 'person'`;
  const rows = connection.prepare(sql).all(month, client, client) as ({ key: string; id: number } & Pick<
    KeptMatch,
    'rule' | 'state' | 'differenceFen'
  >)[];
  return new Map(rows.map(row => [row.key, { id: row.id, said: statedAs(row) }]));
}

/** Rows that stand in a match of another month, as `relation row`. */
export function takenElsewhere(connection: Connection, month: string): Set<string> {
  const sql = `SELECT g.relation || ' ' || r.source_row FROM match_row r JOIN match_group g ON g.id = r.match_group
    WHERE g.state = 'matched' AND g.month <> ?`;
  return new Set(connection.prepareValue(sql).all(month) as string[]);
}

/** Forgets matches of earlier runs. Inside a transaction. */
export function dropMatches(connection: Connection, ids: readonly number[]): void {
  const drop = connection.prepare('DELETE FROM match_group WHERE id = ?');
  for (const id of ids) drop.run(id);
}

/** Keeps matches, each in place of what stood under its key; answers the id of the last. Inside a transaction. */
export function keepMatches(connection: Connection, month: string, matches: readonly KeptMatch[]): number {
  let last = 0;
  const group = connection.prepare(`INSERT INTO match_group
    (key, month, relation, rule, state, difference_fen, client, decided_by, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const row = connection.prepare(
    'INSERT INTO match_row (match_group, source_row, side, amount_fen, day, client, party, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const known = connection.prepare('DELETE FROM match_group WHERE key = ?');
  for (const match of matches) {
    const { key, relation, rule, state, differenceFen, client, decidedBy, evidence } = match;
    known.run(key);
    const { lastInsertRowid } = group.run(
      ...[key, month, relation, rule, state, differenceFen, client, decidedBy, evidence],
    );
    for (const { row: of, side, fen, day, client: whose, party, reason } of match.rows)
      row.run(lastInsertRowid, of, side, fen, day, whose, party, reason);
    last = Number(lastInsertRowid);
  }
  return last;
}

/** A page of the matches of a month in their order, by id, and how many there are. */
export function matchPage(
  connection: Connection,
  asked: {
    month: string;
    client: number | null;
    relation: string | null;
    state: string | null;
    rule: string | null;
    offset: number;
    limit: number;
  },
): { ids: number[]; total: number } {
  const { month, client, relation, state, rule, offset, limit } = asked;
  const where = `FROM match_group WHERE month = ? AND (? IS NULL OR client = ?) AND (? IS NULL OR relation = ?)
    AND (? IS NULL OR state = ?) AND (? IS NULL OR rule = ?)`;
  const values = [month, client, client, relation, relation, state, state, rule, rule];
  const total = connection.prepareValue(`SELECT count(*) ${where}`).get(...values) as number;
  const ids = connection
    .prepareValue(`SELECT id ${where} ORDER BY id LIMIT ? OFFSET ?`)
    .all(...values, limit, offset);
  return { ids: ids as number[], total };
}

export interface Decision {
  id: number;
  key: string;
  relation: string;
  left: number[];
  right: number[];
  verdict: 'accepted' | 'rejected' | 'open';
  decidedBy: string;
  decidedAt: string;
  note: string | null;
  batch: number | null;
}

const DECISION = `SELECT id, key, relation, left_rows AS leftRows, right_rows AS rightRows, verdict, decided_by AS decidedBy,
  decided_at AS decidedAt, note, batch FROM match_decision`;

type DecisionRow = Omit<Decision, 'left' | 'right'> & { leftRows: string; rightRows: string };

const decisionOf = ({ leftRows, rightRows, ...rest }: DecisionRow): Decision => ({
  ...rest,
  left: JSON.parse(leftRows) as number[],
  right: JSON.parse(rightRows) as number[],
});

/** Everything that persons decided and did not take back. */
export function decisions(connection: Connection): Decision[] {
  const rows = connection.prepare(`${DECISION} WHERE verdict <> 'open' ORDER BY id`).all() as DecisionRow[];
  return rows.map(decisionOf);
}

/** What was decided under a key, taken back or not. */
export function decisionOfKey(connection: Connection, key: string): Decision | null {
  const row = connection.prepare(`${DECISION} WHERE key = ?`).get(key) as DecisionRow | undefined;
  return row ? decisionOf(row) : null;
}

export interface KeptRule {
  id: number;
  kind: string;
  position: number;
  isOn: boolean;
  windowDays: number;
  limit: number | null;
}

/** Rules of the book that stand in place of shipped ones, in their order. */
export function keptRules(connection: Connection): KeptRule[] {
  const sql = `SELECT id, kind, position, is_on AS isOn, window_days AS windowDays, most AS "limit"
    FROM match_rule ORDER BY position, id`;
  const rows = connection.prepare(sql).all() as (Omit<KeptRule, 'isOn'> & { isOn: number })[];
  return rows.map(row => ({ ...row, isOn: row.isOn === 1 }));
}

/** A row of a match with where it stands. */
export interface MatchLine {
  match: number;
  relation: string;
  rule: string;
  state: 'matched' | 'suggested';
  differenceFen: number;
  client: number | null;
  decidedBy: string | null;
  evidence: string;
  side: 'left' | 'right';
  amountFen: number;
  sourceRow: number;
  file: string;
  profile: string;
  money: number | null;
  sheet: string;
  row: number;
  raw: string;
}

const LINE = `SELECT g.id AS match, g.relation, g.rule, g.state, g.difference_fen AS differenceFen, g.client,
  g.decided_by AS decidedBy, g.evidence, r.side, r.amount_fen AS amountFen, v.id AS sourceRow, f.name AS file, f.profile,
  f.money, v.sheet, v.row, v.raw
  FROM match_group g JOIN match_row r ON r.match_group = g.id JOIN source_row s ON s.id = r.source_row`;
const FILE = 'JOIN source_file f ON f.id = v.file';

/** Every row of the matches of a month, with the earlier versions of a row that was replaced since. */
export function matchLines(connection: Connection, month: string): IterableIterator<MatchLine> {
  const sql = `${LINE} JOIN source_row v ON v.identity = s.identity AND v.version <= s.version ${FILE}
    WHERE g.month = ? ORDER BY g.id, r.side, v.id`;
  return connection.prepare(sql).iterate(month) as IterableIterator<MatchLine>;
}

/** The rows of some matches as they stand now. */
export function linesOf(connection: Connection, ids: readonly number[]): MatchLine[] {
  const sql = `${LINE} JOIN source_row v ON v.id = s.id ${FILE}
    WHERE g.id IN (SELECT value FROM json_each(?)) ORDER BY g.id, r.side, v.id`;
  return connection.prepare(sql).all(JSON.stringify(ids)) as MatchLine[];
}

/** In which match each row stands, as `relation row`. */
export function metRows(
  connection: Connection,
): Map<string, { key: string; differenceFen: number; client: number | null }> {
  const sql = `SELECT g.relation || ' ' || r.source_row, g.key, g.difference_fen, g.client
    FROM match_group g JOIN match_row r ON r.match_group = g.id WHERE g.state = 'matched'`;
  const rows = connection.prepareRaw(sql).all() as [string, string, number, number | null][];
  return new Map(rows.map(([at, key, differenceFen, client]) => [at, { key, differenceFen, client }]));
}

/** Rows that stand in a match, by relation, with the client of the match. */
export function matchedRows(connection: Connection): Map<string, Map<number, number | null>> {
  const sql = `SELECT g.relation, r.source_row, g.client FROM match_group g JOIN match_row r ON r.match_group = g.id
    WHERE g.state = 'matched'`;
  const rows = new Map<string, Map<number, number | null>>();
  for (const line of connection.prepareRaw(sql).iterate()) {
    const [relation, row, client] = line as [string, number, number | null];
    const known = rows.get(relation) ?? new Map<number, number | null>();
    rows.set(relation, known.set(row, client));
  }
  return rows;
}

/** Names under which payers are known, with who taught them. */
export function aliasesForMatching(
  connection: Connection,
  { client, text }: { client: number | null; text: string },
) {
  const sql = `SELECT ca.id, ca.client, c.code AS clientCode, c.name AS clientName, ca.text,
      ca.archived_on IS NULL AS isOn, coalesce(l.procedure = 'imports.claim', 0) AS isLearnt,
      iif(l.procedure = 'imports.claim', l.actor, NULL) AS taughtBy, iif(l.procedure = 'imports.claim', l.at, NULL) AS taughtAt
    FROM client_alias ca JOIN client c ON c.id = ca.client
    LEFT JOIN change h ON h.table_name = 'client_alias' AND h.row_id = CAST(ca.id AS TEXT) AND h.before IS NULL
    LEFT JOIN log l ON l.seq = h.log_seq
    WHERE ca.kind IN ('payer', 'shop', 'other') AND (? IS NULL OR ca.client = ?) AND (? = '' OR instr(ca.text, ?) > 0)
    ORDER BY isLearnt DESC, c.code, ca.text`;
  const rows = connection.prepare(sql).all(client, client, text, text) as (Omit<
    AliasRow,
    'isOn' | 'isLearnt'
  > & { isOn: number; isLearnt: number })[];
  return rows.map((row): AliasRow => ({ ...row, isOn: row.isOn === 1, isLearnt: row.isLearnt === 1 }));
}

interface AliasRow {
  id: number;
  client: number;
  clientCode: string;
  clientName: string;
  text: string;
  isOn: boolean;
  isLearnt: boolean;
  taughtBy: string | null;
  taughtAt: string | null;
}

/** A row by itself, with its side and amount where it stands, open or matched, in a relation. */
export interface RowLine {
  sourceRow: number;
  side: 'left' | 'right' | null;
  fen: number | null;
  profile: string;
  file: string;
  sheet: string;
  row: number;
  raw: string;
}

/** Rows with where they stand in their files. */
export function linesOfRows(
  connection: Connection,
  rows: readonly number[],
  relation: string | null,
): RowLine[] {
  const met = `SELECT r.source_row, r.side, r.amount_fen FROM match_row r JOIN match_group g ON g.id = r.match_group
    WHERE g.relation = ? AND g.state = 'matched' AND r.source_row IN (SELECT value FROM json_each(?))`;
  const open = `SELECT source_row, side, amount_fen FROM match_open
    WHERE relation = ? AND source_row IN (SELECT value FROM json_each(?))`;
  const sql = `SELECT s.id AS sourceRow, x.side, x.amount_fen AS fen, f.profile, f.name AS file, s.sheet, s.row, s.raw
    FROM source_row s JOIN source_file f ON f.id = s.file
    LEFT JOIN (${met} UNION ${open}) x ON x.source_row = s.id
    WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY x.side, s.id`;
  const asked = JSON.stringify(rows);
  return connection.prepare(sql).all(relation, asked, relation, asked, asked) as RowLine[];
}
