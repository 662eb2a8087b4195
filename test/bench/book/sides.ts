/** Which accounts a row moves in the plain programs: one transaction with two postings, without any rule of the book. */
export const SIDES: Record<string, [debit: Purse, credit: Purse]> = {
  收款: ['bank', 'funds'],
  付款: ['transit', 'bank'],
  充值: ['available', 'transit'],
  下单: ['on order', 'available'],
  消耗: ['spent', 'on order'],
  退款: ['available', 'on order'],
  提现: ['withdrawn', 'available'],
};

/** Purses of a client; `bank` and `transit` are the agency's. */
export type Purse = (typeof OF_CLIENT)[number] | 'bank' | 'transit';
export const OF_CLIENT = ['funds', 'available', 'on order', 'spent', 'withdrawn'] as const;
const BANK = 1;
const TRANSIT = 2;

/** Number of a purse in the plain programs: 1,002 accounts for 200 clients. */
export function purseNumber(purse: Purse, client: number): number {
  if (purse === 'bank') return BANK;
  if (purse === 'transit') return TRANSIT;
  return 3 + client * OF_CLIENT.length + OF_CLIENT.indexOf(purse);
}

/** The schema of the plain programs, as PERFORMANCE.md §1 has it. */
export const PLAIN_SCHEMA = `create table account(id integer primary key) strict;
create table txn(id integer primary key, ext text not null unique, ts integer not null, kind text not null, memo text) strict;
create table posting(id integer primary key, txn integer not null references txn(id), acct integer not null references account(id), ts integer not null, amt integer not null) strict;
create index txn_ts on txn(ts);
create index posting_acct on posting(acct, ts, amt);
create index posting_txn on posting(txn);`;
