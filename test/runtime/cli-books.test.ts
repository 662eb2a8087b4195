import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
let folder: string;
let book: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk books '));
  book = join(folder, '云策.duizhang');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  code?: string;
  plan?: Record<string, number>;
  booked?: number;
  ok?: boolean;
  transfers?: number;
}

function run(
  environment: Record<string, string>,
  ...args: string[]
): { code: number | null; out: Told; error: Told | null } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_PASSPHRASE: '', ...environment },
  });
  return {
    code: status,
    out: stdout === '' ? {} : JSON.parse(stdout),
    error: stderr === '' ? null : (JSON.parse(stderr).error as Told),
  };
}
const desk = (...args: string[]) => run({}, ...args);

function file(name: string, lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const CLIENTS = [
  '客户编号,客户名称,主体类型,主体名称,证件号码,付款户名别名,客户经理,千川账户ID,DOU+账户',
  'C0001,杭州云杉电子商务有限公司,企业,杭州云杉电子商务有限公司,,,林一,1722699758076391,dy18059811',
];
const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const RECEIPT =
  '2026-05-01 08:14:24,收款,SK202605010000107,,杭州云杉电子商务有限公司,,28400.00,非赠款,,对公转账';

describe('a book by the command line', () => {
  it('is made, takes clients once, and verifies clean', () => {
    expect(desk('book', 'create', '--book', book, '--name', '云策', '--first-period', '2026-05').code).toBe(
      0,
    );
    const list = file('clients.csv', CLIENTS);
    expect(desk('clients', 'import', '--book', book, '--file', list).out).toMatchObject({
      counts: { new: 1, refused: 0 },
    });
    expect(desk('clients', 'import', '--book', book, '--file', list).out).toMatchObject({
      counts: { new: 0, same: 1 },
    });
    expect(desk('clients', 'list', '--book', book, '--query', 'hzys').out).toMatchObject([{ code: 'C0001' }]);
    expect(desk('book', 'verify', '--book', book).out).toMatchObject({ ok: true, findings: [] });
  });

  it('books a statement once: a dry run and a second import move nothing', () => {
    const statement = file('通用流水.csv', [HEAD, RECEIPT]);
    const args = ['statements', 'import', '--book', book, '--file', statement];
    expect(desk(...args, '--dry-run').out).toMatchObject({ plan: { new: 1 }, booked: 0, batch: null });
    const first = desk(...args);
    expect(first.out.plan).toMatchObject({ new: 1, known: 0 });
    expect(first.out.booked).toBeGreaterThan(0);
    const before = desk('ledger', 'balances', '--book', book).out;
    expect(desk(...args).out).toMatchObject({ plan: { new: 0, known: 1 }, booked: 0 });
    expect(desk('ledger', 'balances', '--book', book).out).toEqual(before);
    expect(JSON.stringify(before)).toContain('2840000');
  });

  it('hands out journals and reports', () => {
    for (const format of ['hledger', 'beancount']) {
      const out = join(folder, `book.${format}`);
      expect(desk('ledger', 'export', '--book', book, '--format', format, '--file', out).code).toBe(0);
      expect(readFileSync(out, 'utf8')).toContain('28400.00');
    }
    const range = ['--from', '2026-05-01', '--to', '2026-05-31', '--format', 'csv'];
    for (const kind of ['trial-balance', 'client-statement']) {
      const out = join(folder, `${kind}.csv`);
      expect(desk('reports', kind, '--book', book, '--client', 'C0001', ...range, '--out', out).code).toBe(0);
      expect(readFileSync(out, 'utf8')).toMatch(/\p{Script=Han}/u);
    }
  });

  it('is copied, and a copy takes its place while the old file stays beside', () => {
    const copies = join(folder, 'copies');
    expect(desk('book', 'backup', '--book', book, '--to', copies).out).toMatchObject({ verified: true });
    const copy = join(copies, readdirSync(copies).find(name => name.endsWith('.duizhang'))!);
    expect(desk('book', 'restore', '--from', copy, '--book', book).code).toBe(0);
    expect(readdirSync(folder).some(name => name.includes('before-restore'))).toBe(true);
    expect(desk('book', 'verify', '--book', book).out.ok).toBe(true);
  });

  it('is refused by name: not there, already there, an unknown client', () => {
    expect(desk('book', 'verify', '--book', join(folder, 'no.duizhang')).error?.code).toBe('books.missing');
    expect(desk('book', 'create', '--book', book, '--name', 'x').error?.code).toBe('books.exists');
    expect(desk('ledger', 'balances', '--book', book, '--client', 'C9').error?.code).toBe(
      'clients.not_found',
    );
  });
});

describe('a sealed book', () => {
  it('opens with its passphrase only, and shows nothing without it', () => {
    const sealed = join(folder, 'sealed.duizhang');
    const key = { DUIZHANG_PASSPHRASE: '八个字符以上的口令' };
    expect(run(key, 'book', 'create', '--book', sealed, '--name', '云策').out).toMatchObject({
      sealed: true,
    });
    expect(run(key, 'book', 'verify', '--book', sealed).out.ok).toBe(true);
    const wrong = run({ DUIZHANG_PASSPHRASE: '另一个口令另一个口令' }, 'book', 'verify', '--book', sealed);
    const none = desk('book', 'verify', '--book', sealed);
    expect(wrong.error?.code).toBe('books.wrong_passphrase');
    expect(none.error?.code).toBe('books.passphrase_needed');
    expect(readFileSync(sealed).includes(Buffer.from('云策'))).toBe(false);
    expect(existsSync(sealed)).toBe(true);
  });
});
