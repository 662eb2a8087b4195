import { peer } from './peer.ts';

/** An in-memory DuckDB: runs statements, answers the last one's only row by column name, whole numbers as numbers. */
export async function duckdb(
  threads: number | null,
): Promise<(sql: string) => Promise<Record<string, number>>> {
  const { DuckDBInstance } = peer('@duckdb/node-api');
  const instance = await DuckDBInstance.create(
    ':memory:',
    threads === null ? {} : { threads: String(threads) },
  );
  const connection = await instance.connect();
  return async sql => {
    const rows = await (await connection.runAndReadAll(sql)).getRowObjectsJson();
    const [row = {}] = rows as Record<string, unknown>[];
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
  };
}

/** A path as an SQL literal. */
export function quoted(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
