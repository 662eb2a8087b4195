import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { type Moment, nextDay, workingDaysAfter } from './calendar.ts';
import type { Dice } from './dice.ts';
import { orderId } from './identity.ts';
import type { DemoOrder, Fen, OrderPayment, OrderProduct } from './types.ts';

const VIDEO_GOALS = ['商品购买', '内容种草', '提升粉丝', '主页浏览量'];
const LIVE_GOALS = ['直播间人气', '直播间商品点击', '直播间带货', '直播间涨粉', '直播间评论'];
const VIDEO_BIDS = ['按播放量', '按优化目标-自动出价', '按优化目标-手动出价'];
const HOURS = [2, 6, 12, 24];
const ADVISED_FEN = 50_000;

type Ending = 'unpaid' | 'timeout' | 'failed' | 'rejected' | 'terminated' | 'ended' | 'finished';

const STATUS: Record<OrderProduct, Record<Ending, string>> = {
  suixintui: {
    unpaid: '未支付取消',
    timeout: '未支付超15分钟关闭',
    failed: '计划创建失败',
    rejected: '审核不通过',
    terminated: '投放终止',
    ended: '投放结束',
    finished: '投放完成',
  },
  douplus: {
    unpaid: '未支付',
    timeout: '未支付',
    failed: '审核不通过',
    rejected: '审核不通过',
    terminated: '投放终止',
    ended: '投放完成',
    finished: '投放完成',
  },
};

export interface OrderSeat {
  serial: number;
  product: OrderProduct;
  client: string;
  account: string;
  douyin: string;
  at: Moment;
  payment: OrderPayment;
  amountFen: Fen;
  /** Money that a later top-up may take, 0 for none. */
  topUpMostFen: Fen;
  couponAllowed: boolean;
  calendar: WorkCalendar;
}

/** An order with its whole life: paid or not, reviewed, spent over its hours, and what came back. */
export function planOrder(dice: Dice, seat: OrderSeat): DemoOrder {
  const ending = dice.weighted<Ending>({
    unpaid: 25,
    timeout: 20,
    failed: 8,
    rejected: 70,
    terminated: 40,
    ended: 190,
    finished: 647,
  });
  const order = freshOrder(dice, seat, STATUS[seat.product][ending]);
  if (ending === 'unpaid' || ending === 'timeout') return { ...order, planId: '', couponFen: 0 };
  order.paidFen = order.amountFen - order.couponFen;
  const start = seat.at + dice.whole(15, 120) * 60;
  if (ending === 'failed' || ending === 'rejected') {
    order.returned = {
      at: returnMoment(dice, { order, after: start, rejected: true }, seat.calendar),
      fen: order.paidFen,
      rejected: true,
    };
    return order;
  }
  const end = start + Math.floor((order.hours * 3_600 * dice.whole(55, 100)) / 100);
  if (ending !== 'terminated' && seat.topUpMostFen >= 10_000 && dice.perMille(90))
    order.topUps.push({
      at: start + Math.floor((end - start) / 3),
      fen: dice.whole(1, Math.min(3, Math.floor(seat.topUpMostFen / 10_000))) * 10_000,
    });
  deliver(dice, order, { ending, start, end, calendar: seat.calendar });
  return order;
}

function freshOrder(dice: Dice, seat: OrderSeat, status: string): DemoOrder {
  const live = dice.perMille(350);
  const couponFen =
    seat.couponAllowed && seat.product === 'suixintui' && dice.perMille(70)
      ? Math.floor(seat.amountFen / 1_000) * 100
      : 0;
  return {
    id: orderId(dice, seat.serial),
    planId: orderId(dice, seat.serial),
    product: seat.product,
    client: seat.client,
    account: seat.account,
    douyin: seat.douyin,
    at: seat.at,
    live,
    goal: dice.pick(live ? LIVE_GOALS : VIDEO_GOALS),
    bid: live ? '按优化目标-自动出价' : dice.pick(VIDEO_BIDS),
    hours: seat.amountFen >= ADVISED_FEN && dice.perMille(600) ? 24 : dice.pick(HOURS),
    payment: seat.payment,
    amountFen: seat.amountFen,
    couponFen,
    paidFen: 0,
    topUps: [],
    spends: [],
    spentFen: 0,
    returned: null,
    status,
  };
}

/** Spends evenly over the hours, split at midnight; what is left goes back. */
function deliver(
  dice: Dice,
  order: DemoOrder,
  { ending, start, end, calendar }: { ending: Ending; start: Moment; end: Moment; calendar: WorkCalendar },
): void {
  const totalFen = order.amountFen + order.topUps.reduce((sum, topUp) => sum + topUp.fen, 0);
  const share =
    ending === 'finished' ? 10_000 : ending === 'ended' ? dice.whole(2_000, 9_700) : dice.whole(500, 6_000);
  const spentFen = share === 10_000 ? totalFen : Math.floor((totalFen * share) / 10_000);
  let doneFen = 0;
  let doneCouponFen = 0;
  for (let from = start; from < end; ) {
    const to = Math.min(end, nextDay(from));
    const reachedFen = to === end ? spentFen : Math.floor((spentFen * (to - start)) / (end - start));
    const couponFen = Math.floor((reachedFen * order.couponFen) / totalFen);
    const step = {
      cashFen: reachedFen - doneFen - (couponFen - doneCouponFen),
      couponFen: couponFen - doneCouponFen,
    };
    if (step.cashFen + step.couponFen > 0) order.spends.push({ at: to === end ? end : to - 1, ...step });
    doneFen = reachedFen;
    doneCouponFen = couponFen;
    from = to;
  }
  order.spentFen = spentFen;
  const leftFen = totalFen - spentFen - (order.couponFen - doneCouponFen);
  if (leftFen > 0)
    order.returned = {
      at: returnMoment(dice, { order, after: end, rejected: false }, calendar),
      fen: leftFen,
      rejected: false,
    };
}

/** Into the pool at once where an order ends, by the bell of working days for a rejection or another channel. */
function returnMoment(
  dice: Dice,
  { order, after, rejected }: { order: DemoOrder; after: Moment; rejected: boolean },
  calendar: WorkCalendar,
): Moment {
  if (order.payment === 'pool' && !rejected) return after;
  const days = dice.weighted({ '1': 20, '2': 30, '3': 25, '5': 15, '7': 8, '9': 2 });
  return workingDaysAfter(calendar, after, Number(days)) + dice.whole(9 * 3_600, 20 * 3_600);
}

/** The order as an export right after `end` shows it: later spend and returns have not happened yet. */
export function asOf(order: DemoOrder, end: Moment): DemoOrder {
  const spends = order.spends.filter(spend => spend.at < end);
  const running = spends.length < order.spends.length;
  return {
    ...order,
    topUps: order.topUps.filter(topUp => topUp.at < end),
    spends,
    spentFen: spends.reduce((sum, spend) => sum + spend.cashFen + spend.couponFen, 0),
    returned: order.returned && order.returned.at < end ? order.returned : null,
    status: running ? '投放中' : order.status,
  };
}

/** Cash that the order takes from whoever pays it: at once, and with its top-ups. */
export function cashOf(order: DemoOrder): Fen {
  return order.paidFen + order.topUps.reduce((sum, topUp) => sum + topUp.fen, 0);
}
