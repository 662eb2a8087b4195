import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER } from './data.ts';

/** A whole process to be measured. */
export interface Program {
  name: string;
  command: string;
  args: string[];
  /** Text for its standard input. */
  input?: string;
  /** Makes what a run works on; not measured. */
  before?(): void | Promise<void>;
  /** Slow peers run once instead of in every round. */
  once?: true;
}

export interface Measured {
  /** Median wall time of the whole process. */
  seconds: number;
  /** Median peak memory; null where the program cannot tell. */
  peakMb: number | null;
  /** What the last run printed. */
  answer: string;
}

const ROUNDS = 3;
/** Every Node program, ours or a peer, starts with its code compiled, as it starts with its files in the page cache. */
const COMPILE_CACHE = join(BENCH_FOLDER, 'compiled');

/** Runs programs in turn (A B C, A B C, A B C), so that whatever else the machine does falls on all alike. */
export async function inTurn(programs: Program[]): Promise<Map<string, Measured>> {
  const runs = new Map<string, Measured[]>(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const program of programs)
      if (round === 0 || !program.once) runs.get(program.name)!.push(await runOnce(program));
  }
  return new Map([...runs].map(([name, measured]) => [name, middle(measured)]));
}

/** Puts files into the page cache. */
export function warm(paths: string[]): void {
  for (const path of paths) readFileSync(path);
}

function middle(runs: Measured[]): Measured {
  const peaks = runs.flatMap(({ peakMb }) => (peakMb === null ? [] : [peakMb]));
  return {
    seconds: median(runs.map(run => run.seconds)),
    peakMb: peaks.length > 0 ? median(peaks) : null,
    answer: runs.at(-1)!.answer,
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

export async function runOnce({ name, command, args, input, before }: Program): Promise<Measured> {
  await before?.();
  const peakFile = join(BENCH_FOLDER, `peak-${process.pid}`);
  rmSync(peakFile, { force: true });
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, {
      env: { ...process.env, BENCH_PEAK: peakFile, NODE_COMPILE_CACHE: COMPILE_CACHE },
    });
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', chunk => out.push(chunk));
    child.stderr.on('data', chunk => complaints.push(chunk));
    child.on('error', reject);
    child.on('close', code => {
      const seconds = (performance.now() - start) / 1_000;
      if (code === 0) {
        resolve({ seconds, peakMb: peakOf(peakFile), answer: Buffer.concat(out).toString() });
      } else {
        reject(
          new Error(`${name} ended with ${code}: ${Buffer.concat(complaints).toString().slice(-2_000)}`),
        );
      }
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function peakOf(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
