import { expect, it } from 'vitest';
import { dayPlus } from '../../../src/domain/calendar/days.ts';
import type { FundGroup, FundsDaily, ShownFundLine } from '../../../src/domain/reports/funds-daily.ts';
import type { LongOpenLine } from '../../../src/domain/reports/long-open.ts';
import {
  beginsFolded,
  closings,
  daysTyped,
  longLines,
  sectionsOf,
  wayOf,
} from '../../../src/ui/screens/funds-daily/rows.ts';

const figures = (closingFen: number) => ({ openingFen: closingFen, inFen: 0, outFen: 0, closingFen });
const line = (
  group: FundGroup,
  name: string,
  closingFen: number,
  more: Partial<ShownFundLine> = {},
): ShownFundLine => ({
  ...{ group, key: `${group} ${name}`, name, no: null, clientName: null, currency: 'CNY', accounts: [] },
  ...figures(closingFen),
  ...more,
});
const daily = (lines: ShownFundLine[]): FundsDaily => ({
  ...{ on: '2026-01-31', lines, betweenFen: 0, payables: [], payableFen: 0, dues: [], dueFen: 0 },
  totals: [
    { group: 'bank', currency: 'CNY', ...figures(700) },
    { group: 'bank', currency: 'USD', ...figures(5) },
    { group: 'pool', currency: 'CNY', ...figures(40) },
    { group: null, currency: 'CNY', ...figures(740) },
  ],
});
const report = daily([
  line('bank', '工行', 700, { no: '6222' }),
  line('bank', '美元户', 5, { currency: 'USD' }),
  line('pool', '千川一', 40, { clientName: '木桥' }),
]);

it('groups lines by kind and currency; a search leaves groups out that have none', () => {
  const shown = (typed: string) =>
    sectionsOf(report, typed).map(({ total, lines }) => [total.group, total.currency, lines.length]);
  expect(shown('')).toEqual([
    ['bank', 'CNY', 1],
    ['bank', 'USD', 1],
    ['pool', 'CNY', 1],
  ]);
  expect(shown(' 木桥')).toEqual([['pool', 'CNY', 1]]);
  expect(shown('６２２２')).toEqual([['bank', 'CNY', 1]]);
  expect(closings(report)).toEqual({ bank: 705, channel: 0, wallet: 0, pool: 40, transit: 0 });
});

it('folds a long group', () => {
  const many = daily(Array.from({ length: 13 }, (_, at) => line('pool', `千川${at}`, 1)));
  expect(sectionsOf(many, '').map(beginsFolded)).toEqual([true]);
  expect(sectionsOf(report, '').some(beginsFolded)).toBe(false);
});

it('steps over the ends of months and years', () => {
  expect([dayPlus('2026-02-28', 1), dayPlus('2026-01-01', -1)]).toEqual(['2026-03-01', '2025-12-31']);
});

it('reads days as typed', () => {
  expect(['45', ' ３０ ', '', '-1', '4000', '1.5'].map(daysTyped)).toEqual([45, 30, null, null, null, null]);
});

it('narrows what waits, and leads to where it is worked off', () => {
  const open = {
    id: '7',
    reason: null,
    client: null,
    since: '2026-01-01',
    ageDays: 40,
    amountFen: 1,
    isMemo: false,
  };
  const lines: LongOpenLine[] = [
    { ...open, kind: 'receipt', no: 'R1', party: '木桥', owner: null },
    { ...open, kind: 'withdrawal', no: 'WDR1', party: null, owner: '李会计' },
  ];
  expect(longLines(lines, { kind: null, typed: '' })).toHaveLength(2);
  expect(longLines(lines, { kind: 'receipt', typed: '' }).map(({ no }) => no)).toEqual(['R1']);
  expect(longLines(lines, { kind: null, typed: 'wdr' }).map(({ no }) => no)).toEqual(['WDR1']);
  expect(longLines(lines, { kind: null, typed: '李会计' }).map(({ no }) => no)).toEqual(['WDR1']);
  expect(
    (['receipt', 'payment', 'withdrawal', 'ticket'] as const).map(kind =>
      wayOf({ kind, id: '7', since: '2026-03-04', reason: 'GRANT' }),
    ),
  ).toEqual(['/claims', '/claims?tab=payments', '/transit?item=7', '/tickets?month=2026-03&reason=GRANT']);
});
