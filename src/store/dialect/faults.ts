import { Refusal } from '../../domain/refusal.ts';

/** What went wrong in the store, as far as a person or a program can act on it. */
export type FaultKind =
  | 'damaged'
  | 'not_a_book'
  | 'disk_full'
  | 'read_only'
  | 'busy'
  | 'limit'
  | 'conflict'
  | 'bug';

/** Result codes of SQLite by their beginning; the first that fits counts, what fits none is a bug of ours. */
const KINDS: readonly (readonly [prefix: string, kind: FaultKind])[] = [
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'not_a_book'],
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_IOERR_WRITE', 'disk_full'],
  ['SQLITE_IOERR', 'damaged'],
  ['SQLITE_READONLY', 'read_only'],
  ['SQLITE_PERM', 'read_only'],
  ['SQLITE_CANTOPEN', 'read_only'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_TOOBIG', 'limit'],
  ['SQLITE_NOMEM', 'limit'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'conflict'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'conflict'],
];

/** A code that a trigger of the schema raises, before whatever else it says: `ledger.period_closed`. */
const RAISED_CODE = /^(ledger|store)\.[a-z_]+$/;

/** The kind of an error that a driver threw; `bug` for everything that no user can be asked to mend. */
export function faultKind(error: unknown): FaultKind {
  const code = driverCode(error);
  return KINDS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'bug';
}

/** The refusal that an error stands for; a refusal stays itself, a bug stays the error it was. */
export function asRefusal(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  if (driverCode(error) === 'SQLITE_CONSTRAINT_TRIGGER' && RAISED_CODE.test(error.message))
    return new Refusal(error.message, {}, { file: path });
  const kind = faultKind(error);
  return kind === 'bug' ? error : new Refusal(`store.${kind}`, { reason: error.message }, { file: path });
}

/** Whether a statement was refused by a CHECK of the schema. */
export function isCheckFault(error: unknown): boolean {
  return driverCode(error) === 'SQLITE_CONSTRAINT_CHECK';
}

function driverCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
