import type { LotView, PoolView } from '../../contract/pools.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import { fenOfE5 } from '../../domain/money.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { moneyOf, poolBalance, sumOf } from '../../domain/pools/balance.ts';
import { expiryOf, lotsLeft } from '../../domain/pools/grants.ts';
import { type PlacedMove, versionsOfKind } from '../../domain/pools/items.ts';
import { isLow, poolPace } from '../../domain/pools/pace.ts';
import { isGrantKind, type Pool, type PoolAccount, type PoolBalance } from '../../domain/pools/pool.ts';
import { POOL_VERSIONS, type PoolVersion, type ToldPart, versionUses } from '../../domain/pools/versions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkDay } from '../../domain/reports/days.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import { type Rules, ruleFor, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  lastPostingDay,
  poolsNamed,
  readAlarms,
  readLots,
  readOrderRefunds,
  readPoolAccounts,
  readPoolSettings,
} from '../../store/pools.ts';
import { lastFlowDay, lastFlowDays, readFlowDays, readListedSpend } from '../../store/pools-flow.ts';
import { readOrdersTold, readSpent } from '../../store/pools-moves.ts';
import { seesClient } from '../../store/scope.ts';
import { told } from './list.ts';
import {
  alarmOf,
  balancesOn,
  countsForPace,
  leftFen,
  movesOf,
  type PoolAsked,
  poolSeen,
  transitOf,
} from './load.ts';

const BEGINNING = '0001-01-01';

/**
 * A pool by the id that its account or wallet has at the platform, or by its name; 通用 where the account has two. Refuses
 * `pools.no_account`, also for one outside the scope.
 */
export function poolOfAccount(connection: Connection, scope: RowScope, account: string): Pool {
  const pool = poolsNamed(connection, account).find(({ client }) => seesClient(connection, scope, client));
  if (!pool) throw new Refusal('pools.no_account', { account });
  return pool;
}

/** A pool at the end of a day. Refuses `pools.unknown`, `reports.bad_day`. */
export function showPool(
  connection: Connection,
  scope: RowScope,
  { pool: id, on, ...asked }: PoolAsked & { pool: number; on: string },
): PoolView {
  const pool = poolSeen(connection, scope, id);
  const accounts = readPoolAccounts(connection, id);
  const balances = balancesOn(connection, accounts, checkDay(on));
  const balance = poolBalance(accounts, balances);
  const rules = rulesOn(asked.rules, on);
  const settings = readPoolSettings(connection);
  const alarm = alarmOf(pool.client, settings, readAlarms(connection));
  const lastOn = lastToldDay(connection, pool, on);
  const from = lastOn === null ? on : dayPlus(lastOn, 1 - settings.paceDays);
  const paced = accounts.filter(countsForPace).map(account => account.id);
  const spentFen =
    readSpent(connection, [{ pool: id, accounts: paced, from, to: lastOn ?? on }]).get(id) ?? 0;
  const pace = poolPace({ leftFen: leftFen(accounts, balances), spentFen, lastOn }, settings.paceDays);
  const refunds = pool.client === null ? null : readOrderRefunds(connection, { on, client: pool.client });
  const warnDays = warnDaysOf(rules);
  return {
    pool,
    on,
    ...told(balance, scope),
    inTransit: transitOf(accounts, balances, { orderRefundFen: refunds?.get(id) ?? 0, scope }),
    versions: usesUpTo(connection, pool, accounts, { from: BEGINNING, to: on, rules }),
    lots: lotsOf(connection, { pool: id, on, warnDays }, balance),
    warnDays,
    pace,
    alarm,
    low: isLow(pace, alarm.alarmDays),
  };
}

/** The last day that is told of a pool: by its flow, else by the book. */
function lastToldDay(
  connection: Connection,
  { kind, platformId, fundsKind }: Pool,
  on: string,
): string | null {
  const flow = platformId === null ? null : lastFlowDay(connection, { platformId, fundsKind }, on);
  // What a shared wallet spends is told by the flows of the accounts that draw on it.
  const others =
    kind === 'shared_wallet' ? [...lastFlowDays(connection, on).values()].sort().at(-1) : undefined;
  return flow?.day ?? others ?? lastPostingDay(connection, on);
}

export function warnDaysOf(rules: Rules): [number, number] {
  const [near = 15, far = near] = ruleFor(rules, 'grant_warn_days', 'qianchuan')?.value ?? [];
  return [near, far];
}

function usesUpTo(
  connection: Connection,
  pool: Pool,
  accounts: readonly PoolAccount[],
  { rules, ...range }: DayRange & { rules: Rules },
) {
  const moves = movesOf(connection, accounts, range);
  const byEntries = spentByVersion(moves);
  const unsplitFen = byEntries.get('unsplit') ?? 0;
  const told = unsplitFen === 0 ? null : toldPart(connection, pool, range);
  return versionUses(versionsOfKind(pool.kind, versionsOn(rules)), byEntries, told);
}

/** The versions of a 千川 account on a day, by rule ACC-1. */
function versionsOn(rules: Rules): PoolVersion[] {
  const named = ruleFor(rules, 'versions', 'qianchuan')?.value ?? [];
  return POOL_VERSIONS.filter(version => named.includes(version));
}

/** Spend of everything but 赠款 by the version that entries name. */
export function spentByVersion(moves: readonly PlacedMove[]): Map<PoolVersion, number> {
  const sums = new Map<PoolVersion, number>();
  for (const { item, version, bucket, netFen } of moves) {
    if (item !== 'spent' || isGrantKind(bucket)) continue;
    const of = version ?? 'unsplit';
    sums.set(of, (sums.get(of) ?? 0) - netFen);
  }
  return sums;
}

/**
 * What of the spend that no entry splits belongs to which version: told by a list row by row, by the flow's own column of
 * 随心推, else by the orders. Null where nothing tells it.
 */
export function toldPart(
  connection: Connection,
  { platformId, fundsKind, kind, spendBasis }: Pool,
  range: DayRange,
): ToldPart | null {
  if (platformId === null || kind !== 'account' || spendBasis !== 'flow') return null;
  const listed = readListedSpend(connection, platformId, range);
  const days = readFlowDays(connection, { platformId, fundsKind }, range);
  if (days.some(({ suixintuiE5 }) => suixintuiE5 !== null)) {
    const sumE5 = days.reduce((sum, { suixintuiE5 }) => sum + (suixintuiE5 ?? 0), 0);
    return { parts: new Map([...listed, ['suixintui', fenOfE5(sumE5)]]), basis: 'flow' };
  }
  if (listed.size > 0) return { parts: listed, basis: 'list' };
  const { spentFen, orders } = readOrdersTold(connection, { platformId, ...range });
  return orders === 0 ? null : { parts: new Map([['suixintui', spentFen]]), basis: 'orders' };
}

function lotsOf(
  connection: Connection,
  { pool, on, warnDays }: { pool: number; on: string; warnDays: [number, number] },
  { buckets }: PoolBalance,
): LotView[] {
  const lots = readLots(connection, { pool, on }).map(({ code, lot, ...rest }) => {
    const bucket = moneyOf({ id: 0, code, pool, bucket: null, category: null })!.bucket;
    return { ...rest, bucket, lot: lot ?? '' };
  });
  return [...Map.groupBy(lots, ({ bucket }) => bucket)]
    .flatMap(([bucket, some]) =>
      lotsLeft(
        some,
        sumOf(buckets, each => each === bucket),
      ),
    )
    .filter(({ leftFen: fen }) => fen > 0)
    .map(lot => ({ ...lot, expiry: expiryOf(lot, on, warnDays) }));
}

/** `pools show`: one account with its pool, as a program reads it. */
export function poolJson({
  pool,
  on,
  buckets,
  totalFen,
  overdrawnFen,
  inTransit,
  versions,
  lots,
  ...rest
}: PoolView) {
  return {
    account: pool.platformId,
    name: pool.name,
    kind: pool.kind,
    fundsKind: pool.fundsKind,
    client: pool.clientCode,
    funder: pool.funder,
    on,
    buckets,
    totalFen,
    overdrawnFen,
    inTransit,
    versions,
    grants: lots.map(({ lot, bucket, scope, leftFen: fen, expiresOn, expiry, estimated }) => ({
      lot,
      bucket,
      scope,
      leftFen: fen,
      expiresOn,
      expiry,
      estimated,
    })),
    pace: rest.pace,
    alarmDays: rest.alarm.alarmDays,
    low: rest.low,
  };
}
