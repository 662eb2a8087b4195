import { basename, join } from 'node:path';
import { beijingDay } from '../../domain/calendar/days.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Connection, openConnection } from '../dialect/sqlite.ts';
import { type Contents, examine } from './contents.ts';
import { bookRefusal, type Disk, onDisk } from './disk.ts';
import type { Keeping } from './format.ts';
import { copyMoment, copyName, manifestPath } from './names.ts';
import { copiesToDelete } from './retention.ts';
import { discardDatabase } from './swap.ts';

const SECOND_MS = 1000;

/** What is known of a copy without opening it; stands beside it as JSON. */
export interface Manifest extends Contents {
  takenAt: string;
  bytes: number;
  sha256: string;
  sealed: boolean;
}

export interface Copy {
  path: string;
  name: string;
  takenAt: Date;
  /** Whether the manifest is there and the size is the one that it says. */
  verified: boolean;
  manifest: Manifest | null;
}

/** A connection to the book to copy; a reader's serves, and the writer goes on meanwhile. */
export interface CopySource {
  path: string;
  connection: Connection;
  key: Buffer | undefined;
}

/**
 * Takes a verified copy of an open book into a folder, named after book and moment: written by `VACUUM INTO`, synced,
 * opened, read whole and checked, and only then given its name. On any refusal the folder holds what it held before.
 * Refuses `books.unverified` if the book itself does not pass, and what the system says.
 */
export function takeCopy(keeping: Keeping, source: CopySource, folder: string): Copy {
  const { disk } = keeping;
  return onDisk(source.path, () => {
    disk.makeFolder(folder);
    const name = freeName(disk, source.path, folder, keeping.now());
    const path = join(folder, name);
    const part = join(folder, `.${name}.part`);
    removeOldParts(disk, source.path, folder);
    try {
      vacuumInto(disk, source.connection, part);
      const manifest = manifestOf(keeping, source, part);
      disk.writeNew(`${part}.json`, Buffer.from(JSON.stringify(manifest, null, 1)));
      disk.rename(`${part}.json`, manifestPath(path));
      disk.rename(part, path);
      disk.syncFolder(folder);
      return { path, name, takenAt: copyMoment(source.path, name)!, verified: true, manifest };
    } catch (error) {
      for (const each of [part, `${part}.json`, manifestPath(path), path]) discardDatabase(disk, each);
      throw bookRefusal(error, source.path);
    }
  });
}

/** Takes a copy unless this day already has one. The caller takes it at the first opening of a day. */
export function takeDailyCopy(
  keeping: Keeping,
  source: CopySource,
  folder: string,
  bookId: string,
): Copy | null {
  const today = beijingDay(keeping.now());
  const ofToday = copiesOf(keeping.disk, source.path, folder, bookId).some(
    copy => copy.verified && beijingDay(copy.takenAt) === today,
  );
  return ofToday ? null : takeCopy(keeping, source, folder);
}

/** Deletes the copies that the retention lets go. Answers their names. */
export function pruneCopies({ disk, now }: Keeping, book: string, folder: string, bookId: string): string[] {
  const gone = copiesToDelete(copiesOf(disk, book, folder, bookId), now());
  return onDisk(book, () => {
    for (const name of gone) {
      disk.remove(join(folder, name));
      disk.remove(manifestPath(join(folder, name)));
    }
    return gone;
  });
}

/** Copies of a book in a folder, newest first; copies of another book of the same name are not among them. */
export function copiesOf(disk: Disk, book: string, folder: string, bookId: string | null): Copy[] {
  if (onDisk(book, () => disk.size(folder)) === null) return [];
  return onDisk(book, () => disk.names(folder))
    .flatMap(name => {
      const takenAt = copyMoment(book, name);
      return takenAt ? [{ ...readCopy(disk, join(folder, name)), takenAt }] : [];
    })
    .filter(copy => !copy.manifest || bookId === null || copy.manifest.bookId === bookId)
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
}

/** The newest verified copy, for the screen; null if there is none. */
export function lastGoodCopy(disk: Disk, book: string, folder: string, bookId: string | null): Copy | null {
  return copiesOf(disk, book, folder, bookId).find(copy => copy.verified) ?? null;
}

/** A copy with its manifest; one that cannot be read is none. */
export function readCopy(disk: Disk, path: string): Omit<Copy, 'takenAt'> {
  const manifest = readManifest(disk, manifestPath(path));
  const verified = manifest !== null && onDisk(path, () => disk.size(path)) === manifest.bytes;
  return { path, name: basename(path), verified, manifest };
}

/** Writes a copy of what the connection sees, as one moment of the book, to a place that is free; syncs it. */
export function vacuumInto(disk: Disk, connection: Connection, path: string): void {
  // Made first, so that nobody else on this computer may read it.
  disk.writeNew(path, new Uint8Array());
  const { readOnly } = connection;
  try {
    // SQLite counts writing another file as a change; the book's own file stays opened read-only.
    if (readOnly) connection.pragma('query_only = 0');
    connection.guard(() => connection.prepare('VACUUM INTO ?').run(path));
  } finally {
    if (readOnly) connection.pragma('query_only = 1');
  }
  disk.sync(path);
}

function manifestOf(keeping: Keeping, { path, key }: CopySource, part: string): Manifest {
  const { disk, format, now } = keeping;
  const connection = openConnection(part, { readOnly: true, key });
  let contents: Contents;
  try {
    contents = examine(connection, path, format);
  } finally {
    connection.close();
  }
  const takenAt = now().toISOString();
  return {
    ...contents,
    takenAt,
    bytes: disk.size(part)!,
    sha256: disk.sha256(part),
    sealed: key !== undefined,
  };
}

/** Two copies within one second: the later one takes the next free second. */
function freeName(disk: Disk, book: string, folder: string, now: Date): string {
  for (let at = now.getTime(); ; at += SECOND_MS) {
    const name = copyName(book, new Date(at));
    if (disk.size(join(folder, name)) === null && disk.size(manifestPath(join(folder, name))) === null)
      return name;
  }
}

/** What a kill left of this book's copies: unfinished parts, and manifests whose copy never came. */
function removeOldParts(disk: Disk, book: string, folder: string): void {
  const names = disk.names(folder);
  const here = new Set(names);
  for (const name of names) {
    const part = /^\.(.+\.duizhang)\.part(\.json|-journal|-wal|-shm)?$/.exec(name)?.[1];
    const manifest = /^(.+\.duizhang)\.json$/.exec(name)?.[1];
    const unfinished = part ?? (manifest && !here.has(manifest) ? manifest : undefined);
    if (unfinished && copyMoment(book, unfinished)) disk.remove(join(folder, name));
  }
}

function readManifest(disk: Disk, path: string): Manifest | null {
  try {
    const manifest = JSON.parse(disk.text(path)) as Manifest;
    const sound =
      typeof manifest.bookId === 'string' &&
      Number.isSafeInteger(manifest.bytes) &&
      /^[0-9a-f]{64}$/.test(manifest.sha256);
    return sound ? manifest : null;
  } catch {
    return null;
  }
}

/** Refuses `books.copy_damaged` unless a copy's bytes are still those that its manifest was written for. */
export function checkBytes(disk: Disk, path: string, manifest: Manifest): void {
  const place = { file: basename(path) };
  const same = onDisk(
    path,
    () => disk.size(path) === manifest.bytes && disk.sha256(path) === manifest.sha256,
  );
  if (!same) throw new Refusal('books.copy_damaged', place, place);
}
