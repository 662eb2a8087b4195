import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import { hold, settle } from '../../src/ledger/post.ts';
import {
  balancesJson,
  clientBalances,
  clientStatement,
  journalRows,
  ledgerRows,
  monthSums,
  REPORT_KINDS,
  trialBalance,
  writeReport,
} from '../../src/services/reports.ts';
import { cellsOf, readBook } from '../files/write-support.ts';
import { bookPerTest, leg, texts } from './book.ts';
import { ORDER, tellStory } from './story.ts';

const ALL = { kind: 'all' } as const;

const test = bookPerTest();
const JANUARY = { from: '2026-01-01', to: '2026-01-31' };
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };

describe('科目余额表', () => {
  it('shows opening, movement, closing and the year, and a reversal in red on its original side', async () => {
    await tellStory(test.book);
    const { rows, book, memo } = trialBalance(test.book.connection, FEBRUARY);
    const row = (level: string, code: string) => rows.find(row => row.level === level && row.code === code)!;
    expect(row('code', '2203.01')).toMatchObject({
      openingDebitFen: 0,
      openingCreditFen: 50_000,
      debitsFen: 0,
      creditsFen: -50_000,
      closingDebitFen: 0,
      closingCreditFen: 0,
      yearDebitsFen: 10_300_000,
      yearCreditsFen: 10_300_000,
    });
    expect(row('code', '2241.01')).toMatchObject({ debitsFen: -50_000, closingCreditFen: 50_000 });
    expect(row('group', '1123')).toMatchObject({
      openingDebitFen: 10_300_000,
      debitsFen: 6_000_000 + 1_199_945,
      creditsFen: 6_000_000 + 4_800_055 + 1_199_945,
      closingDebitFen: 5_499_945,
    });
    expect(row('account', '6401.01')!.account!.names).toEqual({
      client: '甲店',
      supplier: '上游',
      pool: '甲店池',
    });
    expect(book.debitsFen).toBe(book.creditsFen);
    expect(book.closingDebitFen).toBe(book.closingCreditFen);
    expect(memo).toMatchObject({ debitsFen: 20_000, creditsFen: 20_000, closingDebitFen: 20_000 });
  });

  it('takes the days beside whole months from the transfers', async () => {
    await tellStory(test.book);
    const { rows } = trialBalance(test.book.connection, { from: '2026-01-06', to: '2026-02-10' });
    const bank = rows.find(({ level, code }) => level === 'account' && code === '1002')!;
    expect(bank).toMatchObject({
      openingDebitFen: 10_000_000,
      debitsFen: 50_000,
      creditsFen: 9_809_524,
      closingDebitFen: 240_476,
      yearDebitsFen: 10_050_000,
    });
  });

  it('is narrowed to a code with what is under it, and to a client with its pools', async () => {
    await tellStory(test.book);
    const codes = (filter: object) =>
      new Set(trialBalance(test.book.connection, FEBRUARY, filter).rows.map(({ code }) => code));
    expect(codes({ code: '1123' })).toEqual(new Set(['1123', '1123.01', '1123.03', '1123.04']));
    expect(codes({ client: 1 })).not.toContain('1002');
    expect(codes({ client: 1 })).toContain('1123.03');
    expect(codes({ client: 2 })).toEqual(new Set());
  });

  it.each([
    [{ from: '2026-02-30', to: '2026-03-01' }, 'reports.bad_day'],
    [{ from: '2026-2-3', to: '2026-03-01' }, 'reports.bad_day'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'reports.range_reversed'],
  ])('refuses %o', (range, code) => {
    expect(() => trialBalance(test.book.connection, range)).toThrow(expect.objectContaining({ code }));
  });
});

describe('明细账 and 序时账', () => {
  it('carry the other account, the running balance and the red line', async () => {
    await tellStory(test.book);
    const { total, rows } = ledgerRows(test.book.connection, { ...FEBRUARY, code: '2203.01' });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      effectiveOn: '2026-02-15',
      red: true,
      debitFen: 0,
      creditFen: -50_000,
      balanceFen: 0,
      counter: { code: '2241.01', names: { money: '工行' } },
    });
    const january = ledgerRows(test.book.connection, { ...JANUARY, code: '2203.01' });
    expect(january.rows.map(({ balanceFen }) => balanceFen)).toEqual([-10_000_000, -10_300_000, 0, -50_000]);
  });

  it('come in pages with the balances of the whole', async () => {
    await tellStory(test.book);
    const request = { scope: ALL, ...JANUARY, code: '2203.01' };
    const whole = ledgerRows(test.book.connection, request);
    const page = ledgerRows(test.book.connection, { ...request, offset: 2, limit: 1 });
    expect(page).toEqual({ total: 4, rows: [whole.rows[2]] });
    expect(journalRows(test.book.connection, { ...FEBRUARY, offset: 4, limit: 1 })).toMatchObject({
      total: 6,
      rows: [{ red: true, amountFen: -50_000, debit: { code: '2241.01' }, credit: { code: '2203.01' } }],
    });
  });

  it('lead to file, sheet and row', async () => {
    const { book } = test;
    const sql = book.connection;
    sql
      .prepare("INSERT INTO source_file (id, sha256, name, bytes, log_seq) VALUES (1, ?, '流水.xlsx', 1, 1)")
      .run('0'.repeat(64));
    sql
      .prepare(
        `INSERT INTO source_row (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq)
VALUES (1, 1, '一月', 12, 'x', 1, zeroblob(32), 'open', '', 1)`,
      )
      .run();
    const ref = { code: '1002', money: 1 };
    await book.post('E01', '2026-01-05', [
      leg('E01', ref, { code: '2241.01', money: 1 }, 1, { sourceRow: 1 }),
    ]);
    const { rows } = ledgerRows(sql, { ...JANUARY, code: '1002' });
    expect(rows[0]!.source).toEqual({ file: '流水.xlsx', sheet: '一月', row: 12 });
  });

  it('sum up by month', async () => {
    await tellStory(test.book);
    const months = monthSums(
      test.book.connection,
      { from: '2026-01-01', to: '2026-03-31' },
      { code: '2203.01' },
    );
    expect(months.map(({ account: _, ...month }) => month)).toEqual([
      { month: '2026-01', openingFen: 0, debitsFen: 10_300_000, creditsFen: 10_350_000, closingFen: -50_000 },
      { month: '2026-02', openingFen: -50_000, debitsFen: 0, creditsFen: -50_000, closingFen: 0 },
    ]);
  });
});

describe('客户对账单', () => {
  it('tells a month from opening to closing, by kind and by order', async () => {
    await tellStory(test.book);
    const statement = clientStatement(test.book.connection, ALL, { client: 1, ...FEBRUARY });
    expect(statement).toMatchObject({
      name: '甲店',
      opening: { unallocatedFen: 50_000, atPlatformFen: 10_300_000 },
      closing: { unallocatedFen: 0, atPlatformFen: 5_499_945 },
      kinds: {
        received: { unallocatedFen: -50_000, atPlatformFen: 0 },
        spend: { unallocatedFen: 0, atPlatformFen: -4_800_055 },
      },
      recharge: { paidFen: 0, creditedFen: 0 },
      unorderedSpendFen: 0,
    });
    expect(statement.orders).toEqual([
      {
        ...ORDER,
        firstOn: '2026-02-03',
        openingFen: 0,
        placedFen: 6_000_000,
        spentFen: 4_800_055,
        returnedFen: 1_199_945,
        closingFen: 0,
      },
    ]);
    expect(
      statement.lines.map(({ on, red, change }) => [on, red, change.unallocatedFen, change.atPlatformFen]),
    ).toEqual([
      ['2026-02-10', false, 0, -4_800_055],
      ['2026-02-15', true, -50_000, 0],
    ]);
    expect(statement.platform).toEqual([
      { code: '1123.03', openingFen: 10_300_000, changeFen: -4_800_055, closingFen: 5_499_945 },
    ]);
    expect(statement.memo).toEqual([{ code: '9001', openingFen: 0, changeFen: 20_000, closingFen: 20_000 }]);
  });

  it('names what was paid and what was credited of a recharge', async () => {
    await tellStory(test.book);
    const { recharge, kinds } = clientStatement(test.book.connection, ALL, { client: 1, ...JANUARY });
    expect(recharge).toEqual({ paidFen: 10_000_000, creditedFen: 10_300_000 });
    expect(kinds.recharge).toEqual({ unallocatedFen: -10_300_000, atPlatformFen: 10_300_000 });
    expect(kinds.received.unallocatedFen).toBe(10_050_000);
  });

  it('carries an order over the end of the range', async () => {
    await tellStory(test.book);
    const later = clientStatement(test.book.connection, ALL, {
      client: 1,
      from: '2026-02-11',
      to: '2026-02-28',
    });
    expect(later.orders).toMatchObject([
      { openingFen: 1_199_945, placedFen: 0, returnedFen: 1_199_945, closingFen: 0 },
    ]);
    const none = clientStatement(test.book.connection, ALL, {
      client: 1,
      from: '2026-02-12',
      to: '2026-02-14',
    });
    expect(none.orders).toEqual([]);
    expect(none.closing).toEqual(none.opening);
  });

  it('stands in 客户余额总表 with the same figures', async () => {
    await tellStory(test.book);
    const { opening, closing, kinds, recharge } = clientStatement(test.book.connection, ALL, {
      client: 1,
      ...JANUARY,
    });
    expect(clientBalances(test.book.connection, ALL, JANUARY)).toEqual([
      { client: 1, name: '甲店', opening, closing, kinds, recharge, receivableFen: 0 },
    ]);
  });

  it('refuses a client that is not there', () => {
    expect(() => clientStatement(test.book.connection, ALL, { client: 99, ...JANUARY })).toThrow(
      expect.objectContaining({ code: 'reports.client_unknown' }),
    );
  });
});

describe('ledger balances', () => {
  it('answers one side for each account, now and on a day', async () => {
    await tellStory(test.book);
    const of = (code: string, on?: string) =>
      balancesJson(test.book.connection, ALL, { client: 1, on }).find(balance => balance.code === code);
    expect(of('2203.02')).toEqual({
      account: expect.any(Number),
      code: '2203.02',
      name: '预收客户款—在平台',
      dims: { client: 1 },
      dimNames: { client: '甲店' },
      debitFen: 0,
      creditFen: 5_499_945,
      pendingFen: 0,
    });
    expect(of('2203.02', '2026-02-09')!.creditFen).toBe(10_300_000);
    expect(of('1123.03')).toMatchObject({ dims: { pool: 1, bucket: 'prepay' }, debitFen: 5_499_945 });
    expect(of('1002')).toBeUndefined();
  });

  it('shows what holds would still move, now and on a day', async () => {
    await tellStory(test.book);
    const available = { code: '1123.03', pool: 1, bucket: 'prepay' as const };
    const onOrder = { code: '1123.04', pool: 1, bucket: 'prepay' as const };
    const head = { event: 'E27', effectiveOn: '2026-03-01', summary: '预占' };
    const { holds } = await test.book.run(tx =>
      hold(tx, { ...head, legs: [leg('E27', onOrder, available, 900, ORDER)] }),
    );
    await test.book.run(tx => settle(tx, { ...head, effectiveOn: '2026-03-02' }, holds[0]!, 300 as Fen));
    const pending = (on?: string) =>
      balancesJson(test.book.connection, ALL, { on })
        .filter(({ code }) => code === '1123.03' || code === '1123.04')
        .map(({ pendingFen }) => pendingFen);
    expect(pending()).toEqual([-600, 600]);
    expect(pending('2026-03-01')).toEqual([-900, 900]);
    expect(pending('2026-02-28')).toEqual([0, 0]);
  });
});

describe('written reports', () => {
  it.each(REPORT_KINDS.flatMap(kind => (['zh', 'en'] as const).map(language => [kind, language] as const)))(
    '%s in %s has every text',
    async (kind, language) => {
      await tellStory(test.book);
      const request = { scope: ALL, from: '2026-01-01', to: '2026-02-28', client: 1, ...texts(language) };
      for (const format of ['xlsx', 'csv'] as const)
        await writeReport(test.book.connection, kind, format, test.book.path(`out.${format}`), request);
      const workbook = readBook(test.book.path('out.xlsx'));
      const cells = workbook.SheetNames.flatMap((_, sheet) => cellsOf(workbook, sheet).flat());
      const written = `${cells.join('\n')}\n${readFileSync(test.book.path('out.csv'), 'utf8')}`;
      expect(written).not.toMatch(/reports\.\w/);
      expect(written.length).toBeGreaterThan(300);
    },
  );

  it('show a zero as a dash in 科目余额表 and as 0.00 in a statement', async () => {
    await tellStory(test.book);
    const { book } = test;
    const request = { scope: ALL, ...FEBRUARY, client: 1, ...texts() };
    await writeReport(book.connection, 'trial-balance', 'xlsx', book.path('a.xlsx'), request);
    const trial = cellsOf(readBook(book.path('a.xlsx'))).find(row => row[0] === '2203.01')!;
    expect(trial.slice(3)).toEqual(['—', 500, '—', -500, '—', '—', 103_000, 103_000]);
    await writeReport(book.connection, 'client-statement', 'xlsx', book.path('b.xlsx'), request);
    const summary = cellsOf(readBook(book.path('b.xlsx')));
    expect(summary.find(row => row[0] === '退回客户')).toEqual(['退回客户', 0, 0, 0]);
    expect(summary.find(row => row[0] === '期末余额')).toEqual(['期末余额', 0, 54_999.45, 54_999.45]);
    expect(summary.flat()).toContain('数据截至 2026-02-28（含当日）');
    await writeReport(book.connection, 'client-statement', 'csv', book.path('b.csv'), request);
    const csv = readFileSync(book.path('b.csv'), 'utf8').split('\r\n');
    expect(csv).toContain('对账单,,期末余额,,0.00,54999.45,54999.45');
    expect(csv).toContain('明细,2026-02-15,收款 · 冲销 6,,-500.00,0.00,-500.00');
    expect(csv).toContain('订单,2026-02-03,消耗,7123456789012345678\t,,,48000.55');
  });

  it('carry opening, lines and sum of each account in 明细账', async () => {
    await tellStory(test.book);
    const { book } = test;
    const request = { scope: ALL, ...FEBRUARY, code: '2203.01', ...texts() };
    await writeReport(book.connection, 'ledger', 'csv', book.path('l.csv'), request);
    const lines = readFileSync(book.path('l.csv'), 'utf8').split('\r\n').slice(5, 8);
    const name = '2203.01 预收客户款—待充值 · 甲店';
    expect(lines).toEqual([
      `${name},,,期初余额,,,,,贷,500.00,`,
      `${name},2026-02-15,10.1,冲销 6,2241.01 其他应付款—待认领款 · 工行,,,-500.00,平,0.00,`,
      `${name},,,本期合计,,,0.00,-500.00,平,0.00,`,
    ]);
  });

  it('need a client for a statement', async () => {
    const written = writeReport(test.book.connection, 'client-statement', 'csv', test.book.path('x'), {
      scope: ALL,
      ...JANUARY,
      ...texts(),
    });
    await expect(written).rejects.toMatchObject({ code: 'reports.client_needed' });
  });
});
