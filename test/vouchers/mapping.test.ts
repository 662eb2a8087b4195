import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../src/domain/accounting/chart.ts';
import { defaultRow, isExported } from '../../src/domain/vouchers/defaults.ts';
import { placeOf } from '../../src/domain/vouchers/mapping.ts';
import type { MappingRow } from '../../src/domain/vouchers/types.ts';
import { keepMapping, mappingView, readMapping, writeMapping } from '../../src/services/vouchers.ts';
import { TestBook } from '../ledger/book.ts';

const NET = { standard: 'enterprise', presentation: 'net' } as const;

it('every code that leaves the book has a place under each 会计准则 and 列示', () => {
  for (const standard of ['enterprise', 'small_enterprise'] as const)
    for (const presentation of ['net', 'gross'] as const)
      for (const { code, glHint } of ACCOUNTS.filter(each => isExported(each.code))) {
        const { glCode } = defaultRow(code, { standard, presentation });
        const hints = code === '1231' && standard === 'small_enterprise' ? ['1122'] : glHint.split(' / ');
        if (presentation === 'gross') expect(hints, code).toContain(glCode);
      }
});

describe('where an account goes', () => {
  const account = { code: '2203.01', dims: { client: 7 }, client: 7, supplier: null, isM2: false };
  const line = (more: Partial<MappingRow>): MappingRow => ({
    ...{ code: '2203.01', dim: null, dimId: null, glCode: '2203.01', glName: '预收', aux: [], side: 'both' },
    ...more,
  });
  const place = (accounts: MappingRow[], of = account) =>
    placeOf(of, { book: NET, accounts, parties: [], namesOf: () => ({ code: 'K7', name: '甲' }) });

  it('is the hint, then a line of its code, then a line narrowed to it', () => {
    expect(place([])).toMatchObject({ code: '2203', aux: [['client', 'K7', '甲']] });
    expect(place([], { ...account, isM2: true })).toMatchObject({ code: '2241' });
    expect(place([line({})])).toMatchObject({ code: '2203.01', aux: [] });
    const narrowed = line({ dim: 'client', dimId: 7, glCode: '2203.07' });
    expect(place([line({}), narrowed])).toMatchObject({ code: '2203.07' });
    expect(place([{ ...narrowed, dimId: 8 }])).toMatchObject({ code: '2203' });
  });

  it('is nowhere for memo, 3001 and 3999', () => {
    for (const code of ['9001', '3001', '3999']) expect(place([], { ...account, code })).toBeNull();
  });
});

describe('the mapping of a book', () => {
  let book: TestBook;
  beforeEach(async () => {
    book = await TestBook.make();
  });
  afterEach(() => book.remove());
  const caller = (key: string) => ({ actor: '会计', key, at: '2026-03-02T02:00:00.000Z' });
  const LINE: MappingRow = {
    ...{ code: '1002', dim: 'money', dimId: 1, glCode: '1002.01', glName: '工行' },
    ...{ aux: ['project', 'client'], side: 'both' },
  };

  it.each(['xlsx', 'csv'] as const)('goes out and comes back the same as %s', async format => {
    const parties = [{ dim: 'client' as const, dimId: 2, auxCode: '0002', auxName: '乙' }];
    await keepMapping(book.connection, caller('one-key-1'), { accounts: [LINE], parties });
    const path = join(book.folder, `map.${format}`);
    await writeMapping(book.connection, { format, path });
    const read = await readMapping({ path, name: `map.${format}` });
    expect(await keepMapping(book.connection, caller('two-key-2'), read)).toEqual({
      accounts: 1,
      parties: 1,
    });
    const { lines, parties: told } = mappingView(book.connection);
    expect(lines.filter(({ isDefault }) => !isDefault)).toEqual([
      { ...LINE, isDefault: false, dimName: '工行基本户' },
    ]);
    expect(told.find(({ auxCode }) => auxCode !== '')).toMatchObject({ auxCode: '0002', dimId: 2 });
  });

  it('refuses what cannot be: a code twice, a code that stays, a strange party', async () => {
    const keep = (accounts: MappingRow[]) =>
      keepMapping(book.connection, caller(`key-${accounts.length}-x`), { accounts, parties: [] });
    await expect(async () => keep([LINE, LINE])).rejects.toMatchObject({ code: 'vouchers.mapped_twice' });
    await expect(async () => keep([{ ...LINE, code: '3999' }])).rejects.toMatchObject({
      code: 'vouchers.code_not_mapped',
    });
    await expect(async () => keep([{ ...LINE, glCode: '=1' }])).rejects.toMatchObject({
      code: 'vouchers.gl_code',
    });
    await expect(async () => keep([{ ...LINE, dimId: 99 }])).rejects.toMatchObject({
      code: 'vouchers.party_unknown',
    });
  });
});
