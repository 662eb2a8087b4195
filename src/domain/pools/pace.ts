import { dayPlus } from '../calendar/days.ts';

/** How fast a pool is spent and how long it lasts. */
export interface PoolPace {
  /** Days that the run-rate is taken from, both included; null where nothing tells any day. */
  from: string | null;
  to: string | null;
  /** 非赠款 and client's own money spent in them. */
  spentFen: number;
  /** A day, rounded to whole 分. */
  rateFen: number;
  /** Whole days that what is there lasts at this pace; null where nothing is being spent. */
  daysLeft: number | null;
  /** Day on which it runs out; null with `daysLeft`. */
  runsOutOn: string | null;
}

/**
 * Pace of a pool. `lastOn`: the last day that is told of it; the run-rate is of the `paceDays` days that end there, so that
 * days of which nothing is known do not count as days without spend. `leftFen`: available and on order.
 */
export function poolPace(
  { leftFen, spentFen, lastOn }: { leftFen: number; spentFen: number; lastOn: string | null },
  paceDays: number,
): PoolPace {
  if (lastOn === null)
    return { from: null, to: null, spentFen: 0, rateFen: 0, daysLeft: null, runsOutOn: null };
  const from = dayPlus(lastOn, 1 - paceDays);
  const isSpending = spentFen > 0;
  const daysLeft = isSpending ? Math.floor((Math.max(0, leftFen) * paceDays) / spentFen) : null;
  return {
    from,
    to: lastOn,
    spentFen,
    rateFen: isSpending ? Math.round(spentFen / paceDays) : 0,
    daysLeft,
    runsOutOn: daysLeft === null ? null : dayPlus(lastOn, Math.min(daysLeft, 3_660)),
  };
}

/** 余额不足提醒: fewer days left than agreed. Null: no alarm is set. */
export function isLow(pace: Pick<PoolPace, 'daysLeft'>, alarmDays: number | null): boolean {
  return alarmDays !== null && pace.daysLeft !== null && pace.daysLeft < alarmDays;
}

/** How a book follows its pools. */
export interface PoolSettings {
  /** Days that the run-rate is taken from. */
  paceDays: number;
  /** Days left below which a client is told, where nothing else is set for it; null: no alarm. */
  alarmDays: number | null;
}

export const DEFAULT_POOL_SETTINGS: PoolSettings = { paceDays: 7, alarmDays: 3 };
