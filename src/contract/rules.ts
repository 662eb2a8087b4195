import { type } from '@orpc/contract';
import * as z from 'zod';
import type { CellTable } from '../domain/parties/cells.ts';
import { type BookRule, RULE_IDS, type RuleRow } from '../domain/rulebook/types.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const reason = z.string().max(400);
/** Makes a command repeatable: the same key with the same input gets the stored answer. */
const key = z.object({ key: z.string().min(8).max(100) });

/** What the book said to the rulebook: a row added, or the last day of one. */
export interface SaidRuleView {
  said: BookRule;
  reason: string;
  actor: string;
  /** UTC, ISO. */
  at: string;
}

/** 规则: what the platform may change, as dated rows. */
export const rules = {
  /** The rows that the product brings, of all days; needs no open book. */
  shipped: query('viewer').output(type<RuleRow[]>()),
  /** Writes the empty list of planned orders (an export); needs no open book. */
  planTemplate: query('viewer')
    .input(z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }).default({ format: 'xlsx' }))
    .output(type<{ fileId: string; name: string }>()),
  /** The cells of a staged list of planned orders; the page judges them by the rules. */
  readPlan: query('viewer')
    .input(z.object({ fileId: z.string() }))
    .output(type<CellTable[]>()),
  /** The rows of the open book: all, or those in force on a day. */
  list: query('viewer')
    .input(z.object({ on: day.nullable().default(null) }))
    .output(type<RuleRow[]>()),
  /** One rule over time, the oldest row first, with what the open book said to it. */
  history: query('viewer')
    .input(z.object({ rule: z.enum(RULE_IDS) }))
    .output(type<{ rows: RuleRow[]; said: SaidRuleView[] }>()),
  /** Adds a dated row; each fault of the row is refused by name. */
  add: command('administrator')
    .input(key.extend({ row: z.record(z.string(), z.unknown()), reason }))
    .output(type<{ row: string }>()),
  /** Sets the last day of a row. */
  end: command('administrator')
    .input(key.extend({ row: z.string().min(1).max(80), on: day, reason }))
    .output(type<{ row: string }>()),
};
