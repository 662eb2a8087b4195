import { ROUTES } from '../../app/routes.ts';

/** The parts of the screen: one order, a list of them, what is planned, and the clients' presets. */
export const MODES = ['one', 'list', 'planned', 'presets'] as const;
export type Mode = (typeof MODES)[number];

/** The part that an address names; one order where it names none. */
export function modeOf(word: string | null): Mode {
  return MODES.find(mode => mode === word) ?? 'one';
}

export function modePath(mode: Mode): string {
  return mode === 'one' ? ROUTES.orderCheck : `${ROUTES.orderCheck}?mode=${mode}`;
}
