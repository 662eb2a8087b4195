import { describe, expect, it } from 'vitest';
import { writeXlsx } from '../../src/files/write-xlsx.ts';
import { readClientsFile } from '../../src/services/clients.ts';
import { fileOf, placeFor } from './book.ts';

const HEADINGS =
  '客户编号,客户名称,主体类型,主体名称,证件号码,付款户名别名,客户经理,对公验证,前返比例,前返方式,千川账户ID,DOU+账户';
const GBK_CLIENT = Buffer.from('bfcdbba7c3fbb3c62cbfcdbba7b1e0bac50d0abcd7c9ccb3a12c4330310d0a', 'hex');

const readText = (text: string | Uint8Array, name = '名单.csv') => readClientsFile(fileOf(name, text));
const codes = (findings: { code: string }[]) => findings.map(({ code }) => code);

describe('a client list is read', () => {
  it('with BOM, CRLF, spaces, empty lines and several values in a cell', async () => {
    const { rows, refused, findings } = await readText(
      `\uFEFF${HEADINGS}\r\n,,,,,,,,,,,\r\n C0001 ,杭州甲商贸有限公司　,企业,,91350100M000100Y43,王军英；李四;赵五,林一、宋扬,已通过,3.5%,现金,"1722699758076391;1722699758076392\n1722699758076393",dy1 dy2\r\n\r\n`,
    );
    expect(refused).toEqual([]);
    expect(findings).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.client).toMatchObject({
      row: 3,
      code: 'C0001',
      name: '杭州甲商贸有限公司',
      subjectKind: 'enterprise',
      paperNo: '91350100M000100Y43',
      verification: 'passed',
      manager: '林一',
      assistants: ['宋扬'],
      frontRebatePpm: 35_000,
      frontRebateForm: 'cash',
      aliases: ['王军英', '李四', '赵五'].map(name => ({ kind: 'payer', name })),
      accounts: [
        { kind: 'qianchuan', id: '1722699758076391', name: '' },
        { kind: 'qianchuan', id: '1722699758076392', name: '' },
        { kind: 'qianchuan', id: '1722699758076393', name: '' },
        { kind: 'douplus', id: 'dy1', name: '' },
        { kind: 'douplus', id: 'dy2', name: '' },
      ],
    });
  });

  it('in GBK, columns in any order', async () => {
    const { rows } = await readText(GBK_CLIENT);
    expect(rows.map(({ client }) => [client.code, client.name])).toEqual([['C01', '甲商场']]);
  });

  it('from a workbook, below notes, with a rate that Excel keeps as a fraction', async () => {
    const path = placeFor('名单.xlsx');
    const cells = ['*客户名称', '前返比例（%）', '付款户名', '千川ID', '地区'];
    await writeXlsx(path, [
      {
        name: '客户',
        title: ['客户名单', '请勿改动表头'],
        columns: cells.map((heading, at) => ({ heading, kind: at === 1 ? 'decimal' : 'text' })),
        rowCount: 1,
        rows: () => [['甲商贸', '0.03', '王 军英 李四', '1722699758076391\n1722699758076392', '浙江']],
      },
    ]);
    const { rows, findings } = await readClientsFile({ path, name: '名单.xlsx' });
    expect(codes(findings)).toEqual(['clients.unknown_heading']);
    expect(findings[0]).toMatchObject({ severity: 'info', params: { heading: '地区' } });
    expect(rows[0]!.client).toMatchObject({ name: '甲商贸', frontRebatePpm: 30_000 });
    expect(rows[0]!.client.accounts.map(({ id }) => id)).toEqual(['1722699758076391', '1722699758076392']);
  });

  it('from two sheets, clients and their accounts, beside a sheet of notes', async () => {
    const path = placeFor('名单.xlsx');
    const sheet = (name: string, headings: string[], row: string[]) => ({
      name,
      columns: headings.map(heading => ({ heading, kind: 'id' as const })),
      rowCount: 1,
      rows: () => [row],
    });
    await writeXlsx(path, [
      sheet('客户', ['客户编号', '客户名称'], ['C1', '甲商贸']),
      sheet('说明', ['列名', '填法'], ['客户名称', '全称']),
      sheet(
        '账户',
        ['客户编号', '客户名称', '平台', '平台账户ID', '账户名称', '抖音号'],
        ['C1', '甲商贸', 'DOU+', 'dy18059811', '甲商贸-1', 'dy18059811'],
      ),
    ]);
    const { rows, refused, findings } = await readClientsFile({ path, name: '名单.xlsx' });
    expect([refused, findings]).toEqual([[], []]);
    expect(rows.map(({ sheet: name, client }) => [name, client.code, client.accounts])).toEqual([
      ['客户', 'C1', []],
      ['账户', 'C1', [{ kind: 'douplus', id: 'dy18059811', name: '甲商贸-1' }]],
    ]);
  });

  it.each([
    ['王军英 李四光', ['王军英', '李四光']],
    ['张 三', ['张三']],
    ['Acme Trading Ltd', ['Acme Trading Ltd']],
    ['甲公司；甲公司', ['甲公司']],
  ])('parting payers %s', async (cell, names) => {
    const { rows } = await readText(`客户名称,付款户名别名\n甲,${cell}\n`);
    expect(rows[0]!.client.aliases.map(({ name }) => name)).toEqual(names);
  });
});

describe('a faulty cell refuses its row and no other', () => {
  it.each([
    ['客户编号,客户名称\nC1,\nC2,乙', 'clients.name_missing', '客户名称'],
    ['客户名称,主体类型\n甲,机构\n乙,企业', 'clients.unknown_word', '主体类型'],
    ['客户名称,千川账户ID\n甲,1.7227E+15\n乙,1722699758076391', 'clients.number_destroyed', '千川账户ID'],
    ['客户名称,千川账户ID\n甲,账户一\n乙,', 'clients.account_not_digits', '千川账户ID'],
    ['客户名称,证件号码\n甲,9.135E+17\n乙,', 'clients.number_destroyed', '证件号码'],
    ['客户名称,前返比例\n甲,三个点\n乙,3%', 'clients.no_rate', '前返比例'],
    ['客户名称,前返比例\n甲,-3%\n乙,0', 'clients.no_rate', '前返比例'],
    ['客户名称,经理起始日\n甲,2026-02-30\n乙,2026/5/1', 'clients.no_day', '经理起始日'],
    [
      '客户名称,千川账户ID,DOU+账户\n甲,1722699758076,1722699758076\n乙,,',
      'clients.account_both_kinds',
      'DOU+账户',
    ],
  ])('%#', async (text, code, column) => {
    const { rows, refused } = await readText(text);
    expect(rows.map(({ client }) => client.name)).toEqual(['乙']);
    expect(refused).toHaveLength(1);
    const { row, cells, findings } = refused[0]!;
    expect(row).toBe(2);
    expect(cells).toHaveLength(text.split('\n')[0]!.split(',').length);
    expect(findings[0]).toMatchObject({ severity: 'error', code, place: { row: 2, column } });
  });

  it('a wrong check character only warns', async () => {
    const { rows, refused } = await readText('客户名称,主体类型,证件号码\n甲,企业,91350100M000100Y42\n');
    expect(refused).toEqual([]);
    expect(rows[0]!.findings[0]).toMatchObject({
      severity: 'warn',
      code: 'parties.credit_code',
      place: { file: '名单.csv', row: 2, column: '证件号码' },
    });
  });
});

it('a file without 客户名称 is refused as a whole', async () => {
  await expect(readText('日期,金额\n2026-05-01,1.00\n')).rejects.toMatchObject({ code: 'clients.no_header' });
});

it('a heading twice is read once, and said', async () => {
  const { rows, findings } = await readText('客户名称,客户编号,客户编号\n甲,C1,C2\n');
  expect(codes(findings)).toEqual(['clients.doubled_heading']);
  expect(rows[0]!.client.code).toBe('C1');
});
