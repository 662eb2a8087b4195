import { describe, expect, it } from 'vitest';
import type { WithdrawalView } from '../../../src/contract/withdrawals.ts';
import { ageingClasses, ageingSums } from '../../../src/domain/refunds/ageing.ts';
import { checkTransitSettings, DEFAULT_TRANSIT_SETTINGS } from '../../../src/domain/refunds/settings.ts';
import { NO_FOLLOW, type TransitItem } from '../../../src/domain/refunds/transit.ts';
import {
  classSums,
  EVERYTHING,
  groupsOf,
  kindSums,
  matching,
  sumOf,
} from '../../../src/ui/screens/transit/rows.ts';
import { classesTyped, daysTyped } from '../../../src/ui/screens/transit/settings-form.tsx';
import { actsOf } from '../../../src/ui/screens/transit/withdrawal-panel.tsx';

const LAST = DEFAULT_TRANSIT_SETTINGS.ageingDays;
let serial = 0;
function item(more: Partial<TransitItem>): TransitItem {
  serial += 1;
  return {
    ...{
      id: `I${serial}`,
      kind: 'order_refund',
      caseNo: `I${serial}`,
      client: null,
      account: null,
      channel: null,
    },
    ...{ beganOn: '2026-05-08', isDayAssumed: false, expectedFen: 100, arrivedFen: 0, openFen: 100 },
    due: { on: '2026-05-18', provisional: false, workingDays: 7, by: 'REF-1' },
    ...{ state: 'in_transit', ageDays: 1, workingDaysLeft: 5, overdueDays: 0, reason: null, route: null },
    ...{ funder: 'agency', isMemo: false, isInferred: false, order: null, pool: null, money: null },
    follow: NO_FOLLOW,
    ...more,
  };
}

describe('the list of what is in transit', () => {
  const items = [
    item({ client: { id: 1, code: 'C1', name: '木桥商贸' }, channel: '支付宝' }),
    item({ kind: 'registered_out', openFen: 30, overdueDays: 9, workingDaysLeft: -5, state: 'overdue' }),
    item({ kind: 'pool_refund', openFen: 7, isMemo: true, isInferred: true }),
  ];

  it('counts what was paid and not seen against the book, and memo apart', () => {
    expect(sumOf(items)).toEqual({ count: 3, fen: 70, overdue: 1, memoFen: 7 });
    expect(kindSums(items).map(({ kind, sum }) => [kind, sum.fen, sum.memoFen])).toEqual([
      ['order_refund', 100, 0],
      ['pool_refund', 0, 7],
      ['registered_out', -30, 0],
    ]);
  });

  it('stands in its classes of ageing, and a class narrows the list to what is on the book', () => {
    expect(classSums(items, LAST).map(({ fen, count }) => [fen, count])).toEqual([
      [100, 1],
      [0, 0],
      [-30, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    const inClass = (ageing: number) =>
      matching(items, { ...EVERYTHING, ageing }, LAST).map(({ kind }) => kind);
    expect([inClass(0), inClass(2)]).toEqual([['order_refund'], ['registered_out']]);
  });

  it('finds by any name or number; the longest overdue comes first', () => {
    const found = (text: string) => matching(items, { ...EVERYTHING, text }, LAST).length;
    expect([found('木桥'), found('c1'), found(items[1]!.id), found('没有')]).toEqual([1, 1, 1, 0]);
    expect(matching(items, EVERYTHING, LAST)[0]!.kind).toBe('registered_out');
  });

  it('groups by client and by channel', () => {
    expect(groupsOf(items, 'clients').map(({ name, sum }) => [name, sum.fen])).toEqual([
      ['木桥商贸', 100],
      [null, -30],
    ]);
    expect(groupsOf(items, 'channels').map(({ name }) => name)).toEqual(['支付宝', null]);
  });
});

it('classes of ageing follow each other without a gap', () => {
  expect(ageingClasses([7, 15])).toEqual([
    { from: null, to: 0 },
    { from: 1, to: 7 },
    { from: 8, to: 15 },
    { from: 16, to: null },
  ]);
  const days = [0, 1, 7, 8, 15, 16, 900].map(overdueDays => ({ openFen: 1, overdueDays }));
  expect(ageingSums(days, ageingClasses([7, 15]))).toEqual([1, 2, 2, 2]);
});

it('terms and classes are read as typed and refused where they mean nothing', () => {
  expect([daysTyped(''), daysTyped('７'), daysTyped('1.5')]).toEqual([null, 7, undefined]);
  expect([classesTyped('7, 15、30'), classesTyped('a'), classesTyped(' ')]).toEqual([
    [7, 15, 30],
    null,
    null,
  ]);
  const settings = (more: object) => () => checkTransitSettings({ ...DEFAULT_TRANSIT_SETTINGS, ...more });
  expect(settings({ ageingDays: [7, 7] })).toThrow('refunds.bad_ageing');
  expect(settings({ terms: { ...DEFAULT_TRANSIT_SETTINGS.terms, withdrawal: -1 } })).toThrow(
    'refunds.bad_term',
  );
  expect(settings({})).not.toThrow();
});

it('WDR-1: a withdrawal offers what may be done with it now', () => {
  const acts = (more: Partial<WithdrawalView>) =>
    actsOf({
      openFen: 0,
      arrivedFen: 0,
      dueToClientFen: 0,
      afterwards: null,
      client: { id: 1, code: 'C1', name: '' },
      next: [],
      ...more,
    } as WithdrawalView);
  expect(acts({ state: 'awaiting', next: ['approved', 'declined', 'cancelled'] })).toEqual([
    'approve',
    'decline',
    'cancel',
  ]);
  expect(acts({ state: 'approved', next: ['submitted', 'cancelled'] })).toEqual(['submit', 'cancel']);
  expect(acts({ state: 'submitted', openFen: 5, next: ['refused'] })).toEqual(['arrive', 'refuse']);
  expect(acts({ state: 'submitted', openFen: 2, arrivedFen: 3 })).toEqual(['arrive', 'giveBack', 'keep']);
  expect(acts({ state: 'submitted', arrivedFen: 5, dueToClientFen: 4, afterwards: 'returned' })).toEqual([
    'payBack',
  ]);
});
