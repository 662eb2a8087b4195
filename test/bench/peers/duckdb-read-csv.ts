/** DuckDB `read_csv`, one thread: number of rows and sum of the amounts in 分. Arguments: file. */
import { duckdb, quoted } from './duckdb.ts';

const run = await duckdb(1);
const answer = await run(
  `select count(*) as rows, sum("金额(元)") * 100 as fen
   from read_csv(${quoted(process.argv[2]!)}, header = true, delim = ',', quote = '"', strict_mode = true, columns = {
     '单号': 'varchar', '时间': 'timestamp', '平台账户ID': 'varchar', '类型': 'varchar', '金额(元)': 'decimal(14,2)', '备注': 'varchar'})`,
);
console.log(JSON.stringify({ rows: answer.rows, fen: answer.fen }));
