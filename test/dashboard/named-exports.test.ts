import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { monthOfPeriod, type NewExport, queryOfMonth } from '../../src/domain/named-export.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import { exportBookGrid } from '../../src/services/book-grids.ts';
import { dropExport, keepExport, listExports, planExport } from '../../src/services/named-exports.ts';
import { caller, importFile } from '../imports/desk.ts';
import { list, twoClients } from '../imports/sheets.ts';

const ALL = { kind: 'all' } as const;
const OWN = { kind: 'manager', manager: 1, on: '2026-06-02' } as const;
const ROWS = [
  '2026-05-03 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10000.00,非赠款,,对公转账',
  '2026-06-01 09:00:00,收款,SK202606010000001,,上海木桥商贸有限公司,,2000.00,非赠款,,对公转账',
];
const journal = (more: Partial<NewExport> = {}): NewExport => ({
  name: '每月序时账',
  grid: 'book:journal',
  columns: [
    { key: 'amount', heading: '发生额' },
    { key: 'day', heading: '日子' },
  ],
  query: { filter: [], sort: [{ column: 'day', descending: true }] },
  ...{ periodColumn: 'day', format: 'csv' },
  ...more,
});
const by = (scope: typeof ALL | typeof OWN = ALL) => ({ ...caller(), scope });
const person = { actor: caller().actor, scope: ALL };
const june = { export: '每月序时账', period: 'this', today: '2026-06-15' };

describe('a period', () => {
  it('is this month, the last one over the turn of a year, a month, or everything', () => {
    expect(['this', 'last', '2026-02', 'all'].map(period => monthOfPeriod(period, '2026-01-31'))).toEqual([
      '2026-01',
      '2025-12',
      '2026-02',
      null,
    ]);
    expect(() => monthOfPeriod('2026-13', '2026-01-31')).toThrow('exports.bad_period');
  });

  it('takes the place of other conditions on its column, and of no other', () => {
    const filter = [
      { kind: 'between' as const, column: 'day', from: '2026-01-01', to: null },
      { kind: 'contains' as const, column: 'case', text: 'SK' },
    ];
    const query = { filter, sort: [] };
    expect(queryOfMonth({ query, periodColumn: 'day' }, '2026-02').filter).toEqual([
      filter[1],
      { kind: 'between', column: 'day', from: '2026-02-01', to: '2026-02-28' },
    ]);
    expect(queryOfMonth({ query, periodColumn: null }, '2026-02')).toEqual(query);
  });
});

describe('a named export', () => {
  it('writes its columns in their order under its headings, month by month', async () => {
    const connection = await twoClients();
    for (const row of ROWS) await importFile(connection, list(row));
    await keepExport(connection, by(), journal());
    const write = async (period: string) => {
      const { query, rows, month: _, ...file } = planExport(connection, person, { ...june, period });
      const path = join(mkdtempSync(join(tmpdir(), 'export-')), 'out.csv');
      const request = { ...file, path, catalogue: loadCatalogue('zh'), sort: query.sort };
      const hooks = { cancelled: () => false, onProgress: () => undefined };
      await exportBookGrid(connection, ALL, { ...request, selection: { query, except: [] } }, hooks);
      return { rows, lines: readFileSync(path, 'utf8').replace('\ufeff', '').trim().split(/\r?\n/) };
    };
    const { rows, lines } = await write('this');
    expect(lines[0]).toBe('发生额,日子');
    expect(lines.filter(line => line.includes('2026-06-01'))).toHaveLength(rows);
    expect(lines.join()).not.toContain('2026-05');
    expect((await write('last')).lines.join()).not.toContain('2026-06');
    const everything = await write('all');
    expect(everything.rows).toBe(rows + (await write('2026-05')).rows);
  });

  it('is changed under its id, put away, and its name is free again', async () => {
    const connection = await twoClients();
    const { export: id } = await keepExport(connection, by(), journal());
    await expect(keepExport(connection, by(), journal())).rejects.toThrow('exports.name_taken');
    await keepExport(connection, by(), { ...journal({ format: 'xlsx' }), id });
    expect(listExports(connection, person)).toMatchObject([{ id, format: 'xlsx', madeBy: person.actor }]);
    await dropExport(connection, by(), { export: id });
    expect(listExports(connection, person)).toEqual([]);
    expect(() => planExport(connection, person, june)).toThrow('exports.unknown');
    await keepExport(connection, by(), journal());
  });

  it('refuses columns that the grid has not, and a month of a column without dates', async () => {
    const connection = await twoClients();
    const kept = (more: Partial<NewExport>) => keepExport(connection, by(), journal(more));
    const strange = { columns: [{ key: 'x', heading: 'x' }] };
    await expect(kept(strange)).rejects.toThrow('exports.no_column');
    await expect(kept({ periodColumn: 'amount' })).rejects.toThrow('exports.period_column');
    await expect(kept({ grid: 'book:nothing' })).rejects.toThrow('grids.not_found');
  });

  it('is known to a manager only where it is an own one, and writes what the manager sees', async () => {
    const connection = await twoClients();
    for (const row of ROWS) await importFile(connection, list(row));
    await keepExport(connection, by(), journal());
    const manager = { actor: '李四', scope: OWN };
    expect(listExports(connection, manager)).toEqual([]);
    expect(() => planExport(connection, manager, june)).toThrow('exports.unknown');
    await keepExport(connection, { ...by(OWN), actor: '李四' }, journal({ name: '我的' }));
    expect(planExport(connection, manager, { ...june, export: '我的' }).rows).toBe(0);
  });
});
