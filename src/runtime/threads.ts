import { Worker } from 'node:worker_threads';
import { Refusal, type RefusalData } from '../domain/refusal.ts';
import { LIMITS } from '../domain/table.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';

/** What a call may cost and how it is watched. */
export interface CallOptions {
  time_ms?: number;
  cancelFlag?: Int32Array;
  onProgress?(done: number, total: number | null): void;
}

export type Request = { call: number; task: TaskName; input: unknown; cancelFlag: Int32Array | null };
export type Reply =
  | { call: number; kind: 'progress'; done: number; total: number | null }
  | { call: number; kind: 'done'; output: unknown }
  | { call: number; kind: 'refused'; refusal: RefusalData }
  | { call: number; kind: 'failed'; error: Error };

interface Waiting {
  resolve(output: never): void;
  reject(error: Error): void;
  options: CallOptions;
  timer: NodeJS.Timeout | null;
}

const GRACE_MS = 2_000;

/** One worker thread. A call over its deadline ends the thread, and with it whatever hostile input held it. */
export class Thread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private readonly heap_mb: number;
  private calls = 0;

  constructor(heap_mb: number = LIMITS.heap_mb) {
    this.heap_mb = heap_mb;
  }

  /** Runs a task. Refuses what the task refuses, `files.limit_time`, `files.limit_memory` or `jobs.cancelled`. */
  call<T extends TaskName>(task: T, input: TaskInput<T>, options: CallOptions = {}): Promise<TaskOutput<T>> {
    const worker = this.start();
    worker.ref();
    const call = ++this.calls;
    return new Promise<TaskOutput<T>>((resolve, reject) => {
      const time_ms = options.time_ms;
      const timer = time_ms
        ? setTimeout(
            () => this.end(new Refusal('files.limit_time', { limit: Math.round(time_ms / 1000) })),
            time_ms + GRACE_MS,
          )
        : null;
      this.waiting.set(call, { resolve: resolve as (output: never) => void, reject, options, timer });
      worker.postMessage({ call, task, input, cancelFlag: options.cancelFlag ?? null } satisfies Request);
    });
  }

  /** Ends the thread; every call under way is refused with the reason. */
  end(reason: Error = new Refusal('jobs.cancelled')): void {
    void this.worker?.terminate();
    this.worker = null;
    for (const { reject, timer } of this.waiting.values()) {
      if (timer) clearTimeout(timer);
      reject(reason);
    }
    this.waiting.clear();
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    const entry = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
    const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: this.heap_mb } });
    worker.on('message', (reply: Reply) => this.receive(reply));
    worker.on('error', error => {
      if (this.worker !== worker) return;
      const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.end(
        outOfMemory ? new Refusal('files.limit_memory', { megabytes: this.heap_mb }) : (error as Error),
      );
    });
    worker.unref();
    this.worker = worker;
    return worker;
  }

  private receive(reply: Reply): void {
    const waiting = this.waiting.get(reply.call);
    if (!waiting) return;
    if (reply.kind === 'progress') {
      waiting.options.onProgress?.(reply.done, reply.total);
      return;
    }
    this.waiting.delete(reply.call);
    if (waiting.timer) clearTimeout(waiting.timer);
    if (this.waiting.size === 0) this.worker?.unref();
    if (reply.kind === 'done') waiting.resolve(reply.output as never);
    else waiting.reject(reply.kind === 'refused' ? Refusal.from(reply.refusal) : reply.error);
  }
}

/** A few threads for file work; each call takes a free one or waits its turn. */
export class ThreadPool {
  private readonly threads: Thread[];
  private readonly free: Thread[];
  private readonly turns: ((thread: Thread) => void)[] = [];

  constructor(size: number) {
    this.threads = Array.from({ length: size }, () => new Thread());
    this.free = [...this.threads];
  }

  async call<T extends TaskName>(
    task: T,
    input: TaskInput<T>,
    options: CallOptions = {},
  ): Promise<TaskOutput<T>> {
    const thread = this.free.pop() ?? (await new Promise<Thread>(resolve => this.turns.push(resolve)));
    try {
      return await thread.call(task, input, options);
    } finally {
      const next = this.turns.shift();
      if (next) next(thread);
      else this.free.push(thread);
    }
  }

  /** Starts every thread and lets it load what a later task needs. */
  prepare(task: 'prepareSide'): void {
    // A thread that cannot start says so again at the first call.
    for (const thread of this.threads) thread.call(task, {}).catch(() => undefined);
  }

  end(): void {
    for (const thread of this.threads) thread.end();
  }
}
