import { appendFileSync, writeSync } from 'node:fs';
import { hookPoints } from './points-hook.ts';

// Runs one task: to tell all points it comes by, into a file, or to be killed at the n-th time of one of them.
const [task, folder, point, times, list] = process.argv.slice(2) as [string, string, string, string, string?];
const reached: string[] = [];
let left = Number(times);
hookPoints(name => {
  if (list) reached.push(name);
  else if (name === point) {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  }
});
// Hooked first: some modules keep the functions of the system that they find when they are loaded.
const { TASKS } = await import('./points-tasks.ts');
await TASKS[task]!.run(folder, done => void writeSync(1, `${done}\n`));
if (list) appendFileSync(list, reached.join('\n'));
