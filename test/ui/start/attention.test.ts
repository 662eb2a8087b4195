import { describe, expect, it } from 'vitest';
import type { BookCopy, BookState } from '../../../src/contract/books.ts';
import type { ImportPlan, OpenReceiptView } from '../../../src/contract/imports.ts';
import { attentionLines, daysSince } from '../../../src/ui/screens/start/attention.ts';

const NOW = Date.parse('2026-11-20T15:00:00+08:00');
const FRESH = { takenAt: '2026-11-20T09:00:00+08:00' } as BookCopy;
const bookWith = (lastGoodCopy: BookCopy | null, readOnly = false) =>
  ({ lastGoodCopy, readOnly }) as BookState;
const receipt = (openFen: number, day: string) => ({ openFen, day }) as OpenReceiptView;
const NONE = { new: 0, known: 0, corrected: 0, refused: 0, undecided: 0 };
const plan = (refused: number, madeAt: string) =>
  ({
    madeAt,
    counts: { ...NONE, new: 7, refused },
    moneyFen: { ...NONE, refused: refused * 100 },
  }) as ImportPlan;

describe('what waits', () => {
  it('is nothing where nothing does', () => {
    expect(attentionLines({ book: bookWith(FRESH), receipts: [], plans: [] }, NOW)).toEqual([]);
  });

  it('counts and sums receipts and names the oldest day', () => {
    const receipts = [receipt(1_200, '2026-11-18'), receipt(30_000, '2026-11-03')];
    expect(attentionLines({ book: bookWith(FRESH), receipts, plans: [] }, NOW)).toEqual([
      expect.objectContaining({ subject: 'receipts', count: 2, sumFen: 31_200, oldestOn: '2026-11-03' }),
    ]);
  });

  it('lists plans, and of their rows those that ask for somebody', () => {
    const plans = [plan(0, '2026-11-16T17:00:00.000Z'), plan(3, '2026-11-18T01:00:00.000Z')];
    expect(attentionLines({ book: bookWith(FRESH), receipts: [], plans }, NOW)).toEqual([
      expect.objectContaining({ subject: 'plans', count: 2, sumFen: null, oldestOn: '2026-11-17' }),
      expect.objectContaining({ subject: 'refused', count: 3, sumFen: 300, oldestOn: '2026-11-18' }),
    ]);
  });

  it('begins with the copy where it is missing or old, unless the book is only read', () => {
    const old = { takenAt: '2026-11-18T09:00:00+08:00' } as BookCopy;
    const lines = (book: BookState) =>
      attentionLines({ book, receipts: [receipt(1, '2026-11-20')], plans: [] }, NOW);
    expect(lines(bookWith(null))[0]).toMatchObject({ subject: 'copy', tone: 'danger', oldestOn: null });
    expect(lines(bookWith(old))[0]).toMatchObject({
      subject: 'copy',
      tone: 'warning',
      oldestOn: '2026-11-18',
    });
    expect(lines(bookWith(null, true))[0]).toMatchObject({ subject: 'receipts' });
  });

  it('counts days by the calendar of Beijing', () => {
    expect(daysSince('2026-11-20', NOW)).toBe(0);
    expect(daysSince('2026-10-31', NOW)).toBe(20);
    expect(daysSince('2026-11-20', Date.parse('2026-11-20T16:00:00Z'))).toBe(1);
  });
});
