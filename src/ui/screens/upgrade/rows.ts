import type { UpgradeRow } from '../../../contract/upgrade.ts';
import { WAITED_FOR, type WaitedFor } from '../../../domain/upgrade/book.ts';
import { UPGRADE_STATES, type UpgradeState } from '../../../domain/upgrade/states.ts';
import type { Tone } from '../../app/chip.tsx';
import type { ShownLimit } from '../../app/limit-bar.tsx';

/** What the list is narrowed to; empty means everything. */
export interface Wanted {
  text: string;
  state: UpgradeState | '';
  manager: string;
  waitingFor: WaitedFor | '';
  /** Only verifications that end soon or have ended. */
  expiring: boolean;
}

export const EVERYTHING: Wanted = { text: '', state: '', manager: '', waitingFor: '', expiring: false };

export const STATE_TONES: Record<UpgradeState, Tone> = {
  unknown: 'neutral',
  not_needed: 'neutral',
  triggered: 'warning',
  registering: 'info',
  bound: 'info',
  submitted: 'info',
  rejected: 'danger',
  upgraded_limited: 'warning',
  upgraded: 'success',
  verification_expired: 'danger',
};

function names({ clientCode, clientName, platformId, name, subjectName }: UpgradeRow): string {
  return [clientCode, clientName, platformId, name, subjectName].join('\n').toLowerCase();
}

export function isExpiring({ verification }: UpgradeRow): boolean {
  return verification.warning !== null || verification.state === 'expired';
}

/** Rows that match; those that wait longest first, what waits for nobody last. */
export function matching(rows: readonly UpgradeRow[], wanted: Wanted): UpgradeRow[] {
  const text = wanted.text.trim().toLowerCase();
  return rows
    .filter(
      row =>
        (text === '' || names(row).includes(text)) &&
        (wanted.state === '' || row.state === wanted.state) &&
        (wanted.manager === '' || row.managers.includes(wanted.manager)) &&
        (wanted.waitingFor === '' || row.waitingFor === wanted.waitingFor) &&
        (!wanted.expiring || isExpiring(row)),
    )
    .toSorted((one, other) => (other.daysWaiting ?? -1) - (one.daysWaiting ?? -1));
}

/** Rows of each state in the order of the states; every state has its column. */
export function byState(rows: readonly UpgradeRow[]): { state: UpgradeState; rows: UpgradeRow[] }[] {
  return UPGRADE_STATES.map(state => ({ state, rows: rows.filter(row => row.state === state) }));
}

export function waitingCounts(rows: readonly UpgradeRow[]): Record<WaitedFor, number> {
  const count = (whom: WaitedFor) => rows.filter(({ waitingFor }) => waitingFor === whom).length;
  return Object.fromEntries(WAITED_FOR.map(whom => [whom, count(whom)])) as Record<WaitedFor, number>;
}

export function managersOf(rows: readonly UpgradeRow[]): string[] {
  return [...new Set(rows.flatMap(({ managers }) => managers))].sort((a, b) => a.localeCompare(b, 'zh'));
}

export type Move = 'up' | 'down' | 'left' | 'right';

/** The card that a move on the board leads to, past empty columns; the same one where there is none. */
export function moved(
  columns: readonly { rows: readonly UpgradeRow[] }[],
  active: number | null,
  move: Move,
): number | null {
  const column = columns.findIndex(({ rows }) => rows.some(({ account }) => account === active));
  if (column < 0) return columns.flatMap(({ rows }) => rows)[0]?.account ?? null;
  const { rows } = columns[column]!;
  const at = rows.findIndex(({ account }) => account === active);
  if (move === 'up' || move === 'down') return rows[at + (move === 'up' ? -1 : 1)]?.account ?? active;
  const beside = move === 'left' ? columns.slice(0, column).reverse() : columns.slice(column + 1);
  const next = beside.find(({ rows }) => rows.length > 0)?.rows;
  return next ? next[Math.min(at, next.length - 1)]!.account : active;
}

/** The limits of a row as the bar shows them. */
export function shownLimits({ limits }: Pick<UpgradeRow, 'limits'>): ShownLimit[] {
  return limits.map(({ cited: { rule, row, zh, en }, ...limit }) => ({
    ...limit,
    row: { id: row, rule, zh, en },
  }));
}
