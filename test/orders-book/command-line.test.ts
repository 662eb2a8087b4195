import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { no, QIANCHUAN, suixintuiFile } from './desk.ts';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'orders-'));
const book = join(folder, '订单.duizhang');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function desk(...args: string[]) {
  const env = { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_PASSPHRASE: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

it('orders are imported and listed, limits shown, by the command line', () => {
  desk('book', 'create', '--book', book, '--name', '云策', '--first-period', '2026-05');
  const clients = join(folder, 'clients.csv');
  writeFileSync(
    clients,
    `客户编号,客户名称,主体类型,主体名称,证件号码,付款户名别名,客户经理,千川账户ID,DOU+账户
C0001,杭州云杉电子商务有限公司,企业,杭州云杉电子商务有限公司,,,林一,${QIANCHUAN},dy18059811`,
  );
  desk('clients', 'import', '--book', book, '--file', clients);
  const file = suixintuiFile([
    { no: no(1), state: '投放中', spent: '100.00' },
    { no: no(2), state: '投放完成', spent: '500.00' },
  ]);
  const done = desk('orders', 'import', '--book', book, '--file', file);
  expect([done.plan.new, done.orders]).toEqual([2, { created: 2, updated: 0, flagged: 0 }]);
  const list = desk('orders', 'list', '--book', book, '--client', 'C0001', '--state', 'FINISHED');
  expect([list.total, list.orders[0].orderNo, list.sums.spentFen]).toEqual([1, no(2), 50_000]);
  expect(list.orders[0].finality).toBe('reported');
  const none = desk('orders', 'list', '--book', book, '--from', '2026-05-11', '--to', '2026-05-31');
  expect(none.total).toBe(0);
  const limits = desk('limits', 'show', '--book', book, '--client', 'C0001', '--on', '2026-05-20');
  expect(limits.subjects[0]).toMatchObject({ kind: 'enterprise', state: 'free' });
  expect(desk('book', 'verify', '--book', book).ok).toBe(true);
}, 60_000);
