import { PLAN_FIELDS, PLAN_HEADINGS, type PlanField } from '../../domain/orders/plan-words.ts';
import type { CellTable } from '../../domain/parties/cells.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import { type NamedFile, readTables } from '../../files/tables.ts';
import { writeCsv } from '../../files/write-csv.ts';
import { type ColumnSpec, type WrittenFile, writeXlsx } from '../../files/write-xlsx.ts';

/** Most rows of a list of planned orders: one person's day, not a statement. */
const PLAN_ROWS_MAX = 5_000;

/** Reads a list of planned orders as texts; the page judges them. Refuses what `openFile` refuses. */
export async function readPlanList(file: NamedFile): Promise<CellTable[]> {
  const tables = await readTables(file);
  return tables.map(table => ({ ...table, records: table.records.slice(0, PLAN_ROWS_MAX) }));
}

/** Writes the empty list of planned orders. */
export function writePlanTemplate(
  path: string,
  catalogue: Catalogue,
  format: 'xlsx' | 'csv' = 'xlsx',
): Promise<WrittenFile> {
  const name = renderText(catalogue, 'books.template.orders');
  const sheet = { name, columns: PLAN_FIELDS.map(columnOf), rowCount: 0, rows: () => [] };
  return format === 'csv' ? writeCsv(path, sheet) : writeXlsx(path, [sheet]);
}

/** Ids are text, so that a long number keeps its digits. */
function columnOf(field: PlanField): ColumnSpec {
  const heading = PLAN_HEADINGS[field][0]!;
  const isMoney = field === 'amount' || field === 'coupon' || field.startsWith('used');
  return { heading: isMoney ? `${heading}(元)` : heading, kind: isMoney ? 'money' : 'id', width: 16 };
}
