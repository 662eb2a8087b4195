import { Refusal } from '../../domain/refusal.ts';
import type { Call } from '../../ledger/command.ts';

/** Who calls, when, and under which key it may be repeated. */
export type Caller = Omit<Call, 'procedure' | 'input'>;

/** A month of the book, or of one client of it. */
export interface Which {
  month: string;
  /** Null: the whole book. */
  client: number | null;
}

/** What is asked of outside: whoever asks, the Beijing day, and the day of the last copy of the book. */
export interface Asking {
  actor: string;
  today: string;
  lastCopyOn: string | null;
}

/** Checks a month `yyyy-mm`. Refuses `ledger.month_invalid`. */
export function checkMonth(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('ledger.month_invalid', { month });
  return month;
}
