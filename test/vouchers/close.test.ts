import { afterEach, beforeEach, expect, it } from 'vitest';
import { post } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { checklistOf } from '../../src/services/close.ts';
import { exportBatch, keepGlBalance } from '../../src/services/vouchers.ts';
import { ASKING, caller } from '../close/book.ts';
import { leg, TestBook } from '../ledger/book.ts';

let book: TestBook;
beforeEach(async () => {
  book = await TestBook.make();
});
afterEach(() => book.remove());

it('CLS-29 vouchers of the month are exported, and 总账核对, where it was made, is equal', async () => {
  const { connection } = book;
  const line = () => checklistOf(connection, { month: '2026-02', client: null }, ASKING).lines[28]!;
  expect(line()).toMatchObject({ rule: 'CLS-29', state: 'not_applicable' });
  const { batch } = await book.run('post', tx =>
    post(tx, {
      ...{ event: 'E01', effectiveOn: '2026-02-03', summary: '收款' },
      legs: [leg({ code: '1002', money: 1 }, { code: '2241.01', money: 1 }, 10_000)],
    }),
  );
  expect(line()).toMatchObject({ state: 'missing', count: 1, amountFen: 10_000 });
  await exportBatch(connection, caller(), { month: '2026-02' }, {});
  expect(line()).toMatchObject({ state: 'done' });
  const sums = { name: '', auxCode: '', auxName: '', openingFen: 0 };
  const reading = (fen: number) => ({
    ...{ name: 'gl.xlsx', sha256: '0'.repeat(64) },
    rows: [
      { ...sums, code: '1002', debitsFen: fen, creditsFen: 0, closingFen: fen },
      { ...sums, code: '2241', debitsFen: 0, creditsFen: 10_000, closingFen: -10_000 },
    ],
  });
  const read = (fen: number) =>
    keepGlBalance(connection, caller(), { month: '2026-02', today: '2026-03-01', reading: reading(fen) });
  await read(9_000);
  expect(line()).toMatchObject({ state: 'missing', count: 1, amountFen: 1_000 });
  await read(10_000);
  expect(line()).toMatchObject({ state: 'done' });
  // A correction after it: not exported, and the general ledger does not have it.
  await book.run('reverse', tx => reverse(tx, batch, { effectiveOn: '2026-02-20', summary: '冲销' }));
  expect(line()).toMatchObject({ state: 'missing', count: 3 });
});
