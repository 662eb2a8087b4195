import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk cli '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The document that a command printed; the tests say what must be in it. */
interface Told {
  code?: string;
  message?: string;
  profile?: string | null;
  findings: { message: string }[];
}

/** Runs the command line as a script does: exit code, the JSON of stdout or stderr. */
function run(...args: string[]): { code: number | null; out: Told; error: Told | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DUIZHANG_DATA: join(folder, 'data') },
  });
  const parsed = (text: string) => (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null);
  return { code: status, out: parsed(stdout), error: parsed(stderr)?.error ?? null, stdout };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const line = (id: string, amount: string) => `2026-05-01 08:00:00,收款,${id},,云杉,,${amount},非赠款,,`;

describe('statements inspect', () => {
  it('answers one JSON document with the figures of the file', () => {
    const { code, out, error } = run(
      'statements',
      'inspect',
      '--file',
      file('a.csv', [HEAD, line('1', '2.50')].join('\n')),
    );
    expect([code, error]).toEqual([0, null]);
    expect(out).toMatchObject({
      encoding: 'utf-8',
      profile: 'template.general',
      headerLine: 0,
      rows: 1,
      income: { count: 1, sum: '2.50' },
      closed: { count: 0, sum: '0.00' },
      firstDate: '2026-05-01',
      currency: ['CNY'],
    });
  });

  it('tells a doubt with sheet, row, column and sentence', () => {
    const { out } = run(
      'statements',
      'inspect',
      '--file',
      file('b.csv', [HEAD, line('1.23E+18', '2.50')].join('\n')),
    );
    expect(out.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'statements.id_destroyed', row: 2, column: '单号' }),
    );
    expect(out.findings[0]?.message).toMatch(/\p{Script=Han}/u);
  });

  it('ends 2 with the refusal and its place for a file it cannot read', () => {
    const bad = file('c.csv', '时间,金额\n2026-05-01,"1.00');
    const { code, error, stdout } = run('statements', 'inspect', '--file', bad);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(error).toMatchObject({ code: 'files.unclosed_quote', place: { file: 'c.csv', row: 2 } });
    expect(error?.message).toContain('c.csv');
  });
});

describe('wrong use', () => {
  it.each([
    ['a file that is not there', ['statements', 'inspect', '--file', '/nowhere/x.csv'], 'cli.file_missing'],
    ['no file', ['statements', 'inspect'], 'cli.usage'],
    ['an unknown verb', ['statements', 'inspekt'], 'cli.usage'],
    ['an unknown option', ['statements', 'inspect', '--file', 'x', '--color', 'red'], 'cli.usage'],
    [
      'a window that is no number',
      ['compare', 'run', '--left', 'x', '--right', 'y', '--window-days', 'many'],
      'cli.usage',
    ],
  ])('%s ends 2 with JSON on stderr', (_what, args, wanted) => {
    const { code, error, stdout } = run(...args);
    expect([code, error?.code, stdout]).toEqual([2, wanted, '']);
  });

  it('help is help, not an error', () => {
    const { code, stdout } = run('--help');
    expect(code).toBe(0);
    for (const subject of ['statements', 'compare', 'demo']) expect(stdout).toContain(subject);
  });
});

describe('compare run', () => {
  it('counts, sums and writes the report; a heading may be named for both sides', () => {
    const left = file(
      'l.csv',
      [HEAD, line('SK0001', '1.00'), line('SK0002', '2.00'), line('SK0003', '3.00')].join('\n'),
    );
    const right = file(
      'r.csv',
      [HEAD, line('SK0001', '1.00'), line('SK0002', '2.10'), line('SK0009', '9.00')].join('\n'),
    );
    const report = join(folder, 'report.xlsx');
    const named = ['--key', '单号', '--amount', '金额(元)', '--date', '时间', '--window-days', '0'];
    const { code, out } = run('compare', 'run', '--left', left, '--right', right, ...named, '--out', report);
    expect(code).toBe(0);
    expect(out).toMatchObject({ equal: 1, differing: 1, leftOnly: 1, rightOnly: 1, duplicates: 0, fuzzy: 0 });
    expect(existsSync(report)).toBe(true);
  });

  it('names the columns there are when one is not', () => {
    const left = file('l2.csv', [HEAD, line('SK0001', '1.00')].join('\n'));
    const { code, error } = run('compare', 'run', '--left', left, '--right', left, '--amount', '钱');
    expect(code).toBe(2);
    expect(error?.message).toContain('钱');
  });
});

describe('statements map', () => {
  it('teaches this workstation an unknown form', () => {
    const unknown = file('结算.csv', '结算日,应结金额\n2026-05-01,350.00\n');
    expect(run('statements', 'inspect', '--file', unknown).out.profile).toBeNull();
    const mapped = run(
      'statements',
      'map',
      '--file',
      unknown,
      '--name',
      '结算',
      '--columns',
      'time=结算日,amount=应结金额',
      '--amount',
      'fixed:expense',
    );
    expect(mapped.out).toMatchObject({ id: 'user.结算', version: 1 });
    expect(run('statements', 'inspect', '--file', unknown).out).toMatchObject({
      profile: 'user.结算',
      expense: { count: 1, sum: '350.00' },
    });
  });

  it.each([
    ['cli.columns', ['--columns', 'when=结算日', '--amount', 'fixed:expense']],
    ['cli.amount', ['--columns', 'time=结算日,amount=应结金额', '--amount', 'both']],
    ['profiles.column_missing', ['--columns', 'time=结算日', '--amount', 'fixed:expense']],
  ])('refuses %s', (wanted, args) => {
    const unknown = file('x.csv', '结算日,应结金额\n2026-05-01,350.00\n');
    expect(run('statements', 'map', '--file', unknown, '--name', 'x', ...args).error?.code).toBe(wanted);
  });
});

describe('a reader that stops reading', () => {
  it('ends the command without a fault', async () => {
    const child = spawn(process.execPath, [CLI, 'rules', 'list'], {
      env: { ...process.env, DUIZHANG_DATA: join(folder, 'data') },
    });
    child.stdout.destroy();
    let told = '';
    child.stderr.on('data', (part: Buffer) => {
      told += part;
    });
    const [code] = await once(child, 'close');
    expect([code, told]).toEqual([0, '']);
  });
});
