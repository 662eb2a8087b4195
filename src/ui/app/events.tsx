import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { type Job, SUBJECTS } from '../../domain/job.ts';
import { connection, desk } from './client.ts';
import { absorb, type EventState, NOTHING_YET, restart, withoutEnded } from './event-state.ts';

let state: EventState = NOTHING_YET;
const listeners = new Set<() => void>();

function become(next: EventState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const getJobs = () => state.jobs;

/** Every job of this session, oldest first. */
export function useJobs(): ReadonlyMap<string, Job> {
  return useSyncExternalStore(subscribe, getJobs);
}

/** One job as it moves; null while unknown. */
export function useJob(id: string | null): Job | null {
  return useSyncExternalStore(subscribe, () => (id === null ? null : (state.jobs.get(id) ?? null)));
}

/** The job once it has ended, whatever screen is shown by then; null if it was cleared away before that was seen. */
export function jobEnded(id: string): Promise<Job | null> {
  return new Promise(resolve => {
    let seen = false;
    const look = () => {
      const job = state.jobs.get(id);
      seen ||= job !== undefined;
      if (job ? job.state === 'running' : !seen) return;
      stop();
      resolve(job ?? null);
    };
    const stop = subscribe(look);
    look();
  });
}

/** Takes ended jobs out of the tray, here and in the service. */
export async function clearEndedJobs(): Promise<void> {
  await desk.jobs.clear();
  become(withoutEnded(state));
}

/**
 * Keeps the page's one subscription to the service's events. Queries whose key begins with a subject's name are
 * asked again when that subject changes, and all of them after a reconnect.
 */
export function Events({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void follow(queries, stop.signal);
    return () => stop.abort();
  }, [queries]);
  return children;
}

async function follow(queries: QueryClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await desk.session.events(undefined, { signal });
      const [hello, jobs] = await Promise.all([desk.session.hello(), desk.jobs.list()]);
      become(restart(state, hello.revision, jobs));
      for (const subject of SUBJECTS) void queries.invalidateQueries({ queryKey: [subject] });
      for await (const event of events) {
        become(absorb(state, event));
        for (const subject of event.subjects) void queries.invalidateQueries({ queryKey: [subject] });
      }
    } catch {
      // A drop ends the stream; the connection itself dials again, and the next turn of the loop waits for it.
    }
    if (!signal.aborted) await settle();
  }
}

/** Waits for an open line, and never less than a moment, so that a refusing service is not asked in a tight loop. */
async function settle(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 300));
  await connection.line();
}
