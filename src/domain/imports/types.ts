import type { IdColumn } from '../cut-ids.ts';
import type { Fen } from '../money.ts';
import type { Params } from '../refusal.ts';
import type { Direction, Source, StatementRow } from '../statement.ts';

/** What an import does with a row: book it, leave it, replace an older version, name why it cannot be taken, or ask. */
export const ROW_STATES = ['new', 'known', 'corrected', 'refused', 'undecided'] as const;
export type RowState = (typeof ROW_STATES)[number];

export type PlanCounts = Record<RowState, number>;

/** A statement row with the columns that only its source has (账户 flow: 非赠款消耗 …), by normalised heading. */
export interface ImportRow {
  row: StatementRow;
  extra?: Record<string, string>;
}

/** Of which file the rows are. */
export interface FileContext {
  source: Source;
  /** Profile id: `bank.ccb.company`. */
  profile: string;
  /** Own account of the whole file; a row's own column wins. */
  account: string | null;
  /** Period that a form without days sums (`periodIn`): a month, days, or null where nothing names it. */
  period?: string | null;
  /** What the ids of its rows say of each other; absent where the rows are not read from a file. */
  ids?: IdColumn;
  /** Hash of a content text; the caller brings it, so that this room needs no machine. */
  hash(text: string): string;
}

/** A row that the book already has, in the version that counts. */
export interface KnownRow {
  id: number;
  identity: string;
  version: number;
  /** Highest version that was ever kept; above `version` where a correction was taken back. Absent = `version`. */
  lastVersion?: number;
  time: string | null;
  /** Canonical content text (`contentOf`) and its hash. */
  content: string;
  contentHash: string;
  /** Content hashes of its superseded versions: an older export says nothing new. */
  formerHashes: readonly string[];
  /** False after an undo: the row is known, but stands in no entry. */
  booked: boolean;
}

/** Known rows by identity group (`groupOf`); absent = none. */
export type KnownRows = ReadonlyMap<string, readonly KnownRow[]>;

export interface FieldChange {
  field: string;
  from: string;
  to: string;
}

/** A reason in words: code of `imports.json` with its parameters. */
export interface Reason {
  code: string;
  params: Params;
}

/** One row of a stored plan. */
export interface PlanRow {
  /** Entry in the file's rows, from 0. */
  at: number;
  /** Line in the sheet, from 1. */
  line: number;
  state: RowState;
  reason: Reason | null;
  /** Group and occurrence; null for a row without one (refused). */
  identity: string | null;
  /** 1, or one more than the version that it corrects. */
  version: number;
  content: string;
  contentHash: string;
  /** The row of the book that it is or corrects. */
  knownId: number | null;
  changes: FieldChange[];
  time: string | null;
  direction: Direction;
  /** Money of the row, never negative; of a daily flow the money in. */
  amountFen: Fen;
}

export function emptyCounts(): PlanCounts {
  return { new: 0, known: 0, corrected: 0, refused: 0, undecided: 0 };
}

export function countStates(rows: Iterable<{ state: RowState }>): PlanCounts {
  const counts = emptyCounts();
  for (const { state } of rows) counts[state] += 1;
  return counts;
}
