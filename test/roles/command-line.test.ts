import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignManager, createClient } from '../../src/services/clients.ts';
import { keepProfile, setSecret } from '../../src/services/people.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
let folder: string;
let book: string;
let calls = 0;

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_PASSPHRASE: '' },
  });
  return {
    code: status,
    out: stdout === '' ? null : JSON.parse(stdout),
    error: stderr === '' ? null : (JSON.parse(stderr).error as { code: string; message: string }),
  };
}

function caller() {
  calls += 1;
  return {
    actor: '老板',
    key: `cli-roles-${calls}`,
    at: '2026-03-01T02:00:00Z',
    scope: { kind: 'all' } as const,
  };
}

async function client(connection: Connection, code: string, manager: string): Promise<void> {
  const subject = { subjectKind: 'individual', subjectName: `${code}某`, paperNo: '' } as const;
  await createClient(connection, caller(), { ...subject, code, name: `客户${code}` });
  await assignManager(connection, caller(), { code, manager, role: 'main', from: '2026-01-01', to: null });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duizhang-as-'));
  book = join(folder, '岗位.duizhang');
  run('book', 'create', '--book', book, '--name', '岗位', '--first-period', '2026-03');
  const connection = openConnection(book, { readOnly: false });
  await client(connection, 'A', '李');
  await client(connection, 'B', '王');
  await keepProfile(connection, caller(), { name: '李', roles: ['accountManager'] });
  const { profile } = await keepProfile(connection, caller(), { name: '王', roles: ['accountManager'] });
  await setSecret(connection, caller(), { id: profile, secret: { kind: 'pin', value: '2468' } });
  connection.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codes = ({ out }: ReturnType<typeof run>) => (out as { code: string }[]).map(({ code }) => code);

it('acts as the machine’s user with every role, and as a profile where --as names one', () => {
  expect(codes(run('clients', 'list', '--book', book))).toEqual(['A', 'B']);
  expect(codes(run('clients', 'list', '--book', book, '--as', '李'))).toEqual(['A']);
  expect(run('ledger', 'balances', '--book', book, '--client', 'B', '--as', '李').error).toMatchObject({
    code: 'clients.not_found',
  });
});

it('does for a profile what its roles may, and nothing that no role is named for', () => {
  const range = ['--from', '2026-03-01', '--to', '2026-03-31', '--out', join(folder, 'out.csv')];
  expect(run('reports', 'trial-balance', '--book', book, ...range, '--as', '李')).toMatchObject({
    code: 2,
    error: { code: 'session.role' },
  });
  expect(run('clients', 'list', '--book', book, '--as', '赵').error).toMatchObject({
    code: 'cli.no_profile',
  });
  expect(run('clients', 'list', '--book', book, '--as').error).toMatchObject({ code: 'cli.as_needs' });
});

it('asks for the PIN of a profile that has one, from a file and never from the line', () => {
  const pin = (value: string) => {
    const path = join(folder, 'pin.txt');
    writeFileSync(path, `${value}\n`);
    return path;
  };
  const list = ['clients', 'list', '--book', book, '--as', '王'];
  expect(codes(run(...list, '--pin-file', pin('2468')))).toEqual(['B']);
  expect(run(...list, '--pin-file', pin('1111')).error).toMatchObject({ code: 'session.wrong_secret' });
});

it('names the machine’s user in the log', () => {
  writeFileSync(join(folder, 'more.csv'), '客户编号,客户名称,主体类型,主体名称\nC,客户丙,企业,丙公司');
  expect(run('clients', 'import', '--book', book, '--file', join(folder, 'more.csv')).code).toBe(0);
  const connection = openConnection(book, { readOnly: true });
  const actor = connection.prepareValue('SELECT actor FROM log ORDER BY seq DESC LIMIT 1').get();
  connection.close();
  expect(actor).toBe(userInfo().username);
});
