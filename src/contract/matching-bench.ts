import { type } from '@orpc/contract';
import * as z from 'zod';
import type { ActKind } from '../domain/matching/book/acts.ts';
import { RELATIONS, type Relation } from '../domain/matching/book/relations.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });
const scope = z.object({ month, client: id.nullable().default(null) });
const rows = z.array(id).max(500);
const note = z.string().max(400).nullable().default(null);
const many = z.array(id).min(1).max(10_000);

/** Rows, and their sum in 分. */
export interface SideSum {
  rows: number;
  fen: number;
}

/** How a relation stands in a month: `left` and `right` are all its rows, `openLeft` and `openRight` those without a match. */
export interface RelationState {
  relation: Relation;
  matched: number;
  suggested: number;
  left: SideSum;
  right: SideSum;
  openLeft: SideSum;
  openRight: SideSum;
  /** Left less right over all rows, which is what the tickets of the relation explain; 0 where amounts may differ. */
  differenceFen: number;
}

export interface MatchingState {
  /** UTC, ISO; null where the month was never matched. */
  ranAt: string | null;
  /** Rows were imported since. */
  isStale: boolean;
  relations: RelationState[];
}

/** A refused suggestion of a bulk, with the code of its reason. */
export interface RefusedMatch {
  match: number;
  code: string;
  params: Record<string, string | number>;
}

/** What accepting many at once does, or has done. Sums are of the left side, in 分. */
export interface ManyAccepted {
  accepted: number;
  fen: number;
  byRelation: { relation: Relation; matches: number; rows: number; fen: number; differenceFen: number }[];
  refused: RefusedMatch[];
}

/** What a person did to matches of a month, the newest first; only the newest that stands can be undone. */
export interface MatchAct {
  id: number;
  kind: ActKind;
  actor: string;
  /** UTC, ISO. */
  at: string;
  note: string | null;
  relation: Relation;
  /** Matches and rows that it touched. */
  matches: number;
  rows: number;
  isUndone: boolean;
}

/** A payer's name or account that stands for a client: of the client's list, or learnt from a claim. */
export interface MatchAlias {
  id: number;
  client: number;
  clientCode: string;
  clientName: string;
  text: string;
  isOn: boolean;
  isLearnt: boolean;
  /** Who taught it, and when (UTC, ISO); null where the list of clients says it. */
  taughtBy: string | null;
  taughtAt: string | null;
}

/** What a person does at the workbench 对账工作台 beyond one suggestion at a time. */
export const matchingBench = {
  /** The month in figures: tabs with counts, and totals that are open and matched together. */
  state: query('book').input(scope).output(type<MatchingState>()),
  /** Matches the month as a job with progress that can be cancelled; its result is `{kind: 'matching', month}` with the counts of a run. */
  start: command('accountant').input(key.extend(scope.shape)).output(type<{ jobId: string }>()),
  /** What `acceptMany` would do with these suggestions. */
  previewMany: query('book')
    .input(z.object({ month, matches: many }))
    .output(type<ManyAccepted>()),
  /** Accepts suggestions as one act; those that share a row with another one, or are no more, are refused one by one. */
  acceptMany: command('accountant')
    .input(key.extend({ month, matches: many, note }))
    .output(type<ManyAccepted & { act: number | null }>()),
  /** Takes a match apart: each part becomes a match of its own, rows of no part are open. Refuses `matching.unknown_match`, `matching.not_of_match`. */
  split: command('accountant')
    .input(
      key.extend({
        month,
        match: id,
        into: z
          .array(z.object({ left: rows, right: rows }))
          .max(100)
          .default([]),
        note,
      }),
    )
    .output(type<{ matches: number[] }>()),
  /** Makes one match of whole matches or suggestions, and open rows. Refuses `matching.unknown_match`, `matching.one_sided`, `matching.unknown_rows`, `matching.rows_taken`. */
  combine: command('accountant')
    .input(
      key.extend({
        month,
        relation: z.enum(RELATIONS),
        matches: z.array(id).max(500).default([]),
        left: rows.default([]),
        right: rows.default([]),
        note,
      }),
    )
    .output(type<{ match: number }>()),
  acts: query('book')
    .input(z.object({ month, limit: z.int().min(1).max(500).default(50) }))
    .output(type<MatchAct[]>()),
  /** Undoes the newest act of a month: what stood before stands again. Refuses `matching.nothing_to_undo`, `matching.undo_of_other` for an act of somebody else. */
  undoLast: command('accountant').input(key.extend({ month })).output(type<{ act: number }>()),
  aliases: query('book')
    .input(z.object({ client: id.optional(), text: z.string().max(100).optional() }))
    .output(type<MatchAlias[]>()),
  /** Switches an alias on or off; off, no claim and no match is found by it. Refuses `matching.unknown_alias`. */
  switchAlias: command('accountant')
    .input(key.extend({ alias: id, isOn: z.boolean() }))
    .output(type<{ alias: number }>()),
};

/** Filters of open rows; `side` asks for one side alone. */
export const openFilter = {
  side: z.enum(['left', 'right']).optional(),
  /** A reason code of ACCOUNTING.md §9. */
  reason: z.string().max(20).optional(),
  /** At least so many days old by today. */
  minAgeDays: z.int().min(0).max(3_660).optional(),
  /** Part of the other party's name. */
  text: z.string().max(100).optional(),
  fromFen: z.int().optional(),
  toFen: z.int().optional(),
  /** Rows left out and rows told, of each side. */
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(20_000).default(10_000),
};
