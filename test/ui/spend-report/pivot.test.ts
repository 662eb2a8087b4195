import { describe, expect, it } from 'vitest';
import type { NamedSpendLine } from '../../../src/domain/reports/spend.ts';
import { bucketsOf, bucketsOfSum, matching, spendRows } from '../../../src/ui/screens/spend-report/pivot.ts';

const line = (parts: Partial<NamedSpendLine>): NamedSpendLine => ({
  client: 1,
  clientCode: 'C0001',
  clientName: '青禾商贸',
  pool: { id: 4, kind: 'account', name: '青禾-千川1', platformId: '1775795092573903', client: 1 },
  product: 'qianchuan',
  bucket: 'prepay',
  amountFen: 100,
  finality: 'settled',
  byFinality: { settled: 100 },
  lastOn: '2026-05-20',
  bookedAt: '',
  legs: 1,
  ...parts,
});
const LINES = [
  line({}),
  line({ bucket: 'grant', amountFen: 30, lastOn: '2026-05-21' }),
  line({
    product: 'suixintui',
    bucket: 'direct',
    amountFen: 50,
    finality: 'reported',
    byFinality: { reported: 50 },
  }),
  line({ client: 2, clientCode: 'C0002', clientName: '芊屿服饰', amountFen: 900 }),
  line({ client: null, clientCode: null, clientName: null, pool: null, amountFen: 5 }),
];

describe('消耗日报 as a table', () => {
  it('has a row for each client, the largest first, with what it is made of below', () => {
    const rows = spendRows(LINES, true);
    expect(
      rows.map(({ kind, client, product, cashFen, grantFen }) => [kind, client, product, cashFen, grantFen]),
    ).toEqual([
      ['client', 2, null, 900, 0],
      ['account', 2, 'qianchuan', 900, 0],
      ['client', 1, null, 150, 30],
      ['account', 1, 'qianchuan', 100, 30],
      ['account', 1, 'suixintui', 50, 0],
      ['client', null, null, 5, 0],
      ['account', null, 'qianchuan', 5, 0],
    ]);
    expect(rows[2]).toMatchObject({
      byBucket: { prepay: 100, grant: 30, direct: 50 },
      finalities: ['settled', 'reported'],
      lastOn: '2026-05-21',
      figure: { client: 1 },
    });
    expect(rows[4]!.figure).toEqual({ client: 1, pool: 4, product: 'suixintui' });
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    expect(spendRows(LINES, false)).toHaveLength(3);
  });

  it('has a column for each kind of money that occurs, grants last', () => {
    expect(bucketsOf(LINES)).toEqual(['prepay', 'direct', 'grant']);
    expect(bucketsOfSum('grantFen')).toEqual(['grant', 'shared_grant', 'red_packet', 'coupon']);
    expect(bucketsOfSum('cashFen')).toContain('client_own');
  });

  it('finds clients and accounts by what is typed', () => {
    expect(matching(LINES, 'c0002').map(({ client }) => client)).toEqual([2]);
    expect(matching(LINES, '  芊屿 ').map(({ client }) => client)).toEqual([2]);
    expect(matching(LINES, '17757950')).toHaveLength(4);
    expect(matching(LINES, '')).toHaveLength(5);
  });
});
