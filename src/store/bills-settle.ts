import { type ByProduct, type SettlementLine, settle } from '../domain/bills/settle.ts';
import { fenOfE5 } from '../domain/money.ts';
import type { FlowDay } from '../domain/pools/flow.ts';
import { lastDayOf } from '../domain/reports/days.ts';
import { isGrant, SPEND_CODES, spendLines } from '../domain/reports/spend.ts';
import { billLines } from './bills.ts';
import type { Connection } from './dialect/sqlite.ts';
import { readFlowDays } from './pools-flow.ts';
import { readAccounts } from './reports.ts';
import { readSpendPools, readSpendSums } from './reports-spend.ts';

// The three sides of 媒体结算核对表, read from the book and put side by side as the domain does.

/** An account of the platform as the reconciliation names it. */
interface NamedAccount {
  account: string;
  name: string;
  client: number | null;
  clientName: string | null;
  pool: number | null;
  fundsKind: 'general' | 'brand';
}

function namedAccounts(connection: Connection): NamedAccount[] {
  const sql = `SELECT p.platform_id AS account, p.name, c.id AS client, c.name AS clientName, p.id AS pool,
      p.funds_kind AS fundsKind
    FROM pool p LEFT JOIN client c ON c.id = p.client
    WHERE p.platform_id IS NOT NULL AND p.kind IN ('account', 'douplus') ORDER BY p.id`;
  return connection.prepare(sql).all() as NamedAccount[];
}

/** Spend from a shared wallet, by the account whose flow told it; 分. */
function walletSpend(connection: Connection, from: string, to: string): Map<string, number> {
  const leg = (side: string, kinds: string, sign: string) =>
    `SELECT s.identity, ${sign}t.amount_fen AS fen FROM pool p JOIN account a ON a.pool = p.id AND a.code = '1123.03'
      JOIN transfer t ON t.${side} = a.id AND t.effective_on BETWEEN @from AND @to AND t.event = 'E33' AND t.kind IN (${kinds})
      JOIN source_row s ON s.id = t.source_row WHERE p.kind = 'shared_wallet'`;
  const sql = `SELECT identity, sum(fen) FROM (${leg('credit', "'post', 'settle'", '')}
    UNION ALL ${leg('debit', "'reverse'", '-')}) GROUP BY identity`;
  const spent = new Map<string, number>();
  for (const [identity, fen] of connection.prepareRaw(sql).all({ from, to }) as [string, number][]) {
    const account = identity.split('\u001f')[2] ?? '';
    spent.set(account, (spent.get(account) ?? 0) + fen);
  }
  return spent;
}

/**
 * What the book says was spent without grants, by account and product; what names no order is unsplit. Orders paid
 * directly 直付 never pass the account: neither its flow nor its bill knows them.
 */
function bookSpend(connection: Connection, from: string, to: string): Map<string, ByProduct> {
  const all = readAccounts(connection);
  const known = { accounts: new Map(all.map(each => [each.id, each])), pools: readSpendPools(connection) };
  const accounts = all.filter(({ code }) => SPEND_CODES.includes(code)).map(({ id }) => id);
  const sums = readSpendSums(connection, { from, to, accounts, settledAfter_days: 1 });
  const spent = new Map<string, ByProduct>();
  const add = (account: string, product: keyof ByProduct, fen: number) => {
    const by = spent.get(account) ?? {};
    by[product] = (by[product] ?? 0) + fen;
    spent.set(account, by);
  };
  for (const { pool, product, bucket, amountFen } of spendLines(sums, known))
    if (pool?.platformId && pool.kind !== 'shared_wallet' && bucket !== 'direct' && !isGrant(bucket))
      add(pool.platformId, product === 'qianchuan' ? 'unsplit' : product, amountFen);
  for (const [account, fen] of walletSpend(connection, from, to)) add(account, 'unsplit', fen);
  return spent;
}

/** A flow of days by product: 随心推 where every day tells it, else in one sum. Without grants, with shared wallets. */
function flowSpend(days: readonly FlowDay[]): ByProduct | null {
  if (days.length === 0) return null;
  const sum = (of: (day: FlowDay) => number | null) => days.reduce((e5, day) => e5 + (of(day) ?? 0), 0);
  const allE5 = sum(
    day => (day.cashSpentE5 ?? (day.spentE5 ?? 0) - (day.grantSpentE5 ?? 0)) + (day.walletE5 ?? 0),
  );
  if (days.some(({ suixintuiE5 }) => suixintuiE5 === null)) return { unsplit: fenOfE5(allE5) };
  const suixintuiE5 = sum(day => day.suixintuiE5);
  return { suixintui: fenOfE5(suixintuiE5), qianchuan: fenOfE5(allE5) - fenOfE5(suixintuiE5) };
}

function flowOf(
  connection: Connection,
  pools: readonly NamedAccount[],
  from: string,
  to: string,
): ByProduct | null {
  const told = pools.flatMap(
    ({ account, fundsKind }) =>
      flowSpend(readFlowDays(connection, { platformId: account, fundsKind }, { from, to })) ?? [],
  );
  if (told.length === 0) return null;
  const sum: ByProduct = {};
  for (const by of told)
    for (const [product, fen] of Object.entries(by) as [keyof ByProduct, number][])
      sum[product] = (sum[product] ?? 0) + fen;
  return sum;
}

/** 媒体结算核对表 of a month, one line an account: those that differ first, then by account. */
export function readSettlement(connection: Connection, month: string): SettlementLine[] {
  const [from, to] = [`${month}-01`, lastDayOf(month)];
  const bills = Map.groupBy(billLines(connection, month), ({ account }) => account);
  const books = bookSpend(connection, from, to);
  const named = Map.groupBy(namedAccounts(connection), ({ account }) => account);
  const accounts = new Set([...named.keys(), ...bills.keys(), ...books.keys()]);
  const lines = [...accounts].flatMap(account => {
    const pools = named.get(account) ?? [];
    const bill = bills.get(account) ?? null;
    const [first] = pools;
    const told = {
      ...{ account, accountName: first?.name ?? bill?.[0]?.accountName ?? '', client: first?.client ?? null },
      ...{ clientName: first?.clientName ?? null, pool: first?.pool ?? null, bill },
      ...{ flow: flowOf(connection, pools, from, to), book: books.get(account) ?? null },
    };
    return settle(told) ?? [];
  });
  return lines.toSorted(byWeight);
}

function byWeight(one: SettlementLine, other: SettlementLine): number {
  const rank = ({ state }: SettlementLine) => (state === 'differs' ? 0 : state === 'no_bill' ? 1 : 2);
  return rank(one) - rank(other) || (one.account < other.account ? -1 : one.account > other.account ? 1 : 0);
}
