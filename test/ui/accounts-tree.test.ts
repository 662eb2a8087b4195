import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dims } from '../../src/domain/accounting/types.ts';
import { noMoneyByKind } from '../../src/domain/reports/client-money.ts';
import type { ReportAccount } from '../../src/domain/reports/types.ts';
import { makeTexts } from '../../src/ui/app/catalogues.ts';
import { accountWords } from '../../src/ui/screens/accounts/account-words.ts';
import { monthLeaves } from '../../src/ui/screens/accounts/months.ts';
import { findsDims, foundLeaves, type Leaf, treeOf } from '../../src/ui/screens/accounts/tree.ts';
import { byClientAndCode, figurePath } from '../../src/ui/screens/client-balances/account-of.ts';
import { clientFigures } from '../../src/ui/screens/client-balances/columns.ts';

const texts = (name: string) =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../resources/text/zh/${name}.json`, import.meta.url)), 'utf8'),
  );
const words = accountWords(
  makeTexts({ ...texts('reports'), ...texts('drill'), ...texts('accounting') }, 'zh'),
);

function account(
  id: number,
  code: string,
  dims: Dims = {},
  names: ReportAccount['names'] = {},
): ReportAccount {
  return { id, code, dims, names, poolClient: null };
}
const leaf = (each: ReportAccount, ...figures: number[]): Leaf => ({ account: each, figures });

const LEAVES = [
  leaf(account(1, '1002', { money: 1 }, { money: '工行' }), 100, 0),
  leaf(account(2, '1123.03', { pool: 1, bucket: 'prepay' }, { pool: '甲店池' }), 30, 5),
  leaf(account(3, '1123.03', { pool: 2, bucket: 'prepay' }, { pool: '乙店池' }), 20, 0),
  leaf(account(4, '1123.04', { pool: 1, bucket: 'prepay' }, { pool: '甲店池' }), 7, 1),
  leaf(account(5, '9001', { pool: 1 }, { pool: '甲店池' }), 9, 9),
];
const shape = (rows: { key: string; figures: number[] }[]) =>
  rows.map(({ key, figures }) => `${key}: ${figures}`);

describe('the tree of accounts', () => {
  it('sums groups and codes, opens what is asked for, and keeps memo apart', () => {
    const tree = treeOf(LEAVES, 2, key => key === 'group 1123' || key === 'code 1123.03');
    expect(shape(tree.book)).toEqual([
      'code 1002: 100,0',
      'group 1123: 57,6',
      'code 1123.03: 50,5',
      'account 2: 30,5',
      'account 3: 20,0',
      'code 1123.04: 7,1',
    ]);
    expect(shape(tree.memo)).toEqual(['code 9001: 9,9']);
    expect(tree).toMatchObject({ bookTotals: [157, 6], memoTotals: [9, 9] });
  });

  it('a code of one account stands for it, one of several has only a sum', () => {
    const [bank, group] = treeOf(LEAVES, 2, () => false).book;
    expect(bank).toMatchObject({ open: null, account: { id: 1 }, accounts: 1 });
    expect(group).toMatchObject({ open: false, account: null, accounts: 3 });
  });

  it('every level adds up to the totals, whatever is open', () => {
    const code = fc.constantFrom('1002', '1012', '1012.90', '1123.03', '1123.04', '2203.01', '2203.02');
    const leaves = fc
      .array(fc.record({ code, fen: fc.integer({ min: -1e9, max: 1e9 }) }), { maxLength: 30 })
      .map(all =>
        all
          .toSorted((one, other) => (one.code < other.code ? -1 : 1))
          .map(({ code: each, fen }, id) => leaf(account(id + 1, each), fen)),
      );
    fc.assert(
      fc.property(leaves, fc.boolean(), (all, isOpen) => {
        const tree = treeOf(all, 1, () => isOpen);
        const top = tree.book.filter(row => row.depth === 0);
        expect(top.reduce((sum, row) => sum + row.figures[0]!, 0)).toBe(tree.bookTotals[0]);
        const accounts = treeOf(all, 1, () => true).book.filter(row => row.open === null);
        expect(accounts.reduce((sum, row) => sum + row.figures[0]!, 0)).toBe(tree.bookTotals[0]);
      }),
    );
  });

  it('finds by the beginning of a code, by the name of a code or group, by a party; all words must be found', () => {
    const found = (query: string) => foundLeaves(LEAVES, query, words).map(({ account: { id } }) => id);
    expect(found('')).toEqual([1, 2, 3, 4, 5]);
    expect(found('1123.0')).toEqual([2, 3, 4]);
    expect(found('预付媒体款')).toEqual([2, 3, 4]);
    expect(found('甲店')).toEqual([2, 4, 5]);
    expect(found('甲店 已下单')).toEqual([4]);
    expect(found('没有')).toEqual([]);
    expect([findsDims(LEAVES, '甲店', words), findsDims(LEAVES, '1123', words)]).toEqual([true, false]);
  });

  it('months stand side by side with their sum last', () => {
    const [, one, other] = LEAVES.map(({ account: each }) => each);
    const row = (each: ReportAccount, month: string, debitsFen: number, creditsFen: number) => ({
      account: each,
      month,
      debitsFen,
      creditsFen,
    });
    const { months, leaves } = monthLeaves([
      row(one!, '2026-03', 10, 1),
      row(one!, '2026-05', 20, 2),
      row(other!, '2026-05', 5, -5),
    ]);
    expect(months).toEqual(['2026-03', '2026-05']);
    expect(leaves.map(({ figures }) => figures)).toEqual([
      [10, 1, 20, 2, 30, 3],
      [0, 0, 5, -5, 5, -5],
    ]);
  });
});

describe('figures of a client', () => {
  const range = { from: '2026-03-01', to: '2026-03-31' };

  it('lead to the ledger of the only account, else to the accounts of the client', () => {
    const accounts = byClientAndCode([
      account(11, '2203.01', { client: 7 }),
      account(12, '2203.02', { client: 7 }),
      account(13, '2203.02', { client: 7, subject: 2 }),
      { ...account(14, '1123.03', { pool: 1 }), poolClient: 7 },
    ]);
    const path = (...codes: string[]) => figurePath(accounts, { client: 7, codes, range });
    expect(path('2203.01')).toBe('/accounts/11?from=2026-03-01&to=2026-03-31');
    expect(path('1123.03')).toBe('/accounts/14?from=2026-03-01&to=2026-03-31');
    expect(path('2203.02')).toBe('/accounts?from=2026-03-01&to=2026-03-31&client=7&code=2203.02');
    expect(path('2203.01', '2203.02')).toBe('/accounts?from=2026-03-01&to=2026-03-31&client=7&code=2203');
    expect(path('1122.01')).toBeNull();
    expect(figurePath(accounts, { client: 8, codes: ['2203.01'], range })).toBeNull();
  });

  it('opening and the columns of movements are the closing', () => {
    const kinds = { ...noMoneyByKind(), received: { unallocatedFen: 500, atPlatformFen: 0 } };
    kinds.spend = { unallocatedFen: 0, atPlatformFen: -120 };
    kinds.moved = { unallocatedFen: -30, atPlatformFen: 10 };
    const figures = clientFigures({
      client: 7,
      name: '甲店',
      opening: { unallocatedFen: 100, atPlatformFen: 200 },
      kinds,
      recharge: { paidFen: 0, creditedFen: 0 },
      closing: { unallocatedFen: 570, atPlatformFen: 90 },
      receivableFen: 3,
    });
    const { client_opening, received, credit, front_rebate, spend, fee, rebate, returned, other } = figures;
    const movements = [received, credit, front_rebate, spend, fee, rebate, returned, other];
    expect(movements.reduce((sum, fen) => sum + fen, client_opening)).toBe(figures.client_closing);
    expect(figures).toMatchObject({ other: -20, unallocated: 570, at_platform: 90, receivable: 3 });
  });
});
