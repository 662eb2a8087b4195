import { expect, test } from 'vitest';
import type { GridColumn } from '../../src/domain/grid.ts';
import { actOfKey, type KeyPress } from '../../src/ui/grid/keys.ts';
import { guessWidth, layoutOf, moved, shown } from '../../src/ui/grid/layout.ts';
import { nextSort, sortPlace } from '../../src/ui/grid/sort.ts';

const t = (code: string) => code;
const columns: GridColumn[] = ['time', 'kind', 'amount', 'memo'].map(key => ({
  key,
  kind: 'text',
  raw: key,
}));
const widths = { time: 100, kind: 90, amount: 120, memo: 200 };
const keys = (places: { key: string }[]) => places.map(place => place.key).join(' ');

test('without a remembered layout the columns stand as the engine has them', () => {
  expect(layoutOf(columns, null, widths)[2]).toEqual({ key: 'amount', width: 120, hidden: false });
  expect(keys(layoutOf(columns, null, widths))).toBe('time kind amount memo');
});

test('a remembered layout keeps order, width and hiding; new columns follow their neighbour, gone ones go', () => {
  const remembered = {
    columns: [
      { key: 'memo', width: 300, hidden: false },
      { key: 'gone', width: 50, hidden: false },
      { key: 'time', width: 80, hidden: true },
      { key: 'amount', width: 140, hidden: false },
    ],
  };
  const places = layoutOf(columns, remembered, widths);
  expect(keys(places)).toBe('memo time kind amount');
  expect(places[1]).toEqual({ key: 'time', width: 80, hidden: true });
});

test('columns move to a place, and the last shown column stays', () => {
  const places = layoutOf(columns.slice(0, 2), null, widths);
  expect(keys(moved(places, 'kind', 0))).toBe('kind time');
  expect(keys(moved(places, 'time', 9))).toBe('kind time');
  const one = shown(places, 'time', false);
  expect(one[0]!.hidden).toBe(true);
  expect(shown(one, 'kind', false)[1]!.hidden).toBe(false);
});

test('a width fits short rows all, long ones nine of ten, and is bounded', () => {
  const rowsOf = (long: string, short: string) =>
    Array.from({ length: 10 }, (_, at) => ({ id: String(at), values: { memo: at === 0 ? long : short } }));
  const rows = rowsOf('长'.repeat(500), '短'.repeat(12));
  expect(guessWidth(columns[3]!, rows, t)).toBe(12 * 13 + 25);
  expect(guessWidth(columns[3]!, rowsOf('长'.repeat(10), '短'), t)).toBe(10 * 13 + 25);
  expect(guessWidth(columns[3]!, rows.slice(0, 1), t)).toBe(320);
  expect(guessWidth(columns[3]!, rowsOf('预付媒体款—账户可用', '短'), t)).toBe(10 * 13 + 25);
});

test('a heading sorts up, down, not at all; with Shift beside the others', () => {
  const up = nextSort([], 'a', false);
  const down = nextSort(up, 'a', false);
  expect([up, down, nextSort(down, 'a', false)]).toEqual([
    [{ column: 'a', descending: false }],
    [{ column: 'a', descending: true }],
    [],
  ]);
  const both = nextSort(down, 'b', true);
  expect(sortPlace(both, 'b')).toEqual({ at: 2, descending: false });
  expect(nextSort(both, 'a', true)).toEqual([{ column: 'b', descending: false }]);
  expect(nextSort(both, 'c', false)).toEqual([{ column: 'c', descending: false }]);
});

test('keys of the grid are told from keys of the library', () => {
  const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...held,
  });
  expect(actOfKey(press(' '))).toBe('toggle');
  expect(actOfKey(press(' ', { shiftKey: true }))).toBe('extendTo');
  expect(actOfKey(press('ArrowDown'))).toBeNull();
  expect(actOfKey(press('ArrowDown', { shiftKey: true }))).toBe('extendDown');
  expect(actOfKey(press('a', { metaKey: true }))).toBe('selectAll');
  expect(actOfKey(press('C', { ctrlKey: true, shiftKey: true }))).toBe('copyWithHeadings');
  expect(actOfKey(press('c'))).toBeNull();
  expect(actOfKey(press('F10', { shiftKey: true }))).toBe('menu');
  expect(actOfKey(press('Enter'))).toBe('open');
  expect(actOfKey(press('k', { ctrlKey: true }))).toBeNull();
});
