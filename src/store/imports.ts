import type { TableHash } from './canonical.ts';
import type { Connection, Statement } from './dialect/sqlite.ts';
import type { RowBytes } from './row-bytes.ts';
import type { Tx } from './transaction.ts';

export interface NewPlan {
  sha256: string;
  name: string;
  bytes: number;
  profile: string;
  money: number | null;
  madeAt: string;
}

export type PlanState = 'planning' | 'ready' | 'committed' | 'cancelled' | 'interrupted';

export interface StoredPlan extends NewPlan {
  id: number;
  state: PlanState;
  /** What the service keeps with the plan, as JSON. */
  about: string;
  batch: number | null;
}

export interface StoredPlanRow {
  /** Order in which rows are booked. */
  n: number;
  sheet: string;
  row: number;
  identity: string;
  version: number;
  contentHash: Buffer;
  verdict: 'new' | 'known' | 'corrected' | 'refused' | 'undecided';
  reason: string | null;
  sourceRow: number | null;
  raw: string;
  entry: string;
}

/** Begins a plan; its rows follow in short transactions. */
export function beginPlan(
  connection: Connection,
  { sha256, name, bytes, profile, money, madeAt }: NewPlan,
): number {
  const { lastInsertRowid } = connection
    .prepare(
      `INSERT INTO import_plan (sha256, name, bytes, profile, money, state, made_at, counts)
       VALUES (?, ?, ?, ?, ?, 'planning', ?, '{}')`,
    )
    .run(sha256, name, bytes, profile, money, madeAt);
  return Number(lastInsertRowid);
}

/** Plan rows that one call writes: most of what a single one costs is the call. */
const PLAN_ROWS_AT_ONCE = 20;
const PLAN_ROW_COLUMNS = 12;
const insertPlanRows = (count: number) =>
  `INSERT INTO import_plan_row (plan, n, sheet, row, identity, version, content_hash, verdict, reason, source_row, raw, entry)
   VALUES ${Array(count)
     .fill(`(${Array(PLAN_ROW_COLUMNS).fill('?').join(', ')})`)
     .join(', ')}`;

/** Writes one step of plan rows in a transaction of its own. */
export function addPlanRows(connection: Connection, plan: number, rows: Iterable<StoredPlanRow>): void {
  const insert = connection.prepare(insertPlanRows(PLAN_ROWS_AT_ONCE));
  const values: (string | number | Buffer | null)[] = [];
  connection.immediate(() => {
    for (const r of rows) {
      values.push(plan, r.n, r.sheet, r.row, r.identity, r.version, r.contentHash);
      values.push(r.verdict, r.reason, r.sourceRow, r.raw, r.entry);
      if (values.length < PLAN_ROWS_AT_ONCE * PLAN_ROW_COLUMNS) continue;
      insert.run(values);
      values.length = 0;
    }
    if (values.length > 0) connection.prepare(insertPlanRows(values.length / PLAN_ROW_COLUMNS)).run(values);
  });
}

export function setPlan(connection: Connection, plan: number, state: PlanState, about: string): void {
  connection.prepare('UPDATE import_plan SET state = ?, counts = ? WHERE id = ?').run(state, about, plan);
}

/** Marks a plan as carried out, inside the command that did it. */
export function finishPlan({ connection }: Tx, plan: number, batch: number | null): void {
  connection.prepare("UPDATE import_plan SET state = 'committed', batch = ? WHERE id = ?").run(batch, plan);
}

/** A plan by id, or null. */
export function planOf(connection: Connection, id: number): StoredPlan | null {
  const row = connection
    .prepare(
      'SELECT id, sha256, name, bytes, profile, money, state, made_at AS madeAt, counts AS about, batch FROM import_plan WHERE id = ?',
    )
    .get(id);
  return (row as StoredPlan | undefined) ?? null;
}

/** Plans in any of the states, the newest first. */
export function plansIn(connection: Connection, states: readonly PlanState[]): StoredPlan[] {
  const marks = states.map(() => '?').join(', ');
  const sql = `SELECT id, sha256, name, bytes, profile, money, state, made_at AS madeAt, counts AS about, batch
    FROM import_plan WHERE state IN (${marks}) ORDER BY id DESC LIMIT 1000`;
  return connection.prepare(sql).all(...states) as StoredPlan[];
}

/** Plans that carried out a file, by its content hash, the newest first. */
export function committedPlansOf(connection: Connection, sha256: string): StoredPlan[] {
  const sql = `SELECT p.id, p.sha256, p.name, p.bytes, p.profile, p.money, p.state, p.made_at AS madeAt, p.counts AS about, p.batch
    FROM source_file f JOIN import_plan p ON p.sha256 = f.sha256
    WHERE f.sha256 = ? AND p.state = 'committed' ORDER BY p.id DESC LIMIT 100`;
  return connection.prepare(sql).all(sha256) as StoredPlan[];
}

/** Whether any row of a file is known and not booked. */
export function hasOpenRows(connection: Connection): boolean {
  return connection.prepareValue("SELECT 1 FROM source_row WHERE state = 'open' LIMIT 1").get() !== undefined;
}

/** Whether a batch was taken back by another one. */
export function wasReversed(connection: Connection, batch: number): boolean {
  return connection.prepareValue('SELECT 1 FROM batch WHERE reverses_batch = ?').get(batch) !== undefined;
}

/** One step of plan rows in booking order, from `n` on. */
export function planRowsFrom(
  connection: Connection,
  plan: number,
  from: number,
  limit: number,
  verdicts: readonly string[],
): StoredPlanRow[] {
  const marks = verdicts.map(() => '?').join(', ');
  const sql = `SELECT n, sheet, row, identity, version, content_hash AS contentHash, verdict, reason, source_row AS sourceRow, raw, entry
    FROM import_plan_row WHERE plan = ? AND n >= ? AND verdict IN (${marks}) ORDER BY n LIMIT ?`;
  return connection.prepare(sql).all(plan, from, ...verdicts, limit) as StoredPlanRow[];
}

/** A new row of a plan as its posting needs it. */
export interface NewPlanRow extends Omit<PlannedSource, 'state'> {
  /** The row of the book that is booked again; null for one that the book does not have. */
  sourceRow: number | null;
  entry: string;
}

const NEW_ROWS = `SELECT n, sheet, row, identity, version, lower(hex(content_hash)), source_row, entry
  FROM import_plan_row WHERE plan = ? AND n >= ?`;

/**
 * One step of the new rows of a plan in booking order, at most `limit`, and where the next begins (null after the last).
 * `isDense`: most rows of the plan are new, so they are read as they stand and not by the index.
 */
export function newPlanRows(
  connection: Connection,
  plan: number,
  from: number,
  { limit, isDense, rows }: { limit: number; isDense: boolean; rows: number },
): { rows: NewPlanRow[]; next: number | null } {
  const sql = isDense
    ? `${NEW_ROWS} AND n < ? AND +verdict = 'new' ORDER BY n`
    : `${NEW_ROWS} AND verdict = 'new' ORDER BY n LIMIT ?`;
  const found = connection.prepareRaw(sql).all(plan, from, isDense ? from + limit : limit) as [
    number,
    string,
    number,
    string,
    number,
    string,
    number | null,
    string,
  ][];
  const read = found.map(([n, sheet, row, identity, version, contentHex, sourceRow, entry]) => ({
    n,
    sheet,
    row,
    identity,
    version,
    contentHex,
    sourceRow,
    entry,
  }));
  if (isDense) return { rows: read, next: from + limit < rows ? from + limit : null };
  return { rows: read, next: read.length < limit ? null : read.at(-1)!.n + 1 };
}

/** Takes plans away whose work was stopped, with their rows, in steps; committed ones stay. */
export function dropPlan(connection: Connection, plan: number): void {
  const some = connection.prepare(
    'DELETE FROM import_plan_row WHERE plan = ? AND n IN (SELECT n FROM import_plan_row WHERE plan = ? LIMIT 10000)',
  );
  while (some.run(plan, plan).changes > 0);
  connection.prepare("DELETE FROM import_plan WHERE id = ? AND state <> 'committed'").run(plan);
}

export interface NewSourceFile {
  sha256: string;
  name: string;
  bytes: number;
  profile: string;
  money: number | null;
}

/** The kept file of a content hash, or null. */
export function sourceFileOf(connection: Connection, sha256: string): number | null {
  return (
    (connection.prepareValue('SELECT id FROM source_file WHERE sha256 = ?').get(sha256) as
      | number
      | undefined) ?? null
  );
}

/** Keeps an original file: its row, and its bytes in deflated parts. Answers its id; a file already kept is not kept twice. */
export function keepSourceFile(tx: Tx, file: NewSourceFile, parts: Iterable<Uint8Array>): number {
  const { connection } = tx;
  const known = sourceFileOf(connection, file.sha256);
  if (known !== null) return known;
  const id = nextId(connection, 'source_file');
  const row = [id, file.sha256, file.name, file.bytes, file.profile, file.money, null];
  connection
    .prepare(
      'INSERT INTO source_file (id, sha256, name, bytes, profile, money, pool, log_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(...row, tx.seq);
  tx.effects.add('source_file', JSON.stringify(row));
  const insert = connection.prepare('INSERT INTO source_part (file, part, deflated) VALUES (?, ?, ?)');
  let part = 0;
  for (const deflated of parts) insert.run(id, part++, deflated);
  return id;
}

/** Deflated parts of a kept file, in order. */
export function sourceParts(connection: Connection, file: number): Buffer[] {
  return connection
    .prepareValue('SELECT deflated FROM source_part WHERE file = ? ORDER BY part')
    .all(file) as Buffer[];
}

export interface NewSourceRow {
  file: number;
  sheet: string;
  row: number;
  identity: string;
  version: number;
  contentHash: Buffer;
  state: 'open' | 'booked' | 'noted';
  raw: string;
}

/** A row of a plan that becomes a source row as it stands there. */
export interface PlannedSource {
  n: number;
  sheet: string;
  row: number;
  identity: string;
  version: number;
  contentHex: string;
  state: 'booked' | 'noted';
}

const ADD = `INSERT INTO source_row (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const ADD_PLANNED = `INSERT INTO source_row (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq)
  SELECT n + ?, ?, sheet, row, identity, version, content_hash, ?, raw, ? FROM import_plan_row
  WHERE plan = ? AND n BETWEEN ? AND ? ORDER BY n`;

/** Writes source rows of one command; ids go up from the first. */
export class SourceRowWriter {
  private readonly tx: Tx;
  private readonly insert: Statement;
  private readonly hashed: TableHash;
  private next: number;

  constructor(tx: Tx) {
    this.tx = tx;
    this.hashed = tx.effects.of('source_row');
    this.insert = tx.connection.prepare(ADD);
    this.next = nextId(tx.connection, 'source_row');
    tx.firstNewSourceRow = Math.min(tx.firstNewSourceRow, this.next);
  }

  add({ file, sheet, row, identity, version, contentHash, state, raw }: NewSourceRow): number {
    const id = this.next++;
    this.insert.run(id, file, sheet, row, identity, version, contentHash, state, raw, this.tx.seq);
    this.hashedPlace(id, file, { sheet, row, identity, version }).hex(contentHash).end();
    return id;
  }

  /** Takes rows of a plan over, each run of neighbours by one statement; answers the id of the first, the rest follow. */
  addPlanned(plan: number, file: number, rows: readonly PlannedSource[]): number {
    const { connection, seq } = this.tx;
    const insert = connection.prepare(ADD_PLANNED);
    const first = this.next;
    for (let from = 0; from < rows.length; ) {
      const { n, state } = rows[from]!;
      let to = from + 1;
      while (to < rows.length && rows[to]!.n === n + to - from && rows[to]!.state === state) to++;
      insert.run(this.next - n, file, state, seq, plan, n, n + to - from - 1);
      for (let at = from; at < to; at++) {
        const row = rows[at]!;
        this.hashedPlace(this.next++, file, row)
          .text(row.contentHex)
          .end();
      }
      from = to;
    }
    return first;
  }

  setState(id: number, state: 'open' | 'booked' | 'noted' | 'superseded'): void {
    this.tx.connection.prepare('UPDATE source_row SET state = ? WHERE id = ?').run(state, id);
  }

  /** The columns of a row before its content hash. */
  private hashedPlace(
    id: number,
    file: number,
    { sheet, row, identity, version }: Pick<NewSourceRow, 'sheet' | 'row' | 'identity' | 'version'>,
  ): RowBytes {
    const bytes = this.hashed.row();
    return bytes.number(id).number(file).text(sheet).number(row).text(identity).number(version);
  }
}

/** Months that an import needs and that nobody has opened or closed yet. */
export function unknownMonths(connection: Connection, months: Iterable<string>): string[] {
  const read = connection.prepareValue('SELECT 1 FROM period WHERE month = ? AND client IS NULL');
  return [...months].filter(month => read.get(month) === undefined);
}

function nextId(connection: Connection, table: 'source_file' | 'source_row'): number {
  return ((connection.prepareValue(`SELECT max(id) FROM ${table}`).get() as number | null) ?? 0) + 1;
}
