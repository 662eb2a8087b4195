import { describe, expect, it } from 'vitest';
import { ATTENTION_SUBJECTS, type AttentionSubject, DUTIES, dutyOf } from '../../../src/domain/attention.ts';
import {
  accountLines,
  applicationLines,
  poolLines,
  unsentLines,
} from '../../../src/domain/attention-lines.ts';
import type { Role } from '../../../src/domain/people/roles.ts';
import { byDuty, type DeskLine } from '../../../src/ui/screens/start/attention.ts';

const line = (subject: AttentionSubject): DeskLine => ({
  ...{ subject, reason: null, count: 1, sumFen: null, oldestOn: null },
  ...{ tone: 'info', path: '/x' },
});
const all = ATTENTION_SUBJECTS.map(line);
const shown = (...roles: Role[]) =>
  byDuty(all, roles).map(({ role, lines }) => [role, lines.map(({ subject }) => subject)] as const);

describe('lines by role', () => {
  it('stand once each where one person has every role', () => {
    const subjects = byDuty(all).flatMap(({ lines }) => lines.map(({ subject }) => subject));
    expect(subjects.toSorted()).toEqual([...ATTENTION_SUBJECTS].sort());
  });

  it('are under one role only for who has one role, and nothing of others', () => {
    expect(shown('cashier').map(([role]) => role)).toEqual(['cashier']);
    expect(shown('cashier')[0]![1]).toContain('payments_to_make');
    expect(shown('cashier')[0]![1]).not.toContain('applications_to_approve');
    expect(shown('accountManager')[0]![1]).not.toContain('suggestions');
  });

  it('stand under the next role that the person has', () => {
    expect(dutyOf('invoices_to_request', ['accountManager'])).toBe('accountManager');
    expect(dutyOf('invoices_to_request', ['accountManager', 'accountant'])).toBe('accountant');
    expect(dutyOf('low_pools', ['teamLead'])).toBe('accountManager');
  });

  it('are all told to who only looks on', () => {
    for (const subject of ATTENTION_SUBJECTS) expect(dutyOf(subject, ['viewer'])).toBe(DUTIES[subject][0]);
  });
});

describe('lines from what the book knows', () => {
  it('low pools tell the first day on which one runs out, and their money', () => {
    const pool = (
      totalFen: number,
      low: boolean,
      runsOutOn: string | null,
      grantExpiresOn: string | null,
    ) => ({
      ...{ totalFen, low, pace: { runsOutOn }, grantExpiresOn },
    });
    expect(
      poolLines(
        [
          pool(500, true, '2026-06-09', null),
          pool(300, true, '2026-06-05', '2026-06-20'),
          pool(900, false, '2026-09-01', '2026-09-01'),
        ],
        '2026-07-01',
      ),
    ).toEqual([
      { subject: 'low_pools', reason: null, count: 2, sumFen: 800, oldestOn: '2026-06-05' },
      { subject: 'grants_expiring', reason: null, count: 1, sumFen: null, oldestOn: '2026-06-20' },
    ]);
  });

  it('a limit is near from four fifths on, and tells what is left of the tightest', () => {
    const account = (usedFen: number, limitFen: number) => ({
      limits: [
        { usedFen, limitFen },
        { usedFen: 0, limitFen: 10_000 },
      ],
      ...{ verification: { warning: null, to: null }, waitingFor: null, sinceOn: null },
    });
    expect(accountLines([account(799, 1_000), account(800, 1_000), account(1_200, 1_000)])).toEqual([
      { subject: 'limits_near', reason: null, count: 2, sumFen: 200, oldestOn: null },
    ]);
  });

  it('own applications tell who holds them; others wait for their act', () => {
    const group = { isOverridden: false, count: 2, sumFen: 500, oldestOn: '2026-05-02' };
    const lines = applicationLines([
      { ...group, kind: 'recharge', state: 'applied', isOwn: true },
      { ...group, kind: 'refund', state: 'applied', isOwn: false, oldestOn: '2026-05-01' },
      { ...group, kind: 'recharge', state: 'approved', isOwn: false },
      { ...group, kind: 'invoice', state: 'approved', isOwn: false },
    ]);
    expect(lines.map(({ subject, reason, count, oldestOn }) => [subject, reason, count, oldestOn])).toEqual([
      ['applications_own', 'supervisor', 2, '2026-05-02'],
      ['applications_to_approve', null, 4, '2026-05-01'],
      ['payments_to_make', null, 2, '2026-05-02'],
    ]);
  });

  it('statements are unsent where there is none, or only a draft', () => {
    const rows = [{ pack: null }, { pack: { state: 'draft' } }, { pack: { state: 'sent' } }];
    expect(unsentLines(rows, '2026-05-31')).toMatchObject([{ count: 2, oldestOn: '2026-05-31' }]);
  });
});
