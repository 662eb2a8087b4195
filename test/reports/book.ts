import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { Language } from '../../src/domain/text.ts';
import type { BatchLeg } from '../../src/ledger/batch.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { post } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import type { ReportTexts } from '../../src/services/reports.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';

const AT = '2026-01-01T00:00:00.000Z';
/** Months of a test book: the opening month before it, and four to post in. */
const MONTHS = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'];

export const CLIENTS = ['甲店', '乙店', '丙店'];

/** Texts of the shipped catalogue. */
export function texts(language: Language = 'zh'): ReportTexts {
  const folder = fileURLToPath(new URL(`../../resources/text/${language}`, import.meta.url));
  const files = readdirSync(folder).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return { language, catalogue: Object.assign({}, ...files) };
}

/** A book of its own for each test: three clients with a pool each, two banks, a channel, a supplier, an employee. */
export class TestBook {
  readonly folder: string;
  readonly connection: Connection;
  private keys = 0;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'duizhang-reports-'));
    this.connection = openConnection(this.path('book.db'), { readOnly: false, mustExist: false });
    createSchema(this.connection, { bookId: 'b', name: '测试账套', firstPeriod: '2026-01', createdAt: AT });
    const insert = (sql: string, rows: unknown[][]) => {
      for (const row of rows) this.connection.prepare(sql).run(...row);
    };
    insert(
      'INSERT INTO client (name, search_key) VALUES (?, ?)',
      CLIENTS.map(name => [name, name]),
    );
    insert('INSERT INTO supplier (name, search_key) VALUES (?, ?)', [['上游', '上游']]);
    insert('INSERT INTO employee (name, search_key) VALUES (?, ?)', [['王会计', '王会计']]);
    insert("INSERT INTO money_account (kind, name, search_key) VALUES ('bank', ?, '')", [['工行'], ['招行']]);
    insert(
      "INSERT INTO pool (kind, name, search_key, client) VALUES ('account', ?, '', ?)",
      CLIENTS.map((name, at) => [`${name}池`, at + 1]),
    );
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async openMonths(): Promise<this> {
    await this.run(tx => {
      for (const month of MONTHS) setPeriod(tx, month, 'open');
      return null;
    });
    return this;
  }

  /** Posts one batch; answers its number. */
  post(event: string, effectiveOn: string, legs: readonly BatchLeg[], summary = event): Promise<number> {
    return this.run(tx => post(tx, { event, effectiveOn, summary, legs }).batch);
  }

  /** Reverses a batch in red. */
  reverse(batch: number, effectiveOn: string): Promise<number> {
    return this.run(tx => reverse(tx, batch, { effectiveOn, summary: `冲销 ${batch}` }).batch);
  }

  run<Answer>(work: Parameters<typeof command<Answer>>[2]): Promise<Answer> {
    const key = String(++this.keys);
    return command(this.connection, { actor: 'test', procedure: 'test', key, input: {}, at: AT }, work);
  }

  close(): void {
    this.connection.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A fresh book for each test of the file that calls this. */
export function bookPerTest(): { readonly book: TestBook } {
  let current: TestBook | null = null;
  beforeEach(async () => {
    current = await new TestBook().openMonths();
  });
  afterEach(() => current?.close());
  return {
    get book() {
      return current!;
    },
  };
}

export function leg(
  event: string,
  debit: AccountRef,
  credit: AccountRef,
  amountFen: number,
  more: Partial<BatchLeg> = {},
): BatchLeg {
  return { event, debit, credit, amountFen: amountFen as Fen, ...more };
}
