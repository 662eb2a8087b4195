import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import type { BookCopy, BookState, RecentBook } from '../contract/books.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Anchor, type Verdict, verify } from '../ledger/verify/index.ts';
import {
  type Copy,
  type CopySource,
  copiesOf,
  lastGoodCopy,
  pruneCopies,
  takeCopy,
  takeDailyCopy,
} from '../store/book/backup.ts';
import { createBook as createFile } from '../store/book/create.ts';
import { openUpgraded } from '../store/book/migrate.ts';
import { copiesFolder } from '../store/book/names.ts';
import {
  closeBook,
  type OpenBook,
  openBook as openFile,
  openReader as openFileToRead,
} from '../store/book/open.ts';
import { changePassphrase as changeKey } from '../store/book/passphrase.ts';
import { drillCopy, restoreCopy } from '../store/book/restore.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { type BookDesk, keepingOf } from './books/keeping.ts';

export { salvageBook } from './books/salvage.ts';
export { type BookDesk, closeBook, copiesFolder, type OpenBook };

/** The ledger's check of a whole book, for `BookDesk.verify`. */
export const verifyLedger = verify;

const RECENT_DOCUMENT = 'books';
const RECENT_KEPT = 12;
const NAME_BYTES = 150;

export interface NewBookRequest {
  path: string;
  name: string;
  /** First month, `yyyy-mm`. */
  firstPeriod: string;
  passphrase?: string;
  actor: string;
}

interface Kept {
  path: string;
  name: string;
  openedAt: string;
}

/** Makes a book, opens it and remembers it. Refuses as the store's `createBook` does. */
export async function createBook(desk: BookDesk, request: NewBookRequest): Promise<OpenBook> {
  const path = resolve(request.path);
  const now = desk.now().toISOString();
  const book = createFile(keepingOf(desk), { ...request, path, bookId: desk.newId(), createdAt: now });
  return remembered(desk, book);
}

/**
 * Opens a book and remembers it: to write it, after bringing it up to this release's version, or `readOnly`.
 * Refuses as the store's `openBook` and `openUpgraded` do.
 */
export async function openBook(
  desk: BookDesk,
  request: { path: string; passphrase?: string; readOnly?: boolean },
): Promise<OpenBook> {
  const path = resolve(request.path);
  const keeping = keepingOf(desk);
  const book = request.readOnly
    ? openFile(keeping, { ...request, path })
    : openUpgraded(keeping, { ...request, path }, copiesFolder(path));
  return remembered(desk, book);
}

/** Another connection to a book that this process has open, for reading. */
export function openReader(desk: BookDesk, path: string, key: Buffer | undefined): OpenBook {
  return openFileToRead(keepingOf(desk), path, key);
}

/** Books that were open on this workstation, newest first. */
export async function recentBooks(desk: BookDesk): Promise<RecentBook[]> {
  const kept = await desk.shelf.read<Kept[]>(RECENT_DOCUMENT, []);
  return kept.map(book => ({ ...book, id: idOf(book.path), present: isThere(desk, book.path) }));
}

/** Path of a recent book. Refuses `books.no_such_recent`. */
export async function recentPath(desk: BookDesk, id: string): Promise<string> {
  const found = (await recentBooks(desk)).find(book => book.id === id);
  if (!found) throw new Refusal('books.no_such_recent');
  return found.path;
}

/** Takes a verified copy, then lets old copies go by the retention. A reader's connection serves. */
export function backupBook(desk: BookDesk, source: CopySource, folder = copiesFolder(source.path)): BookCopy {
  const keeping = keepingOf(desk);
  const copy = takeCopy(keeping, source, folder);
  pruneCopies(keeping, source.path, folder, bookRow(source.connection).id);
  return viewOf(copy);
}

/** The copy of the first opening of a day; null if today has one. */
export function backupDaily(desk: BookDesk, source: CopySource): BookCopy | null {
  const keeping = keepingOf(desk);
  const folder = copiesFolder(source.path);
  const { id } = bookRow(source.connection);
  const copy = takeDailyCopy(keeping, source, folder, id);
  if (copy) pruneCopies(keeping, source.path, folder, id);
  return copy && viewOf(copy);
}

/** Copies of a book, newest first; those of a book that does not open too (`bookId` null). */
export function listCopies(
  desk: BookDesk,
  path: string,
  bookId: string | null,
  folder = copiesFolder(path),
): BookCopy[] {
  return copiesOf(keepingOf(desk).disk, path, folder, bookId).map(viewOf);
}

/**
 * Path of a copy in a book's own folder by its name. Refuses `books.copy_missing` for any other name, so that a name
 * never leads out of the folder.
 */
export function copyPath(desk: BookDesk, path: string, name: string): string {
  const place = { file: basename(name) };
  const found = copiesOf(keepingOf(desk).disk, path, copiesFolder(path), null).find(
    copy => copy.name === name,
  );
  if (!found) throw new Refusal('books.copy_missing', place, place);
  return found.path;
}

/**
 * Puts a copy in the place of a book that nobody has open, or where there is none. Answers the name under which the
 * replaced book stays. Refuses as the store's `restoreCopy` does; the book is then what it was.
 */
export function restoreBook(
  desk: BookDesk,
  request: { copy: string; path: string; passphrase?: string },
): { aside: string | null } {
  return restoreCopy(keepingOf(desk), { ...request, path: resolve(request.path) });
}

/** Tries the restore of a copy in a scratch folder. Answers how many tables and rows were compared. */
export function drillRestore(
  desk: BookDesk,
  request: { copy: string; scratch: string; passphrase?: string; key?: Buffer },
): { tables: number; rows: number } {
  return drillCopy(keepingOf(desk), request);
}

/**
 * Another passphrase, a first one, or none (`next` null). Every other connection of this process to the book must be
 * closed before, and opened anew from the answered book.
 */
export function changePassphrase(
  desk: BookDesk,
  book: OpenBook,
  change: { present?: string; next: string | null },
): OpenBook {
  return changeKey(keepingOf(desk), book, change);
}

/** What the book screen shows of an open book. */
export function bookState(desk: BookDesk, book: OpenBook): BookState {
  const { disk: used, format } = keepingOf(desk);
  const { path, readOnly, connection, key, identity } = book;
  const { id, name, first_period: firstPeriod } = bookRow(connection);
  const good = lastGoodCopy(used, path, copiesFolder(path), id);
  return {
    id,
    name,
    path,
    firstPeriod,
    version: format.version,
    bytes: used.size(path) ?? 0,
    readOnly,
    sealed: key !== undefined,
    inPlace: used.identity(path) === identity,
    lastGoodCopy: good && viewOf(good),
  };
}

/**
 * Recomputes everything that can be recomputed and names what differs, against the head hashes in the manifests of the
 * book's copies too: a log rewritten from some entry on no longer meets them. A reader's connection serves.
 */
export function verifyBook(desk: BookDesk, connection: Connection): Verdict {
  const { path } = connection;
  const { id } = bookRow(connection);
  const anchors = copiesOf(keepingOf(desk).disk, path, copiesFolder(path), id).flatMap(anchorsOf);
  return desk.verify(connection, anchors);
}

function anchorsOf({ manifest }: Copy): Anchor[] {
  return manifest?.headHash && manifest.logEntries
    ? [{ seq: manifest.logEntries, hash: manifest.headHash }]
    : [];
}

/**
 * Where a new book goes that was given no place: its name as the file's, without what no file system allows, and short
 * enough for all that stands beside a book.
 */
export function placeFor(folder: string, name: string): string {
  const plain = name.normalize('NFC').replace(/[\p{C}<>:"/\\|?*]/gu, ' ');
  const trimmed = firstBytes(plain.replace(/\s+/g, ' ').replace(/^[ .]+/, '')).replace(/[ .]+$/, '');
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(trimmed);
  return join(folder, `${trimmed === '' || reserved ? `账套 ${trimmed}`.trim() : trimmed}.duizhang`);
}

function firstBytes(text: string): string {
  let bytes = 0;
  return Array.from(text)
    .filter(character => {
      bytes += Buffer.byteLength(character);
      return bytes <= NAME_BYTES;
    })
    .join('');
}

async function remembered(desk: BookDesk, book: OpenBook): Promise<OpenBook> {
  const { path } = book;
  const now = { path, name: bookRow(book.connection).name, openedAt: desk.now().toISOString() };
  try {
    await desk.shelf.update<Kept[]>(RECENT_DOCUMENT, [], before =>
      [now, ...before.filter(each => each.path !== path)].slice(0, RECENT_KEPT),
    );
    return book;
  } catch (error) {
    closeBook(book);
    throw error;
  }
}

function bookRow(connection: Connection): { id: string; name: string; first_period: string } {
  return connection.prepare('SELECT id, name, first_period FROM book').get() as ReturnType<typeof bookRow>;
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

function isThere(desk: BookDesk, path: string): boolean {
  try {
    return keepingOf(desk).disk.size(path) !== null;
  } catch {
    return false;
  }
}

function viewOf({ name, takenAt, verified, manifest }: Copy): BookCopy {
  return {
    name,
    takenAt: takenAt.toISOString(),
    bytes: manifest?.bytes ?? 0,
    verified,
    sealed: manifest?.sealed ?? false,
    headHash: manifest?.headHash ?? null,
    transfers: manifest?.transfers ?? null,
  };
}
