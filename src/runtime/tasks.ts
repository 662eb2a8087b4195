import { shippedProfiles } from '../services/profiles.ts';
import { inspectStatement, type OpenRequest, openStatement } from '../services/statements.ts';

/** How a task tells its progress and learns that it should stop. */
export interface TaskHooks {
  cancelled(): boolean;
  onProgress(done: number, total?: number | null): void;
}

/** Everything a thread can do, by name. Inputs and outputs are plain data and shared memory. */
export const tasks = {
  open: (request: OpenRequest, hooks: TaskHooks) => openStatement(request, hooks),
  inspect: (request: OpenRequest, hooks: TaskHooks) => inspectStatement(request, hooks),
  shippedProfiles,
};

export type TaskName = keyof typeof tasks;
export type TaskInput<T extends TaskName> = Parameters<(typeof tasks)[T]>[0];
export type TaskOutput<T extends TaskName> = Awaited<ReturnType<(typeof tasks)[T]>>;
