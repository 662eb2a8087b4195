import { parentPort } from 'node:worker_threads';
import { Refusal } from '../domain/refusal.ts';
import type { TaskHooks } from './task-hooks.ts';
import { type TaskName, tasks } from './tasks.ts';
import type { Reply, Request } from './threads.ts';

/** The entry of every thread: takes one request after the other and answers each exactly once. */
const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread only');
const reply = (message: Reply) => port.postMessage(message);

/** A message costs both threads more than a step of work does; nobody sees more than a few a second. */
const PROGRESS_EVERY_MS = 40;

port.on('message', async ({ call, task, input, cancelFlag }: Request) => {
  let told_ms = 0;
  const hooks: TaskHooks = {
    cancelled: () => cancelFlag !== null && Atomics.load(cancelFlag, 0) !== 0,
    onProgress: (done, total = null) => {
      if (performance.now() - told_ms < PROGRESS_EVERY_MS) return;
      told_ms = performance.now();
      reply({ call, kind: 'progress', done, total });
    },
  };
  try {
    const run = tasks[task as TaskName] as (input: unknown, hooks: TaskHooks) => unknown;
    reply({ call, kind: 'done', output: await run(input, hooks) });
  } catch (error) {
    if (error instanceof Refusal) reply({ call, kind: 'refused', refusal: error.data() });
    else reply({ call, kind: 'failed', error: error as Error });
  }
});
