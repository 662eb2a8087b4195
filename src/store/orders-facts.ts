import type { LimitPayment, LimitRefund } from '../domain/limits/types.ts';
import type { SubjectKind } from '../domain/parties/types.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { ORDER_COLUMNS, type StoredOrder } from './orders.ts';
import type { Tx } from './transaction.ts';

export { seesClient } from './scope.ts';

export interface SubjectView {
  id: number;
  name: string;
  kind: SubjectKind;
}

export function subjectOf(connection: Connection, id: number): SubjectView | null {
  const row = connection.prepare('SELECT id, name, kind FROM subject WHERE id = ?').get(id);
  return (row as SubjectView | undefined) ?? null;
}

/** Accounts whose DOU+ payments count together: those of a subject, or the account alone where none is known. */
export type LimitOwner = { subject: number } | { account: number };

const OWNED = `(SELECT pa.id FROM platform_account pa LEFT JOIN client cl ON cl.id = pa.client
  WHERE pa.kind = 'douplus' AND coalesce(pa.subject, cl.subject) = @subject)`;

/** Condition that an order `o` is of an owner, who is the parameters of the query. */
export function ownedAccounts(owner: LimitOwner): string {
  return 'subject' in owner ? `o.platform_account IN ${OWNED}` : 'o.platform_account = @account';
}

/** DOU+ orders that count for an owner, oldest first. */
export function douplusOrders(connection: Connection, owner: LimitOwner): StoredOrder[] {
  const sql = `SELECT ${ORDER_COLUMNS} FROM promo_order o
    WHERE ${ownedAccounts(owner)} AND o.product = 'douplus' AND o.standing = 1 ORDER BY o.placed_on, o.id`;
  return connection.prepare(sql).all(owner) as StoredOrder[];
}

/** Payments and returns of orders, each on its day (LIM-3): the order, its top-ups, and what came back. */
export function paymentsOf(
  connection: Connection,
  orders: readonly StoredOrder[],
): { payments: LimitPayment[]; refunds: LimitRefund[] } {
  const payments: LimitPayment[] = [];
  const refunds: LimitRefund[] = [];
  const ids = JSON.stringify(orders.map(({ id }) => id));
  const sql = `SELECT x.promo_order, x.name, x.day, x.value_fen FROM order_figure x
    WHERE x.promo_order IN (SELECT value FROM json_each(?)) AND x.name IN ('top_up', 'refunded')
      AND NOT EXISTS (SELECT 1 FROM source_row s WHERE s.id = x.source_row AND s.state = 'open') ORDER BY x.id`;
  const steps = connection.prepareRaw(sql).all(ids) as [number, string, string | null, number][];
  const byOrder = Map.groupBy(steps, ([order]) => order);
  for (const order of orders) {
    const { id, placedOn, account, video } = order;
    const paidFen = order.paidFen ?? Math.max(0, (order.amountFen ?? 0) - (order.couponFen ?? 0));
    const base = { order: String(id), account: String(account), video };
    if (paidFen > 0) payments.push({ ...base, on: placedOn, amountFen: paidFen });
    for (const { name, day, amountFen } of increments(byOrder.get(id) ?? [])) {
      const on = day ?? placedOn;
      if (name === 'top_up') payments.push({ ...base, on, amountFen });
      else refunds.push({ order: String(id), on, amountFen });
    }
  }
  return { payments, refunds };
}

/** What each observation of a running total adds to the one before; a total that falls takes the last ones back. */
function increments(steps: readonly [number, string, string | null, number][]) {
  const added: { name: string; day: string | null; amountFen: number }[] = [];
  const last = new Map<string, number>();
  for (const [, name, day, value] of steps) {
    let moreFen = value - (last.get(name) ?? 0);
    last.set(name, value);
    if (moreFen > 0) added.push({ name, day, amountFen: moreFen });
    for (let at = added.length - 1; at >= 0 && moreFen < 0; at--) {
      const one = added[at]!;
      if (one.name !== name) continue;
      const takenFen = Math.min(one.amountFen, -moreFen);
      one.amountFen -= takenFen;
      moreFen += takenFen;
    }
  }
  return added.filter(({ amountFen }) => amountFen > 0);
}

/** Money of a pool that is neither spent nor promised, 分. */
export function poolFree(connection: Connection, pool: number): number {
  const sql = `SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen - b.credits_pending_fen), 0)
    FROM account a JOIN balance b ON b.account = a.id WHERE a.pool = ? AND a.code = '1123.03'`;
  return connection.prepareValue(sql).get(pool) as number;
}

/** Day on which a live room was marked as having used the cart; null if it never was. */
export function cartUsedOn(connection: Connection, room: string): string | null {
  const found = connection.prepareValue('SELECT cart_used_on FROM live_room WHERE room = ?').get(room);
  return (found as string | null | undefined) ?? null;
}

export function markCartUsed(tx: Tx, room: string, on: string): void {
  const id = tx.connection.prepareValue('SELECT id FROM live_room WHERE room = ?').get(room);
  if (id === undefined) insertRow(tx, 'live_room', { room, cart_used_on: on });
  else if (cartUsedOn(tx.connection, room) === null)
    updateRow(tx, 'live_room', id as number, { cart_used_on: on });
}

/** Orders that stand of a live room. */
export function ordersOfRoom(connection: Connection, room: string): StoredOrder[] {
  const sql = `SELECT ${ORDER_COLUMNS} FROM promo_order o WHERE o.live_room = ? AND o.standing = 1 ORDER BY o.id`;
  return connection.prepare(sql).all(room) as StoredOrder[];
}

/** Orders that stand of an account. */
export function ordersOfAccount(connection: Connection, account: number): StoredOrder[] {
  const sql = `SELECT ${ORDER_COLUMNS} FROM promo_order o
    WHERE o.platform_account = ? AND o.standing = 1 ORDER BY o.placed_on, o.id`;
  return connection.prepare(sql).all(account) as StoredOrder[];
}

/** Earlier orders of a client that placed the same video. */
export function ordersOfVideo(connection: Connection, client: number | null, video: string): StoredOrder[] {
  const sql = `SELECT ${ORDER_COLUMNS} FROM promo_order o
    WHERE o.client IS ? AND o.video = ? AND o.standing = 1 ORDER BY o.placed_on, o.id LIMIT 1000`;
  return connection.prepare(sql).all(client, video) as StoredOrder[];
}

/** What the book says of itself, as JSON. */
export function bookSettings(connection: Connection): Record<string, unknown> {
  return JSON.parse(connection.prepareValue('SELECT settings FROM book').get() as string);
}

/** DOU+ accounts of a client with the legal person behind each. */
export function douplusAccounts(
  connection: Connection,
  client: number,
): { account: number; platformId: string; name: string; subject: number | null }[] {
  const sql = `SELECT pa.id AS account, pa.platform_id AS platformId, pa.name, coalesce(pa.subject, cl.subject) AS subject
    FROM platform_account pa JOIN client cl ON cl.id = pa.client
    WHERE pa.client = ? AND pa.kind = 'douplus' AND pa.archived_on IS NULL ORDER BY pa.id`;
  return connection.prepare(sql).all(client) as {
    account: number;
    platformId: string;
    name: string;
    subject: number | null;
  }[];
}

/** Names of accounts and clients of orders. */
export function namesOf(
  connection: Connection,
  order: StoredOrder,
): { accountId: string | null; accountName: string | null; clientName: string | null } {
  const sql = `SELECT (SELECT platform_id FROM platform_account WHERE id = @account) AS accountId,
    (SELECT name FROM platform_account WHERE id = @account) AS accountName,
    (SELECT name FROM client WHERE id = @client) AS clientName`;
  return connection.prepare(sql).get({ account: order.account, client: order.client }) as ReturnType<
    typeof namesOf
  >;
}
