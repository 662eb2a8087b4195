import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usedOn } from '../../src/domain/limits/count.ts';
import { bindingLimits, roomLeft } from '../../src/domain/limits/room.ts';
import { countsFrom, daysToExpiry, expiryWarning, limitStateOn } from '../../src/domain/limits/state.ts';
import {
  DEFAULT_LIMIT_SETTINGS,
  type LimitHistory,
  type LimitPayment,
  type LimitRefund,
} from '../../src/domain/limits/types.ts';
import { ruleFor } from '../../src/domain/rulebook/lookup.ts';
import { blocks, by, change, decide, INDIVIDUAL, LIMITED, LIVE, severities, VIDEO } from '../orders/cases.ts';
import { RULES } from '../rulebook/shipped.ts';

const day = (at: number) => `2026-11-${String(at).padStart(2, '0')}`;
const SETTINGS = DEFAULT_LIMIT_SETTINGS;
const pay = (
  order: string,
  at: number,
  amountFen: number,
  more: Partial<LimitPayment> = {},
): LimitPayment => ({
  order,
  account: 'a',
  video: 'v',
  on: day(at),
  amountFen,
  ...more,
});
const back = (order: string, at: number, amountFen: number): LimitRefund => ({
  order,
  on: day(at),
  amountFen,
});
const history = (more: Partial<LimitHistory>): LimitHistory => ({
  upgradeBeganOn: day(5),
  verified: [],
  payments: [],
  refunds: [],
  ...more,
});
const used = (past: LimitHistory, at: number, settings = SETTINGS) =>
  usedOn(past, { day: day(at), account: 'a', video: 'v' }, settings);

describe('LIM-1 an enterprise without corporate verification', () => {
  it.each([
    ['300 元 on a new day', 30000, { todayFen: 0, totalFen: 0 }, []],
    ['10 分 more than 300 元', 30010, { todayFen: 0, totalFen: 0 }, ['block']],
    ['the rest of the day', 10000, { todayFen: 20000, totalFen: 20000 }, []],
    ['more than the rest of the day', 10000, { todayFen: 20010, totalFen: 20010 }, ['block']],
    ['the rest of the total', 20000, { todayFen: 0, totalFen: 480000 }, []],
    ['more than the rest of the total', 20000, { todayFen: 0, totalFen: 480010 }, ['block']],
    ['both exceeded', 30010, { todayFen: 10000, totalFen: 490000 }, ['block', 'block']],
    ['nothing known of what is used', 10000, { todayFen: undefined, totalFen: undefined }, ['warn', 'warn']],
    ['too much whatever is used', 40000, { todayFen: undefined, totalFen: 0 }, ['block']],
  ])('%s', (_what, amountFen, use, wanted) => {
    expect(severities(decide(LIMITED, { amountFen, used: use }), 'LIM-1')).toEqual(wanted);
  });

  it.each([
    ['bound', ['block']],
    ['submitted', ['block']],
    ['upgraded_limited', ['block']],
    ['upgraded', ['block']],
    ['verification_expired', ['block']],
  ] as const)('binds while the upgrade is %s', (upgrade, wanted) => {
    const facts = change(LIMITED, { amountFen: 40000, account: { upgrade } });
    expect(severities(decide(facts), 'LIM-1')).toEqual(wanted);
  });

  it('binds a placement that needs the upgrade, though its state is not told', () => {
    const facts = change(LIMITED, { amountFen: 40000, account: { upgrade: undefined } });
    expect(severities(decide(facts), 'LIM-1')).toEqual(['block']);
  });

  it('does not bind before an upgrade, nor for ordinary content then', () => {
    const plain = { goal: '粉丝量', amountFen: 90000, account: { upgrade: 'not_needed' } } as const;
    expect(severities(decide(LIMITED, plain), 'LIM-1')).toEqual([]);
  });

  it.each([
    ['the kind of subject', { subject: { kind: undefined }, account: { upgrade: 'bound' } }],
    ['the verification', { subject: { corporateVerified: undefined }, account: { upgrade: 'bound' } }],
    ['the state of the upgrade', { goal: '粉丝量', account: { upgrade: undefined } }],
  ] as const)('asks for %s', (_what, parts) => {
    const decision = decide(LIMITED, parts);
    expect(severities(decision, 'LIM-1')).toEqual(['warn']);
    expect(decision.room).toEqual({ todayFen: null, totalFen: null, videoTodayFen: null });
  });

  it('says the room left today and in total', () => {
    const { room } = decide(LIMITED, { used: { todayFen: 12000, totalFen: 499000 } });
    expect(room).toEqual({ todayFen: 18000, totalFen: 1000, videoTodayFen: null });
  });
});

describe('LIM-2 once verified', () => {
  const verified = change(LIMITED, {
    subject: { corporateVerified: 'passed' },
    account: { upgrade: 'upgraded' },
  });

  it.each([
    ['200,000 元 on one video', 20_000_000, 0, 0, []],
    ['10 元 more', 20_001_000, 0, 0, ['block']],
    ['the rest of the account', 10_000_000, 90_000_000, 0, []],
    ['more than the rest of the account', 10_000_000, 90_001_000, 0, ['block']],
    ['more than the rest of the video', 10_000_000, 0, 10_001_000, ['block']],
  ])('%s', (_what, amountFen, accountTodayFen, videoTodayFen, wanted) => {
    const use = { accountTodayFen, videoTodayFen };
    expect(severities(decide(verified, { amountFen, used: use }), 'LIM-2')).toEqual(wanted);
  });

  it('asks for what the account and the video used', () => {
    const use = { accountTodayFen: undefined, videoTodayFen: undefined };
    expect(severities(decide(verified, { used: use }), 'LIM-2')).toEqual(['info', 'info']);
  });

  it('has no video limit in a live room', () => {
    const room = {
      scene: 'live',
      goal: '直播间人气',
      live: { cartEverUsed: false, anchor: 'none' },
    } as const;
    const { room: left } = decide({ ...verified, video: undefined }, room);
    expect(left).toEqual({ todayFen: 100_000_000, totalFen: null, videoTodayFen: null });
  });
});

describe('LIM-3 what counts', () => {
  it('the Beijing day of payment, top-ups included, over all accounts of the subject', () => {
    const payments = [
      pay('1', 10, 100),
      pay('1', 10, 50),
      pay('2', 10, 7, { account: 'b', video: null }),
      pay('3', 9, 1000),
    ];
    expect(used(history({ payments }), 10)).toEqual({
      todayFen: 157,
      accountTodayFen: 150,
      videoTodayFen: 150,
      totalFen: 1157,
    });
  });

  it('not what was paid before the upgrade or while verified', () => {
    const payments = [pay('1', 4, 1), pay('2', 5, 10), pay('3', 10, 100), pay('4', 12, 1000)];
    const verified = [{ from: day(10), to: day(11) }];
    const kept = { ...SETTINGS, restartAfterExpiry: false };
    expect(used(history({ payments, verified }), 12, kept).totalFen).toBe(1010);
    expect(used(history({ payments }), 12).totalFen).toBe(1110);
    expect(used(history({ payments, upgradeBeganOn: null }), 12)).toMatchObject({ todayFen: 0, totalFen: 0 });
  });

  it('after an expiry the count starts anew, unless the book says otherwise', () => {
    const past = history({
      payments: [pay('1', 6, 1), pay('2', 20, 10)],
      verified: [{ from: day(8), to: day(15) }],
    });
    expect(used(past, 20).totalFen).toBe(10);
    expect(used(past, 20, { ...SETTINGS, restartAfterExpiry: false }).totalFen).toBe(11);
  });

  it('a refund lowers the total and gives back no room of a day', () => {
    const past = history({ payments: [pay('1', 10, 100), pay('2', 10, 50)], refunds: [back('1', 10, 30)] });
    expect(used(past, 10)).toMatchObject({ todayFen: 150, totalFen: 120 });
    expect(used(past, 9)).toMatchObject({ todayFen: 0, totalFen: 0 });
  });

  it('a refund takes off what was paid last, and only of its own order', () => {
    const past = history({
      payments: [pay('1', 4, 100), pay('1', 6, 20), pay('2', 6, 5)],
      refunds: [back('1', 7, 50)],
    });
    expect(used(past, 10).totalFen).toBe(5);
    expect(used(history({ ...past, refunds: [back('3', 7, 50)] }), 10).totalFen).toBe(25);
  });

  it('the scope of the day is a setting', () => {
    const perAccount = { ...SETTINGS, dailyScope: 'account' } as const;
    const use = { todayFen: 30000, accountTodayFen: 0, totalFen: 0 };
    expect(decide(LIMITED, { used: use }).allowed).toBe(false);
    const decision = decide(LIMITED, { used: use }, RULES, { settings: perAccount });
    expect([decision.allowed, decision.room.todayFen]).toEqual([true, 30000]);
    expect(by(decision, 'LIM-3')[0]?.code).toBe('rules.lim_3_account');
  });

  it('individuals: not stated, nothing refused', () => {
    const decision = decide(INDIVIDUAL, { amountFen: 900_000 });
    expect([decision.allowed, severities(decision, 'LIM-3')]).toEqual([true, ['info']]);
    expect(decision.room).toEqual({ todayFen: null, totalFen: null, videoTodayFen: null });
  });

  it('agrees with a model that counts every single 分', () => {
    const days = fc.integer({ min: 1, max: 12 });
    const order = fc.constantFrom('1', '2', '3');
    const account = (id: string) => (id === '3' ? 'b' : 'a');
    const past = fc.record({
      upgradeBeganOn: fc.option(days.map(day)),
      verified: fc
        .uniqueArray(days, { minLength: 2, maxLength: 4 })
        .map(cuts => cuts.toSorted((one, other) => one - other))
        .map(([from, to, again]) => [
          { from: day(from!), to: day(to! - 1 < from! ? from! : to! - 1) },
          ...(again === undefined ? [] : [{ from: day(again), to: null }]),
        ]),
      payments: fc.array(
        fc
          .record({ order, at: days, amountFen: fc.integer({ min: 1, max: 6 }) })
          .map(({ order: id, at, amountFen }) =>
            pay(id, at, amountFen, { account: account(id), video: id === '2' ? 'w' : 'v' }),
          ),
        { maxLength: 12 },
      ),
      refunds: fc.array(
        fc
          .record({ order, at: days, amountFen: fc.integer({ min: 1, max: 8 }) })
          .map(({ order: id, at, amountFen }) => back(id, at, amountFen)),
        { maxLength: 5 },
      ),
    });
    fc.assert(
      fc.property(past, days, fc.boolean(), (each, at, restartAfterExpiry) => {
        const settings = { ...SETTINGS, restartAfterExpiry };
        expect(used(each, at, settings)).toEqual(counted(each, at, restartAfterExpiry));
      }),
      { numRuns: 500 },
    );
  });
});

/** Every paid 分 as an object of its own: the naive model of LIM-3. */
function counted(past: LimitHistory, at: number, restart: boolean) {
  const verifiedOn = (on: string) =>
    past.verified.some(({ from, to }) => from <= on && (to === null || on <= to));
  const begun = (on: string) => past.upgradeBeganOn !== null && past.upgradeBeganOn <= on;
  const limitedOn = (on: string) => begun(on) && !verifiedOn(on);
  const coins: { order: string; on: string }[] = [];
  for (let today = 1; today <= at; today += 1) {
    if (restart && today > 1 && !verifiedOn(day(today)) && verifiedOn(day(today - 1)))
      for (const coin of coins) coin.order = '';
    for (const { order, on, amountFen } of past.payments)
      if (on === day(today)) for (let count = 0; count < amountFen; count += 1) coins.push({ order, on });
    for (const refund of past.refunds)
      if (refund.on === day(today))
        for (let count = 0; count < refund.amountFen; count += 1) {
          const last = coins.findLastIndex(({ order }) => order === refund.order);
          if (last >= 0) coins.splice(last, 1);
        }
  }
  const now = begun(day(at)) || verifiedOn(day(at));
  const todays = now ? past.payments.filter(({ on }) => on === day(at)) : [];
  const sum = (list: readonly LimitPayment[]) => list.reduce((total, { amountFen }) => total + amountFen, 0);
  return {
    todayFen: sum(todays),
    accountTodayFen: sum(todays.filter(({ account }) => account === 'a')),
    videoTodayFen: sum(todays.filter(({ video }) => video === 'v')),
    totalFen: coins.filter(({ order, on }) => order !== '' && limitedOn(on)).length,
  };
}

describe('LIM-4 a limit', () => {
  it('refuses with the room left, or warns where the book says so', () => {
    const over = { amountFen: 20000, used: { todayFen: 15000, totalFen: 15000 } };
    expect(by(decide(LIMITED, over), 'LIM-1')[0]).toMatchObject({
      severity: 'block',
      params: { limitFen: 30000, usedFen: 15000, amountFen: 20000, roomFen: 15000 },
    });
    const warned = decide(LIMITED, over, RULES, { settings: { ...SETTINGS, mode: 'warn' } });
    expect([warned.allowed, severities(warned, 'LIM-1')]).toEqual([true, ['warn']]);
  });

  it('with room below the minimum of an order says that none fits', () => {
    const tight = { used: { todayFen: 25000, totalFen: 25000 } };
    expect(severities(decide(LIMITED, tight), 'LIM-4')).toEqual(['info']);
    expect(severities(decide(LIMITED), 'LIM-4')).toEqual([]);
  });

  it('room is never negative, and used plus room is the limit until it is passed', () => {
    fc.assert(
      fc.property(fc.nat(60000), fc.nat(900000), (todayFen, totalFen) => {
        const room = roomLeft(bindingLimits('limited', { todayFen, totalFen }, 'video', RULES, SETTINGS));
        expect(room.todayFen).toBe(Math.max(0, 30000 - todayFen));
        expect(room.totalFen).toBe(Math.max(0, 500000 - totalFen));
      }),
    );
  });

  it('a placement that fits the room is never refused, one 分 more always is', () => {
    fc.assert(
      fc.property(fc.nat(30000), fc.nat(500000), (todayFen, totalFen) => {
        const { room } = decide(LIMITED, { used: { todayFen, totalFen } });
        const fits = Math.min(room.todayFen!, room.totalFen!);
        const limited = (amountFen: number) =>
          blocks(decide(LIMITED, { amountFen, used: { todayFen, totalFen } })).includes('LIM-1');
        expect([limited(fits), limited(fits + 1)]).toEqual([false, true]);
      }),
    );
  });

  it('says nothing of 小店随心推', () => {
    for (const facts of [VIDEO, LIVE])
      expect(
        decide(facts, { amountFen: 400_000_000 }).findings.filter(({ rule }) => rule.startsWith('LIM')),
      ).toEqual([]);
  });
});

describe('LIM-3 spans of days', () => {
  const times = { upgradeBeganOn: day(5), verified: [{ from: day(10), to: day(12) }] };

  it('the day of passing and the last valid day are verified', () => {
    expect([4, 5, 9, 10, 12, 13].map(at => limitStateOn(times, day(at)))).toEqual([
      'free',
      'limited',
      'limited',
      'verified',
      'verified',
      'limited',
    ]);
    expect([countsFrom(times, day(12), true), countsFrom(times, day(13), true)]).toEqual([day(5), day(12)]);
  });

  it('UPG-6 warns 30, 7 and 1 days before the expiry', () => {
    const warnDays = ruleFor(RULES, 'verification_warn_days', 'douplus')!.value;
    const span = { from: '2026-01-01', to: '2026-11-30' };
    const at = (on: string) => expiryWarning(span, on, warnDays);
    expect([at('2026-10-30'), at('2026-10-31'), at('2026-11-22'), at('2026-11-23')]).toEqual([
      null,
      30,
      30,
      7,
    ]);
    expect([at('2026-11-28'), at('2026-11-29'), at('2026-11-30'), at('2026-12-01')]).toEqual([7, 1, 1, null]);
    expect(daysToExpiry({ from: '2026-01-01', to: null }, '2026-11-20')).toBeNull();
  });
});
