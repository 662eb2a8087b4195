import { GRANT_SCOPES } from '../../domain/pools/grants.ts';
import { dayOrNull, noDelete } from './columns.ts';

const scopes = GRANT_SCOPES.map(scope => `'${scope}'`).join(', ');

/** What people say of pools beside their money: lots of grants, and when a client wants to be told. */
export const POOL_STATEMENTS: readonly string[] = [
  // A lot 批次 is the case under which grants came in; what is not said of it is unknown.
  `CREATE TABLE grant_lot (
  id INTEGER PRIMARY KEY,
  pool INTEGER NOT NULL REFERENCES pool (id),
  lot TEXT NOT NULL,
  scope TEXT CHECK (scope IN (${scopes})),
  ${dayOrNull('expires_on')},
  UNIQUE (pool, lot)
) STRICT`,
  noDelete('grant_lot'),

  // Days left below which a client is told that its money runs out; null: never. Without a row as the book has it.
  `CREATE TABLE pool_alarm (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL UNIQUE REFERENCES client (id),
  alarm_days INTEGER CHECK (alarm_days BETWEEN 1 AND 365),
  follows_book INTEGER NOT NULL CHECK (follows_book IN (0, 1))
) STRICT`,
  noDelete('pool_alarm'),
];
