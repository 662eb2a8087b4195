import type { BanCaseView, BanPoolView, BanPreviewView, OrderRisksView } from '../../contract/order.ts';
import { beijingDay, daysPast } from '../../domain/calendar/days.ts';
import type { OrderFlag } from '../../domain/order-book/order.ts';
import { isRunning } from '../../domain/order-book/told.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import type { Tx } from '../../ledger/command.ts';
import {
  type AccountPool,
  type BannedAccount,
  bannedAccounts,
  banTicketOf,
  cartRooms,
  douplusRooms,
  memoOfPool,
  poolsOfAccount,
  takenByBan,
} from '../../store/bans.ts';
import { insertRow, updateRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  accountByPlatformId,
  heldOf,
  type OrderAccount,
  type StoredOrder,
  updateOrder,
} from '../../store/orders.ts';
import { ordersOfAccount, seesClient } from '../../store/orders-facts.ts';
import { partiesOfAccount } from '../../store/orders-page.ts';
import { type BanCase, type BanPosting, postBan, postLift } from './ban-money.ts';
import { rulesOf, type WithRules } from './caller.ts';
import { banFlag, flagged } from './change.ts';
import { cited, citedRoutes } from './page-rules.ts';
import { viewOf } from './read.ts';

/** The flag that a ban leaves on running orders. */
const BAN_CODE = 'orders.account_banned';

/** An account that the scope reaches. Refuses `orders.account_unknown`, also for one outside the scope. */
function accountSeen(connection: Connection, scope: RowScope, platformId: string): OrderAccount {
  const account = accountByPlatformId(connection, platformId);
  if (!account || !seesClient(connection, scope, account.client))
    throw new Refusal('orders.account_unknown', { account: platformId });
  return account;
}

function runningOrders(connection: Connection, account: OrderAccount): StoredOrder[] {
  return ordersOfAccount(connection, account.id).filter(({ product, state }) => isRunning(product, state));
}

/** What the platform has to return of a pool: everything in it, less 欠费 and the rebate that it keeps (E47). */
function leftIn(pool: AccountPool): number {
  const { availableFen, onOrderFen, frozenFen, overdrawnFen, unearnedFen } = pool;
  return Math.max(0, availableFen + onOrderFen + frozenFen - overdrawnFen - unearnedFen);
}

/** What a ban would do, shown first: orders that it flags, money that becomes its refund, whom to ask (ACC-2). */
export function previewBan(
  connection: Connection,
  scope: RowScope,
  { account: platformId, at, ...withRules }: WithRules & { account: string; at: string },
): BanPreviewView {
  const account = accountSeen(connection, scope, platformId);
  const rules = rulesOf(withRules, beijingDay(at));
  const pools = poolsOfAccount(connection, platformId).map(pool => sighted(scope, pool));
  const { name, kind, bannedOn } = account;
  return {
    account: { platformId, name, kind, bannedOn, ...partiesOfAccount(connection, account.id) },
    orders: runningOrders(connection, account).map(order => ({
      order: viewOf(connection, order),
      onOrderFen: heldOf(connection, order.orderNo).onOrderFen,
    })),
    pools: pools.map(pool => ({ ...shownPool(pool), memo: memoOfPool(connection, pool.pool) })),
    expectedFen: pools.reduce((sum, pool) => sum + leftIn(pool), 0),
    ...ruled(rules, kind),
  };
}

/** A pool without what tells of the platform's rebates, for who sees own clients only. */
function sighted(scope: RowScope, pool: AccountPool): AccountPool {
  return scope.kind === 'all' ? pool : { ...pool, unearnedFen: 0, overdrawnFen: 0 };
}

function shownPool(pool: AccountPool): Omit<BanPoolView, 'memo'> {
  const { supplier: _, client: _client, funder: _funder, refundDueFen: _due, ...shown } = pool;
  return shown;
}

/** ACC-2 as a screen cites it, with the route of the refund. */
function ruled(rules: Rules, kind: OrderAccount['kind']): Pick<BanPreviewView, 'route' | 'cited'> {
  const row = rowNamed(rules, kind === 'douplus' ? 'acc-2.banned.douplus' : 'acc-2.banned');
  const [route = null] = citedRoutes(rules, ['ban_refund'], 'qianchuan');
  return { route, cited: row ? [cited(row)] : [] };
}

export interface Ban {
  account: string;
  on: string;
  /** Running orders that were shown; absent asks for no agreement. */
  orders?: readonly number[];
}

/**
 * ACC-2: from a day on the account takes no order; its running orders are flagged, what they hold and everything else of
 * the account becomes its ban refund (E47), a case that the platform's customer service settles. Refuses
 * `orders.account_unknown`, `orders.banned_already`, `orders.ban_changed` where other orders are running than were shown.
 */
export function banOf(
  tx: Tx,
  scope: RowScope,
  { account: platformId, on, orders: shown, ...withRules }: WithRules & Ban,
): { flagged: number; expectedFen: number; tickets: number[] } {
  const { connection } = tx;
  const account = accountSeen(connection, scope, platformId);
  if (account.bannedOn !== null)
    throw new Refusal('orders.banned_already', { account: account.name, day: account.bannedOn });
  const running = runningOrders(connection, account);
  const isShown = shown === undefined || sameOrders(running, shown);
  if (!isShown) throw new Refusal('orders.ban_changed', { account: account.name });
  updateRow(tx, 'platform_account', account.id, { banned_on: on });
  const flag = banFlag(rulesOf(withRules, on), { name: account.name, day: on });
  for (const order of running) updateOrder(tx, order.id, flagged(order, flag));
  const banned = caseOfBan(account, on, 'ban');
  const refunds = poolsOfAccount(connection, platformId).map(pool => {
    const posting = postBan(tx, pool, ordersOfAccount(tx.connection, account.id), banned);
    const { refundFen } = posting;
    return { refundFen, ticket: refundFen > 0 ? openRefund(tx, pool, { ...banned, ...posting }) : null };
  });
  return {
    flagged: running.length,
    expectedFen: refunds.reduce((sum, { refundFen }) => sum + refundFen, 0),
    tickets: refunds.flatMap(({ ticket }) => ticket ?? []),
  };
}

/** What a ban or its lifting is posted under. */
function caseOfBan(account: OrderAccount, day: string, act: 'ban' | 'lift'): BanCase {
  const { platformId, name, supplier } = account;
  const summary = `${act === 'ban' ? '账户封禁' : '账户解封'} ${name}`;
  return { caseNo: `BAN-${platformId}-${day}`, day, summary, supplier };
}

function sameOrders(orders: readonly StoredOrder[], shown: readonly number[]): boolean {
  return orders.length === shown.length && orders.every(({ id }) => shown.includes(id));
}

/** The case of what the platform has to return of a pool. */
function openRefund(
  tx: Tx,
  pool: AccountPool,
  { caseNo, day, batch, refundFen }: BanCase & BanPosting,
): number {
  return insertRow(tx, 'ticket', {
    reason: 'BAN_REFUND',
    amount_fen: refundFen,
    state: 'open',
    arose_on: day,
    batch,
    case_no: caseNo,
    client: pool.client,
    supplier: pool.supplier,
    pool: pool.pool,
  });
}

export interface LiftedBan {
  account: string;
  on: string;
  reason: string;
}

/**
 * 解封: the account takes orders again, the flags of the ban go, and what was not returned stands in its pools again (E47).
 * Refuses `orders.account_unknown`, `orders.not_banned`, `orders.lifted_before_ban`.
 */
export function liftBanOf(
  tx: Tx,
  scope: RowScope,
  { account: platformId, on, reason }: LiftedBan,
): { unflagged: number; batches: number[] } {
  const { connection } = tx;
  const account = accountSeen(connection, scope, platformId);
  const { bannedOn, name } = account;
  if (bannedOn === null) throw new Refusal('orders.not_banned', { account: name });
  if (on < bannedOn) throw new Refusal('orders.lifted_before_ban', { account: name, day: bannedOn });
  updateRow(tx, 'platform_account', account.id, { banned_on: null });
  const marked = ordersOfAccount(connection, account.id).filter(({ findings }) =>
    findings?.includes(BAN_CODE),
  );
  for (const order of marked) updateOrder(tx, order.id, withoutBan(order));
  const batches = poolsOfAccount(connection, platformId).flatMap(pool =>
    liftOf(tx, pool, account, { on, reason }),
  );
  return { unflagged: marked.length, batches };
}

/** The open refund of a pool ends: what has not come stands in the pool again, the case is decided. */
function liftOf(
  tx: Tx,
  pool: AccountPool,
  account: OrderAccount,
  { on, reason }: { on: string; reason: string },
): number[] {
  const ticket = banTicketOf(tx.connection, pool.pool);
  if (ticket?.state !== 'open' || ticket.batch === null || ticket.caseNo === null) return [];
  const lifted = { ...caseOfBan(account, on, 'lift'), caseNo: ticket.caseNo };
  const { batch } = postLift(tx, pool, ticket.batch, lifted);
  updateRow(tx, 'ticket', ticket.ticket, { state: 'decided', note: reason, decided_batch: batch });
  return batch === null ? [] : [batch];
}

/** Findings of an order without those of a ban; it stays flagged where another one asks for it. */
function withoutBan({ findings }: StoredOrder): { findings: string | null; flagged: number } {
  const rest = (JSON.parse(findings ?? '[]') as OrderFlag[]).filter(({ code }) => code !== BAN_CODE);
  const isFlagged = rest.some(
    ({ code, next }) => code.startsWith('orders.') || next === 'rules.recorded_next',
  );
  return { findings: rest.length === 0 ? null : JSON.stringify(rest), flagged: isFlagged ? 1 : 0 };
}

/** 封禁账户 with their refund cases, and the live rooms of DOU+ orders, those that used the cart first. */
export function risksOf(
  connection: Connection,
  scope: RowScope,
  { at, ...withRules }: WithRules & { at: string },
): OrderRisksView {
  const today = beijingDay(at);
  const rules = rulesOf(withRules, today);
  const bans = bannedAccounts(connection).filter(({ client }) => seesClient(connection, scope, client));
  const rows = ['acc-2.banned', 'acc-2.banned.douplus', 'ord-10.live', 'ord-10.terminated'];
  return {
    bans: bans.map(banned => caseOf(connection, scope, { banned, today, rules })),
    rooms: roomsSeen(connection, scope),
    cited: rows.flatMap(id => {
      const row = rowNamed(rules, id);
      return row ? [cited(row)] : [];
    }),
  };
}

function caseOf(
  connection: Connection,
  scope: RowScope,
  { banned, today, rules }: { banned: BannedAccount; today: string; rules: Rules },
): BanCaseView {
  const { account: _, client: __, ...shown } = banned;
  return {
    ...shown,
    days: daysPast(banned.bannedOn, today),
    refund: refundOf(connection, scope, banned),
    route: ruled(rules, banned.kind).route,
  };
}

/** The refund of a ban over all pools of the account; who sees own clients only is not told what the platform kept. */
function refundOf(connection: Connection, scope: RowScope, banned: BannedAccount): BanCaseView['refund'] {
  const cases = poolsOfAccount(connection, banned.platformId).flatMap(pool => {
    const ticket = banTicketOf(connection, pool.pool);
    return ticket && ticket.aroseOn >= banned.bannedOn ? [{ pool, ticket }] : [];
  });
  if (cases.length === 0) return null;
  const keptFen = ({ pool, ticket }: (typeof cases)[number]) =>
    scope.kind === 'all' || ticket.batch === null
      ? 0
      : sumOf(takenByBan(connection, { batch: ticket.batch, pool: pool.pool }), taken => taken.keptFen);
  return {
    ticket: cases[0]!.ticket.ticket,
    expectedFen: sumOf(cases, each => each.ticket.amountFen + keptFen(each)),
    openFen: sumOf(cases, each => (each.pool.refundDueFen > 0 ? each.pool.refundDueFen + keptFen(each) : 0)),
    state: cases.some(({ ticket }) => ticket.state === 'open') ? 'open' : 'decided',
  };
}

function sumOf<Row>(rows: readonly Row[], fen: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + fen(row), 0);
}

function roomsSeen(connection: Connection, scope: RowScope): OrderRisksView['rooms'] {
  const running = douplusRooms(connection).filter(({ client }) => seesClient(connection, scope, client));
  const counts = new Map<string, number>();
  for (const { room, orders } of running) counts.set(room, (counts.get(room) ?? 0) + orders);
  const marked = cartRooms(connection).filter(({ room }) => scope.kind === 'all' || counts.has(room));
  const known = new Set(marked.map(({ room }) => room));
  const others = [...counts].filter(([room]) => !known.has(room));
  return [
    ...marked.map(({ room, usedOn }) => ({ room, usedOn, orders: counts.get(room) ?? 0 })),
    ...others.map(([room, orders]) => ({ room, usedOn: null, orders })),
  ];
}
