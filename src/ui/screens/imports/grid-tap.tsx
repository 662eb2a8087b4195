import { useEffect } from 'react';
import { type GridState, useGridState } from '../../grid/grid-state.ts';

/** Stands inside a grid and tells the screen around it how the grid is filtered now. */
export function GridTap({ to }: { to(state: GridState | null): void }) {
  const state = useGridState();
  useEffect(() => {
    to(state);
    return () => to(null);
  }, [state, to]);
  return null;
}
