import type { ImportPlan } from '../../../contract/imports.ts';
import { emptyCounts, type PlanCounts, ROW_STATES, type RowState } from '../../../domain/imports/types.ts';
import type { Source } from '../../../domain/statement.ts';
import type { Tone } from '../../app/chip.tsx';

export const VERDICT_TONES: Record<RowState, Tone> = {
  new: 'info',
  known: 'neutral',
  corrected: 'warning',
  refused: 'danger',
  undecided: 'warning',
};

/** Verdicts in the order in which a person cares: what will be booked, what asks, what stays as it is. */
export const VERDICTS: readonly RowState[] = ['new', 'corrected', 'undecided', 'refused', 'known'];

type Counted = Pick<ImportPlan, 'counts' | 'moneyFen'>;

/** Rows that carrying a plan out books, and their money in 分. */
export function toBook({ counts, moneyFen }: Counted): { rows: number; amountFen: number } {
  return { rows: counts.new + counts.corrected, amountFen: moneyFen.new + moneyFen.corrected };
}

/** Rows and money of several plans together. */
export function totalsOf(plans: readonly Counted[]): { counts: PlanCounts; moneyFen: PlanCounts } {
  const counts = emptyCounts();
  const moneyFen = emptyCounts();
  for (const plan of plans)
    for (const state of ROW_STATES) {
      counts[state] += plan.counts[state];
      moneyFen[state] += plan.moneyFen[state];
    }
  return { counts, moneyFen };
}

export function allRows(counts: PlanCounts): number {
  return ROW_STATES.reduce((sum, state) => sum + counts[state], 0);
}

/** Sources whose files say what really moved; everything else is told against them. */
const MONEY_SOURCES: ReadonlySet<Source> = new Set<Source>(['bank', 'alipay', 'wechat', 'jd']);

/** Whether the files of a source are statements of the agency's own money accounts. */
export function isMoneySource(source: Source | undefined): boolean {
  return source !== undefined && MONEY_SOURCES.has(source);
}

function rankOf(profile: string, source: Source | undefined): number {
  if (isMoneySource(source)) return 0;
  if (source === 'agent') return 1;
  if (profile === 'qianchuan.daily') return 2;
  return profile === 'template.general' ? 3 : 4;
}

/**
 * Plans in the order in which they explain each other: money accounts, the agency's wallets, the platform's daily flow,
 * the agency's own list, then the rest; earlier periods first, then as they came.
 */
export function bookingOrder<P extends Pick<ImportPlan, 'plan' | 'profile' | 'firstDay'>>(
  plans: readonly P[],
  sourceOf: (profile: string) => Source | undefined,
): P[] {
  const rank = ({ profile }: P) => rankOf(profile, sourceOf(profile));
  return plans.toSorted(
    (a, b) => rank(a) - rank(b) || compare(a.firstDay ?? '', b.firstDay ?? '') || a.plan - b.plan,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Whether a plan made anew asks for a look before it is carried out: more rows would be booked, refused or left
 * undecided than the one that was seen. Fewer new rows only say that another file told them already.
 */
export function asksMore(seen: PlanCounts, fresh: PlanCounts): boolean {
  return (
    fresh.new + fresh.corrected > seen.new + seen.corrected ||
    fresh.refused > seen.refused ||
    fresh.undecided > seen.undecided
  );
}
