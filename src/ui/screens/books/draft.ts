import { monthOf } from './copy-age.ts';

/** What was typed of a new book; the passphrase is not among it. */
export interface BookDraft {
  name: string;
  period: 'present' | 'january' | 'other';
  /** `yyyy-mm`, for `other`. */
  otherMonth: string;
}

const MONTHS_BACK = 36;
const MONTHS_AHEAD = 2;

export function emptyDraft(now_ms: number): BookDraft {
  return { name: '', period: 'present', otherMonth: monthOf(now_ms) };
}

/** First month of the book, `yyyy-mm`. */
export function periodOf(draft: BookDraft, now_ms: number): string {
  const present = monthOf(now_ms);
  switch (draft.period) {
    case 'present':
      return present;
    case 'january':
      return `${present.slice(0, 4)}-01`;
    case 'other':
      return draft.otherMonth;
  }
}

/** Months that a book may begin with, newest first. */
export function monthsAround(now_ms: number): string[] {
  const [year, month] = monthOf(now_ms).split('-').map(Number);
  const newest = year! * 12 + month! - 1 + MONTHS_AHEAD;
  return Array.from({ length: MONTHS_BACK + MONTHS_AHEAD + 1 }, (_, back) => {
    const at = newest - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
