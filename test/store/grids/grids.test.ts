import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../src/domain/accounting/chart.ts';
import type { GridQuery } from '../../../src/domain/grid.ts';
import type { RowScope } from '../../../src/domain/parties/types.ts';
import { journalRows, ledgerRows } from '../../../src/services/reports.ts';
import { openConnection } from '../../../src/store/dialect/sqlite.ts';
import { openGrid } from '../../../src/store/grids/open.ts';
import { leg, TestBook, texts } from '../../reports/book.ts';
import { bank, funds, gridBook, pool, seeded } from './book.ts';

const ALL = { kind: 'all' } as const;
const NOTHING: GridQuery = { filter: [], sort: [] };
const YEAR = { from: '2025-12-01', to: '2026-12-31' };

let book: TestBook;
beforeAll(async () => {
  book = await gridBook(11, 60);
});
afterAll(() => book.close());

const rowsOf = (grid: string) => openGrid(book.connection, ALL, grid).window(NOTHING, 0, 10_000).rows;
const ids = (code: string) =>
  book.connection.prepareValue('SELECT id FROM account WHERE code = ?').all(code) as number[];

describe('values', () => {
  it('of the journal are those of the report', () => {
    const shown = rowsOf('book:journal').map(({ values: v }) => [
      v.day,
      v.batch,
      v.event,
      v.summary,
      v.debit_code,
      v.credit_code,
      v.amount,
      v.case,
      v.file,
      v.sheet,
      v.row,
    ]);
    const reported = journalRows(book.connection, { ...YEAR, limit: 10_000 }).rows.map(row => [
      row.effectiveOn,
      String(row.batch),
      row.event,
      row.summary,
      row.debit.code,
      row.credit.code,
      row.amountFen * 1_000,
      row.caseNo,
      row.source?.file ?? null,
      row.source?.sheet ?? null,
      row.source?.row ?? null,
    ]);
    expect(shown).toEqual(reported);
    expect(shown.length).toBeGreaterThan(100);
    expect(shown.some(row => Number(row[6]) < 0)).toBe(true);
  });

  it('of an account are those of the report, with its balance after each row', () => {
    for (const account of [...ids('2203.01'), ...ids('1002'), ...ids('1123.03')]) {
      const shown = rowsOf(`book:ledger:${account}`).map(({ id, values: v }) => [
        Number(id),
        v.counter_code,
        v.debit ?? 0,
        v.credit ?? 0,
        v.side,
        v.balance,
      ]);
      const reported = ledgerRows(book.connection, { ...YEAR, account, limit: 10_000 }).rows.map(row => [
        row.id,
        row.counter.code,
        row.debitFen * 1_000,
        row.creditFen * 1_000,
        row.balanceFen === 0 ? 'even' : row.balanceFen > 0 ? 'debit' : 'credit',
        Math.abs(row.balanceFen) * 1_000,
      ]);
      expect(shown).toEqual(reported);
    }
  });

  it('of a range of days keep the balance that stands before it', () => {
    const [account] = ids('2203.01');
    const all = rowsOf(`book:ledger:${account}`);
    const some = rowsOf(`book:ledger:${account}:2026-02-01:2026-02-28`);
    expect(some).toEqual(all.filter(({ values }) => String(values.day).startsWith('2026-02')));
    expect(some.length).toBeGreaterThan(0);
  });

  it('of a client are all that touches it or its pools, once', () => {
    const own = new Set(
      book.connection
        .prepareValue(
          'SELECT a.id FROM account a LEFT JOIN pool p ON p.id = a.pool WHERE a.client = 2 OR p.client = 2',
        )
        .all(),
    );
    const touching = journalRows(book.connection, { ...YEAR, limit: 10_000 }).rows.filter(
      ({ debit, credit }) => own.has(debit.id) || own.has(credit.id),
    );
    expect(rowsOf('book:client:2').map(({ id }) => Number(id))).toEqual(touching.map(({ id }) => id));
  });

  it('of a file say what a row booked', () => {
    const rows = rowsOf('book:rows:1');
    expect(rows.map(({ values }) => values.row)).toEqual(
      rows.map(({ values }) => values.row as number).toSorted((a, b) => a - b),
    );
    expect(
      rows.filter(({ values }) => values.state === 'booked').every(({ values }) => values.amount !== null),
    ).toBe(true);
    expect(rows.some(({ values }) => String(values.content).startsWith('2026-01-1'))).toBe(true);
  });

  it('list kept files, the last first', () => {
    expect(rowsOf('book:files').map(({ values }) => [values.file, values.rows])).toEqual([
      ['feb.csv', 60],
      ['一月.xlsx', 60],
    ]);
  });

  it('are rendered: every heading, account, state and procedure has words', () => {
    const { catalogue } = texts('zh');
    for (const grid of [
      'journal',
      `ledger:${ids('1002')[0]}`,
      'client:1',
      'plan:1',
      'rows:1',
      'files',
      'log',
      'tickets',
    ]) {
      const reader = openGrid(book.connection, ALL, `book:${grid}`);
      for (const column of reader.columns) {
        expect(catalogue).toHaveProperty([column.heading!]);
        if (column.valueText === undefined) continue;
        for (const { value } of reader.values(column.key, NOTHING))
          if (value !== null && value !== 'test')
            expect(catalogue).toHaveProperty([`${column.valueText}${value}`]);
      }
    }
    for (const { code, zh } of ACCOUNTS) expect(catalogue[`bookgrid.account.${code}`]).toBe(zh);
    for (const { code, en } of ACCOUNTS) expect(texts('en').catalogue[`bookgrid.account.${code}`]).toBe(en);
  });
});

describe('names', () => {
  const opening =
    (grid: string, scope: RowScope = ALL) =>
    () =>
      openGrid(book.connection, scope, grid);

  it('of nothing are refused', () => {
    for (const grid of [
      'book:ledger:999',
      'book:ledger',
      'book:client:9',
      'book:plan:9',
      'book:rows:x',
      'book:nothing',
      'raw:1:0',
      'book:journal:2026-01-01',
      'book:log:1:2',
    ])
      expect(opening(grid), grid).toThrow(expect.objectContaining({ code: 'grids.not_found' }));
    expect(opening('book:journal:2026-02-30:2026-03-01')).toThrow(
      expect.objectContaining({ code: 'reports.bad_day' }),
    );
  });

  it('are open to a manager for own clients only', async () => {
    await book.run(tx => {
      const { connection } = tx;
      connection.exec("INSERT INTO manager (id, name, search_key) VALUES (5, '李', '')");
      connection.exec(
        "INSERT INTO client_manager (client, manager, role, until_on) VALUES (2, 5, 'main', '2026-06-30')",
      );
      return null;
    });
    const mine = { kind: 'manager', manager: 5, on: '2026-06-30' } as const;
    const [own, other] = [2, 1].map(
      client =>
        book.connection
          .prepareValue("SELECT id FROM account WHERE code = '2203.01' AND client = ?")
          .get(client) as number,
    );
    expect(opening(`book:ledger:${own}`, mine)).not.toThrow();
    expect(opening('book:client:2', mine)).not.toThrow();
    const away = { ...mine, on: '2026-07-01' };
    // A client of somebody else is answered as one that does not exist.
    for (const grid of [`book:ledger:${other}`, `book:ledger:${ids('1002')[0]}`, 'book:client:1'])
      expect(opening(grid, mine), grid).toThrow(expect.objectContaining({ code: 'grids.not_found' }));
    for (const grid of ['book:plan:1', 'book:rows:1', 'book:files', 'book:log'])
      expect(opening(grid, mine), grid).toThrow(expect.objectContaining({ code: 'grids.not_seen' }));
    expect(opening('book:client:2', away)).toThrow(expect.objectContaining({ code: 'grids.not_found' }));

    const seen = openGrid(book.connection, mine, 'book:journal').window(NOTHING, 0, 10_000).rows;
    expect(seen).toEqual(rowsOf('book:client:2'));
    expect(openGrid(book.connection, away, 'book:journal').window(NOTHING, 0, 10).total).toBe(0);
    const tickets = openGrid(book.connection, mine, 'book:tickets').window(NOTHING, 0, 100);
    expect(tickets.total).toBeGreaterThan(0);
    expect(tickets.total).toBeLessThan(
      openGrid(book.connection, ALL, 'book:tickets').window(NOTHING, 0, 100).total,
    );
  });
});

describe('revisions', () => {
  it('are seen whole: what was found for one is not told of the next', async () => {
    const own = await new TestBook().openMonths();
    const opening = [leg('E01', bank(1), funds(1), 5_00), leg('E61', pool(1), { code: '3001' }, 5_00)];
    await own.post('E01', '2026-02-02', opening);
    const account = own.connection
      .prepareValue("SELECT id FROM account WHERE code = '2203.01'")
      .get() as number;
    const reading = openConnection(own.path('book.db'), { readOnly: true });
    const look = () => {
      const ledger = openGrid(reading, ALL, `book:ledger:${account}`);
      const page = ledger.window(NOTHING, 0, 10);
      return {
        revision: page.revision,
        balances: page.rows.map(({ values }) => values.balance),
        totals: ledger.totals({ query: NOTHING, except: [] }),
        journal: openGrid(reading, ALL, 'book:journal').window(NOTHING, 0, 10).total,
      };
    };
    const before = look();
    expect(look()).toEqual(before);
    await own.post('E01', '2026-01-01', [leg('E01', bank(1), funds(1), 1_00)]);
    const after = look();
    expect(after.revision).toBe(before.revision! + 1);
    expect(after.balances).toEqual([100_000, 600_000]);
    expect(after.totals).toEqual({ count: 2, sums: { debit: '0.00', credit: '6.00' } });
    expect(after.journal).toBe(before.journal + 1);
    reading.close();
    own.close();
  });

  it('of a command that is undone leave nothing behind', async () => {
    const journal = () =>
      openGrid(book.connection, ALL, 'book:journal').totals({ query: NOTHING, except: [] });
    const before = journal();
    const work = book.run(tx => {
      tx.connection.exec(
        "INSERT INTO log SELECT seq + 1, prev_hash, replace(hash, substr(hash, 1, 3), 'zzz'), actor, procedure, 'k', input_hash, effect_hash, at, answer FROM log ORDER BY seq DESC LIMIT 1",
      );
      tx.connection.exec(
        "INSERT INTO transfer (id, batch, leg, kind, debit, credit, amount_fen, effective_on, event) SELECT 1e6, batch, 99, 'post', debit, credit, 1, effective_on, event FROM transfer LIMIT 1",
      );
      expect(journal().count).toBe(before.count + 1);
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    expect(journal()).toEqual(before);
  });
});

it('figures are exact beyond what a number holds', async () => {
  const own = await new TestBook().openMonths();
  const mostFen = 10_000_000_000_000 - 1;
  for (let at = 0; at < 3; at++)
    await own.post(
      'E09',
      '2026-01-02',
      Array.from({ length: 100 }, () => leg('E09', { code: '6603.01', money: 1 }, bank(1), mostFen)),
    );
  const { sums, count } = openGrid(own.connection, ALL, 'book:journal').totals({
    query: NOTHING,
    except: [],
  });
  expect([count, sums.amount]).toEqual([300, '29999999999997.00']);
  own.close();
});

it('rows deep in a long journal are those that stand there, in any order', async () => {
  const own = await new TestBook().openMonths();
  const dice = seeded(3);
  const legs = Array.from({ length: 6_000 }, () =>
    leg('E09', { code: '6603.01', money: 1 }, bank(1), 1 + dice(500), {
      effectiveOn: `2026-0${1 + dice(4)}-${String(1 + dice(28)).padStart(2, '0')}`,
    }),
  );
  await own.post('E09', '2026-01-02', legs);
  const reader = openGrid(own.connection, ALL, 'book:journal');
  const idsAt = (query: GridQuery, from: number) =>
    reader.window(query, from, 50).rows.map(({ id }) => Number(id));
  const orders: [GridQuery, string][] = [
    [NOTHING, 'effective_on, id'],
    [{ filter: [], sort: [{ column: 'day', descending: true }] }, 'effective_on DESC, id'],
    [{ filter: [], sort: [{ column: 'amount', descending: true }] }, 'amount_fen DESC, id'],
  ];
  for (const [query, order] of orders) {
    const all = own.connection.prepareValue(`SELECT id FROM transfer ORDER BY ${order}`).all() as number[];
    expect(reader.window(query, 1_000, 900).rows.map(({ id }) => Number(id))).toEqual(
      all.slice(1_000, 1_900),
    );
    for (const from of [0, 1_980, 2_001, 3_333, 5_990, 6_000, 7_000])
      expect(idsAt(query, from)).toEqual(all.slice(from, from + 50));
    expect(reader.window(query, 7_000, 50).total).toBe(6_000);
    expect(reader.locate(query, String(all[4_321]))).toBe(4_321);
  }
  own.close();
});
