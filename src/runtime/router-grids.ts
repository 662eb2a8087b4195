import type { Desk } from './desk.ts';
import type { DeskImplementer } from './implementer.ts';

/** Rows stand in the open book, or in a file or comparison of this session. */
function isOfBook({ grid }: { grid: string }): boolean {
  return grid.startsWith('book:');
}

/** One set of procedures behind every grid; the name of a grid says who holds its rows. */
export function gridRoutes(os: DeskImplementer, desk: Desk) {
  const { grids } = os;
  const { house } = desk;
  return {
    columns: grids.columns.handler(({ input, context: { scope } }) =>
      isOfBook(input)
        ? house.readOf(input.grid, 'grids/columns', { ...input, scope })
        : desk.engine('columns', input),
    ),
    window: grids.window.handler(({ input, context: { scope } }) =>
      isOfBook(input)
        ? house.readOf(input.grid, 'grids/window', { ...input, scope })
        : desk.engine('window', input),
    ),
    totals: grids.totals.handler(({ input, context: { scope } }) =>
      isOfBook(input)
        ? house.readOf(input.grid, 'grids/totals', { ...input, scope })
        : desk.engine('totals', input),
    ),
    values: grids.values.handler(({ input, context: { scope } }) =>
      isOfBook(input)
        ? house.readOf(input.grid, 'grids/values', { ...input, scope })
        : desk.engine('values', input),
    ),
    locate: grids.locate.handler(({ input, context: { scope } }) =>
      isOfBook(input)
        ? house.readOf(input.grid, 'grids/locate', { ...input, scope })
        : desk.engine('locate', input),
    ),
    export: grids.export.handler(({ input, context: { scope } }) => ({
      jobId: isOfBook(input) ? desk.bookWork.exportGrid({ ...input, scope }) : desk.exportGrid(input),
    })),
  };
}
