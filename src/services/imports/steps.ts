import { Refusal } from '../../domain/refusal.ts';

/** Rows of one step: no statement is longer, and the work can be cancelled in between. */
export const STEP_ROWS = 10_000;

export interface PlanHooks {
  onProgress?(step: 'read' | 'match' | 'write', done: number, total: number): void;
  cancelled?(): boolean;
}

/** Refuses `jobs.cancelled`. */
export function checkCancelled({ cancelled }: PlanHooks): void {
  if (cancelled?.()) throw new Refusal('jobs.cancelled');
}
