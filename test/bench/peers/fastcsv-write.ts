/** fast-csv. Arguments: database, target. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { HEADINGS } from '../data.ts';
import { ordersOf, WINDOW_ROWS } from '../product/rows.ts';
import { peer } from './peer.ts';

const [database, target] = process.argv.slice(2) as [string, string];
const orders = ordersOf(database);
const file = createWriteStream(target);
const stream = peer('fast-csv').format({ headers: HEADINGS, rowDelimiter: '\r\n', writeBOM: true });
stream.pipe(file);
for (let rows = 0; rows < orders.count; rows += WINDOW_ROWS) {
  for (const [id, at, account, kind, fen, memo] of orders.window(rows, WINDOW_ROWS)) {
    if (!stream.write([id, at, account, kind, (fen / 100).toFixed(2), memo])) await once(stream, 'drain');
  }
}
stream.end();
await once(file, 'finish');
console.log(JSON.stringify({ rows: orders.count }));
