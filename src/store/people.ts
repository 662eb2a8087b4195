import type { Role } from '../domain/people/roles.ts';
import type { SecretKind } from '../domain/people/secret.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A person in the book. */
export interface StoredProfile {
  id: number;
  name: string;
  roles: Role[];
  /** Whose clients the profile looks after. */
  manager: number | null;
  managerName: string | null;
  /** How it is kept from others; null: anybody may take it. */
  secret: SecretKind | null;
  archivedOn: string | null;
}

interface ProfileRow extends Omit<StoredProfile, 'roles'> {
  roles: string;
}

/** Every profile, archived ones too, by name. */
export function readProfiles(connection: Connection): StoredProfile[] {
  const sql = `SELECT p.id, p.name, p.roles, p.manager, m.name AS managerName, p.archived_on AS archivedOn,
    (SELECT s.kind FROM profile_secret s WHERE s.profile = p.id ORDER BY s.id DESC LIMIT 1) AS secret
    FROM profile p LEFT JOIN manager m ON m.id = p.manager ORDER BY p.search_key`;
  const rows = connection.prepare(sql).all() as ProfileRow[];
  return rows.map(row => ({ ...row, roles: JSON.parse(row.roles) as Role[] }));
}

export interface ProfileValues {
  name: string;
  searchKey: string;
  roles: readonly Role[];
  manager: number | null;
}

export function insertProfile(tx: Tx, { searchKey, roles, ...values }: ProfileValues): number {
  return insertRow(tx, 'profile', { ...values, search_key: searchKey, roles: JSON.stringify(roles) });
}

export function updateProfile(tx: Tx, id: number, { searchKey, roles, ...values }: ProfileValues): void {
  updateRow(tx, 'profile', id, { ...values, search_key: searchKey, roles: JSON.stringify(roles) });
}

export function archiveProfileRow(tx: Tx, id: number, on: string | null): void {
  updateRow(tx, 'profile', id, { archived_on: on });
}

/** What proves a PIN or password: salt and hash. */
export interface StoredSecret {
  kind: SecretKind;
  salt: Uint8Array;
  hash: Uint8Array;
}

/** The secret of a profile, or null where it has none. */
export function readSecret(connection: Connection, profile: number): StoredSecret | null {
  const sql = 'SELECT kind, salt, hash FROM profile_secret WHERE profile = ? ORDER BY id DESC LIMIT 1';
  const row = connection.prepare(sql).get(profile) as StoredSecret | { kind: null } | undefined;
  return row?.kind ? (row as StoredSecret) : null;
}

/** Gives a profile another secret, or none. Only a hash enters the book, and no change shows it. */
export function addSecret(tx: Tx, profile: number, secret: StoredSecret | null): void {
  const { connection, seq, effects } = tx;
  const id = connection.prepareValue('SELECT coalesce(max(id), 0) + 1 FROM profile_secret').get() as number;
  const { kind = null, salt = null, hash = null } = secret ?? {};
  connection
    .prepare('INSERT INTO profile_secret (id, profile, kind, salt, hash, log_seq) VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, profile, kind, salt, hash, seq);
  const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'));
  effects.add('profile_secret', JSON.stringify([id, profile, kind, hex(salt), hex(hash)]));
}

/** A manager 客户经理, as clients are assigned to. */
export interface StoredManager {
  id: number;
  name: string;
}

export function readManagers(connection: Connection): StoredManager[] {
  const sql = 'SELECT id, name FROM manager WHERE archived_on IS NULL ORDER BY search_key, id';
  return connection.prepare(sql).all() as StoredManager[];
}

/** The manager of a name, made where there is none. */
export function managerNamed(tx: Tx, name: string, searchKey: string): number {
  const known = tx.connection.prepareValue('SELECT id FROM manager WHERE search_key = ?').get(searchKey);
  return (known as number | undefined) ?? insertRow(tx, 'manager', { name, search_key: searchKey });
}

/** A member of a team, from a day to a day; null: from the beginning, until further notice. */
export interface StoredMember {
  id: number;
  lead: number;
  leadName: string;
  member: number;
  memberName: string;
  from: string | null;
  to: string | null;
}

/** Members of every team, but for those taken back before their first day. */
export function readTeams(connection: Connection): StoredMember[] {
  const sql = `SELECT t.id, t.lead, l.name AS leadName, t.member, m.name AS memberName,
    t.from_on AS "from", t.until_on AS "to"
    FROM team_member t JOIN manager l ON l.id = t.lead JOIN manager m ON m.id = t.member
    WHERE t.from_on IS NULL OR t.until_on IS NULL OR t.from_on <= t.until_on ORDER BY l.search_key, m.search_key, t.id`;
  return connection.prepare(sql).all() as StoredMember[];
}

export function insertMember(
  tx: Tx,
  { lead, member, from, to }: { lead: number; member: number; from: string; to: string | null },
): void {
  insertRow(tx, 'team_member', { lead, member, from_on: from, until_on: to });
}

export function endMember(tx: Tx, id: number, to: string | null): void {
  updateRow(tx, 'team_member', id, { until_on: to });
}

/** Id of the open book: what a workstation remembers about its people is kept under it. */
export function bookId(connection: Connection): string {
  return connection.prepareValue('SELECT id FROM book').get() as string;
}
