import { isRealDate } from '../parties/checksum.ts';
import { Refusal } from '../refusal.ts';
import { checkRow, checkTogether } from './check.ts';
import type { BookRule, RuleRow } from './types.ts';

/**
 * The shipped rows with what a book said to them, in the order it was said. A book adds rows and sets the last day of
 * rows; it never changes a value or brings an ended row back. A day in the past is allowed, since a change at the
 * platform is often learnt of late: every decision made before names the row that it used.
 * Refuses `rulebook.no_such_row`, `rulebook.already_ended`, `rulebook.ends_before_start`, `rulebook.bad_field` and what
 * `checkRow` and `checkTogether` refuse.
 */
export function mergeRules(shipped: readonly RuleRow[], said: readonly BookRule[]): RuleRow[] {
  return said.reduce<RuleRow[]>((rows, change) => applyRule(rows, change), [...shipped]);
}

/** One change more; the same refusals as `mergeRules`. */
export function applyRule(rows: readonly RuleRow[], change: BookRule): RuleRow[] {
  const next = change.act === 'add' ? [...rows, checkRow(change.row)] : ended(rows, change.row, change.on);
  checkTogether(next);
  return next;
}

function ended(rows: readonly RuleRow[], id: string, on: string): RuleRow[] {
  const row = rows.find(each => each.id === id);
  if (!row) throw new Refusal('rulebook.no_such_row', { row: id });
  if (!isRealDate(on)) throw new Refusal('rulebook.bad_field', { row: id, field: 'to' });
  if (row.to !== null && row.to <= on) throw new Refusal('rulebook.already_ended', { row: id, on: row.to });
  if (on < row.from) throw new Refusal('rulebook.ends_before_start', { row: id, from: row.from, to: on });
  return rows.map(each => (each === row ? { ...row, to: on } : each));
}
