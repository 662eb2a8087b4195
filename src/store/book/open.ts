import { basename, dirname } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { type Connection, openConnection } from '../dialect/sqlite.ts';
import { APPLICATION_ID } from '../schema/index.ts';
import { bookRefusal, type Disk, onDisk } from './disk.ts';
import { checkPlace, checkVersion, formOf } from './form.ts';
import { checkSchema, type Keeping } from './format.ts';
import { deriveKey, saltOf } from './key.ts';
import { type BookLock, takeLock } from './lock.ts';
import { sideFiles } from './names.ts';
import { finishSwap } from './swap.ts';

/** A book in the hands of this process. `key` opens more connections to it; it never leaves the process. */
export interface OpenBook {
  readonly path: string;
  readonly readOnly: boolean;
  readonly connection: Connection;
  readonly key: Buffer | undefined;
  /** Null for a reader: it owns nothing. */
  readonly lock: BookLock | null;
  /** Which file was opened, to notice that somebody put another one in its place. */
  readonly identity: string;
}

export interface OpenRequest {
  path: string;
  passphrase?: string;
  readOnly?: boolean;
}

/** A connection to a file that is a book, its version, and the key that opened it. */
export interface Unlocked {
  connection: Connection;
  version: number;
  key: Buffer | undefined;
}

/**
 * Takes the lock of a book and ends what a kill may have left. Refuses `books.in_use`, `books.missing`,
 * `books.network_share` and what the system says.
 */
export function claimBook(disk: Disk, path: string): BookLock {
  const place = { file: basename(path) };
  const { part, swap } = sideFiles(path);
  onDisk(path, () => {
    if (disk.size(path) === null) throw new Refusal('books.missing', place, place);
    checkPlace(disk, path, dirname(path));
  });
  const lock = takeLock(path);
  try {
    const leftOver = onDisk(path, () => disk.size(part) !== null || disk.size(swap) !== null);
    if (leftOver) finishSwap(disk, path);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens a book of this release's version. Owned unless `readOnly`; then it may have another owner.
 * Refuses `books.missing`, `books.not_a_book`, `books.newer`, `books.older` (a migration must come first),
 * `books.passphrase_needed`, `books.wrong_passphrase`, `books.schema_changed`, `books.damaged`, `books.in_use`.
 */
export function openBook(keeping: Keeping, { path, passphrase, readOnly = false }: OpenRequest): OpenBook {
  const { disk } = keeping;
  const lock = readOnly ? null : claimBook(disk, path);
  try {
    if (readOnly && disk.size(sideFiles(path).swap) !== null)
      throw new Refusal('books.in_use', { file: basename(path) }, { file: basename(path) });
    return checkedBook(keeping, path, unlock(keeping, path, { passphrase, readOnly }), lock);
  } catch (error) {
    lock?.release();
    throw openingRefusal(error, path);
  }
}

/** Opens another connection to a book that this process has open, for reading; its key opens it and is wiped with it. */
export function openReader(keeping: Keeping, path: string, key: Buffer | undefined): OpenBook {
  return checkedBook(keeping, path, unlock(keeping, path, { key, readOnly: true }), null);
}

/** Turns an unlocked file into an open book of this release's version; closes it if it is none. */
export function checkedBook(
  { disk, format }: Keeping,
  path: string,
  { connection, key, version }: Unlocked,
  lock: BookLock | null,
): OpenBook {
  const place = { file: basename(path) };
  try {
    if (version < format.version)
      throw new Refusal('books.older', { ...place, found: version, known: format.version }, place);
    checkSchema(connection, path, format.statements);
    if (lock) checkPages(connection, path, 'quick_check');
    const { readOnly } = connection;
    return { path, readOnly, connection, key, lock, identity: disk.identity(path) ?? '' };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Opens a file if it is a book at all, of whatever version up to this release's.
 * Refuses as `openBook` does, but neither `books.older` nor `books.schema_changed`.
 */
export function unlock(
  { disk, format }: Keeping,
  path: string,
  { passphrase, key, readOnly }: { passphrase?: string; key?: Buffer; readOnly: boolean },
): Unlocked {
  const form = formOf(disk, path, format.version);
  const opened =
    form === 'plain'
      ? { connection: connect(path, undefined, readOnly), key: undefined }
      : key
        ? { connection: connect(path, key, readOnly), key }
        : unseal(disk, path, passphrase, readOnly);
  try {
    return { ...opened, version: bookVersion(opened.connection, path, format.version) };
  } catch (error) {
    opened.connection.close();
    throw openingRefusal(error, path);
  }
}

/**
 * As `bookRefusal`; and since the statements of an opening never change, one that SQLite cannot carry out shows a damaged
 * file: a schema format it does not know, a schema text that lost a column.
 */
function openingRefusal(error: unknown, path: string): unknown {
  const place = { file: basename(path) };
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'SQLITE_ERROR' ? new Refusal('books.damaged', place, place) : bookRefusal(error, path);
}

/** Gives a book back: statistics for the planner, log folded in, lock freed, key wiped. Never refuses. */
export function closeBook(book: OpenBook): void {
  const { connection, readOnly, key, lock } = book;
  try {
    if (connection.isOpen && !readOnly) foldLog(connection);
  } catch {
    // On a full disk the log stays beside the book; nothing in it is lost.
  } finally {
    if (connection.isOpen) connection.close();
    key?.fill(0);
    lock?.release();
  }
}

/** Moves what the write-ahead log holds into the file. True if nothing is left in the log. */
export function foldLog(connection: Connection): boolean {
  connection.exec('PRAGMA optimize');
  return connection.pragma('wal_checkpoint(TRUNCATE)') === 0;
}

/** Refuses `books.damaged` with what SQLite found first. */
export function checkPages(
  connection: Connection,
  path: string,
  check: 'quick_check' | 'integrity_check',
): void {
  const found = connection.pragma(`${check}(1)`);
  if (found === 'ok') return;
  const place = { file: basename(path) };
  throw new Refusal('books.damaged', place, place);
}

function unseal(
  disk: Disk,
  path: string,
  passphrase: string | undefined,
  readOnly: boolean,
): { connection: Connection; key: Buffer } {
  const place = { file: basename(path) };
  const key = deriveKey(passphrase, saltOf(disk, path));
  try {
    return { connection: connect(path, key, readOnly), key };
  } catch (error) {
    key.fill(0);
    // One answer, whatever the reason: who tries passphrases learns nothing from it.
    if (error instanceof Refusal && error.code === 'books.damaged')
      throw new Refusal('books.wrong_passphrase', place, place);
    throw error;
  }
}

function connect(path: string, key: Buffer | undefined, readOnly: boolean): Connection {
  return onDisk(path, () => openConnection(path, { readOnly, key, mustExist: true }));
}

function bookVersion(connection: Connection, path: string, known: number): number {
  if (connection.pragma('application_id') !== APPLICATION_ID) {
    const place = { file: basename(path) };
    throw new Refusal('books.not_a_book', place, place);
  }
  const found = connection.pragma('user_version') as number;
  checkVersion(path, found, known);
  return found;
}
