import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTickets } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, importFile, placeFor, preview } from './desk.ts';
import { CLIENT, isSound, list, net, twoClients } from './sheets.ts';

const ACCOUNT = '1700000000000001';
const FIGURES =
  '余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)';

interface Day {
  day: string;
  cash?: number;
  grant?: number;
  into?: number;
  /** Balances after the day. */
  left: [cash: number, grant: number];
}
const figures = ({ cash = 0, grant = 0, into = 0, left: [ownFen, grantFen] }: Day) =>
  [cash + grant, cash, grant, into, 0, 0, ownFen + grantFen, ownFen, grantFen].join(',');

function written(name: string, lines: string[]): string {
  const path = placeFor(name);
  writeFileSync(path, `\ufeff${lines.join('\r\n')}\r\n`);
  return path;
}

/** 财务流水 of one account, which only its name tells. */
const flow = (...days: Day[]) =>
  written(`财务流水_${ACCOUNT}.csv`, [
    `日期,${FIGURES}`,
    ...days.map(each => `${each.day},${figures(each)}`),
  ]);

/** 财务流水 of all accounts, each row with its own. */
const allFlows = (...days: Day[]) =>
  written('财务流水.csv', [
    `日期,账户ID,账户名称,资金池类型,${FIGURES}`,
    ...days.map(each => `${each.day},${ACCOUNT},木桥,通用,${figures(each)}`),
  ]);

const NAME = CLIENT.name;
const row = (kind: string, no: string, yuan: string, day = '2026-05-02', version = '', account = ACCOUNT) =>
  `${day} 10:00:00,${kind},${no},${account},${NAME},${version},${yuan},非赠款,账户余额,`;
const RECEIVED = `2026-05-01 08:40:33,收款,SK202605010000001,,${NAME},,1000.00,非赠款,,对公转账`;
const CREDITED = `2026-05-01 10:12:04,充值,CZ202605010000002,${ACCOUNT},${NAME},,500.00,非赠款,,代理商加款`;
const ORDER = '7300010000016375187';
const SPENT = [
  row('下单', ORDER, '100.00'),
  row('消耗', ORDER, '80.00', '2026-05-02', '小店随心推'),
  row('释放', ORDER, '20.00'),
  row('消耗', 'PC20260502', '50.00', '2026-05-02', 'PC极速版'),
];
const MAY: Day[] = [
  { day: '2026-05-01', into: 500, left: [500, 0] },
  { day: '2026-05-02', cash: 130, left: [370, 0] },
];

const spent = (connection: Connection) => [
  net(connection, '6001.01'),
  net(connection, '1123.03'),
  net(connection, '1123.04'),
];

describe('the source of spend is the one that the account says', () => {
  it('with the daily flow, in either order of the files', async () => {
    const files = [list(RECEIVED, CREDITED, ...SPENT), flow(...MAY)];
    const books = [];
    for (const order of [0, 1]) {
      const connection = await twoClients();
      await importFile(connection, files[order]!);
      if (order === 0) expect(spent(connection)).toEqual([-13_000, 37_000, 0]);
      await importFile(connection, files[1 - order]!);
      expect(spent(connection)).toEqual([-13_000, 37_000, 0]);
      isSound(connection);
      books.push(balances(connection));
    }
    expect(books[0]).toEqual(books[1]);
  });

  it('a list posts until the book has a flow; the flow takes its month over, and lists then only allocate', async () => {
    const connection = await twoClients();
    const reasons = async (path: string) => {
      const { plan } = await importFile(connection, path);
      const sql = 'SELECT DISTINCT reason FROM import_plan_row WHERE plan = ? AND reason IS NOT NULL';
      return connection.prepareValue(sql).all(plan);
    };
    expect(await reasons(list(RECEIVED, CREDITED, ...SPENT))).toEqual([]);
    await importFile(connection, flow(MAY[0]!, { day: '2026-05-02', cash: 120, left: [380, 0] }));
    expect(spent(connection)).toEqual([-12_000, 38_000, 0]);
    isSound(connection);
    const later = [row('消耗', 'PC20260503', '10.00', '2026-05-03', 'PC极速版')];
    expect(await reasons(list(...later))).toEqual(['imports.spend_by_flow']);
    const june = [row('消耗', 'PC20260601', '10.00', '2026-06-01', 'PC极速版')];
    expect(await reasons(list(...june))).toEqual(['imports.spend_waits_flow']);
    expect(spent(connection)).toEqual([-12_000, 38_000, 0]);
  });

  it('with orders the list posts, and the flow compares, in either order', async () => {
    const files = [list(RECEIVED, CREDITED, ...SPENT), flow(...MAY)];
    for (const order of [0, 1]) {
      const connection = await twoClients('orders');
      await importFile(connection, files[order]!);
      await importFile(connection, files[1 - order]!);
      expect(spent(connection)).toEqual([-13_000, 37_000, 0]);
      isSound(connection);
    }
  });

  it('DOU+ has no flow: the list posts', async () => {
    const connection = await twoClients();
    await importFile(
      connection,
      list(
        RECEIVED,
        CREDITED.replace(ACCOUNT, 'dy10000001'),
        row('下单', ORDER, '100.00', '2026-05-02', 'DOU+', 'dy10000001'),
        row('消耗', ORDER, '80.00', '2026-05-02', 'DOU+', 'dy10000001'),
      ),
    );
    expect(net(connection, '6001.01')).toBe(-8_000);
  });
});

describe('one day of an account in two exports', () => {
  it('is known, whether the file or its rows name the account', async () => {
    for (const [first, second] of [
      [flow, allFlows],
      [allFlows, flow],
    ] as const) {
      const connection = await twoClients();
      await importFile(connection, first(...MAY));
      const { counts } = await preview(connection, second(...MAY));
      expect(counts).toMatchObject({ new: 0, known: 2, corrected: 0 });
      const restated = await preview(connection, second(MAY[0]!, { ...MAY[1]!, cash: 120, left: [380, 0] }));
      expect(restated.counts).toMatchObject({ known: 1, corrected: 1 });
    }
  });
});

describe('a grant that arrives on the first row of a file', () => {
  const day = (on: string, figures: Partial<Day> & Pick<Day, 'left'>): Day => ({ day: on, ...figures });

  it('is told from money by what the book has of the day before', async () => {
    const connection = await twoClients();
    await importFile(connection, flow(day('2026-05-01', { into: 120, left: [100, 20] })));
    expect([net(connection, '1123.03'), net(connection, '9001')]).toEqual([10_000, 2_000]);
    await importFile(connection, flow(day('2026-05-02', { into: 60, left: [130, 50] })));
    expect([net(connection, '1123.03'), net(connection, '9001')]).toEqual([13_000, 5_000]);
    isSound(connection);
  });

  it('without any word of the day before is a ticket, and no money', async () => {
    const connection = await twoClients();
    await importFile(connection, flow(day('2026-05-10', { into: 100, cash: 10, left: [300, 20] })));
    expect([net(connection, '1123.03'), net(connection, '9001')]).toEqual([7_000, 0]);
    expect(openTickets(connection).filter(({ reason }) => reason === 'GRANT')).toMatchObject([
      { amountFen: 2_000, aroseOn: '2026-05-10' },
    ]);
    isSound(connection);
  });

  it('asks nothing where others have told what came in', async () => {
    const connection = await twoClients();
    await importFile(connection, list(RECEIVED, CREDITED.replace('500.00', '100.00')));
    await importFile(connection, flow(day('2026-05-01', { into: 100, left: [300, 20] })));
    expect([net(connection, '1123.03'), net(connection, '9001')]).toEqual([10_000, 0]);
    expect(openTickets(connection).filter(({ reason }) => reason === 'GRANT')).toEqual([]);
  });
});

describe('E34 what a flow names beside money and grants', () => {
  const named = (...days: [day: string, red: number, coupon: number, shared: number][]) =>
    written(`财务流水_${ACCOUNT}.csv`, [
      `日期,${FIGURES},消返红包消耗(元),立减红包消耗(元),共享赠款消耗(元)`,
      ...days.map(([day, ...spent]) => `${day},${figures({ day, left: [0, 0] })},${spent.join(',')}`),
    ]);
  const memo = (connection: Connection) => ['9002', '9003', '9004'].map(code => net(connection, code));

  it('is memo: what the book was not told of came with its spend, and nothing stands below zero', async () => {
    const connection = await twoClients();
    await importFile(
      connection,
      list(
        `2026-05-01 10:12:04,充值,HB-1,${ACCOUNT},${CLIENT.name},,30.00,消返红包,,活动`,
        `2026-05-01 10:12:05,充值,YHQ-1,${ACCOUNT},${CLIENT.name},,50.00,优惠券,,活动`,
      ),
    );
    expect(memo(connection)).toEqual([0, 3_000, 5_000]);
    await importFile(connection, named(['2026-05-02', 12.5, 20, 8], ['2026-05-03', 25, 0, 0]));
    expect(memo(connection)).toEqual([0, 0, 3_000]);
    expect(openTickets(connection)).toEqual([]);
    expect(net(connection, '6001.01')).toBe(0);
    isSound(connection);
  });
});
