/**
 * The comparison by order id in SQL that DuckDB and SQLite both run. Needs tables `l` and `r` with id, party, amount
 * and day (a whole number); leaves what is not equal in `deviations` and answers the six counts.
 */
export const COMPARE_SQL = `
create temp table twins as
  select id from l group by id having count(*) > 1 union select id from r group by id having count(*) > 1;
create temp table loners as
  select l.rowid ln, r.rowid rn, l.id lid, r.id rid, l.amount la, r.amount ra
  from l full join r on l.id = r.id
  where (l.id is null or r.id is null or l.amount <> r.amount or l.day <> r.day) and coalesce(l.id, r.id) not in (select id from twins);

-- Several rows of one key: equal amounts and days first, then what is left in order of amount, the rest is duplicate.
create temp table tl as select rowid n, id, amount, day, row_number() over (partition by id, amount, day order by rowid) k
  from l where id in (select id from twins) and id in (select id from r);
create temp table tr as select rowid n, id, amount, day, row_number() over (partition by id, amount, day order by rowid) k
  from r where id in (select id from twins) and id in (select id from l);
create temp table twin_equal as select tl.n ln, tr.n rn from tl join tr on tl.id = tr.id and tl.amount = tr.amount and tl.day = tr.day and tl.k = tr.k;
create temp table ul as select n, id, row_number() over (partition by id order by amount, day) k from tl where n not in (select ln from twin_equal);
create temp table ur as select n, id, row_number() over (partition by id order by amount, day) k from tr where n not in (select rn from twin_equal);
create temp table twin_differing as select ul.n ln, ur.n rn from ul join ur on ul.id = ur.id and ul.k = ur.k;

-- What has no partner by id: by party, amount and day, nearest first.
create temp table ol as select n, party, amount, day from (
  select ln n from loners where rid is null
  union all select rowid from l where id in (select id from twins) and id not in (select id from r)) o join l on l.rowid = o.n;
create temp table orr as select n, party, amount, day from (
  select rn n from loners where lid is null
  union all select rowid from r where id in (select id from twins) and id not in (select id from l)) o join r on r.rowid = o.n;
create temp table fuzzy(ln bigint, rn bigint);
${[0, -1, 1, -2, 2, -3, 3].map(nearStep).join('')}
create temp table deviations as
  select 'differing' tab, ln, rn from loners where lid is not null and rid is not null
  union all select 'differing', ln, rn from twin_differing
  union all select 'duplicates', n, null from ul where n not in (select ln from twin_differing)
  union all select 'duplicates', null, n from ur where n not in (select rn from twin_differing)
  union all select 'fuzzy', ln, rn from fuzzy
  union all select 'leftOnly', n, null from ol where n not in (select ln from fuzzy)
  union all select 'rightOnly', null, n from orr where n not in (select rn from fuzzy);
`;

function nearStep(days: number): string {
  return `insert into fuzzy select a.n, b.n
  from (select *, row_number() over (partition by party, amount, day order by n) k from ol where n not in (select ln from fuzzy)) a
  join (select *, row_number() over (partition by party, amount, day order by n) k from orr where n not in (select rn from fuzzy)) b
  on a.party = b.party and a.amount = b.amount and a.day = b.day + ${days} and a.k = b.k;
`;
}

export const COUNTS_SQL = `select
  (select count(*) from l) - coalesce(sum(case when ln is not null then 1 end), 0) as "equal",
  coalesce(sum(case when tab = 'differing' then 1 end), 0) as "differing",
  coalesce(sum(case when tab = 'leftOnly' then 1 end), 0) as "leftOnly",
  coalesce(sum(case when tab = 'rightOnly' then 1 end), 0) as "rightOnly",
  coalesce(sum(case when tab = 'duplicates' then 1 end), 0) as "duplicates",
  coalesce(sum(case when tab = 'fuzzy' then 1 end), 0) as "fuzzy"
from deviations`;

/** The deviations with both rows beside each other. */
export const REPORT_SQL = `select tab, l.*, r.* from deviations left join l on l.rowid = ln left join r on r.rowid = rn`;
