import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refKey } from '../../src/domain/accounting/chart.ts';
import { dayBefore } from '../../src/domain/calendar/days.ts';
import {
  FUND_CODES,
  type FundLine,
  type FundsDaily,
  figuresSum,
} from '../../src/domain/reports/funds-daily.ts';
import { fundsDaily } from '../../src/services/reports/funds-daily.ts';
import { writeFundsDaily } from '../../src/services/reports/funds-daily-sheet.ts';
import { Words } from '../../src/services/reports/words.ts';
import { bookPerTest, leg, TestBook, texts } from './book.ts';
import { anyDay, batchDraws, fill, netOf, type Remembered } from './random-book.ts';
import { ORDER, tellStory } from './story.ts';

const figures = ({ openingFen, inFen, outFen, closingFen }: FundLine) => [
  openingFen,
  inFen,
  outFen,
  closingFen,
];
const byKey = (report: FundsDaily) => new Map(report.lines.map(line => [line.key, line]));

describe('资金日报', () => {
  const of = bookPerTest();

  it('tells what came in and went out of each fund, and nothing of what moved within a pool', async () => {
    const { book } = of;
    await tellStory(book);
    const january = byKey(fundsDaily(book.connection, '2026-01-06'));
    expect(figures(january.get('1002 1')!)).toEqual([10_000_000, 0, 9_809_524, 190_476]);
    expect(figures(january.get('1123.01')!)).toEqual([0, 10_300_000, 0, 10_300_000]);
    expect(figures(byKey(fundsDaily(book.connection, '2026-01-07')).get('pool 1')!)).toEqual([
      ...[0, 10_300_000, 0, 10_300_000],
    ]);
    const placed = fundsDaily(book.connection, '2026-02-03');
    const pool = byKey(placed).get('pool 1')!;
    expect(figures(pool)).toEqual([10_300_000, 0, 0, 10_300_000]);
    expect(pool.accounts.map(({ account, inFen, outFen }) => [account.code, inFen, outFen])).toEqual([
      ['1123.03', 0, 6_000_000],
      ['1123.04', 6_000_000, 0],
    ]);
    const spent = byKey(fundsDaily(book.connection, '2026-02-10')).get('pool 1')!;
    expect(figures(spent)).toEqual([10_300_000, 0, 4_800_055, 5_499_945]);
    expect(placed.lines.map(({ group, name }) => [group, name])).toEqual([
      ['bank', '工行'],
      ['pool', '甲店池'],
    ]);
  });

  it('counts what went from one line to another once, and shows a reversal in red on its side', async () => {
    const { book } = of;
    await book.post('E01', '2026-01-05', [
      leg('E01', { code: '1002', money: 1 }, { code: '2241.01', money: 1 }, 500_000),
    ]);
    const sent = await book.post('E07', '2026-01-06', [
      leg('E07', { code: '1012.99', money: 1 }, { code: '1002', money: 1 }, 120_000),
    ]);
    expect(fundsDaily(book.connection, '2026-01-06').betweenFen).toBe(120_000);
    await book.reverse(sent, '2026-01-08');
    const back = fundsDaily(book.connection, '2026-01-08');
    expect(figures(byKey(back).get('1002 1')!)).toEqual([380_000, 0, -120_000, 500_000]);
    expect(back.betweenFen).toBe(-120_000);
    expect(back.totals).toEqual([
      {
        group: 'bank',
        currency: 'CNY',
        openingFen: 380_000,
        inFen: 0,
        outFen: -120_000,
        closingFen: 500_000,
      },
      { group: 'transit', currency: 'CNY', openingFen: 120_000, inFen: -120_000, outFen: 0, closingFen: 0 },
      {
        group: null,
        currency: 'CNY',
        openingFen: 500_000,
        inFen: -120_000,
        outFen: -120_000,
        closingFen: 500_000,
      },
    ]);
  });

  it('tells what is to be paid and which advances are due by the end of the day', async () => {
    const { book } = of;
    await book.post('E12', '2026-01-05', [
      {
        ...leg(
          'E12',
          { code: '1122.01', client: 1, category: 'advance' },
          { code: '2203.01', client: 1 },
          30_000,
        ),
        dueOn: '2026-01-10',
      },
    ]);
    await book.post('E48', '2026-01-06', [
      leg('E48', { code: '2203.01', client: 1 }, { code: '2241.06', client: 1 }, 10_000, ORDER),
    ]);
    await book.post('E41', '2026-01-06', [
      leg('E41', { code: '2203.01', client: 1 }, { code: '2241.05', employee: 1 }, 5_000),
    ]);
    const before = fundsDaily(book.connection, '2026-01-09');
    expect([before.dues, before.payableFen]).toEqual([[], 15_000]);
    const { dues, dueFen, payables } = fundsDaily(book.connection, '2026-01-12');
    expect(dues).toMatchObject([
      { clientName: '甲店', kind: 'advance', dueOn: '2026-01-10', overdueDays: 2, openFen: 30_000 },
    ]);
    expect(dueFen).toBe(30_000);
    expect(payables.map(({ kind, party, no, amountFen }) => [kind, party, no, amountFen])).toEqual([
      ['client_refund', '甲店', ORDER.caseNo, 10_000],
      ['employee', '王会计', null, 5_000],
    ]);
    expect(fundsDaily(book.connection, '2026-01-05').payables).toEqual([]);
  });

  it('is written with a sum a group; the days are in the file', async () => {
    const { book } = of;
    await tellStory(book);
    const target = { words: new Words(texts()), book: '测试账套', path: book.path('日报.csv') };
    await writeFundsDaily(fundsDaily(book.connection, '2026-01-06'), { ...target, format: 'csv' });
    expect(readFileSync(target.path, 'utf8').split('\r\n')).toEqual([
      '\ufeff资金日报',
      '账套：测试账套',
      '日期：2026-01-06（日初至日终）',
      expect.stringContaining('其中在本表各行之间划转 98,095.24 元'),
      expect.stringContaining('单位'),
      '类别,账户,账号/平台 ID,客户/上游,币种,日初余额,当日流入,当日流出,日终余额',
      '银行存款,工行,,,CNY,100000.00,0.00,98095.24,1904.76',
      '银行存款小计,,,,CNY,100000.00,0.00,98095.24,1904.76',
      '在途,预付媒体款—充值在途,,,CNY,0.00,103000.00,0.00,103000.00',
      '在途小计,,,,CNY,0.00,103000.00,0.00,103000.00',
      '合计,,,,CNY,100000.00,103000.00,98095.24,104904.76',
      '',
    ]);
  });
});

describe('资金日报 of any book and day', () => {
  it(
    'goes from opening to closing, ends where the ledger ends, and the next day begins there',
    () =>
      fc.assert(
        fc.asyncProperty(
          batchDraws(),
          fc.array(anyDay, { minLength: 3, maxLength: 3 }),
          async (draws, days) => {
            const book = await new TestBook().openMonths();
            try {
              const postings = await fill(book, draws);
              const ends = [...days, ...postings.slice(0, 2).map(({ on }) => on)];
              for (const on of ends) {
                const report = fundsDaily(book.connection, on);
                checkDayOf(report, postings);
                const [opens, ended] = [report, fundsDaily(book.connection, dayBefore(on))].map(byKey);
                for (const [key, { closingFen }] of ended!)
                  expect(opens!.get(key)?.openingFen ?? 0).toBe(closingFen);
                for (const [key, { openingFen }] of opens!)
                  expect(ended!.get(key)?.closingFen ?? 0).toBe(openingFen);
              }
            } finally {
              book.close();
            }
          },
        ),
        { numRuns: 12 },
      ),
    60_000,
  );
});

/** Every line adds up, is the ledger's balance, and the sums are the sums of the lines. */
function checkDayOf(report: FundsDaily, postings: readonly Remembered[]): void {
  const net = netOf(postings.filter(({ on }) => on <= report.on));
  const told = new Map<string, number>();
  for (const { openingFen, inFen, outFen, closingFen, accounts } of report.lines) {
    expect(openingFen + inFen - outFen).toBe(closingFen);
    expect(accounts.reduce((fen, part) => fen + part.closingFen, 0)).toBe(closingFen);
    for (const { account, closingFen: fen } of accounts)
      if (fen !== 0) told.set(refKey({ code: account.code, ...account.dims }), fen);
  }
  const held = [...net].filter(([key, fen]) => fen !== 0 && FUND_CODES.includes(key.split(';')[0]!));
  expect(told).toEqual(new Map(held));
  const [total] = report.totals.filter(({ group }) => group === null);
  if (total) expect(total).toMatchObject(figuresSum(report.lines));
  const changedFen = held.reduce((fen, [, each]) => fen + each, 0);
  expect(total?.closingFen ?? 0).toBe(changedFen);
}
