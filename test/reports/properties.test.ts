import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refKey } from '../../src/domain/accounting/chart.ts';
import { dayBefore } from '../../src/domain/calendar/days.ts';
import { addMoney, NO_MONEY } from '../../src/domain/reports/client-money.ts';
import { checkDay, lastDayOf, rangeParts } from '../../src/domain/reports/days.ts';
import type { TrialRow } from '../../src/domain/reports/trial-balance.ts';
import {
  clientBalances,
  clientStatement,
  ledgerRows,
  monthSums,
  trialBalance,
} from '../../src/services/reports.ts';
import { TestBook } from './book.ts';
import { anyDay, batchDraws, fill, netOf, type Remembered, sidesOf } from './random-book.ts';

const ALL = { kind: 'all' } as const;

const RUNS = { numRuns: 12 };

/** Runs a check over random books with three days in order. */
async function overBooks(
  check: (book: TestBook, postings: Remembered[], days: [string, string, string]) => void,
): Promise<void> {
  const run = fc.asyncProperty(batchDraws(), fc.tuple(anyDay, anyDay, anyDay), async (draws, drawnDays) => {
    const book = await new TestBook().openMonths();
    try {
      check(book, await fill(book, draws), drawnDays.toSorted() as [string, string, string]);
    } finally {
      book.close();
    }
  });
  await fc.assert(run, RUNS);
}

const keyOf = ({ account }: TrialRow) => refKey({ code: account!.code, ...account!.dims });
const accountRows = (rows: TrialRow[]) => rows.filter(({ level }) => level === 'account');
const nonZero = (figures: Map<string, number>) => new Map([...figures].filter(([, fen]) => fen !== 0));

describe('科目余额表 of any book and range', () => {
  it(
    'is what a naive sum of the postings gives, and both sides are equal',
    () =>
      overBooks(({ connection }, postings, [from, , to]) => {
        const { rows, book, memo } = trialBalance(connection, { from, to });
        const closing = accountRows(rows).map(
          row => [keyOf(row), row.closingDebitFen - row.closingCreditFen] as const,
        );
        const until = postings.filter(({ on }) => on <= to);
        expect(nonZero(new Map(closing))).toEqual(nonZero(netOf(until)));
        const during = sidesOf(until.filter(({ on }) => on >= from));
        for (const row of accountRows(rows)) {
          const { debitsFen, creditsFen } = during.get(keyOf(row)) ?? { debitsFen: 0, creditsFen: 0 };
          expect(row).toMatchObject({ debitsFen, creditsFen });
          const openingFen = row.openingDebitFen - row.openingCreditFen;
          expect(openingFen + debitsFen - creditsFen).toBe(row.closingDebitFen - row.closingCreditFen);
        }
        for (const total of [book, memo]) {
          expect(total.openingDebitFen).toBe(total.openingCreditFen);
          expect(total.debitsFen).toBe(total.creditsFen);
          expect(total.closingDebitFen).toBe(total.closingCreditFen);
          expect(total.yearDebitsFen).toBe(total.yearCreditsFen);
        }
      }),
    60_000,
  );

  it(
    'adds up from any two parts of a range, and at every level',
    () =>
      overBooks(({ connection }, _, [from, middle, to]) => {
        if (middle === from) return;
        const [whole, first, second] = [
          { from, to },
          { from, to: dayBefore(middle) },
          { from: middle, to },
        ].map(range => trialBalance(connection, range));
        expect(first!.book.debitsFen + second!.book.debitsFen).toBe(whole!.book.debitsFen);
        expect(first!.memo.creditsFen + second!.memo.creditsFen).toBe(whole!.memo.creditsFen);
        const opening = (rows: TrialRow[]) =>
          nonZero(
            new Map(accountRows(rows).map(row => [keyOf(row), row.openingDebitFen - row.openingCreditFen])),
          );
        const closing = (rows: TrialRow[]) =>
          nonZero(
            new Map(accountRows(rows).map(row => [keyOf(row), row.closingDebitFen - row.closingCreditFen])),
          );
        expect(closing(first!.rows)).toEqual(opening(second!.rows));
        expect(closing(second!.rows)).toEqual(closing(whole!.rows));
        const sum = (level: string) =>
          whole!.rows.filter(row => row.level === level).reduce((fen, row) => fen + row.closingDebitFen, 0);
        expect(sum('code')).toBe(sum('account'));
      }),
    60_000,
  );
});

describe('明细账 and months of any book', () => {
  it(
    'end where 科目余额表 ends',
    () =>
      overBooks(({ connection }, _, [from, , to]) => {
        for (const row of accountRows(trialBalance(connection, { from, to }).rows)) {
          const { rows } = ledgerRows(connection, { from, to, account: row.account!.id });
          const closingFen = row.closingDebitFen - row.closingCreditFen;
          expect(rows.at(-1)?.balanceFen ?? row.openingDebitFen - row.openingCreditFen).toBe(closingFen);
          expect(rows.reduce((sum, { debitFen }) => sum + debitFen, 0)).toBe(row.debitsFen);
          expect(rows.reduce((sum, { creditFen }) => sum + creditFen, 0)).toBe(row.creditsFen);
        }
        const months = monthSums(connection, { from: '2025-12-01', to: '2026-04-30' });
        const whole = trialBalance(connection, { from: '2025-12-01', to: '2026-04-30' });
        for (const row of accountRows(whole.rows)) {
          const last = months.findLast(({ account }) => account.id === row.account!.id)!;
          expect(last.closingFen).toBe(row.closingDebitFen - row.closingCreditFen);
        }
      }),
    60_000,
  );
});

describe('客户对账单 of any book', () => {
  it(
    'goes from opening to closing by its kinds, agrees with the ledger and stands in 客户余额总表',
    () =>
      overBooks(({ connection }, postings, [from, , to]) => {
        const net = netOf(postings.filter(({ on }) => on <= to));
        const lines = clientBalances(connection, ALL, { from, to });
        for (const client of [1, 2, 3]) {
          const statement = clientStatement(connection, ALL, { client, from, to });
          const { opening, kinds, closing, recharge } = statement;
          expect(Object.values(kinds).reduce(addMoney, opening)).toEqual(closing);
          expect(closing).toEqual({
            unallocatedFen: 0 - (net.get(`2203.01;client=${client}`) ?? 0),
            atPlatformFen: 0 - (net.get(`2203.02;client=${client}`) ?? 0),
          });
          const line = lines.find(each => each.client === client);
          if (line) expect(line).toMatchObject({ opening, kinds, closing, recharge });
          else expect([opening, closing]).toEqual([NO_MONEY, NO_MONEY]);
          const orderFen = ['1123.04', '1123.06'].flatMap(code =>
            [...net].filter(
              ([key]) => key.startsWith(`${code};`) && new RegExp(`(client|pool)=${client}\\b`).test(key),
            ),
          );
          expect(statement.orders.reduce((sum, { closingFen }) => sum + closingFen, 0)).toBe(
            orderFen.reduce((sum, [, fen]) => sum + fen, 0),
          );
        }
      }),
    60_000,
  );
});

describe('days', () => {
  const day = fc.date({ min: new Date('1999-12-01'), max: new Date('2101-02-01'), noInvalidDate: true });
  const text = day.map(date => date.toISOString().slice(0, 10));

  it('agree with the calendar', () => {
    fc.assert(
      fc.property(text, on => {
        expect(checkDay(on)).toBe(on);
        expect(dayBefore(on)).toBe(new Date(Date.parse(on) - 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  it('cut any range into whole months and days that cover it once', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 120 }), (from, more) => {
        const to = new Date(Date.parse(from) + more * 86_400_000).toISOString().slice(0, 10);
        const { months, days } = rangeParts(from, to);
        const ranges = months ? [...days, { from: `${months.first}-01`, to: lastDayOf(months.last) }] : days;
        const counts = ranges.map(range => (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000 + 1);
        expect(counts.every(count => count > 0)).toBe(true);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(more + 1);
        expect(ranges.map(range => range.from).toSorted()[0]).toBe(from);
        expect(
          ranges
            .map(range => range.to)
            .toSorted()
            .at(-1),
        ).toBe(to);
      }),
    );
  });
});
