import { daysPast } from '../calendar/days.ts';
import type { Fen } from '../money.ts';

/** Advances agreed with a client from a day on: how much may be out at once, and for how many days. */
export interface AdvanceTerm {
  from: string;
  ceilingFen: number;
  days: number;
}

/** Whole days that a debt due on `dueOn` is late on a day; 0 on the due day and before. */
export function daysOverdue(dueOn: string, on: string): number {
  return daysPast(dueOn, on);
}

/** What of a ceiling is free: less all that is owed and what approvals have reserved. Never below 0. */
export function ceilingRoom(
  ceilingFen: number,
  { owedFen, reservedFen }: { owedFen: number; reservedFen: number },
): Fen {
  return Math.max(0, ceilingFen - owedFen - reservedFen) as Fen;
}

/** Tenths of hours between two moments (UTC, ISO), as 充值台账 tells them. */
export function tenthHours(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 360_000);
}
