import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Job } from '../../../domain/job.ts';
import type { RefusalData } from '../../../domain/refusal.ts';
import type { Inspection } from '../../../domain/statement.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useJob } from '../../app/events.tsx';

/** How a file is to be read; what is left out stays as it was asked for last. */
export interface Reading {
  sheet?: string;
  password?: string;
  profile?: string;
}

interface Asked {
  reading: Reading;
  jobId: string | null;
  /** What the service answered instead of a job. */
  error: unknown;
}

const asked = new Map<string, Asked>();
const listeners = new Set<() => void>();

function note(fileId: string, entry: Asked): void {
  asked.set(fileId, entry);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks for a file to be read (again). A password once given is kept while the page lives, in memory only. */
export async function read(fileId: string, reading: Reading = {}): Promise<void> {
  const wanted = { ...asked.get(fileId)?.reading, ...reading };
  note(fileId, { reading: wanted, jobId: null, error: null });
  try {
    const { jobId } = await desk.statements.inspect({ fileId, ...wanted });
    note(fileId, { reading: wanted, jobId, error: null });
  } catch (error) {
    note(fileId, { reading: wanted, jobId: null, error });
  }
}

export type FileState = 'reading' | 'password' | 'refused' | 'known' | 'unknown';

export interface FileView {
  state: FileState;
  /** The last finished reading, also while a new one is under way. */
  inspection: Inspection | null;
  job: Job | null;
  /** Why it could not be read. */
  error: unknown;
  reading: Reading;
}

/** What is known of a file; asks for its first reading by itself. */
export function useFileView(fileId: string): FileView {
  const entry = useSyncExternalStore(subscribe, () => asked.get(fileId));
  const job = useJob(entry?.jobId ?? null);
  const query = useQuery({
    queryKey: ['statements', 'inspection', fileId],
    queryFn: () => desk.statements.inspection({ fileId }),
  });
  const unread = refusalIn(query.error)?.code === 'statements.not_inspected';
  useEffect(() => {
    if (unread && !asked.has(fileId)) void read(fileId);
  }, [unread, fileId]);

  const inspection = query.isError ? null : (query.data ?? null);
  const error = entry?.error ?? job?.refusal ?? (query.error && !unread ? query.error : null);
  return { state: stateOf(job, error, inspection), inspection, job, error, reading: entry?.reading ?? {} };
}

function stateOf(job: Job | null, error: unknown, inspection: Inspection | null): FileState {
  if (job?.state === 'running') return 'reading';
  if (job?.state === 'cancelled' || job?.state === 'failed') return 'refused';
  if (error) return asksPassword(refusalIn(error)) ? 'password' : 'refused';
  if (!inspection) return 'reading';
  return inspection.profile === null ? 'unknown' : 'known';
}

function asksPassword(refusal: RefusalData | null): boolean {
  return refusal?.code === 'files.password_needed' || refusal?.code === 'files.password_wrong';
}
