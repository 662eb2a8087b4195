import { countsFrom, limitStateOn } from './state.ts';
import type { LimitHistory, LimitPayment, LimitSettings, LimitUse } from './types.ts';

/** Whose use is asked for, on a Beijing day, with everything that happened up to its end. */
export interface UseOf {
  day: string;
  account: string;
  video?: string | null;
}

/**
 * What is used on a day (LIM-3): paid amounts with top-ups. Of the day: every payment made that day, unless the upgrade
 * had not begun. Of the total: only payments made while limited (and since the last expiry, by setting), less what came
 * back of them. A refund does not give back room of a day.
 */
export function usedOn(
  history: LimitHistory,
  { day, account, video }: UseOf,
  settings: LimitSettings,
): Required<LimitUse> {
  const today = limitStateOn(history, day) === 'free' ? [] : history.payments.filter(({ on }) => on === day);
  return {
    todayFen: sum(today),
    accountTodayFen: sum(today.filter(payment => payment.account === account)),
    videoTodayFen: video ? sum(today.filter(payment => payment.video === video)) : 0,
    totalFen: sum(countedLeft(history, day, settings)),
  };
}

/** The video of an account for which most was paid on a day; null where nothing was. */
export function busiestVideo({ payments }: LimitHistory, day: string, account: string): string | null {
  const own = payments.filter(each => each.on === day && each.account === account && each.video !== null);
  const byVideo = [...Map.groupBy(own, ({ video }) => video)].map(([video, paid]) => ({
    video,
    fen: sum(paid),
  }));
  return byVideo.toSorted((one, other) => other.fen - one.fen)[0]?.video ?? null;
}

/** The payments that count toward the total on a day, each with what is left of it after refunds. */
function countedLeft(history: LimitHistory, day: string, settings: LimitSettings): LimitPayment[] {
  const start = countsFrom(history, day, settings.restartAfterExpiry);
  if (start === null) return [];
  return afterRefunds(history, day).filter(
    ({ on }) => on >= start && limitStateOn(history, on) === 'limited',
  );
}

/**
 * A refund is money not spent, and an order spends what was paid first: so it comes off the order's last payments, made
 * before it. More refunded than paid is the matter of a ticket, not of a limit.
 */
function afterRefunds({ payments, refunds }: LimitHistory, day: string): LimitPayment[] {
  const left = payments.filter(({ on }) => on <= day).map(payment => ({ ...payment }));
  left.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  const byOrder = Map.groupBy(left, ({ order }) => order);
  const due = refunds.filter(({ on }) => on <= day).toSorted((one, other) => (one.on < other.on ? -1 : 1));
  for (const refund of due) {
    let restFen = refund.amountFen;
    for (const payment of (byOrder.get(refund.order) ?? []).toReversed()) {
      if (payment.on > refund.on) continue;
      const takenFen = Math.min(restFen, payment.amountFen);
      payment.amountFen -= takenFen;
      restFen -= takenFen;
    }
  }
  return left;
}

function sum(payments: readonly LimitPayment[]): number {
  return payments.reduce((total, { amountFen }) => total + amountFen, 0);
}
