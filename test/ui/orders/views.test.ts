import { describe, expect, it } from 'vitest';
import type { GridQuery } from '../../../src/domain/grid.ts';
import { SUIXINTUI_STATES } from '../../../src/domain/orders/states.ts';
import { enterable, productIn } from '../../../src/ui/screens/orders/marking.ts';
import { asksSame, BUILT_IN, builtIn } from '../../../src/ui/screens/orders/views.ts';

describe('views of the orders', () => {
  it('states of a built-in view are those of both products; running ones are delivering or waiting, never both', () => {
    const states = (view: 'delivering' | 'waiting') => {
      const [condition] = builtIn(view, '2026-05-10').filter;
      return condition?.kind === 'in' ? condition.values : [];
    };
    expect(states('delivering')).toEqual(['suixintui.DELIVERY_OK', 'douplus.DELIVERING']);
    expect(states('waiting')).toContain('douplus.AUDIT_PAUSE');
    expect(states('waiting')).not.toContain('suixintui.UNPAID');
    expect(states('waiting').filter(state => states('delivering').includes(state))).toEqual([]);
  });

  it('a question is known again whatever the order of its conditions, and no two built-in views are the same', () => {
    const one: GridQuery = {
      filter: [
        { kind: 'in', column: 'state', values: ['b', 'a', null] },
        { kind: 'between', column: 'amount', from: null, to: 5 },
      ],
      sort: [{ column: 'spent', descending: true }],
    };
    const other: GridQuery = {
      filter: [
        { kind: 'between', column: 'amount', from: null, to: 5 },
        { kind: 'in', column: 'state', values: [null, 'a', 'b'] },
      ],
      sort: [{ descending: true, column: 'spent' }],
    };
    expect(asksSame(one, other)).toBe(true);
    expect(asksSame(one, { ...other, sort: [] })).toBe(false);
    expect(asksSame(one, { ...other, filter: other.filter.slice(1) })).toBe(false);
    const spelt = BUILT_IN.filter(view =>
      BUILT_IN.some(
        each => each !== view && asksSame(builtIn(view, '2026-05-10'), builtIn(each, '2026-05-10')),
      ),
    );
    expect(spelt).toEqual([]);
  });
});

it('only states that a step leads to are offered for marking: nobody becomes unpaid', () => {
  expect(enterable('suixintui')).toEqual(SUIXINTUI_STATES.filter(state => state !== 'UNPAID'));
  expect(enterable('douplus')).not.toContain('UNPAID');
  expect([productIn('douplus.DELIVERED'), productIn('suixintui'), productIn(null)]).toEqual([
    'douplus',
    'suixintui',
    null,
  ]);
});
