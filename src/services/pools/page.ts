import type { PoolMovesView, PoolPageView } from '../../contract/pools.ts';
import type { Bucket } from '../../domain/accounting/types.ts';
import { dayBefore, dayPlus, daysBetween } from '../../domain/calendar/days.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { moneyOf } from '../../domain/pools/balance.ts';
import type { BookDay, FlowDay } from '../../domain/pools/flow.ts';
import { poolDays } from '../../domain/pools/flow-days.ts';
import {
  eventsOf,
  itemOf,
  KNOWN_EVENTS,
  type PlacedMove,
  type PoolItem,
  type PoolMove,
  type PoolShift,
} from '../../domain/pools/items.ts';
import { isOnBook, type Pool, type PoolAccount } from '../../domain/pools/pool.ts';
import { type ByBucket, type PoolStatement, poolStatement } from '../../domain/pools/statement.ts';
import type { PoolVersion } from '../../domain/pools/versions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkRange } from '../../domain/reports/days.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import { type Rules, ruleFor, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { linkedPools, readPoolAccounts } from '../../store/pools.ts';
import { lastFlowDay, readFlowDays } from '../../store/pools-flow.ts';
import { readMoveRows, readMoves, readPoolTickets } from '../../store/pools-moves.ts';
import { cite, citeNamed, citeRoutes } from './cite.ts';
import { CITED } from './list.ts';
import { balancesOn, moneyAccounts, movesOf, type PoolAsked, poolSeen } from './load.ts';
import { showPool, toldPart } from './show.ts';

/** Days that one page tells at most. */
const DAYS_MOST = 400;

/** What a range of a pool is made of, read once. */
interface Loaded extends DayRange {
  pool: Pool;
  accounts: PoolAccount[];
  /** Debits − credits before the range. */
  before: Map<number, number>;
  moves: PlacedMove[];
}

function load(connection: Connection, pool: Pool, range: DayRange): Loaded {
  const accounts = readPoolAccounts(connection, pool.id);
  const before = balancesOn(connection, accounts, dayBefore(range.from));
  return { ...range, pool, accounts, before, moves: movesOf(connection, accounts, range) };
}

/**
 * A pool with its days, its statement, and what can be done where. Refuses `pools.unknown`, `pools.range_long`,
 * `reports.bad_day`, `reports.range_reversed`.
 */
export function poolPage(
  connection: Connection,
  scope: RowScope,
  { pool: id, from, to, ...asked }: PoolAsked & DayRange & { pool: number },
): PoolPageView {
  const pool = poolSeen(connection, scope, id);
  const range = checkRange({ from, to });
  if (daysBetween(from, to) >= DAYS_MOST) throw new Refusal('pools.range_long', { days: DAYS_MOST });
  const loaded = load(connection, pool, range);
  const rules = rulesOn(asked.rules, to);
  const order = ruleFor(rules, 'spend_order', 'qianchuan');
  return {
    ...showPool(connection, scope, { ...asked, pool: id, on: to }),
    ...range,
    days: daysOf(connection, loaded, { rules, today: asked.today }),
    statement: statementOf(connection, loaded),
    beside: scope.kind === 'all' ? linkedPools(connection, pool) : [],
    accounts: moneyAccounts(loaded.accounts).map(account => ({ account: account.id, ...moneyOf(account)! })),
    routes: citeRoutes(rules, ['recharge', 'corporate_transfer', 'withdrawal'], 'qianchuan'),
    cited: citeNamed(rules, CITED),
    spendOrder: order ? { order: order.value, cited: cite(order) } : null,
  };
}

/** 资金池对账单 of a range. Refuses as `poolPage` does. */
export function statementOfPool(
  connection: Connection,
  scope: RowScope,
  { pool: id, ...range }: DayRange & { pool: number },
): { pool: Pool; statement: PoolStatement } {
  const pool = poolSeen(connection, scope, id);
  return { pool, statement: statementOf(connection, load(connection, pool, checkRange(range))) };
}

function statementOf(
  connection: Connection,
  { pool, accounts, before, moves, from, to }: Loaded,
): PoolStatement {
  const opening: ByBucket = {};
  for (const account of moneyAccounts(accounts)) {
    const { bucket } = moneyOf(account)!;
    const fen = before.get(account.id);
    if (fen !== undefined) opening[bucket] = (opening[bucket] ?? 0) + fen;
  }
  const isUnsplit = moves.some(
    ({ item, version }) => item === 'spent' && (version ?? 'unsplit') === 'unsplit',
  );
  const told = isUnsplit ? toldPart(connection, pool, { from, to }) : null;
  return poolStatement(opening, moves, told);
}

function daysOf(connection: Connection, loaded: Loaded, { rules, today }: { rules: Rules; today: string }) {
  const { pool, from } = loaded;
  const to = loaded.to < today ? loaded.to : today;
  if (to < from) return [];
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => dayPlus(from, at));
  const { platformId, fundsKind } = pool;
  const of = platformId === null || pool.kind !== 'account' ? null : { platformId, fundsKind };
  const flows = of === null ? [] : readFlowDays(connection, of, { from, to });
  const tickets = Map.groupBy(readPoolTickets(connection, { pool: pool.id, from, to }), ({ day }) => day);
  return poolDays({
    days,
    flows: new Map(flows.map(flow => [flow.day, flow] satisfies [string, FlowDay])),
    before: of === null ? null : lastFlowDay(connection, of, dayBefore(from)),
    books: bookDays(connection, { ...loaded, to }, days),
    happened: day => ({ tickets: tickets.get(day) ?? [], byOrders: pool.spendBasis === 'orders' }),
    settledAfter_days: ruleFor(rules, 'settled_after_days', 'any')?.value.settled ?? 1,
  });
}

const IN: ReadonlySet<PoolItem | PoolShift> = new Set<PoolItem>(['begun', 'recharge', 'moved_in', 'other']);
const OUT: ReadonlySet<PoolItem | PoolShift> = new Set<PoolItem>(['moved_out', 'withdrawn', 'banned']);

/** What the book says of each day: money that the platform calls 非赠款, 欠费, and grants. */
function bookDays(
  connection: Connection,
  { pool, accounts, before, moves, from, to }: Loaded,
  days: readonly string[],
): Map<string, BookDay> {
  const isCash = (bucket: Bucket) =>
    isOnBook(bucket) || (bucket === 'client_own' && pool.funder === 'client');
  const owing = accounts.filter(({ code }) => code === '2202.03');
  const sumBefore = (isMeant: (account: PoolAccount) => boolean) =>
    accounts.reduce((fen, account) => (isMeant(account) ? fen + (before.get(account.id) ?? 0) : fen), 0);
  const bucketOf = (account: PoolAccount) => moneyOf(account)?.bucket ?? null;
  let closeFen = sumBefore(account => isCash(bucketOf(account) ?? 'grant'));
  let grantFen = sumBefore(account => bucketOf(account) === 'grant');
  let owedFen = -sumBefore(({ code }) => code === '2202.03');
  const byDay = Map.groupBy(moves, ({ day }) => day);
  const ids = owing.map(({ id }) => id);
  const owedByDay = Map.groupBy(
    ids.length === 0 ? [] : readMoves(connection, { from, to, accounts: ids }),
    ({ day }) => day,
  );
  return new Map(
    days.map(day => {
      const ofDay = byDay.get(day) ?? [];
      const owed = owedByDay.get(day) ?? [];
      const openFen = closeFen;
      const cash = ofDay.filter(({ bucket }) => isCash(bucket));
      const grants = ofDay.filter(({ bucket }) => bucket === 'grant');
      closeFen += netOf(cash);
      grantFen += netOf(grants);
      owedFen -= netOf(owed);
      const one: BookDay = {
        openFen,
        inFen: netOf(cash.filter(({ item }) => IN.has(item))),
        outFen: -netOf(cash.filter(({ item }) => OUT.has(item))),
        spentFen: -netOf(cash.filter(({ item }) => item === 'spent')) - spentOnCredit(owed),
        closeFen,
        overdrawnFen: owedFen,
        grantInFen: netOf(grants.filter(({ item }) => item === 'granted')),
        grantCloseFen: grantFen,
      };
      return [day, one];
    }),
  );
}

const netOf = (moves: readonly Pick<PoolMove, 'netFen'>[]) =>
  moves.reduce((fen, { netFen }) => fen + netFen, 0);

/** Spend that the pool could not pay and that stands on 欠费: its entries there are credits. */
function spentOnCredit(owed: readonly PoolMove[]): number {
  return netOf(owed.filter(move => itemOf(move) === 'spent'));
}

export interface MovesRequest extends DayRange {
  pool: number;
  item?: PoolItem | PoolShift;
  version?: PoolVersion;
  bucket?: Bucket;
  offset: number;
  limit: number;
}

/** Entries behind a figure of a pool, the newest first. Refuses as `poolPage` does. */
export function poolMoves(connection: Connection, scope: RowScope, asked: MovesRequest): PoolMovesView {
  const { pool: id, item, version = null, bucket, offset, limit, ...range } = asked;
  const pool = poolSeen(connection, scope, id);
  const accounts = moneyAccounts(readPoolAccounts(connection, pool.id)).filter(
    account => (bucket === undefined || moneyOf(account)!.bucket === bucket) && isSideOf(item, account),
  );
  const byId = new Map(accounts.map(account => [account.id, account]));
  const isOther = item === 'other';
  const wanted = {
    ...checkRange(range),
    accounts: accounts.map(account => account.id),
    events: item === undefined || isOther ? null : eventsOf(item),
    without: isOther ? KNOWN_EVENTS : [],
    version,
    sign: signOf(item),
  };
  const { rows, ...sums } = readMoveRows(connection, wanted, { offset, limit });
  return {
    ...sums,
    rows: rows.map(({ file, fileName, sheet, row, ...move }) => ({
      ...move,
      ...moneyOf(byId.get(move.account)!)!,
      item: itemOf({ event: move.event, netFen: move.amountFen }),
      source:
        file === null || scope.kind !== 'all'
          ? null
          : { file, name: fileName ?? '', sheet: sheet ?? '', row: row ?? 0 },
    })),
  };
}

/** A shift within the pool is told on the side where it counts. */
function isSideOf(item: PoolItem | PoolShift | undefined, account: PoolAccount): boolean {
  const { state } = moneyOf(account)!;
  if (item === 'ordered') return state === 'on_order';
  if (item === 'returned') return state === 'available';
  return item !== 'frozen' || state === 'frozen';
}

function signOf(item: PoolItem | PoolShift | undefined): 1 | -1 | null {
  if (item === 'moved_in' || item === 'granted') return 1;
  return item === 'moved_out' || item === 'expired' ? -1 : null;
}
