import { basename, dirname, extname, join } from 'node:path';
import { BEIJING_OFFSET_MS } from '../../domain/calendar/days.ts';

/** What books and their copies are called. */
export const BOOK_SUFFIX = '.duizhang';

/** The files that stand beside a book while it lives. */
export function sideFiles(book: string) {
  return {
    lock: `${book}.lock`,
    wal: `${book}-wal`,
    shm: `${book}-shm`,
    /** Present while another file is being put in the place of the book. */
    swap: `${book}.swap.json`,
    /** What is to be put in the place of the book. */
    part: `${book}.part`,
  };
}

/** The name of a book without folder and suffix. */
export function stemOf(book: string): string {
  return basename(book, extname(book) === BOOK_SUFFIX ? BOOK_SUFFIX : '');
}

/** Where a book's copies are kept unless a person chooses another folder: beside it. */
export function copiesFolder(book: string): string {
  return join(dirname(book), `${stemOf(book)}.copies`);
}

/** `20261120-192300`, Beijing time. */
export function stamp(at: Date): string {
  const text = new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString();
  return text.slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');
}

/** The moment that a stamp names, or null if it names none. */
export function momentOf(text: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const at = new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - BEIJING_OFFSET_MS);
  return stamp(at) === text ? at : null;
}

export function copyName(book: string, at: Date): string {
  return `${stemOf(book)}-${stamp(at)}${BOOK_SUFFIX}`;
}

/** When the copy of a book with this name was taken, or null if the name is none of a copy of the book. */
export function copyMoment(book: string, name: string): Date | null {
  const head = `${stemOf(book)}-`;
  if (!name.startsWith(head) || !name.endsWith(BOOK_SUFFIX)) return null;
  return momentOf(name.slice(head.length, -BOOK_SUFFIX.length));
}

/** What the book that a restore replaced is called from then on. */
export function asideName(book: string, at: Date): string {
  return `${book}.before-restore-${stamp(at)}`;
}

/** What stands beside a copy and says what is in it. */
export function manifestPath(copy: string): string {
  return `${copy}.json`;
}
