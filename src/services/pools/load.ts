import type { RowScope } from '../../domain/parties/types.ts';
import { moneyOf, POOL_CODES } from '../../domain/pools/balance.ts';
import { type PlacedMove, placed } from '../../domain/pools/items.ts';
import type { PoolSettings } from '../../domain/pools/pace.ts';
import { isNonGrant, type Pool, type PoolAccount, type PoolTransit } from '../../domain/pools/pool.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { poolById } from '../../store/pools.ts';
import { readMoves } from '../../store/pools-moves.ts';
import { readTurnovers } from '../../store/reports.ts';
import { seesClient } from '../../store/scope.ts';

/** Who asks and on which day; a scope that does not reach the whole book is told neither 欠费 nor what was paid upstream. */
export interface PoolCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  scope: RowScope;
}

export interface PoolAsked {
  rules: readonly RuleRow[];
  /** Beijing day of the asking. */
  today: string;
}

/** A pool that the scope reaches. Refuses `pools.unknown`, also for one outside the scope. */
export function poolSeen(connection: Connection, scope: RowScope, id: number): Pool {
  const pool = poolById(connection, id);
  if (!pool || !seesClient(connection, scope, pool.client)) throw new Refusal('pools.unknown', { pool: id });
  return pool;
}

/** Accounts of a pool that hold its money. */
export const moneyAccounts = (accounts: readonly PoolAccount[]): PoolAccount[] =>
  accounts.filter(({ code }) => POOL_CODES.includes(code));

/** Debits − credits of the accounts at the end of a day, from kept sums. */
export function balancesOn(
  connection: Connection,
  accounts: readonly PoolAccount[],
  on: string,
): Map<number, number> {
  const ids = accounts.map(({ id }) => id);
  const sums = readTurnovers(connection, ids, null, on);
  return new Map(sums.map(({ account, debitsFen, creditsFen }) => [account, debitsFen - creditsFen]));
}

/** What moved on the money of a pool in a range, each move with what it is. */
export function movesOf(
  connection: Connection,
  accounts: readonly PoolAccount[],
  range: DayRange,
): PlacedMove[] {
  const byId = new Map(accounts.map(account => [account.id, account]));
  const ids = moneyAccounts(accounts).map(({ id }) => id);
  return readMoves(connection, { ...range, accounts: ids }).flatMap(
    move => placed(move, byId.get(move.account)!) ?? [],
  );
}

/** 在途 of a pool; `refunds` are those of orders paid directly. */
export function transitOf(
  accounts: readonly PoolAccount[],
  balances: ReadonlyMap<number, number>,
  { orderRefundFen, scope }: { orderRefundFen: number; scope: RowScope },
): PoolTransit {
  const sum = (code: string) =>
    accounts.reduce((fen, each) => (each.code === code ? fen + (balances.get(each.id) ?? 0) : fen), 0);
  const banRefundFen = sum('1221.03');
  return {
    refundFen: orderRefundFen + banRefundFen,
    banRefundFen,
    withdrawalFen: sum('1221.02'),
    rechargeFen: scope.kind === 'all' ? sum('1123.01') : null,
  };
}

/** Whether money of an account is what the run-rate speaks of: 非赠款 and the client's own. */
export function countsForPace(account: PoolAccount): boolean {
  const money = moneyOf(account);
  return money !== null && (isNonGrant(money.bucket) || money.bucket === 'client_own');
}

/** What of them can still be spent: available and on order. */
export function leftFen(accounts: readonly PoolAccount[], balances: ReadonlyMap<number, number>): number {
  return accounts.reduce(
    (fen, account) =>
      countsForPace(account) && moneyOf(account)!.state !== 'frozen'
        ? fen + (balances.get(account.id) ?? 0)
        : fen,
    0,
  );
}

/** Alarm of a client: its own, else the book's. */
export function alarmOf(
  client: number | null,
  settings: PoolSettings,
  alarms: ReadonlyMap<number, number | null>,
): { alarmDays: number | null; isOwn: boolean } {
  const own = client === null ? undefined : alarms.get(client);
  return own === undefined
    ? { alarmDays: settings.alarmDays, isOwn: false }
    : { alarmDays: own, isOwn: true };
}
