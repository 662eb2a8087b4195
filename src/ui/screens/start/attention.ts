import type { BookState } from '../../../contract/books.ts';
import type { AttentionLine, AttentionSubject } from '../../../domain/attention.ts';
import type { Tone } from '../../app/chip.tsx';
import { ROUTES, waitingRowsPath } from '../../app/routes.ts';
import { isStale } from '../books/copy-age.ts';

const DAY_MS = 86_400_000;
const BEIJING_OFFSET_MS = 8 * 3_600_000;

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

function copyLine({ lastGoodCopy, readOnly }: BookState, now_ms: number): DeskLine[] {
  if (readOnly || (lastGoodCopy && !isStale(lastGoodCopy.takenAt, now_ms))) return [];
  const line = { subject: 'copy', reason: null, count: null, sumFen: null, path: ROUTES.books } as const;
  return [
    lastGoodCopy
      ? { ...line, oldestOn: dayOf(Date.parse(lastGoodCopy.takenAt)), tone: 'warning' }
      : { ...line, oldestOn: null, tone: 'danger' },
  ];
}

/** Whole days from a day to today. */
export function daysSince(day: string, now_ms: number): number {
  return Math.round((Date.parse(dayOf(now_ms)) - Date.parse(day)) / DAY_MS);
}

/** The day of a moment in Beijing, `yyyy-mm-dd`. */
function dayOf(at_ms: number): string {
  return new Date(at_ms + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}
