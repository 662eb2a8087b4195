import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readOpeningTables } from '../../src/domain/parties/opening-rows.ts';
import { readTables } from '../../src/files/tables.ts';
import { writeXlsx } from '../../src/files/write-xlsx.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { writeOpeningTemplate, writeRefused } from '../../src/services/clients/template.ts';
import { importClients } from '../../src/services/clients.ts';
import {
  commitOpening,
  importOpening,
  namesOfPlan,
  openingState,
  previewOpening,
  readOpeningFile,
} from '../../src/services/opening.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, fileOf, newBook, placeFor, writings } from './book.ts';

const catalogue = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../resources/text/zh/clients.json', import.meta.url)), 'utf8'),
) as Record<string, string>;
const WORDS = { summary: '期初建账', replaced: '期初建账更正' };
const NAMED = { ...WORDS, differenceName: '建账前毛利' };

const CLIENTS = [
  '客户编号,客户名称,千川账户ID,出资方',
  'C1,甲公司,1722699758076391,',
  'C2,乙公司,1722699758076392,',
  'C3,丙公司,1722699758076393,客户自充',
].join('\n');

async function agency(): Promise<Connection> {
  const book = newBook();
  await importClients(book, caller(), fileOf('名单.csv', CLIENTS));
  const bank = { kind: 'money', name: '建行基本户', type: 'bank', number: '33050161000000001' } as const;
  await keepParty(book, caller(), bank);
  await keepParty(book, caller(), { kind: 'money', name: '支付宝', type: 'alipay' });
  await keepParty(book, caller(), { kind: 'money', name: '美元户', type: 'bank', currency: 'USD' });
  await keepParty(book, caller(), { kind: 'employee', name: '周员工' });
  await keepParty(book, caller(), {
    kind: 'wallet',
    name: '方舟',
    type: 'agent_wallet',
    platformId: '1780000000000001',
    supplier: 1,
  });
  return book;
}

const HEAD = '类别,客户编号,账户ID,上游,资金账户,员工,资金性质,类型,到期日,日期,单号,金额,备注';
type Cells = Partial<Record<string, string>>;
const listOf = (rows: Cells[]) =>
  [
    HEAD,
    ...rows.map(row =>
      HEAD.split(',')
        .map(heading => row[heading] ?? '')
        .join(','),
    ),
  ].join('\n');
const file = (rows: Cells[]) => fileOf('期初.csv', listOf(rows));

const FULL: Cells[] = [
  { 类别: '资金账户余额', 资金账户: '33050161000000001', 金额: '150000.00' },
  { 类别: '资金账户余额', 资金账户: '支付宝', 金额: '1000' },
  { 类别: '客户预收', 客户编号: 'C1', 金额: '80000' },
  { 类别: '应收', 客户编号: 'C2', 类型: '垫款', 到期日: '2026-05-10', 金额: '5000' },
  { 类别: '应收', 客户编号: 'C2', 类型: '垫款', 到期日: '2026-05-20', 金额: '2500' },
  { 类别: '应收', 客户编号: 'C2', 类型: '服务费', 到期日: '2026-05-20', 金额: '120.50' },
  { 类别: '账户资金池', 账户ID: '1722699758076391', 资金性质: '预付', 金额: '20000' },
  { 类别: '账户资金池', 账户ID: '1722699758076391', 资金性质: '预付', 类型: '已下单', 金额: '3000' },
  { 类别: '账户资金池', 账户ID: '1722699758076391', 资金性质: '赠款', 到期日: '2026-06-30', 金额: '500' },
  { 类别: '账户资金池', 账户ID: '1722699758076392', 资金性质: '授信', 金额: '10000' },
  { 类别: '账户资金池', 账户ID: '1722699758076393', 资金性质: '预付', 金额: '700' },
  { 类别: '账户资金池', 账户ID: '1780000000000001', 资金性质: '返点充值款', 金额: '6000' },
  { 类别: '在途', 类型: '充值在途', 账户ID: '1722699758076391', 金额: '10000' },
  { 类别: '在途', 类型: '退款在途', 客户编号: 'C2', 资金账户: '支付宝', 单号: '7300001', 金额: '180' },
  { 类别: '保证金', 类型: '存出', 到期日: '2026-12-31', 金额: '50000' },
  { 类别: '返点', 类型: '递延媒体返点', 账户ID: '1722699758076391', 金额: '900' },
  { 类别: '员工往来', 员工: '周员工', 类型: '应付', 金额: '66.60' },
  { 类别: '已开票', 客户编号: 'C1', 单号: '25000001', 日期: '2026-04-20', 金额: '30000' },
  { 类别: '已用限额', 客户编号: 'C2', 账户ID: '1722699758076392', 金额: '1200' },
];

function balance(book: Connection, code: string): number {
  const sql = `SELECT coalesce(sum(debits_posted_fen - credits_posted_fen), 0) FROM account
    JOIN balance ON balance.account = account.id WHERE code = ?`;
  return book.prepareValue(sql).get(code) as number;
}

describe('what stands', () => {
  it('is nothing, and then each code with its balances', async () => {
    const book = await agency();
    expect(openingState(book)).toEqual({ on: '2026-04-30', locked: false, standing: null });
    const { plan } = await importOpening(book, caller(), file(FULL), NAMED);
    const { standing } = openingState(book);
    const { differenceFen } = plan;
    expect(standing).toMatchObject({
      actor: 'tester',
      records: 2,
      differenceFen,
      differenceName: '建账前毛利',
    });
    expect(standing!.codes.find(({ code }) => code === '1122.01')).toEqual({
      code: '1122.01',
      balances: 2,
      debitFen: 7_500_00,
      creditFen: 0,
    });
    const onBook = standing!.codes.filter(({ code }) => !code.startsWith('9'));
    expect(onBook.reduce((sum, each) => sum + each.debitFen - each.creditFen, 0)).toBe(differenceFen);
  });

  it('is read as plain data, which travels between threads', async () => {
    const reading = await readOpeningFile(file(FULL));
    expect(structuredClone(reading)).toEqual(reading);
  });

  it('is read with the names of its parties', async () => {
    const book = await agency();
    const plan = previewOpening(book, await readOpeningFile(file(FULL)));
    const names = namesOfPlan(book, plan);
    expect(Object.values(names.client)).toEqual(['C1 甲公司', 'C2 乙公司', 'C3 丙公司']);
    expect(Object.values(names.pool)).toContain('方舟 1780000000000001');
    expect(Object.values(names.employee)).toEqual(['周员工']);
  });
});

describe('opening a book', () => {
  it('books each balance against 3001, memo against 9999, and money at the platform by itself', async () => {
    const book = await agency();
    const { plan, booked } = await importOpening(book, caller(), file(FULL), NAMED);
    expect(plan.refused).toEqual([]);
    expect(plan.on).toBe('2026-04-30');
    expect(booked).toMatchObject({ facts: 19, records: 2 });
    const expected = {
      '1002': 150_000_00,
      '1012': 1_000_00,
      '2203.01': -80_000_00,
      '2203.02': -33_180_00,
      '1122.01': 7_500_00,
      '1122.02': 120_50,
      '1123.01': 10_000_00,
      '1123.02': 6_000_00,
      '1123.03': 20_000_00,
      '1123.04': 3_000_00,
      '1221.01': 180_00,
      '1221.06': 50_000_00,
      '2241.05': -66_60,
      '2401': -900_00,
      '9001': 500_00,
      '9005': 10_000_00,
      '9007': 700_00,
      '9999': -11_200_00,
    };
    for (const [code, fen] of Object.entries(expected))
      expect([code, balance(book, code)]).toEqual([code, fen]);
    expect(balance(book, '3001')).toBe(-plan.differenceFen);
    const items = book.prepare('SELECT due_on, open_fen FROM open_item ORDER BY open_fen').all();
    expect(items).toEqual([
      { due_on: '2026-05-20', open_fen: 120_50 },
      { due_on: '2026-05-20', open_fen: 2_500_00 },
      { due_on: '2026-05-10', open_fen: 5_000_00 },
      { due_on: '2026-12-31', open_fen: 50_000_00 },
    ]);
    const settings = JSON.parse(book.prepareValue('SELECT settings FROM book').get() as string);
    expect(settings.opening).toMatchObject({
      differenceName: '建账前毛利',
      records: [
        { kind: 'invoiced', caseNo: '25000001', amountFen: 30_000_00 },
        { kind: 'limit_used', account: '1722699758076392', amountFen: 1_200_00 },
      ],
    });
  });

  it('again writes nothing; a corrected file replaces it in one command', async () => {
    const book = await agency();
    await importOpening(book, caller(), file(FULL), NAMED);
    const before = writings(book);
    expect((await importOpening(book, caller(), file([...FULL].reverse()), NAMED)).booked.batch).toBeNull();
    const same = await importOpening(book, caller(), file(FULL), NAMED);
    expect(same.booked.batch).toBeNull();
    expect(writings(book)).toEqual(before);
    const corrected = FULL.map(row => (row.金额 === '80000' ? { ...row, 金额: '80000.01' } : row));
    await importOpening(book, caller(), file(corrected), NAMED);
    expect(balance(book, '2203.01')).toBe(-80_000_01);
    expect(balance(book, '1002')).toBe(150_000_00);
  });

  it('asks for the reason of a difference, in the file or by name', async () => {
    const book = await agency();
    const rows = [{ 类别: '资金账户余额', 资金账户: '支付宝', 金额: '12.34' }];
    await expect(importOpening(book, caller(), file(rows), WORDS)).rejects.toMatchObject({
      code: 'opening.difference_of',
      params: { amount: '12.34' },
    });
    const named = [...rows, { 类别: '期初差异', 金额: '12.30', 备注: '尾差' }];
    await expect(importOpening(book, caller(), file(named), WORDS)).rejects.toMatchObject({
      code: 'opening.difference_differs',
      params: { said: '12.30', found: '12.34' },
    });
    const right = [...rows, { 类别: '期初差异', 金额: '12.34', 备注: '尾差' }];
    expect((await importOpening(book, caller(), file(right), WORDS)).booked.differenceFen).toBe(1234);
  });

  it('is locked by the first close', async () => {
    const book = await agency();
    const call = {
      actor: 'tester',
      procedure: 'test.close',
      key: 'close',
      input: null,
      at: '2026-06-01T00:00:00Z',
    };
    await command(book, call, tx => setPeriod(tx, '2026-05', 'closed'));
    await expect(importOpening(book, caller(), file(FULL), NAMED)).rejects.toMatchObject({
      code: 'opening.locked',
    });
  });

  it('refuses a plan that the book has outrun', async () => {
    const book = await agency();
    const reading = await readOpeningFile(file(FULL));
    const plan = previewOpening(book, reading);
    const more = { ...plan, facts: plan.facts.slice(1) };
    await expect(commitOpening(book, caller(), reading, more, NAMED)).rejects.toMatchObject({
      code: 'opening.plan_stale',
    });
  });
});

describe('faulty rows', () => {
  let book: Connection;
  beforeAll(async () => {
    book = await agency();
  });

  it.each([
    [{ 类别: '客户预收', 客户编号: 'C9', 金额: '1' }, 'opening.not_found', '客户编号'],
    [{ 类别: '客户预收', 金额: '1' }, 'opening.missing', '客户编号'],
    [{ 类别: '其他', 客户编号: 'C1', 金额: '1' }, 'opening.unknown_word', '类别'],
    [{ 类别: '应收', 客户编号: 'C1', 类型: '垫款', 金额: '1' }, 'opening.due_missing', '到期日'],
    [{ 类别: '应收', 客户编号: 'C1', 到期日: '2026-05-01', 金额: '1' }, 'opening.unknown_word', '类型'],
    [{ 类别: '客户预收', 客户编号: 'C1', 金额: '一千' }, 'opening.no_amount', '金额'],
    [{ 类别: '客户预收', 客户编号: 'C1', 金额: '0.005' }, 'opening.finer_than_fen', '金额'],
    [{ 类别: '客户预收', 客户编号: 'C1', 金额: '-1' }, 'opening.negative', '金额'],
    [{ 类别: '账户资金池', 账户ID: '1722699758076391', 金额: '1' }, 'opening.bucket_missing', '资金性质'],
    [
      { 类别: '在途', 类型: '提现在途', 账户ID: '1722699758076391', 金额: '1' },
      'opening.case_missing',
      '单号',
    ],
    [{ 类别: '资金账户余额', 资金账户: '美元户', 金额: '1' }, 'opening.other_currency', '资金账户'],
    [{ 类别: '期初差异', 金额: '1' }, 'opening.difference_unnamed', '备注'],
  ])('%#', async (row: Cells, code, column) => {
    const plan = previewOpening(book, await readOpeningFile(file([row])));
    expect(plan.facts).toEqual([]);
    expect(plan.refused[0]!.findings[0]).toMatchObject({
      severity: 'error',
      code,
      place: { row: 2, column },
    });
  });

  it('keep the whole file out, and are saved to be corrected', async () => {
    const rows = [...FULL, { 类别: '客户预收', 客户编号: 'C1', 金额: '1' }];
    const opening = file(rows);
    await expect(importOpening(book, caller(), opening, NAMED)).rejects.toMatchObject({
      code: 'opening.rows_refused',
      params: { count: 1 },
    });
    const { refused } = previewOpening(book, await readOpeningFile(opening));
    expect(refused[0]!.findings[0]).toMatchObject({ code: 'opening.twice', params: { first: 4 } });
    const path = placeFor('待更正.xlsx');
    await writeRefused(path, refused, catalogue);
    const [table] = await readTables({ path, name: '待更正.xlsx' });
    expect(table!.records[1]!.cells.at(-1)).toContain('第 4 行');
  });

  it('money at the platform that the pools do not bear out is named', async () => {
    const rows = [
      { 类别: '账户资金池', 账户ID: '1722699758076391', 资金性质: '预付', 金额: '100' },
      { 类别: '客户预收', 客户编号: 'C1', 类型: '在平台', 金额: '90' },
    ];
    const plan = previewOpening(book, await readOpeningFile(file(rows)));
    expect(plan.findings.at(-1)).toMatchObject({
      severity: 'error',
      code: 'opening.at_platform_differs',
      params: { said: '90.00', found: '100.00' },
    });
  });
});

it('sheets of a workbook name their kind, and the empty template is read without a doubt', async () => {
  const template = placeFor('期初模板.xlsx');
  await writeOpeningTemplate(template, catalogue);
  expect(readOpeningTables(await readTables({ path: template, name: '期初模板.xlsx' }))).toEqual({
    rows: [],
    refused: [],
    findings: [],
  });
  const path = placeFor('期初.xlsx');
  const columns = ['客户编号', '金额(元)'].map(heading => ({ heading, kind: 'text' as const }));
  await writeXlsx(path, [
    { name: '说明', columns: [{ heading: '请逐表填写', kind: 'text' }], rowCount: 0, rows: () => [] },
    { name: '客户预收', columns, rowCount: 1, rows: () => [['C1', '1,234.50']] },
  ]);
  const reading = await readOpeningFile({ path, name: '期初.xlsx' });
  expect(reading.rows.map(({ row }) => [row.kind, row.client, row.amountFen])).toEqual([
    ['client_funds', 'C1', 123450],
  ]);
});

it('3001 always takes what assets exceed debts by, and 2203.02 what each client has at the platform', async () => {
  const book = await agency();
  const fen = fc.integer({ min: 1, max: 10 ** 9 });
  const yuan = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
  await fc.assert(
    fc.asyncProperty(fen, fen, fen, fen, async (bank, funds, pool, transit) => {
      const rows = [
        { 类别: '资金账户余额', 资金账户: '支付宝', 金额: yuan(bank) },
        { 类别: '客户预收', 客户编号: 'C2', 金额: yuan(funds) },
        { 类别: '账户资金池', 账户ID: '1722699758076392', 资金性质: '预付', 金额: yuan(pool) },
        { 类别: '在途', 类型: '充值在途', 账户ID: '1722699758076392', 金额: yuan(transit) },
      ];
      const plan = previewOpening(book, await readOpeningFile(file(rows)));
      expect(plan.differenceFen).toBe(bank - funds);
      const atPlatform = plan.facts.filter(({ account }) => account.code === '2203.02');
      expect(atPlatform.map(({ amountFen }) => amountFen)).toEqual([pool + transit]);
    }),
    { numRuns: 40 },
  );
});
