import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { Fen } from '../../src/domain/money.ts';
import { assignedOn } from '../../src/domain/parties/managers.ts';
import { writeXlsx } from '../../src/files/write-xlsx.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { archiveParty, keepParty, listParties } from '../../src/services/clients/other-parties.ts';
import { writeClientsTemplate, writeRefused } from '../../src/services/clients/template.ts';
import {
  archiveClient,
  assignManager,
  changeClient,
  clientByCode,
  correctSubject,
  createClient,
  dropAlias,
  findClients,
  importClients,
  keepAlias,
  linkWallet,
  readClientsFile,
} from '../../src/services/clients.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, fileOf, newBook, placeFor, writings } from './book.ts';

const ALL = { kind: 'all' } as const;
const catalogue = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../resources/text/zh/clients.json', import.meta.url)), 'utf8'),
) as Record<string, string>;

const LIST = [
  '客户编号,客户名称,主体类型,主体名称,证件号码,付款户名别名,客户经理,对公验证,前返比例,前返方式,千川账户ID,DOU+账户',
  'C0001,杭州云杉电子商务有限公司,企业,杭州云杉电子商务有限公司,91350100M000100Y43,王军英,林一,已通过,3%,现金,1722699758076391,dy18059811',
  'C0002,郑州云舟化妆品有限公司,企业,,,,宋扬,未验证,0%,赠款,1775931490774808;1746738703055934,',
].join('\n');

async function bookWith(list: string): Promise<Connection> {
  const book = newBook();
  await importClients(book, caller(), fileOf('名单.csv', list));
  return book;
}
const codesFor = (book: Connection, query: string) =>
  findClients(book, ALL, { query }).map(({ client }) => client.code);

describe('importing a client list', () => {
  it('keeps what the list says, with a pool for each account', async () => {
    const book = await bookWith(LIST);
    expect(clientByCode(book, ALL, 'C0001')).toMatchObject({
      name: '杭州云杉电子商务有限公司',
      subjects: [{ kind: 'enterprise', paperNo: '91350100M000100Y43', verification: 'passed' }],
      aliases: [{ kind: 'payer', name: '王军英' }],
      frontRebatePpm: 30_000,
      frontRebateForm: 'cash',
      assignments: [{ manager: '林一', role: 'main', from: '2026-05-08', to: null }],
      accounts: [
        { kind: 'qianchuan', id: '1722699758076391', spendBasis: 'flow', funder: 'agency' },
        { kind: 'douplus', id: 'dy18059811', spendBasis: 'orders', funder: 'agency' },
      ],
    });
    const pools = book.prepare('SELECT kind, platform_id FROM pool ORDER BY id').all();
    expect(pools).toEqual([
      { kind: 'account', platform_id: '1722699758076391' },
      { kind: 'douplus', platform_id: 'dy18059811' },
      { kind: 'account', platform_id: '1775931490774808' },
      { kind: 'account', platform_id: '1746738703055934' },
    ]);
    expect(book.prepareValue('SELECT count(*) FROM pool_link').get()).toBe(4);
    expect(listParties(book, 'supplier').map(({ name }) => name)).toEqual(['巨量引擎']);
  });

  it('finds them by pinyin, account and payer', async () => {
    const book = await bookWith(LIST);
    expect(codesFor(book, 'yzhzp')).toEqual(['C0002']);
    expect(codesFor(book, '云舟')).toEqual(['C0002']);
    expect(codesFor(book, '1722')).toEqual(['C0001']);
    expect(codesFor(book, 'dy1805')).toEqual(['C0001']);
    expect(codesFor(book, 'wjy')).toEqual([]);
    expect(codesFor(book, '军英')).toEqual(['C0001']);
  });

  it('again writes nothing, not even a log entry', async () => {
    const book = await bookWith(LIST);
    const before = writings(book);
    const { plan } = await importClients(book, caller('2026-06-03'), fileOf('名单.csv', LIST));
    expect(plan.counts).toEqual({ new: 0, changed: 0, same: 2, refused: 0 });
    expect(writings(book)).toEqual(before);
  });

  it('is one command with every row in the changes', async () => {
    const book = await bookWith(LIST);
    const log = book.prepare("SELECT seq, procedure FROM log WHERE procedure = 'clients.import'").all();
    expect(log).toHaveLength(1);
    for (const table of ['client', 'subject', 'platform_account', 'pool', 'client_term']) {
      const rows = book.prepareValue(`SELECT count(*) FROM ${table}`).get();
      const changes = book
        .prepareValue('SELECT count(DISTINCT row_id) FROM change WHERE table_name = ?')
        .get(table);
      expect([table, changes]).toEqual([table, rows]);
    }
  });

  it('takes clients and accounts from two sheets, once', async () => {
    const path = placeFor('名单.xlsx');
    const columns = (headings: string[]) => headings.map(heading => ({ heading, kind: 'id' as const }));
    await writeXlsx(path, [
      {
        name: '客户',
        columns: columns(['客户编号', '客户名称']),
        rowCount: 1,
        rows: () => [['C1', '甲商贸']],
      },
      {
        name: '账户',
        columns: columns(['客户编号', '客户名称', '平台', '平台账户ID', '账户名称']),
        rowCount: 2,
        rows: () => [
          ['C1', '甲商贸', '巨量千川', '1722699758076391', '甲商贸-1'],
          ['C1', '甲商贸', 'DOU+', 'dy1', '甲商贸-2'],
        ],
      },
    ]);
    const book = newBook();
    const { plan } = await importClients(book, caller(), { path, name: '名单.xlsx' });
    expect(plan.counts).toEqual({ new: 1, changed: 0, same: 0, refused: 0 });
    expect(clientByCode(book, ALL, 'C1').accounts).toMatchObject([
      { kind: 'qianchuan', id: '1722699758076391', name: '甲商贸-1', subject: '甲商贸' },
      { kind: 'douplus', id: 'dy1', name: '甲商贸-2' },
    ]);
    const before = writings(book);
    await importClients(book, caller(), { path, name: '名单.xlsx' });
    expect(writings(book)).toEqual(before);
  });

  it('saves refused rows as a list that, corrected, is taken', async () => {
    const bad = `${LIST}\nC0003,长沙云岚科技有限公司,企业,,,,,,,,1722699758076391,`;
    const book = newBook();
    const { plan } = await importClients(book, caller(), fileOf('名单.csv', bad));
    expect(plan.counts).toEqual({ new: 2, changed: 0, same: 0, refused: 1 });
    const path = placeFor('待更正.xlsx');
    await writeRefused(path, plan.refused, catalogue);
    const again = await readClientsFile({ path, name: '待更正.xlsx' });
    expect(again.rows[0]!.headings.at(-1)).toBe('问题');
    expect(again.rows[0]!.client).toMatchObject({ code: 'C0003', accounts: [{ id: '1722699758076391' }] });
    expect(again.rows[0]!.cells.at(-1)).toContain('C0001');
  });

  it('the template is read as an empty list without a doubt', async () => {
    const path = placeFor('模板.xlsx');
    await writeClientsTemplate(path, catalogue);
    const reading = await readClientsFile({ path, name: '模板.xlsx' });
    expect(reading).toMatchObject({ rows: [], refused: [], findings: [] });
  });
});

it('the store holds what the plan foresaw, so importing again finds nothing to do', async () => {
  const name = fc.constantFrom('甲公司', '乙公司', '丙');
  const row = fc.tuple(
    fc.constantFrom('', 'C1', 'C2'),
    name,
    fc.constantFrom('', '甲公司', '甲集团'),
    fc.constantFrom('', '91350100M000100Y43', '91350100M000100Y42'),
    fc.constantFrom('', '王五', '王五；赵六'),
    fc.constantFrom('', '林一', '宋扬;林一'),
    fc.constantFrom('', '已通过', '已过期'),
    fc.constantFrom('', '3%', '0'),
    fc.constantFrom('', '1722699758076391', '1722699758076392;1722699758076393'),
    fc.constantFrom('', '客户自充'),
  );
  const head =
    '客户编号,客户名称,主体名称,证件号码,付款户名别名,客户经理,对公验证,前返比例,千川账户ID,出资方';
  const listOf = (rows: string[][]) => [head, ...rows.map(cells => cells.join(','))].join('\n');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
      async lists => {
        const book = newBook();
        for (const [at, rows] of lists.entries()) {
          const file = fileOf('名单.csv', listOf(rows));
          await importClients(book, caller(`2026-05-0${at + 1}`), file);
          const before = writings(book);
          const { plan } = await importClients(book, caller('2026-07-01'), file);
          expect(plan.counts).toMatchObject({ new: 0, changed: 0 });
          expect(writings(book)).toEqual(before);
        }
        book.close();
      },
    ),
    { numRuns: 25 },
  );
});

describe('one client', () => {
  it('is made, changed and never made twice', async () => {
    const book = newBook();
    expect(await createClient(book, caller(), { name: '甲公司', manager: '林一' })).toEqual({
      code: 'C0001',
    });
    await expect(createClient(book, caller(), { name: '甲公司' })).rejects.toMatchObject({
      code: 'clients.exists',
    });
    await expect(createClient(book, caller(), { name: '甲 公司', note: '改' })).rejects.toMatchObject({
      code: 'clients.exists',
    });
    await changeClient(book, caller(), 'C0001', {
      name: '甲乙公司',
      note: '老客户',
      terms: 'postpaid',
      creditDays: 30,
    });
    await changeClient(book, caller(), 'C0001', { note: '' });
    expect(clientByCode(book, ALL, 'C0001')).toMatchObject({
      name: '甲乙公司',
      note: '',
      terms: 'postpaid',
      creditDays: 30,
    });
    expect(codesFor(book, 'jygs')).toEqual(['C0001']);
    expect(codesFor(book, 'jgs')).toEqual([]);
  });

  it('the same key gives the same answer and makes nothing twice', async () => {
    const book = newBook();
    const once = caller();
    await createClient(book, once, { name: '甲公司' });
    expect(await createClient(book, once, { name: '甲公司' })).toEqual({ code: 'C0001' });
    expect(findClients(book, ALL)).toHaveLength(1);
  });

  it('keeps its paper number against a list, and lets a person correct it', async () => {
    const book = await bookWith(LIST);
    const other = '客户编号,客户名称,证件号码\nC0001,杭州云杉电子商务有限公司,91350100M000100Y42';
    const { plan } = await importClients(book, caller(), fileOf('名单.csv', other));
    expect(plan.refused[0]!.findings.at(-1)).toMatchObject({ code: 'clients.paper_differs' });
    const name = '杭州云杉电子商务有限公司';
    await correctSubject(book, caller(), { code: 'C0001', name, to: { paperNo: '91350100m000100y42' } });
    expect(clientByCode(book, ALL, 'C0001').subjects[0]!.paperNo).toBe('91350100M000100Y42');
    await expect(
      correctSubject(book, caller(), { code: 'C0001', name: '没有', to: { name: '甲' } }),
    ).rejects.toMatchObject({ code: 'clients.subject_not_found' });
  });

  it('is found by a new alias and no longer by a dropped one', async () => {
    const book = await bookWith(LIST);
    const alias = { code: 'C0002', kind: 'shop', name: '云上之舟旗舰店' } as const;
    await keepAlias(book, caller(), alias);
    expect(codesFor(book, 'yszz')).toEqual(['C0002']);
    await dropAlias(book, caller(), alias);
    expect(codesFor(book, 'yszz')).toEqual([]);
    await keepAlias(book, caller(), alias);
    expect(codesFor(book, '旗舰店')).toEqual(['C0002']);
  });

  it('is archived unless it has money, and comes back', async () => {
    const book = await bookWith(LIST);
    const { id } = clientByCode(book, ALL, 'C0001');
    await archiveClient(book, caller(), 'C0002', true);
    expect(findClients(book, ALL).map(({ client }) => client.code)).toEqual(['C0001']);
    await archiveClient(book, caller(), 'C0002', false);
    const lines = [
      { account: { code: '2203.01', client: id }, side: 'credit', amountFen: 100 as Fen },
    ] as const;
    const call = {
      actor: 'tester',
      procedure: 'test.post',
      key: 'money',
      input: null,
      at: '2026-05-08T00:00:00Z',
    };
    await command(book, call, tx => {
      const { legs } = expand({ id: 'E61', lines }, accountsOf(tx));
      return post(tx, { event: 'E61', effectiveOn: '2026-04-30', summary: '', legs }).batch;
    });
    await expect(archiveClient(book, caller(), 'C0001', true)).rejects.toMatchObject({
      code: 'clients.has_money',
      params: { account: '2203.01', amount: '1.00' },
    });
    await expect(async () => book.exec(`DELETE FROM client WHERE id = ${id}`)).rejects.toThrow();
  });

  it('is seen by its managers on their days only', async () => {
    const book = await bookWith(LIST);
    const manager = book.prepareValue("SELECT id FROM manager WHERE name = '林一'").get() as number;
    const seen = (on: string) =>
      findClients(book, { kind: 'manager', manager, on }).map(({ client }) => client.code);
    await assignManager(book, caller(), {
      code: 'C0002',
      manager: '林一',
      role: 'stand_in',
      from: '2026-05-20',
      to: '2026-05-22',
    });
    expect([seen('2026-05-07'), seen('2026-05-08'), seen('2026-05-20'), seen('2026-05-23')]).toEqual([
      [],
      ['C0001'],
      ['C0001', 'C0002'],
      ['C0001'],
    ]);
    const scope = { kind: 'manager', manager, on: '2026-05-08' } as const;
    await expect(changeClient(book, { ...caller(), scope }, 'C0002', { note: 'x' })).rejects.toMatchObject({
      code: 'clients.not_found',
    });
  });

  it('two mains at once are refused; a hand-over ends the first', async () => {
    const book = await bookWith(LIST);
    const main = { code: 'C0001', manager: '宋扬', role: 'main', from: '2026-06-01', to: null } as const;
    await expect(assignManager(book, caller(), main)).rejects.toMatchObject({
      code: 'parties.two_mains',
      params: { first: '林一', second: '宋扬', day: '2026-06-01' },
    });
    await changeClient(book, caller(), 'C0001', { manager: '宋扬', managerFrom: '2026-06-01' });
    const { assignments } = clientByCode(book, ALL, 'C0001');
    expect(['2026-05-31', '2026-06-01'].map(day => assignedOn(assignments, day, 'main'))).toEqual([
      ['林一'],
      ['宋扬'],
    ]);
    await changeClient(book, caller(), 'C0001', { manager: '何苗', managerFrom: '2026-05-10' });
    const after = clientByCode(book, ALL, 'C0001').assignments;
    expect(['2026-05-09', '2026-06-01'].map(day => assignedOn(after, day, 'main'))).toEqual([
      ['林一'],
      ['何苗'],
    ]);
  });
});

it('wallets are linked by days that do not overlap', async () => {
  const book = await bookWith(LIST);
  await keepParty(book, caller(), {
    kind: 'wallet',
    name: '华东钱包',
    type: 'shared_wallet',
    platformId: '1829000000000001',
  });
  const link = {
    accountId: '1722699758076391',
    walletId: '1829000000000001',
    from: '2026-05-01',
    to: '2026-05-31',
  };
  await linkWallet(book, caller(), link);
  await expect(linkWallet(book, caller(), { ...link, from: '2026-05-31', to: null })).rejects.toMatchObject({
    code: 'clients.link_overlaps',
  });
  await linkWallet(book, caller(), { ...link, to: '2026-05-15' });
  await linkWallet(book, caller(), { ...link, from: '2026-05-16', to: null });
  const links = book
    .prepare('SELECT from_on, until_on FROM pool_link WHERE from_on IS NOT NULL ORDER BY id')
    .all();
  expect(links).toEqual([
    { from_on: '2026-05-01', until_on: '2026-05-15' },
    { from_on: '2026-05-16', until_on: null },
  ]);
});

it('other parties have one name each, and are archived', async () => {
  const book = newBook();
  const bank = { kind: 'money', name: '建行基本户', type: 'bank', number: '33050161000000001' } as const;
  const { id } = await keepParty(book, caller(), bank);
  await expect(keepParty(book, caller(), bank)).rejects.toMatchObject({ code: 'clients.party_exists' });
  await keepParty(book, caller(), { ...bank, name: '建行一般户' }, id);
  await archiveParty(book, caller(), { kind: 'money', id, archived: true });
  expect(listParties(book, 'money')).toMatchObject([{ name: '建行一般户', archivedOn: '2026-05-08' }]);
  await expect(keepParty(book, caller(), { kind: 'employee', name: ' ' })).rejects.toMatchObject({
    code: 'clients.party_name_empty',
  });
});
