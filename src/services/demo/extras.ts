import { dayStart, daysOf, type Moment } from './calendar.ts';
import { byTime } from './channels.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';
import type { DemoClient, DemoPlan, Fen, PersonalMove, ShopMove, SupplierLine } from './types.ts';

const SERVICES: [string, Fen][] = [
  ['短视频拍摄', 48_000],
  ['短视频剪辑', 12_000],
  ['直播间布景', 86_000],
  ['达人寄样代办', 3_500],
  ['口播脚本', 8_000],
];
const SUPPLIERS = ['逐光影像工作室', '半亩剪辑社', '汀上布景', '拾穗达人服务部'];

/** Jobs of outside suppliers; each voucher is paid in one line from the CCB account a few days later. */
export function planSuppliers(dice: Dice, journal: Journal, months: string[]): SupplierLine[] {
  const lines: SupplierLine[] = [];
  for (const month of months)
    for (let at = 0; at < 14; at++) {
      const own = dice.fork(`${month}${at}`);
      const [service, unitFen] = own.pick(SERVICES);
      const pieces = own.whole(1, 12);
      const day = own.pick(daysOf(month).slice(0, 24));
      const line = {
        day,
        service,
        supplier: own.pick(SUPPLIERS),
        pieces,
        unitFen,
        paidFen: pieces * unitFen,
        voucher: `GYS${day.replaceAll('-', '')}${String(at + 1).padStart(3, '0')}`,
      };
      lines.push(line);
      journal.move({
        channel: 'ccb',
        at: dayStart(day) + own.whole(1, 3) * 86_400 + own.whole(34_000, 61_000),
        kind: 'supplier',
        fen: -line.paidFen,
        party: line.supplier,
        partyAccount: `62${own.digits(14)}`,
        memo: service,
        reference: line.voucher,
        client: null,
      });
    }
  return lines.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** 动账明细 of a client's shop: settlements, fees, withdrawals, and money that the shop puts into Qianchuan. */
export function planShop(dice: Dice, client: DemoClient, months: string[]): DemoPlan['shop'] {
  const moves: ShopMove[] = [];
  const openingFen = dice.whole(20, 60) * 100_000;
  const add = (at: Moment, fen: Fen, scene: string, orderNo = '') =>
    moves.push({ at, serial: '', fen, scene, orderNo, balanceFen: 0 });
  for (const month of months)
    for (const day of daysOf(month)) {
      const own = dice.fork(day);
      for (let each = own.whole(1, 4); each > 0; each--) {
        const fen = own.whole(2_000, 60_000);
        const at = dayStart(day) + own.whole(3_600, 80_000);
        const orderNo = `69${own.digits(17)}`;
        add(at, fen, '订单结算', orderNo);
        add(at + 1, -Math.floor(fen / 20), '平台服务费', orderNo);
        if (own.perMille(80)) add(at + 40, -Math.floor(fen / 2), '订单退款', orderNo);
      }
      if (day.endsWith('-08') || day.endsWith('-22'))
        add(dayStart(day) + 82_000, -own.whole(5, 12) * 10_000, '巨量千川充值');
      if (day.endsWith('-28')) add(dayStart(day) + 83_000, -own.whole(10, 40) * 10_000, '提现');
    }
  let balanceFen = openingFen;
  moves.sort(byTime).forEach((move, at) => {
    balanceFen += move.fen;
    move.balanceFen = balanceFen;
    move.serial = `DZ${String(at + 1).padStart(12, '0')}`;
  });
  return { client: client.code, name: `${client.shortName}旗舰店`, openingFen, moves };
}

/** The employee's own bills of the last month: daily life, and two orders that were paid for the agency. */
export function planPersonal(dice: Dice, journal: Journal, month: string): DemoPlan['personal'] {
  const alipay = daysOf(month).flatMap(day => personalDay(dice.fork(`alipay${day}`), day, ALIPAY_LIFE));
  const wechat = daysOf(month).flatMap(day => personalDay(dice.fork(`wechat${day}`), day, WECHAT_LIFE));
  for (const { order, at, fen } of journal.employeePaid.filter(paid => dayIn(paid.at, month)))
    alipay.push({
      at,
      direction: 'expense',
      fen,
      kind: '商业服务',
      party: '抖音支付科技有限公司',
      goods: '小店随心推订单',
      status: '交易成功',
      closed: false,
      refund: false,
      id: `2026${order.id}0`,
      merchantId: order.id,
    });
  return { alipay: alipay.sort((a, b) => b.at - a.at), wechat: wechat.sort((a, b) => b.at - a.at) };
}

function dayIn(at: Moment, month: string): boolean {
  const [first, last] = [daysOf(month)[0]!, daysOf(month).at(-1)!];
  return at >= dayStart(first) && at < dayStart(last) + 86_400;
}

type Life = Pick<PersonalMove, 'direction' | 'kind' | 'party' | 'goods' | 'status' | 'closed' | 'refund'>;
const plain = { closed: false, refund: false };
const ALIPAY_LIFE: Life[] = [
  { direction: 'expense', kind: '餐饮美食', party: '巷口面馆', goods: '午餐', status: '交易成功', ...plain },
  {
    direction: 'expense',
    kind: '交通出行',
    party: '城市一卡通',
    goods: '地铁乘车',
    status: '交易成功',
    ...plain,
  },
  {
    direction: 'expense',
    kind: '日用百货',
    party: '隅田便利',
    goods: '日用品',
    status: '等待确认收货',
    ...plain,
  },
  { direction: 'income', kind: '转账红包', party: '阿岚', goods: '转账', status: '交易成功', ...plain },
  {
    direction: 'neutral',
    kind: '退款',
    party: '隅田便利',
    goods: '退款-日用品',
    status: '退款成功',
    closed: false,
    refund: true,
  },
  {
    direction: 'neutral',
    kind: '日用百货',
    party: '隅田便利',
    goods: '日用品',
    status: '交易关闭',
    closed: true,
    refund: false,
  },
  {
    direction: 'neutral',
    kind: '投资理财',
    party: '余额宝',
    goods: '余额宝-自动转入',
    status: '交易成功',
    ...plain,
  },
];
const WECHAT_LIFE: Life[] = [
  { direction: 'expense', kind: '商户消费', party: '山间咖啡', goods: '拿铁', status: '支付成功', ...plain },
  {
    direction: 'expense',
    kind: '扫二维码付款',
    party: '老街水果',
    goods: '收款方备注:二维码收款',
    status: '已转账',
    ...plain,
  },
  { direction: 'income', kind: '微信红包', party: '阿岚', goods: '/', status: '已存入零钱', ...plain },
  {
    direction: 'income',
    kind: '商户消费-退款',
    party: '山间咖啡',
    goods: '拿铁',
    status: '已全额退款',
    closed: false,
    refund: true,
  },
  {
    direction: 'neutral',
    kind: '零钱提现',
    party: '建设银行(1234)',
    goods: '/',
    status: '提现已到账',
    ...plain,
  },
];

function personalDay(dice: Dice, day: string, life: Life[]): PersonalMove[] {
  return Array.from({ length: dice.whole(1, 3) }, (_, each) => {
    const own = dice.fork(each);
    const kind = own.perMille(600) ? life[0]! : own.pick(life);
    return {
      ...kind,
      at: dayStart(day) + own.whole(27_000, 82_000),
      fen: own.whole(200, 15_000),
      id: `${day.replaceAll('-', '')}${own.digits(20)}`,
      merchantId: own.digits(18),
    };
  });
}
