import type { Call } from '../../ledger/command.ts';

/** Who calls, when, and under which key it may be repeated. */
export type Caller = Omit<Call, 'procedure' | 'input'>;

/** The Beijing day of a moment (UTC, ISO). */
export function beijingDay(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}
