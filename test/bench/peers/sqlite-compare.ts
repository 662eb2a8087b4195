import { COMPARE_SQL, COUNTS_SQL, REPORT_SQL } from './compare-sql.ts';

/** What the sqlite3 command is told on its standard input to compare two files and write a report. */
export function sqliteCompare(left: string, right: string, report: string): string {
  return `.mode csv
pragma temp_store = memory;
${table('l', left)}${table('r', right)}create index r_id on r(id);
create index l_id on l(id);
${COMPARE_SQL}
.once ${JSON.stringify(report)}
${REPORT_SQL};
.mode json
${COUNTS_SQL};
`;
}

function table(name: string, file: string): string {
  return `.import ${JSON.stringify(file)} raw_${name}
create temp table ${name} as select "单号" id, "平台账户ID" party, cast(round("金额(元)" * 100) as integer) amount,
  cast(julianday(substr("时间", 1, 10)) as integer) day, "时间" time, "类型" kind, "备注" memo from raw_${name};
`;
}
