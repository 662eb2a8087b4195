import { type RowValues, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { ORDER_COLUMNS, type StoredOrder } from './orders.ts';
import type { Tx } from './transaction.ts';

/** Orders that stand, by id, in the order of the ids. */
export function ordersByIds(connection: Connection, ids: readonly number[]): StoredOrder[] {
  const sql = `SELECT ${ORDER_COLUMNS} FROM json_each(?) g
    CROSS JOIN promo_order o ON o.id = g.value AND o.standing = 1 ORDER BY g.key`;
  return connection.prepare(sql).all(JSON.stringify(ids)) as StoredOrder[];
}

/** Clients of orders with their number of orders; null counts those whose client nobody knows. */
export function clientsOfOrders(
  connection: Connection,
  ids: ArrayLike<number>,
): { client: number | null; orders: number }[] {
  const sql = `SELECT o.client, count(*) AS orders FROM json_each(?) g
    CROSS JOIN promo_order o ON o.id = g.value AND o.standing = 1 GROUP BY o.client ORDER BY 2 DESC, 1`;
  const list = JSON.stringify(Array.from(ids));
  return connection.prepare(sql).all(list) as { client: number | null; orders: number }[];
}

/** Names of clients by id. */
export function clientNames(connection: Connection): Map<number, string> {
  const rows = connection.prepareRaw('SELECT id, name FROM client').all() as [number, string][];
  return new Map(rows);
}

/** Whether a month is open, and the clients for which it is closed all the same. */
export function monthOf(connection: Connection, month: string): { open: boolean; closedFor: Set<number> } {
  const own = 'SELECT state FROM period WHERE month = ? AND client IS NULL';
  const clients = "SELECT client FROM period WHERE month = ? AND client IS NOT NULL AND state = 'closed'";
  return {
    open: connection.prepareValue(own).get(month) === 'open',
    closedFor: new Set(connection.prepareValue(clients).all(month) as number[]),
  };
}

export interface StoredCommand {
  seq: number;
  at: string;
  actor: string;
  /** JSON. */
  answer: string;
}

/** Commands of a kind, the newest first. */
export function commandsNamed(connection: Connection, procedure: string, most: number): StoredCommand[] {
  const sql = 'SELECT seq, at, actor, answer FROM log WHERE procedure = ? ORDER BY seq DESC LIMIT ?';
  return connection.prepare(sql).all(procedure, most) as StoredCommand[];
}

/** A command of a kind by its entry of the log. */
export function commandAt(connection: Connection, procedure: string, seq: number): StoredCommand | null {
  const sql = 'SELECT seq, at, actor, answer FROM log WHERE seq = ? AND procedure = ?';
  return (connection.prepare(sql).get(seq, procedure) as StoredCommand | undefined) ?? null;
}

/** Batches that a command booked, the last first. */
export function batchesOf(connection: Connection, seq: number): number[] {
  return connection
    .prepareValue('SELECT id FROM batch WHERE log_seq = ? ORDER BY id DESC')
    .all(seq) as number[];
}

/** An order as a command found it. */
export interface OrderBefore {
  id: number;
  orderNo: string;
  client: number | null;
  state: StoredOrder['state'];
  /** State before the command. */
  wasState: StoredOrder['state'];
  wasRefundedFen: number | null;
  /** Whether the command saw a refund. */
  sawRefund: boolean;
  /** Columns as they were, where the command changed them. */
  patch: RowValues;
}

/** Orders that a command changed, each as it was before. */
export function ordersBefore(connection: Connection, seq: number): OrderBefore[] {
  const sql = `SELECT CAST(c.row_id AS INTEGER) AS id, min(c.id), c.before, o.order_no AS orderNo, o.client, o.state,
      EXISTS (SELECT 1 FROM order_figure x WHERE x.promo_order = o.id AND x.log_seq = @seq AND x.name = 'refunded') AS saw
    FROM change c JOIN promo_order o ON o.id = CAST(c.row_id AS INTEGER)
    WHERE c.log_seq = @seq AND c.table_name = 'promo_order' AND c.before IS NOT NULL GROUP BY c.row_id ORDER BY 2`;
  const rows = connection.prepare(sql).all({ seq }) as {
    id: number;
    before: string;
    orderNo: string;
    client: number | null;
    state: StoredOrder['state'];
    saw: number;
  }[];
  const now = connection.prepare('SELECT * FROM promo_order WHERE id = ?');
  return rows.map(({ before, saw, ...row }) => {
    const was = JSON.parse(before) as Record<string, string | number | null>;
    const is = now.get(row.id) as Record<string, string | number | null>;
    return {
      ...row,
      wasState: was.state as StoredOrder['state'],
      wasRefundedFen: was.refunded_fen as number | null,
      sawRefund: saw === 1,
      patch: Object.fromEntries(Object.entries(was).filter(([name, value]) => is[name] !== value)),
    };
  });
}

/** Puts an order back to how a command found it. */
export function putBack(tx: Tx, { id, patch }: OrderBefore): void {
  updateRow(tx, 'promo_order', id, patch);
}

/** The first order of a command that something was told or booked of since. */
export function laterTold(connection: Connection, seq: number): { orderNo: string } | null {
  const sql = `SELECT o.order_no AS orderNo FROM change c JOIN promo_order o ON o.id = CAST(c.row_id AS INTEGER)
    WHERE c.log_seq = @seq AND c.table_name = 'promo_order' AND (
      EXISTS (SELECT 1 FROM order_change x WHERE x.promo_order = o.id AND x.log_seq > @seq)
      OR EXISTS (SELECT 1 FROM order_figure x WHERE x.promo_order = o.id AND x.log_seq > @seq)
      OR EXISTS (SELECT 1 FROM change x WHERE x.table_name = 'promo_order' AND x.row_id = c.row_id AND x.log_seq > @seq)
      OR EXISTS (SELECT 1 FROM transfer t JOIN batch b ON b.id = t.batch
        WHERE t.case_no = o.order_no AND b.log_seq > @seq))
    ORDER BY c.id LIMIT 1`;
  return (connection.prepare(sql).get({ seq }) as { orderNo: string } | undefined) ?? null;
}

/** Open tickets that batches of a command left. */
export function ticketsOf(connection: Connection, seq: number): number[] {
  const sql = `SELECT t.id FROM ticket t JOIN batch b ON b.id = t.batch WHERE b.log_seq = ? AND t.state = 'open'`;
  return connection.prepareValue(sql).all(seq) as number[];
}

/** A platform account as lists name it. */
export interface ListedAccount {
  id: number;
  kind: 'qianchuan' | 'douplus';
  platformId: string;
  name: string;
  client: number | null;
  clientName: string | null;
  hasPool: boolean;
}

/** Accounts in use with their clients. */
export function accountsListed(connection: Connection): ListedAccount[] {
  const sql = `SELECT pa.id, pa.kind, pa.platform_id AS platformId, pa.name, coalesce(p.client, pa.client) AS client,
      c.name AS clientName, p.id AS pool
    FROM platform_account pa
    LEFT JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'
    LEFT JOIN client c ON c.id = coalesce(p.client, pa.client)
    WHERE pa.archived_on IS NULL ORDER BY pa.id`;
  const rows = connection.prepare(sql).all() as (Omit<ListedAccount, 'hasPool'> & { pool: number | null })[];
  return rows.map(({ pool, ...account }) => ({ ...account, hasPool: pool !== null }));
}

/** Other names of clients that are in use. */
export function clientAliases(connection: Connection): { client: number; text: string }[] {
  const sql = 'SELECT client, text FROM client_alias WHERE archived_on IS NULL ORDER BY id';
  return connection.prepare(sql).all() as { client: number; text: string }[];
}
