import { basename } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { APPLICATION_ID } from '../schema/index.ts';
import { type Disk, onDisk } from './disk.ts';

const HEADER_BYTES = 100;
const MAGIC = Buffer.from('SQLite format 3\0');
const PAGE_BYTES = 4096;
/** Page size, bytes reserved by the cipher in each page, and payload fractions; the cipher leaves them readable. */
const PAGE_SIZE_AT = 16;
const RESERVED_AT = 20;
const RESERVED_SEALED = 32;
const FRACTIONS_AT = 21;
const FRACTIONS = Buffer.from([64, 32, 32]);
const VERSION_AT = 60;
const APPLICATION_AT = 68;

/** Magic numbers of file systems whose locks cannot be trusted: NFS, SMB, CIFS, SMB2. */
const SHARES = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);

/** Whether anyone who holds the file can read it. */
export type BookForm = 'plain' | 'sealed';

/**
 * Looks at the first bytes of a file before SQLite does, so that nothing of a foreign one is ever parsed.
 * Refuses `books.missing`, `books.not_a_book`, `books.damaged` (a book without its beginning) and
 * `books.newer` (written by a later version of the product).
 */
export function formOf(disk: Disk, book: string, version: number): BookForm {
  const place = { file: basename(book) };
  const header = onDisk(book, () => {
    if (disk.size(book) === null) throw new Refusal('books.missing', place, place);
    return disk.start(book, HEADER_BYTES);
  });
  const ownPages =
    header.length === HEADER_BYTES &&
    header.readUInt16BE(PAGE_SIZE_AT) === PAGE_BYTES &&
    header.subarray(FRACTIONS_AT, FRACTIONS_AT + FRACTIONS.length).equals(FRACTIONS);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) {
    if (ownPages && header[RESERVED_AT] === RESERVED_SEALED) return 'sealed';
    throw new Refusal(ownPages ? 'books.damaged' : 'books.not_a_book', place, place);
  }
  if (header.length < HEADER_BYTES || header.readInt32BE(APPLICATION_AT) !== APPLICATION_ID)
    throw new Refusal('books.not_a_book', place, place);
  if (!ownPages) throw new Refusal('books.damaged', place, place);
  checkVersion(book, header.readInt32BE(VERSION_AT), version);
  return 'plain';
}

/** Refuses `books.newer` for a book of a later version than this one can read. */
export function checkVersion(book: string, found: number, version: number): void {
  const place = { file: basename(book) };
  if (found > version) throw new Refusal('books.newer', { ...place, found, known: version }, place);
}

/** Refuses `books.network_share` for a place where another computer could write without being noticed. */
export function checkPlace(disk: Disk, book: string, folder: string): void {
  const place = { file: basename(book) };
  const named = /^(\\\\|\/\/)[^\\/?.]/.test(book);
  // statfs answers a signed number on some platforms.
  if (named || SHARES.has(onDisk(book, () => disk.fileSystem(folder)) >>> 0))
    throw new Refusal('books.network_share', place, place);
}
