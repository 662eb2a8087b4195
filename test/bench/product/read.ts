/** The product's reader, CSV or XLSX: number of rows and sum of the amounts in 分. Arguments: file. */
import { E5_PER_UNIT, parseDecimalE5 } from '../../../src/domain/money.ts';
import { LIMITS } from '../../../src/domain/table.ts';
import { RowCursor } from '../../../src/files/cursor.ts';
import { openFile } from '../../../src/files/open.ts';
import { AMOUNT_SLOW, scanAmount } from '../../../src/statements/amount.ts';

const path = process.argv[2]!;
const file = await openFile({ path, name: path }, { limits: LIMITS });
const sheet = file.sheets[0]!;
const cursor = new RowCursor(sheet);
let sumE5 = 0;
for (let record = 1; record < sheet.rowCount; record++) {
  cursor.seek(record);
  if (cursor.cellCount < 5) throw new Error(`record ${record} has ${cursor.cellCount} cells`);
  const scanned = scanAmount(sheet.bytes, cursor.start(4), cursor.end(4));
  sumE5 += scanned === AMOUNT_SLOW ? parseDecimalE5(cursor.text(4))! : scanned;
}
console.log(JSON.stringify({ rows: sheet.rowCount - 1, fen: (sumE5 * 100) / E5_PER_UNIT }));
