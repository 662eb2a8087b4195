import { useSyncExternalStore } from 'react';
import type { ImportPlan } from '../../../contract/imports.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { newKey } from '../../app/book.tsx';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { jobEnded } from '../../app/events.tsx';
import { decideRowsAgain, isAtHand } from './again.ts';
import { planFile } from './incoming.ts';
import { asksMore } from './plans.ts';

/** What carrying a plan out left behind. */
export interface Booked {
  batch: number | null;
  rows: number;
  transfers: number;
  noted: number;
}

export type BookingStep = 'waiting' | 'planning' | 'booking' | 'done' | 'stopped';

/** One plan on its way into the book. */
export interface Booking {
  /** The plan that is carried out: a fresh one once the book had moved on. */
  plan: ImportPlan;
  step: BookingStep;
  jobId: string | null;
  booked: Booked | null;
  /** Why it stopped. */
  error: unknown;
}

export interface BookingRun {
  book: string;
  bookings: readonly Booking[];
  running: boolean;
}

const listeners = new Set<() => void>();
let run: BookingRun | null = null;
let stopAsked = false;

function become(next: BookingRun | null): void {
  run = next;
  for (const listener of listeners) listener();
}

function change(at: number, part: Partial<Booking>): void {
  if (run)
    become({ ...run, bookings: run.bookings.map((each, i) => (i === at ? { ...each, ...part } : each)) });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is being booked in this book, or was last; null if nothing. */
export function useBookingRun(book: string): BookingRun | null {
  const now = useSyncExternalStore(subscribe, () => run);
  return now?.book === book ? now : null;
}

/** Puts the report of the last run away. */
export function clearRun(): void {
  if (!run?.running) become(null);
}

/** Stops after the step that cannot be divided; what is booked stays booked. */
export function stopRun(): void {
  stopAsked = true;
  const { jobId } = run?.bookings.find(({ step }) => step === 'booking') ?? {};
  // A job that has ended meanwhile needs no cancel.
  if (jobId) desk.jobs.cancel({ id: jobId }).catch(() => undefined);
}

/**
 * Carries plans out one after the other and stops at the first that does not go. With `afresh`, a plan that the bookings
 * before it made stale is made anew, and carried out if it asks for nothing that was not seen.
 */
export async function bookPlans(book: string, plans: readonly ImportPlan[], afresh: boolean): Promise<void> {
  if (run?.running) return;
  stopAsked = false;
  const bookings = plans.map(plan => ({
    plan,
    step: 'waiting' as const,
    jobId: null,
    booked: null,
    error: null,
  }));
  become({ book, bookings, running: true });
  for (let at = 0; at < plans.length; at++) {
    try {
      change(at, { step: 'done', booked: await bookOne(at, plans[at]!, afresh) });
    } catch (error) {
      change(at, { step: 'stopped', error });
      break;
    }
  }
  if (run) become({ ...run, running: false });
}

async function bookOne(at: number, plan: ImportPlan, afresh: boolean): Promise<Booked> {
  try {
    return await carryOut(at, plan);
  } catch (error) {
    if (!afresh || refusalIn(error)?.code !== 'imports.plan_stale') throw error;
    const fresh = await planAnew(at, plan);
    if (asksMore(plan.counts, fresh.counts)) throw new Refusal('screens.imports.asks_more');
    return carryOut(at, fresh);
  }
}

async function carryOut(at: number, plan: ImportPlan): Promise<Booked> {
  if (stopAsked) throw new Refusal('jobs.cancelled');
  if (!isAtHand(plan)) throw new Refusal('screens.imports.no_file');
  const key = newKey();
  const { jobId } =
    plan.fileId === null
      ? await desk.imports.commitKept({ key, plan: plan.plan })
      : await desk.imports.commit({ key, plan: plan.plan, fileId: plan.fileId });
  change(at, { step: 'booking', jobId });
  const job = await jobEnded(jobId);
  if (job?.result?.kind === 'committed') return job.result;
  throw job?.refusal ?? new Refusal('jobs.cancelled');
}

async function planAnew(at: number, plan: ImportPlan): Promise<ImportPlan> {
  change(at, { step: 'planning', jobId: null });
  const fresh = await freshPlan(run!.book, plan);
  if (!fresh) throw new Refusal('screens.imports.not_planned');
  change(at, { plan: fresh });
  return fresh;
}

/** The same file, or the same kept rows, planned as the book stands now; null where there is no plan any more. */
export async function freshPlan(
  book: string,
  { fileId, name, account }: Pick<ImportPlan, 'fileId' | 'name' | 'account'>,
): Promise<ImportPlan | null> {
  if (fileId === null) return (await decideRowsAgain({ name }, account))[0] ?? null;
  const id = await planFile(book, { id: fileId, name });
  return (await desk.imports.plans()).find(({ plan }) => plan === id) ?? null;
}
