import { describe, expect, it } from 'vitest';
import { type GridPlace, placeIn, placeName, rememberPlace } from '../../src/ui/grid/memory.ts';

const place: GridPlace = {
  query: { filter: [], sort: [{ column: 'day', descending: true }] },
  selection: { inverted: false, ids: new Set() } as unknown as GridPlace['selection'],
  top: 12,
  focused: null,
  total: 40,
};

describe('the place in a grid', () => {
  it('of one book is not that of another', () => {
    rememberPlace(placeName('book:journal', 'one'), place);
    expect(placeIn(placeName('book:journal', 'one'))).toBe(place);
    expect(placeIn(placeName('book:journal', 'other'))).toBeUndefined();
    expect(placeIn(placeName('book:journal', null))).toBeUndefined();
  });

  it('of a file of the session outlives the book', () => {
    rememberPlace(placeName('statement:f1', 'one'), place);
    expect(placeIn(placeName('statement:f1', null))).toBe(place);
  });
});
