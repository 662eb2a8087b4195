/** exceljs, streaming writer. Arguments: database, target. */
import { HEADINGS } from '../data.ts';
import { ordersOf, serialOf, WINDOW_ROWS } from '../product/rows.ts';
import { peer } from './peer.ts';

const [database, target] = process.argv.slice(2) as [string, string];
const ExcelJS = peer('exceljs');
const orders = ordersOf(database);
const book = new ExcelJS.stream.xlsx.WorkbookWriter({
  filename: target,
  useStyles: true,
  useSharedStrings: false,
});
const sheet = book.addWorksheet('流水', { views: [{ state: 'frozen', ySplit: 1 }] });
sheet.columns = HEADINGS.map((header, index) => ({
  header,
  width: 20,
  style: { numFmt: index === 1 ? 'yyyy-mm-dd hh:mm:ss' : index === 4 ? '#,##0.00' : '@' },
}));
for (let rows = 0; rows < orders.count; rows += WINDOW_ROWS) {
  for (const [id, at, account, kind, fen, memo] of orders.window(rows, WINDOW_ROWS)) {
    sheet.addRow([id, serialOf(at), account, kind, fen / 100, memo]).commit();
  }
}
sheet.commit();
await book.commit();
console.log(JSON.stringify({ rows: orders.count }));
