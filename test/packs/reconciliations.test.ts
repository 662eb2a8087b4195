import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSettled,
  reconciled,
  UNREACHED_KINDS,
  type Unreached,
  unreachedFen,
} from '../../src/domain/packs/bank.ts';
import { reconciliationReads } from '../../src/runtime/reconciliation-acts.ts';
import { bankReconciliations } from '../../src/store/reconciliations.ts';
import { bookPerTest, leg } from '../reports/book.ts';

const at = bookPerTest();
const BANK = { code: '1002', money: 1 };
const FUNDS = { code: '2203.01', client: 1 };

let row = 0;
/** A file of the bank with a row, and the balance that the statement tells for its day. */
function statementRow(day: string, amount: string, closingFen: number, state: 'open' | 'booked'): number {
  row += 1;
  const { connection } = at.book;
  const sha = String(row).padStart(64, '0');
  const raw = JSON.stringify([
    ['time', `${day} 10:00:00`],
    ['income', amount],
    ['party', '甲店'],
  ]);
  const run = (sql: string, ...values: unknown[]) => connection.prepare(sql).run(...values);
  run(
    `INSERT INTO source_file (id, sha256, name, bytes, profile, money, log_seq) VALUES (?, ?, ?, 9, 'bank.x', 1, 1)`,
    ...[row, sha, `流水${row}.csv`],
  );
  run(
    `INSERT INTO source_row (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq)
     VALUES (?, ?, '', 5, ?, 1, zeroblob(32), ?, ?, 1)`,
    ...[row, row, `id${row}`, state, raw],
  );
  run(
    `INSERT INTO import_plan (id, sha256, name, bytes, profile, money, state, made_at, counts)
     VALUES (?, ?, ?, 9, 'bank.x', 1, 'committed', '2026-03-01T00:00:00.000Z', '{}')`,
    ...[row, sha, `流水${row}.csv`],
  );
  run(
    `INSERT INTO statement_day (plan, n, account, bucket, day, opening_e5, closing_e5, first_at, last_at, first_row,
       last_row, row_count, flaws) VALUES (?, 0, '', '', ?, ?, ?, ?, ?, 5, 5, 1, '[]')`,
    ...[row, day, 0, closingFen * 1000, day, day],
  );
  return row;
}

const post = (day: string, amountFen: number, sourceRow?: number) =>
  at.book.post('E03', day, [
    leg('E03', BANK, FUNDS, amountFen, sourceRow === undefined ? {} : { sourceRow }),
  ]);
const february = () => bankReconciliations(at.book.connection, '2026-02').find(({ money }) => money === 1)!;
const kinds = (items: readonly Unreached[]) =>
  items.map(({ kind, why, amountFen }) => [kind, why, amountFen]);

describe('银行存款余额调节表 CLS-3', () => {
  it('is even where book and statement say the same', async () => {
    await post('2026-02-10', 5_000, statementRow('2026-02-10', '50.00', 5_000, 'booked'));
    expect(february()).toMatchObject({ bookFen: 5_000, statementFen: 5_000, unexplainedFen: 0, items: [] });
    expect(isSettled(february())).toBe(true);
  });

  it('lists what the bank has not seen yet; that is timing, and in order', async () => {
    await post('2026-02-10', 5_000, statementRow('2026-02-10', '50.00', 5_000, 'booked'));
    await post('2026-02-27', 1_200);
    const told = february();
    expect(kinds(told.items)).toEqual([['book_in', 'no_row', 1_200]]);
    expect(told).toMatchObject({ adjustedBookFen: 6_200, adjustedStatementFen: 6_200, unexplainedFen: 0 });
    expect(told.items[0]!.ageDays).toBe(1);
    expect(isSettled(told)).toBe(true);
  });

  it('lists a row that is not booked, and keeps the account from being in order', async () => {
    await post('2026-02-10', 5_000, statementRow('2026-02-10', '50.00', 5_000, 'booked'));
    statementRow('2026-02-20', '30.00', 8_000, 'open');
    const told = february();
    expect(kinds(told.items)).toContainEqual(['bank_in', 'open_row', 3_000]);
    expect(isSettled(told)).toBe(false);
  });

  it('lists a row of the month that was booked only in the next', async () => {
    await post('2026-03-05', 7_000, statementRow('2026-02-28', '70.00', 7_000, 'booked'));
    const told = february();
    expect(kinds(told.items)).toEqual([['bank_in', 'late', 7_000]]);
    expect(told.unexplainedFen).toBe(0);
    expect(told.items[0]!.source).toMatchObject({ line: 5 });
  });

  it('cancels what was booked and taken back in red', async () => {
    await post('2026-02-10', 5_000, statementRow('2026-02-10', '50.00', 5_000, 'booked'));
    await at.book.reverse(await post('2026-02-12', 900), '2026-02-13');
    expect(february().items).toEqual([]);
  });

  it('is written with its items, by XLSX, CSV and PDF', async () => {
    await post('2026-02-10', 5_000, statementRow('2026-02-10', '50.00', 5_000, 'booked'));
    await post('2026-02-27', 1_200);
    const asked = { month: '2026-02', of: 'bank', account: null, by: '李会计', language: 'zh' } as const;
    for (const format of ['xlsx', 'csv', 'pdf'] as const) {
      const path = at.book.path(`调节表.${format}`);
      const { bytes } = await reconciliationReads['reconciliations/write'](at.book, {
        ...asked,
        format,
        path,
      });
      expect(bytes).toBeGreaterThan(100);
    }
    const text = readFileSync(at.book.path('调节表.csv'), 'utf8');
    expect(text).toContain('加：企业已收、银行未收');
    expect(text).toContain('62.00');
  });

  it('refuses a month that the book does not have', async () => {
    expect(() => reconciliationReads['reconciliations/bank'](at.book, { month: '2031-01' })).toThrow(
      'close.no_such_month',
    );
  });
});

it('both adjusted balances differ by exactly what no item explains', () => {
  const item = fc.record({
    kind: fc.constantFrom(...UNREACHED_KINDS),
    amountFen: fc.integer({ min: 1, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer(),
      fc.integer(),
      fc.array(item),
      (bookFen, bankFen, openingFen, drawn) => {
        const items = drawn.map(
          (each): Unreached => ({
            ...{ ...each, why: 'no_row', day: '2026-02-01', text: '', caseNo: null },
            ...{ ageDays: 0, source: null, transfer: null },
          }),
        );
        const about = { money: 1, name: '', month: '2026-02', on: '2026-02-28', lastOn: '2026-02-28' };
        const told = reconciled({ ...about, bookFen, statementFen: bankFen, openingFen, items });
        const of = (kind: (typeof UNREACHED_KINDS)[number]) => unreachedFen(items, kind);
        const explained = of('bank_in') - of('bank_out') - of('book_in') + of('book_out') + openingFen;
        expect(told.unexplainedFen).toBe(bankFen - bookFen - explained);
      },
    ),
  );
});
