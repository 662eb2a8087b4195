import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Params, Place } from '../domain/refusal.ts';
import { command, query } from './procedure.ts';

/** A book that was open on this workstation before. */
export interface RecentBook {
  /** Stands for the path; the page never names one. */
  id: string;
  name: string;
  /** Where it is, to be read by a person. */
  path: string;
  openedAt: string;
  /** Whether the file is still there. */
  present: boolean;
}

export interface BookCopy {
  name: string;
  takenAt: string;
  bytes: number;
  /** Opened and checked when it was taken, and still of that size. */
  verified: boolean;
  sealed: boolean;
  headHash: string | null;
  transfers: number | null;
}

export interface BookState {
  id: string;
  name: string;
  path: string;
  firstPeriod: string;
  version: number;
  bytes: number;
  readOnly: boolean;
  /** Encrypted with a passphrase. */
  sealed: boolean;
  /** False if somebody moved or replaced the file since it was opened: close it before writing on. */
  inPlace: boolean;
  lastGoodCopy: BookCopy | null;
}

export interface BookReport {
  ok: boolean;
  transfers: number;
  logEntries: number;
  headHash: string;
  findings: { code: string; params: Params; place: Place }[];
}

const passphrase = z.string().min(1).max(1000);
/** A file or folder that a person chose in the host's own dialog, by its ticket. */
const chosen = z.string().min(1).max(100);

export const books = {
  /** Makes a book and opens it; without a chosen place in this person's folder of books. */
  create: command('administrator')
    .input(
      z.object({
        name: z.string().trim().min(1).max(60),
        firstPeriod: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
        passphrase: passphrase.optional(),
        place: chosen.optional(),
      }),
    )
    .output(type<BookState>()),
  /** Opens a recent book or a chosen file, after closing the one that is open. */
  open: command('viewer')
    .input(
      z.union([
        z.object({ id: z.string(), passphrase: passphrase.optional(), readOnly: z.boolean().optional() }),
        z.object({ place: chosen, passphrase: passphrase.optional(), readOnly: z.boolean().optional() }),
      ]),
    )
    .output(type<BookState>()),
  close: command('viewer').output(type<{ closed: boolean }>()),
  recent: query('viewer').output(type<RecentBook[]>()),
  /** The open book, or null. */
  state: query('viewer').output(type<BookState | null>()),
  /** Takes a verified copy now, into the book's own folder of copies or a chosen one. */
  backup: command('accountant')
    .input(z.object({ place: chosen.optional() }))
    .output(type<BookCopy>()),
  /** Copies in the book's own folder, newest first. */
  copies: query('viewer').output(type<BookCopy[]>()),
  /** Puts a copy in the place of the book, which stays beside under the answered name; opens it again. */
  restore: command('administrator')
    .input(
      z.object({
        copy: z.union([z.object({ name: z.string().max(300) }), z.object({ place: chosen })]),
        /** Of the copy's day, if it was encrypted. */
        passphrase: passphrase.optional(),
      }),
    )
    .output(type<{ state: BookState; aside: string | null }>()),
  /** Another passphrase, a first one, or none. Copies taken before keep theirs. */
  changePassphrase: command('administrator')
    .input(z.object({ present: passphrase.optional(), next: z.string().min(8).max(1000).nullable() }))
    .output(type<BookState>()),
  /** Recomputes everything and names what differs. */
  verify: query('viewer').output(type<BookReport>()),
};
