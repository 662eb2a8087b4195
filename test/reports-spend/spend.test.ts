import { describe, expect, it } from 'vitest';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import { dayPlus } from '../../src/domain/calendar/days.ts';
import { type SpendReport, spendEstimates, spendTotals } from '../../src/domain/reports/spend.ts';
import { spendOfDays, spendReport, spendRows } from '../../src/services/reports/spend.ts';
import { trialBalance } from '../../src/services/reports.ts';
import { insertOrder } from '../../src/store/orders.ts';
import { bookPerTest, leg, type TestBook } from '../reports/book.ts';
import { ORDER, tellStory } from '../reports/story.ts';
import { SHIPPED } from '../rulebook/shipped.ts';

const at = bookPerTest();
const ALL = { kind: 'all' } as const;
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };
const asked = { today: '2026-03-05', rules: SHIPPED };
const report = (book: TestBook, range = FEBRUARY, more: object = {}) =>
  spendReport(book.connection, ALL, { ...asked, ...range, ...more });
const rows = (book: TestBook, figure: object, range = FEBRUARY) =>
  spendRows(book.connection, ALL, { ...asked, ...range, figure, offset: 0, limit: 100 });
const shown = (book: TestBook, range = FEBRUARY) =>
  report(book, range).lines.map(({ client, pool, product, bucket, amountFen }) => [
    ...[client, pool?.id ?? null, product, bucket, amountFen],
  ]);

const cost = (client: number): AccountRef => ({ code: '6401.01', supplier: 1, client, pool: client });
const charge = (client: number): AccountRef => ({ code: '6001.01', client, pool: client });
const atPlatform = (client: number): AccountRef => ({ code: '2203.02', client });
const available = (pool: number, bucket: 'prepay' | 'rebate_credit' = 'prepay'): AccountRef => ({
  code: '1123.03',
  pool,
  bucket,
});
const memo = (code: string, pool: number): AccountRef => ({ code, pool });
const off: AccountRef = { code: '9999' };

/** Money of clients 2 and 3 to begin with. */
async function openBalances(book: TestBook): Promise<void> {
  const opening: AccountRef = { code: '3001' };
  const assets = [
    ...[available(2), available(2, 'rebate_credit'), available(3)],
    { code: '1123.06', client: 2, money: 1 },
  ];
  const funds = [atPlatform(2), atPlatform(3), { code: '2203.01', client: 2 }];
  await book.post('E61', '2026-01-01', [
    ...assets.map(account => leg('E61', account, opening, 9_000, { caseNo: 'D1' })),
    ...funds.map(account => leg('E61', opening, account, 9_000)),
  ]);
}

/** Client 2: money, rebate credit, grant, credit line and an order paid directly; client 3 is invoiced by M2. */
async function spendOfAllKinds(book: TestBook): Promise<void> {
  await openBalances(book);
  await book.post('E30', '2026-02-10', [
    leg('E30', atPlatform(2), charge(2), 1_000),
    leg('E30', cost(2), available(2), 700),
    leg('E30', cost(2), available(2, 'rebate_credit'), 300),
  ]);
  await book.post('E30', '2026-02-11', [
    leg('E30', atPlatform(2), charge(2), 250, { caseNo: 'D1' }),
    leg('E30', cost(2), { code: '1123.06', client: 2, money: 1 }, 250, { caseNo: 'D1' }),
  ]);
  await book.post('E34', '2026-02-12', [leg('E34', off, memo('9001', 2), 90)]);
  await book.post('E42', '2026-02-12', [leg('E42', off, memo('9001', 2), 10)]);
  await book.post('E32', '2026-02-13', [
    leg('E32', off, memo('9005', 2), 60),
    leg('E32', { code: '2203.01', client: 2 }, charge(2), 60),
    leg('E32', cost(2), { code: '2202.01', supplier: 1, pool: 2 }, 60),
  ]);
  await book.post('E31', '2026-02-14', [leg('E31', atPlatform(3), available(3), 40)]);
}

describe('消耗日报', () => {
  it('is empty where nothing was spent', async () => {
    await tellStory(at.book);
    const january = { from: '2026-01-01', to: '2026-01-31' };
    expect(report(at.book, january)).toMatchObject({ lines: [], estimates: [], lastOn: null });
  });

  it('sums what was spent by client, account, product and kind of money, each mode of invoicing', async () => {
    await spendOfAllKinds(at.book);
    expect(shown(at.book)).toEqual([
      [2, 2, 'qianchuan', 'prepay', 700],
      [2, 2, 'qianchuan', 'rebate_credit', 300],
      [2, 2, 'qianchuan', 'direct', 250],
      [2, 2, 'qianchuan', 'credit', 60],
      [2, 2, 'qianchuan', 'grant', 90],
      [3, 3, 'qianchuan', 'prepay', 40],
    ]);
    expect(spendTotals(report(at.book).lines)).toEqual({ cashFen: 1_350, grantFen: 90 });
  });

  it('takes days, both included, and only the clients that are asked for', async () => {
    await spendOfAllKinds(at.book);
    expect(shown(at.book, { from: '2026-02-11', to: '2026-02-12' })).toEqual([
      [2, 2, 'qianchuan', 'direct', 250],
      [2, 2, 'qianchuan', 'grant', 90],
    ]);
    expect(report(at.book, FEBRUARY, { clients: [3] }).lines.map(({ client }) => client)).toEqual([3]);
  });

  it('told day by day it is the report of each day alone, in the order of the days', async () => {
    await spendOfAllKinds(at.book);
    const days = Array.from({ length: 14 }, (_, n) => dayPlus('2026-02-03', n));
    const told = spendOfDays(at.book.connection, ALL, days, SHIPPED);
    const named = ({ clientCode: _, clientName: __, ...line }: SpendReport['lines'][number]) => line;
    expect(told).toEqual(
      days.map(day => ({ day, lines: report(at.book, { from: day, to: day }).lines.map(named) })),
    );
    expect(told.filter(({ lines }) => lines.length > 0).length).toBeGreaterThan(1);
    expect(spendOfDays(at.book.connection, ALL, [], SHIPPED)).toEqual([]);
  });

  it('a red reversal takes its spend off again, on the day of the reversal', async () => {
    await spendOfAllKinds(at.book);
    const batch = await at.book.post('E30', '2026-02-20', [
      leg('E30', atPlatform(3), charge(3), 500),
      leg('E30', cost(3), available(3), 500),
    ]);
    await at.book.reverse(batch, '2026-03-02');
    expect(shown(at.book).at(-1)).toEqual([3, 3, 'qianchuan', 'prepay', 540]);
    expect(shown(at.book, { from: '2026-03-01', to: '2026-03-31' })).toEqual([
      [3, 3, 'qianchuan', 'prepay', -500],
    ]);
  });

  it('E39, E40: a refund that decides the spend is part of it', async () => {
    await openBalances(at.book);
    const transit = { code: '1221.01', client: 2, money: 1 };
    const unclaimed = { code: '2241.01', money: 1 };
    const order = { caseNo: 'D1' };
    await at.book.post('E37', '2026-02-08', [
      leg('E37', transit, { code: '1123.06', client: 2, money: 1 }, 500, order),
    ]);
    await at.book.post('E39', '2026-02-10', [
      leg('E39', atPlatform(2), charge(2), 120, order),
      leg('E39', cost(2), transit, 120, order),
    ]);
    expect(shown(at.book)).toEqual([[2, 2, 'qianchuan', 'direct', 120]]);
    await at.book.post('E40', '2026-02-11', [leg('E40', { code: '1002', money: 1 }, unclaimed, 50, order)]);
    await at.book.post('E40', '2026-02-12', [
      leg('E40', charge(2), { code: '2203.01', client: 2 }, 50, order),
      leg('E40', unclaimed, cost(2), 50, order),
    ]);
    expect(shown(at.book)).toEqual([[2, 2, 'qianchuan', 'direct', 70]]);
  });

  it('an order spends nothing before it is spent, and says its product', async () => {
    await tellStory(at.book);
    await at.book.run(tx =>
      insertOrder(tx, {
        ...{ product: 'suixintui', orderNo: ORDER.caseNo, placedOn: '2026-02-03', toldBy: 'file' },
        ...{ finality: 'reported', client: 1, state: 'OVER' },
      }),
    );
    expect(shown(at.book)).toEqual([[1, 1, 'suixintui', 'prepay', 4_800_055]]);
    expect(shown(at.book, { from: '2026-02-01', to: '2026-02-09' })).toEqual([]);
  });

  it('adds up to what the books say was charged (M1)', async () => {
    await tellStory(at.book);
    await openBalances(at.book);
    await at.book.post('E30', '2026-02-21', [
      leg('E30', atPlatform(2), charge(2), 1_000),
      leg('E30', cost(2), available(2), 1_000),
    ]);
    const { cashFen } = spendTotals(report(at.book).lines);
    const charged = trialBalance(at.book.connection, FEBRUARY, { code: '6001.01' });
    expect(charged.book.creditsFen).toBe(cashFen);
  });

  it.each([
    ['one line', { client: 2, pool: 2, product: 'qianchuan', buckets: ['prepay'] }, 700, 1],
    ['a client', { client: 2 }, 1_400, 5],
    ['a kind of money', { buckets: ['grant', 'coupon'] }, 90, 1],
    ['everything', {}, 1_440, 6],
    ['nothing', { client: 9 }, 0, 0],
  ])('opens the entries of %s, which add up to it', async (_what, figure, amountFen, total) => {
    await spendOfAllKinds(at.book);
    const page = rows(at.book, figure);
    expect(page).toMatchObject({ amountFen, total });
    expect(page.rows).toHaveLength(total);
    expect(page.rows.reduce((fen, row) => fen + row.amountFen, 0)).toBe(amountFen);
  });

  it('is refused for days that are none', () => {
    expect(() => report(at.book, { from: '2026-02-31', to: '2026-03-01' })).toThrow('reports.bad_day');
    expect(() => report(at.book, { from: '2026-03-02', to: '2026-03-01' })).toThrow('reports.range_reversed');
  });

  it('shows a manager only the clients that are his', async () => {
    await spendOfAllKinds(at.book);
    const { connection } = at.book;
    connection.prepare("INSERT INTO manager (id, name, search_key) VALUES (1, '小周', '')").run();
    connection
      .prepare(
        "INSERT INTO client_manager (client, manager, role, from_on) VALUES (3, 1, 'main', '2026-01-01')",
      )
      .run();
    const scope = { kind: 'manager', manager: 1, on: '2026-03-05' } as const;
    const own = spendReport(connection, scope, { ...asked, ...FEBRUARY });
    expect(own.lines.map(({ client }) => client)).toEqual([3]);
    const page = spendRows(connection, scope, { ...asked, ...FEBRUARY, figure: {}, offset: 0, limit: 10 });
    expect(page).toMatchObject({ total: 1, amountFen: 40 });
    const days = Array.from({ length: 28 }, (_, n) => dayPlus(FEBRUARY.from, n));
    const told = spendOfDays(connection, scope, days, SHIPPED).flatMap(({ lines }) => lines);
    expect(told.map(({ client, amountFen }) => [client, amountFen])).toEqual([[3, 40]]);
  });
});

describe('DAT-5 finality', () => {
  it('what an order says of itself is as final as it says; what nobody told is as reported', async () => {
    await tellStory(at.book);
    expect(report(at.book).lines[0]).toMatchObject({ finality: 'reported' });
    await at.book.run(tx =>
      insertOrder(tx, {
        ...{ product: 'suixintui', orderNo: ORDER.caseNo, placedOn: '2026-02-03', toldBy: 'file' },
        ...{ finality: 'provisional', client: 1, state: 'OVER' },
      }),
    );
    expect(report(at.book).lines[0]).toMatchObject({
      finality: 'provisional',
      byFinality: { provisional: 4_800_055 },
    });
  });
});

describe('今日预估', () => {
  const lines = () => report(at.book).lines;

  it('is what orders reported beyond what is booked of the account today, apart from every sum', async () => {
    await spendOfAllKinds(at.book);
    const reported = [
      { client: 2, pool: 2, reportedFen: 2_000, orders: 3, unknown: 1 },
      { client: 3, pool: 3, reportedFen: 10, orders: 1, unknown: 0 },
    ];
    expect(spendEstimates(reported, lines())).toEqual([
      { client: 2, estimateFen: 690, orders: 3, unknown: 1 },
      { client: 3, estimateFen: 0, orders: 1, unknown: 0 },
    ]);
  });

  it('stands only where the range holds today; unpaid orders are none', async () => {
    await at.book.run(tx => {
      const of = { product: 'suixintui', placedOn: '2026-03-05', toldBy: 'book', client: 1 } as const;
      insertOrder(tx, { ...of, orderNo: '1', state: 'DELIVERY_OK', spentFen: 300 });
      insertOrder(tx, { ...of, orderNo: '2', state: 'DELIVERY_OK' });
      insertOrder(tx, { ...of, orderNo: '3', state: 'UNPAID', spentFen: 0 });
      return null;
    });
    expect(report(at.book).estimates).toEqual([]);
    expect(report(at.book, { from: '2026-03-05', to: '2026-03-05' })).toMatchObject({
      lines: [],
      estimates: [{ client: 1, clientName: '甲店', estimateFen: 300, orders: 2, unknown: 1 }],
    });
  });
});
