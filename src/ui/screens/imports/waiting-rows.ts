import type { WaitingRow } from '../../../contract/imports.ts';
import type { Tone } from '../../app/chip.tsx';

export const WAITING_KINDS = ['all', 'undecided', 'refused', 'noted'] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

export const WAITING_TONES: Record<WaitingRow['verdict'], Tone> = {
  undecided: 'warning',
  refused: 'danger',
  noted: 'info',
};

/** Names a row that waits. */
export function keyOfRow({ plan, n }: Pick<WaitingRow, 'plan' | 'n'>): string {
  return `${plan} ${n}`;
}

/** Rows of one kind whose file, reason or cells hold every word. `said`: the reason in words. */
export function rowsOfKind(
  rows: readonly WaitingRow[],
  kind: WaitingKind,
  text: string,
  said: (row: WaitingRow) => string,
): WaitingRow[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(row => {
    if (kind !== 'all' && row.verdict !== kind) return false;
    if (words.length === 0) return true;
    const all = [row.name, row.sheet, row.day, said(row), ...row.cells]
      .join('\n')
      .normalize('NFKC')
      .toLowerCase();
    return words.every(word => all.includes(word));
  });
}

/** Rows and 分 of some. */
export function sumOfRows(rows: readonly Pick<WaitingRow, 'amountFen'>[]): number {
  return rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
}
