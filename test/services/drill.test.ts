import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  accountSpan,
  batchFacts,
  bookSpan,
  drillLegs,
  fileDetail,
  logDetail,
  postingDetail,
  rowDetail,
} from '../../src/services/drill.ts';
import { originalFile } from '../../src/services/imports.ts';
import { ledgerRows, trialBalance } from '../../src/services/reports.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { importFile, newBook, placeFor, withClients } from '../imports/desk.ts';
import { bookPerTest } from '../reports/book.ts';
import { ORDER, tellStory } from '../reports/story.ts';

const ALL = { kind: 'all' } as const;

const test = bookPerTest();
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };

const refusing = (code: string) => expect.objectContaining({ code });
const refusalOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe('an account in a range', () => {
  it('opens, moves and closes as its line of the trial balance, and counts its postings', async () => {
    await tellStory(test.book);
    const { connection } = test.book;
    for (const { account, ...row } of trialBalance(connection, FEBRUARY).rows) {
      if (!account) continue;
      const span = accountSpan(connection, ALL, { account: account.id, ...FEBRUARY });
      expect(span.account).toEqual(account);
      expect(span.openingFen).toBe(row.openingDebitFen - row.openingCreditFen);
      expect(span).toMatchObject({ debitsFen: row.debitsFen, creditsFen: row.creditsFen });
      expect(span.closingFen).toBe(row.closingDebitFen - row.closingCreditFen);
      expect(span.postings).toBe(ledgerRows(connection, { ...FEBRUARY, account: account.id }).total);
    }
  });

  it('says which account there is not', () => {
    const asked = { account: 4_711, ...FEBRUARY };
    expect(refusalOf(() => accountSpan(test.book.connection, ALL, asked))).toEqual(
      refusing('drill.account_unknown'),
    );
  });
});

describe('a posting', () => {
  it('shows its batch, and a reversal leads both ways', async () => {
    await tellStory(test.book);
    const { connection } = test.book;
    const account = trialBalance(connection, FEBRUARY).rows.find(row => row.account?.code === '2203.01')!
      .account!;
    const [red] = ledgerRows(connection, { ...FEBRUARY, account: account.id }).rows;
    const detail = postingDetail(connection, ALL, red!.id);
    expect(detail.leg).toMatchObject({ red: true, amountFen: -50_000, reversedBy: null, source: null });
    expect(detail.batch).toMatchObject({ actor: 'test', procedure: 'test', legs: 1, reversedBy: null });
    expect(detail.together.map(({ id }) => id)).toEqual([red!.id]);
    const original = postingDetail(connection, ALL, detail.leg.reverses!.transfer);
    expect(original.leg).toMatchObject({ red: false, amountFen: 50_000, effectiveOn: '2026-01-20' });
    expect(original.leg.reversedBy).toEqual({ transfer: red!.id, batch: red!.batch });
    expect(detail.batch.reverses).toBe(original.batch.batch);
    expect(batchFacts(connection, ALL, original.batch.batch).reversedBy).toBe(detail.batch.batch);
    expect(refusalOf(() => postingDetail(connection, ALL, 4_711))).toEqual(
      refusing('drill.transfer_unknown'),
    );
    expect(refusalOf(() => batchFacts(connection, ALL, 4_711))).toEqual(refusing('drill.batch_unknown'));
  });

  it('a batch comes page by page, and a case holds what was booked under it', async () => {
    await tellStory(test.book);
    const { connection } = test.book;
    const recharge = ledgerRows(connection, { from: '2026-01-06', to: '2026-01-06' }).rows[0]!.batch;
    const page = (offset: number) =>
      drillLegs(connection, ALL, { of: { batch: recharge }, offset, limit: 3 });
    expect(page(0).total).toBe(4);
    expect([...page(0).legs, ...page(3).legs].map(({ leg }) => leg)).toEqual([1, 2, 3, 4]);
    const { total, legs } = drillLegs(connection, ALL, {
      of: { caseNo: ORDER.caseNo },
      offset: 0,
      limit: 100,
    });
    expect(total).toBe(3);
    expect(legs.map(({ event }) => event)).toEqual(['E27', 'E30', 'E36']);
  });
});

const CLIENT = { code: 'C1', name: '上海木桥商贸有限公司', qianchuan: ['1700000000000001'] };
const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const line = (no: string, day: string, amount: string) =>
  `${day} 10:00:00,收款,${no},,${CLIENT.name},,${amount},,银行转账,货款`;

async function imported(...files: string[][]): Promise<Connection> {
  const connection = newBook();
  await withClients(connection, [CLIENT]);
  for (const lines of files) {
    const path = placeFor('通用流水.csv');
    writeFileSync(path, [HEAD, ...lines].join('\n'));
    await importFile(connection, path);
  }
  return connection;
}

describe('a row of a file', () => {
  it('is found from what it booked, with its file, its words and who brought it', async () => {
    const connection = await imported([
      line('SK1', '2026-03-05', '500.00'),
      line('SK2', '2026-03-06', '70.00'),
    ]);
    const { rows } = ledgerRows(connection, { from: '2026-03-06', to: '2026-03-06' });
    const { leg, source, together, batch } = postingDetail(connection, ALL, rows[0]!.id);
    expect(source).toMatchObject({ line: 3, state: 'booked', version: 1, actor: '测试' });
    expect(source!.fields).toContainEqual({ name: 'merchantId', text: 'SK2' });
    expect(together.every(each => each.sourceRow === leg.sourceRow)).toBe(true);
    expect(batch.legs).toBeGreaterThan(together.length);
    const booked = drillLegs(connection, ALL, { of: { row: source!.row }, offset: 0, limit: 10 });
    expect(booked.legs.map(({ id }) => id)).toEqual(together.map(({ id }) => id));

    const file = fileDetail(connection, source!.file);
    expect(file).toMatchObject({ profile: 'template.general', actor: '测试' });
    expect(file.rows).toEqual([{ state: 'booked', count: 2 }]);
    expect(originalFile(connection, file.file).length).toBe(file.bytes);
    expect(refusalOf(() => rowDetail(connection, 4_711))).toEqual(refusing('drill.row_unknown'));
    expect(refusalOf(() => fileDetail(connection, 4_711))).toEqual(refusing('imports.file_unknown'));
  });

  it('keeps its versions: the corrected one stands, the one before is superseded', async () => {
    const connection = await imported(
      [line('SK1', '2026-03-05', '500.00')],
      [line('SK1', '2026-03-05', '480.00')],
    );
    const { rows } = ledgerRows(connection, { from: '2026-03-05', to: '2026-03-05' });
    const last = postingDetail(connection, ALL, rows.at(-1)!.id).source!;
    const versions = rowDetail(connection, last.row).versions;
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [1, 'superseded'],
      [2, 'booked'],
    ]);
    expect(versions[0]!.file).not.toBe(versions[1]!.file);
  });
});

describe('an entry of the log', () => {
  it('tells what changed field by field, parties by name, papers without their middle', async () => {
    const { book } = test;
    await book.run(tx => {
      const subject = insertRow(tx, 'subject', {
        kind: 'individual',
        name: '李雷',
        search_key: '李雷',
        code: '110101199001011237',
      });
      updateRow(tx, 'client', 1, { name: '甲店新名', subject });
      return null;
    });
    const lastSeq = book.connection.prepareValue('SELECT max(seq) FROM log').get() as number;
    const entry = logDetail(book.connection, lastSeq);
    expect(entry).toMatchObject({ seq: lastSeq, actor: 'test', files: [] });
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(entry.prevHash).toBe(logDetail(book.connection, lastSeq - 1).hash);
    const [made, changed] = entry.changes.rows;
    expect(made).toMatchObject({ act: 'added', table: 'subject', name: '李雷' });
    expect(made!.fields).toContainEqual({ name: 'code', before: null, after: '110***********1237' });
    expect(changed).toMatchObject({ act: 'changed', table: 'client', name: '甲店新名' });
    expect(changed!.fields).toEqual([
      { name: 'name', before: '甲店', after: '甲店新名' },
      { name: 'subject', before: null, after: '李雷' },
    ]);
    expect(refusalOf(() => logDetail(book.connection, 4_711))).toEqual(refusing('drill.log_unknown'));
  });

  it('names the files and batches of an import', async () => {
    const connection = await imported([line('SK1', '2026-03-05', '500.00')]);
    const { batch } = postingDetail(
      connection,
      ALL,
      ledgerRows(connection, { from: '2026-03-05', to: '2026-03-05' }).rows[0]!.id,
    );
    const entry = logDetail(connection, batch.logSeq);
    expect(entry.procedure).toBe('imports.commit');
    expect(entry.files).toHaveLength(1);
    expect(entry.batches).toMatchObject({ total: 1, batches: [{ batch: batch.batch, legs: batch.legs }] });
  });
});

it('the span of a book is the days on which something was posted', async () => {
  expect(bookSpan(test.book.connection)).toEqual({ firstOn: null, lastOn: null });
  await tellStory(test.book);
  expect(bookSpan(test.book.connection)).toEqual({ firstOn: '2026-01-05', lastOn: '2026-02-20' });
});
