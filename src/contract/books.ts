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

/** What `verify` found, and when. */
export interface BookVerdict extends BookReport {
  checkedAt: string;
}

/** What a salvage read of a damaged book, and where not: row numbers `from` to `to`, null to the end. */
export interface SalvageReport {
  tables: number;
  rows: number;
  damaged: { table: string; rows: number; gaps: { from: number; to: number | null }[] }[];
}

const passphrase = z.string().min(1).max(1000);
/** A staged file: of a book that comes from elsewhere, or of a copy. */
const fileId = z.string().min(1).max(100);

export const books = {
  /** Makes a book in this person's folder of books and opens it. */
  create: command('administrator')
    .input(
      z.object({
        name: z.string().trim().min(1).max(60),
        firstPeriod: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
        passphrase: z.string().min(8).max(1000).optional(),
      }),
    )
    .output(type<BookState>()),
  /** Makes the demo agency's book with months booked, as a job, and opens it. */
  createDemo: command('administrator').output(type<{ jobId: string }>()),
  /** Opens a recent book, or puts a staged file into the folder of books and opens that; closes the open one before. */
  open: command('anyone')
    .input(
      z.object({
        book: z.union([z.object({ id: z.string() }), z.object({ fileId })]),
        passphrase: passphrase.optional(),
        readOnly: z.boolean().default(false),
      }),
    )
    .output(type<BookState>()),
  close: command('anyone').output(type<{ closed: boolean }>()),
  recent: query('anyone').output(type<RecentBook[]>()),
  /** The open book, or null. */
  state: query('anyone').output(type<BookState | null>()),
  /** Takes a verified copy into the book's own folder of copies, as a job. */
  backup: command(['cashier', 'accountant', 'supervisor', 'administrator']).output(type<{ jobId: string }>()),
  /** Copies in the book's own folder, newest first; those of a recent book that is not open too. */
  copies: query('book')
    .input(z.object({ id: z.string().optional() }))
    .output(type<BookCopy[]>()),
  /** A copy as a file to be saved elsewhere. */
  saveCopy: command(['accountant', 'supervisor', 'administrator'])
    .input(z.object({ name: z.string().max(300) }))
    .output(type<{ fileId: string; name: string }>()),
  /**
   * Puts a copy in the place of the open book, or of the recent one named, which stays beside under the answered name;
   * opens it again.
   */
  restore: command('administrator')
    .input(
      z.object({
        id: z.string().optional(),
        copy: z.union([z.object({ name: z.string().max(300) }), z.object({ fileId })]),
        /** Of the copy's day, if it was encrypted. */
        passphrase: passphrase.optional(),
      }),
    )
    .output(type<{ state: BookState; aside: string | null }>()),
  /**
   * 抢救导出 of a recent book that does not open: all that can still be read, as a workbook; its file is not touched.
   * Refuses `books.nothing_to_salvage`.
   */
  salvage: command('administrator')
    .input(z.object({ id: z.string(), passphrase: passphrase.optional() }))
    .output(type<SalvageReport & { fileId: string; name: string }>()),
  /** Another passphrase, a first one, or none. Copies taken before keep theirs. */
  changePassphrase: command('administrator')
    .input(z.object({ present: passphrase.optional(), next: z.string().min(8).max(1000).nullable() }))
    .output(type<BookState>()),
  /** Recomputes everything and names what differs, as a job. */
  verify: command('book').output(type<{ jobId: string }>()),
  /** What the last `verify` of this session found; null before one. */
  verdict: query('book').output(type<BookVerdict | null>()),
};
