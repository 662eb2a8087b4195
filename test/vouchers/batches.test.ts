import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import { sumsOf } from '../../src/domain/vouchers/build.ts';
import { DEFAULT_VOUCHER_SETTINGS } from '../../src/domain/vouchers/types.ts';
import { post } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import {
  bookBatch,
  exportBatch,
  keepVoucherSettings,
  voucherState,
  vouchersOfBatch,
  withdrawBatch,
  writeVouchers,
} from '../../src/services/vouchers.ts';
import { leg, TestBook } from '../ledger/book.ts';

let book: TestBook;
let calls = 0;
const WORDS = { 'accounting.event.E30': '消耗', 'accounting.event.E01': '客户收款' };
const caller = (actor = '会计') => {
  calls += 1;
  return { actor, key: `voucher-${calls}`, at: '2026-03-02T02:00:00.000Z' };
};
const exported = (month: string, more = {}) =>
  exportBatch(book.connection, caller(), { month, ...more }, WORDS);
const codesOf = (batch: number) =>
  vouchersOfBatch(book.connection, batch).vouchers.map(({ no, lines }) => [
    no,
    ...lines.map(({ gl, side, amountFen }) => `${side} ${gl.code} ${amountFen}`),
  ]);
const posted = (on: string, event: string, legs: [AccountRef, AccountRef, number][]) =>
  book.run('post', tx =>
    post(tx, {
      ...{ event, effectiveOn: on, summary: `${event} 摘要` },
      legs: legs.map(([debit, credit, fen]) => leg(debit, credit, fen, { event })),
    }),
  );
const bank = { code: '1002', money: 1 };
const unclaimed = { code: '2241.01', money: 1 };
const free = { code: '2203.01', client: 1 };
const there = { code: '2203.02', client: 1 };
const pool = { code: '1123.03', pool: 4, bucket: 'prepay' } as const;
const onOrder = { code: '1123.04', pool: 4, bucket: 'prepay' } as const;
const charge = { code: '6001.01', client: 1, pool: 4 };
const cost = { code: '6401.01', supplier: 1, client: 1, pool: 4 };
const other = { code: '3999', money: 1, category: '工资' };
const opening = { code: '3001' };

beforeEach(async () => {
  book = await TestBook.make();
});
afterEach(() => book.remove());

describe('vouchers of a month', () => {
  it('leave out memo, 3001 and 3999, and moves inside one GL account', async () => {
    await posted('2026-02-01', 'E61', [[bank, opening, 5_000]]);
    await posted('2026-02-02', 'E10', [[other, bank, 700]]);
    await posted('2026-02-03', 'E01', [[bank, unclaimed, 10_000]]);
    await posted('2026-02-04', 'E61', [[pool, opening, 9_000]]);
    await posted('2026-02-05', 'E27', [[onOrder, pool, 300]]);
    const { batch, entries } = await exported('2026-02');
    expect(entries).toBe(2);
    expect(codesOf(batch)).toEqual([[1, 'debit 1002 10000', 'credit 2241 10000']]);
  });

  it('net charge and cost of a spend on the revenue account, or show both, by 列示', async () => {
    await posted('2026-02-01', 'E61', [[pool, opening, 9_000]]);
    await posted('2026-02-01', 'E61', [[opening, there, 9_000]]);
    await posted('2026-02-02', 'E30', [
      [there, charge, 4_000],
      [cost, pool, 3_900],
    ]);
    const net = await exported('2026-02');
    expect(codesOf(net.batch)).toEqual([[1, 'debit 2203 4000', 'credit 1123 3900', 'credit 6001 100']]);
    await withdrawBatch(book.connection, caller(), { batch: net.batch, reason: '改总额法' });
    const gross = await exported('2026-02', { view: 'gross' });
    expect(codesOf(gross.batch)).toEqual([
      [1, 'debit 2203 4000', 'debit 6401 3900', 'credit 1123 3900', 'credit 6001 4000'],
    ]);
  });

  it('show a reversal red on the sides of what it takes back', async () => {
    const { batch } = await posted('2026-02-03', 'E01', [[bank, unclaimed, 10_000]]);
    await book.run('reverse', tx => reverse(tx, batch, { effectiveOn: '2026-02-03', summary: '冲销' }));
    const lines = ['debit 1002 10000', 'credit 2241 10000'];
    const made = await exported('2026-02');
    expect(codesOf(made.batch)).toEqual([
      [1, ...lines],
      [2, 'debit 1002 -10000', 'credit 2241 -10000'],
    ]);
    await withdrawBatch(book.connection, caller(), { batch: made.batch, reason: '改按日汇总' });
    const byDay = await exported('2026-02', { basis: 'day' });
    expect(codesOf(byDay.batch)[0]).toHaveLength(5);
  });
});

describe('a batch', () => {
  beforeEach(async () => {
    await posted('2026-02-03', 'E01', [[bank, unclaimed, 10_000]]);
  });

  it('is never exported twice: nothing new is refused, and what is new follows with the next number', async () => {
    expect(await exported('2026-02')).toMatchObject({ entries: 1, firstNo: 1, lastNo: 1 });
    await expect(exported('2026-02')).rejects.toMatchObject({ code: 'vouchers.nothing_new' });
    await posted('2026-02-01', 'E03', [[unclaimed, free, 4_000]]);
    expect(voucherState(book.connection, '2026-02').pending).toMatchObject({ entries: 1, amountFen: 4_000 });
    expect(await exported('2026-02')).toMatchObject({ entries: 1, firstNo: 2, lastNo: 2 });
  });

  it('comes out byte for byte after mapping, names and settings changed', async () => {
    const { batch } = await exported('2026-02');
    const write = async (format: 'kingdee' | 'yonyou' | 'csv', file: 'xlsx' | 'csv' | 'txt') => {
      const path = join(book.folder, `out.${file}`);
      await writeVouchers(vouchersOfBatch(book.connection, batch), { format, file, path });
      return readFileSync(path);
    };
    const kinds = [
      ['kingdee', 'xlsx'],
      ['yonyou', 'txt'],
      ['csv', 'csv'],
    ] as const;
    const before = await Promise.all(kinds.map(([format, file]) => write(format, file)));
    const settings = { ...DEFAULT_VOUCHER_SETTINGS, word: '转', preparer: '别人', reviewer: '王' };
    await keepVoucherSettings(book.connection, caller(), settings);
    await posted('2026-02-02', 'E03', [[unclaimed, free, 4_000]]);
    expect(await Promise.all(kinds.map(([format, file]) => write(format, file)))).toEqual(before);
    expect(new TextDecoder('gb18030').decode(before[1])).toBe(
      '填制凭证,V800\r\n2026-02-03,记,1,0,客户收款 E01 摘要,1002,100.00,0,,,,会计,,,,,,,,,\r\n' +
        '2026-02-03,记,1,0,客户收款 E01 摘要,2241,0,100.00,,,,会计,,,,,,,,,\r\n',
    );
  });

  it('may be withdrawn last first until it was booked; its numbers and entries are free again', async () => {
    const first = await exported('2026-02');
    await posted('2026-02-04', 'E03', [[unclaimed, free, 4_000]]);
    const second = await exported('2026-02');
    const back = (batch: number) => withdrawBatch(book.connection, caller(), { batch, reason: '错了' });
    await expect(back(first.batch)).rejects.toMatchObject({ code: 'vouchers.not_last' });
    await back(second.batch);
    await bookBatch(book.connection, caller(), { batch: first.batch });
    await expect(back(first.batch)).rejects.toMatchObject({ code: 'vouchers.ended' });
    expect(await exported('2026-02')).toMatchObject({ entries: 1, firstNo: 2 });
    expect(verify(book.connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is guarded by the store itself', async () => {
    await exported('2026-02');
    await posted('2026-02-04', 'E03', [[unclaimed, free, 4_000]]);
    await exported('2026-02');
    for (const sql of [
      "UPDATE voucher_batch SET state = 'withdrawn', ended_at = 'x', ended_by = 'x', reason = 'x' WHERE id = 1",
      'UPDATE voucher_batch SET through_transfer = 99',
      'DELETE FROM voucher_batch',
      `INSERT INTO voucher_batch SELECT 9, month, 0, 1, 1, 1, 1, 1, snapshot, digest, made_at, made_by, 'made', NULL,
        NULL, NULL FROM voucher_batch WHERE id = 1`,
    ])
      expect(() => book.connection.guard(() => book.connection.exec(sql)), sql).toThrow();
  });
});

const accounts: readonly AccountRef[] = [
  ...[bank, unclaimed, free, there, charge, cost, other, opening],
  ...[
    { code: '2203.01', client: 2 },
    { code: '6603.01', money: 1 },
    { code: '1012', money: 2 },
  ],
  ...[
    { code: '6001.09', client: 1 },
    { code: '6401.02', supplier: 1 },
  ],
];
const stays = ({ code }: AccountRef) => code === '3001' || code === '3999';
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      debit: fc.nat(accounts.length - 1),
      credit: fc.nat(accounts.length - 1),
      fen: fc.integer({ min: 1, max: 99_999 }),
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.constantFrom('2026-02', '2026-03'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reverse' as const), pick: fc.nat(50) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('export' as const),
      month: fc.constantFrom('2026-02', '2026-03'),
      basis: fc.constantFrom('event' as const, 'day' as const),
      view: fc.constantFrom('net' as const, 'gross' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('withdraw' as const),
      month: fc.constantFrom('2026-02', '2026-03'),
    }),
  },
);

it('over random histories, the batches hold every entry that leaves the book exactly once, and come to the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 5, maxLength: 25 }),
      fc.boolean(),
      async (acts, keepsInternal) => {
        const own = await TestBook.make();
        book.remove();
        book = own;
        await keepVoucherSettings(own.connection, caller(), { ...DEFAULT_VOUCHER_SETTINGS, keepsInternal });
        await book.run('open', tx =>
          post(tx, {
            event: 'E61',
            effectiveOn: '2026-01-31',
            summary: '期初',
            legs: [
              leg(opening, free, 90_000_000),
              leg(opening, there, 90_000_000),
              leg(opening, { code: '2203.01', client: 2 }, 90_000_000),
            ],
          }),
        );
        const batches: number[] = [];
        const reversed = new Set<number>();
        for (const each of acts) await perform(each, batches, reversed);
        for (const month of ['2026-02', '2026-03']) await exported(month).catch(() => undefined);
        checkWhole();
      },
    ),
    { numRuns: 25 },
  );
});

async function perform(
  each: typeof act extends fc.Arbitrary<infer T> ? T : never,
  batches: number[],
  reversed: Set<number>,
) {
  if (each.kind === 'post') {
    const [debit, credit] = [accounts[each.debit]!, accounts[each.credit]!];
    if (each.debit === each.credit) return;
    const on = `${each.month}-${String(each.day).padStart(2, '0')}`;
    const { batch } = await posted(on, 'E59', [[debit, credit, each.fen]]);
    batches.push(batch);
  } else if (each.kind === 'reverse') {
    const batch = batches[each.pick % Math.max(1, batches.length)];
    if (batch === undefined || reversed.has(batch)) return;
    reversed.add(batch);
    await book.run('reverse', tx => reverse(tx, batch, { effectiveOn: '2026-03-05', summary: '冲销' }));
  } else if (each.kind === 'export') {
    await exported(each.month, { basis: each.basis, view: each.view }).catch(() => undefined);
  } else {
    const last = voucherState(book.connection, each.month).batches.find(({ state }) => state === 'made');
    if (last) await withdrawBatch(book.connection, caller(), { batch: last.id, reason: '重导' });
  }
}

/** Every entry once, every voucher balanced, numbers without gaps, sums by our account what the ledger has. */
function checkWhole() {
  const { connection } = book;
  const seen = new Map<number, number>();
  const net = new Map<string, number>();
  for (const month of ['2026-02', '2026-03']) {
    let next = 1;
    for (const { id } of voucherState(connection, month).batches.toReversed()) {
      const { batch, vouchers, snapshot } = vouchersOfBatch(connection, id);
      if (batch.state === 'withdrawn') continue;
      for (const { no, lines } of vouchers) {
        expect(no).toBe(next);
        next += 1;
        const { debitsFen, creditsFen } = sumsOf(lines);
        expect(debitsFen).toBe(creditsFen);
        for (const { gl, side, amountFen } of lines)
          net.set(gl.code, (net.get(gl.code) ?? 0) + (side === 'debit' ? amountFen : -amountFen));
      }
      for (const entry of entriesIn(month, batch.fromTransfer, batch.throughTransfer)) {
        seen.set(entry.id, (seen.get(entry.id) ?? 0) + 1);
        const [to, from] = [snapshot.places[entry.debit]!, snapshot.places[entry.credit]!];
        net.set(to.code, (net.get(to.code) ?? 0) - entry.fen);
        net.set(from.code, (net.get(from.code) ?? 0) + entry.fen);
      }
    }
  }
  const all = ['2026-02', '2026-03']
    .flatMap(month => entriesIn(month, 0, Number.MAX_SAFE_INTEGER))
    .map(({ id }) => id);
  expect([...seen.keys()].sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
  expect([...seen.values()].every(count => count === 1)).toBe(true);
  expect([...net.values()].every(fen => fen === 0)).toBe(true);
}

/** Entries that leave the book, read without the product's own query. */
function entriesIn(month: string, from: number, through: number) {
  const sql = `SELECT t.id, t.debit, t.credit, t.amount_fen AS fen, d.code AS one, c.code AS other
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE substr(t.effective_on, 1, 7) = ? AND t.id > ? AND t.id <= ? AND t.kind IN ('post', 'settle', 'reverse')`;
  const rows = book.connection.prepare(sql).all(month, from, through) as {
    id: number;
    debit: number;
    credit: number;
    fen: number;
    one: string;
    other: string;
  }[];
  return rows.filter(({ one, other: two }) => !stays({ code: one }) && !stays({ code: two }));
}
