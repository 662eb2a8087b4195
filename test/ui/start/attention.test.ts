import { describe, expect, it } from 'vitest';
import type { BookCopy, BookState } from '../../../src/contract/books.ts';
import { ATTENTION_SUBJECTS, type AttentionLine } from '../../../src/domain/attention.ts';
import { daysSince, deskLines } from '../../../src/ui/screens/start/attention.ts';

const NOW = Date.parse('2026-11-20T15:00:00+08:00');
const FRESH = { takenAt: '2026-11-20T09:00:00+08:00' } as BookCopy;
const bookWith = (lastGoodCopy: BookCopy | null, readOnly = false) =>
  ({ lastGoodCopy, readOnly }) as BookState;
const waiting: AttentionLine[] = ATTENTION_SUBJECTS.map(subject => ({
  subject,
  reason: subject === 'tickets' ? 'OVERDRAFT' : null,
  count: 2,
  sumFen: 300,
  oldestOn: '2026-11-03',
}));

describe('lines of the desk', () => {
  it('are none where nothing waits', () => {
    expect(deskLines(bookWith(FRESH), [], NOW)).toEqual([]);
  });

  it('keep order and figures of what waits, and each leads somewhere else than the desk', () => {
    const lines = deskLines(bookWith(FRESH), waiting, NOW);
    expect(lines).toMatchObject(waiting);
    for (const { subject, path } of lines) expect(path, subject).not.toBe('/');
  });

  it('begin with the copy where it is missing or old, unless the book is only read', () => {
    const old = { takenAt: '2026-11-18T17:00:00.000Z' } as BookCopy;
    const first = (book: BookState) => deskLines(book, waiting, NOW)[0];
    expect(first(bookWith(null))).toMatchObject({ subject: 'copy', tone: 'danger', oldestOn: null });
    expect(first(bookWith(old))).toMatchObject({ subject: 'copy', tone: 'warning', oldestOn: '2026-11-19' });
    expect(first(bookWith(null, true))).toMatchObject({ subject: 'receipts' });
  });

  it('count days by the calendar of Beijing', () => {
    expect(daysSince('2026-11-20', NOW)).toBe(0);
    expect(daysSince('2026-10-31', NOW)).toBe(20);
    expect(daysSince('2026-11-20', Date.parse('2026-11-20T16:00:00Z'))).toBe(1);
  });
});
