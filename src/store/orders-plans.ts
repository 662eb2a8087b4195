import { dayPlus } from '../domain/calendar/days.ts';
import type { PoolRoom } from '../domain/orders/pool-room.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { poolFree } from './orders-facts.ts';
import type { Tx } from './transaction.ts';

/** A planned order as the book keeps it; `draft` is JSON. */
export interface StoredPlannedOrder {
  id: number;
  client: number;
  clientName: string;
  account: number;
  accountName: string;
  on: string;
  amountFen: number;
  draft: string;
  state: 'planned' | 'placed' | 'dropped';
  /** Batch of the hold; null where none was needed. */
  batch: number | null;
  order: number | null;
  orderNo: string | null;
  reason: string | null;
  actor: string;
  createdAt: string;
}

const SELECT = `SELECT p.id, p.client, c.name AS clientName, p.platform_account AS account, a.name AS accountName,
    p.planned_on AS "on", p.amount_fen AS amountFen, p.draft, p.state, p.batch, p.promo_order AS "order",
    o.order_no AS orderNo, p.reason, p.actor, p.created_at AS createdAt
  FROM planned_order p JOIN client c ON c.id = p.client JOIN platform_account a ON a.id = p.platform_account
  LEFT JOIN promo_order o ON o.id = p.promo_order`;

/** A planned order, or null. */
export function plannedById(connection: Connection, id: number): StoredPlannedOrder | null {
  return (connection.prepare(`${SELECT} WHERE p.id = ?`).get(id) as StoredPlannedOrder | undefined) ?? null;
}

const LISTED_MOST = 2_000;

/** Planned orders of a state, by day and then as they were planned; of those that are done, the newest first. */
export function plannedOrders(
  connection: Connection,
  { state, client }: { state: StoredPlannedOrder['state']; client?: number },
): StoredPlannedOrder[] {
  const order = state === 'planned' ? 'p.planned_on, p.id' : 'p.id DESC';
  const sql = `${SELECT} WHERE p.state = @state AND (@client IS NULL OR p.client = @client)
    ORDER BY ${order} LIMIT ${LISTED_MOST}`;
  return connection.prepare(sql).all({ state, client: client ?? null }) as StoredPlannedOrder[];
}

/** Adds a planned order; answers its id. */
export function insertPlanned(
  tx: Tx,
  planned: Pick<StoredPlannedOrder, 'client' | 'account' | 'on' | 'amountFen' | 'draft'>,
): number {
  const { client, account, on, amountFen, draft } = planned;
  return insertRow(tx, 'planned_order', {
    client,
    platform_account: account,
    planned_on: on,
    amount_fen: amountFen,
    draft,
    state: 'planned',
    actor: tx.actor,
    created_at: tx.at,
  });
}

/** What may become of a planned order; left out means unchanged. */
export function updatePlanned(
  tx: Tx,
  id: number,
  { state, batch, order, reason }: Partial<Pick<StoredPlannedOrder, 'state' | 'batch' | 'order' | 'reason'>>,
): void {
  updateRow(tx, 'planned_order', id, { state, batch, promo_order: order, reason });
}

/** Holds of a batch that are still open, in the order in which they were made. */
export function openHolds(connection: Connection, batch: number): { hold: number; openFen: number }[] {
  const sql = `SELECT h.id AS hold, h.open_fen AS openFen FROM transfer t JOIN hold h ON h.id = t.hold_id
    WHERE t.batch = ? AND t.kind = 'hold' AND h.open_fen > 0 ORDER BY h.id`;
  return connection.prepare(sql).all(batch) as { hold: number; openFen: number }[];
}

/** Days whose spend tells the pace of a pool. */
const PACE_DAYS = 7;
const SPENT = `SELECT coalesce(sum(fen), 0) FROM (
  SELECT sum(t.amount_fen) AS fen FROM account a JOIN transfer t ON t.credit = a.id
    WHERE a.pool = @pool AND a.code IN ('1123.03', '1123.04') AND t.event IN ('E30', 'E31')
      AND t.kind IN ('post', 'settle') AND t.effective_on >= @from AND t.effective_on < @on
  UNION ALL
  SELECT -sum(t.amount_fen) FROM account a JOIN transfer t ON t.debit = a.id
    WHERE a.pool = @pool AND a.code IN ('1123.03', '1123.04') AND t.event IN ('E30', 'E31')
      AND t.kind = 'reverse' AND t.effective_on >= @from AND t.effective_on < @on)`;
const STANDS = `SELECT coalesce(sum(CASE WHEN a.code = '1123.03' THEN b.credits_pending_fen ELSE 0 END), 0),
    coalesce(sum(CASE WHEN a.code = '1123.04' THEN b.debits_posted_fen - b.credits_posted_fen ELSE 0 END), 0)
  FROM account a JOIN balance b ON b.account = a.id WHERE a.pool = ? AND a.code IN ('1123.03', '1123.04')`;

/** Money of a pool: free, held, on order, and the spend of the days before `on`. */
export function poolRoom(connection: Connection, pool: number, on: string): PoolRoom {
  const from = dayPlus(on, -PACE_DAYS);
  const [heldFen, onOrderFen] = connection.prepareRaw(STANDS).get(pool) as [number, number];
  const spentFen = connection.prepareValue(SPENT).get({ pool, from, on }) as number;
  const freeFen = poolFree(connection, pool);
  return { freeFen, heldFen, onOrderFen, spentFen: Math.max(0, spentFen), spentDays: PACE_DAYS };
}

const BY_NAME = `SELECT DISTINCT pa.platform_id FROM platform_account pa LEFT JOIN client c ON c.id = pa.client
  WHERE pa.kind = @kind AND pa.archived_on IS NULL
    AND (@account = '' OR pa.platform_id = @account OR pa.name = @account)
    AND (@client = '' OR c.name = @client OR c.code = @client
      OR EXISTS (SELECT 1 FROM client_alias x WHERE x.client = c.id AND x.text = @client))
  ORDER BY pa.platform_id LIMIT 6`;

/** Platform ids of the accounts in use that a row may mean: by id or name, and by its client; at most six. */
export function accountsMeant(
  connection: Connection,
  wanted: { kind: 'qianchuan' | 'douplus'; account: string; client: string },
): string[] {
  return connection.prepareValue(BY_NAME).all(wanted) as string[];
}

/** Id of a money account or employee in use, by name; null for none. */
export function payerNamed(connection: Connection, kind: 'money' | 'employee', name: string): number | null {
  const table = kind === 'money' ? 'money_account' : 'employee';
  const sql = `SELECT id FROM ${table} WHERE name = ? AND archived_on IS NULL`;
  return (connection.prepareValue(sql).get(name) as number | undefined) ?? null;
}

/** Name of a client, or null. */
export function nameOfClient(connection: Connection, client: number | null): string | null {
  return (
    (connection.prepareValue('SELECT name FROM client WHERE id = ?').get(client) as string | undefined) ??
    null
  );
}

/** Keeps how the book reads the limits, beside its other settings. */
export function keepLimitSettings(tx: Tx, limits: Record<string, string | boolean>): void {
  const [id, settings] = tx.connection.prepareRaw('SELECT id, settings FROM book').get() as [string, string];
  const kept = { ...(JSON.parse(settings) as object), limits };
  updateRow(tx, 'book', id, { settings: JSON.stringify(kept) });
}
