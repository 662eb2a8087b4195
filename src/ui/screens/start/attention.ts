import type { BookState } from '../../../contract/books.ts';
import {
  type AttentionLine,
  type AttentionSubject,
  DUTY_ROLES,
  type DutyRole,
  dutyOf,
} from '../../../domain/attention.ts';
import { beijingDay, daysBetween } from '../../../domain/calendar/days.ts';
import { ROLES, type Role } from '../../../domain/people/roles.ts';
import type { Tone } from '../../app/chip.tsx';
import { ROUTES, waitingRowsPath } from '../../app/routes.ts';
import { isStale } from '../books/copy-age.ts';

/** A line of the desk: what waits, where it is worked off, how pressing it is. */
export interface DeskLine extends Omit<AttentionLine, 'subject' | 'count'> {
  subject: AttentionSubject | 'copy';
  /** Null where it is not counted. */
  count: number | null;
  tone: Tone;
  path: string;
}

/** Pages of the desk itself, in the address: `/?show=tickets`. */
export const PAGES = ['tickets', 'breaks'] as const;
export type DeskPage = (typeof PAGES)[number];
export const PAGE = 'show';

const ALL_APPLICATIONS = `${ROUTES.applications}?tab=all`;

/** Subjects that are of a month: their list is opened at the oldest. */
const OF_MONTH: readonly AttentionSubject[] = [
  ...(['suggestions', 'statements_unsent', 'statements_disputed', 'periods_to_close'] as const),
];

const WAYS: Record<AttentionSubject, { tone: Tone; path: string }> = {
  receipts: { tone: 'warning', path: ROUTES.claims },
  payments: { tone: 'warning', path: `${ROUTES.claims}?tab=payments` },
  transfers: { tone: 'warning', path: `${ROUTES.claims}?tab=transfers` },
  refunds_overdue: { tone: 'danger', path: ROUTES.transit },
  withdrawals_overdue: { tone: 'danger', path: ROUTES.transit },
  deposits_overdue: { tone: 'danger', path: ROUTES.transit },
  refused: { tone: 'danger', path: waitingRowsPath('refused') },
  undecided: { tone: 'warning', path: waitingRowsPath('undecided') },
  noted: { tone: 'info', path: waitingRowsPath('noted') },
  plans: { tone: 'info', path: ROUTES.imports },
  gaps: { tone: 'danger', path: pagePath('breaks') },
  identities: { tone: 'danger', path: pagePath('breaks') },
  tickets: { tone: 'warning', path: pagePath('tickets') },
  clients_without_manager: { tone: 'info', path: ROUTES.clients },
  shared_names: { tone: 'info', path: ROUTES.clients },
  suggestions: { tone: 'info', path: ROUTES.workbench },
  applications_own: { tone: 'info', path: ROUTES.applications },
  applications_to_approve: { tone: 'warning', path: ALL_APPLICATIONS },
  applications_overridden: { tone: 'info', path: ALL_APPLICATIONS },
  payments_to_make: { tone: 'warning', path: `${ROUTES.recharges}?tab=waiting` },
  deposits_to_see: { tone: 'info', path: `${ROUTES.recharges}?tab=waiting` },
  transfers_to_finish: { tone: 'warning', path: ALL_APPLICATIONS },
  advances_to_finish: { tone: 'warning', path: ALL_APPLICATIONS },
  withdrawals_to_approve: { tone: 'warning', path: `${ROUTES.transit}?view=withdrawals` },
  advances_overdue: { tone: 'danger', path: `${ROUTES.recharges}?tab=advances` },
  refunds_due: { tone: 'info', path: ROUTES.transit },
  refunds_short: { tone: 'warning', path: ROUTES.transit },
  limits_near: { tone: 'warning', path: ROUTES.upgrade },
  verifications_expiring: { tone: 'warning', path: ROUTES.upgrade },
  papers_waiting: { tone: 'info', path: ROUTES.upgrade },
  low_pools: { tone: 'warning', path: `${ROUTES.pools}?only=low&sort=days_left` },
  grants_expiring: { tone: 'warning', path: `${ROUTES.pools}?only=expiring` },
  invoices_to_request: { tone: 'info', path: ROUTES.invoices },
  invoices_to_decide: { tone: 'warning', path: `${ROUTES.invoices}?tab=requests` },
  invoices_to_issue: { tone: 'warning', path: `${ROUTES.invoices}?tab=requests` },
  invoices_to_receive: { tone: 'info', path: `${ROUTES.invoices}?tab=requests` },
  invoices_mismatched: { tone: 'warning', path: `${ROUTES.invoices}?tab=register` },
  statements_unsent: { tone: 'info', path: ROUTES.packs },
  statements_disputed: { tone: 'danger', path: ROUTES.packs },
  periods_to_close: { tone: 'info', path: ROUTES.close },
};

function pagePath(page: DeskPage): string {
  return `${ROUTES.start}?${PAGE}=${page}`;
}

/** What waits, in its order; before it the last good copy, where it is missing or old and the book is written on. */
export function deskLines(book: BookState, waiting: readonly AttentionLine[], now_ms: number): DeskLine[] {
  return [
    ...copyLine(book, now_ms),
    ...waiting.map(line => ({
      ...line,
      ...WAYS[line.subject],
      ...(line.subject === 'tickets' ? toTickets(line) : {}),
      ...(OF_MONTH.includes(line.subject) ? toMonth(line) : {}),
    })),
  ];
}

/** Differences are worked off in 差异单, the oldest month of a reason first. */
function toTickets({ reason, oldestOn }: AttentionLine): { path: string } {
  const search = new URLSearchParams();
  if (oldestOn !== null) search.set('month', oldestOn.slice(0, 7));
  if (reason !== null) search.set('reason', reason);
  return { path: `${ROUTES.tickets}?${search}` };
}

function toMonth({ subject, oldestOn }: AttentionLine): { path?: string } {
  return oldestOn === null ? {} : { path: `${WAYS[subject].path}?month=${oldestOn.slice(0, 7)}` };
}

/** Lines of a role's day. */
export interface DeskGroup {
  role: DutyRole;
  lines: DeskLine[];
}

/** Lines by the role whose work they are, for a person of some roles; what is nobody's of them is left out. */
export function byDuty(lines: readonly DeskLine[], roles: readonly Role[] = ROLES): DeskGroup[] {
  const groups = Map.groupBy(lines, ({ subject }) => dutyOf(subject, roles));
  return DUTY_ROLES.flatMap(role => {
    const own = groups.get(role);
    return own ? [{ role, lines: own }] : [];
  });
}

function copyLine({ lastGoodCopy, readOnly }: BookState, now_ms: number): DeskLine[] {
  if (readOnly || (lastGoodCopy && !isStale(lastGoodCopy.takenAt, now_ms))) return [];
  const line = { subject: 'copy', reason: null, count: null, sumFen: null, path: ROUTES.books } as const;
  return [
    lastGoodCopy
      ? { ...line, oldestOn: beijingDay(Date.parse(lastGoodCopy.takenAt)), tone: 'warning' }
      : { ...line, oldestOn: null, tone: 'danger' },
  ];
}

/** Whole days from a day to today. */
export function daysSince(day: string, now_ms: number): number {
  return daysBetween(day, beijingDay(now_ms));
}
