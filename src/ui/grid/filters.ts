import type {
  GridColumnKind,
  GridCondition,
  GridFilter,
  GridValue,
  GridValueCount,
} from '../../domain/grid.ts';
import { formatE5, parseDecimalE5 } from '../../domain/money.ts';

/** The most values that one value list offers or one condition may name (the contract's limit). */
export const LISTED_VALUES_MOST = 1_000;

/** What a person has typed and ticked in the filter popover of one column, before it is applied. */
export interface FilterDraft {
  contains: string;
  from: string;
  to: string;
  /** Ticked values; null = the list was not touched, every value passes. */
  ticked: ReadonlySet<GridValue> | null;
}

export const EMPTY_DRAFT: FilterDraft = { contains: '', from: '', to: '', ticked: null };

/** Faults of a draft by field; each is a text code under `grid.filter.`. */
export interface DraftFaults {
  from?: string;
  to?: string;
  list?: string;
}

/** What kind of bounds a column takes; null for columns without an order a person thinks in. */
export function boundsOf(kind: GridColumnKind): 'money' | 'integer' | 'date' | null {
  return kind === 'money' || kind === 'integer' || kind === 'date' ? kind : null;
}

/** The draft that shows the conditions already set on a column. */
export function draftOf(filter: GridFilter, column: string, kind: GridColumnKind): FilterDraft {
  const draft: { -readonly [K in keyof FilterDraft]: FilterDraft[K] } = { ...EMPTY_DRAFT };
  for (const condition of filter) {
    if (condition.column !== column) continue;
    if (condition.kind === 'contains') draft.contains = condition.text;
    else if (condition.kind === 'in') draft.ticked = new Set(condition.values);
    else {
      draft.from = boundText(condition.from, kind);
      draft.to = boundText(condition.to, kind);
    }
  }
  return draft;
}

/** The conditions a draft stands for, or its faults. */
export function conditionsOf(
  column: string,
  kind: GridColumnKind,
  draft: FilterDraft,
): { conditions: GridCondition[]; faults: null } | { conditions: null; faults: DraftFaults } {
  const from = readBound(draft.from, kind);
  const to = readBound(draft.to, kind);
  const faults: DraftFaults = {};
  if (from === undefined) faults.from = boundFault(kind);
  if (to === undefined) faults.to = boundFault(kind);
  if (from != null && to != null && from > to) faults.to = 'grid.filter.reversed';
  if (draft.ticked?.size === 0) faults.list = 'grid.filter.none_ticked';
  if ((draft.ticked?.size ?? 0) > LISTED_VALUES_MOST) faults.list = 'grid.filter.too_many';
  if (Object.keys(faults).length > 0) return { conditions: null, faults };

  const conditions: GridCondition[] = [];
  const text = draft.contains.trim();
  if (text !== '') conditions.push({ kind: 'contains', column, text });
  if (draft.ticked) conditions.push({ kind: 'in', column, values: [...draft.ticked] });
  if (from !== null || to !== null) {
    conditions.push({ kind: 'between', column, from: from ?? null, to: to ?? null });
  }
  return { conditions, faults: null };
}

/** The filter with a column's conditions put in place of its earlier ones. */
export function withColumn(filter: GridFilter, column: string, conditions: GridCondition[]): GridFilter {
  return [...filter.filter(condition => condition.column !== column), ...conditions];
}

/** Ticks or unticks the shown values; an untouched list counts as all ticked. All ticked again = untouched. */
export function tick(
  ticked: ReadonlySet<GridValue> | null,
  all: readonly GridValueCount[],
  shown: readonly GridValue[],
  on: boolean,
): ReadonlySet<GridValue> | null {
  const next = new Set(ticked ?? all.map(entry => entry.value));
  for (const value of shown) {
    if (on) next.add(value);
    else next.delete(value);
  }
  const complete = all.length < LISTED_VALUES_MOST && all.every(entry => next.has(entry.value));
  return complete ? null : next;
}

function boundText(bound: number | string | null, kind: GridColumnKind): string {
  if (bound === null) return '';
  return kind === 'money' && typeof bound === 'number' ? formatE5(bound) : String(bound);
}

/** A typed bound in the column's unit; null if empty, undefined if it cannot be read. */
function readBound(typed: string, kind: GridColumnKind): number | string | null | undefined {
  const text = typed.trim().normalize('NFKC');
  if (text === '') return null;
  if (kind === 'money') return parseDecimalE5(text) ?? undefined;
  if (kind === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  if (kind === 'date') return isDate(text) ? text : undefined;
  return undefined;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function boundFault(kind: GridColumnKind): string {
  return kind === 'date' ? 'grid.filter.not_a_date' : 'grid.filter.not_a_number';
}
