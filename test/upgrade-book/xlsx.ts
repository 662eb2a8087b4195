import { readTables } from '../../src/files/tables.ts';

/** Every cell of a workbook as one text. */
export async function openBytes(path: string): Promise<string> {
  const tables = await readTables({ path, name: 'a.xlsx' });
  return JSON.stringify(tables);
}
