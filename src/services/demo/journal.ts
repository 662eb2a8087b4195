import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { dayStart, type Moment } from './calendar.ts';
import type {
  BookRow,
  Channel,
  DayFlow,
  DemoClient,
  DemoOrder,
  Fen,
  MoneyMove,
  OrderPayment,
  PcSpend,
  Transfer,
} from './types.ts';

const DAY_END_SECOND = 86_390;
const PAYMENT_WORDS: Record<OrderPayment, string> = {
  pool: '账户余额',
  alipay: '支付宝',
  wechat: '微信',
  bank: '银行卡',
  employee: '支付宝',
};
const PAYING_CHANNEL: Partial<Record<OrderPayment, Channel>> = {
  alipay: 'alipay',
  wechat: 'wechat',
  bank: 'ccb',
};

/** Everything that happened, in the order in which it was played; `plan.ts` sorts it and fills balances. */
export class Journal {
  /** By which the platform and the banks work. */
  readonly calendar: WorkCalendar;
  readonly platform = { name: '湖北巨量引擎科技有限公司', account: '1271907811010802' };
  readonly payPlatform = { name: '抖音支付科技有限公司', account: '1279043110910406' };
  readonly moves: MoneyMove[] = [];
  readonly transfers: Transfer[] = [];
  readonly orders: DemoOrder[] = [];
  readonly flows: DayFlow[] = [];
  readonly pcSpends: PcSpend[] = [];
  readonly walletSpends: { wallet: string; day: string; fen: Fen }[] = [];
  readonly book: BookRow[] = [];
  /** Orders that the employee paid, for the personal bill. */
  readonly employeePaid: { order: DemoOrder; at: Moment; fen: Fen }[] = [];
  private orderSerial = 0;

  constructor(calendar: WorkCalendar) {
    this.calendar = calendar;
  }

  nextOrder(): number {
    this.orderSerial += 1;
    return this.orderSerial;
  }

  move(move: Omit<MoneyMove, 'balanceFen' | 'serial'>): void {
    this.moves.push({ ...move, balanceFen: 0, serial: '' });
  }

  transfer(transfer: Omit<Transfer, 'serial'>): Transfer {
    const made = { ...transfer, serial: `ZZ${String(this.transfers.length + 1).padStart(8, '0')}` };
    this.transfers.push(made);
    return made;
  }

  note(row: BookRow): void {
    this.book.push(row);
  }

  /** An order or its top-up was paid. The first payment is 下单, a later one 追加. */
  paid(order: DemoOrder, at: Moment, fen: Fen, client: DemoClient): void {
    const first = at === order.at;
    this.note({
      ...this.orderRow(order, client),
      at,
      type: first ? '下单' : '追加',
      fen,
      payment: PAYMENT_WORDS[order.payment],
      memo: order.payment === 'employee' ? '员工代付' : first ? '' : '追加预算',
    });
    this.channelLine(order, at + 5, -fen, productName(order), client);
  }

  spent(order: DemoOrder, spend: DemoOrder['spends'][number], client: DemoClient): void {
    const row = { ...this.orderRow(order, client), at: spend.at, type: '消耗' as const };
    if (spend.cashFen > 0) this.note({ ...row, fen: spend.cashFen });
    if (spend.couponFen > 0) this.note({ ...row, fen: spend.couponFen, bucket: '优惠券' });
  }

  returned(order: DemoOrder, returned: NonNullable<DemoOrder['returned']>, client: DemoClient): void {
    const row = { ...this.orderRow(order, client), at: returned.at, fen: returned.fen };
    if (order.payment === 'pool' && !returned.rejected) this.note({ ...row, type: '释放' });
    else
      this.note({
        ...row,
        type: '退款',
        payment: order.payment === 'pool' ? '账户余额' : '原支付渠道',
        memo: order.payment === 'pool' ? '退回余额' : '原路退回',
      });
    this.channelLine(order, returned.at - 5, returned.fen, `${productName(order)}退款`, client);
  }

  spentPc(spend: PcSpend, wallet: string | null): void {
    this.pcSpends.push(spend);
    if (wallet && spend.walletFen > 0)
      this.walletSpends.push({ wallet, day: spend.day, fen: spend.walletFen });
    const row = {
      at: dayStart(spend.day) + DAY_END_SECOND,
      type: '消耗' as const,
      no: spend.planId,
      account: spend.account,
      client: spend.client,
      version: spend.version,
      payment: '',
      memo: '日结',
    };
    if (spend.cashFen > 0) this.note({ ...row, fen: spend.cashFen, bucket: '非赠款' });
    if (spend.grantFen > 0) this.note({ ...row, fen: spend.grantFen, bucket: '赠款' });
    if (spend.walletFen > 0) this.note({ ...row, fen: spend.walletFen, bucket: '共享钱包' });
  }

  private orderRow(order: DemoOrder, client: DemoClient): Omit<BookRow, 'at' | 'type' | 'fen'> {
    return {
      no: order.id,
      account: order.account,
      client: client.name,
      version: order.product === 'suixintui' ? '小店随心推' : '',
      bucket: '非赠款',
      payment: '',
      memo: '',
    };
  }

  /** The channel's own line of a direct payment or its refund. */
  private channelLine(order: DemoOrder, at: Moment, fen: Fen, memo: string, client: DemoClient): void {
    if (order.payment === 'employee' && fen < 0) this.employeePaid.push({ order, at, fen: -fen });
    const channel = PAYING_CHANNEL[order.payment];
    if (!channel) return;
    const kind = fen < 0 ? 'order' : 'orderRefund';
    this.move({
      channel,
      at,
      kind,
      fen,
      party: this.payPlatform.name,
      partyAccount: this.payPlatform.account,
      memo,
      reference: order.id,
      client: client.code,
    });
  }
}

export function productName(order: DemoOrder): string {
  return order.product === 'suixintui' ? '小店随心推订单' : 'DOU+订单';
}
