import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TASKS } from './points-tasks.ts';

/**
 * C2: kills a process at every named point of every task, proves what it left, does the work again and proves that too.
 * `node test/crash/points.ts [task …]`.
 */
const CHILD = join(import.meta.dirname, 'points-child.ts');

export interface Point {
  task: string;
  name: string;
  /** The how-many-th time it is come by. */
  times: number;
}

interface Ready {
  task: string;
  /** The folder as the task finds it. */
  folder: string;
}

export async function ready(task: string): Promise<Ready> {
  const folder = mkdtempSync(join(tmpdir(), `duizhang-point-${task}-`));
  await TASKS[task]!.setup(folder);
  return { task, folder };
}

function child({ task, folder }: Ready, point: string, times: number, list: string[] = []) {
  return spawnSync(process.execPath, [CHILD, task, folder, point, String(times), ...list], {
    encoding: 'utf8',
  });
}

function copyOf({ task, folder }: Ready): Ready {
  const copy = mkdtempSync(join(tmpdir(), `duizhang-point-${task}-`));
  cpSync(folder, copy, { recursive: true });
  return { task, folder: copy };
}

export const gone = ({ folder }: Ready) => rmSync(folder, { recursive: true, force: true });

/** Every point that the task comes by, the first time and the last. */
export function pointsOf(start: Ready): Point[] {
  const scratch = copyOf(start);
  const list = join(mkdtempSync(join(tmpdir(), 'duizhang-points-')), 'list');
  const { status, stderr } = child(scratch, '', 0, [list]);
  gone(scratch);
  if (status !== 0) throw new Error(`${start.task} does not run: ${stderr.slice(0, 800)}`);
  const names = Map.groupBy(readFileSync(list, 'utf8').split('\n'), name => name);
  rmSync(join(list, '..'), { recursive: true, force: true });
  return [...names].flatMap(([name, all]) =>
    [...new Set([1, all.length])].map(times => ({ task: start.task, name, times })),
  );
}

/** Kills at a point and proves what is left, before and after the work is done again. Throws at the first fault. */
export async function killAt(start: Ready, { task, name, times }: Point): Promise<void> {
  const scratch = copyOf(start);
  const { run, check } = TASKS[task]!;
  try {
    const { signal, stdout, stderr } = child(scratch, name, times);
    if (signal !== 'SIGKILL') throw new Error(`the point was not reached: ${stderr.slice(0, 300)}`);
    const done = stdout.split('\n').filter(Boolean);
    await check(scratch.folder, done, false);
    await run(scratch.folder, () => undefined);
    await check(scratch.folder, done, true);
  } catch (error) {
    throw new Error(`${task}, ${name} (${times}): ${(error as Error).message}`, { cause: error });
  } finally {
    gone(scratch);
  }
}

if (import.meta.main) {
  const tasks = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(TASKS);
  let kills = 0;
  let faults = 0;
  for (const task of tasks) {
    const start = await ready(task);
    const points = pointsOf(start);
    for (const point of points) {
      kills += 1;
      await killAt(start, point).catch((error: Error) => {
        faults += 1;
        console.log(error.message);
      });
    }
    gone(start);
    console.log(`${task}: ${points.length} points, all reached`);
  }
  console.log(JSON.stringify({ tasks: tasks.length, kills, faults }));
  process.exitCode = faults > 0 ? 1 : 0;
}
