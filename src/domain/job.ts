import type { RefusalData } from './refusal.ts';

export type JobState = 'running' | 'done' | 'refused' | 'cancelled' | 'failed';

/** A long act as the job tray shows it. `title` and `step` are text codes. */
export interface Job {
  id: string;
  title: string;
  params: Record<string, string | number>;
  state: JobState;
  step: string | null;
  /** Units done and in all (bytes, rows); total null while unknown. */
  done: number;
  total: number | null;
  startedAt: string;
  endedAt: string | null;
  refusal: RefusalData | null;
  /** What the act left behind: ids of a comparison, an inspection, an export. */
  result: JobResult | null;
}

export type JobResult =
  | { kind: 'inspection'; fileId: string }
  | { kind: 'comparison'; comparisonId: string }
  | { kind: 'export'; fileId: string; name: string }
  /** A stored import plan. */
  | { kind: 'plan'; plan: number; fileId: string }
  /** A plan that was carried out; `batch` null where nothing moved money, `noted` rows that move nothing. */
  | { kind: 'committed'; batch: number | null; rows: number; transfers: number; noted: number }
  /** Orders were marked at once, or a marking was taken back; `seq` names the marking. */
  | { kind: 'marked' | 'unmarked'; seq: number; orders: number }
  /** A month was matched: `exact` by number or as it was booked; counts of matches, `unmatched` of rows. */
  | {
      kind: 'matching';
      month: string;
      exact: number;
      byRule: Record<string, number>;
      suggested: number;
      unmatched: number;
    }
  /** A book was made and opened. */
  | { kind: 'book' }
  /** A verified copy was taken. */
  | { kind: 'copy'; name: string }
  /** The book was recomputed; the report stands on its screen. */
  | { kind: 'verified'; ok: boolean; findings: number };

/** What the service tells every page: the revision to which answers belong, subjects to ask again, jobs that moved. */
export interface DeskEvent {
  revision: number;
  subjects: Subject[];
  jobs: Job[];
}

/** `books`: which book is open, recent ones, copies; `book`: anything inside the open book. */
export const SUBJECTS = ['statements', 'compare', 'profiles', 'settings', 'pairs', 'books', 'book'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** A file known to this session: staged by the user or made by an export. */
export interface StagedFile {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
}
