import type { OpenReceiptView } from '../../../contract/imports.ts';
import { daysBetween } from '../../../domain/calendar/days.ts';
import { yuanText } from '../../../domain/money.ts';

/** Money that waits for an explanation, whichever way it went. */
export interface WaitingMoney {
  caseNo: string;
  money: number;
  openFen: number;
  day: string;
  party: string;
  memo: string;
  suggestions: readonly unknown[];
}

/** Names a waiting row; a case may wait in two money accounts. */
export function keyOf({ caseNo, money }: Pick<WaitingMoney, 'caseNo' | 'money'>): string {
  return `${money} ${caseNo}`;
}

export const AGES = ['all', 'week', 'month', 'older'] as const;
export type Age = (typeof AGES)[number];
export const HINTS = ['all', 'one', 'some', 'none'] as const;
export type Hint = (typeof HINTS)[number];

export interface WaitingFilter {
  hint: Hint;
  money: number | null;
  age: Age;
  text: string;
}

export const EVERYTHING_WAITING: WaitingFilter = { hint: 'all', money: null, age: 'all', text: '' };

/** The rows under a filter, in their order. */
export function underFilter<W extends WaitingMoney>(
  rows: readonly W[],
  filter: WaitingFilter,
  today: string,
): W[] {
  const words = filter.text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(row => {
    if (filter.money !== null && row.money !== filter.money) return false;
    return (
      hintHolds(row, filter.hint) &&
      ageHolds(daysBetween(row.day, today), filter.age) &&
      textHolds(row, words)
    );
  });
}

function hintHolds({ suggestions }: WaitingMoney, hint: Hint): boolean {
  if (hint === 'one') return suggestions.length === 1;
  if (hint === 'some') return suggestions.length > 1;
  return hint === 'all' || suggestions.length === 0;
}

function ageHolds(days: number, age: Age): boolean {
  if (age === 'week') return days <= 7;
  if (age === 'month') return days > 7 && days <= 30;
  return age === 'all' || days > 30;
}

function textHolds({ party, memo, caseNo, openFen, day }: WaitingMoney, words: readonly string[]): boolean {
  const all = [party, memo, caseNo, day, yuanText(openFen)].join('\n').normalize('NFKC').toLowerCase();
  return words.every(word => all.includes(word.replace(/^¥/, '').replace(/(?<=\d),(?=\d{3})/g, '')));
}

/** Sum in 分. */
export function sumOf(rows: readonly Pick<WaitingMoney, 'openFen'>[]): number {
  return rows.reduce((sum, { openFen }) => sum + openFen, 0);
}

/** Receipts that can be claimed in bulk: those with exactly one suggestion. */
export function claimable(rows: readonly OpenReceiptView[]): OpenReceiptView[] {
  return rows.filter(({ suggestions }) => suggestions.length === 1);
}

/** The row to go on with when `key` leaves the list: its successor, else the last one. */
export function rowAfter<W extends WaitingMoney>(rows: readonly W[], key: string): string | null {
  const at = rows.findIndex(row => keyOf(row) === key);
  const next = rows[at + 1] ?? rows[at - 1];
  return next ? keyOf(next) : null;
}
