import { closeSync, copyFileSync, openSync, writeSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from '../../src/ledger/post.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { openConnection } from '../../src/store/dialect/sqlite.ts';
import { insertOnly } from '../../src/store/schema/columns.ts';
import { type LogFields, logHash } from '../../src/store/transaction.ts';
import { bank, head, leg, type TestBook, unclaimed } from './book.ts';
import { edit, richBook, tamper } from './tamper.ts';

let book: TestBook;
let clean: string;
let copies = 0;

beforeAll(async () => {
  book = await richBook();
  book.connection.pragma('wal_checkpoint(TRUNCATE)');
  clean = `${book.path}.clean`;
  copyFileSync(book.path, clean);
});
afterAll(() => book.remove());

function copy(): string {
  copies += 1;
  const path = `${clean}-${copies}`;
  copyFileSync(clean, path);
  return path;
}

function overwrite(path: string, at: number, bytes: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, at);
  closeSync(file);
}

function verdictOf(path: string, anchors?: Parameters<typeof verify>[1]) {
  const connection = openConnection(path, { readOnly: true });
  const verdict = verify(connection, anchors);
  connection.close();
  return verdict;
}

it('a book that nobody touched is clean, and says so with its counts', () => {
  const verdict = verdictOf(clean);
  expect(verdict.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(verdict).toMatchObject({ ok: true, transfers: 10, logEntries: 12 });
  expect(verdict.headHash).toBe(book.value('SELECT hash FROM log ORDER BY seq DESC LIMIT 1'));
});

const SWAP = (a: number, b: number) =>
  `UPDATE log SET seq = -1 WHERE seq = ${a}; UPDATE log SET seq = ${a} WHERE seq = ${b}; UPDATE log SET seq = ${b} WHERE seq = -1`;
const ACCOUNT = "(SELECT id FROM account WHERE key = '2203.01;client=1')";

describe('past the triggers', () => {
  it.each([
    ['amount of a transfer', 'UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 2', 'effect'],
    ['debit side', 'UPDATE transfer SET debit = 3 WHERE id = 1', 'effect'],
    ['both sides', 'UPDATE transfer SET debit = credit, credit = debit WHERE id = 2', 'effect'],
    ['day', "UPDATE transfer SET effective_on = '2026-02-11' WHERE id = 1", 'effect'],
    ['event', "UPDATE transfer SET event = 'E01' WHERE id = 1", 'effect'],
    ['case', "UPDATE transfer SET case_no = '单9' WHERE id = 1", 'effect'],
    ['row that a transfer stands on', 'UPDATE transfer SET source_row = 2 WHERE id = 1', 'effect'],
    ['kind', "UPDATE transfer SET kind = 'reverse' WHERE id = 2", 'effect'],
    ['batch', 'UPDATE transfer SET batch = 2, leg = 9 WHERE id = 2', 'effect'],
    [
      'amounts of two transfers exchanged',
      'UPDATE transfer SET amount_fen = 600000 - amount_fen WHERE id IN (1, 3)',
      'effect',
    ],
    ['transfer removed', 'DELETE FROM transfer WHERE id = 2', 'effect'],
    ['last transfer removed', 'DELETE FROM transfer WHERE id = (SELECT max(id) FROM transfer)', 'effect'],
    [
      'transfer added to a batch',
      "INSERT INTO transfer (batch, leg, kind, debit, credit, amount_fen, effective_on, event) VALUES (2, 7, 'post', 1, 2, 5, '2026-02-10', 'E59')",
      'effect',
    ],
    [
      'transfers renumbered',
      'UPDATE transfer SET id = -1 WHERE id = 1; UPDATE transfer SET id = 1 WHERE id = 2; UPDATE transfer SET id = 2 WHERE id = -1',
      'effect',
    ],
    ['summary of a batch', "UPDATE batch SET summary = '别的' WHERE id = 1", 'effect'],
    ['time of booking', "UPDATE batch SET booked_at = '2026-03-01T09:00:00.000Z' WHERE id = 1", 'effect'],
    ['reversal link', 'UPDATE batch SET reverses_batch = NULL WHERE reverses_batch IS NOT NULL', 'effect'],
    ['batch given to another command', 'UPDATE batch SET log_seq = 5 WHERE id = 2', 'effect'],
    [
      'batch of no command',
      "INSERT INTO batch VALUES (99, 'E59', '2026-02-10', 'x', 'x', NULL, 99)",
      'unlogged',
    ],
    ['batch removed', 'DELETE FROM batch WHERE id = 1', 'foreign_key'],
    ['key of an account', "UPDATE account SET key = '1002;money=2' WHERE id = 1", 'effect'],
    ['dimension of an account', 'UPDATE account SET client = 2 WHERE client = 1', 'account'],
    ['actor', "UPDATE log SET actor = '别人' WHERE seq = 5", 'log_hash'],
    ['procedure', "UPDATE log SET procedure = 'x' WHERE seq = 5", 'log_hash'],
    ['answer', "UPDATE log SET answer = '{}' WHERE seq = 5", 'log_hash'],
    ['time of a command', "UPDATE log SET at = '2026-01-01' WHERE seq = 5", 'log_hash'],
    ['key of a command', "UPDATE log SET key = 'other' WHERE seq = 5", 'log_hash'],
    ['hash of the input', 'UPDATE log SET input_hash = prev_hash WHERE seq = 5', 'log_hash'],
    ['hash of the effect', 'UPDATE log SET effect_hash = prev_hash WHERE seq = 5', 'log_hash'],
    ['own hash', 'UPDATE log SET hash = effect_hash WHERE seq = 5', 'log_hash'],
    ['link', 'UPDATE log SET prev_hash = effect_hash WHERE seq = 5', 'log_link'],
    ['entry removed', 'DELETE FROM log WHERE seq = 5', 'log_gap'],
    ['last entry removed', 'DELETE FROM log WHERE seq = 12', 'unlogged'],
    ['entries exchanged', SWAP(5, 6), 'log_link'],
    [
      'entry added',
      "INSERT INTO log SELECT 13, hash, substr(hash, 2) || '0', actor, procedure, 'k', input_hash, effect_hash, at, answer FROM log WHERE seq = 12",
      'log_hash',
    ],
    [
      'debits of an account',
      `UPDATE balance SET debits_posted_fen = debits_posted_fen + 1 WHERE account = ${ACCOUNT}`,
      'balance',
    ],
    [
      'both sums of an account',
      `UPDATE balance SET debits_posted_fen = debits_posted_fen + 1, credits_posted_fen = credits_posted_fen + 1 WHERE account = ${ACCOUNT}`,
      'balance',
    ],
    ['pending', `UPDATE balance SET debits_pending_fen = 0 WHERE account = ${ACCOUNT}`, 'balance'],
    ['guard', `UPDATE balance SET guard = 'none' WHERE account = ${ACCOUNT}`, 'guard'],
    ['allowance', `UPDATE balance SET allowance_fen = 100 WHERE account = ${ACCOUNT}`, 'row'],
    ['balance removed', `DELETE FROM balance WHERE account = ${ACCOUNT}`, 'guard'],
    ['month sum', 'UPDATE month_sum SET debits_fen = debits_fen + 1 WHERE account = 1', 'month_sum'],
    ['month sum removed', 'DELETE FROM month_sum WHERE account = 1', 'month_sum'],
    ['month sum added', "INSERT INTO month_sum VALUES (1, '2026-01', 5, 5)", 'month_sum'],
    ['rest of a hold', 'UPDATE hold SET open_fen = open_fen - 1', 'hold'],
    ['amount of a hold', 'UPDATE hold SET amount_fen = amount_fen + 1', 'hold'],
    ['hold added', 'INSERT INTO hold VALUES (9, 1, 2, 5, 5)', 'hold'],
    ['rest of an open item', 'UPDATE open_item SET open_fen = open_fen - 1', 'item'],
    ['due day', "UPDATE open_item SET due_on = '2027-01-01'", 'row'],
    ['change removed', "DELETE FROM change WHERE table_name = 'client' AND before IS NOT NULL", 'effect'],
    [
      'change edited',
      "UPDATE change SET after = '{}' WHERE table_name = 'client' AND before IS NOT NULL",
      'effect',
    ],
    ['name of a client', "UPDATE client SET name = '别的' WHERE id = 3", 'row'],
    ['client added', "INSERT INTO client (id, name, search_key) VALUES (77, '影子', '影子')", 'row'],
    ['client removed', 'DELETE FROM client WHERE id = 4', 'foreign_key'],
    ['month opened again', "UPDATE period SET state = 'open' WHERE month = '2026-01'", 'row'],
    ['name of the book', "UPDATE book SET name = '别的'", 'row'],
    ['ticket', 'UPDATE ticket SET amount_fen = 1', 'row'],
    ['content of a row', "UPDATE source_row SET raw = '[]' WHERE id = 1", 'source_content'],
    [
      'content of a row with its hash',
      "UPDATE source_row SET raw = '[]', content_hash = x'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945' WHERE id = 1",
      'effect',
    ],
    ['place of a row', 'UPDATE source_row SET row = 9 WHERE id = 1', 'effect'],
    ['state of a booked row', "UPDATE source_row SET state = 'open' WHERE id = 1", 'source_state'],
    ['state of an open row', "UPDATE source_row SET state = 'booked' WHERE id = 4", 'source_state'],
    ['open row made superseded', "UPDATE source_row SET state = 'superseded' WHERE id = 4", 'source_state'],
    ['kept file', "UPDATE source_part SET deflated = x'00'", 'source_file'],
    ['kept file removed', 'DELETE FROM source_part', 'source_file'],
    ['name of a kept file', "UPDATE source_file SET name = 'x'", 'effect'],
    ['chart', "UPDATE chart SET needs_client = 0 WHERE code = '2203.01'", 'chart'],
  ])('%s', (_, sql, code) => {
    const path = copy();
    tamper(path, sql);
    const { ok, findings } = verdictOf(path);
    expect(findings[0]).toMatchObject({ code: `ledger.verify.${code}`, severity: 'error' });
    expect(ok).toBe(false);
  });
});

describe('schema and header', () => {
  it.each([
    ['trigger dropped', 'DROP TRIGGER transfer_fixed', 'schema'],
    [
      'trigger weakened',
      "DROP TRIGGER transfer_fixed; CREATE TRIGGER transfer_fixed BEFORE UPDATE ON transfer WHEN 0 BEGIN SELECT RAISE(ABORT, 'ledger.insert_only'); END",
      'schema',
    ],
    ['trigger added', 'CREATE TRIGGER extra AFTER INSERT ON log BEGIN DELETE FROM month_sum; END', 'schema'],
    ['index dropped', 'DROP INDEX transfer_debit', 'schema'],
    ['table added', 'CREATE TABLE extra (a)', 'schema'],
    ['view added', 'CREATE VIEW extra AS SELECT 1', 'schema'],
    ['column added', 'ALTER TABLE batch ADD COLUMN extra TEXT', 'schema'],
    ['version', 'PRAGMA user_version = 2', 'header'],
    ['mark', 'PRAGMA application_id = 1', 'header'],
  ])('%s', (_, sql, code) => {
    const path = copy();
    edit(path, sql);
    expect(verdictOf(path).findings[0]).toMatchObject({ code: `ledger.verify.${code}` });
  });
});

describe('what only an anchor outside the book can show', () => {
  it('a chain that was rewritten to its end', () => {
    const before = verdictOf(clean);
    const path = copy();
    tamper(path, database => {
      for (const name of ['log_fixed', 'log_stays']) database.exec(`DROP TRIGGER ${name}`);
      const rows = database.prepare('SELECT * FROM log ORDER BY seq').all() as Record<string, string>[];
      let last = '0'.repeat(64);
      for (const row of rows) {
        const actor = Number(row.seq) === 5 ? '别人' : row.actor;
        const { seq, procedure, key, input_hash, effect_hash, at, answer } = row;
        const fields = [
          seq,
          last,
          actor,
          procedure,
          key,
          input_hash,
          effect_hash,
          at,
          answer,
        ] as unknown as LogFields;
        const hash = logHash(fields);
        database
          .prepare('UPDATE log SET actor = ?, prev_hash = ?, hash = ? WHERE seq = ?')
          .run(actor, last, hash, seq);
        last = hash;
      }
    });
    edit(path, insertOnly('log').join(';'));
    expect(verdictOf(path).ok).toBe(true);
    const { ok, findings } = verdictOf(path, [{ seq: before.logEntries, hash: before.headHash }]);
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ code: 'ledger.verify.anchor', params: { seq: before.logEntries } });
  });

  it('a book put back to an older day', async () => {
    await book.run('more', tx => post(tx, { ...head(), legs: [leg(bank, unclaimed, 1)] }));
    const later = verify(book.connection);
    expect(later.ok).toBe(true);
    expect(verdictOf(clean, [{ seq: later.logEntries, hash: later.headHash }]).findings[0]).toMatchObject({
      code: 'ledger.verify.anchor',
    });
  });
});

it('bytes of a page that were overwritten are named, not thrown', () => {
  const path = copy();
  const connection = openConnection(path, { readOnly: false });
  const page = connection
    .prepareValue("SELECT rootpage FROM sqlite_schema WHERE name = 'transfer'")
    .get() as number;
  connection.close();
  overwrite(path, (page - 1) * 4096 + 8, 200);
  const { ok, findings } = verdictOf(path);
  expect(ok).toBe(false);
  expect(findings[0]!.code).toBe('ledger.verify.damaged');
});
