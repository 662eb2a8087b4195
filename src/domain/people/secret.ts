import { Refusal } from '../refusal.ts';

/** How a profile is kept from others: digits only, or anything. */
export const SECRET_KINDS = ['pin', 'password'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

const PIN_DIGITS_LEAST = 4;
const PIN_DIGITS_MOST = 12;
const PASSWORD_LEAST = 8;

/** Refuses `people.pin_form` for a PIN that is not 4 to 12 digits, `people.password_short` for one under 8 characters. */
export function checkNewSecret(kind: SecretKind, value: string): void {
  if (kind === 'pin') {
    if (!/^\d+$/.test(value) || value.length < PIN_DIGITS_LEAST || value.length > PIN_DIGITS_MOST)
      throw new Refusal('people.pin_form', { least: PIN_DIGITS_LEAST, most: PIN_DIGITS_MOST });
  } else if ([...value.normalize('NFKC')].length < PASSWORD_LEAST)
    throw new Refusal('people.password_short', { least: PASSWORD_LEAST });
}

/** Wrong tries in a row, and the instant (ms) before which no further one is looked at. */
export interface Tries {
  wrong: number;
  notBefore_ms: number;
}

export const NO_TRIES: Tries = { wrong: 0, notBefore_ms: 0 };

const FIRST_DELAY_MS = 1_000;
/** Nobody is ever shut out for good: the only administrator waits this long at most. */
const LONGEST_DELAY_MS = 5 * 60_000;

/** What a further wrong try at `now_ms` leads to: the first waits a second, each further one twice as long, up to five minutes. */
export function afterWrong({ wrong }: Tries, now_ms: number): Tries {
  const count = wrong + 1;
  const delay_ms = Math.min(FIRST_DELAY_MS * 2 ** Math.min(count - 1, 20), LONGEST_DELAY_MS);
  return { wrong: count, notBefore_ms: now_ms + delay_ms };
}

/** Whole seconds until a try is looked at again; 0 now. A clock that was set back does not lengthen the wait. */
export function waitSeconds({ notBefore_ms }: Tries, now_ms: number): number {
  return Math.ceil(Math.min(Math.max(0, notBefore_ms - now_ms), LONGEST_DELAY_MS) / 1_000);
}
