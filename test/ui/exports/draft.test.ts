import { expect, it } from 'vitest';
import type { GridColumn } from '../../../src/domain/grid.ts';
import { draftOf, exportOf, layoutOfExport, periodColumns } from '../../../src/ui/screens/exports/draft.ts';

const COLUMNS: GridColumn[] = [
  { key: 'day', kind: 'date', raw: '日期' },
  { key: 'amount', kind: 'money', raw: '金额' },
  { key: 'note', kind: 'text', raw: '备注' },
];
const place = (key: string, hidden = false) => ({ key, width: 100, hidden });
const query = { filter: [], sort: [{ column: 'day', descending: true }] };

it('takes the shown columns in their order, own headings where there are any', () => {
  const shown = {
    query,
    columns: [place('amount'), place('note', true), place('day')],
    ...{ total: 3, selection: { ids: new Set<string>() } as never },
  };
  const draft = { ...draftOf(null), name: ' 月报 ', headings: { amount: ' 消耗 ', day: ' ' } };
  const made = exportOf(draft, { grid: 'book:journal', shown, named: key => `列 ${key}` });
  expect(made).toEqual({
    ...{ name: '月报', grid: 'book:journal', periodColumn: null, format: 'xlsx', query },
    columns: [
      { key: 'amount', heading: '消耗' },
      { key: 'day', heading: '列 day' },
    ],
  });
});

it('is laid out again as it was kept, with what it leaves out put away', () => {
  const layout = layoutOfExport({ columns: [{ key: 'note', heading: 'x' }] }, COLUMNS);
  expect(layout.map(({ key, hidden }) => [key, hidden])).toEqual([
    ['note', false],
    ['day', true],
    ['amount', true],
  ]);
  expect(periodColumns(COLUMNS).map(({ key }) => key)).toEqual(['day']);
});
