import { SECRET_KINDS } from '../../domain/people/secret.ts';
import { dayOrNull, insertOnly, json, noDelete } from './columns.ts';

/** Who works with the book: profiles with their roles, how each is kept from others, and teams of managers. */
export const PEOPLE_STATEMENTS: readonly string[] = [
  // No row at all: one person has every role. `manager` is whose clients the profile looks after.
  `CREATE TABLE profile (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  search_key TEXT NOT NULL UNIQUE,
  ${json('roles')},
  manager INTEGER REFERENCES manager (id),
  ${dayOrNull('archived_on')}
) STRICT`,
  noDelete('profile'),

  // The last row of a profile holds; without kind it has no PIN and no password. Never part of a change: the log and
  // its pages show that one was set, and nothing of it.
  `CREATE TABLE profile_secret (
  id INTEGER PRIMARY KEY,
  profile INTEGER NOT NULL REFERENCES profile (id),
  kind TEXT CHECK (kind IN (${SECRET_KINDS.map(kind => `'${kind}'`).join(', ')})),
  salt BLOB,
  hash BLOB,
  log_seq INTEGER NOT NULL,
  CHECK ((kind IS NULL) = (salt IS NULL) AND (kind IS NULL) = (hash IS NULL))
) STRICT`,
  'CREATE INDEX profile_secret_profile ON profile_secret (profile)',
  ...insertOnly('profile_secret'),

  // Whose clients a 主管 sees besides the own ones, by dates.
  `CREATE TABLE team_member (
  id INTEGER PRIMARY KEY,
  lead INTEGER NOT NULL REFERENCES manager (id),
  member INTEGER NOT NULL REFERENCES manager (id),
  ${dayOrNull('from_on')},
  ${dayOrNull('until_on')},
  CHECK (lead <> member)
) STRICT`,
  'CREATE INDEX team_member_lead ON team_member (lead)',
  noDelete('team_member'),
];
