import type { OrderHeld } from '../domain/order-book/money.ts';
import type { FigureName, OrderFigures, OrderFunder } from '../domain/order-book/order.ts';
import type { SeenFigure } from '../domain/order-book/told.ts';
import type { Finality } from '../domain/orders/figures.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { PaymentMethod, Product, Scene } from '../domain/rulebook/types.ts';
import { insertRow, type RowValues, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** An order as the book knows it now. Amounts in 分, null is unknown. */
export interface StoredOrder {
  id: number;
  product: Product;
  orderNo: string;
  taskNo: string | null;
  account: number | null;
  client: number | null;
  accountText: string | null;
  scene: Scene | null;
  goal: string | null;
  bid: string | null;
  durationMinutes: number | null;
  video: string | null;
  liveRoom: string | null;
  state: OrderState | null;
  placedAt: string | null;
  /** Where nobody says, the day on which it was first told. */
  placedOn: string;
  paidAt: string | null;
  endedAt: string | null;
  amountFen: number | null;
  paidFen: number | null;
  couponFen: number | null;
  topUpFen: number | null;
  spentFen: number | null;
  refundedFen: number | null;
  expectedFen: number | null;
  finality: Finality | null;
  payment: PaymentMethod | null;
  funder: OrderFunder | null;
  money: number | null;
  employee: number | null;
  /** JSON. */
  targeting: string | null;
  creative: string | null;
  /** What the client had stored as such and was taken for it. */
  targetingPreset: number | null;
  creativePreset: number | null;
  liveCart: number;
  findings: string | null;
  flagged: number;
  toldBy: 'book' | 'file';
  standing: number;
}

const COLUMNS: Record<keyof StoredOrder, string> = {
  id: 'id',
  product: 'product',
  orderNo: 'order_no',
  taskNo: 'task_no',
  account: 'platform_account',
  client: 'client',
  accountText: 'account_text',
  scene: 'scene',
  goal: 'goal',
  bid: 'bid',
  durationMinutes: 'duration_minutes',
  video: 'video',
  liveRoom: 'live_room',
  state: 'state',
  placedAt: 'placed_at',
  placedOn: 'placed_on',
  paidAt: 'paid_at',
  endedAt: 'ended_at',
  amountFen: 'amount_fen',
  paidFen: 'paid_fen',
  couponFen: 'coupon_fen',
  topUpFen: 'top_up_fen',
  spentFen: 'spent_fen',
  refundedFen: 'refunded_fen',
  expectedFen: 'expected_fen',
  finality: 'finality',
  payment: 'payment',
  funder: 'funder',
  money: 'money',
  employee: 'employee',
  targeting: 'targeting',
  creative: 'creative',
  targetingPreset: 'targeting_preset',
  creativePreset: 'creative_preset',
  liveCart: 'live_cart',
  findings: 'findings',
  flagged: 'flagged',
  toldBy: 'told_by',
  standing: 'standing',
};
/** Columns of an order under the names of `StoredOrder`; the table is called `o`. */
export const ORDER_COLUMNS = Object.entries(COLUMNS)
  .map(([name, column]) => `o.${column} AS ${name}`)
  .join(', ');

/** What may be said of an order; left out means unchanged. */
export type OrderPatch = Partial<Omit<StoredOrder, 'id'>>;

function rowOf(patch: OrderPatch): RowValues {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [COLUMNS[name as keyof StoredOrder], value]));
}

/** Adds an order with its change; answers its id. */
export function insertOrder(
  tx: Tx,
  order: OrderPatch & Pick<StoredOrder, 'product' | 'orderNo' | 'placedOn' | 'toldBy'>,
): number {
  return insertRow(tx, 'promo_order', rowOf(order));
}

export function updateOrder(tx: Tx, id: number, patch: OrderPatch): void {
  updateRow(tx, 'promo_order', id, rowOf(patch));
}

/** An order by id, or null. */
export function orderById(connection: Connection, id: number): StoredOrder | null {
  const row = connection.prepare(`SELECT ${ORDER_COLUMNS} FROM promo_order o WHERE o.id = ?`).get(id);
  return (row as StoredOrder | undefined) ?? null;
}

/** Orders of a product by their numbers; those that the book does not have are left out. */
export function ordersByNo(
  connection: Connection,
  product: Product,
  orderNos: readonly string[],
): Map<string, StoredOrder> {
  const sql = `SELECT ${ORDER_COLUMNS} FROM json_each(?) g
    CROSS JOIN promo_order o ON o.product = ? AND o.order_no = g.value`;
  const rows = connection.prepare(sql).all(JSON.stringify(orderNos), product) as StoredOrder[];
  return new Map(rows.map(row => [row.orderNo, row]));
}

export interface NewFigure {
  order: number;
  name: FigureName;
  valueFen: number;
  /** Business day that it belongs to. */
  day: string | null;
  finality: Finality;
  sourceRow: number | null;
}

export interface NewOrderChange {
  order: number;
  from: string | null;
  to: string;
  reason: string | null;
  sourceRow?: number | null;
  batch?: number | null;
}

/** Writes what is only ever added: figures as they were seen, and steps. */
export class OrderLog {
  private readonly tx: Tx;
  private figure: number;
  private change: number;

  constructor(tx: Tx) {
    this.tx = tx;
    const last = (table: string) =>
      (tx.connection.prepareValue(`SELECT max(id) FROM ${table}`).get() as number | null) ?? 0;
    this.figure = last('order_figure');
    this.change = last('order_change');
  }

  see({ order, name, valueFen, day, finality, sourceRow }: NewFigure): void {
    const { tx } = this;
    const row = [++this.figure, order, name, valueFen, day, tx.at, finality, sourceRow];
    const sql = `INSERT INTO order_figure (id, promo_order, name, value_fen, day, observed_at, finality, source_row, log_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    tx.connection.prepare(sql).run(...row, tx.seq);
    tx.effects.add('order_figure', JSON.stringify(row));
  }

  step({ order, from, to, reason, sourceRow = null, batch = null }: NewOrderChange): void {
    const { tx } = this;
    const row = [++this.change, order, tx.at, from, to, reason, tx.actor, sourceRow, batch];
    const sql = `INSERT INTO order_change (id, promo_order, at, from_state, to_state, reason, actor, source_row, batch, log_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    tx.connection.prepare(sql).run(...row, tx.seq);
    tx.effects.add('order_change', JSON.stringify(row));
  }
}

/** What a row that was taken back had told does not count. */
const STANDS = `NOT EXISTS (SELECT 1 FROM source_row s WHERE s.id = x.source_row AND s.state = 'open')`;

export interface StoredFigure extends SeenFigure {
  id: number;
  day: string | null;
  observedAt: string;
  sourceRow: number | null;
  actor: string;
}

/** Observations of an order that stand, oldest first. */
export function figuresOf(connection: Connection, order: number): StoredFigure[] {
  const sql = `SELECT x.id, x.name, x.value_fen AS valueFen, x.finality, x.day, x.observed_at AS observedAt,
      x.source_row AS sourceRow, l.actor
    FROM order_figure x LEFT JOIN log l ON l.seq = x.log_seq
    WHERE x.promo_order = ? AND ${STANDS} ORDER BY x.id`;
  return connection.prepare(sql).all(order) as StoredFigure[];
}

export interface StoredChange {
  id: number;
  at: string;
  from: OrderState | null;
  to: OrderState;
  reason: string | null;
  actor: string;
  sourceRow: number | null;
  batch: number | null;
  logSeq: number;
}

/** Steps of an order that stand, oldest first. */
export function changesOf(connection: Connection, order: number): StoredChange[] {
  const sql = `SELECT x.id, x.at, x.from_state AS "from", x.to_state AS "to", x.reason, x.actor,
      x.source_row AS sourceRow, x.batch, x.log_seq AS logSeq
    FROM order_change x WHERE x.promo_order = ? AND ${STANDS} ORDER BY x.id`;
  return connection.prepare(sql).all(order) as StoredChange[];
}

/** Orders that a command told something of. */
export function ordersTouched(connection: Connection, seq: number): number[] {
  const sql = `SELECT promo_order FROM order_figure WHERE log_seq = @seq
    UNION SELECT promo_order FROM order_change WHERE log_seq = @seq
    UNION SELECT CAST(row_id AS INTEGER) FROM change WHERE log_seq = @seq AND table_name = 'promo_order'`;
  return connection.prepareValue(sql).all({ seq }) as number[];
}

type CaseSum = [event: string, code: string, category: string | null, debitFen: number, creditFen: number];
const CASE_SUMS = `SELECT t.event, a.code, a.category, sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE 0 END),
    sum(CASE WHEN t.credit = a.id THEN t.amount_fen ELSE 0 END)
  FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
  WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse') GROUP BY 1, 2, 3`;
const SPEND: ReadonlySet<string> = new Set(['E30', 'E31', 'E35', 'E41']);
const SPENT_FROM: ReadonlySet<string> = new Set(['1123.03', '1123.04', '1123.06', '1221.01', '2202.03']);

/** What the ledger holds of an order's case. */
export function heldOf(connection: Connection, caseNo: string): OrderHeld {
  const sums = connection.prepareRaw(CASE_SUMS).all(caseNo) as CaseSum[];
  const held: OrderHeld = {
    placedFen: 0,
    spentFen: 0,
    onOrderFen: 0,
    released: { spentFen: 0 as never, clientRebateFen: 0 as never, mediaRebateFen: 0 as never },
  };
  let clientFen = 0;
  let mediaFen = 0;
  let feeFen = 0;
  for (const [event, code, category, debitFen, creditFen] of sums) {
    const net = debitFen - creditFen;
    const onOrder = code === '1123.04' || code === '1123.06' || (code === '9007' && category === 'on_order');
    if (onOrder) held.onOrderFen += net;
    if (onOrder && (event === 'E27' || event === 'E28')) held.placedFen += net;
    if (event === 'E50' && code === '6001.02') feeFen -= net;
    if (!SPEND.has(event)) continue;
    if (SPENT_FROM.has(code) || (code === '9007' && onOrder)) held.spentFen -= net;
    if (code === '6001.09') clientFen += net;
    if (code === '6401.02') mediaFen -= net;
  }
  held.released = {
    spentFen: held.spentFen as never,
    clientRebateFen: clientFen as never,
    mediaRebateFen: mediaFen as never,
    feeFen: feeFen as never,
  };
  return held;
}

/** Figures of a stored order. */
export function knownFigures(order: StoredOrder): OrderFigures {
  return {
    amount: order.amountFen,
    paid: order.paidFen,
    coupon: order.couponFen,
    top_up: order.topUpFen,
    spent: order.spentFen,
    refunded: order.refundedFen,
  };
}

/** The columns of an order that hold its figures. */
export function figureColumns(figures: OrderFigures): OrderPatch {
  return {
    amountFen: figures.amount,
    paidFen: figures.paid,
    couponFen: figures.coupon,
    topUpFen: figures.top_up,
    spentFen: figures.spent,
    refundedFen: figures.refunded,
  };
}

/** A platform account with what its orders need to be posted. */
export interface OrderAccount {
  id: number;
  kind: 'qianchuan' | 'douplus';
  platformId: string;
  name: string;
  client: number | null;
  subject: number | null;
  bannedOn: string | null;
  spendBasis: 'flow' | 'orders';
  mode: 'M1' | 'M2' | 'M3';
  pool: number | null;
  supplier: number;
  funder: 'agency' | 'client' | 'employee';
}

const ACCOUNT = `SELECT pa.id, pa.kind, pa.platform_id AS platformId, pa.name, coalesce(p.client, pa.client) AS client,
    coalesce(pa.subject, cl.subject) AS subject, pa.banned_on AS bannedOn, pa.spend_basis AS spendBasis,
    coalesce(cl.invoice_mode, 'M1') AS mode, p.id AS pool,
    coalesce(p.supplier, pa.supplier, (SELECT min(id) FROM supplier WHERE archived_on IS NULL), 0) AS supplier,
    coalesce(p.funder, 'agency') AS funder
  FROM platform_account pa
  LEFT JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'
  LEFT JOIN client cl ON cl.id = coalesce(p.client, pa.client)`;

/** A platform account by the platform's id, or null. */
export function accountByPlatformId(connection: Connection, platformId: string): OrderAccount | null {
  const sql = `${ACCOUNT} WHERE pa.platform_id = ? ORDER BY pa.id LIMIT 1`;
  return (connection.prepare(sql).get(platformId) as OrderAccount | undefined) ?? null;
}

/** Accounts in use of a client, of one kind. */
export function accountsOfClient(
  connection: Connection,
  client: number,
  kind: OrderAccount['kind'],
): OrderAccount[] {
  const sql = `${ACCOUNT} WHERE pa.client = ? AND pa.kind = ? AND pa.archived_on IS NULL ORDER BY pa.id`;
  return connection.prepare(sql).all(client, kind) as OrderAccount[];
}

/** A platform account by its id in the book, or null. */
export function orderAccount(connection: Connection, id: number): OrderAccount | null {
  return (connection.prepare(`${ACCOUNT} WHERE pa.id = ?`).get(id) as OrderAccount | undefined) ?? null;
}

/** A row of an order list that an import kept, in the order of time. */
export interface KeptPlanRow {
  n: number;
  line: number;
  verdict: 'new' | 'known' | 'corrected';
  content: string;
  sourceRow: number;
}

/** One step of the rows of a plan that the book now has. */
export function keptOrderRows(
  connection: Connection,
  plan: number,
  from: number,
  limit: number,
): KeptPlanRow[] {
  const sql = `SELECT r.n, r.row AS line, r.verdict, r.raw AS content, s.id AS sourceRow FROM import_plan_row r
    JOIN source_row s ON s.identity = r.identity AND s.version = r.version
    WHERE r.plan = ? AND r.n >= ? AND r.verdict IN ('new', 'known', 'corrected') ORDER BY r.n LIMIT ?`;
  return connection.prepare(sql).all(plan, from, limit) as KeptPlanRow[];
}
