import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';
import { tablesOf } from '../../src/store/transaction.ts';

let folder: string;
let path: string;
let open: Connection[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duizhang-dialect-'));
  path = join(folder, 'a.duizhang');
});
afterEach(() => {
  for (const connection of open) if (connection.isOpen) connection.close();
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

function connect(options: Partial<Parameters<typeof openConnection>[1]> = {}): Connection {
  const connection = openConnection(path, { readOnly: false, mustExist: false, ...options });
  open.push(connection);
  return connection;
}
function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'done';
}
const book = { bookId: 'b', name: '账套', firstPeriod: '2026-01', createdAt: '2026-01-01T00:00:00.000Z' };

describe('settings', () => {
  it.each([false, true])('stand on every connection, read only: %s', readOnly => {
    connect();
    const connection = connect({ readOnly });
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'recursive_triggers', 'trusted_schema'];
    expect(settings.map(name => connection.pragma(name))).toEqual(['wal', 2, 1, 1, 0]);
    expect(['cell_size_check', 'busy_timeout', 'temp_store'].map(name => connection.pragma(name))).toEqual([
      1, 5000, 2,
    ]);
  });

  it('a reader cannot write', () => {
    connect().exec('CREATE TABLE t (a)');
    const reader = connect({ readOnly: true });
    expect(codeOf(() => reader.exec('INSERT INTO t VALUES (1)'))).toBe('store.read_only');
  });
});

describe('faults by kind', () => {
  it('no file, a foreign file, a wrong key', () => {
    expect(codeOf(() => connect({ mustExist: true }))).toBe('store.read_only');
    writeFileSync(path, 'x'.repeat(5_000));
    expect(codeOf(() => connect())).toBe('store.not_a_book');
    rmSync(path);
    connect({ key: Buffer.from('right') }).exec('CREATE TABLE t (a)');
    expect(codeOf(() => connect({ key: Buffer.from('wrong') }))).toBe('store.not_a_book');
    expect(codeOf(() => connect())).toBe('store.not_a_book');
    expect(
      connect({ key: Buffer.from('right') })
        .prepareValue('SELECT count(*) FROM t')
        .get(),
    ).toBe(0);
  });

  it('a file that was cut is damaged', () => {
    const connection = connect();
    createSchema(connection, book);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
    truncateSync(path, statSync(path).size / 2);
    const code = codeOf(() => connect().guard(() => tablesRead(open.at(-1)!)));
    expect(code).toBe('store.damaged');
  });

  it('a full disk undoes the transaction, and work goes on once there is room', () => {
    const connection = connect();
    connection.exec('CREATE TABLE t (a TEXT)');
    const most = connection.pragma('max_page_count');
    connection.pragma(`max_page_count = ${(connection.pragma('page_count') as number) + 2}`);
    const fill = () =>
      connection.immediate(() => {
        for (let n = 0; n < 100; n += 1)
          connection.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(1_000));
      });
    expect(codeOf(fill)).toBe('store.disk_full');
    expect(connection.inTransaction).toBe(false);
    expect(connection.prepareValue('SELECT count(*) FROM t').get()).toBe(0);
    connection.pragma(`max_page_count = ${most}`);
    fill();
    expect(connection.prepareValue('SELECT count(*) FROM t').get()).toBe(100);
  });

  it('a second writer is busy, a duplicate is a conflict, a wrong statement is a bug', () => {
    const first = connect();
    first.exec('CREATE TABLE t (a INTEGER PRIMARY KEY)');
    const second = connect();
    second.pragma('busy_timeout = 1');
    first.immediate(() => expect(codeOf(() => second.immediate(() => undefined))).toBe('store.busy'));
    first.exec('INSERT INTO t VALUES (1)');
    expect(codeOf(() => first.exec('INSERT INTO t VALUES (1)'))).toBe('store.conflict');
    expect(() => first.exec('SELEC 1')).toThrow(/syntax/);
  });
});

describe('Kysely', () => {
  it('takes the write lock at the beginning of a transaction', async () => {
    const connection = connect();
    createSchema(connection, book);
    const other = connect();
    other.pragma('busy_timeout = 1');
    await tablesOf(connection)
      .transaction()
      .execute(async tx => {
        expect(codeOf(() => other.immediate(() => undefined))).toBe('store.busy');
        expect(await tx.selectFrom('book').select('name').executeTakeFirst()).toEqual({ name: '账套' });
      });
  });

  it('hands driver errors on as refusals', async () => {
    const connection = connect();
    createSchema(connection, book);
    const again = sql`INSERT INTO book (id, name, created_at, first_period, settings) VALUES ('b', '', '', '2026-01', '{}')`;
    await expect(again.execute(tablesOf(connection))).rejects.toMatchObject({ code: 'store.conflict' });
  });
});

describe('schema', () => {
  const memo = 1_000_000_000;
  const columns = 'batch, leg, kind, debit, credit, amount_fen, effective_on, event';
  beforeEach(() => {
    const connection = connect();
    createSchema(connection, book);
    connection.exec(`INSERT INTO money_account (id, kind, name, search_key) VALUES (1, 'bank', 'a', 'a');
      INSERT INTO account (id, code, key, money, log_seq) VALUES (1, '1002', '1002;money=1', 1, 1);
      INSERT INTO account (id, code, key, log_seq) VALUES (2, '3001', '3001', 1), (${memo}, '9999', '9999', 1);
      INSERT INTO batch VALUES (1, 'E61', '2026-01-01', 'x', 'x', NULL, 1);
      INSERT INTO transfer (${columns}) VALUES (1, 1, 'post', 1, 2, 5, '2026-01-01', 'E61')`);
  });

  it.each([
    ['memo with book', `(1, 2, 'post', 1, ${memo}, 5, '2026-01-01', 'E61')`],
    ['an account with itself', "(1, 2, 'post', 1, 1, 5, '2026-01-01', 'E61')"],
    ['no amount', "(1, 2, 'post', 1, 2, 0, '2026-01-01', 'E61')"],
    ['more than a transfer may hold', "(1, 2, 'post', 1, 2, 10000000000001, '2026-01-01', 'E61')"],
    ['a settlement without a hold', "(1, 2, 'settle', 1, 2, 5, '2026-01-01', 'E61')"],
    ['an unknown kind', "(1, 2, 'move', 1, 2, 5, '2026-01-01', 'E61')"],
    ['a month that is not open', "(1, 2, 'post', 1, 2, 5, '2026-02-01', 'E61')"],
    ['a leg number used', "(1, 1, 'post', 1, 2, 5, '2026-01-01', 'E61')"],
    ['an unknown account', "(1, 2, 'post', 1, 7, 5, '2026-01-01', 'E61')"],
  ])('takes no transfer of %s', (_, values) => {
    expect(() => open[0]!.exec(`INSERT INTO transfer (${columns}) VALUES ${values}`)).toThrow();
  });

  it.each([
    'UPDATE transfer SET amount_fen = 6',
    'DELETE FROM transfer',
    "INSERT OR REPLACE INTO transfer (id, batch, leg, kind, debit, credit, amount_fen, effective_on, event) VALUES (1, 1, 1, 'post', 1, 2, 6, '2026-01-01', 'E61')",
    "UPDATE batch SET summary = ''",
    'DELETE FROM log',
    "UPDATE log SET answer = '1'",
    'DELETE FROM change',
    "UPDATE account SET key = 'x'",
    'DELETE FROM money_account',
    'DELETE FROM period',
  ])('nothing booked is changed or removed: %s', statement => {
    expect(codeOf(() => open[0]!.exec(statement))).toBe('ledger.insert_only');
  });

  it.each([
    ['bank without its account', "(9, '1002', 'x', 1)"],
    ['a code that the chart does not know', "(9, '7777', 'x', 1)"],
  ])('makes no account: %s', (_, values) => {
    expect(codeOf(() => open[0]!.exec(`INSERT INTO account (id, code, key, log_seq) VALUES ${values}`))).toBe(
      'ledger.dims_missing',
    );
  });

  it('holds the guard at every instant', () => {
    const write = (guard: string, debits: number, credits: number, pending: number) => () =>
      open[0]!.exec(`INSERT INTO balance VALUES (1, '${guard}', 10, ${debits}, ${credits}, 0, ${pending});
        DROP TRIGGER balance_stays; DELETE FROM balance`);
    expect(write('debits_cover', 100, 60, 51)).toThrow(/covered/);
    expect(write('credits_cover', 111, 100, 0)).toThrow(/covered/);
    expect(write('debits_cover', 100, 60, 50)).not.toThrow();
  });
});

function tablesRead(connection: Connection): void {
  for (const name of connection
    .prepareValue("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all() as string[])
    connection.prepare(`SELECT * FROM ${name}`).all();
}
