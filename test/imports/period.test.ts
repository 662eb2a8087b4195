import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { periodIn } from '../../src/domain/imports/period.ts';
import { undecidedRows } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { importFile, placeFor, preview } from './desk.ts';
import { isSound, twoClients } from './sheets.ts';

describe('the period that a name tells', () => {
  it.each([
    ['代理商消耗_2026-03.xlsx', '2026-03'],
    ['方舟消耗202604', '2026-04'],
    ['方舟消耗 2026年4月', '2026-04'],
    ['消耗_20260401-20260430.csv', '2026-04'],
    ['消耗_2026-02-01_2026-02-28', '2026-02'],
    ['消耗_2026.04.01~2026.04.15', '2026-04-01/2026-04-15'],
    ['2026-04-03 消耗', '2026-04-03'],
    ['消耗_1700202604000001.csv', null],
    ['消耗.csv', null],
  ])('%s', (name, period) => {
    expect(periodIn(name)).toBe(period);
  });
});

const HEAD = '广告主账户ID,客户名称,一级代理商账户名称,非赠款消耗,返佣消耗';
const report = (name: string, spent: string) => {
  const path = placeFor(name);
  writeFileSync(path, `\ufeff${[HEAD, `1700000000000001,木桥,方舟,${spent},0.00`].join('\r\n')}\r\n`);
  return path;
};
const counts = async (connection: Connection, name: string, spent: string) =>
  (await importFile(connection, report(name, spent))).counts;

describe('方舟消耗, which sums a period without a date', () => {
  it('is one row a month: the next month corrects nothing, the same one does', async () => {
    const connection = await twoClients();
    expect(await counts(connection, '方舟消耗_2026-05.csv', '100.00')).toMatchObject({ new: 1 });
    expect(await counts(connection, '方舟消耗_2026-06.csv', '120.00')).toMatchObject({
      new: 1,
      corrected: 0,
    });
    expect(await counts(connection, '方舟消耗_20260501-20260531.csv', '100.00')).toMatchObject({ known: 1 });
    expect(await counts(connection, '方舟消耗_2026-05.csv', '110.00')).toMatchObject({ corrected: 1 });
    isSound(connection);
  });

  it('waits where nothing names the period, and is taken under a name that does', async () => {
    const connection = await twoClients();
    expect(await counts(connection, '方舟消耗.csv', '100.00')).toMatchObject({ undecided: 1, new: 0 });
    expect(undecidedRows(connection)).toMatchObject([{ reason: 'imports.no_period', verdict: 'undecided' }]);
    const named = await preview(connection, report('方舟消耗_2026-05.csv', '100.00'));
    expect(named.counts).toMatchObject({ new: 1, undecided: 0 });
  });
});
