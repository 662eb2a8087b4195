import { devNull } from 'node:os';
import type { BookData } from '../data.ts';
import { OF_CLIENT, PLAIN_SCHEMA, purseNumber, SIDES } from '../sides.ts';

/** What the sqlite3 command is told to post the list as double entry: import to a temporary table, then whole sets. */
export function sqlitePost({ flow, clientNames }: BookData): string {
  const names = clientNames.map((name, at) => `('${name}', ${at})`).join(', ');
  const first = 3;
  const number = (column: 'd' | 'c') =>
    `iif(${column} < 0, -${column}, ${first} + n * ${OF_CLIENT.length} + ${column})`;
  const sides = Object.entries(SIDES)
    .map(([kind, [debit, credit]]) => `('${kind}', ${offset(debit)}, ${offset(credit)})`)
    .join(', ');
  return `.once ${devNull}
pragma journal_mode = wal;
pragma synchronous = normal;
pragma foreign_keys = on;
pragma temp_store = memory;
${PLAIN_SCHEMA}
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${2 + clientNames.length * OF_CLIENT.length})
insert into account select i from n;
create temp table client(name text primary key, n integer);
insert into client values ${names};
create temp table side(kind text primary key, d integer, c integer);
insert into side values ${sides};
.import --csv --schema temp ${JSON.stringify(flow)} raw
create temp table row as select raw.rowid id, "类型" || "单号" ext, cast(strftime('%s', "时间") as integer) ts, "类型" kind,
  "备注" memo, cast(round("金额(元)" * 100) as integer) fen, ${number('d')} debit, ${number('c')} credit
  from raw join client on name = "客户" join side on kind = "类型";
begin;
insert into txn select id, ext, ts, kind, memo from row order by id;
insert into posting(txn, acct, ts, amt)
  select id, debit, ts, fen from row union all select id, credit, ts, -fen from row order by 1;
commit;
.mode json
select (select max(id) from txn) as "rows",
  (select sum(amt) from posting where acct in (select ${first + OF_CLIENT.indexOf('available')} + n * ${OF_CLIENT.length} from client)) as "availableFen",
  (select sum(amt) from posting where acct in (select ${first + OF_CLIENT.indexOf('on order')} + n * ${OF_CLIENT.length} from client)) as "onOrderFen";
`;
}

/** A purse of every client as its offset; the agency's own two as their number, negative. */
function offset(purse: Parameters<typeof purseNumber>[0]): number {
  const at = (OF_CLIENT as readonly string[]).indexOf(purse);
  return at >= 0 ? at : -purseNumber(purse, 0);
}
