/** SheetJS: number of rows and sum of the amounts in 分. Arguments: file. */
import { readFileSync } from 'node:fs';
import { peer } from './peer.ts';

const XLSX = peer('xlsx');
const book = XLSX.read(readFileSync(process.argv[2]!), { dense: true });
const [, ...records] = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: true });
let fen = 0;
for (const record of records) fen += Math.round(Number(record[4]) * 100);
console.log(JSON.stringify({ rows: records.length, fen }));
