import type { BookState } from '../../../contract/books.ts';
import type { ImportPlan, OpenReceiptView } from '../../../contract/imports.ts';
import type { Tone } from '../../app/chip.tsx';
import { ROUTES } from '../../app/routes.ts';
import { isStale } from '../books/copy-age.ts';

const DAY_MS = 86_400_000;
const BEIJING_OFFSET_MS = 8 * 3_600_000;

export const SUBJECTS = ['copy', 'receipts', 'plans', 'undecided', 'refused'] as const;

/** One subject of the open book that waits for somebody. */
export interface AttentionLine {
  subject: (typeof SUBJECTS)[number];
  /** How many cases; null where they are not counted. */
  count: number | null;
  /** Money in 分; null where the subject has none. */
  sumFen: number | null;
  /** Day of the oldest, `yyyy-mm-dd`. */
  oldestOn: string | null;
  tone: Tone;
  /** Where it is worked off. */
  path: string;
}

/** What waits, in a fixed order, without what does not. */
export function attentionLines(
  { book, receipts, plans }: { book: BookState; receipts: OpenReceiptView[]; plans: ImportPlan[] },
  now_ms: number,
): AttentionLine[] {
  const rows = (verdict: 'undecided' | 'refused') => ({
    count: sum(plans.map(plan => plan.counts[verdict])),
    sumFen: sum(plans.map(plan => plan.moneyFen[verdict])),
    oldestOn: oldest(plans.filter(plan => plan.counts[verdict] > 0).map(madeOn)),
    path: ROUTES.imports,
  });
  const counted: AttentionLine[] = [
    {
      subject: 'receipts',
      count: receipts.length,
      sumFen: sum(receipts.map(({ openFen }) => openFen)),
      oldestOn: oldest(receipts.map(({ day }) => day)),
      tone: 'warning',
      path: ROUTES.claims,
    },
    {
      subject: 'plans',
      count: plans.length,
      sumFen: null,
      oldestOn: oldest(plans.map(madeOn)),
      tone: 'info',
      path: ROUTES.imports,
    },
    { subject: 'undecided', tone: 'warning', ...rows('undecided') },
    { subject: 'refused', tone: 'danger', ...rows('refused') },
  ];
  return [...copyLine(book, now_ms), ...counted.filter(({ count }) => count !== 0)];
}

/** The last good copy, where it is too old or missing and the book is written on. */
function copyLine({ lastGoodCopy, readOnly }: BookState, now_ms: number): AttentionLine[] {
  if (readOnly || (lastGoodCopy && !isStale(lastGoodCopy.takenAt, now_ms))) return [];
  const line = { subject: 'copy', count: null, sumFen: null, path: ROUTES.books } as const;
  return [
    lastGoodCopy
      ? { ...line, oldestOn: dayOf(Date.parse(lastGoodCopy.takenAt)), tone: 'warning' }
      : { ...line, oldestOn: null, tone: 'danger' },
  ];
}

/** A plan and its rows wait since it was made. */
function madeOn({ madeAt }: ImportPlan): string {
  return dayOf(Date.parse(madeAt));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function oldest(days: string[]): string | null {
  return days.reduce<string | null>((first, day) => (first === null || day < first ? day : first), null);
}

/** Whole days from a day to today. */
export function daysSince(day: string, now_ms: number): number {
  return Math.round((Date.parse(dayOf(now_ms)) - Date.parse(day)) / DAY_MS);
}

/** The day of a moment in Beijing, `yyyy-mm-dd`. */
function dayOf(at_ms: number): string {
  return new Date(at_ms + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}
