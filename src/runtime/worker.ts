import { parentPort } from 'node:worker_threads';
import { Refusal } from '../domain/refusal.ts';
import { type TaskHooks, type TaskName, tasks } from './tasks.ts';
import type { Reply, Request } from './threads.ts';

/** The entry of every thread: takes one request after the other and answers each exactly once. */
const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread only');
const reply = (message: Reply) => port.postMessage(message);

port.on('message', async ({ call, task, input, cancelFlag }: Request) => {
  const hooks: TaskHooks = {
    cancelled: () => cancelFlag !== null && Atomics.load(cancelFlag, 0) !== 0,
    onProgress: (done, total = null) => reply({ call, kind: 'progress', done, total }),
  };
  try {
    const run = tasks[task as TaskName] as (input: unknown, hooks: TaskHooks) => unknown;
    reply({ call, kind: 'done', output: await run(input, hooks) });
  } catch (error) {
    if (error instanceof Refusal) reply({ call, kind: 'refused', refusal: error.data() });
    else reply({ call, kind: 'failed', error: error as Error });
  }
});
