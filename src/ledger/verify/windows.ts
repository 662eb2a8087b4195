import type { Connection } from '../../store/dialect/sqlite.ts';

const WINDOW = 10_000;

/** Rows of a table in the order of their ids, read by windows: the first column must be the id. */
export function* rowsById(
  connection: Connection,
  table: string,
  columns: readonly string[],
): Generator<unknown[]> {
  const sql = `SELECT ${columns.join(', ')} FROM ${table} WHERE id > ? ORDER BY id LIMIT ${WINDOW}`;
  const window = connection.prepareRaw(sql);
  let after: unknown = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = window.all(after) as unknown[][];
    yield* rows;
    if (rows.length < WINDOW) return;
    after = rows.at(-1)![0];
  }
}
