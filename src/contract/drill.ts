import { type } from '@orpc/contract';
import * as z from 'zod';
import type { ReportAccount, ShownTransfer } from '../domain/reports/types.ts';
import { query } from './procedure.ts';

/** One end of a reversal. */
export interface LinkedLeg {
  transfer: number;
  batch: number;
}

/** A posted transfer with both accounts and what it is linked to; a red one has a negative amount. */
export interface DrillLeg extends Omit<ShownTransfer, 'debit' | 'credit'> {
  debit: ReportAccount;
  credit: ReportAccount;
  /** The row that brought it, and that row's file. */
  sourceRow: number | null;
  file: number | null;
  /** What this red leg takes back, and the leg that took this one back. */
  reverses: LinkedLeg | null;
  reversedBy: LinkedLeg | null;
}

export interface BatchFacts {
  batch: number;
  event: string;
  effectiveOn: string;
  bookedAt: string;
  summary: string;
  logSeq: number;
  actor: string;
  procedure: string;
  reverses: number | null;
  reversedBy: number | null;
  legs: number;
}

/** A version of a row of an imported file. */
export interface RowVersion {
  row: number;
  file: number;
  fileName: string;
  sheet: string;
  line: number;
  version: number;
  state: 'open' | 'booked' | 'noted' | 'superseded';
  at: string;
  actor: string;
}

export interface RowDetail extends RowVersion {
  /** Fields by meaning; a name that begins with `+` is a column of the file that no meaning has. */
  fields: { name: string; text: string }[];
  identity: string[];
  versions: RowVersion[];
}

export interface PostingDetail {
  leg: DrillLeg;
  batch: BatchFacts;
  /** Legs of the same row of a file (without one: the first of the batch), at most 200. */
  together: DrillLeg[];
  source: RowDetail | null;
}

/** Opening, movements and closing of one account in a range; balances are debits − credits in 分. */
export interface AccountSpan {
  account: ReportAccount;
  openingFen: number;
  debitsFen: number;
  creditsFen: number;
  closingFen: number;
  postings: number;
}

export interface FileDetail {
  file: number;
  name: string;
  sha256: string;
  bytes: number;
  profile: string | null;
  account: string | null;
  importedAt: string;
  actor: string;
  logSeq: number;
  rows: { state: string; count: number }[];
}

export interface LogDetail {
  seq: number;
  at: string;
  actor: string;
  procedure: string;
  key: string;
  hash: string;
  prevHash: string;
  inputHash: string;
  effectHash: string;
  /** At most 200 rows are listed. */
  changes: {
    total: number;
    rows: {
      id: number;
      table: string;
      row: string;
      act: 'added' | 'changed' | 'removed';
      /** What people know the row by. */
      name: string | null;
      fields: { name: string; before: string | null; after: string | null }[];
    }[];
  };
  batches: {
    total: number;
    batches: { batch: number; effectiveOn: string; summary: string; legs: number }[];
  };
  files: { file: number; name: string }[];
}

const id = z.int().min(1);
const day = z.string().max(10);

/** What stands behind a figure, down to the row of a file. */
export const drill = {
  /** First and last day on which anything was posted. */
  span: query('viewer').output(type<{ firstOn: string | null; lastOn: string | null }>()),
  account: query('viewer')
    .input(z.object({ account: id, from: day, to: day }))
    .output(type<AccountSpan>()),
  posting: query('viewer')
    .input(z.object({ transfer: id }))
    .output(type<PostingDetail>()),
  batch: query('viewer')
    .input(z.object({ batch: id }))
    .output(type<BatchFacts>()),
  /** Transfers of a batch, of a row of a file, or of a case, as they were booked. */
  legs: query('viewer')
    .input(
      z.object({
        of: z.union([
          z.object({ batch: id }),
          z.object({ row: id }),
          z.object({ caseNo: z.string().min(1).max(200) }),
        ]),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(type<{ total: number; legs: DrillLeg[] }>()),
  row: query('viewer')
    .input(z.object({ row: id }))
    .output(type<RowDetail>()),
  file: query('viewer')
    .input(z.object({ file: id }))
    .output(type<FileDetail>()),
  logEntry: query('viewer')
    .input(z.object({ seq: id }))
    .output(type<LogDetail>()),
};
