import { expect, it } from 'vitest';
import type { UpgradeRow } from '../../../src/contract/upgrade.ts';
import { nearestLimits } from '../../../src/ui/screens/clients/nearest-limits.ts';

const cited = { rule: 'LIM-1', row: 'lim-1.day', source: 'B', zh: '', en: '' } as const;
const row = (clientCode: string | null, parts: Partial<UpgradeRow>): UpgradeRow =>
  ({ clientCode, limitState: 'limited', limits: [], ...parts }) as UpgradeRow;
const limit = (kind: 'limit_day' | 'limit_total', usedFen: number, limitFen: number) => ({
  ...{ kind, usedFen, limitFen, roomFen: limitFen - usedFen, cited },
});

it('a client shows the limit that is nearest to its end, over all its accounts', () => {
  const nearest = nearestLimits([
    row('C1', { limits: [limit('limit_day', 0, 30_000), limit('limit_total', 100_000, 500_000)] }),
    row('C1', { limits: [limit('limit_day', 15_000, 30_000), limit('limit_total', 100_000, 500_000)] }),
    row('C2', { limitState: 'unstated' }),
    row(null, { limits: [limit('limit_day', 30_000, 30_000)] }),
  ]);
  expect([...nearest.keys()]).toEqual(['C1', 'C2']);
  expect(nearest.get('C1')!.limit).toMatchObject({ kind: 'limit_day', usedFen: 15_000 });
  expect(nearest.get('C2')).toEqual({ state: 'unstated', limit: null });
});
