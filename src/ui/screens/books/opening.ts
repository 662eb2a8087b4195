import type { Params } from '../../../domain/refusal.ts';
import { refusalIn } from '../../app/catalogues.ts';

/** A book to be opened: a recent one by its id, or a file that was chosen. */
export interface Target {
  book: { id: string } | { fileId: string };
  name: string;
}

/** What an unopened book asks for next. */
export type Need =
  /** Its passphrase, or another one. */
  | 'passphrase'
  /** Somebody else has it open: it can be read. */
  | 'reading'
  /** It does not open any more: a copy can take its place. */
  | 'copy'
  /** Nothing that could be done here. */
  | 'nothing';

const DAMAGED = [
  'books.damaged',
  'books.schema_changed',
  'books.not_a_book',
  'books.missing',
  'store.damaged',
];

export function needOf(error: unknown): Need {
  const code = refusalIn(error)?.code ?? '';
  if (code === 'books.passphrase_needed' || code === 'books.wrong_passphrase') return 'passphrase';
  if (code === 'books.in_use') return 'reading';
  return DAMAGED.includes(code) ? 'copy' : 'nothing';
}

export function isWrongPassphrase(error: unknown): boolean {
  return refusalIn(error)?.code === 'books.wrong_passphrase';
}

/** A copy to be put in a book's place: by name from the book's own folder, or a file that was chosen. */
export interface Restoring {
  /** Recent book in whose place it goes; undefined is the open one. */
  id: string | undefined;
  /** Name of that book. */
  name: string;
  copy: { name: string } | { fileId: string };
  /** What tells the copy apart: its moment, its file. */
  about: string;
  params: Params;
  /** Undefined for a chosen file: known when it is opened. */
  sealed: boolean | undefined;
}

/** The last part of a path of any system. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
