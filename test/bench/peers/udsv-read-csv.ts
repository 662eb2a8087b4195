/** udsv, streaming: number of rows and sum of the amounts in 分. Arguments: file. */
import { createReadStream } from 'node:fs';
import { peer } from './peer.ts';

const { inferSchema, initParser } = peer('udsv');
const decoder = new TextDecoder('utf-8', { fatal: true });
let parser: ReturnType<typeof initParser> = null;
let rows = 0;
let fen = 0;
const take = (record: string[]) => {
  rows += 1;
  fen += Math.round(Number(record[4]) * 100);
};
for await (const bytes of createReadStream(process.argv[2]!, { highWaterMark: 1 << 18 })) {
  const text = decoder.decode(bytes, { stream: true });
  parser ??= initParser(inferSchema(text));
  parser.chunk(text, parser.stringArrs, take);
}
parser.end();
console.log(JSON.stringify({ rows, fen }));
