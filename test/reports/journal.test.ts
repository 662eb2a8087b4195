import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refKey } from '../../src/domain/accounting/chart.ts';
import { beancountAccount } from '../../src/domain/reports/beancount.ts';
import { hledgerAccount } from '../../src/domain/reports/hledger.ts';
import type { ReportAccount } from '../../src/domain/reports/types.ts';
import { hold } from '../../src/ledger/post.ts';
import { balancesJson, exportJournal } from '../../src/services/reports.ts';
import { readAccounts } from '../../src/store/reports.ts';
import { bookPerTest, leg, TestBook } from './book.ts';
import { batchDraws, fill, netOf, type Remembered } from './random-book.ts';
import { ORDER, tellStory } from './story.ts';

const ALL = { kind: 'all' } as const;

const test = bookPerTest();
/** bean-query cannot print sums of 1,000,000,000.00 and more, so those of a random book stay below. */
const MOST_FEN = 200_000_000;

/** Whether a program of Debian is here; where it is not, its check says so and nothing else. */
function isHere(program: string): boolean {
  const found = spawnSync(program, ['--version']).status === 0;
  if (!found) console.log(`skipped: ${program} is not installed, so its check of the journals did not run`);
  return found;
}
const here = { hledger: isHere('hledger'), beancount: isHere('bean-check') && isHere('bean-query') };

const run = (program: string, args: string[]) => execFileSync(program, args, { encoding: 'utf8' });

/** "-1234.50 CNY" in 分; a lone 0 has no currency, and an empty sum is nothing. */
function fenOf(text: string): number {
  if (text.trim() === '') return 0;
  const [, sign, whole, cents = ''] = /^\s*(-?)([\d,]+)(?:\.(\d{2}))?(?: CNY)?\s*$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`not an amount: ${text}`);
  const fen = Number(whole.replaceAll(',', '') + cents.padEnd(2, '0'));
  return sign === '-' ? 0 - fen : fen;
}

/** Rows of the small CSV that both programs print. */
function csvRows(text: string): string[][] {
  return text
    .trim()
    .split(/\r?\n/)
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    );
}

/** What hledger makes of a journal, by account, zero balances left out. */
function hledgerBalances(path: string, args: string[] = []): Map<string, number> {
  const csv = run('hledger', ['-f', path, 'bal', '--flat', '--no-total', '-O', 'csv', ...args]);
  return nonZero(
    csvRows(csv)
      .slice(1)
      .map(([account, amount]) => [account!, fenOf(amount!)]),
  );
}

function beancountBalances(path: string, where = ''): Map<string, number> {
  const csv = run('bean-query', [
    '-f',
    'csv',
    path,
    `SELECT account, sum(position) ${where} GROUP BY account`,
  ]);
  return nonZero(
    csvRows(csv)
      .slice(1)
      .map(([account, amount]) => [account!.trim(), fenOf(amount!)]),
  );
}

function nonZero(rows: [string, number][]): Map<string, number> {
  return new Map(rows.filter(([, fen]) => fen !== 0));
}

/** What the product says, under the names of a journal. */
function ownBalances(
  { connection }: TestBook,
  name: (account: ReportAccount) => string,
  on?: string,
): Map<string, number> {
  const names = new Map(
    readAccounts(connection).map(account => [refKey({ code: account.code, ...account.dims }), name(account)]),
  );
  return nonZero(
    balancesJson(connection, ALL, { on }).map(({ code, dims, debitFen, creditFen }) => [
      names.get(refKey({ code, ...dims }))!,
      debitFen - creditFen,
    ]),
  );
}

async function overBooks(check: (book: TestBook, postings: Remembered[]) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(batchDraws(MOST_FEN), async draws => {
    const book = await new TestBook().openMonths();
    try {
      await check(book, await fill(book, draws));
    } finally {
      book.close();
    }
  });
  // A run starts programs, so a failure is told as it is, with its seed, and not made smaller.
  await fc.assert(property, { numRuns: 3, endOnFailure: true });
}

describe.runIf(here.hledger)('hledger', () => {
  it(
    'agrees with the product to the 分 on any book, at its end and on a day',
    () =>
      overBooks(async (book, postings) => {
        const path = book.path('out.journal');
        await exportJournal(book.connection, 'hledger', path);
        const accounts = ownBalances(book, hledgerAccount);
        expect(hledgerBalances(path)).toEqual(accounts);
        expect([...accounts.values()].toSorted()).toEqual(
          [...netOf(postings).values()].filter(fen => fen !== 0).toSorted(),
        );
        expect(hledgerBalances(path, ['-e', '2026-02-11'])).toEqual(
          ownBalances(book, hledgerAccount, '2026-02-10'),
        );
      }),
    120_000,
  );
});

describe.runIf(here.beancount)('beancount', () => {
  it(
    'finds no fault and agrees with the product to the 分 on any book, at its end and on a day',
    () =>
      overBooks(async book => {
        const path = book.path('out.beancount');
        await exportJournal(book.connection, 'beancount', path);
        expect(run('bean-check', [path])).toBe('');
        expect(beancountBalances(path)).toEqual(ownBalances(book, beancountAccount));
        expect(beancountBalances(path, 'WHERE date <= 2026-02-10')).toEqual(
          ownBalances(book, beancountAccount, '2026-02-10'),
        );
      }),
    120_000,
  );
});

describe('journals', () => {
  it('tell a posting with its source and a reversal as a negative on the original sides', async () => {
    await tellStory(test.book);
    const path = test.book.path('out.journal');
    await exportJournal(test.book.connection, 'hledger', path);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(`
2026-02-03 * (7.1) 下单
    ; event: E27
    ; batch: 7
    ; transfer: 10
    ; case: ${ORDER.caseNo}
    assets:1123.04:Pool-1:Bucket-prepay  60000.00 CNY
    assets:1123.03:Pool-1:Bucket-prepay  -60000.00 CNY
`);
    expect(text).toContain(`
2026-02-15 * (10.1) 冲销 6
    ; event: E03
    ; batch: 10
    ; transfer: 14
    ; red: yes
    liabilities:2241.01:Money-1  -500.00 CNY
    liabilities:2203.01:Client-1  500.00 CNY
`);
    expect(text).toContain('    memo:9001:Pool-1  200.00 CNY\n    memo:9999  -200.00 CNY\n');
    await exportJournal(test.book.connection, 'beancount', path);
    expect(readFileSync(path, 'utf8')).toContain(`
2026-02-15 * "冲销 6"
  event: "E03"
  batch: "10.1"
  transfer: "14"
  red: "yes"
  Liabilities:2241-01:Money-1  -500.00 CNY
  Liabilities:2203-01:Client-1  500.00 CNY
`);
  });

  it('leave out holds, name the file and are the same bytes each time', async () => {
    const { book } = test;
    const file = `"a";
2026-01-01 * b.xlsx`;
    const sha = '0'.repeat(64);
    book.connection
      .prepare('INSERT INTO source_file (id, sha256, name, bytes, log_seq) VALUES (1, ?, ?, 1, 1)')
      .run(sha, file);
    book.connection
      .prepare(
        `INSERT INTO source_row (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq)
VALUES (1, 1, 'date:2020-01-01', 12, 'x', 1, zeroblob(32), 'open', '', 1)`,
      )
      .run();
    const [bank, unclaimed] = [
      { code: '1002', money: 1 },
      { code: '2241.01', money: 1 },
    ];
    await book.post('E01', '2026-01-05', [leg('E01', bank, unclaimed, 7, { sourceRow: 1 })]);
    const head = { event: 'E01', effectiveOn: '2026-01-06', summary: '预占' };
    await book.run(tx => hold(tx, { ...head, legs: [leg('E01', bank, unclaimed, 9)] }));
    for (const format of ['hledger', 'beancount'] as const) {
      const first = await exportJournal(book.connection, format, book.path('a'));
      expect(await exportJournal(book.connection, format, book.path('b'))).toEqual(first);
      const text = readFileSync(book.path('a'), 'utf8');
      expect(text).toMatch(/source: .*b\.xlsx › date[:：]2020-01-01 › 12/);
      expect(text.split('\n').filter(line => /^2026-01-0\d \*/.test(line))).toHaveLength(1);
    }
    if (here.hledger) {
      await exportJournal(book.connection, 'hledger', book.path('a'));
      expect(run('hledger', ['-f', book.path('a'), 'reg', '-O', 'csv'])).toContain('2026-01-05');
    }
    if (here.beancount) {
      await exportJournal(book.connection, 'beancount', book.path('b.beancount'));
      expect(run('bean-check', [book.path('b.beancount')])).toBe('');
    }
  });

  it('of an empty book are valid', async () => {
    for (const format of ['hledger', 'beancount'] as const)
      await exportJournal(test.book.connection, format, test.book.path(format));
    if (here.hledger) expect(hledgerBalances(test.book.path('hledger'))).toEqual(new Map());
    if (here.beancount) expect(run('bean-check', [test.book.path('beancount')])).toBe('');
  });

  it('give different accounts different names', () => {
    const category = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(category, category, (one, other) => {
        fc.pre(one !== other);
        const account = (text: string): ReportAccount => ({
          id: 1,
          code: '3999',
          dims: { money: 1, category: text },
          names: {},
          poolClient: null,
        });
        for (const name of [hledgerAccount, beancountAccount])
          expect(name(account(one))).not.toBe(name(account(other)));
      }),
    );
  });
});
