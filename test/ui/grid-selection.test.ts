import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridQuery } from '../../src/domain/grid.ts';
import {
  afterFilterChange,
  coverage,
  isSelected,
  NAMED_ROWS_MOST,
  NOTHING_SELECTED,
  type RowSelection,
  selectAll,
  selectedCount,
  selectionForEngine,
  setSelected,
  toggleSelected,
} from '../../src/ui/grid/selection.ts';

const query: GridQuery = { filter: [{ kind: 'contains', column: 'memo', text: '退' }], sort: [] };

test('a select-all names only the rows taken out of it', () => {
  const all = selectAll(query);
  const less = toggleSelected(all, '7')!;
  expect(selectionForEngine(less)).toEqual({ query, except: ['7'] });
  expect(isSelected(less, '7')).toBe(false);
  expect(isSelected(less, '8')).toBe(true);
  expect(selectedCount(less, 1_000_000)).toBe(999_999);
  expect(toggleSelected(less, '7')).toEqual(all);
});

test('the box of all rows is full only for an untouched select-all', () => {
  expect(coverage(NOTHING_SELECTED, 10)).toBe('none');
  expect(coverage(selectAll(query), 10)).toBe('all');
  expect(coverage(toggleSelected(selectAll(query), '1')!, 10)).toBe('some');
  expect(coverage(toggleSelected(NOTHING_SELECTED, '1')!, 1)).toBe('some');
  expect(coverage(selectAll(query), 0)).toBe('none');
});

test('a new filter ends a select-all and keeps rows picked one by one', () => {
  const picked = toggleSelected(NOTHING_SELECTED, '3')!;
  expect(afterFilterChange(picked)).toBe(picked);
  expect(afterFilterChange(selectAll(query))).toEqual(NOTHING_SELECTED);
});

test('more named rows than the contract carries are refused', () => {
  const ids = Array.from({ length: NAMED_ROWS_MOST }, (_, at) => String(at));
  const full = setSelected(NOTHING_SELECTED, ids, true)!;
  expect(selectedCount(full, 0)).toBe(NAMED_ROWS_MOST);
  expect(setSelected(full, ['x'], true)).toBeNull();
  expect(setSelected(full, ['5'], false)).not.toBeNull();
});

test('any series of acts leaves exactly the rows a plain set would hold', () => {
  const universe = Array.from({ length: 12 }, (_, at) => String(at));
  const act = fc.oneof(
    fc.record({ do: fc.constant('toggle' as const), ids: fc.tuple(fc.constantFrom(...universe)) }),
    fc.record({ do: fc.constantFrom('on' as const, 'off' as const), ids: fc.subarray(universe) }),
    fc.record({ do: fc.constantFrom('all' as const, 'none' as const), ids: fc.constant([]) }),
  );
  fc.assert(
    fc.property(fc.array(act), acts => {
      let selection: RowSelection = NOTHING_SELECTED;
      let expected = new Set<string>();
      for (const { do: what, ids } of acts) {
        if (what === 'all') [selection, expected] = [selectAll(query), new Set(universe)];
        else if (what === 'none') [selection, expected] = [NOTHING_SELECTED, new Set()];
        else if (what === 'toggle') {
          const [id] = ids as [string];
          selection = toggleSelected(selection, id)!;
          if (!expected.delete(id)) expected.add(id);
        } else {
          selection = setSelected(selection, ids, what === 'on')!;
          for (const id of ids) what === 'on' ? expected.add(id) : expected.delete(id);
        }
      }
      const held = universe.filter(id => isSelected(selection, id));
      expect(new Set(held)).toEqual(expected);
      expect(selectedCount(selection, universe.length)).toBe(expected.size);
    }),
  );
});
