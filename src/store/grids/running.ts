import type { GridSort, GridValue } from '../../domain/grid.ts';
import { GridEngine, type GridSource } from '../../domain/grid-engine.ts';
import type { SqlGrid } from './grid.ts';

/** The rows of a grid in natural order with the values that follow from their places. */
export class RunningRows {
  readonly ids: Float64Array;
  private readonly balancesFen: Float64Array;
  private readonly grid: SqlGrid;
  private byId: Uint32Array | null = null;

  constructor(grid: SqlGrid, ids: Float64Array, balancesFen: Float64Array) {
    this.grid = grid;
    this.ids = ids;
    this.balancesFen = balancesFen;
  }

  /** Place of a row in natural order, −1 if it is none of them. */
  placeOf(id: number): number {
    const { ids } = this;
    this.byId ??= Uint32Array.from(ids.keys()).sort((a, b) => ids[a]! - ids[b]!);
    let [low, high] = [0, this.byId.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ids[this.byId[middle]!]! < id) low = middle + 1;
      else high = middle;
    }
    const place = this.byId[low];
    return place !== undefined && ids[place] === id ? place : -1;
  }

  value(place: number, key: string): GridValue {
    const column = this.grid.computed!.columns.find(each => each.key === key)!;
    return column.value(this.balancesFen[place]!);
  }

  /**
   * An engine over some of the rows, by their places, that knows the computed columns, the id, and whatever other
   * columns it is given.
   */
  engine(places: ArrayLike<number>, others: ReadonlyMap<string, readonly GridValue[]>): GridEngine {
    const source: GridSource = {
      columns: [],
      count: places.length,
      value: (row, key) => {
        const place = places[row]!;
        if (key === ID_KEY) return this.ids[place]!;
        const other = others.get(key);
        return other ? other[row]! : this.value(place, key);
      },
    };
    return new GridEngine(source);
  }
}

/** Key under which a `RunningRows` engine knows the id. */
const ID_KEY = '\u0000id';

/** The sort with the id as its last key, so that it is total in the same way as in SQL. */
export function totalSort(sort: readonly GridSort[]): GridSort[] {
  return [...sort, { column: ID_KEY, descending: false }];
}
