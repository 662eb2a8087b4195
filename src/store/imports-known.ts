import type { KnownRow } from '../domain/imports/types.ts';
import type { Connection } from './dialect/sqlite.ts';

const SEPARATOR = '\u001f';
const AFTER_SEPARATOR = '\u0020';

/** Whether the book has any row of a source: without one, every row of a file is new. */
export function knowsSource(connection: Connection, source: string): boolean {
  const sql = 'SELECT 1 FROM source_row WHERE identity >= ? AND identity < ? LIMIT 1';
  return connection.prepareValue(sql).get(source + SEPARATOR, source + AFTER_SEPARATOR) !== undefined;
}

type KnownFields = [
  group: number,
  id: number,
  identity: string,
  version: number,
  hash: string,
  state: string,
];
const KNOWN = `SELECT g.key, s.id, s.identity, s.version, lower(hex(s.content_hash)), s.state
  FROM json_each(?) g CROSS JOIN source_row s ON s.identity >= g.value || char(31) AND s.identity < g.value || ' '
  ORDER BY g.key, s.identity, s.version`;
const GROUPS_AT_ONCE = 10_000;

/** Last versions of the rows of identity groups, with the hashes of what they were before. */
export function knownRows(connection: Connection, groups: Iterable<string>): Map<string, KnownRow[]> {
  const known = new Map<string, KnownRow[]>();
  const all = [...groups];
  for (let from = 0; from < all.length; from += GROUPS_AT_ONCE) {
    const some = all.slice(from, from + GROUPS_AT_ONCE);
    const rows = connection.prepareRaw(KNOWN).all(JSON.stringify(some)) as KnownFields[];
    let last: StoredKnownRow | null = null;
    for (const [at, id, identity, version, contentHash, state] of rows) {
      const group = some[at]!;
      if (identity.slice(0, identity.lastIndexOf(SEPARATOR)) !== group) continue;
      const before: StoredKnownRow | null = last?.identity === identity ? last : null;
      if (before?.staysBefore(version, state)) continue;
      const formerHashes = before ? [...before.formerHashes, before.contentHash] : [];
      last = new StoredKnownRow(connection, { id, identity, version, contentHash, formerHashes }, state);
      const list = known.get(group) ?? [];
      if (before) list.pop();
      list.push(last);
      known.set(group, list);
    }
  }
  return known;
}

/** A known row whose text is read only where its hash does not decide already. */
class StoredKnownRow implements KnownRow {
  readonly id: number;
  readonly identity: string;
  readonly version: number;
  readonly contentHash: string;
  readonly formerHashes: readonly string[];
  readonly booked: boolean;
  lastVersion: number;
  private readonly state: string;
  private readonly connection: Connection;
  private text: string | null = null;

  constructor(
    connection: Connection,
    row: Pick<KnownRow, 'id' | 'identity' | 'version' | 'contentHash' | 'formerHashes'>,
    state: string,
  ) {
    this.connection = connection;
    this.id = row.id;
    this.identity = row.identity;
    this.version = row.version;
    this.contentHash = row.contentHash;
    this.formerHashes = row.formerHashes;
    this.booked = state !== 'open';
    this.state = state;
    this.lastVersion = row.version;
  }

  /** A later version that was taken back leaves this one current; its number is used up all the same. */
  staysBefore(version: number, state: string): boolean {
    if (state !== 'open' || this.state === 'superseded') return false;
    this.lastVersion = version;
    return true;
  }

  get content(): string {
    this.text ??= this.connection
      .prepareValue('SELECT raw FROM source_row WHERE id = ?')
      .get(this.id) as string;
    return this.text;
  }

  get time(): string | null {
    return timeOf(this.content);
  }
}

function timeOf(content: string): string | null {
  const [name, value] = (JSON.parse(content) as [string, string][])[0] ?? [];
  return name === 'time' ? value! : null;
}
