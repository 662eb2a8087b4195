import { type AgeingClass, ageingClasses, ageingSums, classOf } from '../../../domain/refunds/ageing.ts';
import {
  TRANSIT_KINDS,
  type TransitItem,
  type TransitKind,
  type TransitState,
} from '../../../domain/refunds/transit.ts';
import type { WithdrawalState } from '../../../domain/refunds/withdrawal.ts';
import type { Tone } from '../../app/chip.tsx';

export const STATE_TONES: Record<TransitState, Tone> = {
  expected: 'neutral',
  in_transit: 'info',
  short: 'warning',
  overdue: 'danger',
  arrived: 'success',
};

export const WITHDRAWAL_TONES: Record<WithdrawalState, Tone> = {
  awaiting: 'warning',
  approved: 'info',
  submitted: 'info',
  declined: 'neutral',
  cancelled: 'neutral',
  refused: 'danger',
};

/** What the list is narrowed to; empty means everything. */
export interface Wanted {
  text: string;
  kind: TransitKind | '';
  state: TransitState | '';
  /** A class of ageing, by its place; null: all. */
  ageing: number | null;
}

export const EVERYTHING: Wanted = { text: '', kind: '', state: '', ageing: null };

/** Amount on the side of an asset: what was paid and is not seen yet counts against the book. */
export function signedFen({ kind, openFen }: Pick<TransitItem, 'kind' | 'openFen'>): number {
  return kind === 'registered_out' ? -openFen : openFen;
}

function textOf({ id, caseNo, client, account, channel, follow }: TransitItem): string {
  return [
    id,
    caseNo,
    client?.code,
    client?.name,
    account?.platformId,
    account?.name,
    channel,
    follow.owner,
    follow.serviceNo,
  ]
    .filter(part => part)
    .join('\n')
    .toLowerCase();
}

/** Items that match; overdue ones first, then by their last day. */
export function matching(
  items: readonly TransitItem[],
  wanted: Wanted,
  lastDays: readonly number[],
): TransitItem[] {
  const text = wanted.text.trim().toLowerCase();
  const classes = ageingClasses(lastDays);
  return items
    .filter(
      item =>
        (text === '' || textOf(item).includes(text)) &&
        (wanted.kind === '' || item.kind === wanted.kind) &&
        (wanted.state === '' || item.state === wanted.state) &&
        (wanted.ageing === null || (!item.isMemo && classOf(item.overdueDays, classes) === wanted.ageing)),
    )
    .toSorted(
      (a, b) => b.overdueDays - a.overdueDays || compare(lastDay(a), lastDay(b)) || compare(a.id, b.id),
    );
}

const lastDay = ({ due, beganOn }: TransitItem) => due?.on ?? beganOn;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A sum over some items: those on the book; memo and inferred ones are counted apart. */
export interface Sum {
  count: number;
  fen: number;
  overdue: number;
  memoFen: number;
}

export function sumOf(items: readonly TransitItem[]): Sum {
  const sum: Sum = { count: items.length, fen: 0, overdue: 0, memoFen: 0 };
  for (const item of items) {
    if (item.isMemo) sum.memoFen += item.openFen;
    else sum.fen += signedFen(item);
    if (item.workingDaysLeft !== null && item.workingDaysLeft < 0) sum.overdue += 1;
  }
  return sum;
}

/** Sums of the kinds that there are, in their order. */
export function kindSums(items: readonly TransitItem[]): { kind: TransitKind; sum: Sum }[] {
  return TRANSIT_KINDS.flatMap(kind => {
    const own = items.filter(item => item.kind === kind);
    return own.length === 0 ? [] : [{ kind, sum: sumOf(own) }];
  });
}

/** Sums of the classes of ageing, of what stands on the book. */
export function classSums(
  items: readonly TransitItem[],
  lastDays: readonly number[],
): { class: AgeingClass; fen: number; count: number }[] {
  const classes = ageingClasses(lastDays);
  const onBook = items
    .filter(({ isMemo }) => !isMemo)
    .map(item => ({ openFen: signedFen(item), overdueDays: item.overdueDays }));
  const sums = ageingSums(onBook, classes);
  return classes.map((each, at) => ({
    class: each,
    fen: sums[at]!,
    count: onBook.filter(({ overdueDays }) => classOf(overdueDays, classes) === at).length,
  }));
}

export interface Group {
  key: string;
  name: string | null;
  sum: Sum;
  oldestOn: string;
  items: TransitItem[];
}

/** Items by client or by channel, the largest open amount first. */
export function groupsOf(items: readonly TransitItem[], by: 'clients' | 'channels'): Group[] {
  const nameOf = ({ client, channel, account }: TransitItem) =>
    by === 'clients' ? (client?.name ?? null) : (channel ?? account?.name ?? null);
  return [...Map.groupBy(items, item => nameOf(item) ?? '')]
    .map(([key, own]) => ({
      key,
      name: key === '' ? null : key,
      sum: sumOf(own),
      oldestOn: own.map(({ beganOn }) => beganOn).sort()[0]!,
      items: own,
    }))
    .toSorted((a, b) => Math.abs(b.sum.fen) - Math.abs(a.sum.fen) || compare(a.key, b.key));
}
