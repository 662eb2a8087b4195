import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { NONCE_SLOT } from '../../src/contract/host.ts';

// What a new user does on a machine with nothing but Node and npm: the checkout's files in a new folder with spaces in
// its name, no compiler on PATH, `npm start -- --no-open`, one visit, Ctrl C. Counts its steps in the last line.

const root = join(import.meta.dirname, '..', '..');
const START_MS = 400_000;
const STOP_MS = 20_000;
/** Programs that npm needs on PATH; nothing else is put there. */
const PROGRAMS = ['node', 'npm', 'sh'];
/** Settings of npm that say where packages come from; the rest of an outer `npm test` must not leak in. */
const KEPT = /^npm_config_(registry|cache|userconfig|globalconfig|prefix|cafile)$/i;

let passed = 0;
function step(name: string): void {
  passed += 1;
  console.log(`ok: ${name}`);
}

/** The machine's own program, not one of the checkout's. */
function onMachine(name: string): string | null {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => !folder.includes('node_modules'));
  const places = [...folders, '/usr/local/bin', '/usr/bin', '/bin'].map(folder => join(folder, name));
  return places.find(existsSync) ?? null;
}

function copyWorkingFiles(target: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  const files = listed.toString('utf8').split('\0').filter(Boolean);
  for (const file of files.filter(each => existsSync(join(root, each)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(root, file), join(target, file));
  }
}

function bareEnvironment(folder: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of PROGRAMS) symlinkSync(onMachine(name)!, join(bin, name));
  const kept = Object.entries(process.env).filter(
    ([name]) => KEPT.test(name) || !/^(npm_|NODE_|INIT_CWD$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: bin, DUIZHANG_DATA: join(folder, 'data') };
}

/** The address that the running program prints; fails with all it said if it ends or takes too long. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no address in time:\n${said}`)), START_MS);
    const hear = (bytes: Buffer) => {
      said += bytes;
      const address = /^http:\/\/127\.0\.0\.1:\d+\/\S*\n/m.exec(said)?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve(address.trim());
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.on('exit', code => reject(new Error(`ended with ${code}:\n${said}`)));
  });
}

async function visit(address: string, cookie?: string): Promise<{ answer: IncomingMessage; body: string }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers: cookie ? { cookie } : {} }, resolve).on('error', reject);
  });
  let body = '';
  for await (const bytes of answer.setEncoding('utf8')) body += bytes;
  return { answer, body };
}

async function visitDesk(address: string): Promise<void> {
  const { origin } = new URL(address);
  assert.equal((await visit(`${origin}/`)).answer.statusCode, 403);
  step('without the token there is nothing to see');

  const { answer } = await visit(address);
  const cookie = `${answer.headers['set-cookie']}`;
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
  step('the token buys a strict cookie');

  const page = await visit(`${origin}/`, cookie.split(';')[0]);
  assert.equal(page.answer.statusCode, 200);
  assert.match(String(page.answer.headers['content-security-policy']), /default-src 'none'/);
  assert.match(page.body, /<script type="module"/);
  assert.ok(!page.body.includes(NONCE_SLOT));
  step('the page is served with its policy');

  assert.equal((await visit(address)).answer.statusCode, 403);
  step('the token works once');
}

async function stop(child: ChildProcess, address: string): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('still running after Ctrl C')), STOP_MS);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  // As a terminal does it: the whole group hears Ctrl C.
  process.kill(-child.pid!, 'SIGINT');
  await ended;
  await assert.rejects(visit(address));
  step('Ctrl C stops it');
}

async function tryClone(folder: string): Promise<void> {
  const clone = join(folder, 'empty clone 对账台');
  mkdirSync(clone);
  copyWorkingFiles(clone);
  const env = bareEnvironment(folder);
  const child = spawn('npm', ['start', '--', '--no-open'], { cwd: clone, env, detached: true });
  try {
    const address = await addressOf(child);
    step('npm start installs, builds and prints its address');
    const lock = readFileSync(join(clone, 'node_modules', '.duizhang-lock'), 'utf8');
    assert.match(lock, /^[0-9a-f]{64}\n$/);
    await visitDesk(address);
    await stop(child, address);
  } finally {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  }
}

if (process.platform === 'win32' || PROGRAMS.some(name => onMachine(name) === null)) {
  console.log('skipped: no npm outside the checkout');
  console.log('CLONE 0 passed, 0 failed, 1 skipped');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang clone '));
  let failed = 0;
  try {
    await tryClone(folder);
  } catch (error) {
    failed = 1;
    console.log((error as Error).stack);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log(`CLONE ${passed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed;
}
