import { dayOf, dayStart, type Moment } from './calendar.ts';
import { ClientMoney } from './client-money.ts';
import type { Dice } from './dice.ts';
import { orderId } from './identity.ts';
import type { Journal } from './journal.ts';
import { cashOf, planOrder } from './orders.ts';
import { Pool } from './pool.ts';
import type { DemoAccount, DemoClient, DemoOrder, DouplusAccount, OrderPayment } from './types.ts';

const ORDER_SIZES = [100, 100, 200, 200, 300, 300, 500, 500, 800, 1_000, 1_500, 2_000];
const DOUPLUS_SIZES = [100, 100, 200, 300, 500, 800];
const LIMITED_DAY_FEN = 30_000;
const LIMITED_TOTAL_FEN = 500_000;

/** Plays one client through the days: receipts, top-ups, orders, spend, refunds; everything goes into the journal. */
export class ClientPlay {
  private readonly client: DemoClient;
  private readonly number: number;
  private readonly money: ClientMoney;
  private readonly dice: Dice;
  private readonly journal: Journal;
  private readonly pools: Pool[];
  /** What is due on a day, in the order in which it was promised. */
  private readonly due = new Map<string, (() => void)[]>();
  private douplusPaidFen = 0;

  constructor(client: DemoClient, number: number, dice: Dice, journal: Journal, firstDay: string) {
    this.client = client;
    this.number = number;
    this.dice = dice;
    this.journal = journal;
    this.pools = client.accounts.map(account => new Pool(account, firstDay));
    this.money = new ClientMoney(client, number, journal, this.pools);
  }

  day(day: string, next: string): void {
    const dice = this.dice.fork(day);
    // Nobody pays on the first, so that the first line of a month's flow shows the grants as they stood before.
    if (!day.endsWith('-01') && dice.perMille(this.isTopDay(day) ? 700 : 85)) this.money.receive(dice, day);
    this.money.special(dice, day);
    for (const pool of this.pools) this.placeOrders(dice.fork(pool.account.id), pool, day);
    for (const account of this.client.douplus) this.placeDouplus(dice.fork(account.id), account, day);
    for (const act of this.due.get(day) ?? []) act();
    for (const pool of this.pools) {
      this.spendPc(dice.fork(`pc${pool.account.id}`), pool, day);
      this.journal.flows.push(pool.close(next));
    }
  }

  private isTopDay(day: string): boolean {
    return day.endsWith('-02') || day.endsWith(`-${String(10 + (this.number % 12))}`);
  }

  private later(at: Moment, act: () => void): void {
    const day = dayOf(at);
    const acts = this.due.get(day);
    if (acts) acts.push(act);
    else this.due.set(day, [act]);
  }

  private placeOrders(dice: Dice, pool: Pool, day: string): void {
    const count = dice.weighted({ '0': 620, '1': 290, '2': 90 });
    for (let each = 0; each < Number(count); each++) {
      const own = dice.fork(each);
      const payment = own.weighted<OrderPayment>({
        pool: 820,
        alipay: 120,
        wechat: 0,
        bank: 58,
        employee: 2,
      });
      const sizes = ORDER_SIZES.filter(size => payment !== 'pool' || size * 100 <= pool.freeFen);
      if (sizes.length === 0) continue;
      const amountFen = own.pick(sizes) * 100;
      const order = planOrder(own, {
        serial: this.journal.nextOrder(),
        calendar: this.journal.calendar,
        product: 'suixintui',
        client: this.client.code,
        account: pool.account.id,
        douyin: pool.account.douyin[0]!,
        at: dayStart(day) + own.whole(10 * 3_600, 23 * 3_600),
        payment,
        amountFen,
        topUpMostFen: payment === 'pool' ? pool.freeFen - amountFen : 30_000,
        couponAllowed: payment === 'pool',
      });
      this.live(order, pool);
    }
  }

  /** DOU+ has no pool here: every order is paid on a channel. An unverified enterprise stays inside 300 a day and 5,000 in all. */
  private placeDouplus(dice: Dice, account: DouplusAccount, day: string): void {
    if (!dice.perMille(330)) return;
    const { client } = this;
    const limited = client.subject.kind === 'enterprise' && !client.verified;
    const most = limited
      ? Math.min(LIMITED_DAY_FEN, LIMITED_TOTAL_FEN - this.douplusPaidFen)
      : Number.MAX_SAFE_INTEGER;
    const sizes = DOUPLUS_SIZES.filter(size => size * 100 <= most);
    if (sizes.length === 0) return;
    const order = planOrder(dice, {
      serial: this.journal.nextOrder(),
      calendar: this.journal.calendar,
      product: 'douplus',
      client: client.code,
      account: account.id,
      douyin: account.id,
      at: dayStart(day) + dice.whole(10 * 3_600, 23 * 3_600),
      payment: dice.weighted<OrderPayment>({ pool: 0, alipay: 70, wechat: 0, bank: 30, employee: 0 }),
      amountFen: dice.pick(sizes) * 100,
      topUpMostFen: limited ? 0 : 20_000,
      couponAllowed: false,
    });
    this.douplusPaidFen += cashOf(order);
    this.live(order, null);
  }

  /** Lets an order happen: its payments, its spend day by day, what comes back. */
  private live(order: DemoOrder, pool: Pool | null): void {
    this.journal.orders.push(order);
    if (order.paidFen === 0) return;
    const held = order.payment === 'pool' ? pool : null;
    this.journal.paid(order, order.at, order.paidFen, this.client);
    held?.hold(cashOf(order));
    for (const topUp of order.topUps) this.journal.paid(order, topUp.at, topUp.fen, this.client);
    for (const spend of order.spends) {
      this.later(spend.at, () => held?.spendHeld(spend.cashFen, spend.couponFen));
      this.journal.spent(order, spend, this.client);
    }
    const { returned } = order;
    if (!returned) return;
    this.later(returned.at, () => held?.release(returned.fen));
    this.journal.returned(order, returned, this.client);
  }

  private spendPc(dice: Dice, pool: Pool, day: string): void {
    for (const version of ['PC极速版', 'PC专业版'] as const) {
      if (!dice.perMille(version === 'PC极速版' ? 850 : 500)) continue;
      const wantedFen = Math.floor((Math.max(0, pool.freeFen) * dice.whole(200, 1_400)) / 10_000);
      const grantFen = Math.min(pool.grantLeftFen, Math.floor((wantedFen * dice.whole(0, 12)) / 100));
      const walletFen = pool.account.wallet ? dice.whole(2_000, 30_000) : 0;
      const cashFen = wantedFen - grantFen;
      if (cashFen + grantFen + walletFen === 0) continue;
      pool.spend(cashFen, grantFen, walletFen);
      this.journal.spentPc(
        {
          account: pool.account.id,
          client: this.client.name,
          day,
          version,
          planId: this.planOf(pool.account, version, day),
          cashFen,
          grantFen,
          walletFen,
        },
        pool.account.wallet,
      );
    }
  }

  /** A PC plan runs for a month under one id. */
  private planOf(account: DemoAccount, version: string, day: string): string {
    return orderId(this.dice.fork(`${account.id}${version}${day.slice(0, 7)}`), 9_000_000 + this.number);
  }
}
