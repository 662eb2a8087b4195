import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../src/domain/accounting/types.ts';
import { dayPlus } from '../../src/domain/calendar/days.ts';
import { poolBalance, wholeOf } from '../../src/domain/pools/balance.ts';
import type { BookDay, FlowDay } from '../../src/domain/pools/flow.ts';
import { type FlowSpan, poolDays } from '../../src/domain/pools/flow-days.ts';
import { expiryOf, lotsLeft, type ReceivedLot } from '../../src/domain/pools/grants.ts';
import {
  eventsOf,
  isShift,
  itemOf,
  type PlacedMove,
  POOL_ITEMS,
  POOL_SHIFTS,
} from '../../src/domain/pools/items.ts';
import { isLow, poolPace } from '../../src/domain/pools/pace.ts';
import { POOL_BUCKETS, type PoolAccount } from '../../src/domain/pools/pool.ts';
import { expectedDraws } from '../../src/domain/pools/spend-order.ts';
import { poolStatement, type StatementLine } from '../../src/domain/pools/statement.ts';
import { type PoolVersion, versionOf, versionUses } from '../../src/domain/pools/versions.ts';

const account = (id: number, code: string, bucket: Bucket | null = null, category: string | null = null) =>
  ({ id, code, pool: 1, bucket, category }) satisfies PoolAccount;

describe('buckets', () => {
  it('ACC-1 keeps each kind of money apart, on book and memo; 非赠款 is only their sum', () => {
    const accounts = [
      account(1, '1123.03', 'prepay'),
      account(2, '1123.04', 'prepay'),
      account(3, '1123.05', 'prepay'),
      account(4, '1123.03', 'rebate_credit'),
      account(5, '9001'),
      account(6, '9001', null, 'on_order'),
      account(7, '9005'),
      account(8, '9007'),
      account(9, '2202.03'),
      account(10, '1123.01'),
    ];
    const fen = new Map(accounts.map(({ id }) => [id, id === 9 ? -90 : id * 10]));
    const { buckets, totalFen, overdrawnFen } = poolBalance(accounts, fen);
    expect(buckets.map(({ bucket, onBook, ...money }) => [bucket, onBook, ...Object.values(money)])).toEqual([
      ['prepay', true, 10, 20, 30],
      ['rebate_credit', true, 40, 0, 0],
      ['credit', false, 70, 0, 0],
      ['client_own', false, 80, 0, 0],
      ['grant', false, 50, 60, 0],
    ]);
    expect(buckets.map(({ bucket }) => bucket)).not.toContain('non_grant');
    expect([totalFen, overdrawnFen]).toEqual([10 + 20 + 30 + 40 + 70, 90]);
  });
});

describe('versions', () => {
  it('ACC-4 the mobile entry is known by its name, whatever a file calls it', () => {
    expect(
      ['小店随心推', '随心推', ' 千川-DOU+电商版', 'PC极速版', '千川-PC专业版', 'DOU+', '通用版', null].map(
        versionOf,
      ),
    ).toEqual(['suixintui', 'suixintui', 'suixintui', 'pc_express', 'pc_pro', 'douplus', null, null]);
  });

  it('ACC-1 the use by version adds up to what was spent; what nobody tells apart is unknown, not zero', () => {
    const three: PoolVersion[] = ['suixintui', 'pc_express', 'pc_pro'];
    const all = versionUses(three, new Map([['suixintui', 500]]), null);
    expect(all.map(({ spentFen }) => spentFen)).toEqual([500, 0, 0]);
    const told = { parts: new Map<PoolVersion, number>([['suixintui', 300]]), basis: 'orders' as const };
    const some = versionUses(three, new Map([['unsplit', 1_000]]), told);
    expect(some.map(({ version, spentFen, basis }) => [version, spentFen, basis])).toEqual([
      ['suixintui', 300, 'orders'],
      ['pc_express', null, null],
      ['pc_pro', null, null],
      ['unsplit', 700, 'entries'],
    ]);
  });

  it('what is told of versions never makes more than was spent', () => {
    const amount = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (entries, rest, suixintui, pro) => {
        const told = {
          parts: new Map<PoolVersion, number>([
            ['suixintui', suixintui],
            ['pc_pro', pro],
          ]),
          basis: 'list' as const,
        };
        const uses = versionUses(
          ['suixintui', 'pc_express', 'pc_pro'],
          new Map([
            ['suixintui', entries],
            ['unsplit', rest],
          ]),
          told,
        );
        expect(uses.reduce((fen, { spentFen }) => fen + (spentFen ?? 0), 0)).toBe(entries + rest);
      }),
    );
  });
});

describe('items', () => {
  it('every item leads back to its events, and an event to its item', () => {
    for (const item of [...POOL_ITEMS, ...POOL_SHIFTS]) {
      if (item === 'other') continue;
      const events = eventsOf(item);
      expect(events.length, item).toBeGreaterThan(0);
      const netFen = item === 'moved_out' || item === 'expired' ? -1 : 1;
      for (const event of events) expect(itemOf({ event, netFen })).toBe(item);
    }
    expect(itemOf({ event: 'E59', netFen: 1 })).toBe('other');
  });
});

describe('run-rate', () => {
  it('counts the days that end with the last one that is told', () => {
    const pace = poolPace({ leftFen: 100_000, spentFen: 70_000, lastOn: '2026-05-31' }, 7);
    expect(pace).toMatchObject({
      from: '2026-05-25',
      to: '2026-05-31',
      rateFen: 10_000,
      daysLeft: 10,
      runsOutOn: '2026-06-10',
    });
    expect(isLow(pace, 11)).toBe(true);
    expect(isLow(pace, 10)).toBe(false);
    expect(isLow(pace, null)).toBe(false);
  });

  it('knows no end where nothing is spent, and is at its end where nothing is left', () => {
    expect(poolPace({ leftFen: 5, spentFen: 0, lastOn: '2026-05-31' }, 7).daysLeft).toBeNull();
    expect(poolPace({ leftFen: 5, spentFen: -3, lastOn: '2026-05-31' }, 7).daysLeft).toBeNull();
    expect(poolPace({ leftFen: -5, spentFen: 7, lastOn: '2026-05-31' }, 7).daysLeft).toBe(0);
    expect(poolPace({ leftFen: 5, spentFen: 7, lastOn: null }, 7)).toMatchObject({
      to: null,
      daysLeft: null,
    });
  });
});

describe('grants', () => {
  const lot = (name: string, receivedFen: number, expiresOn: string | null): ReceivedLot => ({
    lot: name,
    bucket: 'grant',
    receivedFen,
    receivedOn: '2026-05-01',
    scope: null,
    expiresOn,
  });

  it('the lot that expires first goes first, those without a day last', () => {
    const lots = lotsLeft(
      [lot('b', 100, null), lot('a', 100, '2026-06-30'), lot('c', 100, '2026-05-31')],
      150,
    );
    expect(lots.map(each => [each.lot, each.leftFen, each.estimated])).toEqual([
      ['c', 0, true],
      ['a', 50, true],
      ['b', 100, true],
    ]);
    expect(lotsLeft([lot('a', 100, null)], 40)[0]).toMatchObject({ leftFen: 40, estimated: false });
  });

  it('what is left of all lots is what is left of the grants', () => {
    const day = fc.option(fc.constantFrom('2026-05-31', '2026-06-15', '2026-07-01'), { nil: null });
    const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), day), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (lots, part) => {
        const received = lots.map(([fen, expires], at) => lot(`L${at}`, fen, expires));
        const balance = Math.floor(received.reduce((fen, each) => fen + each.receivedFen, 0) * part);
        expect(lotsLeft(received, balance).reduce((fen, { leftFen }) => fen + leftFen, 0)).toBe(balance);
      }),
    );
  });

  it('is told 15 and 30 days before its day', () => {
    const days = ['2026-05-31', '2026-06-01', '2026-06-16', '2026-06-17', '2026-07-01', '2026-07-02'];
    expect(days.map(expiresOn => expiryOf({ expiresOn }, '2026-06-01', [15, 30]))).toEqual([
      'expired',
      'soon',
      'soon',
      'later_soon',
      'later_soon',
      'later',
    ]);
    expect(expiryOf({ expiresOn: null }, '2026-06-01', [15, 30])).toBe('unknown');
  });
});

describe('the order of spending', () => {
  it('is an estimate by a rule, as far as money is there', () => {
    const line = (bucket: Bucket, availableFen: number) => ({
      bucket,
      onBook: true,
      availableFen,
      onOrderFen: 9,
      frozenFen: 9,
    });
    const buckets = [line('prepay', 100), line('grant', 30), line('credit', 500)];
    expect(expectedDraws(120, buckets, ['grant', 'prepay'])).toEqual([
      { bucket: 'grant', amountFen: 30 },
      { bucket: 'prepay', amountFen: 90 },
    ]);
    expect(expectedDraws(500, buckets, ['grant', 'prepay'])).toHaveLength(2);
  });
});

describe('the statement', () => {
  const events = [
    'E18',
    'E20',
    'E21',
    'E22',
    'E30',
    'E34',
    'E36',
    'E27',
    'E43',
    'E44',
    'E45',
    'E47',
    'E59',
    'E61',
  ];
  const move = fc.record({
    event: fc.constantFrom(...events),
    bucket: fc.constantFrom(...POOL_BUCKETS),
    netFen: fc.integer({ min: -10_000, max: 10_000 }),
    version: fc.constantFrom<PoolVersion | null>('suixintui', 'unsplit', null),
  });

  it('opening and lines make the closing, whatever happened and whatever else tells the versions', () => {
    fc.assert(
      fc.property(
        fc.array(move, { maxLength: 30 }),
        fc.integer({ min: 0, max: 9_000 }),
        (some, suixintui) => {
          const moves = some.map(
            (each): PlacedMove => ({
              ...each,
              account: 1,
              day: '2026-05-01',
              postings: 1,
              state: 'available',
              item: itemOf(each),
            }),
          );
          const told = {
            parts: new Map<PoolVersion, number>([['suixintui', suixintui]]),
            basis: 'flow' as const,
          };
          const { opening, lines, closing, shifts } = poolStatement({ prepay: 500 }, moves, told);
          for (const bucket of POOL_BUCKETS) {
            const of = ({ byBucket }: StatementLine) => byBucket[bucket] ?? 0;
            expect(lines.reduce((fen, line) => fen + of(line), of(opening))).toBe(of(closing));
          }
          expect(lines.some(({ item }) => isShift(item as never))).toBe(false);
          expect(shifts.every(({ item }) => isShift(item as never))).toBe(true);
        },
      ),
    );
  });
});

const E5 = 100_000;
function flow(day: string, told: Partial<Record<keyof FlowDay, number>> = {}): FlowDay {
  const yuan = {
    spentE5: 130,
    cashSpentE5: 130,
    grantSpentE5: 0,
    inE5: 0,
    outE5: 0,
    totalE5: 370,
    cashE5: 370,
    grantE5: 0,
    ...told,
  };
  const figures = Object.fromEntries(
    Object.entries(yuan).map(([name, value]) => [name, name === 'version' ? value : value * E5]),
  );
  return {
    ...{
      redPacketE5: null,
      couponE5: null,
      walletE5: null,
      sharedGrantE5: null,
      suixintuiE5: null,
      version: 1,
    },
    ...(figures as unknown as FlowDay),
    day,
    readOn: dayPlus(day, 1),
    source: { file: 1, name: 'f', sheet: '', line: 2 },
  };
}
const book = (openYuan: number, spentYuan: number, more: Partial<BookDay> = {}): BookDay => ({
  openFen: openYuan * 100,
  inFen: 0,
  spentFen: spentYuan * 100,
  outFen: 0,
  closeFen: (openYuan - spentYuan) * 100,
  overdrawnFen: 0,
  grantInFen: 0,
  grantCloseFen: 0,
  ...more,
});
const DAY = '2026-05-02';
const YESTERDAY = flow('2026-05-01', { spentE5: 0, cashSpentE5: 0, totalE5: 500, cashE5: 500 });
function oneDay(row: FlowDay, of: BookDay, more: Partial<FlowSpan> = {}) {
  const span = { days: [DAY], flows: new Map([[DAY, row]]), books: new Map([[DAY, of]]), before: YESTERDAY };
  const happened = () => ({ tickets: [], byOrders: false });
  return poolDays({ ...span, happened, settledAfter_days: 1, ...more })[0]!;
}
const codes = ({ why }: ReturnType<typeof oneDay>) =>
  why.map(({ check, code }) => `${check} ${code.slice(10)}`);

describe('the three identities of a day', () => {
  it('hold, and the day is settled once it was read a day later', () => {
    expect(oneDay(flow(DAY), book(500, 130))).toMatchObject({ state: 'holds', settled: true, why: [] });
    const same = { ...flow(DAY), readOn: DAY };
    expect(oneDay(same, book(500, 130)).settled).toBe(false);
  });

  it.each([
    ['spent', { cashSpentE5: 129 }],
    ['balance', { grantE5: 1 }],
    ['carried', { totalE5: 371, cashE5: 371 }],
  ] as const)('%s is told where it is broken, and keeps the day from being settled', (check, told) => {
    const day = oneDay(flow(DAY, told), book(500, 130, { closeFen: 37_000 }));
    expect(day.checks[check].state).toBe('broken');
    expect(day.settled).toBe(false);
    expect(day.state).toBe('unexplained');
  });

  it('is no break where the file does not tell a figure', () => {
    const day = oneDay({ ...flow(DAY), grantSpentE5: null, totalE5: null }, book(500, 130));
    expect([day.checks.spent.state, day.checks.carried.state, day.state]).toEqual([
      'unknown',
      'unknown',
      'holds',
    ]);
  });

  it('a break is explained by what the file mixes in, a missing day, a correction, a rounding', () => {
    const mixed = { ...flow(DAY, { spentE5: 150, totalE5: 350, cashE5: 350, redPacketE5: 20 }) };
    expect(codes(oneDay(mixed, book(500, 150)))).toEqual(['spent mixed_red_packet']);
    const later = { before: flow('2026-04-29', { totalE5: 600, cashE5: 600 }) };
    expect(codes(oneDay(flow(DAY), book(500, 130), later))[0]).toBe('carried days_missing');
    const corrected = { before: { ...YESTERDAY, version: 2, totalE5: 480 * E5 } };
    expect(codes(oneDay(flow(DAY), book(500, 130), corrected))[0]).toBe('carried corrected');
    const cent = { ...flow(DAY), cashSpentE5: 130 * E5 + 1_000 };
    expect(codes(oneDay(cent, book(500, 130)))).toContain('spent rounding');
    expect(oneDay(mixed, book(500, 150)).state).toBe('explained');
  });

  it('the book differs by what the day posted otherwise, by a ticket, or by what was left over', () => {
    expect(codes(oneDay(flow(DAY), book(500, 120)))).toEqual(['book spent_differs']);
    const byOrders = () => ({ tickets: [{ reason: 'LAG', amountFen: 5 }], byOrders: true });
    const why = oneDay(flow(DAY), book(500, 120), { happened: byOrders });
    expect(codes(why)).toEqual(['book spent_by_orders', 'book ticket']);
    const two = poolDays({
      days: [DAY, '2026-05-03'],
      flows: new Map([
        [DAY, flow(DAY)],
        ['2026-05-03', flow('2026-05-03', { spentE5: 0, cashSpentE5: 0 })],
      ]),
      books: new Map([
        [DAY, book(500, 120)],
        ['2026-05-03', book(380, 0)],
      ]),
      before: YESTERDAY,
      happened: () => ({ tickets: [], byOrders: false }),
      settledAfter_days: 1,
    });
    expect(two[1]!.why).toEqual([
      { check: 'book', code: 'pools.why.carried_over', params: { day: DAY, amountFen: -1_000 } },
    ]);
  });

  it('what is overdrawn is no difference', () => {
    const day = oneDay(
      flow(DAY, { cashE5: -30, totalE5: -30, spentE5: 530, cashSpentE5: 530 }),
      book(500, 530, { closeFen: 0, overdrawnFen: 3_000 }),
    );
    expect(day.checks.book.state).toBe('holds');
  });

  it('says where the opening differs on the first day that is told', () => {
    expect(codes(oneDay(flow(DAY), book(400, 130), { before: null }))).toEqual(['book opening']);
  });

  it('every break has an explanation or says that there is none; a sound day has none', () => {
    const figure = fc.constantFrom(0, 20, 130, 350, 370, 500);
    const told = fc.record({
      spentE5: figure,
      cashSpentE5: figure,
      grantSpentE5: figure,
      totalE5: figure,
      cashE5: figure,
      grantE5: figure,
      inE5: figure,
    });
    fc.assert(
      fc.property(told, fc.constantFrom(0, 120, 130), (figures, spent) => {
        const day = oneDay(flow(DAY, figures), book(500, spent));
        for (const [check, { state }] of Object.entries(day.checks))
          expect(day.why.some(why => why.check === check)).toBe(state === 'broken');
      }),
    );
  });
});

it('a balance line adds up', () => {
  expect(wholeOf({ bucket: 'prepay', onBook: true, availableFen: 1, onOrderFen: 2, frozenFen: 3 })).toBe(6);
});
