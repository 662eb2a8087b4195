import { dirname } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { bookRefusal, type Disk, onDisk } from './disk.ts';
import { sideFiles } from './names.ts';

/**
 * Puts the verified and synced file `<book>.part` in the place of the book. The caller owns the book and has closed
 * every connection to it. `aside` keeps the old book under another name, with what its write-ahead log still holds;
 * without it a log that still holds something refuses `books.in_use`.
 * A kill leaves the old book, or a swap that `finishSwap` ends at the next opening. An error leaves the old book and
 * no new file; nothing that happens after the rename is an error.
 */
export function swapIn(disk: Disk, book: string, aside: string | null): void {
  const { wal, shm, part, swap } = sideFiles(book);
  const made: string[] = [part];
  const hot = (disk.size(wal) ?? 0) > 0;
  try {
    if (hot && !aside) throw new Refusal('books.in_use');
    if (aside) keepAside(disk, book, aside, made);
    // From here on the old book without its log would be an older one, so the next opening must go forward.
    if (hot) {
      made.push(swap);
      disk.writeNew(swap, Buffer.from('{}'));
      disk.syncFolder(dirname(book));
    }
    disk.remove(wal);
    disk.remove(shm);
    disk.rename(part, book);
  } catch (error) {
    putBack(disk, book, hot && aside ? aside : null, made);
    throw bookRefusal(error, book);
  }
  attempt(() => disk.syncFolder(dirname(book)));
  attempt(() => disk.remove(swap));
}

/** Ends what a kill interrupted, and takes away what it left. The caller owns the book. */
export function finishSwap(disk: Disk, book: string): void {
  const { wal, shm, part, swap } = sideFiles(book);
  onDisk(book, () => {
    if (disk.size(swap) !== null && disk.size(part) !== null) {
      disk.remove(wal);
      disk.remove(shm);
      disk.rename(part, book);
      disk.syncFolder(dirname(book));
    }
    disk.remove(swap);
    removeDatabase(disk, part);
  });
}

/** Removes a database file that nobody has open, with all that SQLite may have left beside it. */
export function removeDatabase(disk: Disk, path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) disk.remove(`${path}${suffix}`);
}

/** The same as far as the disk lets it: what stays is removed before the next use of its name. */
export function discardDatabase(disk: Disk, path: string): void {
  attempt(() => removeDatabase(disk, path));
}

function keepAside(disk: Disk, book: string, aside: string, made: string[]): void {
  const old = sideFiles(book);
  const kept = sideFiles(aside);
  const pairs = [
    [book, aside],
    [old.wal, kept.wal],
  ] as const;
  for (const [from, to] of pairs) {
    if (disk.size(from) === null) continue;
    if (disk.size(to) !== null) throw new Refusal('books.exists');
    made.push(to);
    disk.link(from, to);
  }
}

/** Undoes a swap that failed. If the log cannot be put back, the swap stays written and the next opening ends it. */
function putBack(disk: Disk, book: string, aside: string | null, made: string[]): void {
  const { wal, swap } = sideFiles(book);
  if (aside && made.includes(swap) && disk.size(wal) === null) {
    const restored = attempt(() => disk.link(sideFiles(aside).wal, wal));
    if (!restored) return;
  }
  // The note of the swap goes first: without it what is left over can do no harm.
  for (const path of made.toReversed()) attempt(() => disk.remove(path));
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
