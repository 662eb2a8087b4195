import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_BOOK_SETTINGS } from '../../src/domain/accounting/settings.ts';
import {
  isBehind,
  type MarginSum,
  marginGroups,
  marginLines,
  marginTotal,
  shownAs,
} from '../../src/domain/reports/margin.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import { keepPolicy, rebateLines, setSettings } from '../../src/services/policies.ts';
import { marginReport } from '../../src/services/reports/margin.ts';
import { marginSheet, writeMargin } from '../../src/services/reports/margin-sheet.ts';
import { rebateSheet } from '../../src/services/reports/rebate-sheet.ts';
import { Words } from '../../src/services/reports/words.ts';
import { insertRow } from '../../src/store/changes.ts';
import { SHIPPED } from '../rulebook/shipped.ts';
import { BACK, FEE, fen, MEDIA, PolicyBook, poolOf } from './book.ts';

const WORDS = new Words({ language: 'zh', catalogue: loadCatalogue('zh') });

describe('lines', () => {
  const tax = { taxWithin: () => 0, deductsInput: true };
  const names = () => ({ clientCode: null, clientName: null, manager: null });

  it('add up to the accounts, however fees and rebates are shared between products', () => {
    const code = fc.constantFrom('6001.01', '6001.02', '6001.09', '6401.01', '6401.02');
    const sum = fc.record({
      account: fc.nat(50),
      code,
      client: fc.option(fc.integer({ min: 1, max: 3 })),
      product: fc.option(fc.constantFrom('qianchuan' as const, 'douplus' as const)),
      month: fc.constantFrom('2026-04', '2026-05'),
      poolName: fc.constant(null),
      amountFen: fc.integer({ min: -1_000_00, max: 1_000_000_00 }),
    });
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 20 }), list => {
        const lines = marginLines(list as MarginSum[], tax, names);
        const of = (wanted: string) =>
          list.filter(each => each.code === wanted).reduce((fenSum, { amountFen }) => fenSum + amountFen, 0);
        expect(marginTotal(lines)).toMatchObject({
          chargesFen: of('6001.01'),
          feesFen: of('6001.02'),
          clientRebatesFen: of('6001.09'),
          mediaCostFen: of('6401.01'),
          mediaRebatesFen: of('6401.02'),
        });
        for (const by of ['client', 'manager', 'product', 'month'] as const)
          expect(marginTotal(marginGroups(lines, by))).toEqual(marginTotal(lines));
        const total = marginTotal(lines);
        expect(shownAs(total, 'net', true).marginFen).toBe(shownAs(total, 'gross', true).marginFen);
      }),
    );
  });
});

describe('毛利表 of a book', () => {
  let book: PolicyBook;
  beforeEach(async () => {
    book = await PolicyBook.make();
  });
  afterEach(() => {
    expect(verify(book.connection)).toMatchObject({ ok: true, findings: [] });
    book.book.remove();
  });
  const report = (from = '2026-02', to = '2026-07') =>
    marginReport(book.connection, { from, to, rules: SHIPPED });

  /** The figures of the worked example that make up its margin. */
  async function example(): Promise<void> {
    const pool = poolOf(2);
    const client = { client: 2 };
    const money = { money: 1, kind: 'bank' } as const;
    const spend = { id: 'E30', pool, bucket: 'prepay', source: { kind: 'pc' } } as const;
    await book.post(
      '2026-02-01',
      { id: 'E01', money, amountFen: fen(100_000_00) },
      { id: 'E03', money, parts: [{ client, amountFen: fen(100_000_00), as: 'funds' }] },
      { id: 'E16', client, rebateFen: fen(3_000_00) },
      ...([
        {
          id: 'E17',
          as: 'fact',
          pool,
          paidFen: fen(98_095_24),
          creditedFen: fen(103_000_00),
          paidFrom: { by: 'row', money },
        },
        { id: 'E18', pool, bucket: 'prepay', creditedFen: fen(103_000_00) },
      ] as const),
    );
    await book.post(
      '2026-02-10',
      { ...spend, amountFen: fen(48_000_55) },
      { ...spend, amountFen: fen(20_000_00) },
    );
    await book.post('2026-02-28', { id: 'E49', client, amountFen: fen(680_01) });
  }

  it('the worked example: 1,937.53 with tax, 1,827.86 without, invoiced or not, gross and net', async () => {
    await setSettings(book.connection, book.caller(), { ...DEFAULT_BOOK_SETTINGS, taxInLedger: true });
    await example();
    const looked = () => {
      const [line] = report().lines;
      return (['net', 'gross'] as const).flatMap(view =>
        [true, false].map(withTax => shownAs(line!, view, withTax).marginFen),
      );
    };
    expect(looked()).toEqual([1_937_53, 1_827_86, 1_937_53, 1_827_86]);
    const line = { grossFen: fen(68_000_55), discountFen: fen(1_980_59), ratePpm: 60_000 };
    const pool = poolOf(2);
    await book.post(
      '2026-02-28',
      {
        ...{ id: 'T1', client: { client: 2 } },
        lines: [
          { ...line, of: 'charges', pool },
          { of: 'fee', grossFen: fen(680_01), ratePpm: 60_000 },
        ],
      },
      {
        ...{ id: 'T4', step: 'received', supplier: 1, paper: 'special', mode: 'M1' },
        lines: [
          {
            grossFen: fen(68_000_55),
            discountFen: fen(3_238_11),
            ratePpm: 60_000,
            client: { client: 2 },
            pool,
          },
        ],
      },
    );
    expect(book.total('2221.01')).toBe(3_736_98 + 38_49);
    expect(looked()).toEqual([1_937_53, 1_827_86, 1_937_53, 1_827_86]);
    const [shown] = report().lines;
    expect(shownAs(shown!, 'gross', true)).toMatchObject({ revenueFen: 66_699_97, costFen: 64_762_44 });
    expect(shownAs(shown!, 'net', true)).toMatchObject({ revenueFen: 1_937_53, costFen: 0 });
  });

  it('a small-scale taxpayer deducts no input tax', async () => {
    await setSettings(book.connection, book.caller(), { ...DEFAULT_BOOK_SETTINGS, taxpayer: 'small_scale' });
    await example();
    expect(report().lines[0]).toMatchObject({ inputTaxFen: 0, outputTaxFen: 653_66 + 6_73 });
  });

  it('by the main manager of the month, with every account behind a group; written as shown', async () => {
    await book.book.run('managers', tx => {
      for (const name of ['李', '王']) insertRow(tx, 'manager', { name, search_key: name });
      const main = { client: 2, role: 'main' };
      insertRow(tx, 'client_manager', { ...main, manager: 1, until_on: '2026-03-15' });
      insertRow(tx, 'client_manager', { ...main, manager: 2, from_on: '2026-03-16' });
    });
    for (const client of [2, 3]) await book.stock(client, 100_000_00);
    await book.spend(2, '2026-02-10', 10_000_00);
    await book.spend(2, '2026-03-10', 20_000_00);
    await book.spend(3, '2026-03-11', 5_000_00);
    for (const terms of [BACK, MEDIA, FEE]) await keepPolicy(book.connection, book.caller(), { terms });
    await book.run('2026-02');
    await book.run('2026-03');
    const { lines, sums } = report();
    const groups = marginGroups(lines, 'manager');
    expect(groups.map(({ key, chargesFen }) => [key, chargesFen])).toEqual([
      ['王', 20_000_00],
      ['李', 10_000_00],
      ['', 5_000_00],
    ]);
    // 5 % of the platform, less 2 % to the client, plus 1 % fee.
    expect(shownAs(groups[0]!, 'net', true).marginFen).toBe(800_00);
    const behind = sums.filter(sum => isBehind(sum, groups[0]!, 'manager', lines));
    expect(behind.map(({ code, month }) => [code, month]).toSorted()).toEqual(
      ['6001.01', '6001.02', '6001.09', '6401.01', '6401.02'].map(code => [code, '2026-03']),
    );
    const asked = { by: 'manager', view: 'gross', withTax: true, book: '账套' } as const;
    const sheet = marginSheet(report(), asked, WORDS, 'xlsx');
    expect((await sheet.rows(0, 1))[0]!.at(-1)).toBe('4.04%');
    const path = join(book.book.folder, '毛利.csv');
    await writeMargin(report(), asked, { format: 'csv', path, words: WORDS });
    expect(readFileSync(path, 'utf8')).toContain('王,20000.00,400.00,200.00,20000.00,1000.00');
    const rebates = rebateLines(book.connection, {
      side: 'client',
      from: '2026-02',
      to: '2026-03',
      party: 2,
    });
    const statement = {
      sheet: 'statement',
      side: 'client',
      from: '2026-02',
      to: '2026-03',
      book: '账套',
    } as const;
    const cells = (await rebateSheet(rebates, statement, WORDS, 'xlsx').rows(0, 20)).flat();
    expect(cells).toEqual(expect.arrayContaining(['2%', '代理商（盖章）：', '对方（盖章）：', '合计']));
  });
});
