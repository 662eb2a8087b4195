import { dayOf, dayStart, type Moment, workingDaysAfter } from './calendar.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';
import type { Pool } from './pool.ts';
import type { Channel, DemoClient, Fen } from './types.ts';

const ROUND_RECEIPTS = [3_000, 5_000, 8_000, 10_000, 10_000, 12_000, 15_000, 20_000];
const FEE_PER_MILLE = 6;
const FORGOTTEN_PER_MILLE = 45;

/** How one client's money moves: in from the client, on to the platform, and sometimes back. */
export class ClientMoney {
  private readonly client: DemoClient;
  private readonly number: number;
  private readonly journal: Journal;
  private readonly pools: Pool[];
  private serial = 0;

  constructor(client: DemoClient, number: number, journal: Journal, pools: Pool[]) {
    this.client = client;
    this.number = number;
    this.journal = journal;
    this.pools = pools;
  }

  /** One or two receipts of a day; twice the same amount now and then. */
  receive(dice: Dice, day: string): void {
    const fen = dice.perMille(600) ? dice.pick(ROUND_RECEIPTS) * 100 : dice.whole(300_000, 2_500_000);
    const times = dice.perMille(40) ? 2 : 1;
    for (let each = 0; each < times; each++) this.receipt(dice.fork(each), day, fen);
  }

  /** Money comes in on a channel, is registered, and most of it is passed on to the platform. */
  private receipt(dice: Dice, day: string, fen: Fen): void {
    const { client, journal } = this;
    const channel = dice.weighted<Channel>({ [client.bank]: 74, alipay: 16, wechat: 10 } as Record<
      Channel,
      number
    >);
    const at = dayStart(day) + dice.whole(8 * 3_600, 17 * 3_600);
    const no = this.no('SK', day);
    const memo = dice.pick(['推广费', '千川充值款', '往来款', '服务费预付']);
    journal.move({
      channel,
      at,
      kind: 'receipt',
      fen,
      party: dice.pick(client.payers),
      partyAccount: client.payerAccount,
      memo,
      reference: channel === 'alipay' || channel === 'wechat' || dice.perMille(600) ? no : '',
      client: client.code,
    });
    if (channel === 'alipay' || channel === 'wechat')
      journal.move({
        channel,
        at: at + 1,
        kind: 'fee',
        fen: -Math.round((fen * FEE_PER_MILLE) / 1_000),
        party: '',
        partyAccount: '',
        memo: '服务费',
        reference: no,
        client: client.code,
      });
    const noted = at + dice.whole(4, 40) * 60;
    this.noteReceipt(dice.fork('noted'), { noted, no, channel, fen });
    this.passOn(dice, noted, fen);
  }

  /** Now and then nobody writes a receipt down: it waits until somebody claims it. */
  private noteReceipt(dice: Dice, receipt: { noted: Moment; no: string; channel: Channel; fen: Fen }): void {
    if (dice.perMille(FORGOTTEN_PER_MILLE)) return;
    const { client, journal } = this;
    const { noted, no, channel, fen } = receipt;
    journal.note({
      at: noted,
      type: '收款',
      no,
      account: '',
      client: client.name,
      version: '',
      fen,
      bucket: '非赠款',
      payment: '',
      memo: channel === 'alipay' ? '支付宝' : channel === 'wechat' ? '微信' : '对公转账',
    });
  }

  private passOn(dice: Dice, noted: Moment, fen: Fen): void {
    const cashFen = dice.perMille(500) ? Math.floor((fen * dice.whole(85, 99)) / 100 / 10_000) * 10_000 : fen;
    const shares =
      this.pools.length === 2
        ? [Math.floor((cashFen * 6) / 10), cashFen - Math.floor((cashFen * 6) / 10)]
        : [cashFen];
    this.pools.forEach((pool, at) => {
      const when = noted + dice.whole(20, 90) * 60;
      if (shares[at]! > 0) this.topUp(dice.fork(at), pool, when, shares[at]!);
    });
  }

  /** Paid upstream from the bank, then credited: by the agent's transfer, or straight into the account. */
  private topUp(dice: Dice, pool: Pool, at: Moment, paidFen: Fen): void {
    const { client, journal } = this;
    const no = this.no('CZ', dayOf(at));
    journal.move({
      channel: client.bank,
      at,
      kind: 'topUp',
      fen: -paidFen,
      party: journal.platform.name,
      partyAccount: journal.platform.account,
      memo: '充值',
      reference: no,
      client: client.code,
    });
    journal.note({
      at: at + 300,
      type: '付款',
      no,
      account: '',
      client: client.name,
      version: '',
      fen: paidFen,
      bucket: '非赠款',
      payment: '',
      memo: '充值付款',
    });
    const direct = dice.perMille(200);
    const rebateFen = direct ? 0 : Math.round((paidFen * client.rebateBasisPoints) / 10_000);
    const cashFen = paidFen + (client.rebateForm === 'cash' ? rebateFen : 0);
    const grantFen = client.rebateForm === 'grant' ? rebateFen : 0;
    const credited = at + dice.whole(20, 55) * 60;
    pool.credit(cashFen, grantFen, direct ? 'income' : 'in');
    if (!direct)
      journal.transfer({
        at: credited,
        kind: '加款',
        target: pool.account.id,
        targetName: pool.account.name,
        client: client.code,
        clientName: client.name,
        cashFen,
        grantFen,
      });
    const memo = direct ? '对公充值' : '代理商加款';
    journal.note({
      at: credited,
      type: '充值',
      no,
      account: pool.account.id,
      client: client.name,
      version: '',
      fen: cashFen,
      bucket: '非赠款',
      payment: '',
      memo,
    });
    if (grantFen > 0)
      journal.note({
        at: credited,
        type: '充值',
        no,
        account: pool.account.id,
        client: client.name,
        version: '',
        fen: grantFen,
        bucket: '赠款',
        payment: '',
        memo: '返货赠款',
      });
  }

  /** Once a month, for a few clients: a withdrawal, money pulled back to the agent, money returned to the client. */
  special(dice: Dice, day: string): void {
    const [pool] = this.pools;
    if (!pool) return;
    const sizeFen = Math.floor(pool.freeFen / 4 / 10_000) * 10_000;
    if (day.endsWith('-16') && this.number % 20 === 7 && sizeFen > 0) this.withdraw(dice, pool, day, sizeFen);
    if (day.endsWith('-20') && this.number % 17 === 3 && sizeFen > 0) this.pullBack(dice, pool, day, sizeFen);
    if (day.endsWith('-24') && this.number % 23 === 11) this.payBack(dice, day);
  }

  private withdraw(dice: Dice, pool: Pool, day: string, fen: Fen): void {
    const { client, journal } = this;
    const no = this.no('TX', day);
    const at = dayStart(day) + dice.whole(10 * 3_600, 16 * 3_600);
    pool.takeOut(fen);
    journal.note({
      at,
      type: '提现',
      no,
      account: pool.account.id,
      client: client.name,
      version: '',
      fen,
      bucket: '非赠款',
      payment: '',
      memo: '余额提现',
    });
    const arrived =
      workingDaysAfter(journal.calendar, at, dice.whole(1, 4)) + dice.whole(9 * 3_600, 17 * 3_600);
    journal.move({
      channel: 'ccb',
      at: arrived,
      kind: 'withdrawal',
      fen,
      party: journal.platform.name,
      partyAccount: journal.platform.account,
      memo: '余额提现',
      reference: no,
      client: client.code,
    });
  }

  /** The agent's own record tells it; the list takes only what goes through a bank. */
  private pullBack(dice: Dice, pool: Pool, day: string, fen: Fen): void {
    const { client, journal } = this;
    const at = dayStart(day) + dice.whole(10 * 3_600, 16 * 3_600);
    pool.takeOut(fen);
    journal.transfer({
      at,
      kind: '退款',
      target: pool.account.id,
      targetName: pool.account.name,
      client: client.code,
      clientName: client.name,
      cashFen: fen,
      grantFen: 0,
    });
  }

  private payBack(dice: Dice, day: string): void {
    const { client, journal } = this;
    const at = dayStart(day) + dice.whole(10 * 3_600, 16 * 3_600);
    const fen = dice.whole(5, 40) * 10_000;
    const no = this.no('TX', day);
    journal.move({
      channel: client.bank,
      at,
      kind: 'clientRefund',
      fen: -fen,
      party: client.payers[0]!,
      partyAccount: client.payerAccount,
      memo: '退还余款',
      reference: no,
      client: client.code,
    });
    journal.note({
      at: at + 600,
      type: '付款',
      no,
      account: '',
      client: client.name,
      version: '',
      fen,
      bucket: '非赠款',
      payment: '',
      memo: '退还客户余款',
    });
  }

  private no(prefix: 'SK' | 'CZ' | 'TX', day: string): string {
    this.serial += 1;
    return `${prefix}${day.replaceAll('-', '')}${String(this.number).padStart(4, '0')}${String(this.serial).padStart(4, '0')}`;
  }
}
