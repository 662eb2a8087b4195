import { strengthOf } from './passphrase-strength.ts';

/** A new passphrase and its repeat, as typed. */
export interface NewPassphrase {
  next: string;
  repeat: string;
}

export const NO_PASSPHRASE: NewPassphrase = { next: '', repeat: '' };

/** Whether a new passphrase can be taken: long enough and twice the same. */
export function isSettled({ next, repeat }: NewPassphrase): boolean {
  return strengthOf(next) !== 'short' && next === repeat;
}
