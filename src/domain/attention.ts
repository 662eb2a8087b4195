import { ROLES, type Role } from './people/roles.ts';
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
  /** Matches that a run suggests, one line a month. */
  'suggestions',
  /** Applications by who holds them: own ones (`reason`: the role), to be approved, paid, seen, finished. */
  'applications_own',
  'applications_to_approve',
  'applications_overridden',
  'payments_to_make',
  'deposits_to_see',
  'transfers_to_finish',
  'advances_to_finish',
  'withdrawals_to_approve',
  /** 垫款 after its last day. */
  'advances_overdue',
  /** Refunds of the platform that should arrive within two working days, and those of which a part has. */
  'refunds_due',
  'refunds_short',
  /** DOU+ limits of which four fifths are used; verifications and papers. */
  'limits_near',
  'verifications_expiring',
  'papers_waiting',
  'low_pools',
  'grants_expiring',
  'invoices_to_request',
  'invoices_to_decide',
  'invoices_to_issue',
  'invoices_to_receive',
  'invoices_mismatched',
  'statements_unsent',
  'statements_disputed',
  'periods_to_close',
] as const;
export type AttentionSubject = (typeof ATTENTION_SUBJECTS)[number];

/** Roles whose day has subjects of its own; the others see what theirs has. */
export const DUTY_ROLES = ['accountant', 'cashier', 'accountManager', 'supervisor', 'administrator'] as const;
export type DutyRole = (typeof DUTY_ROLES)[number];

/** Whose work a subject is, the first of all first: it stands once, under the first role that somebody has. */
export const DUTIES: Readonly<Record<AttentionSubject | 'copy', readonly DutyRole[]>> = {
  copy: ['administrator', 'accountant', 'supervisor', 'cashier'],
  receipts: ['accountant'],
  payments: ['accountant'],
  transfers: ['accountant'],
  refunds_overdue: ['accountManager', 'accountant', 'cashier'],
  withdrawals_overdue: ['cashier', 'accountant', 'accountManager'],
  deposits_overdue: ['cashier', 'accountant', 'accountManager'],
  refused: ['accountant', 'cashier'],
  undecided: ['accountant', 'cashier'],
  noted: ['accountant'],
  plans: ['accountant', 'cashier'],
  gaps: ['accountant', 'cashier'],
  identities: ['accountant'],
  tickets: ['accountant', 'accountManager'],
  clients_without_manager: ['supervisor', 'administrator', 'accountant'],
  shared_names: ['accountant'],
  suggestions: ['accountant'],
  applications_own: ['accountManager', 'accountant', 'supervisor'],
  applications_to_approve: ['supervisor'],
  applications_overridden: ['supervisor'],
  payments_to_make: ['cashier'],
  deposits_to_see: ['cashier', 'accountant'],
  transfers_to_finish: ['accountant'],
  advances_to_finish: ['supervisor', 'accountant'],
  withdrawals_to_approve: ['supervisor'],
  advances_overdue: ['supervisor', 'accountManager'],
  refunds_due: ['accountManager', 'cashier'],
  refunds_short: ['cashier', 'accountManager'],
  limits_near: ['accountManager'],
  verifications_expiring: ['accountManager'],
  papers_waiting: ['accountManager'],
  low_pools: ['accountManager'],
  grants_expiring: ['accountManager'],
  invoices_to_request: ['accountant', 'accountManager'],
  invoices_to_decide: ['supervisor', 'accountant'],
  invoices_to_issue: ['accountant'],
  invoices_to_receive: ['accountant'],
  invoices_mismatched: ['accountant'],
  statements_unsent: ['accountant', 'supervisor'],
  statements_disputed: ['accountant', 'accountManager', 'supervisor'],
  periods_to_close: ['supervisor', 'accountant'],
};

/**
 * The role under which a subject stands for a person; null where it is not the person's work. A team lead works as an
 * account manager; who only looks on (查看) is told everything.
 */
export function dutyOf(subject: AttentionSubject | 'copy', roles: readonly Role[]): DutyRole | null {
  const duties = DUTIES[subject];
  const has = (role: DutyRole) =>
    roles.includes(role) || (role === 'accountManager' && roles.includes('teamLead'));
  const isOnlooker = !ROLES.some(role => role !== 'viewer' && roles.includes(role));
  return duties.find(has) ?? (isOnlooker ? duties[0]! : null);
}

/** One subject that waits: how many cases, how much money, since when. */
export interface AttentionLine {
  subject: AttentionSubject;
  /** Reason code of tickets, role that holds own applications, month of what is of months; null elsewhere. */
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
