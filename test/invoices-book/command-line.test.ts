import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readTables } from '../../src/files/tables.ts';
import { csvOf, LIST_HEADINGS, listRows } from '../invoices/lists.ts';
import { invoice, xml } from './book.ts';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'invoices-book-'));
const book = join(folder, '发票.duizhang');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function desk(...args: string[]) {
  const env = { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_PASSPHRASE: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}
const file = (name: string, bytes: string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

it('invoices are imported, what is invoiceable is told, and the reconciliation is written', async () => {
  desk('book', 'create', '--book', book, '--name', '云策', '--first-period', '2026-05');
  const clients = `客户编号,客户名称,主体类型,主体名称,证件号码,付款户名别名,客户经理,千川账户ID,开票模式
C0001,甲店,企业,甲商贸有限公司,,,林一,1831000000000001,M1
C0002,乙店,企业,乙商贸有限公司,,,林一,1831000000000002,M2`;
  desk('clients', 'import', '--book', book, '--file', file('客户.csv', clients));
  const made = invoice({ buyer: { name: '甲商贸有限公司', taxNo: '' } });
  const list = csvOf([LIST_HEADINGS, ...listRows([made])]);
  const first = desk('invoices', 'import', '--book', book, '--file', file('全量发票.csv', list));
  expect(first).toMatchObject({ imported: 1, known: 0, refused: [] });
  const again = desk('invoices', 'import', '--book', book, '--file', file('发票.xml', xml(made)));
  expect(again).toMatchObject({ imported: 0, known: 1 });
  const other = invoice({ buyer: { name: '丁有限公司', taxNo: '' } });
  const { refused } = desk('invoices', 'import', '--book', book, '--file', file('丁.xml', xml(other)));
  expect(refused).toMatchObject([{ number: other.number, code: 'invoices.parties_unknown' }]);
  expect(refused[0].message).toContain('丁有限公司');
  const told = desk('invoices', 'invoiceable', '--book', book, '--client', 'C0001', '--on', '2026-06-30');
  expect(Object.keys(told)).toEqual([
    ...[
      'chargedFen',
      'rebateFen',
      'feeFen',
      'invoicedFen',
      'redFen',
      'invoiceableFen',
      'preInvoicedFen',
      'route',
    ],
  ]);
  expect(told).toMatchObject({ invoicedFen: 106_000, invoiceableFen: 0, preInvoicedFen: 106_000 });
  expect(told.route).toMatchObject({ from: 'agency', way: 'agency' });
  const m2 = desk('invoices', 'invoiceable', '--book', book, '--client', 'C0002', '--on', '2026-06-30');
  expect(m2.route.from).toBe('platform');
  expect(m2.route.findings[0].message).toMatch(/\p{Script=Han}/u);
  const out = join(folder, '发票对账.xlsx');
  const range = ['--from', '2026-06-01', '--to', '2026-06-30'];
  desk('reports', 'invoice-reconciliation', '--book', book, ...range, '--format', 'xlsx', '--out', out);
  expect(existsSync(out)).toBe(true);
  const cells = JSON.stringify(await readTables({ path: out, name: 'a.xlsx' }));
  for (const text of ['客户发票对账表', '应开未开', made.number, '壹仟零陆拾圆整'])
    expect(cells).toContain(text);
  const csv = join(folder, '发票对账.csv');
  const one = ['--client', 'C0001', '--format', 'csv', '--out', csv];
  desk('reports', 'invoice-reconciliation', '--book', book, ...range, ...one);
  expect(existsSync(csv)).toBe(true);
  expect(desk('book', 'verify', '--book', book).ok).toBe(true);
}, 90_000);
