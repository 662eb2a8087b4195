import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import { undoImport } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile, newBook, placeFor, preview, withClients } from './desk.ts';

const CLIENT = { code: 'C1', name: '上海木桥商贸有限公司', qianchuan: ['1700000000000001'] };
const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
/** More rows than one step takes, so that orders end in another step than they began. */
const ORDERS = 3_600;

async function book(): Promise<Connection> {
  const connection = newBook('2026-05');
  await withClients(connection, [CLIENT]);
  return connection;
}

function file(rows: readonly string[], end = '\r\n'): string {
  const path = placeFor('通用流水.csv');
  writeFileSync(path, `\ufeff${[HEAD, ...rows].join(end)}${end}`);
  return path;
}

const tail = `1700000000000001,${CLIENT.name},小店随心推`;
const at = (second: number) =>
  new Date(Date.UTC(2026, 4, 1) + second * 1_000).toISOString().slice(0, 19).replace('T', ' ');
const no = (order: number) => `20260501${String(order).padStart(8, '0')}111`;

/** A recharge, then orders that are all spent for half and given back for half. */
function year(): string[] {
  const rows = [
    `${at(0)},收款,SK2026050100000001,,${CLIENT.name},,200000.00,非赠款,,对公转账`,
    `${at(1)},付款,CZ2026050100000001,,${CLIENT.name},,200000.00,非赠款,,充值付款`,
    `${at(2)},充值,CZ2026050100000001,${tail.replace('小店随心推', '')},200000.00,非赠款,,`,
  ];
  for (let order = 1; order <= ORDERS; order++)
    rows.push(`${at(2 + order)},下单,${no(order)},${tail},10.00,非赠款,账户余额,`);
  for (let order = 1; order <= ORDERS; order++) {
    rows.push(`${at(2 + ORDERS + order)},消耗,${no(order)},${tail},5.00,非赠款,,`);
    rows.push(`${at(2 + ORDERS + order)},释放,${no(order)},${tail},5.00,非赠款,,`);
  }
  return rows;
}

const ROWS = year();
const stored = (connection: Connection, sql: string) => connection.prepareValue(sql).get();
const clean = (connection: Connection) =>
  expect(verify(connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);

describe('a file of many steps', () => {
  it('books the same backwards, and orders that end steps later are whole', async () => {
    const forwards = await book();
    const { counts } = await importFile(forwards, file(ROWS));
    expect(counts).toMatchObject({ new: ROWS.length, refused: 0, undecided: 0 });
    expect(stored(forwards, 'SELECT count(*) FROM ticket')).toBe(0);
    expect(stored(forwards, "SELECT count(*) FROM source_row WHERE state = 'booked'")).toBe(ROWS.length);
    clean(forwards);
    const backwards = await book();
    await importFile(backwards, file(ROWS.toReversed()));
    // Rows of one moment stand in the file's order, so only sums can be held together.
    expect(balances(backwards)).toEqual(balances(forwards));
    clean(backwards);
  });

  it('finds the same row, a repeated one and a corrected one wherever they stand in the file', async () => {
    const connection = await book();
    const first = await importFile(connection, file([...ROWS, ROWS[5]!]));
    expect(first.counts).toMatchObject({ new: ROWS.length, known: 1 });
    const dearer = ROWS[4]!.replace(',10.00,', ',11.00,');
    const again = await preview(connection, file([dearer, ...ROWS.toSpliced(4, 1)]));
    expect(again.counts).toEqual({
      new: 0,
      known: ROWS.length - 1,
      corrected: 1,
      refused: 0,
      undecided: 0,
    });
    const twice = await preview(connection, file([...ROWS, dearer]));
    expect(twice.counts).toMatchObject({ new: 1, known: ROWS.length, corrected: 0 });
  });
});

describe('the very same file again', () => {
  it('is known as a whole, until its import is undone', async () => {
    const connection = await book();
    const path = file(ROWS.slice(0, 3));
    const { done } = await importFile(connection, path);
    const again = await preview(connection, path);
    expect(again.counts).toMatchObject({ new: 0, known: 3 });
    expect(again.about.sameAs).toBe(1);
    expect(again.about.moneyFen.known).toBe(60_000_000);
    const copy = await preview(connection, file(ROWS.slice(0, 3), '\n'));
    expect(copy.counts).toEqual(again.counts);
    expect(copy.about.sameAs).toBeUndefined();
    await undoImport(connection, caller(), done.batch!);
    expect((await importFile(connection, path)).counts.new).toBe(3);
  });

  it('is gone through where a row had to wait, and leaves it there', async () => {
    const connection = newBook('2026-05');
    const path = file(ROWS.slice(0, 1));
    expect((await importFile(connection, path)).counts.undecided).toBe(1);
    await withClients(connection, [CLIENT]);
    const { counts, about } = await preview(connection, path);
    expect([counts.new, counts.known, about.sameAs]).toEqual([0, 1, undefined]);
  });
});
