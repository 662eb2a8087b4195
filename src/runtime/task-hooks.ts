/** How a task tells its progress and learns that it should stop. */
export interface TaskHooks {
  cancelled(): boolean;
  onProgress(done: number, total?: number | null): void;
}
