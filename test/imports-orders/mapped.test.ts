import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Meaning, Profile } from '../../src/domain/statement.ts';
import { commitImport, previewImport, undecidedRows } from '../../src/services/imports.ts';
import { mappedHeader, profileFromMapping } from '../../src/services/profiles.ts';
import { openStatement } from '../../src/services/statements.ts';
import { checkProfile } from '../../src/statements/profiles.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { changesOf, figuresOf } from '../../src/store/orders.ts';
import { placeFor } from '../imports/desk.ts';
import { net } from '../imports/sheets.ts';
import {
  callerAt,
  DOUPLUS,
  douplusFile,
  fund,
  importAt,
  isSound,
  no,
  orderBook,
  orderOf,
  QIANCHUAN,
  RULES,
  suixintuiFile,
} from '../orders-book/desk.ts';

const PROFILES = fileURLToPath(new URL('../../resources/profiles', import.meta.url));
const HEAD = ['投放编号', '日子', '户头', '花费', '预算', '实际付款', '加投', '进度', '版位'];
const MEANS: Partial<Record<(typeof HEAD)[number], Meaning>> = {
  投放编号: 'id',
  日子: 'time',
  户头: 'account',
  花费: 'spent',
  预算: 'amount',
  实际付款: 'paid',
  加投: 'topUp',
  进度: 'status',
  版位: 'kind',
};

interface Row {
  no?: string;
  account?: string;
  spent?: string;
  amount?: string;
  paid?: string;
  topUp?: string;
  state: string;
}

/** A list of orders as somebody keeps it, with headings that no form of the platform has. */
function ownList(rows: readonly Row[], head: readonly string[] = HEAD): string {
  const path = placeFor('运营自己的投放表.csv');
  const lines = rows.map(row => {
    const { no: number = '', account = QIANCHUAN, spent = '', amount = '500.00', paid = amount } = row;
    const cells: Record<string, string> = {
      投放编号: number,
      日子: '2026-05-10 10:00:00',
      户头: account,
      花费: spent,
      预算: amount,
      实际付款: paid,
      加投: row.topUp ?? '',
      进度: row.state,
      版位: '视频',
    };
    return head.map(name => cells[name]).join(',');
  });
  writeFileSync(path, `\ufeff${[head.join(','), ...lines].join('\r\n')}\r\n`);
  return path;
}

async function mapped(path: string, orders: 'suixintui' | 'douplus', name = '运营投放表'): Promise<Profile> {
  const { file, recognition } = await openStatement({
    path,
    name: 'a.csv',
    profilesFolder: PROFILES,
    saved: [],
  });
  expect(recognition.profile).toBeNull();
  const header = mappedHeader(file, recognition.sheet, 0);
  const columns = header.headings.flatMap((heading, index) => {
    const meaning = MEANS[heading];
    return meaning ? [{ index, meaning }] : [];
  });
  const mapping = {
    fileId: '',
    sheet: recognition.sheet,
    name,
    headerRecord: 0,
    columns,
    currency: 'CNY',
    orders,
  };
  return checkProfile(
    profileFromMapping({ ...mapping, amount: { by: 'fixed', direction: 'expense' } }, header, []),
  );
}

async function importMapped(
  connection: Connection,
  path: string,
  profile: Profile,
  at = '2026-05-12T02:00:00Z',
) {
  const bytes = readFileSync(path);
  const opened = await openStatement({
    path,
    name: '投放表.csv',
    profilesFolder: PROFILES,
    saved: [profile],
  });
  expect(opened.recognition.profile?.id).toBe(profile.id);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { ...opened, name: '投放表.csv', sha256, bytes: bytes.length };
  const planned = previewImport(connection, file, { madeAt: at });
  const done = await commitImport(connection, callerAt(at), { plan: planned.plan, path }, { rules: RULES });
  return { ...planned, done };
}

const FORMS = [
  ['suixintui', QIANCHUAN],
  ['douplus', DOUPLUS],
] as const;

describe('an order list with headings of its own, mapped by a person', () => {
  it.each(FORMS)('%s: makes orders by number, books them, and updates them', async (product, account) => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const first = ownList([{ no: no(1), account, spent: '100.00', state: '投放中' }]);
    const profile = await mapped(first, product);
    const { done } = await importMapped(connection, first, profile);
    expect(done.orders).toEqual({ created: 1, updated: 0, flagged: 0 });
    expect([net(connection, '1123.04'), net(connection, '6401.01')]).toEqual([40_000, 10_000]);
    const next = ownList([
      { no: no(1), account, spent: '650.00', topUp: '200.00', state: '投放终止' },
      { no: no(2), account, state: '未支付' },
    ]);
    const later = await importMapped(connection, next, profile);
    expect(later.done.orders).toMatchObject({ created: 1, updated: 1 });
    const order = orderOf(connection, no(1), product);
    expect(order).toMatchObject({ amountFen: 50_000, topUpFen: 20_000, spentFen: 65_000, scene: 'video' });
    expect(figuresOf(connection, order.id).filter(({ name }) => name === 'spent')).toHaveLength(2);
    expect(changesOf(connection, order.id)).toHaveLength(2);
    expect([net(connection, '1123.04'), net(connection, '6401.01')]).toEqual([0, 65_000]);
    isSound(connection);
  });

  it('a row without an order number waits, with its reason, and books nothing', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const path = ownList([{ no: no(1), state: '投放中' }, { state: '投放中' }]);
    const { counts, done } = await importMapped(connection, path, await mapped(path, 'suixintui'));
    expect([counts.new, counts.undecided, done.orders?.created]).toEqual([1, 1, 1]);
    expect(undecidedRows(connection).map(({ reason }) => reason)).toEqual(['imports.order_without_number']);
    expect(net(connection, '1123.04')).toBe(50_000);
    isSound(connection);
  });

  it('a form without any column of numbers leaves every row waiting', async () => {
    const connection = await orderBook('orders');
    const head = HEAD.filter(name => name !== '投放编号');
    const path = ownList([{ state: '投放中' }, { state: '投放完成', spent: '500.00' }], head);
    const { counts } = await importMapped(connection, path, await mapped(path, 'suixintui'));
    expect([counts.new, counts.undecided]).toEqual([0, 2]);
    isSound(connection);
  });

  it('and the list of the platform tell one order: the first books it, the other only adds what it saw', async () => {
    for (const product of ['suixintui', 'douplus'] as const) {
      const connection = await orderBook('orders');
      await fund(connection, 1_000_000);
      const account = product === 'suixintui' ? QIANCHUAN : DOUPLUS;
      const own = ownList([{ no: no(1), account, spent: '100.00', state: '投放中' }]);
      const profile = await mapped(own, product);
      await importMapped(connection, own, profile);
      const platform = product === 'suixintui' ? suixintuiFile : douplusFile;
      await importAt(connection, platform([{ no: no(1), state: '投放中', spent: '120.00' }]));
      expect(orderOf(connection, no(1), product).spentFen).toBe(12_000);
      expect([net(connection, '1123.04'), net(connection, '6401.01')]).toEqual([40_000, 10_000]);
      isSound(connection);
    }
  });

  it('DAT-3: a later form that has no column of spend takes nothing back of what was booked', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const full = ownList([{ no: no(1), spent: '300.00', state: '投放中' }]);
    await importMapped(connection, full, await mapped(full, 'suixintui'));
    const short = ownList(
      [{ no: no(1), state: '投放终止' }],
      HEAD.filter(name => name !== '花费'),
    );
    await importMapped(connection, short, await mapped(short, 'suixintui', '简表'));
    expect([net(connection, '1123.04'), net(connection, '6401.01')]).toEqual([0, 30_000]);
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'FROZEN', spentFen: 30_000 });
    isSound(connection);
  });

  it('DAT-3: a blank spend of the platform list leaves what was booked', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放中', spent: '100.00' }]));
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放结束', spent: '--' }]));
    expect([net(connection, '1123.04'), net(connection, '6401.01')]).toEqual([0, 10_000]);
    isSound(connection);
  });

  it('REF-3: what an order with coupon and top-up spends and returns is the same by list and by its figures', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    await importAt(
      connection,
      suixintuiFile([
        {
          no: no(1),
          state: '投放结束',
          amount: '500.00',
          paid: '450.00',
          coupon: '50.00',
          topUp: '200.00',
          spent: '350.00',
        },
        { no: no(2), state: '投放结束', amount: '500.00', paid: '450.00', coupon: '50.00', spent: '300.00' },
      ]),
    );
    // 350 of 700 with a coupon of 50: 325 come back of 650; 300 of 500: 180 of 450.
    expect(net(connection, '6401.01')).toBe(65_000 - 32_500 + 45_000 - 18_000);
    expect(net(connection, '1123.04')).toBe(0);
    isSound(connection);
  });
});
