/** Where a person was in a table: the way back finds the same lines in the same place. */
export interface TablePlace {
  top: number;
  left: number;
  /** Key of the line that was opened last. */
  line: string | null;
  /** Keys of lines that stand otherwise than they do at first (opened or folded). */
  toggled: string[];
}

const PLACES_MOST = 50;
const places = new Map<string, TablePlace>();
const NOWHERE: TablePlace = { top: 0, left: 0, line: null, toggled: [] };

export function tablePlace(name: string): TablePlace {
  return places.get(name) ?? NOWHERE;
}

/** Keeps what is known of a place; the longest unused goes first. */
export function keepTablePlace(name: string, patch: Partial<TablePlace>): void {
  const place = { ...tablePlace(name), ...patch };
  places.delete(name);
  places.set(name, place);
  if (places.size > PLACES_MOST) places.delete(places.keys().next().value!);
}
