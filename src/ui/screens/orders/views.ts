import type { GridFilter, GridQuery } from '../../../domain/grid.ts';
import { isRunning } from '../../../domain/order-book/told.ts';
import { mayTopUp, statesOf } from '../../../domain/orders/states.ts';
import { PRODUCTS } from '../../../domain/rulebook/types.ts';

/** Under which name layout and views of the grid are kept. */
export const ORDERS_GRID = 'book:orders';

/** Views that every workstation has, in the order of the menu. */
export const BUILT_IN = ['all', 'delivering', 'waiting', 'today', 'unknown', 'flagged'] as const;
export type BuiltIn = (typeof BUILT_IN)[number];

/** States of both products as the grid has them, `product.STATE`. */
function statesThat(fits: (product: (typeof PRODUCTS)[number], state: never) => boolean): string[] {
  return PRODUCTS.flatMap(product =>
    statesOf(product).flatMap(state => (fits(product, state as never) ? [`${product}.${state}`] : [])),
  );
}

const DELIVERING = statesThat(mayTopUp);
const WAITING = statesThat((product, state) => isRunning(product, state) && !mayTopUp(product, state));

/** The question of a built-in view; `today` is a day of China. */
export function builtIn(view: BuiltIn, today: string): GridQuery {
  return { filter: filterOf(view, today), sort: [] };
}

function filterOf(view: BuiltIn, today: string): GridFilter {
  switch (view) {
    case 'all':
      return [];
    case 'delivering':
      return [{ kind: 'in', column: 'state', values: DELIVERING }];
    case 'waiting':
      return [{ kind: 'in', column: 'state', values: WAITING }];
    case 'today':
      return [{ kind: 'between', column: 'placed_on', from: today, to: today }];
    case 'unknown':
      return [{ kind: 'in', column: 'spent', values: [null] }];
    case 'flagged':
      return [{ kind: 'in', column: 'flagged', values: ['1'] }];
  }
}

/** Whether two questions ask the same, whatever the order of their conditions. */
export function asksSame(one: GridQuery, other: GridQuery): boolean {
  return spelt(one) === spelt(other);
}

function spelt({ filter, sort }: GridQuery): string {
  const conditions = filter.map(condition =>
    JSON.stringify(
      condition.kind === 'in' ? { ...condition, values: condition.values.map(String).sort() } : condition,
      condition.kind === 'in' ? ['kind', 'column', 'values'] : ['kind', 'column', 'text', 'from', 'to'],
    ),
  );
  return JSON.stringify([conditions.sort(), sort.map(({ column, descending }) => [column, descending])]);
}
