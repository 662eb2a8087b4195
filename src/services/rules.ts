import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRealDate } from '../domain/parties/checksum.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkRow, checkTogether } from '../domain/rulebook/check.ts';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import { applyRule } from '../domain/rulebook/overlay.ts';
import type { BookRule, RuleId, RuleRow } from '../domain/rulebook/types.ts';
import { type Call, command } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { addBookRule, readBookRules, rulesOf, type SaidRule } from '../store/rules.ts';

export { rulesOf };

type Caller = Omit<Call, 'procedure' | 'input'>;

/**
 * The rulebook that the product brings: every `*.json` of the folder, in the order of the file names. Refuses
 * `rulebook.not_json`, `rulebook.not_rows` and each bad row with the file it stands in.
 */
export function shippedRules({ folder }: { folder: string }): RuleRow[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort();
  const rows = names.flatMap(name => readRows(join(folder, name), name));
  checkTogether(rows);
  return rows;
}

function readRows(path: string, name: string): RuleRow[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Refusal('rulebook.not_json', { reason: (error as Error).message }, { file: name });
  }
  if (!Array.isArray(value)) throw new Refusal('rulebook.not_rows', {}, { file: name });
  try {
    return value.map((row, at) => checkRow(row, at));
  } catch (error) {
    throw error instanceof Refusal ? error.at({ file: name }) : error;
  }
}

/** The rows of a book, all or those in force on a day. Refuses `rulebook.bad_day`. */
export function listRules(connection: Connection, shipped: readonly RuleRow[], on: string | null): RuleRow[] {
  const rows = rulesOf(connection, shipped);
  return on === null ? rows : [...rulesOn(rows, checkedDay(on)).rows];
}

/** One rule over time: its rows from the oldest on, and what the book said to them. */
export interface RuleHistory {
  rows: RuleRow[];
  said: SaidRule[];
}

export function ruleHistory(connection: Connection, shipped: readonly RuleRow[], rule: RuleId): RuleHistory {
  const rows = rulesOf(connection, shipped)
    .filter(row => row.rule === rule)
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
  const ids = new Set(rows.map(({ id }) => id));
  const said = readBookRules(connection).filter(each => ids.has(rowOfChange(each.said)));
  return { rows, said };
}

/**
 * Adds a dated row to the book's rulebook. Refuses `rulebook.no_reason` and what `checkRow` and `checkTogether` refuse,
 * so a row that answers the same question on the same day is ended first.
 */
export function addRule(
  connection: Connection,
  caller: Caller,
  { row, reason }: { row: unknown; reason: string },
  shipped: readonly RuleRow[],
): Promise<{ row: string }> {
  return say(connection, caller, 'rules.add', { act: 'add', row: checkRow(row) }, reason, shipped);
}

/** Sets the last day of a row. Refuses `rulebook.no_reason` and what `applyRule` refuses. */
export function endRule(
  connection: Connection,
  caller: Caller,
  { row, on, reason }: { row: string; on: string; reason: string },
  shipped: readonly RuleRow[],
): Promise<{ row: string }> {
  return say(connection, caller, 'rules.end', { act: 'end', row, on }, reason, shipped);
}

function say(
  connection: Connection,
  { actor, key, at }: Caller,
  procedure: string,
  change: BookRule,
  reason: string,
  shipped: readonly RuleRow[],
): Promise<{ row: string }> {
  const call = { actor, key, at, procedure, input: { change, reason } };
  return command(connection, call, tx => {
    if (reason.trim() === '') throw new Refusal('rulebook.no_reason', { row: rowOfChange(change) });
    applyRule(rulesOf(tx.connection, shipped), change);
    addBookRule(tx, change, reason.trim());
    return { row: rowOfChange(change) };
  });
}

const rowOfChange = (change: BookRule): string => (change.act === 'add' ? change.row.id : change.row);

function checkedDay(on: string): string {
  if (!isRealDate(on)) throw new Refusal('rulebook.bad_day', { day: on });
  return on;
}
