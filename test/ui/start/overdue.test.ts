import { expect, it } from 'vitest';
import { type AttentionLine, inOrder, overdueLines } from '../../../src/domain/attention.ts';
import { NO_FOLLOW, type TransitItem } from '../../../src/domain/refunds/transit.ts';

const item = (kind: TransitItem['kind'], more: Partial<TransitItem> = {}): TransitItem => ({
  ...{ id: kind, kind, caseNo: null, client: null, account: null, channel: null, beganOn: '2026-05-01' },
  ...{ isDayAssumed: false, expectedFen: 100, arrivedFen: 0, openFen: 100, state: 'overdue', ageDays: 20 },
  due: { on: '2026-05-08', provisional: false, workingDays: 7, by: 'REF-1' },
  ...{ workingDaysLeft: -3, overdueDays: 12, reason: null, route: null, funder: 'agency', isMemo: false },
  ...{ isInferred: false, order: null, pool: null, money: null, follow: NO_FOLLOW },
  ...more,
});

it('tells of refunds, withdrawals and deposits whose last day is over', () => {
  const lines = overdueLines([
    item('order_refund'),
    item('ban_refund', { beganOn: '2026-04-20', state: 'short', openFen: 30 }),
    item('order_refund', { overdueDays: 0, state: 'in_transit' }),
    item('order_refund', { state: 'arrived' }),
    item('pool_refund', { isInferred: true }),
    item('withdrawal', { due: null, overdueDays: 90, state: 'in_transit' }),
    item('recharge', { openFen: 7 }),
    item('own_transfer'),
  ]);
  expect(lines).toEqual([
    { subject: 'refunds_overdue', reason: null, count: 2, sumFen: 130, oldestOn: '2026-04-20' },
    { subject: 'deposits_overdue', reason: null, count: 1, sumFen: 7, oldestOn: '2026-05-01' },
  ]);
});

it('lines stand in the order of their subjects, tickets of one reason after another', () => {
  const line = (subject: AttentionLine['subject'], reason: string | null = null): AttentionLine => ({
    ...{ subject, reason, count: 1, sumFen: null, oldestOn: null },
  });
  const sorted = inOrder([
    line('receipts'),
    line('tickets', 'B'),
    line('tickets', 'A'),
    line('refunds_overdue'),
  ]);
  expect(sorted.map(({ subject, reason }) => [subject, reason])).toEqual([
    ['receipts', null],
    ['refunds_overdue', null],
    ['tickets', 'B'],
    ['tickets', 'A'],
  ]);
});
