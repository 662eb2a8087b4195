import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import type { Fen } from '../../src/domain/money.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import type { BatchLeg } from '../../src/ledger/batch.ts';
import { type Call, command, type Tx } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { insertRow } from '../../src/store/changes.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';

export const CLIENTS = 4;
export const POOLS = 6;
/** The client whose pool it is. */
export const poolOwner = (pool: number) => 1 + (pool % CLIENTS);
const CREATED_AT = '2026-01-01T00:00:00.000Z';

/** A book in a folder of its own, with a few parties and three open months; commands are numbered by themselves. */
export class TestBook {
  readonly folder: string;
  readonly path: string;
  connection: Connection;
  private calls = 0;

  constructor(connection: Connection, folder: string) {
    this.connection = connection;
    this.folder = folder;
    this.path = connection.path;
  }

  static async make(months: readonly string[] = ['2026-02', '2026-03']): Promise<TestBook> {
    const folder = mkdtempSync(join(tmpdir(), 'duizhang-ledger-'));
    const connection = openConnection(join(folder, 'test.duizhang'), { readOnly: false, mustExist: false });
    // What a power cut would take is not what these tests look at.
    connection.pragma('synchronous = OFF');
    createSchema(connection, {
      bookId: 'book-1',
      name: '测试账套',
      firstPeriod: '2026-01',
      createdAt: CREATED_AT,
    });
    const book = new TestBook(connection, folder);
    await book.run('parties.add', tx => {
      for (const month of months) setPeriod(tx, month, 'open');
      addParties(tx);
    });
    return book;
  }

  call(procedure: string, input: unknown = null): Call {
    this.calls += 1;
    return { actor: '会计', procedure, key: `key-${this.calls}`, input, at: '2026-03-01T08:00:00.000Z' };
  }

  run<Answer>(procedure: string, work: (tx: Tx) => Answer | Promise<Answer>): Promise<Answer> {
    return command(this.connection, this.call(procedure), work);
  }

  value(sql: string, ...values: unknown[]): unknown {
    return this.connection.prepareValue(sql).get(...values);
  }

  remove(): void {
    if (this.connection.isOpen) this.connection.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function addParties(tx: Tx): void {
  insertRow(tx, 'supplier', { name: '上游一', search_key: '上游一' });
  insertRow(tx, 'money_account', { kind: 'bank', name: '工行基本户', search_key: '工行' });
  insertRow(tx, 'money_account', { kind: 'alipay', name: '支付宝', search_key: '支付宝' });
  for (let n = 1; n <= CLIENTS; n += 1) insertRow(tx, 'client', { name: `客户${n}`, search_key: `客户${n}` });
  for (let n = 1; n <= POOLS; n += 1)
    insertRow(tx, 'pool', {
      kind: 'account',
      name: `账户${n}`,
      search_key: `账户${n}`,
      client: poolOwner(n),
    });
}

export const bank: AccountRef = { code: '1002', money: 1 };
export const unclaimed: AccountRef = { code: '2241.01', money: 1 };
export const free = (client: number): AccountRef => ({ code: '2203.01', client });
export const advance = (client: number): AccountRef => ({ code: '1122.01', client, category: '垫款' });
export const available = (pool: number): AccountRef => ({ code: '1123.03', pool, bucket: 'prepay' });
export const onOrder = (pool: number): AccountRef => ({ code: '1123.04', pool, bucket: 'prepay' });

export function leg(
  debit: AccountRef,
  credit: AccountRef,
  fen: number,
  more: Partial<BatchLeg> = {},
): BatchLeg {
  return { event: 'E59', debit, credit, amountFen: fen as Fen, ...more };
}

export const head = (effectiveOn = '2026-02-10', event = 'E59') => ({ event, effectiveOn, summary: '测试' });

/** The refusal that work ends in; anything else fails the test. */
export async function refusalOf(work: () => unknown): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
}
