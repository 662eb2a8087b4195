import { RELATIONS, type Relation } from '../../../domain/matching/book/relations.ts';

/** What the workbench looks at, as its address says it. */
export interface Scope {
  /** `yyyy-mm`; null while nobody asked for one. */
  month: string | null;
  client: number | null;
  relation: Relation | null;
  reason: string | null;
  /** Least age in days. */
  age: number | null;
  show: 'suggested' | 'matched';
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const wholeIn = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** Reads an address; what makes no sense is passed over. */
export function scopeIn(search: URLSearchParams): Scope {
  const month = search.get('month');
  return {
    month: month !== null && MONTH.test(month) ? month : null,
    client: wholeIn(search.get('client')) || null,
    relation: RELATIONS.find(each => each === search.get('relation')) ?? null,
    reason: search.get('reason'),
    age: wholeIn(search.get('age')) || null,
    show: search.get('show') === 'matched' ? 'matched' : 'suggested',
  };
}
