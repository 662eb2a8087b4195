import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { post } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { carryLines, checklistOf, closePeriod, listPeriods, reopenPeriod } from '../../src/services/close.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import { sealedFigures } from '../../src/store/close.ts';
import { TestBook } from '../ledger/book.ts';
import { ASKING, caller, closeAll } from './book.ts';

let book: TestBook;
const bank = { code: '1002', money: 1 };
const owed = (client: number) => ({ code: '2203.01', client });
const leg = (client: number, amountFen = 10_000) => ({
  event: 'E03' as const,
  debit: bank,
  credit: owed(client),
  amountFen: amountFen as Fen,
});
const postOn = (day: string, client = 1, event = 'E03') =>
  book.run('post', tx => post(tx, { event, effectiveOn: day, summary: '收款', legs: [leg(client)] }));

beforeEach(async () => {
  book = await TestBook.make(['2026-02', '2026-03']);
  await book.run('money.statement', tx => {
    for (const money of [1, 2]) updateRow(tx, 'money_account', money, { has_statement: 0 });
  });
  await postOn('2026-01-10');
  await postOn('2026-02-10', 2);
});
afterEach(() => book.remove());

describe('a closed month', () => {
  let before: string;
  let sealedBatch: number;
  beforeEach(async () => {
    const ticket = { state: 'open', arose_on: '2026-01-12', amount_fen: 300 } as const;
    await book.run('ticket', tx => insertRow(tx, 'ticket', { reason: 'UNKNOWN', ...ticket }));
    expect(await closeAll(book.connection, '2026-01')).toMatchObject({ closed: true });
    before = sealedFigures(book.connection, '2026-01', null).digest;
    sealedBatch = book.value("SELECT id FROM batch WHERE effective_on = '2026-01-10'") as number;
  });
  afterEach(() => {
    expect(sealedFigures(book.connection, '2026-01', null).digest).toBe(before);
    expect(verify(book.connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('takes no posting, no import, no reversal, neither in it nor in the month of the opening', async () => {
    for (const [day, event] of [
      ['2026-01-31', 'E03'],
      ['2026-01-31', 'E00'],
      ['2025-12-31', 'E61'],
      ['2025-11-30', 'E00'],
    ] as const)
      await expect(postOn(day, 1, event)).rejects.toMatchObject({ code: 'ledger.period_closed' });
    await expect(
      book.run('reverse', tx => reverse(tx, sealedBatch, { effectiveOn: '2026-01-10', summary: '冲销' })),
    ).rejects.toMatchObject({ code: 'ledger.period_closed' });
  });

  it('is corrected in the open month, with a link back', async () => {
    const red = await book.run('reverse', tx =>
      reverse(tx, sealedBatch, { effectiveOn: '2026-02-01', summary: '冲销' }),
    );
    expect(book.value('SELECT reverses_batch FROM batch WHERE id = ?', red.batch)).toBe(sealedBatch);
    expect(book.value('SELECT effective_on FROM transfer WHERE batch = ?', red.batch)).toBe('2026-02-01');
  });

  it('opens neither by command nor by SQL, and no month opens before it', async () => {
    await expect(book.run('open', tx => setPeriod(tx, '2026-01', 'open'))).rejects.toThrow('close.sealed');
    await expect(book.run('open', tx => setPeriod(tx, '2025-12', 'open'))).rejects.toThrow('close.sealed');
    await expect(book.run('open', tx => setPeriod(tx, '2025-10', 'open'))).rejects.toThrow('close.sealed');
    for (const sql of [
      "UPDATE period SET state = 'open' WHERE month = '2026-01'",
      "UPDATE period SET month = '2027-01' WHERE month = '2026-01'",
      "DELETE FROM period WHERE month = '2026-01'",
      "UPDATE period_seal SET digest = '0' WHERE month = '2026-01'",
      "UPDATE period_seal SET figures = '[]'",
      'DELETE FROM period_seal',
      "UPDATE month_sum SET debits_fen = 0 WHERE month = '2026-01'",
      "INSERT INTO month_sum (account, month) SELECT 1, '2025-06'",
      'DELETE FROM month_sum',
      'UPDATE transfer SET amount_fen = 1',
      "UPDATE batch SET effective_on = '2026-02-01'",
      "UPDATE close_exception SET reason = '改'",
      'UPDATE close_exception SET withdrawn = 1',
      'UPDATE account SET client = 2 WHERE client = 1',
      "INSERT INTO transfer SELECT * FROM transfer WHERE effective_on = '2026-01-10'",
      "INSERT INTO period (month, state) VALUES ('2025-09', 'open')",
      'DELETE FROM transfer',
      'DELETE FROM batch',
    ])
      expect(() => book.connection.guard(() => book.connection.exec(sql)), sql).toThrow();
  });

  it('takes no exception afterwards', async () => {
    const said = {
      month: '2026-01',
      line: 4,
      kind: 'carried',
      owner: '甲',
      due_on: '2026-07-31',
      reason: '补',
    };
    const rest = { fingerprint: 'x', count: 1, amount_fen: 1, said_by: '甲', said_on: '2026-07-02' };
    await expect(
      book.run('except', tx => insertRow(tx, 'close_exception', { ...said, ...rest })),
    ).rejects.toThrow('close.sealed');
  });

  it('is reopened last first, with a reason that stays', async () => {
    expect(await closeAll(book.connection, '2026-02')).toMatchObject({ closed: true });
    const reopen = (month: string) =>
      reopenPeriod(book.connection, caller('主管'), { month, client: null, reason: '更正' });
    await expect(reopen('2026-01')).rejects.toMatchObject({ code: 'close.not_last' });
    expect(() =>
      book.connection.guard(() =>
        book.connection.exec(
          "UPDATE period_seal SET reopened_at = 'x', reopened_by = 'x', reopen_reason = 'x' WHERE month = '2026-01'",
        ),
      ),
    ).toThrow();
    await reopen('2026-02');
    await reopen('2026-01');
    await expect(reopen('2026-01')).rejects.toMatchObject({ code: 'close.not_closed' });
    expect(listPeriods(book.connection).reopenings).toHaveLength(2);
    expect(await closeAll(book.connection, '2026-01')).toMatchObject({ closed: true });
  });
});

describe('whose a pool is', () => {
  it('stays as it is once its money stands in a sealed month', async () => {
    const pool = { code: '1123.03', pool: 4, bucket: 'prepay' } as const;
    const legs = [{ event: 'E20' as const, debit: pool, credit: { code: '3001' }, amountFen: 100 as Fen }];
    const give = (of: number, client: number) =>
      book.run('pool', tx => updateRow(tx, 'pool', of, { client }));
    await book.run('pool', tx => post(tx, { event: 'E20', effectiveOn: '2026-01-20', summary: '', legs }));
    await give(4, 2);
    await give(4, 1);
    expect(await closeAll(book.connection, '2026-01', 1)).toMatchObject({ closed: true });
    await expect(give(4, 2)).rejects.toThrow('close.sealed');
    await give(5, 3);
  });
});

describe('closing', () => {
  it('goes month by month, once a month is over', async () => {
    const close = (month: string, today = ASKING.today) =>
      closePeriod(book.connection, caller(), { month, client: null }, { ...ASKING, today });
    await expect(close('2026-02')).rejects.toMatchObject({ code: 'close.earlier_open' });
    await expect(close('2026-01', '2026-01-31')).rejects.toMatchObject({ code: 'close.not_over' });
    await expect(close('2026-09')).rejects.toMatchObject({ code: 'close.no_such_month' });
    await closeAll(book.connection, '2026-01');
    await expect(close('2026-01')).rejects.toMatchObject({ code: 'close.closed_already' });
  });

  it('seals the head of the log, and opens the month that takes what comes late', async () => {
    for (const month of ['2026-01', '2026-02', '2026-03']) await closeAll(book.connection, month);
    const [april, march] = listPeriods(book.connection).periods;
    expect(april).toMatchObject({ month: '2026-04', state: 'open', seal: null });
    const { seal } = march!;
    expect(book.value('SELECT hash FROM log WHERE seq = ?', seal!.headSeq)).toBe(seal!.headHash);
  });

  it('is refused by a rewritten log: the sealed head is an anchor of verify', async () => {
    await closeAll(book.connection, '2026-01');
    const path = book.connection;
    path.exec('DROP TRIGGER log_fixed');
    path.exec("UPDATE log SET hash = replace(hash, 'a', 'b') WHERE seq = (SELECT head_seq FROM period_seal)");
    expect(verify(path).findings.map(({ code }) => code)).toContain('ledger.verify.anchor');
  });

  it('CLS-28 finds sums that were moved behind the lock', async () => {
    await closeAll(book.connection, '2026-01');
    book.connection.exec('DROP TRIGGER month_sum_update');
    book.connection.exec("UPDATE month_sum SET debits_fen = debits_fen + 1 WHERE month = '2026-01'");
    expect(verify(book.connection).findings.map(({ code }) => code)).toContain('ledger.verify.sealed');
    await expect(closeAll(book.connection, '2026-02')).resolves.toMatchObject({
      closed: false,
      missing: [{ line: 28, isHardStop: true }],
    });
  });
});

describe('客户关账', () => {
  it('locks the client and its pools; what comes late counts in the next month, the bank row of others does not', async () => {
    await closeAll(book.connection, '2026-01', 1);
    await expect(postOn('2026-01-20', 1)).rejects.toMatchObject({ code: 'ledger.client_period_closed' });
    await postOn('2026-01-20', 2);
    // Pool 4 is client 1's.
    const pool = { code: '1123.03', pool: 4, bucket: 'prepay' } as const;
    await expect(
      book.run('pool', tx =>
        post(tx, {
          event: 'E20',
          effectiveOn: '2026-01-20',
          summary: '',
          legs: [{ event: 'E20', debit: pool, credit: { code: '3001' }, amountFen: 100 as Fen }],
        }),
      ),
    ).rejects.toMatchObject({ code: 'ledger.client_period_closed' });
    const late = await postOn('2026-01-21', 1, 'E00');
    expect(book.value('SELECT effective_on FROM transfer WHERE batch = ?', late.batch)).toBe('2026-02-01');
    expect(verify(book.connection).ok).toBe(true);
  });

  it('is reopened alone while the book is open, never under a closed book', async () => {
    await closeAll(book.connection, '2026-01', 1);
    const reopen = () =>
      reopenPeriod(book.connection, caller('主管'), { month: '2026-01', client: 1, reason: '更正' });
    await reopen();
    await postOn('2026-01-20', 1);
    await closeAll(book.connection, '2026-01', 1);
    await closeAll(book.connection, '2026-01');
    await expect(reopen()).rejects.toMatchObject({ code: 'close.book_closed' });
  });
});

describe('the checklist', () => {
  const line = (no: number, month = '2026-01') =>
    checklistOf(book.connection, { month, client: null }, ASKING).lines[no - 1]!;

  it('CLS-2 asks for every file of an account with statements, unless there was no business', async () => {
    await book.run('statement', tx => updateRow(tx, 'money_account', 1, { has_statement: 1 }));
    expect(line(2)).toMatchObject({ state: 'missing', isHardStop: true, count: 1 });
    await expect(
      carryLines(
        book.connection,
        caller(),
        { month: '2026-01', client: null, lines: [2], owner: '甲', dueOn: '2026-07-31', reason: '缺' },
        ASKING,
      ),
    ).rejects.toMatchObject({ code: 'close.hard_stop' });
    const { sayNoBusiness } = await import('../../src/services/close.ts');
    await sayNoBusiness(
      book.connection,
      caller(),
      { month: '2026-01', money: 1, reason: '当月无业务' },
      ASKING,
    );
    expect(line(2).state).toBe('done');
    expect(line(2, '2026-02').state).toBe('missing');
  });

  it('CLS-4 CLS-26 are carried by name for just what they show', async () => {
    await book.run('receipt', tx =>
      post(tx, {
        event: 'E01',
        effectiveOn: '2026-01-12',
        summary: '',
        legs: [
          {
            event: 'E01',
            debit: bank,
            credit: { code: '2241.01', money: 1 },
            amountFen: 500 as Fen,
            caseNo: 'A1',
          },
        ],
      }),
    );
    const ticket = { state: 'open', arose_on: '2026-01-12', amount_fen: 300 } as const;
    await book.run('ticket', tx => insertRow(tx, 'ticket', { reason: 'UNKNOWN', ...ticket }));
    expect(line(4)).toMatchObject({ state: 'missing', count: 1, amountFen: 500, isHardStop: false });
    expect(line(26)).toMatchObject({ state: 'missing', count: 1, isHardStop: true });
    const about = { owner: '李会计', dueOn: '2026-07-31', reason: '待查' };
    const which = { month: '2026-01', client: null };
    await carryLines(book.connection, caller(), { ...which, lines: [4, 26], ...about }, ASKING);
    expect([line(4).state, line(26).state]).toEqual(['carried', 'carried']);
    expect(line(4).exception).toMatchObject({ owner: '李会计', dueOn: '2026-07-31' });
    await book.run('ticket', tx => insertRow(tx, 'ticket', { reason: 'FEE', ...ticket }));
    expect(line(26).state).toBe('missing');
  });

  it('CLS-25 wants a second person where one posted a correction', async () => {
    await book.run('round', tx =>
      post(tx, {
        event: 'E59',
        effectiveOn: '2026-01-15',
        summary: '尾差',
        legs: [{ event: 'E59', debit: { code: '6603.03', money: 1 }, credit: bank, amountFen: 1 as Fen }],
      }),
    );
    expect(line(25)).toMatchObject({ state: 'missing', count: 1 });
    const other = checklistOf(
      book.connection,
      { month: '2026-01', client: null },
      { ...ASKING, actor: '主管' },
    );
    expect(other.lines[24]!.state).toBe('done');
  });

  it('CLS-30 wants a copy taken after the month', () => {
    const without = { ...ASKING, lastCopyOn: '2026-01-31' };
    const { lines } = checklistOf(book.connection, { month: '2026-01', client: null }, without);
    expect(lines[29]).toMatchObject({ state: 'missing' });
    expect(line(30).state).toBe('done');
  });

  it('says not applicable by looking, never by hand', () => {
    expect([1, 6, 8, 9, 10, 17, 18, 20].map(no => line(no).state)).toEqual(Array(8).fill('not_applicable'));
    expect(line(28).state).toBe('unchecked');
  });
});
