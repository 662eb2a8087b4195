import type { Product, Scene } from '../domain/rulebook/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import { ORDER_COLUMNS, type StoredOrder } from './orders.ts';

export interface ListFilter {
  client?: number;
  account?: number;
  product?: Product;
  scene?: Scene;
  state?: string;
  goal?: string;
  from?: string;
  to?: string;
  minFen?: number;
  maxFen?: number;
  flagged?: boolean;
  running?: boolean;
}

export interface ListedOrder extends StoredOrder {
  clientName: string | null;
  accountId: string | null;
  accountName: string | null;
}

export const LIST_SUMS = ['amountFen', 'paidFen', 'couponFen', 'spentFen', 'expectedFen'] as const;
type Sums = Record<(typeof LIST_SUMS)[number], number>;

/** Orders under a filter, the newest first: a window of them, their exact number and sums. `clients`: only theirs. */
export function listOrders(
  connection: Connection,
  filter: ListFilter,
  page: { offset: number; limit: number },
  { running, clients }: { running: readonly string[]; clients: readonly number[] | null },
): { orders: ListedOrder[]; total: number; sums: Sums } {
  const { where, bindings } = conditions(filter, running, clients);
  const sql = `SELECT ${ORDER_COLUMNS}, c.name AS clientName, pa.platform_id AS accountId, pa.name AS accountName
    FROM promo_order o LEFT JOIN client c ON c.id = o.client LEFT JOIN platform_account pa ON pa.id = o.platform_account
    WHERE ${where} ORDER BY o.placed_on DESC, o.id DESC LIMIT @limit OFFSET @offset`;
  const orders = connection.prepare(sql).all({ ...bindings, ...page }) as ListedOrder[];
  const [total, ...sums] = connection
    .prepareRaw(
      `SELECT count(*), coalesce(sum(o.amount_fen), 0), coalesce(sum(o.paid_fen), 0), coalesce(sum(o.coupon_fen), 0),
        coalesce(sum(o.spent_fen), 0), coalesce(sum(o.expected_fen), 0) FROM promo_order o WHERE ${where}`,
    )
    .get(bindings) as number[];
  const named = Object.fromEntries(LIST_SUMS.map((name, at) => [name, sums[at]!])) as Sums;
  return { orders, total: total!, sums: named };
}

function conditions(filter: ListFilter, running: readonly string[], clients: readonly number[] | null) {
  const bindings: Record<string, string | number> = {};
  const terms = ['o.standing = 1'];
  const add = (name: string, value: string | number | undefined, term: string) => {
    if (value === undefined) return;
    bindings[name] = value;
    terms.push(term);
  };
  add('client', filter.client, 'o.client = @client');
  add('account', filter.account, 'o.platform_account = @account');
  add('product', filter.product, 'o.product = @product');
  add('scene', filter.scene, 'o.scene = @scene');
  add('state', filter.state, 'o.state = @state');
  add('goal', filter.goal, 'o.goal = @goal');
  add('from', filter.from, 'o.placed_on >= @from');
  add('to', filter.to, 'o.placed_on <= @to');
  add('minFen', filter.minFen, 'o.amount_fen >= @minFen');
  add('maxFen', filter.maxFen, 'o.amount_fen <= @maxFen');
  if (filter.flagged !== undefined) terms.push(`o.flagged = ${filter.flagged ? 1 : 0}`);
  if (filter.running) {
    bindings.running = JSON.stringify(running);
    terms.push("o.product || '.' || o.state IN (SELECT value FROM json_each(@running))");
  }
  if (clients) {
    bindings.clients = JSON.stringify(clients);
    terms.push('o.client IN (SELECT value FROM json_each(@clients))');
  }
  return { where: terms.join(' AND '), bindings };
}

export interface OrderLeg {
  transfer: number;
  batch: number;
  day: string;
  event: string;
  debit: string;
  credit: string;
  amountFen: number;
  sourceRow: number | null;
}

/** Postings of an order's case, oldest first; a red one is negative on the sides of what it takes back. */
export function legsOfCase(connection: Connection, caseNo: string): OrderLeg[] {
  const sql = `SELECT t.id AS transfer, t.batch, t.effective_on AS day, t.event,
      CASE t.kind WHEN 'reverse' THEN c.code ELSE d.code END AS debit,
      CASE t.kind WHEN 'reverse' THEN d.code ELSE c.code END AS credit,
      CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END AS amountFen, t.source_row AS sourceRow
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse') ORDER BY t.id LIMIT 1000`;
  return connection.prepare(sql).all(caseNo) as OrderLeg[];
}

export interface StoredPlace {
  file: number;
  fileName: string;
  sheet: string;
  row: number;
  sourceRow: number;
}

/** Where rows of files stand, by their id. */
export function placesOf(connection: Connection, rows: readonly number[]): Map<number, StoredPlace> {
  const sql = `SELECT s.file, f.name AS fileName, s.sheet, s.row, s.id AS sourceRow FROM json_each(?) g
    CROSS JOIN source_row s ON s.id = g.value JOIN source_file f ON f.id = s.file`;
  const found = connection.prepare(sql).all(JSON.stringify(rows)) as StoredPlace[];
  return new Map(found.map(place => [place.sourceRow, place]));
}

/** Commands that wrote something of an order, oldest first. */
export function logOfOrder(
  connection: Connection,
  order: number,
): { seq: number; at: string; actor: string; procedure: string }[] {
  const sql = `SELECT seq, at, actor, procedure FROM log WHERE seq IN (
      SELECT log_seq FROM change WHERE table_name = 'promo_order' AND row_id = CAST(@order AS TEXT)
      UNION SELECT log_seq FROM order_change WHERE promo_order = @order
      UNION SELECT log_seq FROM order_figure WHERE promo_order = @order) ORDER BY seq`;
  return connection.prepare(sql).all({ order }) as {
    seq: number;
    at: string;
    actor: string;
    procedure: string;
  }[];
}
