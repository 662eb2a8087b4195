import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import type { Fen } from '../../src/domain/money.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { hold, post, settle } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { contentHash } from '../../src/store/canonical.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import { keepSourceFile, SourceRowWriter } from '../../src/store/imports.ts';
import { advance, available, bank, free, head, leg, TestBook, unclaimed } from './book.ts';

interface RawDatabase {
  pragma(source: string): unknown;
  exec(sql: string): void;
  prepare(sql: string): { all(...values: unknown[]): unknown[]; run(...values: unknown[]): unknown };
  close(): void;
}
const Database = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => RawDatabase;

/** A book with something of everything: holds, items, a reversal, a kept file, a changed client, a closed month. */
export async function richBook(): Promise<TestBook> {
  const book = await TestBook.make();
  const fen = (amount: number) => amount as Fen;
  const content = Buffer.from('时间,金额\r\n2026-02-03,10.00\r\n');
  await book.run('statements.commit', tx => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { sha256, name: '流水.csv', bytes: content.length, profile: 'bank', money: 1 };
    const id = keepSourceFile(tx, file, [deflateSync(content)]);
    const rows = new SourceRowWriter(tx);
    const row = (n: number, state: 'open' | 'booked') => {
      const raw = JSON.stringify([
        ['time', '2026-02-03'],
        ['n', String(n)],
      ]);
      const identity = `bank\u001f${n}`;
      return rows.add({
        file: id,
        sheet: '',
        row: n,
        identity,
        version: 1,
        contentHash: contentHash(raw),
        state,
        raw,
      });
    };
    const legs = [1, 2, 3].map(n =>
      leg(bank, unclaimed, 100_000 * n, { sourceRow: row(n, 'booked'), caseNo: `单${n}` }),
    );
    row(4, 'open');
    post(tx, { ...head(), legs });
  });
  await book.run('claims.claim', tx => post(tx, { ...head(), legs: [leg(unclaimed, free(1), 250_000)] }));
  await book.run('advances.use', tx =>
    post(tx, { ...head(), legs: [leg(advance(1), free(1), 5_000, { dueOn: '2026-03-01' })] }),
  );
  const held = await book.run('orders.plan', tx =>
    hold(tx, { ...head(), legs: [leg(free(1), bank, 40_000)] }),
  );
  await book.run('orders.place', tx => settle(tx, head(), held.holds[0]!, fen(15_000)));
  const wrong = await book.run('pools.fund', tx =>
    post(tx, { ...head(), legs: [leg(available(1), bank, 7_000)] }),
  );
  await book.run('pools.undo', tx => reverse(tx, wrong.batch, head('2026-03-01')));
  await book.run('grants.add', tx =>
    post(tx, { ...head(), legs: [leg({ code: '9001', pool: 1 }, { code: '9999' }, 300)] }),
  );
  await book.run('clients.rename', tx => {
    updateRow(tx, 'client', 2, { name: '客户二', search_key: '客户二' });
    insertRow(tx, 'ticket', { reason: 'UNKNOWN', amount_fen: 500, state: 'open', arose_on: '2026-02-03' });
  });
  await book.run('months.close', tx => setPeriod(tx, '2026-01', 'closed'));
  return book;
}

/** Edits a book past everything that guards it: constraints off, triggers taken away and put back word for word. */
export function tamper(path: string, edit: string | ((database: RawDatabase) => void)): void {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  const triggers = database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
    .all() as { name: string; sql: string }[];
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  if (typeof edit === 'string') database.exec(edit);
  for (const { sql } of triggers) database.exec(sql);
  if (typeof edit !== 'string') edit(database);
  database.close();
}

/** Edits with the triggers left as they are. */
export function edit(path: string, sql: string): void {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
}
