import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findOrInstallBrowser } from '../src/runtime/browser.ts';
import { build } from '../src/runtime/build.ts';

// What `npm test` runs: every stage in order, each with its time, and one line of totals at the very end.
// `npm test -- --only unit,lint` runs some of them.

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, '..');
const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };
const SKIPPED: Counts = { passed: 0, failed: 0, skipped: 1 };

const tool = (...path: string[]) => join(root, 'node_modules', ...path);
const stages: Record<string, () => Counts> = {
  types: () => checked(node([tool('typescript', 'bin', 'tsc'), '-p', '.'])),
  lint: () => checked(node([tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'])),
  layers: () => checked(node(['test/house/layers.ts'])),
  unit,
  build: () => {
    const fault = build();
    if (fault !== null) console.log(fault);
    return fault === null ? PASSED : FAILED;
  },
  built: () => counted('test/electron/built.ts'),
  e2e: endToEnd,
  clone: () => counted('test/house/clone.ts'),
  live: () => counted('test/electron/live.ts'),
};

function node(args: string[], env: NodeJS.ProcessEnv = process.env): SpawnSyncReturns<Buffer> {
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** A check that only says yes or no counts as one test. */
function checked({ status }: SpawnSyncReturns<Buffer>): Counts {
  return status === 0 ? PASSED : FAILED;
}

/** Unit and integration tests, counted from Vitest's own JSON report. */
function unit(): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang-test-'));
  const report = join(folder, 'vitest.json');
  try {
    const reporters = [
      '--silent=passed-only',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const { status } = node([tool('vitest', 'vitest.mjs'), 'run', ...reporters]);
    return existsSync(report) ? vitestCounts(readFileSync(report, 'utf8'), status) : FAILED;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts of a Vitest report; a run that failed without a failing test (a file that would not load) counts one. */
export function vitestCounts(report: string, status: number | null): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(report);
  const failed = numFailedTests || (status === 0 ? 0 : 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

function endToEnd(): Counts {
  const browser = findOrInstallBrowser(line => console.log(line));
  if (browser) return counted('test/e2e/run.ts', { ...process.env, CHROMIUM_PATH: browser });
  console.log('skipped: no Chromium here and none could be installed');
  return SKIPPED;
}

/** Runs a test program that closes with a line of counts; one that dies without it counts as failed. */
function counted(program: string, env: NodeJS.ProcessEnv = process.env): Counts {
  const { status, stdout } = spawnSync(process.execPath, [program], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.stdout.write(stdout);
  return programCounts(stdout, status);
}

/** Counts of the last line of a test program's output, never kinder than its exit code. */
export function programCounts(output: string, status: number | null): Counts {
  const numbers = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(output);
  if (!numbers) return FAILED;
  const [passed, failed, skipped] = numbers.slice(1).map(Number) as [number, number, number];
  return { passed, failed: failed || (status === 0 ? 0 : 1), skipped };
}

function chosenStages(): string[] {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [] } } });
  const chosen = values.only.flatMap(names => names.split(','));
  const unknown = chosen.filter(name => !Object.hasOwn(stages, name));
  if (unknown.length > 0) {
    console.error(`no such stage: ${unknown}; known: ${Object.keys(stages).join(', ')}`);
    process.exit(2);
  }
  return Object.keys(stages).filter(name => chosen.length === 0 || chosen.includes(name));
}

function main(): void {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const name of chosenStages()) {
    console.log(`\n── ${name}`);
    const started_ms = performance.now();
    const counts = stages[name]!();
    for (const kind of ['passed', 'failed', 'skipped'] as const) total[kind] += counts[kind];
    const seconds = ((performance.now() - started_ms) / 1000).toFixed(1).padStart(6);
    const { passed, failed, skipped } = counts;
    lines.push(`${name.padEnd(7)} ${seconds} s  ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  console.log(`\n${lines.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

if (import.meta.main) main();
