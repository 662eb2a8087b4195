import type { PackRow } from '../../../contract/packs.ts';
import type { PackState } from '../../../domain/packs/states.ts';
import type { Tone } from '../../app/chip.tsx';

/** What a line of the board says of its client: the state of the pack, or that there is none, or none any more. */
export type BoardState = PackState | 'none' | 'outdated';

export const BOARD_STATES: readonly BoardState[] = [
  ...(['none', 'outdated', 'draft', 'sent', 'disputed', 'confirmed', 'stamped'] as const),
];

export const TONES: Record<BoardState, Tone> = {
  none: 'neutral',
  outdated: 'danger',
  draft: 'neutral',
  sent: 'info',
  confirmed: 'success',
  disputed: 'danger',
  stamped: 'success',
};

export function stateOf({ pack, isOutdated }: PackRow): BoardState {
  return pack?.state ?? (isOutdated ? 'outdated' : 'none');
}

/** Lines of the board in one state, or all, whose client's number or name holds a text. */
export function shownRows(
  rows: readonly PackRow[],
  { state, text }: { state: BoardState | null; text: string },
): PackRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    row =>
      (state === null || stateOf(row) === state) &&
      (wanted === '' || `${row.code} ${row.name}`.toLowerCase().includes(wanted)),
  );
}

/** States that every chosen pack may be marked with; none where a client without a pack is among them. */
export function commonNext(rows: readonly PackRow[]): PackState[] {
  const [first, ...rest] = rows.map(({ pack }) => pack?.next ?? []);
  return (first ?? []).filter(state => rest.every(next => next.includes(state)));
}

/** Clients that a run over all makes a pack for: those without one, and those whose pack is a draft still. */
export function dueClients(rows: readonly PackRow[]): number[] {
  return rows.filter(({ pack }) => pack === null || pack.state === 'draft').map(({ client }) => client);
}
