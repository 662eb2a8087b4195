import { daysBetween } from '../calendar/days.ts';
import type { LimitHistory, LimitState, VerifiedSpan } from './types.ts';

type Times = Pick<LimitHistory, 'upgradeBeganOn' | 'verified'>;

/** In which state an enterprise subject is on a day. The day of passing and the last valid day are verified. */
export function limitStateOn({ upgradeBeganOn, verified }: Times, day: string): LimitState {
  if (verified.some(span => covers(span, day))) return 'verified';
  return upgradeBeganOn !== null && upgradeBeganOn <= day ? 'limited' : 'free';
}

/** First day from which limited payments count: the beginning, or after the last expiry where the count restarts. */
export function countsFrom(
  { upgradeBeganOn, verified }: Times,
  day: string,
  restart: boolean,
): string | null {
  if (upgradeBeganOn === null || !restart) return upgradeBeganOn;
  return verified.reduce(
    (latest, { to }) => (to !== null && to < day && to > latest ? to : latest),
    upgradeBeganOn,
  );
}

/** Days until a verification expires, 0 on its last day; null where it does not expire. */
export function daysToExpiry({ to }: VerifiedSpan, day: string): number | null {
  return to === null ? null : daysBetween(day, to);
}

/** The step of the warning that is due (UPG-6): of 30, 7, 1 the smallest that is reached; null before and after. */
export function expiryWarning(span: VerifiedSpan, day: string, warnDays: readonly number[]): number | null {
  const left = daysToExpiry(span, day);
  if (left === null || left < 0) return null;
  const reached = warnDays.filter(days => left <= days);
  return reached.length === 0 ? null : Math.min(...reached);
}

function covers({ from, to }: VerifiedSpan, day: string): boolean {
  return from <= day && (to === null || day <= to);
}
