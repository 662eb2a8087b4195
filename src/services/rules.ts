import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import { checkRow, checkTogether } from '../domain/rulebook/check.ts';
import type { RuleRow } from '../domain/rulebook/types.ts';

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
