import { describe, expect, it } from 'vitest';
import type { UpgradeRow } from '../../../src/contract/upgrade.ts';
import type { UpgradeState } from '../../../src/domain/upgrade/states.ts';
import { readDay } from '../../../src/ui/screens/clients/days.ts';
import {
  byState,
  EVERYTHING,
  managersOf,
  matching,
  moved,
  waitingCounts,
} from '../../../src/ui/screens/upgrade/rows.ts';

function row(account: number, state: UpgradeState, parts: Partial<UpgradeRow> = {}): UpgradeRow {
  return {
    account,
    platformId: `dy${account}`,
    name: `dy${account}`,
    bannedOn: null,
    clientCode: `K${account}`,
    clientName: '青禾',
    managers: ['王芳'],
    subject: 1,
    subjectName: '青禾商贸有限公司',
    subjectKind: 'enterprise',
    state,
    hasCase: state !== 'unknown',
    waitingFor: null,
    sinceOn: null,
    daysWaiting: null,
    limitState: 'free',
    limits: [],
    verification: { state: 'none', method: null, from: null, to: null, daysLeft: null, warning: null },
    ...parts,
  };
}

const ROWS = [
  row(1, 'unknown'),
  row(2, 'submitted', { waitingFor: 'platform', daysWaiting: 2 }),
  row(3, 'submitted', { waitingFor: 'client', daysWaiting: 9, managers: ['李强', '王芳'] }),
  row(4, 'upgraded', {
    verification: { state: 'passed', method: null, from: null, to: null, daysLeft: 5, warning: 7 },
  }),
];
const ids = (rows: readonly UpgradeRow[]) => rows.map(({ account }) => account);

describe('the list', () => {
  it('shows first what waits longest', () => {
    expect(ids(matching(ROWS, EVERYTHING))).toEqual([3, 2, 1, 4]);
  });

  it.each([
    [{ text: 'DY2' }, [2]],
    [{ text: '青禾商贸' }, [3, 2, 1, 4]],
    [{ state: 'submitted' as const }, [3, 2]],
    [{ manager: '李强' }, [3]],
    [{ waitingFor: 'platform' as const }, [2]],
    [{ expiring: true }, [4]],
    [{ expiring: true, manager: '李强' }, []],
  ])('is narrowed by %j', (wanted, found) => {
    expect(ids(matching(ROWS, { ...EVERYTHING, ...wanted }))).toEqual(found);
  });

  it('counts who is waited for, and names each manager once', () => {
    expect(waitingCounts(ROWS)).toEqual({ client: 1, agency: 0, platform: 1 });
    expect(managersOf(ROWS)).toHaveLength(2);
  });
});

describe('moves on the board', () => {
  const columns = byState(ROWS);
  it('go past empty columns and stop at the edges', () => {
    expect(moved(columns, null, 'down')).toBe(1);
    expect(moved(columns, 1, 'right')).toBe(2);
    expect(moved(columns, 2, 'down')).toBe(3);
    expect(moved(columns, 3, 'right')).toBe(4);
    expect(moved(columns, 4, 'left')).toBe(2);
    expect(moved(columns, 4, 'right')).toBe(4);
    expect(moved(columns, 1, 'up')).toBe(1);
  });
});

it('a day is read in the usual ways, and a day that does not exist is none', () => {
  expect(['2026-11-20', '2026/1/5', '20260105', '2026年1月5日'].map(text => readDay(text))).toEqual([
    ...['2026-11-20', '2026-01-05', '2026-01-05', '2026-01-05'],
  ]);
  expect(['2026-02-30', '', 'abc'].map(text => readDay(text))).toEqual([null, null, null]);
});
