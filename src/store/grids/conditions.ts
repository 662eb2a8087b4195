import type { GridColumnKind, GridCondition, GridValue } from '../../domain/grid.ts';
import type { Bindings, SqlColumn } from './grid.ts';

const E5_PER_FEN = 1_000;

/** Gathers the values of one statement under names. */
export class Binder {
  readonly bindings: Bindings;
  private count = 0;

  constructor(bindings: Bindings) {
    this.bindings = { ...bindings };
  }

  bind(value: string | number): string {
    const name = `p${++this.count}`;
    this.bindings[name] = value;
    return `@${name}`;
  }
}

const isNumeric = (kind: GridColumnKind) => kind === 'money' || kind === 'integer';

/**
 * The condition on one column as SQL, in the meaning of `GridEngine`: nothing is in a range without a value, numbers
 * stand before texts, letters match in either case.
 */
export function conditionSql(column: SqlColumn, condition: GridCondition, binder: Binder): string {
  const sql = `(${column.sql})`;
  switch (condition.kind) {
    case 'contains':
      return containsSql(column, condition.text, binder);
    case 'in':
      return inSql(column, condition.values, binder);
    case 'between': {
      const parts = [
        column.nullable ? `${sql} IS NOT NULL` : '1',
        lowerSql(column, condition.from, binder),
        upperSql(column, condition.to, binder),
      ];
      return parts.filter(part => part !== '').join(' AND ');
    }
  }
}

function inSql(column: SqlColumn, values: readonly GridValue[], binder: Binder): string {
  const wanted = isNumeric(column.kind)
    ? values.flatMap(value => (typeof value === 'number' ? storedNumber(column, value) : []))
    : values.filter(value => typeof value === 'string');
  const list = `(${column.sql}) IN (SELECT value FROM json_each(${binder.bind(JSON.stringify(wanted))}))`;
  return values.includes(null) && column.nullable ? `(${list} OR (${column.sql}) IS NULL)` : list;
}

/** The number as it is stored, none where no stored number can show as it. */
function storedNumber(column: SqlColumn, value: number): number[] {
  if (!Number.isSafeInteger(value)) return [];
  if (column.kind !== 'money') return [value];
  return value % E5_PER_FEN === 0 ? [value / E5_PER_FEN] : [];
}

function lowerSql(column: SqlColumn, from: number | string | null, binder: Binder): string {
  if (from === null) return '';
  if (isNumeric(column.kind)) {
    if (typeof from === 'string') return '0';
    return `(${column.sql}) >= ${binder.bind(column.kind === 'money' ? ceilFen(from) : from)}`;
  }
  return typeof from === 'number' ? '' : `(${column.sql}) >= ${binder.bind(from)}`;
}

function upperSql(column: SqlColumn, to: number | string | null, binder: Binder): string {
  if (to === null) return '';
  if (isNumeric(column.kind)) {
    if (typeof to === 'string') return '';
    return `(${column.sql}) <= ${binder.bind(column.kind === 'money' ? -ceilFen(-to) : to)}`;
  }
  if (typeof to === 'number') return '0';
  // A day without a time covers the whole day.
  return `(${column.sql}) <= ${binder.bind(to.length === 10 ? `${to} 24` : to)}`;
}

/** 1/100000 as 分, rounded up without leaving whole numbers. */
function ceilFen(amountE5: number): number {
  const whole = Math.ceil(amountE5);
  const rest = whole % E5_PER_FEN;
  return (whole - rest) / E5_PER_FEN + (rest > 0 ? 1 : 0);
}

function containsSql(column: SqlColumn, text: string, binder: Binder): string {
  const { kind, sql, searchFirst } = column;
  if (text === '') return `(${sql}) IS NOT NULL`;
  const shown = kind === 'money' ? `(${sql}) * ${E5_PER_FEN}` : sql;
  const found = foundSql(isNumeric(kind) ? `CAST(${shown} AS TEXT)` : `(${sql})`, text, binder);
  const word = text.trim();
  const isPlain = word !== '' && !/["\\·\p{Cc}]/u.test(word);
  return searchFirst && isPlain ? `${foundSql(searchFirst, word, binder)} AND ${found}` : found;
}

/** Whether a text stands in an expression: the quickest way that knows as many letters as the text has. */
function foundSql(sql: string, text: string, binder: Binder): string {
  const lower = text.toLowerCase();
  if (lower === text.toUpperCase()) return `instr(${sql}, ${binder.bind(text)}) > 0`;
  const isAsciiCased = [...lower].every(char => char <= '\u007f' || char === char.toUpperCase());
  if (isAsciiCased) return `${sql} LIKE ${binder.bind(`%${lower.replace(/[\\%_]/g, '\\$&')}%`)} ESCAPE '\\'`;
  return `${sql} GLOB ${binder.bind(`*${[...lower].map(eitherCase).join('')}*`)}`;
}

function eitherCase(char: string): string {
  if ('*?['.includes(char)) return `[${char}]`;
  const upper = char.toUpperCase();
  return upper === char || [...upper].length > 1 ? char : `[${char}${upper}]`;
}
