import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { LedgerEvent, PoolFact } from '../../src/domain/accounting/events/facts.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { RowScope } from '../../src/domain/parties/types.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import {
  describeLot,
  listPools,
  poolJson,
  poolMoves,
  poolOfAccount,
  poolPage,
  recordPool,
  setPoolAlarm,
  setPoolSettings,
  showPool,
  statementOfPool,
} from '../../src/services/pools.ts';
import { writePoolStatement } from '../../src/services/reports/pool-sheet.ts';
import { Words } from '../../src/services/reports/words.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { importFile, placeFor } from '../imports/desk.ts';
import { CLIENT, isSound, list, twoClients } from '../imports/sheets.ts';
import {
  callerAt,
  fund,
  importAt,
  no,
  orderBook,
  QIANCHUAN,
  RULES,
  suixintuiFile,
} from '../orders-book/desk.ts';

const ALL = { kind: 'all' } as const;
const AT = '2026-05-20T02:00:00Z';
const caller = (scope: RowScope = ALL) => ({ ...callerAt(AT), scope });
const asked = { rules: RULES, today: '2026-05-20' };
const folder = mkdtempSync(join(tmpdir(), 'pools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SUPPLIER = 1;
const POOL: PoolFact = { pool: 1, supplier: SUPPLIER, client: { client: 1 } };
const fen = (amount: number) => amount as Fen;

function booked(connection: Connection, day: string, ...events: LedgerEvent[]): Promise<null> {
  return command(connection, { ...callerAt(AT), procedure: 'test', input: day }, tx => {
    for (const event of events) {
      const { legs } = expand(event, accountsOf(tx));
      post(tx, { event: event.id, effectiveOn: day, summary: '测试', isFact: true, legs });
    }
    return null;
  });
}

const show = (connection: Connection, on = '2026-05-20', pool = 1, scope: RowScope = ALL) =>
  showPool(connection, scope, { ...asked, pool, on });
const page = (connection: Connection, from = '2026-05-01', to = '2026-05-20') =>
  poolPage(connection, ALL, { ...asked, pool: 1, from, to });

async function managerOf(connection: Connection, client: number): Promise<RowScope> {
  return command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx => {
    const manager = insertRow(tx, 'manager', { name: '李经理', search_key: '李经理' });
    insertRow(tx, 'client_manager', { client, manager, role: 'main', from_on: '2026-01-01' });
    return { kind: 'manager', manager, on: '2026-05-20' };
  });
}

describe('a pool', () => {
  it('ACC-1 is one balance for the three versions of an account, with its use split by version', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const orders = [
      { no: no(1), state: '投放完成', spent: '500.00' },
      { no: no(2), state: '投放中', spent: '100.00' },
    ];
    await importAt(connection, suixintuiFile(orders));
    await booked(connection, '2026-05-12', {
      id: 'E30',
      pool: POOL,
      bucket: 'prepay',
      source: { kind: 'pc' },
      amountFen: fen(20_000),
    });
    const one = show(connection);
    const [prepay] = one.buckets;
    expect(one.buckets).toHaveLength(1);
    expect(prepay!.availableFen + prepay!.onOrderFen).toBe(one.totalFen);
    const spent = one.versions.map(({ version, spentFen }) => [version, spentFen]);
    expect(spent).toEqual([
      ['suixintui', 60_000],
      ['pc_express', null],
      ['pc_pro', null],
      ['unsplit', 20_000],
    ]);
    expect(one.totalFen).toBe(1_000_000 - 80_000);
    expect(
      listPools(connection, ALL, asked).lines.filter(({ pool }) => pool.platformId === QIANCHUAN),
    ).toHaveLength(1);
    isSound(connection);
  });

  it('ACC-3 recharge, corporate transfer and withdrawal name their route on Qianchuan PC, with its source', async () => {
    const { routes } = page(await orderBook());
    expect(routes.map(({ act, rule, source }) => [act, rule, source])).toEqual([
      ['recharge', 'ACC-3', 'A'],
      ['corporate_transfer', 'ACC-3', 'A'],
      ['withdrawal', 'ACC-3', 'A'],
    ]);
    expect(routes.every(({ path, zh }) => path.includes('PC') && zh.includes('手机端暂不支持'))).toBe(true);
    const before = poolPage(await orderBook(), ALL, {
      ...asked,
      pool: 1,
      from: '2017-12-01',
      to: '2017-12-31',
    });
    expect(before.routes).toEqual([]);
  });

  it('ACC-4 calls the mobile entry by its name on every screen', async () => {
    const { cited } = page(await orderBook());
    expect(cited.map(({ row }) => row)).toContain('acc-4.name');
    expect(new Words({ language: 'zh', catalogue: loadCatalogue('zh') }).say('pools.version.suixintui')).toBe(
      '小店随心推',
    );
  });

  it('keeps memo apart from book, and each kind of money a line of its own', async () => {
    const connection = await orderBook();
    await fund(connection, 50_000);
    await booked(
      connection,
      '2026-05-03',
      { id: 'E23', caseNo: 'L1', pool: POOL, bucket: 'grant', amountFen: fen(9_000) },
      { id: 'E24', pool: POOL, bucket: 'credit', step: 'raise', amountFen: fen(7_000) },
      { id: 'E44', step: 'freeze', pool: POOL, bucket: 'prepay', amountFen: fen(1_000) },
      { id: 'E45', as: 'fact', caseNo: 'W1', pool: POOL, bucket: 'prepay', amountFen: fen(2_000) },
    );
    const { buckets, totalFen, inTransit } = show(connection);
    expect(buckets.map(line => [line.bucket, line.onBook, line.availableFen, line.frozenFen])).toEqual([
      ['prepay', true, 47_000, 1_000],
      ['credit', false, 7_000, 0],
      ['grant', false, 9_000, 0],
    ]);
    expect(totalFen).toBe(55_000);
    expect(inTransit).toEqual({ refundFen: 0, banRefundFen: 0, withdrawalFen: 2_000, rechargeFen: 0 });
    expect(show(connection, '2026-05-02').totalFen).toBe(50_000);
    isSound(connection);
  });

  it('tells refunds in transit of orders paid directly in its account', async () => {
    const connection = await orderBook('orders');
    const line = { no: no(1), state: '审核不通过', payment: '支付宝', spent: '' };
    await command(connection, { ...callerAt(AT), procedure: 'test', input: 1 }, tx => {
      insertRow(tx, 'money_account', { kind: 'alipay', name: '支付宝', search_key: 'zfb' });
      return null;
    });
    await importAt(connection, suixintuiFile([line]));
    expect(show(connection).inTransit.refundFen).toBe(50_000);
    expect(listPools(connection, ALL, asked).lines[0]!.inTransit.refundFen).toBe(50_000);
  });

  it('is found by the id at the platform or by name, and only within the scope', async () => {
    const connection = await twoClients();
    expect(poolOfAccount(connection, ALL, QIANCHUAN).id).toBe(1);
    const mine = await managerOf(connection, 2);
    expect(() => poolOfAccount(connection, mine, QIANCHUAN)).toThrow('pools.no_account');
    expect(() => show(connection, '2026-05-20', 1, mine)).toThrow('pools.unknown');
    expect(listPools(connection, mine, asked).lines.map(({ pool }) => pool.client)).toEqual([2]);
    const all = listPools(connection, ALL, asked).lines;
    expect(all.length).toBe(3);
    expect(all[0]!.inTransit.rechargeFen).toBe(0);
    expect(listPools(connection, mine, asked).lines[0]).toMatchObject({
      overdrawnFen: null,
      inTransit: { rechargeFen: null },
    });
  });
});

const FIGURES =
  '余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)';
function flowFile(rows: string[], head = FIGURES): string {
  const path = placeFor(`财务流水_${QIANCHUAN}.csv`);
  writeFileSync(path, `\ufeff${[`日期,${head}`, ...rows].join('\r\n')}\r\n`);
  return path;
}
const DAYS = [
  '2026-05-01,0,0,0,500,0,0,500,500,0',
  '2026-05-02,130,130,0,0,0,0,370,370,0',
  '2026-05-03,20,20,0,0,0,0,350,350,0',
];

describe('the days of a pool', () => {
  it('hold their identities and agree with the book', async () => {
    const connection = await twoClients();
    await importFile(connection, flowFile(DAYS));
    const { days, pace, versions } = page(connection, '2026-05-01', '2026-05-04');
    expect(days.map(({ day, state }) => [day, state])).toEqual([
      ['2026-05-01', 'holds'],
      ['2026-05-02', 'holds'],
      ['2026-05-03', 'holds'],
      ['2026-05-04', 'untold'],
    ]);
    expect(days[1]!.checks.carried).toEqual({ state: 'holds', toldFen: 37_000, madeFen: 37_000 });
    expect(days[1]!.book).toMatchObject({ openFen: 50_000, spentFen: 13_000, closeFen: 37_000 });
    expect(days[1]!.flow?.source).toMatchObject({ line: 3 });
    expect(pace).toMatchObject({ to: '2026-05-03', spentFen: 15_000, daysLeft: 16 });
    expect(versions.at(-1)).toEqual({ version: 'unsplit', spentFen: 15_000, basis: 'entries' });
  });

  it('a break is told with its row, and does not stop the import', async () => {
    const connection = await twoClients();
    await importFile(connection, flowFile([DAYS[0]!, '2026-05-02,130,130,0,0,0,0,360,370,0', DAYS[2]!]));
    const { days } = page(connection, '2026-05-01', '2026-05-03');
    expect(days.map(({ state }) => state)).toEqual(['holds', 'unexplained', 'unexplained']);
    expect(days[1]!.why.map(({ check, code }) => [check, code])).toEqual([
      ['balance', 'pools.why.unexplained'],
      ['carried', 'pools.why.unexplained'],
    ]);
    expect(days.map(({ settled }) => settled)).toEqual([true, false, false]);
  });

  it('days that are missing are named, and what is corrected later closes the break', async () => {
    const connection = await twoClients();
    await importFile(connection, flowFile([DAYS[0]!, DAYS[2]!]));
    const gap = page(connection, '2026-05-01', '2026-05-03').days[2]!;
    expect(gap.why.map(({ code, params }) => [code, params.days])).toContainEqual([
      'pools.why.days_missing',
      1,
    ]);
    await importFile(connection, flowFile(DAYS));
    expect(page(connection, '2026-05-01', '2026-05-03').days.map(({ state }) => state)).toEqual([
      'holds',
      'holds',
      'holds',
    ]);
  });

  it('the versions of a day posted in one sum are told by a list, or by the column of the flow', async () => {
    const row = (no: string, version: string, yuan: string) =>
      `2026-05-02 10:00:00,消耗,${no},${QIANCHUAN},${CLIENT.name},${version},${yuan},非赠款,账户余额,`;
    const connection = await twoClients();
    await importFile(connection, flowFile(DAYS));
    await importFile(
      connection,
      list(row('7300010000016375187', '小店随心推', '80.00'), row('PC1', 'PC极速版', '50.00')),
    );
    const told = show(connection).versions.map(({ version, spentFen, basis }) => [version, spentFen, basis]);
    expect(told).toEqual([
      ['suixintui', 8_000, 'list'],
      ['pc_express', 5_000, 'list'],
      ['pc_pro', null, null],
      ['unsplit', 2_000, 'entries'],
    ]);
    const other = await twoClients();
    await importFile(
      other,
      flowFile(
        DAYS.map(day => `${day},${day.includes('130,130') ? 90 : 0}`),
        `${FIGURES},随心推消耗(元)`,
      ),
    );
    expect(show(other).versions[0]).toEqual({ version: 'suixintui', spentFen: 9_000, basis: 'flow' });
    const { statement } = statementOfPool(other, ALL, { pool: 1, from: '2026-05-01', to: '2026-05-03' });
    expect(statement.lines.map(({ item, version, byBucket }) => [item, version, byBucket.prepay])).toEqual([
      ['recharge', null, 50_000],
      ['spent', 'suixintui', -9_000],
      ['spent', 'unsplit', -6_000],
    ]);
  });
});

describe('the statement of a pool', () => {
  async function story() {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放结束', spent: '300.00' }]));
    await booked(
      connection,
      '2026-05-13',
      { id: 'E18', pool: POOL, bucket: 'prepay', creditedFen: fen(5_000) },
      { id: 'E45', as: 'fact', caseNo: 'W1', pool: POOL, bucket: 'prepay', amountFen: fen(2_000) },
      { id: 'E23', caseNo: 'L1', pool: POOL, bucket: 'grant', amountFen: fen(700) },
    );
    return connection;
  }
  const MAY = { pool: 1, from: '2026-05-01', to: '2026-05-31' };

  it('is opening, in, out, spend by version and closing, by kind of money; what orders gave back stands beside', async () => {
    const connection = await story();
    const { statement } = statementOfPool(connection, ALL, MAY);
    expect(statement.buckets).toEqual(['prepay', 'grant']);
    expect([statement.opening.byBucket.prepay, statement.closing.byBucket]).toEqual([
      1_000_000,
      { prepay: 973_000, grant: 700 },
    ]);
    expect(statement.lines.map(({ item, version, byBucket }) => [item, version, byBucket])).toEqual([
      ['recharge', null, { prepay: 5_000 }],
      ['granted', null, { grant: 700 }],
      ['spent', 'suixintui', { prepay: -30_000 }],
      ['withdrawn', null, { prepay: -2_000 }],
    ]);
    expect(statement.shifts.map(({ item, byBucket }) => [item, byBucket.prepay])).toEqual([
      ['ordered', 50_000],
      ['returned', 20_000],
    ]);
    expect(show(connection, '2026-05-31').buckets[0]!.availableFen).toBe(973_000);
  });

  it('every figure opens the entries that add up to it', async () => {
    const connection = await story();
    const { statement } = statementOfPool(connection, ALL, MAY);
    for (const line of [...statement.lines, ...statement.shifts])
      for (const [bucket, amountFen] of Object.entries(line.byBucket)) {
        const of = {
          ...MAY,
          item: line.item as never,
          bucket: bucket as never,
          version: line.version ?? undefined,
        };
        const { sumFen, rows } = poolMoves(connection, ALL, { ...of, offset: 0, limit: 100 });
        expect([line.item, sumFen]).toEqual([line.item, amountFen]);
        expect(rows.reduce((sum, row) => sum + row.amountFen, 0)).toBe(amountFen);
      }
    const [spent] = poolMoves(connection, ALL, { ...MAY, item: 'spent', offset: 0, limit: 9 }).rows;
    expect(spent).toMatchObject({ caseNo: no(1), version: 'suixintui', bucket: 'prepay' });
    expect([spent!.order, spent!.source?.row]).toEqual([1, 2]);
  });

  it('is written as CSV, in Chinese, with its figures', async () => {
    const connection = await story();
    const { pool, statement } = statementOfPool(connection, ALL, MAY);
    const words = new Words({ language: 'zh', catalogue: loadCatalogue('zh') });
    const path = join(folder, 'pool.csv');
    const report = { ...MAY, book: '测试', pool, statement, days: [] };
    await writePoolStatement(report, { format: 'csv', path, words });
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('项目,预付,赠款,非赠款合计');
    expect(text).toContain('消耗 · 小店随心推,-300.00,0.00,-300.00');
    expect(text).toContain('期末余额,9730.00,7.00,9730.00');
  });
});

describe('what people set and record', () => {
  it('the alarm of a client goes before that of the book, which it can follow again', async () => {
    const connection = await twoClients();
    await importFile(connection, flowFile(DAYS));
    const low = () => listPools(connection, ALL, asked).lines.map(line => [line.alarm.alarmDays, line.low]);
    expect(low()[0]).toEqual([3, false]);
    await setPoolSettings(connection, caller(), { paceDays: 3, alarmDays: 8 });
    expect(low()[0]).toEqual([8, true]);
    expect(await setPoolAlarm(connection, caller(), { client: 1, alarmDays: null })).toEqual({
      alarmDays: null,
      isOwn: true,
    });
    expect(low()[0]).toEqual([null, false]);
    await setPoolAlarm(connection, caller(), { client: 1, alarmDays: 'follow' });
    expect(low()[0]).toEqual([8, true]);
    const mine = await managerOf(connection, 2);
    await expect(setPoolAlarm(connection, caller(mine), { client: 1, alarmDays: 5 })).rejects.toThrow(
      'pools.no_client',
    );
    isSound(connection);
  });

  it('a grant is received with its lot, described, and expires; the lot that is named goes', async () => {
    const connection = await orderBook();
    const record = (wanted: object, on = '2026-05-10') =>
      recordPool(connection, caller(), { pool: 1, on, record: wanted as never });
    const grant = { kind: 'granted', bucket: 'grant', scope: 'search' };
    await record({ ...grant, amountFen: 10_000, lot: 'A', expiresOn: '2026-05-31' });
    await record({ ...grant, amountFen: 5_000, lot: 'B', expiresOn: null });
    await expect(record({ ...grant, amountFen: 1, lot: 'A', expiresOn: null })).rejects.toThrow(
      'pools.lot_taken',
    );
    await describeLot(connection, caller(), { pool: 1, lot: 'B', scope: null, expiresOn: '2026-06-10' });
    await expect(
      describeLot(connection, caller(), { pool: 1, lot: 'C', scope: null, expiresOn: null }),
    ).rejects.toThrow('pools.no_lot');
    const lots = (on: string) =>
      show(connection, on).lots.map(({ lot, leftFen, expiry }) => [lot, leftFen, expiry]);
    expect(lots('2026-05-20')).toEqual([
      ['A', 10_000, 'soon'],
      ['B', 5_000, 'later_soon'],
    ]);
    await booked(connection, '2026-05-12', { id: 'E34', pool: POOL, bucket: 'grant', amountFen: fen(4_000) });
    expect(lots('2026-05-20')[0]).toEqual(['A', 6_000, 'soon']);
    await record({ kind: 'expired', bucket: 'grant', amountFen: 6_000, lot: 'A' }, '2026-05-20');
    expect(lots('2026-05-20')).toEqual([['B', 5_000, 'later_soon']]);
    expect(listPools(connection, ALL, asked).lines[0]!.grantExpiresOn).toBe('2026-05-31');
    const json = poolJson(show(connection));
    expect(json.grants).toEqual([
      {
        lot: 'B',
        bucket: 'grant',
        scope: null,
        leftFen: 5_000,
        expiresOn: '2026-06-10',
        expiry: 'later_soon',
        estimated: true,
      },
    ]);
    await expect(record({ kind: 'expired', bucket: 'grant', amountFen: 5_001, lot: null })).rejects.toThrow(
      'pools.more_than_left',
    );
    isSound(connection);
  });

  it('money is frozen and freed, lines are raised and cut; never more than is there, never ahead of time', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000);
    const record = (wanted: object, on = '2026-05-10') =>
      recordPool(connection, caller(), { pool: 1, on, record: wanted as never });
    const frozen = { kind: 'frozen', bucket: 'prepay' };
    await record({ ...frozen, step: 'freeze', amountFen: 400 });
    await expect(record({ ...frozen, step: 'freeze', amountFen: 601 })).rejects.toThrow(
      'pools.more_than_left',
    );
    await record({ ...frozen, step: 'unfreeze', amountFen: 100 });
    await expect(record({ ...frozen, step: 'unfreeze', amountFen: 301 })).rejects.toThrow(
      'pools.more_than_left',
    );
    await record({ kind: 'line', bucket: 'credit', step: 'raise', amountFen: 900 });
    await record({ kind: 'line', bucket: 'credit', step: 'cut', amountFen: 200 });
    await expect(record({ ...frozen, step: 'freeze', amountFen: 1 }, '2026-05-21')).rejects.toThrow(
      'pools.later',
    );
    expect(
      show(connection).buckets.map(({ bucket, availableFen, frozenFen }) => [
        bucket,
        availableFen,
        frozenFen,
      ]),
    ).toEqual([
      ['prepay', 700, 300],
      ['credit', 700, 0],
    ]);
    isSound(connection);
  });

  it('an order is taken to spend by the rule of the day, as an estimate only', async () => {
    const { spendOrder } = page(await orderBook());
    expect(spendOrder!.order.indexOf('grant')).toBeLessThan(spendOrder!.order.indexOf('prepay'));
    expect(spendOrder!.cited).toMatchObject({ rule: 'ACC-1', row: 'acc-1.spend-order', source: 'D' });
  });

  it('a page tells no more than a year and a bit', async () => {
    const connection = await orderBook();
    expect(() => page(connection, '2024-01-01', '2026-05-20')).toThrow('pools.range_long');
    expect(() => page(connection, '2026-05-20', '2026-05-01')).toThrow('reports.range_reversed');
  });
});
