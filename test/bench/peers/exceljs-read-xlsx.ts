/** exceljs, streaming reader: number of rows and sum of the amounts in 分. Arguments: file. */
import { peer } from './peer.ts';

const ExcelJS = peer('exceljs');
const book = new ExcelJS.stream.xlsx.WorkbookReader(process.argv[2]!, {
  worksheets: 'emit',
  sharedStrings: 'cache',
  styles: 'ignore',
  hyperlinks: 'ignore',
});
let rows = -1;
let fen = 0;
for await (const sheet of book) {
  for await (const row of sheet) {
    rows += 1;
    if (rows > 0) fen += Math.round(Number(row.getCell(5).value) * 100);
  }
}
console.log(JSON.stringify({ rows, fen }));
