import { basename, dirname } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { checkBytes, type Manifest, readCopy } from './backup.ts';
import { differingTable, examine, tablesOf } from './contents.ts';
import { type Disk, onDisk } from './disk.ts';
import { checkPlace } from './form.ts';
import type { Keeping } from './format.ts';
import { takeLock } from './lock.ts';
import { asideName, sideFiles } from './names.ts';
import { unlock } from './open.ts';
import { discardDatabase, finishSwap, removeDatabase, swapIn } from './swap.ts';

const SECOND_MS = 1000;

export interface RestoreRequest {
  /** The copy to restore; it stays as it is. */
  copy: string;
  /** Where the book shall be; what is there already is kept under another name. */
  path: string;
  /** Of the copy: it may be an older one than the book's. */
  passphrase?: string;
  key?: Buffer;
}

/**
 * Puts a copy in the place of a book, or where there is none. The copy is copied beside, opened, read whole and
 * checked against its manifest, and then renamed; the replaced book stays under `aside`. Nobody may have the book open.
 * Refuses `books.copy_missing`, `books.copy_damaged`, `books.in_use` and whatever opening the copy refuses; then the
 * book is what it was.
 */
export function restoreCopy(keeping: Keeping, request: RestoreRequest): { aside: string | null } {
  const { disk } = keeping;
  const { copy, path } = request;
  const manifest = onDisk(copy, () => checkCopy(disk, copy));
  return onDisk(path, () => {
    checkPlace(disk, path, dirname(path));
    const existed = disk.size(path) !== null;
    const lock = takeLock(path);
    const { part, lock: lockFile } = sideFiles(path);
    try {
      finishSwap(disk, path);
      disk.copy(copy, part);
      checkPart(keeping, request, part, manifest);
      const aside = existed ? freeAside(disk, path, keeping.now()) : null;
      swapIn(disk, path, aside);
      return { aside };
    } catch (error) {
      discardDatabase(disk, part);
      if (!existed) discardDatabase(disk, lockFile);
      throw error;
    } finally {
      lock.release();
    }
  });
}

/**
 * Tries a restore without touching the book: into the scratch folder, every table compared with the manifest, then
 * removed. Answers how much was compared. Refuses as a restore does.
 */
export function drillCopy(
  keeping: Keeping,
  { copy, scratch, passphrase, key }: { copy: string; scratch: string; passphrase?: string; key?: Buffer },
): { tables: number; rows: number } {
  const { disk } = keeping;
  const path = `${scratch}/drill.duizhang`;
  const place = { file: basename(copy) };
  const remove = () => {
    for (const each of [path, sideFiles(path).lock]) removeDatabase(disk, each);
  };
  const { manifest } = readCopy(disk, copy);
  if (!manifest) throw new Refusal('books.copy_damaged', place, place);
  try {
    remove();
    restoreCopy(keeping, { copy, path, passphrase, key });
    const { connection } = unlock(keeping, path, { passphrase, key, readOnly: true });
    try {
      const tables = tablesOf(connection);
      if (differingTable(tables, manifest.tables)) throw new Refusal('books.copy_damaged', place, place);
      const counts = Object.values(tables).map(table => table.rows);
      return { tables: counts.length, rows: counts.reduce((sum, rows) => sum + rows, 0) };
    } finally {
      connection.close();
    }
  } finally {
    remove();
  }
}

function checkCopy(disk: Disk, copy: string): Manifest | null {
  const place = { file: basename(copy) };
  if (disk.size(copy) === null) throw new Refusal('books.copy_missing', place, place);
  // A book with a log is no copy: without its log it would be an older book.
  if ((disk.size(sideFiles(copy).wal) ?? 0) > 0) throw new Refusal('books.copy_open', place, place);
  const { manifest } = readCopy(disk, copy);
  if (manifest) checkBytes(disk, copy, manifest);
  return manifest;
}

/** Opens and reads what will be the book. */
function checkPart(keeping: Keeping, request: RestoreRequest, part: string, manifest: Manifest | null): void {
  const { disk, format } = keeping;
  const { copy, passphrase, key } = request;
  const place = { file: basename(copy) };
  const opened = unlock(keeping, part, { passphrase, key, readOnly: true });
  try {
    const { tables } = examine(opened.connection, copy, format);
    if (manifest && differingTable(tables, manifest.tables))
      throw new Refusal('books.copy_damaged', place, place);
  } finally {
    opened.connection.close();
    for (const suffix of ['-wal', '-shm']) disk.remove(`${part}${suffix}`);
  }
}

function freeAside(disk: Disk, path: string, now: Date): string {
  for (let at = now.getTime(); ; at += SECOND_MS) {
    const name = asideName(path, new Date(at));
    if (disk.size(name) === null) return name;
  }
}
