import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programCounts, vitestCounts } from '../run.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const LOCK = '{"lockfileVersion":3}';
const HASH = createHash('sha256').update(LOCK).digest('hex');
const CLI = `
if (process.argv[2] === 'fail') process.exitCode = 7;
if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(5));
  setInterval(() => {}, 1000);
}
const cache = process.env.NODE_COMPILE_CACHE;
process.stdout.write(JSON.stringify({ args: process.argv.slice(2), node: process.execPath, cache }));
`;

describe('run.cjs', () => {
  let folder: string;
  let home: string;
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), text);
  };
  /** An npm that does what `text` says instead of installing. */
  const fakeNpm = (text: string) => {
    writeFileSync(
      join(folder, 'npm-cli.js'),
      `require('fs').appendFileSync(${JSON.stringify(join(folder, 'calls'))}, process.argv.slice(2).join(' ') + '\\n');${text}`,
    );
  };
  const installing = `require('fs').mkdirSync('node_modules', { recursive: true }); console.log('noise');`;
  const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '');
  const environment = () => ({ ...process.env, npm_execpath: join(folder, 'npm-cli.js') });
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['run.cjs', ...args], { cwd: home, env: environment(), encoding: 'utf8' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'run cjs '));
    home = join(folder, 'desk 对账');
    mkdirSync(home);
    copyFileSync(join(checkout, 'run.cjs'), join(home, 'run.cjs'));
    put('package-lock.json', LOCK);
    put('src/runtime/cli.ts', CLI);
    fakeNpm(installing);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is short', () => {
    expect(readFileSync(join(checkout, 'run.cjs'), 'utf8').split('\n').length).toBeLessThanOrEqual(81);
  });

  it('installs once, marks it, and keeps stdout for the program', () => {
    const first = run('cli', 'a b', '--c', '');
    expect(JSON.parse(first.stdout).args).toEqual(['a b', '--c', '']);
    expect(first.stderr).toContain('noise');
    expect(readFileSync(join(home, 'node_modules', '.duizhang-lock'), 'utf8')).toBe(`${HASH}\n`);
    const second = run('cli');
    expect(second.stderr).toBe('');
    expect(calls()).toBe('ci\n');
  });

  it('installs again when the lockfile changed', () => {
    run('cli');
    put('package-lock.json', `${LOCK} `);
    run('cli');
    expect(calls()).toBe('ci\nci\n');
  });

  it('ends with a sentence when installing fails, and leaves no mark', () => {
    fakeNpm('process.exit(9);');
    const { status, stdout, stderr } = run('cli');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/软件包安装失败[\s\S]*Installing the packages failed/);
    expect(existsSync(join(home, 'node_modules', '.duizhang-lock'))).toBe(false);
  });

  it('passes the exit code through', () => {
    expect(run('cli', 'fail').status).toBe(7);
  });

  it('prefers the Node that came with the packages', () => {
    if (process.platform === 'win32') return;
    const shipped = join('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
    put('node_modules/.duizhang-lock', HASH);
    mkdirSync(dirname(join(home, shipped)), { recursive: true });
    writeFileSync(join(home, shipped), `#!/bin/sh\necho shipped "$@"\n`, { mode: 0o755 });
    expect(run('cli', 'x y').stdout).toBe(`shipped ${join(home, 'src/runtime/cli.ts')} x y\n`);
  });

  it('keeps compiled code beside the packages, unless told where', () => {
    const cacheOf = (extra: NodeJS.ProcessEnv) => {
      const env = { ...environment(), NODE_COMPILE_CACHE: undefined, ...extra };
      const { stdout } = spawnSync(process.execPath, ['run.cjs', 'cli'], {
        cwd: home,
        env,
        encoding: 'utf8',
      });
      return JSON.parse(stdout).cache;
    };
    expect(cacheOf({})).toBe(join(home, 'node_modules', '.cache', 'compiled'));
    expect(cacheOf({ NODE_COMPILE_CACHE: folder })).toBe(folder);
  });

  it('falls back to its own Node where the shipped one does not start', () => {
    if (process.platform === 'win32') return;
    const shipped = join(home, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
    put('node_modules/.duizhang-lock', HASH);
    mkdirSync(dirname(shipped), { recursive: true });
    symlinkSync('/dev/null', shipped);
    expect(JSON.parse(run('cli').stdout).node).toBe(process.execPath);
  });

  it('says in two languages that no Node is new enough', () => {
    put('node_modules/.duizhang-lock', HASH);
    put(
      'old.cjs',
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } });`,
    );
    const preload = ['--require', join(home, 'old.cjs')];
    const { status, stderr } = spawnSync(process.execPath, [...preload, 'run.cjs', 'cli'], {
      cwd: home,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/对账台需要 Node 24[\s\S]*Duizhang Desk needs Node 24/);
  });

  it('names an unknown verb', () => {
    const { status, stderr } = run('dance');
    expect(status).toBe(1);
    expect(stderr).toMatch(/没有这个命令：dance[\s\S]*No such command: dance/);
  });

  it('forwards a signal and ends as the program does', async () => {
    if (process.platform === 'win32') return;
    const child: ChildProcess = spawn(process.execPath, ['run.cjs', 'cli', 'wait'], {
      cwd: home,
      env: environment(),
    });
    const ended = new Promise(resolve => child.on('exit', resolve));
    await new Promise(resolve => child.stdout!.once('data', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(5);
  });
});

describe('counting tests', () => {
  it('reads a Vitest report, and never calls a broken run good', () => {
    const report = (failed: number) =>
      JSON.stringify({ numPassedTests: 5, numFailedTests: failed, numPendingTests: 1, numTodoTests: 0 });
    expect(vitestCounts(report(0), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
    expect(vitestCounts(report(2), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
    expect(vitestCounts(report(0), 1)).toEqual({ passed: 5, failed: 1, skipped: 1 });
  });

  it('reads the last line of a program, and never calls a dead one good', () => {
    expect(programCounts('x\nE2E 3 passed, 0 failed, 1 skipped\n', 0)).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
    });
    expect(programCounts('E2E 3 passed, 0 failed, 0 skipped\n', 1)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
    expect(programCounts('3 passed, 0 failed, 0 skipped\nthen a crash', 0)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
    expect(programCounts('', null).failed).toBe(1);
  });
});
