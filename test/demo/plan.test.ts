import { describe, expect, it } from 'vitest';
import { DEMO_OPTIONS, DEMO_SEED, type DemoPlan, planDemo } from '../../src/services/demo.ts';
import { CALENDAR } from './calendar.ts';

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100: the weighted sum of all 18 characters, the check with weight 1, is a multiple of 31. */
function creditCodeHolds(code: string): boolean {
  let weight = 1;
  let sum = 0;
  for (const letter of code.slice(0, 17)) {
    sum += CREDIT_ALPHABET.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) && (sum + CREDIT_ALPHABET.indexOf(code[17]!)) % 31 === 0;
}

/** GB 11643 (ISO 7064 MOD 11-2) over all 18 characters gives 1. */
function personCodeHolds(code: string): boolean {
  const sum = [...code].reduce(
    (total, letter, at) => total + (letter === 'X' ? 10 : Number(letter)) * (2 ** (17 - at) % 11),
    0,
  );
  return /^\d{17}[\dX]$/.test(code) && sum % 11 === 1;
}

describe.each([DEMO_SEED, 3])('the agency of seed %i', seed => {
  const plan: DemoPlan = planDemo(seed, DEMO_OPTIONS, CALENDAR);
  const sum = (amounts: number[]) => amounts.reduce((total, fen) => total + fen, 0);

  it('has 60 clients with codes whose checks hold and ids that never meet', () => {
    expect(plan.clients).toHaveLength(60);
    for (const { subject } of plan.clients)
      expect(
        subject.kind === 'enterprise' ? creditCodeHolds(subject.code) : personCodeHolds(subject.code),
        subject.code,
      ).toBe(true);
    const ids = [
      ...plan.clients.flatMap(client => [
        client.name,
        client.subject.code,
        ...client.accounts.map(account => account.id),
        ...client.douplus.map(account => account.id),
      ]),
      ...plan.orders.map(order => order.id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('moves whole fen and continues every bank and channel balance', () => {
    const balances = { ...plan.openings };
    for (const move of plan.moves) {
      expect(Number.isSafeInteger(move.fen)).toBe(true);
      balances[move.channel] += move.fen;
      expect(move.balanceFen).toBe(balances[move.channel]);
      expect(move.balanceFen).toBeGreaterThanOrEqual(0);
    }
  });

  it('keeps the daily identity of every account, day after day', () => {
    for (const account of plan.clients.flatMap(client => client.accounts)) {
      let totalFen = account.openingCashFen + account.openingGrantFen;
      for (const flow of plan.flows.filter(each => each.account === account.id)) {
        totalFen += flow.incomeFen + flow.inFen - flow.outFen - flow.cashCostFen - flow.grantCostFen;
        expect(flow.cashFen + flow.grantFen, `${flow.account} ${flow.day}`).toBe(totalFen);
      }
    }
  });

  it('ends every finished order at zero: paid = spent + returned', () => {
    const ended = plan.orders.filter(order => order.paidFen > 0 && order.status !== '投放中');
    expect(ended.length).toBeGreaterThan(2_000);
    const lately = plan.orders.at(-1)!.at - 20 * 86_400;
    for (const order of ended) {
      const paid = order.paidFen + sum(order.topUps.map(topUp => topUp.fen));
      const spent = sum(order.spends.map(spend => spend.cashFen));
      // A refund that takes working days may still be under way on the last day.
      const underWay = order.returned === null && order.at > lately && spent < paid;
      if (!underWay) expect(spent + (order.returned?.fen ?? 0), order.id).toBe(paid);
      expect(order.spentFen).toBe(sum(order.spends.map(spend => spend.cashFen + spend.couponFen)));
    }
  });

  it('says in the true book what the platform says, per account and month', () => {
    const key = (account: string, month: string) => `${account} ${month}`;
    const costs = new Map<string, number>();
    for (const flow of plan.flows)
      costs.set(
        key(flow.account, flow.day.slice(0, 7)),
        (costs.get(key(flow.account, flow.day.slice(0, 7))) ?? 0) + flow.cashCostFen + flow.grantCostFen,
      );
    const direct = new Set(plan.orders.filter(order => order.payment !== 'pool').map(order => order.id));
    const noted = new Map<string, number>();
    for (const row of plan.bookTruth) {
      if (row.type !== '消耗' || direct.has(row.no) || (row.bucket !== '非赠款' && row.bucket !== '赠款'))
        continue;
      const month = new Date(row.at * 1_000).toISOString().slice(0, 7);
      noted.set(key(row.account, month), (noted.get(key(row.account, month)) ?? 0) + row.fen);
    }
    for (const [seat, fen] of costs) expect(noted.get(seat) ?? 0, seat).toBe(fen);
  });

  it('has every top-up in the bank, and every credit in the transfers or the account', () => {
    const paid = sum(plan.moves.filter(move => move.kind === 'topUp').map(move => -move.fen));
    const notedPaid = sum(
      plan.bookTruth.filter(row => row.type === '付款' && row.memo === '充值付款').map(row => row.fen),
    );
    expect(notedPaid).toBe(paid);
    const credited = sum(plan.bookTruth.filter(row => row.type === '充值').map(row => row.fen));
    const transferred = sum(
      plan.transfers.filter(each => each.kind === '加款').map(each => each.cashFen + each.grantFen),
    );
    expect(credited).toBe(transferred + sum(plan.flows.map(flow => flow.incomeFen)));
  });

  it('keeps an unverified enterprise inside 300 a day and 5,000 in all on DOU+', () => {
    for (const client of plan.clients.filter(each => each.subject.kind === 'enterprise' && !each.verified)) {
      const orders = plan.orders.filter(
        order => order.product === 'douplus' && order.client === client.code && order.paidFen > 0,
      );
      const days = Map.groupBy(orders, order => Math.floor(order.at / 86_400));
      for (const day of days.values())
        expect(sum(day.map(order => order.paidFen))).toBeLessThanOrEqual(30_000);
      expect(sum(orders.map(order => order.paidFen))).toBeLessThanOrEqual(500_000);
    }
  });

  it('has equal receipts of one client on one day, and names its planned differences', () => {
    const receipts = plan.moves.filter(move => move.kind === 'receipt');
    const seats = receipts.map(move => `${move.client} ${Math.floor(move.at / 86_400)} ${move.fen}`);
    expect(new Set(seats).size).toBeLessThan(seats.length);
    const kinds = new Set(plan.differences.map(each => `${each.where} ${each.what}`));
    expect(kinds.size).toBe(4 + 3 + 5);
  });
});
