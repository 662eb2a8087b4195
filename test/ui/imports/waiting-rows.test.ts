import { describe, expect, it } from 'vitest';
import type { WaitingRow } from '../../../src/contract/imports.ts';
import { isAtHand, isOfKeptRows, replacedBy } from '../../../src/ui/screens/imports/again.ts';
import { rowsOfKind, sumOfRows, type WAITING_KINDS } from '../../../src/ui/screens/imports/waiting-rows.ts';

function row(n: number, part: Partial<WaitingRow>): WaitingRow {
  return {
    plan: 1,
    n,
    name: '建行流水_2026-03.xlsx',
    sheet: 'Sheet1',
    row: n + 1,
    verdict: 'undecided',
    reason: 'imports.client_unknown',
    params: {},
    day: '2026-03-04',
    amountFen: 12_00,
    cells: [],
    ...part,
  };
}

const rows = [
  row(1, { cells: ['杭州某某食品店', '转账'] }),
  row(2, { verdict: 'refused', name: '支付宝账单.csv' }),
  row(3, { verdict: 'noted' }),
];
const said = ({ verdict }: WaitingRow) => (verdict === 'refused' ? '金额读不出' : '账套里没有客户');

describe('rows that wait', () => {
  it('are those of one kind, whose file, reason or cells hold every word', () => {
    const found = (kind: (typeof WAITING_KINDS)[number], text = '') =>
      rowsOfKind(rows, kind, text, said).map(({ n }) => n);
    expect(found('all')).toEqual([1, 2, 3]);
    expect(found('noted')).toEqual([3]);
    expect(found('all', '金额')).toEqual([2]);
    expect(found('all', '食品店 没有客户')).toEqual([1]);
    expect(found('refused', '食品店')).toEqual([]);
    expect(sumOfRows(rows)).toBe(36_00);
  });
});

describe('plans of kept rows', () => {
  const kept = { name: '建行流水_2026-03.xlsx', fileId: null, isKept: true };
  const staged = { ...kept, fileId: 'f1' };
  const lost = { ...kept, isKept: false };

  it('are carried out without their file', () => {
    expect([kept, staged, lost].map(isAtHand)).toEqual([true, true, false]);
    expect([kept, staged, lost].map(isOfKeptRows)).toEqual([true, false, false]);
  });

  it('give way to new ones of the same file only', () => {
    const other = { ...kept, name: '微信账单.xlsx' };
    expect(replacedBy([kept, staged, lost, other], rows)).toEqual([kept]);
  });
});
