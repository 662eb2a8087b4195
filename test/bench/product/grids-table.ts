/**
 * Writes the posted transfers of a book as a plain table for peers. Arguments: book, CSV. And beside it, as JSON, the
 * cases and accounts that questions are about.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { openBench } from '../book/product/book.ts';

const ROWS_AT_ONCE = 10_000;
const [book, path] = process.argv.slice(2) as [string, string];
const connection = openBench(book);
const posted = "t.kind IN ('post', 'settle', 'reverse')";

const file = openSync(path, 'w');
writeSync(file, 'id,day,batch,event,debit,credit,amount,case_no,memo\n');
const some = connection.prepareRaw(
  `SELECT t.id, t.effective_on, t.batch, t.event, t.debit, t.credit,
     CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END, t.case_no,
     CASE WHEN t.id = (SELECT min(o.id) FROM transfer o WHERE o.source_row = t.source_row) THEN s.raw END
   FROM transfer t LEFT JOIN source_row s ON s.id = t.source_row
   WHERE ${posted} AND t.id > ? ORDER BY t.id LIMIT ${ROWS_AT_ONCE}`,
);
let rows = 0;
for (let last = 0; ; ) {
  const step = some.all(last) as (string | number | null)[][];
  if (step.length === 0) break;
  writeSync(file, step.map(row => `${row.map(cell).join(',')}\n`).join(''));
  last = step.at(-1)![0] as number;
  rows += step.length;
}
closeSync(file);

const cases = connection
  .prepareValue(
    `SELECT case_no FROM transfer t WHERE case_no IS NOT NULL AND id % 997 = 0 ORDER BY id LIMIT 2000`,
  )
  .all();
const accounts = connection
  .prepare(
    `SELECT a.id AS id, count(*) AS rows FROM account a JOIN transfer t ON t.debit = a.id OR t.credit = a.id
     WHERE ${posted} AND a.code = '1123.03' GROUP BY a.id HAVING count(*) > 200`,
  )
  .all();
writeFileSync(`${path}.json`, JSON.stringify({ rows, cases, accounts }));
connection.close();

function cell(value: string | number | null): string {
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value ?? '');
}
