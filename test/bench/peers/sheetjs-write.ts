/** SheetJS, whole workbook in memory. Arguments: database, target. */
import { HEADINGS } from '../data.ts';
import { ordersOf, serialOf, WINDOW_ROWS } from '../product/rows.ts';
import { peer } from './peer.ts';

const [database, target] = process.argv.slice(2) as [string, string];
const XLSX = peer('xlsx');
const orders = ordersOf(database);
const cells: unknown[][] = [HEADINGS.map(heading => ({ t: 's', v: heading }))];
for (let rows = 0; rows < orders.count; rows += WINDOW_ROWS) {
  for (const [id, at, account, kind, fen, memo] of orders.window(rows, WINDOW_ROWS)) {
    cells.push([
      { t: 's', v: id },
      { t: 'n', v: serialOf(at), z: 'yyyy-mm-dd hh:mm:ss' },
      { t: 's', v: account },
      { t: 's', v: kind },
      { t: 'n', v: fen / 100, z: '#,##0.00' },
      { t: 's', v: memo },
    ]);
  }
}
const book = XLSX.utils.book_new();
// A dense sheet of 0.18.5 is the array of rows itself.
XLSX.utils.book_append_sheet(book, Object.assign(cells, { '!ref': `A1:F${cells.length}` }), '流水');
XLSX.writeFile(book, target, { compression: true });
console.log(JSON.stringify({ rows: orders.count }));
