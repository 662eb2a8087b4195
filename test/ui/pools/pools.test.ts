import { describe, expect, it } from 'vitest';
import type { PoolLine } from '../../../src/contract/pools.ts';
import type { Bucket } from '../../../src/domain/accounting/types.ts';
import type { PoolDay } from '../../../src/domain/pools/flow-days.ts';
import { poolPace } from '../../../src/domain/pools/pace.ts';
import { draftOf, recordOf } from '../../../src/ui/screens/pools/record-draft.ts';
import { figuresOf, figureTotals, matching, sorted } from '../../../src/ui/screens/pools/rows.ts';
import { endLine, niceTop, runOut, scaleOf } from '../../../src/ui/screens/pools/run-out.ts';

const money = (bucket: Bucket, availableFen: number, onOrderFen = 0) => ({
  bucket,
  onBook: bucket === 'prepay',
  availableFen,
  onOrderFen,
  frozenFen: 0,
});
function line(id: number, more: Partial<PoolLine> = {}): PoolLine {
  return {
    pool: {
      id,
      kind: 'account',
      name: `千川${id}`,
      platformId: `17${id}`,
      clientCode: `C${id}`,
      clientName: '木桥',
    } as PoolLine['pool'],
    buckets: [money('prepay', 100, 20), money('credit', 7), money('grant', 5, 3), money('client_own', 9)],
    totalFen: 127,
    overdrawnFen: 0,
    inTransit: { refundFen: 4, banRefundFen: 0, withdrawalFen: 5, rechargeFen: null },
    pace: poolPace({ leftFen: id * 100, spentFen: 70, lastOn: '2026-05-31' }, 7),
    alarm: { alarmDays: 3, isOwn: false },
    low: false,
    grantExpiresOn: null,
    ...more,
  };
}

describe('the list', () => {
  it('shows grants and the client own money beside 非赠款, never within', () => {
    expect(figuresOf(line(1))).toEqual({
      totalFen: 127,
      availableFen: 107,
      onOrderFen: 20,
      frozenFen: 0,
      clientOwnFen: 9,
      grantFen: 8,
      transitFen: 9,
    });
    expect(figureTotals([line(1), line(2)]).totalFen).toBe(254);
  });

  it('is narrowed by text, kind, and by what needs attention', () => {
    const lines = [line(1, { low: true }), line(2, { grantExpiresOn: '2026-06-10' }), line(3)];
    const ids = (
      typed: string,
      only: 'all' | 'low' | 'expiring' = 'all',
      kind: 'account' | 'douplus' | '' = '',
    ) => matching(lines, { typed, only, kind }).map(({ pool }) => pool.id);
    expect(ids('')).toEqual([1, 2, 3]);
    expect(ids(' c2 ')).toEqual([2]);
    expect(ids('173')).toEqual([3]);
    expect(ids('木桥', 'low')).toEqual([1]);
    expect(ids('', 'expiring')).toEqual([2]);
    expect(ids('', 'all', 'douplus')).toEqual([]);
  });

  it('stands by days left with the shortest first and what has no end last', () => {
    const idle = line(9, { pace: poolPace({ leftFen: 1, spentFen: 0, lastOn: '2026-05-31' }, 7) });
    expect(sorted([idle, line(2), line(1)], 'days_left').map(({ pool }) => pool.id)).toEqual([1, 2, 9]);
    expect(sorted([line(2), line(1)], 'code').map(({ pool }) => pool.id)).toEqual([2, 1]);
  });
});

describe('the chart', () => {
  const day = (date: string, closeFen: number, spentFen: number) =>
    ({ day: date, book: { closeFen, spentFen, overdrawnFen: 0 } }) as PoolDay;
  const days = [day('2026-05-30', 50_000, 10_000), day('2026-05-31', 40_000, 10_000)];
  const pace = poolPace({ leftFen: 40_000, spentFen: 70_000, lastOn: '2026-05-31' }, 7);

  it('ends where the money does', () => {
    const chart = runOut(days, pace)!;
    expect([chart.end, chart.lastOn, chart.topFen]).toEqual([
      { from: '2026-05-31', to: '2026-06-04', leftFen: 40_000 },
      '2026-06-04',
      50_000,
    ]);
    expect(endLine(chart)).toEqual({ from: '2026-05-31', fromFen: 40_000, to: '2026-06-04', toFen: 0 });
    const { x, y } = scaleOf(chart, { left: 10, top: 0, width: 120, height: 100 });
    expect([x('2026-05-30'), x('2026-06-04'), y(0), y(50_000), y(25_000)]).toEqual([20, 120, 100, 0, 50]);
  });

  it('is cut where the end is far, and has none where nothing is spent', () => {
    const far = runOut(days, { ...pace, runsOutOn: '2026-12-31', daysLeft: 214 })!;
    expect(far.lastOn).toBe('2026-07-01');
    expect(endLine(far)!.toFen).toBeGreaterThan(30_000);
    expect(runOut(days, { ...pace, runsOutOn: null, daysLeft: null })!.end).toBeNull();
    expect(runOut([], pace)).toBeNull();
  });

  it('leaves out the last days of which nothing is told yet', () => {
    const silent = [...days, day('2026-06-01', 40_000, 0), day('2026-06-02', 40_000, 0)];
    expect(runOut(silent, pace)!.days.map(({ day: on }) => on)).toEqual(['2026-05-30', '2026-05-31']);
    const moved = [...days, day('2026-06-01', 40_000, 0), day('2026-06-02', 90_000, 0)];
    expect(runOut(moved, pace)!.days).toHaveLength(4);
  });

  it('has plain figures on its scale', () => {
    expect([1, 7, 10, 230, 40_001].map(niceTop)).toEqual([1, 10, 10, 250, 50_000]);
  });
});

describe('a record', () => {
  const grant = { ...draftOf('2026-05-20', null), amount: '1,234.50', lot: ' A1 ' };

  it('is made of what is typed once all of it is there', () => {
    expect(recordOf(grant)).toEqual({
      on: '2026-05-20',
      record: {
        kind: 'granted',
        bucket: 'grant',
        amountFen: 123_450,
        lot: 'A1',
        scope: null,
        expiresOn: null,
      },
    });
    expect(recordOf({ ...grant, lot: '' })).toBeNull();
    expect(recordOf({ ...grant, amount: '0' })).toBeNull();
    expect(recordOf({ ...grant, expiresOn: '6月' })).toBeNull();
    expect(recordOf({ ...grant, on: '' })).toBeNull();
  });

  it('of another kind speaks of the money of that kind', () => {
    expect(recordOf({ ...grant, kind: 'frozen', step: 'less' })!.record).toEqual({
      kind: 'frozen',
      bucket: 'prepay',
      step: 'unfreeze',
      amountFen: 123_450,
    });
    expect(recordOf({ ...grant, kind: 'line' })!.record).toMatchObject({ bucket: 'credit', step: 'raise' });
  });

  it('of a lot that has expired is its end, with what is left', () => {
    const lot = { lot: 'A', bucket: 'coupon', leftFen: 5_005 } as never;
    expect(recordOf(draftOf('2026-05-20', lot))!.record).toEqual({
      kind: 'expired',
      bucket: 'coupon',
      amountFen: 5_005,
      lot: 'A',
    });
  });
});
