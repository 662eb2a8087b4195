/** The product's reader, CSV or XLSX: number of rows and sum of the amounts in 分. Arguments: file. */
import { E5_PER_UNIT, parseDecimalE5 } from '../../../src/domain/money.ts';
import { LIMITS, type Sheet } from '../../../src/domain/table.ts';
import { RowCursor } from '../../../src/files/cursor.ts';
import { readInParts } from '../../../src/files/parts.ts';
import type { PlainCells } from '../../../src/files/records.ts';
import { AMOUNT_SLOW, scanAmount } from '../../../src/statements/amount.ts';

const path = process.argv[2]!;
const input = { path, name: path };
const options = { limits: LIMITS };
let rows = 0;
let sumE5 = 0;

/** Adds up the records from one on. */
function add(sheet: Sheet, cells: PlainCells | null, from: number): void {
  const cursor = new RowCursor(sheet, cells);
  for (let record = from; record < sheet.rowCount; record++) {
    cursor.seek(record);
    if (cursor.cellCount < 5) throw new Error(`record ${record} has ${cursor.cellCount} cells`);
    const scanned = scanAmount(sheet.bytes, cursor.start(4), cursor.end(4));
    sumE5 += scanned === AMOUNT_SLOW ? parseDecimalE5(cursor.text(4))! : scanned;
  }
  rows += sheet.rowCount - from;
}

const wasText = readInParts(input, options, parts => {
  for (const { sheet, cells, firstRecord } of parts) add(sheet, cells, firstRecord === 0 ? 1 : 0);
  return true;
});
if (!wasText) {
  const { openFile } = await import('../../../src/files/open.ts');
  add((await openFile(input, options)).sheets[0]!, null, 1);
}
console.log(JSON.stringify({ rows, fen: (sumE5 * 100) / E5_PER_UNIT }));
