import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
const ACCOUNT = '1700000000000001';
const folder = mkdtempSync(join(tmpdir(), 'pools-'));
const book = join(folder, '资金池.duizhang');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const env = { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_PASSPHRASE: '' };
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
}
function desk(...args: string[]) {
  const { status, stdout, stderr } = run(...args);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}
const file = (name: string, lines: string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `\ufeff${lines.join('\r\n')}\r\n`);
  return path;
};

it('ACC-1 `pools show` and `reports pool-statement` tell a pool by kind of money, on a day and over a range', () => {
  desk('book', 'create', '--book', book, '--name', '云策', '--first-period', '2026-05');
  const clients = file('clients.csv', [
    '客户编号,客户名称,主体类型,千川账户ID',
    `C1,上海木桥商贸有限公司,企业,${ACCOUNT}`,
  ]);
  desk('clients', 'import', '--book', book, '--file', clients);
  const flow = file(`财务流水_${ACCOUNT}.csv`, [
    '日期,余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)',
    '2026-05-01,0,0,0,500,0,0,500,500,0',
    '2026-05-02,130,130,0,0,0,0,370,370,0',
  ]);
  desk('statements', 'import', '--book', book, '--file', flow);
  const show = (on: string) => desk('pools', 'show', '--book', book, '--account', ACCOUNT, '--on', on);
  expect(show('2026-05-02')).toMatchObject({
    account: ACCOUNT,
    kind: 'account',
    funder: 'agency',
    on: '2026-05-02',
    buckets: [{ bucket: 'prepay', onBook: true, availableFen: 37_000, onOrderFen: 0, frozenFen: 0 }],
    totalFen: 37_000,
    inTransit: { refundFen: 0, withdrawalFen: 0, rechargeFen: 0 },
    grants: [],
  });
  expect(show('2026-05-01').totalFen).toBe(50_000);
  const out = join(folder, 'pool.csv');
  const range = ['--from', '2026-05-01', '--to', '2026-05-31', '--format', 'csv', '--out', out];
  desk('reports', 'pool-statement', '--book', book, '--account', ACCOUNT, ...range);
  const lines = readFileSync(out, 'utf8').split(/\r?\n/);
  expect(lines).toEqual(
    expect.arrayContaining(['期初余额,0.00,0.00', '充值到账,500.00,500.00', '期末余额,370.00,370.00']),
  );
  const none = run('pools', 'show', '--book', book, '--account', '17');
  expect([none.status, JSON.parse(none.stderr).error.code]).toEqual([2, 'pools.no_account']);
}, 60_000);
