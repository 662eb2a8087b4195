import type { Finality } from '../domain/orders/figures.ts';
import type { OrderState } from '../domain/orders/states.ts';
import {
  CHARGED_CODES,
  COST_CODE,
  SPEND_EVENTS,
  type SpendPool,
  type SpendSum,
} from '../domain/reports/spend.ts';
import type { DayRange } from '../domain/reports/types.ts';
import type { Product } from '../domain/rulebook/types.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Read queries of 消耗日报/月报: index ranges of the accounts that spend is taken from, never a scan of the journal. */

const text = (values: readonly string[]) => values.map(value => `'${value}'`).join(', ');

/** Whether a leg `t` against the account `o` spends. */
const SPENDS = `(o.code = '${COST_CODE}' OR (t.event IN (${text(SPEND_EVENTS)}) AND o.code IN (${text(CHARGED_CODES)})))`;

/** Whether it takes back what a refund showed to be spent too high (E40): a plain leg against cost or funds. */
const TAKES_BACK = `(t.event = 'E40' AND o.code IN ('${COST_CODE}', '2203.01', '2203.02'))`;

/**
 * How final a leg is (DAT-5): what an order says of itself; what a daily flow told is settled once it was read `@settled`
 * days after its day; anything else is as reported.
 */
const FINALITY = `CASE
  WHEN x.order_finality IS NOT NULL THEN x.order_finality
  WHEN f.profile <> 'qianchuan.daily' OR f.profile IS NULL THEN 'reported'
  WHEN julianday(date(b.booked_at, '+8 hours')) - julianday(x.day) >= @settled THEN 'settled'
  ELSE 'provisional' END`;

const ORDER = `FROM promo_order p WHERE p.product IN ('suixintui', 'douplus') AND p.order_no = t.case_no LIMIT 1`;

const LEG = `t.id, t.batch, t.source_row, t.case_no, t.event, t.effective_on AS day,
  CASE WHEN t.case_no IS NOT NULL THEN (SELECT p.product ${ORDER}) END AS product,
  CASE WHEN t.case_no IS NOT NULL THEN (SELECT p.finality ${ORDER}) END AS order_finality`;

/** Legs of the accounts in `@list` (JSON) from `@from` to `@to`; a red one is stored on swapped sides. */
const LEGS = `WITH picked(id) AS (SELECT value FROM json_each(@list)), x AS (
  SELECT t.credit AS account, t.debit AS other, t.amount_fen AS fen, ${LEG}
  FROM picked k CROSS JOIN transfer t ON t.credit = k.id AND t.effective_on BETWEEN @from AND @to
    JOIN account o ON o.id = t.debit
  WHERE (t.kind IN ('post', 'settle') AND ${SPENDS}) OR (t.kind = 'reverse' AND ${TAKES_BACK})
  UNION ALL
  SELECT t.debit, t.credit, -t.amount_fen, ${LEG}
  FROM picked k CROSS JOIN transfer t ON t.debit = k.id AND t.effective_on BETWEEN @from AND @to
    JOIN account o ON o.id = t.credit
  WHERE (t.kind = 'reverse' AND ${SPENDS}) OR (t.kind = 'post' AND ${TAKES_BACK})
), leg AS (
  SELECT x.*, ${FINALITY} AS finality, f.id AS file, f.name AS file_name, s.sheet, s.row, b.booked_at
  FROM x JOIN batch b ON b.id = x.batch
    LEFT JOIN source_row s ON s.id = x.source_row LEFT JOIN source_file f ON f.id = s.file
)`;

interface Asked extends DayRange {
  /** Accounts on the platform's side. */
  accounts: readonly number[];
  /** Days after which a day's flow is settled. */
  settledAfter_days: number;
}

const bindings = ({ from, to, accounts, settledAfter_days }: Asked) => ({
  from,
  to,
  settled: settledAfter_days,
  list: JSON.stringify(accounts),
});

/** Spend of the range, summed by the pair of accounts, product and finality. */
export function readSpendSums(connection: Connection, asked: Asked): SpendSum[] {
  const sql = `${LEGS} SELECT account, other, product, finality, sum(fen) AS amountFen, count(*) AS legs,
    max(day) AS lastOn, max(booked_at) AS bookedAt FROM leg GROUP BY account, other, product, finality`;
  return connection.prepare(sql).all(bindings(asked)) as SpendSum[];
}

/** A leg of the report with where it comes from. */
export interface SpendLegRow {
  transfer: number;
  account: number;
  other: number;
  product: SpendSum['product'];
  finality: Finality;
  day: string;
  event: string;
  orderNo: string | null;
  amountFen: number;
  file: number | null;
  fileName: string | null;
  sheet: string | null;
  row: number | null;
}

/** Legs that some sums are made of, newest day first. */
export function readSpendLegs(
  connection: Connection,
  asked: Asked,
  of: readonly Pick<SpendSum, 'account' | 'other' | 'product'>[],
  { offset, limit }: { offset: number; limit: number },
): SpendLegRow[] {
  const wanted = JSON.stringify(of.map(({ account, other, product }) => [account, other, product ?? '']));
  const sql = `${LEGS}, wanted(account, other, product) AS MATERIALIZED (
      SELECT DISTINCT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@wanted))
    SELECT leg.id AS transfer, leg.account, leg.other, leg.product, finality, day, event, case_no AS orderNo,
      fen AS amountFen, file, file_name AS fileName, sheet, row
    FROM leg JOIN wanted w ON w.account = leg.account AND w.other = leg.other AND w.product = coalesce(leg.product, '')
    ORDER BY day DESC, leg.id DESC LIMIT @limit OFFSET @offset`;
  return connection.prepare(sql).all({ ...bindings(asked), wanted, offset, limit }) as SpendLegRow[];
}

/** Every pool, by id. */
export function readSpendPools(connection: Connection): Map<number, SpendPool> {
  const rows = connection
    .prepare('SELECT id, kind, name, platform_id AS platformId, client FROM pool')
    .all() as SpendPool[];
  return new Map(rows.map(pool => [pool.id, pool]));
}

/** Code and name of each client, by id. */
export function readClientNames(connection: Connection): Map<number, { code: string | null; name: string }> {
  const rows = connection.prepare('SELECT id, code, name FROM client').all() as {
    id: number;
    code: string | null;
    name: string;
  }[];
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

/** Orders placed on a day that stand, by state: what they reported, and how many have not. */
export interface OrdersOfDay {
  client: number | null;
  pool: number | null;
  product: Product;
  state: OrderState | null;
  orders: number;
  unknown: number;
  reportedFen: number;
}

export function readOrdersOfDay(connection: Connection, day: string): OrdersOfDay[] {
  const sql = `SELECT o.client, p.id AS pool, o.product, o.state, count(*) AS orders,
      sum(o.spent_fen IS NULL) AS unknown, coalesce(sum(o.spent_fen), 0) AS reportedFen
    FROM promo_order o LEFT JOIN platform_account a ON a.id = o.platform_account
      LEFT JOIN pool p ON p.platform_id = a.platform_id AND p.kind IN ('account', 'douplus')
    WHERE o.placed_on = ? AND o.standing = 1 GROUP BY o.client, p.id, o.product, o.state`;
  return connection.prepare(sql).all(day) as OrdersOfDay[];
}
