import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_BOOK_SETTINGS } from '../../src/domain/accounting/settings.ts';
import { dueOn } from '../../src/domain/policies/tiers.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import {
  applyRebate,
  commitRun,
  confirmRebate,
  endPolicy,
  keepPolicy,
  listPolicies,
  previewRun,
  rebateLines,
  rechargeTermsOf,
  setSettings,
  settingsOf,
  undoRebate,
} from '../../src/services/policies.ts';
import { insertRow } from '../../src/store/changes.ts';
import { insertPolicy } from '../../src/store/policies.ts';
import { refusalOf } from '../ledger/book.ts';
import { BACK, FEE, fen, MEDIA, PolicyBook, poolOf } from './book.ts';

let book: PolicyBook;
beforeEach(async () => {
  book = await PolicyBook.make();
});
afterEach(() => {
  expect(verify(book.connection)).toMatchObject({ ok: true, findings: [] });
  book.book.remove();
});

const keep = (terms = BACK, replaces?: number) =>
  keepPolicy(book.connection, book.caller(), { terms, ...(replaces === undefined ? {} : { replaces }) });
const confirm = (wanted: Partial<Parameters<typeof confirmRebate>[2]>) =>
  confirmRebate(book.connection, book.caller(), {
    ...{
      policy: 1,
      period: '2026-02',
      no: 'JS-1',
      on: '2026-03-10',
      confirmedFen: 0,
      baseFen: null,
      note: '',
    },
    ...wanted,
  });
const use = (statement: number, facts: Parameters<typeof applyRebate>[2]['facts'], on = '2026-03-11') =>
  applyRebate(book.connection, book.caller(), { statement, on, note: '', facts });
const report = (side: 'client' | 'media' = 'client') =>
  rebateLines(book.connection, { side, from: '2026-01', to: '2026-07' });

describe('policies by dates', () => {
  it('a change never edits history: the old policy ends the day before, and only its last day moves', async () => {
    const { policy: first } = await keep();
    expect((await refusalOf(() => keep({ ...BACK, from: '2026-04-01' }))).code).toBe('policies.overlap');
    const next = { ...BACK, from: '2026-04-01', tiers: [{ fromFen: 0, ratePpm: 30_000 }] };
    const { policy: second } = await keep(next, first);
    expect(listPolicies(book.connection).policies.map(({ id, from, to }) => [id, from, to])).toEqual([
      [first, '2026-02-01', '2026-03-31'],
      [second, '2026-04-01', null],
    ]);
    expect(() => book.connection.exec(`UPDATE policy SET tiers = '[]' WHERE id = ${first}`)).toThrow(
      'insert_only',
    );
    expect(() => book.connection.exec(`DELETE FROM policy`)).toThrow('insert_only');
    const later = () => endPolicy(book.connection, book.caller(), { policy: first, to: '2026-04-01' });
    expect((await refusalOf(later)).code).toBe('policies.overlap');
  });

  it('the store itself refuses policies that meet', async () => {
    await keep();
    const met = () =>
      book.book.run('policies.keep', tx => insertPolicy(tx, { ...BACK, platform: 'douplus' }));
    expect((await refusalOf(met)).code).toBe('store.policy_overlap');
  });

  it('实付 and 到账 by the policy of the day, else by the client list', async () => {
    const scope = { kind: 'all' } as const;
    const asked = { client: 2, platform: 'qianchuan', on: '2026-05-01', paidFen: 100_000_00 } as const;
    expect(rechargeTermsOf(book.connection, scope, asked).amounts.creditedFen).toBe(100_000_00);
    await book.book.run('terms', tx => {
      const term = { client: 2, front_rebate_form: 'cash' };
      insertRow(tx, 'client_term', { ...term, front_rebate_ppm: 10_000 });
      insertRow(tx, 'client_term', { ...term, from_on: '2026-06-01', front_rebate_ppm: 0 });
    });
    expect(rechargeTermsOf(book.connection, scope, asked).amounts.creditedFen).toBe(101_000_00);
    const later = { ...asked, on: '2026-06-01' };
    expect(rechargeTermsOf(book.connection, scope, later).amounts.creditedFen).toBe(100_000_00);
    const rate = [{ fromFen: 0, ratePpm: 30_000 }];
    await keep({ ...BACK, kind: 'front', tiers: rate });
    await keep({ ...BACK, kind: 'front', form: 'grant', tiers: [{ fromFen: 0, ratePpm: 100_000 }] });
    await keep({ ...BACK, kind: 'fee_recharge', tiers: [{ fromFen: 0, ratePpm: 5_000 }] });
    expect(rechargeTermsOf(book.connection, scope, asked).amounts).toEqual({
      paidFen: 100_000_00,
      creditedFen: 103_000_00,
      rebateFen: 3_000_00,
      grantFen: 10_000_00,
      feeFen: 500_00,
    });
  });
});

describe('settings of the book', () => {
  it('are kept with who changed them, and events follow them', async () => {
    expect(settingsOf(book.connection).settings).toEqual(DEFAULT_BOOK_SETTINGS);
    await book.post('2026-02-02', { id: 'E16', client: { client: 2 }, rebateFen: fen(100) });
    expect([book.total('1801'), book.total('6001.09')]).toEqual([100, 0]);
    const settings = {
      ...DEFAULT_BOOK_SETTINGS,
      rebateRecognition: 'at_recharge',
      taxpayer: 'small_scale',
    } as const;
    await setSettings(book.connection, book.caller(), settings);
    await book.post('2026-02-02', { id: 'E16', client: { client: 2 }, rebateFen: fen(40) });
    expect([book.total('1801'), book.total('6001.09')]).toEqual([100, 40]);
    expect(settingsOf(book.connection)).toMatchObject({
      settings,
      changes: [{ actor: '会计', before: DEFAULT_BOOK_SETTINGS, after: settings }],
    });
  });
});

describe('month-end run', () => {
  it('E49, E51, E54 are booked once; again it books nothing, later spend only by the difference', async () => {
    for (const client of [2, 3]) await book.stock(client, 100_000_00);
    await book.spend(2, '2026-02-10', 30_000_00);
    await book.spend(3, '2026-02-11', 10_000_00);
    for (const terms of [BACK, MEDIA, FEE]) await keep(terms);
    expect(await book.run('2026-02')).toEqual({
      accruals: 3,
      transfers: 4,
      deltaFen: 600_00 + 2_000_00 + 300_00,
    });
    const codes = ['2241.04', '1221.05', '6401.02', '6001.02', '6001.09'];
    expect(codes.map(code => book.total(code))).toEqual([600_00, 2_000_00, 2_000_00, 300_00, 600_00]);
    const ofClient = `SELECT b.credits_posted_fen FROM account a JOIN balance b ON b.account = a.id WHERE a.code = '6401.02' AND a.client = ?`;
    expect([2, 3].map(client => book.book.value(ofClient, client))).toEqual([1_500_00, 500_00]);
    expect(await book.run('2026-02')).toEqual({ accruals: 0, transfers: 0, deltaFen: 0 });
    await book.spend(2, '2026-02-28', 1_000_00);
    expect(await book.run('2026-02')).toEqual({ accruals: 3, transfers: 3, deltaFen: 20_00 + 50_00 + 10_00 });
    expect(report()[0]!.accruals.map(({ deltaFen, after }) => [deltaFen, after])).toEqual([
      [600_00, null],
      [20_00, expect.any(Number)],
    ]);
  });

  it('spend that is restated is taken back in red', async () => {
    await book.stock(2, 50_000_00);
    await book.spend(2, '2026-02-10', 30_000_00);
    for (const terms of [BACK, MEDIA, FEE]) await keep(terms);
    await book.run('2026-02');
    const released = { spentFen: fen(30_000_00), clientRebateFen: fen(0), mediaRebateFen: fen(0) };
    const less = { step: 'less', mode: 'M1', amountFen: fen(10_000_00), released } as const;
    const from = { pool: poolOf(2), bucket: 'prepay', source: { kind: 'pc' } } as const;
    await book.post('2026-02-20', { id: 'E41', ...less, ...from });
    expect(await book.run('2026-02')).toMatchObject({ accruals: 3, deltaFen: -200_00 - 500_00 - 100_00 });
    expect(['2241.04', '1221.05', '6001.02'].map(code => book.total(code))).toEqual([
      400_00, 1_000_00, 200_00,
    ]);
  });

  it('what a person saw is what is booked: a stale preview and a month that runs are refused', async () => {
    await book.stock(2, 50_000_00);
    await keep();
    const preview = previewRun(book.connection, '2026-02', '2026-02-20');
    expect(preview.isProvisional).toBe(true);
    await book.spend(2, '2026-02-10', 1_000_00);
    const run = (month: string, digest: string) =>
      commitRun(book.connection, book.caller(), { month, digest });
    expect((await refusalOf(() => run('2026-02', preview.digest))).code).toBe('policies.preview_stale');
    const { digest } = previewRun(book.connection, '2026-07', '2026-07-05');
    expect((await refusalOf(() => run('2026-07', digest))).code).toBe('policies.month_not_over');
    expect((await refusalOf(() => run('2026-13', digest))).code).toBe('policies.no_such_month');
  });

  it('a late difference of a closed month counts in the next open one', async () => {
    await book.stock(2, 50_000_00);
    await book.spend(2, '2026-02-10', 10_000_00);
    const { policy } = await keep();
    await book.run('2026-02');
    await book.book.run('periods.close', tx => {
      for (const month of ['2026-01', '2026-02']) setPeriod(tx, month, 'closed');
    });
    await endPolicy(book.connection, book.caller(), { policy, to: '2026-01-31' });
    expect(await book.run('2026-02')).toMatchObject({ accruals: 1, deltaFen: -200_00 });
    expect(book.book.value('SELECT max(effective_on) FROM transfer')).toBe('2026-03-01');
  });

  it('后返 by recharge counts what was credited, not what was spent, over a half-year', async () => {
    await keep({ ...BACK, base: 'recharge', period: 'half_year' });
    await book.stock(2, 10_000_00, '2026-02-03');
    await book.stock(3, 5_000_00, '2026-02-03');
    await book.spend(2, '2026-02-15', 1_000_00);
    expect(await book.run('2026-02')).toMatchObject({ accruals: 1, deltaFen: 200_00 });
    await book.stock(2, 1_000_00, '2026-03-04');
    expect(await book.run('2026-03')).toMatchObject({ accruals: 1, deltaFen: 20_00 });
    expect(book.total('2241.04')).toBe(220_00);
    expect((await refusalOf(() => keep({ ...FEE, base: 'recharge' }))).code).toBe('policies.fee_base');
  });

  it('for random policies and spends, what is accrued is what the tiers say of the whole base', async () => {
    const tier = fc.record({
      fromFen: fc.integer({ min: 1, max: 40_000_00 }),
      ratePpm: fc.integer({ min: 1, max: 90_000 }),
    });
    const terms = fc.record({
      tiers: fc.uniqueArray(tier, { maxLength: 3, selector: ({ fromFen }) => fromFen }),
      first: fc.integer({ min: 1, max: 90_000 }),
      method: fc.constantFrom('whole', 'step'),
      period: fc.constantFrom('month', 'quarter', 'half_year', 'year'),
      isMedia: fc.boolean(),
    });
    const spends = fc.array(
      fc.record({
        client: fc.integer({ min: 2, max: 4 }),
        month: fc.constantFrom('04', '05', '06'),
        fen: fc.integer({ min: 1, max: 9_999_99 }),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(terms, spends, async ({ tiers, first, method, period, isMedia }, list) => {
        const own = await PolicyBook.make();
        try {
          const all = [{ fromFen: 0, ratePpm: first }, ...tiers.toSorted((a, b) => a.fromFen - b.fromFen)];
          const side = isMedia ? MEDIA : BACK;
          const of = { ...side, tiers: all, method, period, from: '2026-04-01' } as typeof BACK;
          await keepPolicy(own.connection, own.caller(), { terms: of });
          for (const client of [2, 3, 4]) await own.stock(client, 100_000_00);
          for (const month of ['04', '05', '06']) {
            for (const each of list.filter(x => x.month === month))
              await own.spend(each.client, `2026-${month}-15`, each.fen);
            await own.run(`2026-${month}`);
          }
          const counted = list.filter(({ client }) => isMedia || client === 2);
          const base = (months: readonly string[]) =>
            counted.filter(({ month }) => months.includes(month)).reduce((sum, x) => sum + x.fen, 0);
          const due = (months: readonly string[]) => dueOn(base(months), all, method as 'whole').dueFen;
          const expected =
            period === 'month' ? due(['04']) + due(['05']) + due(['06']) : due(['04', '05', '06']);
          expect(own.total(isMedia ? '1221.05' : '2241.04')).toBe(expected);
          expect(own.total(isMedia ? '6401.02' : '6001.09')).toBe(expected);
          expect(await own.run('2026-04')).toMatchObject({ accruals: 0 });
        } finally {
          own.book.remove();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('R never releases more than was deferred, whatever the rate and the spends', async () => {
    const parts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), parts, async (ratePpm, shares) => {
        const own = await PolicyBook.make();
        try {
          const front = { ...BACK, kind: 'front', tiers: [{ fromFen: 0, ratePpm }] } as typeof BACK;
          await keepPolicy(own.connection, own.caller(), { terms: front });
          const { amounts } = rechargeTermsOf(
            own.connection,
            { kind: 'all' },
            {
              ...{ client: 2, platform: 'qianchuan', on: '2026-02-01', paidFen: 1_000_00 },
            },
          );
          const { creditedFen, rebateFen } = amounts;
          const money = { money: 1, kind: 'bank' } as const;
          const pool = poolOf(2);
          await own.post(
            '2026-02-01',
            { id: 'E01', money, amountFen: fen(1_000_00) },
            { id: 'E03', money, parts: [{ client: { client: 2 }, amountFen: fen(1_000_00), as: 'funds' }] },
            { id: 'E16', client: { client: 2 }, rebateFen },
            {
              id: 'E17',
              as: 'fact',
              pool,
              paidFen: fen(1_000_00),
              creditedFen,
              paidFrom: { by: 'row', money },
            },
            { id: 'E18', pool, bucket: 'prepay', creditedFen },
          );
          const sum = shares.reduce((a, b) => a + b, 0);
          let left: number = creditedFen;
          for (const [at, share] of shares.entries()) {
            const amount =
              at === shares.length - 1 ? left : Math.min(left, Math.floor((creditedFen * share) / sum));
            if (amount === 0) continue;
            await own.spend(2, '2026-02-10', amount);
            left -= amount;
            expect(own.total('1801')).toBeGreaterThanOrEqual(0);
            expect(own.total('2401')).toBeGreaterThanOrEqual(0);
            expect(own.total('1801') + own.total('6001.09')).toBe(rebateFen);
            expect(own.total('2401') + own.total('6401.02')).toBe(rebateFen);
          }
          expect([own.total('1801'), own.total('2401')]).toEqual([0, 0]);
        } finally {
          own.book.remove();
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('返点结算单', () => {
  it('E55 confirms, E56 settles; a recalculation books the linked difference only', async () => {
    await book.stock(2, 50_000_00);
    await book.spend(2, '2026-02-10', 30_000_00);
    await keep();
    await book.run('2026-02');
    expect((await refusalOf(() => confirm({ on: '2026-02-28' }))).code).toBe('rebates.period_open');
    expect((await refusalOf(() => confirm({ period: '2026-Q1' }))).code).toBe('policies.no_such_period');
    expect((await refusalOf(() => confirm({ period: '2026-01' }))).code).toBe('rebates.outside');
    const { statement } = await confirm({ confirmedFen: 650_00 });
    expect(['2241.04', '2241.03', '6001.09'].map(code => book.total(code))).toEqual([0, 650_00, 650_00]);
    expect((await refusalOf(() => confirm({ no: 'JS-2' }))).code).toBe('rebates.confirmed');
    const before = book.total('2203.01');
    await use(statement, { use: 'funds', amountFen: 400_00 });
    expect(book.total('2203.01') - before).toBe(400_00);
    const above = await refusalOf(() => use(statement, { use: 'funds', amountFen: 250_01 }));
    expect([above.code, above.params]).toEqual(['rebates.above_open', { openFen: 250_00 }]);
    const again = await confirm({
      no: 'JS-1A',
      on: '2026-04-02',
      confirmedFen: 620_00,
      recalculates: statement,
    });
    expect([book.total('2241.03'), book.total('6001.09')]).toEqual([220_00, 620_00]);
    expect(report()[0]).toMatchObject({
      accruedFen: 600_00,
      confirmedFen: 620_00,
      usedFen: 400_00,
      openFen: 220_00,
      statements: [{ no: 'JS-1' }, { no: 'JS-1A', recalculates: statement }],
    });
    await book.spend(2, '2026-02-27', 1_000_00);
    expect(await book.run('2026-02')).toMatchObject({ accruals: 0 });
    expect(
      (
        await refusalOf(() =>
          undoRebate(book.connection, book.caller(), { of: 'statement', id: statement, reason: '错' }),
        )
      ).code,
    ).toBe('rebates.not_latest');
    await undoRebate(book.connection, book.caller(), {
      of: 'statement',
      id: again.statement,
      reason: '复算有误',
    });
    expect([book.total('2241.03'), book.total('6001.09')]).toEqual([250_00, 650_00]);
    expect(report()[0]!.openFen).toBe(250_00);
  });

  it('E52 confirms what several clients earned, each with its own part of the difference; every use of E53 posts', async () => {
    for (const client of [2, 3]) await book.stock(client, 100_000_00);
    await book.spend(2, '2026-02-10', 30_000_00);
    await book.spend(3, '2026-02-11', 10_000_00);
    await keep(MEDIA);
    await book.run('2026-02');
    const { statement } = await confirm({ confirmedFen: 2_400_00, no: 'PT-1' });
    expect(['1221.05', '1221.04', '6401.02'].map(code => book.total(code))).toEqual([0, 2_400_00, 2_400_00]);
    const ofClient = `SELECT b.credits_posted_fen - b.debits_posted_fen FROM account a JOIN balance b ON b.account = a.id WHERE a.code = '6401.02' AND a.client = ?`;
    expect([2, 3].map(client => book.book.value(ofClient, client))).toEqual([1_800_00, 600_00]);
    await use(statement, { use: 'withdrawn', amountFen: 500_00, money: 1 });
    expect(book.total('1002.90')).toBe(500_00);
    await use(statement, { use: 'pool', amountFen: 300_00, pool: poolOf(2).pool, given: 'free' });
    await use(statement, {
      use: 'offset_recharge',
      amountFen: 200_00,
      pool: poolOf(3).pool,
      creditedFen: 200_00,
    });
    await use(statement, {
      use: 'in_kind',
      amountFen: 100_00,
      pool: poolOf(3).pool,
      bucket: 'grant',
      lotNo: 'HF-1',
      grantFen: 120_00,
    });
    expect([book.total('1123.01'), book.total('9001')]).toEqual([200_00, 120_00]);
    await use(statement, { use: 'not_payable', amountFen: 50_00, frontFen: 50_00 });
    expect(book.total('1221.04')).toBe(2_400_00 - 500_00 - 300_00 - 200_00 - 100_00 - 50_00);
    await book.post('2026-03-11', {
      id: 'E01',
      caseNo: 'LS-1',
      money: { money: 1, kind: 'bank' },
      amountFen: fen(30_00),
    });
    const arrived = { use: 'withdrawn', money: 1, suspenseNo: 'LS-1' } as const;
    const short = await refusalOf(() => use(statement, { ...arrived, amountFen: 30_01 }));
    expect([short.code, short.params]).toEqual(['rebates.suspense_short', { no: 'LS-1', roomFen: 30_00 }]);
    await use(statement, { ...arrived, amountFen: 30_00 });
    expect(book.total('2241.01')).toBe(0);
    await use(statement, { use: 'unknown', amountFen: 10_00 });
    expect(book.book.value("SELECT count(*) FROM ticket WHERE reason = 'UNKNOWN'")).toBe(1);
    expect((await refusalOf(() => use(statement, { use: 'funds', amountFen: 1 }))).code).toBe(
      'rebates.use_side',
    );
    expect((await refusalOf(() => use(statement, { use: 'wallet', amountFen: 1 }))).code).toBe(
      'rebates.use_needs',
    );
    const { use: last } = await use(statement, {
      use: 'offset_recharge',
      amountFen: 1_00,
      pool: poolOf(3).pool,
      creditedFen: 1_00,
    });
    await undoRebate(book.connection, book.caller(), { of: 'use', id: last, reason: '重复' });
    expect(report('media')[0]!.usedFen).toBe(1_190_00);
  });

  it('a confirmed period cannot be ended away', async () => {
    const { policy } = await keep();
    await confirm({ policy, confirmedFen: 10 });
    const end = () => endPolicy(book.connection, book.caller(), { policy, to: '2026-02-15' });
    expect((await refusalOf(end)).code).toBe('policies.confirmed_until');
  });
});
