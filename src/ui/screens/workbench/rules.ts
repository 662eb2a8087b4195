import type { MatchRule, RULE_KINDS } from '../../../domain/matching/book/rules.ts';

/** Rules after one of them was moved by some places; at the ends it stays. */
export function moved(rules: readonly MatchRule[], at: number, by: number): MatchRule[] {
  const to = Math.min(rules.length - 1, Math.max(0, at + by));
  const next = [...rules];
  const [rule] = next.splice(at, 1);
  if (rule) next.splice(to, 0, rule);
  return next;
}

/** Rules with one of them changed. */
export function changed(rules: readonly MatchRule[], at: number, patch: Partial<MatchRule>): MatchRule[] {
  return rules.map((rule, place) => (place === at ? { ...rule, ...patch } : rule));
}

export const isSame = (one: readonly MatchRule[], other: readonly MatchRule[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What a rule's limit counts, where it has one. */
export const LIMIT_UNITS: Partial<Record<(typeof RULE_KINDS)[number], 'rows' | 'percent'>> = {
  sum: 'rows',
  fee: 'percent',
};

const PPM_OF_PERCENT = 10_000;

/** A limit as it is typed: rows as they are, millionths as a percentage. */
export function limitText({ kind, limit }: Pick<MatchRule, 'kind' | 'limit'>): string {
  if (limit === null) return '';
  return LIMIT_UNITS[kind] === 'percent' ? String(limit / PPM_OF_PERCENT) : String(limit);
}

/** What was typed as a limit; null where it is none. */
export function limitTyped(kind: MatchRule['kind'], text: string): number | null {
  const typed = text.normalize('NFKC').trim();
  if (LIMIT_UNITS[kind] === 'rows') {
    return /^\d{1,2}$/.test(typed) && Number(typed) >= 2 && Number(typed) <= 12 ? Number(typed) : null;
  }
  const [, whole = '', part = ''] = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(typed) ?? [];
  if (whole === '') return null;
  const ppm = Number(whole) * PPM_OF_PERCENT + Number(part.padEnd(4, '0'));
  return ppm >= 1 && ppm <= 1_000_000 ? ppm : null;
}

/** Days that were typed, 0 to 31; null where they are none. */
export function daysTyped(text: string): number | null {
  const typed = text.normalize('NFKC').trim();
  return /^\d{1,2}$/.test(typed) && Number(typed) <= 31 ? Number(typed) : null;
}
