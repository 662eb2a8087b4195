import { describe, expect, it } from 'vitest';
import { emptyDraft, monthsAround, periodOf } from '../../../src/ui/screens/books/draft.ts';

const NOVEMBER = Date.parse('2026-11-20T09:00:00+08:00');

describe('draft of a book', () => {
  it('begins this month, in January, or in the month that was chosen', () => {
    const draft = emptyDraft(NOVEMBER);
    expect(periodOf(draft, NOVEMBER)).toBe('2026-11');
    expect(periodOf({ ...draft, period: 'january' }, NOVEMBER)).toBe('2026-01');
    expect(periodOf({ ...draft, period: 'other', otherMonth: '2025-07' }, NOVEMBER)).toBe('2025-07');
  });

  it('offers months over the turn of years, newest first, each once', () => {
    const months = monthsAround(NOVEMBER);
    expect(months.slice(0, 3)).toEqual(['2027-01', '2026-12', '2026-11']);
    expect(months.at(-1)).toBe('2023-11');
    expect(new Set(months).size).toBe(months.length);
    expect(months.toSorted().toReversed()).toEqual(months);
  });
});
