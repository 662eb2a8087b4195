import { afterEach, beforeEach, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import { openConnection } from '../../src/store/dialect/sqlite.ts';
import { bank, free, head, leg, refusalOf, TestBook, unclaimed } from './book.ts';

let book: TestBook;
beforeEach(async () => {
  book = await TestBook.make();
});
afterEach(() => {
  expect(verify(book.connection).ok).toBe(true);
  book.remove();
});

const receipt = (fen: number) => ({ ...head(), legs: [leg(bank, unclaimed, fen)] });

it('the same key at once has one effect and one answer, and the same after opening anew', async () => {
  const call = book.call('receipts.add', { fen: 5 });
  const run = () => command(book.connection, call, tx => post(tx, receipt(5)));
  const answers = await Promise.all(Array.from({ length: 20 }, run));
  book.connection.close();
  book.connection = openConnection(book.path, { readOnly: false });
  answers.push(await run());
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
  expect(book.value('SELECT count(*) FROM transfer')).toBe(1);
});

it('the same key with another input or procedure is a conflict, and changes nothing', async () => {
  const call = book.call('receipts.add', { fen: 5 });
  await command(book.connection, call, tx => post(tx, receipt(5)));
  for (const wrong of [{ input: { fen: 6 } }, { procedure: 'receipts.change' }]) {
    const run = () => command(book.connection, { ...call, ...wrong }, tx => post(tx, receipt(6)));
    expect((await refusalOf(run)).code).toBe('ledger.key_conflict');
  }
  expect(book.value('SELECT count(*) FROM transfer')).toBe(1);
});

it('a refusal is judged again under the same key', async () => {
  const call = book.call('pay');
  const pay = () =>
    command(book.connection, call, tx => post(tx, { ...head(), legs: [leg(free(1), bank, 1)] }));
  expect((await refusalOf(pay)).code).toBe('ledger.not_enough');
  await book.run('fund', tx => post(tx, { ...head(), legs: [leg(bank, free(1), 1)] }));
  await pay();
});

it('whatever is thrown undoes all of it, after a wait as well', async () => {
  const run = book.run('half', async tx => {
    insertRow(tx, 'employee', { name: '小王', search_key: '小王' });
    await tx.db.selectFrom('employee').selectAll().execute();
    throw new Refusal('ledger.batch_unknown', { batch: 1 });
  });
  await expect(run).rejects.toMatchObject({ code: 'ledger.batch_unknown' });
  expect(book.value('SELECT count(*) FROM employee')).toBe(0);
  expect(book.connection.inTransaction).toBe(false);
});

it('keeps every change of a row, with what it was before', async () => {
  await book.run('rename', tx => updateRow(tx, 'client', 1, { name: '新名', search_key: '新名' }));
  await book.run('again', tx => updateRow(tx, 'client', 1, { name: '新名' }));
  const rows = book.connection
    .prepareRaw(
      "SELECT before IS NULL, after FROM change WHERE table_name = 'client' AND row_id = '1' ORDER BY id",
    )
    .all() as [number, string][];
  expect(rows.map(([isNew, after]) => [isNew, JSON.parse(after).name])).toEqual([
    [1, '客户1'],
    [0, '新名'],
  ]);
});
