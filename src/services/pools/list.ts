import type { PoolLine, PoolListView } from '../../contract/pools.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { poolBalance } from '../../domain/pools/balance.ts';
import { isLow, poolPace } from '../../domain/pools/pace.ts';
import type { Pool, PoolAccount } from '../../domain/pools/pool.ts';
import { rulesOn } from '../../domain/rulebook/lookup.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  lastPostingDay,
  nextExpiries,
  readAlarms,
  readOrderRefunds,
  readPoolAccounts,
  readPoolSettings,
  readPools,
} from '../../store/pools.ts';
import { lastFlowDays } from '../../store/pools-flow.ts';
import { readSpent } from '../../store/pools-moves.ts';
import { readBalances } from '../../store/reports.ts';
import { clientsSeen } from '../../store/scope.ts';
import { citeNamed } from './cite.ts';
import { alarmOf, countsForPace, leftFen, type PoolAsked, transitOf } from './load.ts';

/** Every pool that is in use and that the scope reaches, as it stands now. */
export function listPools(
  connection: Connection,
  scope: RowScope,
  { rules, today }: PoolAsked,
): PoolListView {
  const seen = clientsSeen(connection, scope);
  const pools = readPools(connection).filter(
    ({ client, archivedOn }) =>
      archivedOn === null && (seen === null || (client !== null && seen.has(client))),
  );
  const byPool = Map.groupBy(readPoolAccounts(connection, null), ({ pool }) => pool);
  const posted = readBalances(connection).posted;
  const balances = new Map(
    posted.map(({ account, debitsFen, creditsFen }) => [account, debitsFen - creditsFen]),
  );
  const settings = readPoolSettings(connection);
  const known = {
    byPool,
    balances,
    refunds: readOrderRefunds(connection, { on: today, client: null }),
    paces: pacesOf(connection, pools, { byPool, balances, paceDays: settings.paceDays, today }),
    alarms: readAlarms(connection),
    expiries: nextExpiries(connection, today),
  };
  const lines = pools.map((pool): PoolLine => {
    const accounts = known.byPool.get(pool.id) ?? [];
    const pace = known.paces.get(pool.id)!;
    const alarm = alarmOf(pool.client, settings, known.alarms);
    const orderRefundFen = known.refunds.get(pool.id) ?? 0;
    return {
      pool,
      ...told(poolBalance(accounts, balances), scope),
      inTransit: transitOf(accounts, balances, { orderRefundFen, scope }),
      pace,
      alarm,
      low: isLow(pace, alarm.alarmDays),
      grantExpiresOn: known.expiries.get(pool.id) ?? null,
    };
  });
  return { on: today, lines, settings, cited: citeNamed(rulesOn(rules, today), CITED) };
}

export const CITED = ['acc-1.versions', 'acc-3.recharge', 'acc-4.name'];

/** Without what tells of the cost side, for who sees own clients only. */
export function told<Balance extends { overdrawnFen: number | null }>(
  balance: Balance,
  scope: RowScope,
): Balance {
  return scope.kind === 'all' ? balance : { ...balance, overdrawnFen: null };
}

interface Known {
  byPool: ReadonlyMap<number, readonly PoolAccount[]>;
  balances: ReadonlyMap<number, number>;
  paceDays: number;
  today: string;
}

function pacesOf(
  connection: Connection,
  pools: readonly Pool[],
  { byPool, balances, paceDays, today }: Known,
) {
  const flows = lastFlowDays(connection, today);
  const bookDay = lastPostingDay(connection, today);
  const flowDay = [...flows.values()].sort().at(-1) ?? null;
  const wanted = pools.map(({ id, kind, platformId, fundsKind }) => {
    const accounts = byPool.get(id) ?? [];
    const lastOn =
      flows.get(`${platformId} ${fundsKind}`) ?? (kind === 'shared_wallet' ? flowDay : null) ?? bookDay;
    const to = lastOn ?? today;
    const ids = accounts.filter(countsForPace).map(account => account.id);
    return { pool: id, accounts: ids, from: dayPlus(to, 1 - paceDays), to, lastOn, own: accounts };
  });
  const spent = readSpent(connection, wanted);
  return new Map(
    wanted.map(({ pool, lastOn, own }) => {
      const spentFen = spent.get(pool) ?? 0;
      return [pool, poolPace({ leftFen: leftFen(own, balances), spentFen, lastOn }, paceDays)];
    }),
  );
}
