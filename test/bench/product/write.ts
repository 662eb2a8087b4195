/** The product's writers. Arguments: database, target (.xlsx or .csv). */
import type { CellValue, SheetSpec } from '../../../src/files/write-sheet.ts';
import { ordersOf } from './rows.ts';

const E5_PER_FEN = 1_000;
const [database, target] = process.argv.slice(2) as [string, string];
const orders = ordersOf(database);
const sheet: SheetSpec = {
  name: '流水',
  columns: [
    { heading: '单号', kind: 'id' },
    { heading: '时间', kind: 'datetime' },
    { heading: '平台账户ID', kind: 'id' },
    { heading: '类型', kind: 'text' },
    { heading: '金额(元)', kind: 'money' },
    { heading: '备注', kind: 'text' },
  ],
  rowCount: orders.count,
  rows(from, count) {
    const rows = orders.window(from, count);
    for (const row of rows) row[4] *= E5_PER_FEN;
    return rows as CellValue[][];
  },
};
if (target.endsWith('.xlsx'))
  await (await import('../../../src/files/write-xlsx.ts')).writeXlsx(target, [sheet]);
else await (await import('../../../src/files/write-csv.ts')).writeCsv(target, sheet);
console.log(JSON.stringify({ rows: orders.count }));
