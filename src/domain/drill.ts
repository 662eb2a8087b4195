import type { ReportAccount, ShownTransfer } from './reports/types.ts';

// What stands behind a figure, from an account down to the row of a file and the entry of the log.

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

/** Head of a batch with who booked it. */
export interface BatchFacts {
  batch: number;
  event: string;
  effectiveOn: string;
  /** UTC, ISO. */
  bookedAt: string;
  summary: string;
  logSeq: number;
  actor: string;
  procedure: string;
  /** Batch that this one takes back, and the batch that took this one back. */
  reverses: number | null;
  reversedBy: number | null;
  /** Posted transfers of the batch. */
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

/** A row of an imported file: what it said, and every version of it that files brought. */
export interface RowDetail extends RowVersion {
  /** Fields by meaning; a name that begins with `+` is a column of the file that no meaning has. */
  fields: { name: string; text: string }[];
  /** The platform's id, or what stands for one, part by part. */
  identity: string[];
  versions: RowVersion[];
}

/** A posted transfer with its batch and the legs that the same row of a file brought, itself among them. */
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

export interface SourceFileFacts {
  file: number;
  name: string;
  sha256: string;
  bytes: number;
  profile: string | null;
  /** Own account or pool that the file belongs to. */
  account: string | null;
  importedAt: string;
  actor: string;
  logSeq: number;
}

/** An imported file with its rows by state. */
export interface FileDetail extends SourceFileFacts {
  rows: { state: string; count: number }[];
}

/** What a command changed, field by field; parties that a field points to are told by name. */
export interface ChangedRow {
  id: number;
  table: string;
  row: string;
  act: 'added' | 'changed' | 'removed';
  /** What people know the row by; null where nothing does. */
  name: string | null;
  fields: { name: string; before: string | null; after: string | null }[];
}

/** An entry of 操作日志 with what it did. */
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
    rows: ChangedRow[];
  };
  batches: {
    total: number;
    batches: { batch: number; effectiveOn: string; summary: string; legs: number }[];
  };
  files: { file: number; name: string }[];
  /** ID picture that was opened, with whose it is; null for every other act. */
  picture: { name: string; account: string; subject: string | null } | null;
}
