import { basename } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { openConnection } from '../dialect/sqlite.ts';
import { takeCopy, vacuumInto } from './backup.ts';
import { examine } from './contents.ts';
import { bookRefusal } from './disk.ts';
import { checkSchema, type Keeping, type Migration } from './format.ts';
import { sideFiles } from './names.ts';
import { checkedBook, claimBook, type OpenBook, type OpenRequest, type Unlocked, unlock } from './open.ts';
import { discardDatabase, swapIn } from './swap.ts';

/** What the computer and not the migration is to blame for. */
const MACHINE = new Set([
  'books.disk_full',
  'books.disk_failed',
  'books.not_allowed',
  'books.too_many_files',
  'books.in_use',
]);

/**
 * Opens a book to write it, and brings one of an older version up to this release's first: a verified copy goes to
 * `folder`, the migrations run on another copy, that one is checked and takes the place of the book. A failure leaves
 * the book as it was, byte for byte. Refuses as `openBook` does, and `books.migration_failed`.
 */
export function openUpgraded(keeping: Keeping, request: OpenRequest, folder: string): OpenBook {
  const { path, passphrase } = request;
  const lock = claimBook(keeping.disk, path);
  try {
    let unlocked = unlock(keeping, path, { passphrase, readOnly: false });
    if (unlocked.version < keeping.format.version) {
      upgrade(keeping, path, unlocked, folder);
      unlocked = unlock(keeping, path, { key: unlocked.key, readOnly: false });
    }
    return checkedBook(keeping, path, unlocked, lock);
  } catch (error) {
    lock.release();
    throw bookRefusal(error, path);
  }
}

function upgrade(keeping: Keeping, path: string, unlocked: Unlocked, folder: string): void {
  const { disk } = keeping;
  const { connection, key } = unlocked;
  const { part } = sideFiles(path);
  try {
    takeCopy(keeping, { path, connection, key }, folder);
    vacuumInto(disk, connection, part);
    attemptMigration(keeping, path, unlocked);
    for (const suffix of ['-wal', '-shm']) disk.remove(`${part}${suffix}`);
    disk.sync(part);
    const folded = connection.pragma('wal_checkpoint(TRUNCATE)') === 0;
    connection.close();
    if (!folded) throw new Refusal('books.in_use', { file: basename(path) }, { file: basename(path) });
    swapIn(disk, path, null);
  } catch (error) {
    if (connection.isOpen) connection.close();
    discardDatabase(keeping.disk, part);
    throw bookRefusal(error, path);
  }
}

/** Whatever the machine refuses stays named as it is; the rest is told as a migration that did not work. */
function attemptMigration(keeping: Keeping, path: string, unlocked: Unlocked): void {
  try {
    migratePart(keeping, path, unlocked);
  } catch (error) {
    const named = bookRefusal(error, path);
    const code = named instanceof Refusal ? named.code : '';
    if (MACHINE.has(code)) throw named;
    const place = { file: basename(path) };
    const reason = named instanceof Error ? named.message : String(named);
    const versions = { found: unlocked.version, known: keeping.format.version };
    throw new Refusal('books.migration_failed', { ...place, ...versions, reason }, place);
  }
}

function migratePart({ format }: Keeping, path: string, { key, version }: Unlocked): void {
  const { part } = sideFiles(path);
  const connection = openConnection(part, { readOnly: false, key });
  try {
    for (const { to, run } of stepsFrom(version, format.version, format.migrations)) {
      connection.immediate(() => {
        run(connection);
        connection.pragma(`user_version = ${to}`);
      });
    }
    checkSchema(connection, path, format.statements);
    examine(connection, path, format);
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}

/** The migrations to run, in order. A gap in the list is a bug of the release. */
function stepsFrom(from: number, to: number, migrations: readonly Migration[]): Migration[] {
  return Array.from({ length: to - from }, (_, index) => {
    const step = migrations.find(migration => migration.to === from + index + 1);
    if (!step) throw new Error(`no migration to version ${from + index + 1}`);
    return step;
  });
}
