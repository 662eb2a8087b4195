import type { Relation } from './relations.ts';

/** Kinds of rules; what each of them asks stands with its code. */
export const RULE_KINDS = ['moment', 'party', 'amount', 'sum', 'fee'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** One rule as a row: it may be moved, switched off, and its figures changed. */
export interface MatchRule {
  kind: RuleKind;
  isOn: boolean;
  /** Most days that the two sides may lie apart. */
  windowDays: number;
  /** Only `sum`: most rows on the many side. Only `fee`: most that may be kept, in millionths. */
  limit: number | null;
}

/** The rules of a book that has changed none, in their order. */
export const DEFAULT_RULES: readonly MatchRule[] = [
  { kind: 'moment', isOn: true, windowDays: 0, limit: null },
  { kind: 'party', isOn: true, windowDays: 3, limit: null },
  { kind: 'amount', isOn: true, windowDays: 2, limit: null },
  { kind: 'sum', isOn: true, windowDays: 2, limit: 4 },
  { kind: 'fee', isOn: true, windowDays: 1, limit: 10_000 },
];

/** Days in which a suggestion looks. */
export const SUGGEST_DAYS = 7;
/** Most candidates that one row suggests. */
export const SUGGEST_MOST = 3;

/** How far the outside may lie before and after the own list: money is sent first, and arrives later. */
export const REACH: Partial<Record<Relation, { before: number; after: number }>> = {
  sweep: { before: 1, after: 3 },
  withdrawal: { before: 0, after: 15 },
  refund: { before: 0, after: 15 },
};
