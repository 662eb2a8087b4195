import { isRealDate } from '../parties/checksum.ts';
import { Refusal } from '../refusal.ts';
import { RULE_IDS, RULE_PRODUCTS, RULE_SOURCES, type RuleKind, type RuleRow, SCENES } from './types.ts';
import { namesOf, RULE_KINDS, valueFits } from './values.ts';

const ID = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;
const FIELDS = [
  'id',
  'rule',
  'kind',
  'product',
  'scene',
  'from',
  'to',
  'value',
  'source',
  'zh',
  'en',
] as const;

/**
 * Checks rows that come from a file or from a person. Refuses the first fault by name, with the row's id and the field:
 * `rulebook.not_rows`, `rulebook.bad_field`, `rulebook.unknown_rule`, `rulebook.unknown_kind`, `rulebook.bad_value`,
 * `rulebook.ends_before_start`, and what `checkTogether` refuses.
 */
export function checkRows(value: unknown): RuleRow[] {
  if (!Array.isArray(value)) throw new Refusal('rulebook.not_rows');
  const rows = value.map((row, at) => checkRow(row, at));
  checkTogether(rows);
  return rows;
}

/** Checks one row by itself; `at` counts from 0 and names a row without an id. */
export function checkRow(value: unknown, at = 0): RuleRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal('rulebook.not_rows', {}, { row: at + 1 });
  const row = value as Record<string, unknown>;
  const name = typeof row.id === 'string' ? row.id : String(at + 1);
  const fault = (field: string) => new Refusal('rulebook.bad_field', { row: name, field });
  const need = (field: string, fits: boolean) => {
    if (!fits) throw fault(field);
  };
  for (const field of Object.keys(row)) need(field, (FIELDS as readonly string[]).includes(field));
  need('id', typeof row.id === 'string' && ID.test(row.id) && row.id.length <= 80);
  if (!among(RULE_IDS, row.rule))
    throw new Refusal('rulebook.unknown_rule', { row: name, rule: String(row.rule) });
  if (!among(RULE_KINDS, row.kind))
    throw new Refusal('rulebook.unknown_kind', { row: name, kind: String(row.kind) });
  need('product', among(RULE_PRODUCTS, row.product));
  need('scene', row.scene === undefined || row.scene === null || among(SCENES, row.scene));
  need('from', typeof row.from === 'string' && isRealDate(row.from));
  need('to', row.to === null || (typeof row.to === 'string' && isRealDate(row.to)));
  need('source', among(RULE_SOURCES, row.source));
  for (const language of ['zh', 'en'])
    need(language, typeof row[language] === 'string' && row[language].trim() !== '');
  if (!valueFits(row.kind as RuleKind, row.value))
    throw new Refusal('rulebook.bad_value', { row: name, kind: String(row.kind) });
  const { from, to } = row as { from: string; to: string | null };
  if (to !== null && from > to) throw new Refusal('rulebook.ends_before_start', { row: name, from, to });
  return { ...row, scene: row.scene ?? null } as RuleRow;
}

/**
 * Refuses rows that contradict each other: one id twice (`rulebook.id_twice`), two rows that answer the same question on
 * the same day (`rulebook.overlap`, with both ids and the first such day).
 */
export function checkTogether(rows: readonly RuleRow[]): void {
  const ids = new Set<string>();
  const answers = new Map<string, RuleRow[]>();
  for (const row of rows) {
    if (ids.has(row.id)) throw new Refusal('rulebook.id_twice', { row: row.id });
    ids.add(row.id);
    for (const name of new Set(namesOf(row))) {
      const others = answers.get(name) ?? [];
      const clash = others.find(other => meet(other, row));
      if (clash) {
        const day = clash.from > row.from ? clash.from : row.from;
        throw new Refusal('rulebook.overlap', { first: clash.id, second: row.id, day });
      }
      answers.set(name, [...others, row]);
    }
  }
}

function meet(one: RuleRow, other: RuleRow): boolean {
  const before = (first: RuleRow, second: RuleRow) => first.to !== null && first.to < second.from;
  return !before(one, other) && !before(other, one);
}

function among(words: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && words.includes(value);
}
