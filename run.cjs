'use strict';
// What `npm start` and `npm test` call. Plain JavaScript, so that it also runs under an old Node: it installs what the
// lockfile names if need be, then hands over to the real program under Node 24.
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { constants } = require('node:os');
const { basename, join } = require('node:path');

const NODE_NEEDED = 24;
const PROGRAMS = {
  start: 'src/runtime/start.ts',
  test: 'test/run.ts',
  cli: 'src/runtime/cli.ts',
  bench: 'test/bench/run.ts',
  package: 'electron/package.ts',
};
const windows = process.platform === 'win32';
const modules = join(__dirname, 'node_modules');
const mark = join(modules, '.duizhang-lock');

function stop(chinese, english) {
  console.error(chinese);
  console.error(english);
  process.exit(1);
}

/** npm runs its own script file where it is known; else the command on PATH, which on Windows needs the shell. */
function npm(...args) {
  const script = process.env.npm_execpath || '';
  const options = { cwd: __dirname, stdio: ['ignore', process.stderr, process.stderr] };
  if (/^npm-cli\.c?js$/.test(basename(script)))
    return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
}

function install() {
  const hash = createHash('sha256')
    .update(readFileSync(join(__dirname, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8').trim() === hash) return;
  console.error('正在安装所需的软件包，只做一次 · Installing packages, once');
  const { status } = npm('ci');
  if (status !== 0)
    stop(
      '软件包安装失败（npm ci）。请检查网络和 npm 源，再运行一次同一条命令。',
      'Installing the packages failed (npm ci). Check the network and the npm registry, then run the same command again.',
    );
  writeFileSync(mark, `${hash}\n`);
}

/** Programs to try in order: the Node 24 that came with the packages, then the machine's own if it is new enough. */
function nodes() {
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const shipped = join(modules, name, 'bin', windows ? 'node.exe' : 'node');
  const own = Number(process.versions.node.split('.')[0]) >= NODE_NEEDED ? [process.execPath] : [];
  return existsSync(shipped) ? [shipped, ...own] : own;
}

function run([node, ...others], program, args) {
  if (!node)
    stop(
      `对账台需要 Node ${NODE_NEEDED} 或更新的版本；这台机器是 ${process.version}。请从 nodejs.org 安装后再试。`,
      `Duizhang Desk needs Node ${NODE_NEEDED} or newer; this machine has ${process.version}. Install it from nodejs.org and try again.`,
    );
  const env = { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env }; // quicker starts
  const child = spawn(node, [join(__dirname, program), ...args], { stdio: 'inherit', env });
  // A terminal sends its interrupt to the child by itself.
  const forward = signal => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.removeAllListeners(signal).on(signal, forward);
  child.on('error', () => run(others, program, args));
  child.on('exit', (code, signal) => process.exit(code === null ? 128 + constants.signals[signal] : code));
}

const [verb, ...args] = process.argv.slice(2);
if (!PROGRAMS[verb])
  stop(`没有这个命令：${verb}`, `No such command: ${verb}. Known: ${Object.keys(PROGRAMS).join(', ')}`);
install();
run(nodes(), PROGRAMS[verb], args);
