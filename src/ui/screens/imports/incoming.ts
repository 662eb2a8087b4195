import { useSyncExternalStore } from 'react';
import type { RefusalData } from '../../../domain/refusal.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { jobEnded } from '../../app/events.tsx';

/** How a file is to be planned. A password once given is kept while the page lives, in memory only. */
export interface Asked {
  password?: string;
  account?: string;
}

export type IncomingState = 'planning' | 'password' | 'unknown' | 'refused' | 'stopped';

/** A staged file that has no plan yet. */
export interface Incoming {
  /** Open book that it is planned against. */
  book: string;
  fileId: string;
  name: string;
  state: IncomingState;
  jobId: string | null;
  /** Why there is no plan. */
  error: unknown;
}

const asked = new Map<string, Asked>();
const listeners = new Set<() => void>();
let incoming: readonly Incoming[] = [];

function become(next: readonly Incoming[]): void {
  incoming = next;
  for (const listener of listeners) listener();
}

function note(entry: Incoming): void {
  const others = incoming.filter(({ fileId }) => fileId !== entry.fileId);
  become([...others, entry].toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Takes a file out of the list; it stays staged. */
export function dropIncoming(fileId: string): void {
  become(incoming.filter(entry => entry.fileId !== fileId));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Files on their way to a plan of this book. */
export function useIncoming(book: string): Incoming[] {
  const all = useSyncExternalStore(subscribe, () => incoming);
  return all.filter(entry => entry.book === book);
}

/**
 * Plans a staged file (again) and puts the plan in the place of older ones of the same sheet. Resolves to the plan, or
 * to null where there is none: why stands in the list of incoming files.
 */
export async function planFile(
  book: string,
  file: { id: string; name: string },
  how: Asked = {},
): Promise<number | null> {
  const wanted = { ...asked.get(file.id), ...how };
  asked.set(file.id, wanted);
  const entry = { book, fileId: file.id, name: file.name, jobId: null, error: null };
  note({ ...entry, state: 'planning' });
  try {
    const { jobId } = await desk.imports.preview({ fileId: file.id, ...wanted });
    note({ ...entry, state: 'planning', jobId });
    const job = await jobEnded(jobId);
    if (job?.result?.kind === 'plan') {
      await forgetOlder(job.result.plan, file.id);
      dropIncoming(file.id);
      return job.result.plan;
    }
    const stopped = job === null || job.state === 'cancelled';
    note({ ...entry, state: stopped ? 'stopped' : stateOf(job.refusal), jobId, error: job?.refusal ?? null });
  } catch (error) {
    note({ ...entry, state: stateOf(refusalIn(error)), error });
  }
  return null;
}

/** Why a file has no plan, in the list's own words. */
export function stateOf(refusal: RefusalData | null): IncomingState {
  switch (refusal?.code) {
    case 'files.password_needed':
    case 'files.password_wrong':
      return 'password';
    case 'imports.form_unknown':
      return 'unknown';
    default:
      return 'refused';
  }
}

async function forgetOlder(plan: number, fileId: string): Promise<void> {
  const plans = await desk.imports.plans();
  const sheet = plans.find(each => each.plan === plan)?.sheet;
  for (const each of plans)
    if (each.plan !== plan && each.fileId === fileId && each.sheet === sheet)
      await desk.imports.forget({ plan: each.plan });
}
