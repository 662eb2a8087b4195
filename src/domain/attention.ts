import type { TransitItem, TransitKind } from './refunds/transit.ts';

/** What of an open book waits for somebody. */
export const ATTENTION_SUBJECTS = [
  /** 待认领款 and 待查付款. */
  'receipts',
  'payments',
  /** 内部划转在途: one side of an own transfer. */
  'transfers',
  /** Refunds of the platform, withdrawals and recharges that should have arrived. */
  'refunds_overdue',
  'withdrawals_overdue',
  'deposits_overdue',
  /** Rows that imports could not take, orders noted for want of an account, plans not carried out. */
  'refused',
  'undecided',
  'noted',
  'plans',
  /** A running balance that does not lead on; figures that two things tell differently. */
  'gaps',
  'identities',
  /** Open tickets, one line a reason. */
  'tickets',
  'clients_without_manager',
  /** Names that more than one party bears, so that no row is known by them. */
  'shared_names',
] as const;
export type AttentionSubject = (typeof ATTENTION_SUBJECTS)[number];

/** One subject that waits: how many cases, how much money, since when. */
export interface AttentionLine {
  subject: AttentionSubject;
  /** Reason code of tickets; null elsewhere. */
  reason: string | null;
  count: number;
  /** Money in 分, absolute; null where the subject has none. */
  sumFen: number | null;
  /** Day of the oldest, `yyyy-mm-dd`; null where it has none. */
  oldestOn: string | null;
}

/** A line over some cases; null where there is none. */
export function lineOf(
  subject: AttentionSubject,
  cases: readonly { fen?: number; day?: string | null }[],
): AttentionLine | null {
  if (cases.length === 0) return null;
  const days = cases.flatMap(({ day }) => (day ? [day] : [])).sort();
  const hasMoney = cases.some(({ fen }) => fen !== undefined);
  return {
    subject,
    reason: null,
    count: cases.length,
    sumFen: hasMoney ? cases.reduce((sum, { fen = 0 }) => sum + Math.abs(fen), 0) : null,
    oldestOn: days[0] ?? null,
  };
}

const OVERDUE: Partial<Record<TransitKind, AttentionSubject>> = {
  order_refund: 'refunds_overdue',
  ban_refund: 'refunds_overdue',
  withdrawal: 'withdrawals_overdue',
  recharge: 'deposits_overdue',
};

/** Lines of money in transit whose last day is over; what is only inferred to be on its way is left out. */
export function overdueLines(items: readonly TransitItem[]): AttentionLine[] {
  const late = items.filter(
    ({ due, overdueDays, state, isInferred }) =>
      due !== null && overdueDays > 0 && state !== 'arrived' && !isInferred,
  );
  const subjects = Map.groupBy(late, ({ kind }) => OVERDUE[kind]);
  return [...subjects].flatMap(([subject, own]) => {
    const cases = own.map(({ openFen, beganOn }) => ({ fen: openFen, day: beganOn }));
    return subject === undefined ? [] : (lineOf(subject, cases) ?? []);
  });
}

/** Lines in the order of ATTENTION_SUBJECTS; those of one subject stay as they are. */
export function inOrder(lines: readonly AttentionLine[]): AttentionLine[] {
  const place = ({ subject }: AttentionLine) => ATTENTION_SUBJECTS.indexOf(subject);
  return lines.toSorted((a, b) => place(a) - place(b));
}
