import { dayBefore } from '../../../domain/calendar/days.ts';
import { applyRule } from '../../../domain/rulebook/overlay.ts';
import type { RuleRow, RuleSource } from '../../../domain/rulebook/types.ts';
import { readDay } from '../clients/days.ts';
import { freeRowId } from './rule-list.ts';
import { readValue, valueText, type Words } from './value-draft.ts';

/** A new row as it is typed, beside the row that it takes after. */
export interface RowDraft {
  from: string;
  to: string;
  value: string;
  zh: string;
  en: string;
  source: RuleSource;
  reason: string;
  /** The row before ends on the day before the new one begins. */
  endBefore: boolean;
}

export function draftAfter(base: RuleRow, from: string, words: Words): RowDraft {
  return {
    from,
    to: '',
    value: valueText(base, words),
    zh: base.zh,
    en: base.en,
    source: base.source,
    reason: '',
    endBefore: true,
  };
}

/** The row that the draft means; null while a day or the value cannot be read. */
export function rowOf(
  draft: RowDraft,
  base: RuleRow,
  rows: readonly RuleRow[],
  words: Words,
): RuleRow | null {
  const from = readDay(draft.from);
  const to = draft.to.trim() === '' ? null : readDay(draft.to);
  const value = readValue(base, draft.value, words);
  if (from === null || (draft.to.trim() !== '' && to === null) || value === undefined) return null;
  const { rule, kind, product, scene } = base;
  const id = freeRowId(rows, { rule, from });
  const said = { zh: draft.zh.trim(), en: draft.en.trim(), source: draft.source };
  return { id, rule, kind, product, scene, from, to, value, ...said } as RuleRow;
}

/** Whether the row before must end for the new one to stand beside it. */
export function meets(base: RuleRow, row: RuleRow): boolean {
  return base.from < row.from && (base.to === null || base.to >= row.from);
}

/** The rows once the draft is carried out; refuses as the service does. */
export function withRow(
  rows: readonly RuleRow[],
  base: RuleRow,
  row: RuleRow,
  endBefore: boolean,
): RuleRow[] {
  const before =
    endBefore && meets(base, row)
      ? applyRule(rows, { act: 'end', row: base.id, on: dayBefore(row.from) })
      : rows;
  return applyRule(before, { act: 'add', row });
}

/** What a change makes of the rows, or why it is refused. */
export function applied(change: () => RuleRow[]): { rows?: RuleRow[]; fault?: unknown } {
  try {
    return { rows: change() };
  } catch (fault) {
    return { fault };
  }
}
