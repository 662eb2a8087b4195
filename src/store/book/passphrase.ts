import { timingSafeEqual } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { openConnection } from '../dialect/sqlite.ts';
import { vacuumInto } from './backup.ts';
import { differingTable, examine, type Tables, tablesOf } from './contents.ts';
import { bookRefusal } from './disk.ts';
import type { Keeping } from './format.ts';
import { checkNewPassphrase, deriveKey, newSalt, saltIn } from './key.ts';
import { sideFiles } from './names.ts';
import { checkedBook, closeBook, foldLog, type OpenBook, unlock } from './open.ts';
import { discardDatabase, swapIn } from './swap.ts';

export interface PassphraseChange {
  /** The present one; nothing for a plain book. */
  present?: string;
  /** Null takes the encryption away. */
  next: string | null;
}

/**
 * Gives a book another passphrase, its first one, or none. Works on a verified copy that is swapped in, so that after
 * a kill at any moment the old or the new passphrase opens the book. Every other connection of this process to the
 * book must be closed before, and opened anew from the answer. Copies taken before keep the passphrase of their day.
 * Refuses `books.wrong_passphrase`, `books.passphrase_short`, `books.in_use`, `books.reader_only` and what the system
 * says; the book then stays open unless its connection says otherwise.
 */
export function changePassphrase(keeping: Keeping, book: OpenBook, change: PassphraseChange): OpenBook {
  const { path, lock, connection } = book;
  const place = { file: basename(path) };
  if (!lock) throw new Refusal('books.reader_only', place, place);
  if (change.next !== null) checkNewPassphrase(change.next);
  checkPresent(book, change.present);
  const key = change.next === null ? undefined : deriveKey(change.next, newSalt());
  try {
    sealPart(keeping, book, key);
    if (!foldLog(connection)) throw new Refusal('books.in_use', place, place);
    connection.close();
    swapIn(keeping.disk, path, null);
  } catch (error) {
    key?.fill(0);
    discardDatabase(keeping.disk, sideFiles(path).part);
    if (!connection.isOpen) closeBook(book);
    throw bookRefusal(error, path);
  }
  book.key?.fill(0);
  try {
    return checkedBook(keeping, path, unlock(keeping, path, { key, readOnly: false }), lock);
  } catch (error) {
    lock.release();
    throw bookRefusal(error, path);
  }
}

function checkPresent({ path, key }: OpenBook, present: string | undefined): void {
  if (!key) return;
  const given = deriveKey(present, saltIn(key));
  const same = timingSafeEqual(given, key);
  given.fill(0);
  if (!same) throw new Refusal('books.wrong_passphrase', { file: basename(path) }, { file: basename(path) });
}

/** Makes `<book>.part`: every row of the book under the new key, read back and compared. */
function sealPart({ disk, format }: Keeping, book: OpenBook, key: Buffer | undefined): void {
  const { part } = sideFiles(book.path);
  const place = { file: basename(book.path) };
  vacuumInto(disk, book.connection, part);
  const copy = openConnection(part, { readOnly: false, key: book.key });
  let before: Tables;
  try {
    before = tablesOf(copy);
    // The cipher rewrites page by page, and needs a file without a log for it.
    copy.pragma('journal_mode = DELETE');
    copy.rekey(key ?? Buffer.alloc(0));
  } finally {
    copy.close();
  }
  const sealed = openConnection(part, { readOnly: true, key });
  try {
    const after = examine(sealed, book.path, format);
    if (differingTable(before, after.tables)) throw new Refusal('books.damaged', place, place);
  } finally {
    sealed.close();
  }
  disk.sync(part);
  disk.syncFolder(dirname(part));
}
