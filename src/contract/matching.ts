import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Evidence } from '../domain/matching/book/found.ts';
import { RELATIONS, type Relation } from '../domain/matching/book/relations.ts';
import { type MatchRule, RULE_KINDS } from '../domain/matching/book/rules.ts';
import { matchingBench, openFilter, type SideSum } from './matching-bench.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });
const scope = z.object({ month, client: id.nullable().default(null) });
const rows = z.array(id).max(500);
/** What belongs together: its relation and the rows of both sides. */
const sides = z.object({ relation: z.enum(RELATIONS), left: rows, right: rows });
const rule = z.object({
  kind: z.enum(RULE_KINDS),
  isOn: z.boolean(),
  windowDays: z.int().min(0).max(31),
  limit: z.int().min(1).max(1_000_000).nullable(),
});

/** A row of a side, with where it stands in its file. Money in 分. */
export interface MatchRowView {
  sourceRow: number;
  side: 'left' | 'right';
  fen: number;
  day: string;
  party: string;
  client: number | null;
  profile: string;
  file: string;
  sheet: string;
  row: number;
}

export interface MatchView {
  id: number;
  relation: Relation;
  /** `number` and `book` are exact, `person` was accepted by hand, else the rule. */
  rule: string;
  state: 'matched' | 'suggested';
  differenceFen: number;
  client: number | null;
  decidedBy: string | null;
  evidence: Evidence[];
  rows: MatchRowView[];
}

export interface MatchRun {
  exact: number;
  byRule: Record<string, number>;
  suggested: number;
  unmatched: number;
  seconds: number;
}

/** What rules would do with a month: hits of each, and matches that contradict what a person decided. */
export interface RuleTrial {
  byRule: Record<string, number>;
  /** Matches that are there now and would not be, and the other way round. */
  lost: number;
  gained: number;
  conflicts: number;
}

/** Matching 勾对: `left` is told from outside (bank, channel, platform), `right` by the own lists. */
export const matching = {
  ...matchingBench,
  /** Matches of a month, suggestions first where asked for alone. */
  list: query('book')
    .input(
      scope.extend({
        relation: z.enum(RELATIONS).optional(),
        state: z.enum(['matched', 'suggested']).optional(),
        /** `number`, `book`, `person` or the kind of a rule. */
        rule: z.string().max(20).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1_000).default(200),
      }),
    )
    .output(type<{ matches: MatchView[]; total: number }>()),
  /**
   * Rows of both sides of a relation that stand in no match, by day, a page of each side; sums and counts are of all rows
   * that the filter lets through. As the last run and the decisions since leave them.
   */
  open: query('book')
    .input(scope.extend({ relation: z.enum(RELATIONS), ...openFilter }))
    .output(
      type<{
        rows: MatchRowView[];
        leftFen: number;
        rightFen: number;
        leftRows: SideSum['rows'];
        rightRows: SideSum['rows'];
      }>(),
    ),
  run: command('accountant').input(key.extend(scope.shape)).output(type<MatchRun>()),
  /** Accepts a suggestion, or what a person puts together. Refuses `matching.rows_taken`, `matching.one_sided`, `matching.unknown_rows`. */
  accept: command('accountant')
    .input(key.extend({ month, ...sides.shape, note: z.string().max(400).nullable().default(null) }))
    .output(type<{ match: number }>()),
  /** Says that rows do not belong together; what a run found of them is gone, and never found again. */
  reject: command('accountant')
    .input(key.extend({ month, ...sides.shape, note: z.string().max(400).nullable().default(null) }))
    .output(type<{ match: null }>()),
  /** Takes a decision back: the rows are asked again. Refuses `matching.not_decided`. */
  takeBack: command('accountant')
    .input(key.extend({ month, ...sides.shape }))
    .output(type<{ match: null }>()),
  rules: query('book').output(type<MatchRule[]>()),
  tryRules: query('book')
    .input(z.object({ month, rules: z.array(rule).max(20) }))
    .output(type<RuleTrial>()),
  /** Keeps the rules in this order. Refuses `matching.rules_twice`. */
  keepRules: command('accountant')
    .input(key.extend({ rules: z.array(rule).min(1).max(20) }))
    .output(type<MatchRule[]>()),
};
