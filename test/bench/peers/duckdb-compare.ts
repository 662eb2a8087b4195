/** DuckDB on all cores. Arguments: left, right, report. */
import { COMPARE_SQL, COUNTS_SQL, REPORT_SQL } from './compare-sql.ts';
import { duckdb, quoted } from './duckdb.ts';

const [left, right, report] = process.argv.slice(2) as [string, string, string];
const run = await duckdb(null);
for (const [table, file] of [
  ['l', left],
  ['r', right],
]) {
  await run(
    `create temp table ${table} as
     select "单号" id, "平台账户ID" party, "金额(元)" amount, date_diff('day', date '1970-01-01', "时间"::date) as day, "时间" as time, "类型" kind, "备注" memo
     from read_csv(${quoted(file!)}, header = true, delim = ',', quote = '"', columns = {
       '单号': 'varchar', '时间': 'timestamp', '平台账户ID': 'varchar', '类型': 'varchar', '金额(元)': 'decimal(14,2)', '备注': 'varchar'})`,
  );
}
await run(COMPARE_SQL);
await run(`copy (${REPORT_SQL}) to ${quoted(report)} (header)`);
console.log(JSON.stringify(await run(COUNTS_SQL)));
