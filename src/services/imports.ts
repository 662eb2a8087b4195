import { inflateSync } from 'node:zlib';
import type { PlanCounts } from '../domain/imports/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { command } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  dropPlan,
  planRowsFrom,
  plansIn,
  type StoredPlan,
  sourceFileOf,
  sourceParts,
  wasReversed,
} from '../store/imports.ts';
import { head } from '../store/transaction.ts';
import type { ImportCaller } from './imports/caller.ts';
import { Commit, type CommitHooks, type Committed } from './imports/commit.ts';
import {
  entryOf,
  makePlan,
  type PlanAbout,
  type PlanEntry,
  type PlanOptions,
  planAbout,
  type StatementFile,
} from './imports/plan.ts';
import type { PlanHooks } from './imports/steps.ts';
import { type Undone, undoBatches } from './imports/undo.ts';

export { openTickets } from '../store/imports-tickets.ts';
export {
  type AgainOptions,
  decideAgain,
  dismissRows,
  undecidedRows,
} from './imports/again.ts';
export {
  balanceBreaks,
  continuityBreaks,
  identityBreaks,
} from './imports/breaks.ts';
export type { ImportCaller } from './imports/caller.ts';
export {
  type ClaimRequest,
  claim,
  openReceipts,
  receiptKey,
  suggestClaims,
  unclaim,
} from './imports/claims.ts';
export type { CommitHooks, Committed } from './imports/commit.ts';
export {
  type Identified,
  type IdentifyRequest,
  identifyPayment,
  identifyReceipt,
  unidentify,
} from './imports/identify.ts';
export { openTransfers, pairTransfers, unpair } from './imports/pairing.ts';
export { type KindSuggestion, type OpenPayment, openPayments, Suggester } from './imports/payments.ts';
export type { PlanAbout, PlanOptions, StatementFile } from './imports/plan.ts';
export { writeRefusedRows } from './imports/report.ts';
export type { PlanHooks } from './imports/steps.ts';

export interface Preview {
  plan: number;
  counts: PlanCounts;
  about: PlanAbout;
}

/**
 * Plans a file against the book and stores the plan; nothing is booked. Refuses `imports.form_unknown`,
 * `imports.no_rows`, `jobs.cancelled`.
 */
export function previewImport(
  connection: Connection,
  file: StatementFile,
  options: PlanOptions,
  hooks: PlanHooks = {},
): Preview {
  const plan = makePlan(connection, file, options, hooks);
  const { about } = planAbout(connection, plan);
  return { plan, counts: about.counts, about };
}

/**
 * Carries out exactly a stored plan, in one transaction: `path` is the file that was planned, null for rows of files
 * that the book keeps (`decideAgain`). Refuses
 * `imports.plan_unknown`, `imports.plan_done`, `imports.plan_stale` (the book moved on: plan again),
 * `imports.file_changed`, `jobs.cancelled`, and what the ledger refuses.
 */
export function commitImport(
  connection: Connection,
  caller: ImportCaller,
  request: { plan: number; path: string | null },
  hooks: CommitHooks & { cancelled?(): boolean } = {},
): Promise<Committed> {
  const { plan: id, path } = request;
  const call = { ...caller, procedure: 'imports.commit', input: { plan: id } };
  return command(
    connection,
    call,
    tx => {
      const { plan, about } = planAbout(connection, id);
      if (plan.state !== 'ready') throw notReady(plan);
      if ((head(connection)?.seq ?? 0) !== about.head) throw new Refusal('imports.plan_stale', { plan: id });
      return new Commit(tx, plan, about, hooks).run(path);
    },
    hooks.cancelled,
  );
}

/** Why a plan cannot be carried out: it was, or it is not finished. */
function notReady({ id, state }: StoredPlan): Refusal {
  return new Refusal(state === 'committed' ? 'imports.plan_done' : 'imports.plan_unfinished', { plan: id });
}

/**
 * Takes an import back, corrections with it; its rows are then known, not booked, and may be booked again. Refuses
 * `imports.batch_unknown`, `imports.later_work` where work of others stands on it, and what `reverse` refuses.
 */
export function undoImport(connection: Connection, caller: ImportCaller, batch: number): Promise<Undone> {
  const call = { ...caller, procedure: 'imports.undo', input: { batch } };
  return command(connection, call, tx => undoBatches(tx, batch));
}

/** Plans that wait for a decision, the newest first, and whether the book keeps their file. */
export function openPlans(connection: Connection): (StoredPlan & { details: PlanAbout; isKept: boolean })[] {
  return plansIn(connection, ['ready']).map(plan => ({
    ...plan,
    details: JSON.parse(plan.about) as PlanAbout,
    isKept: sourceFileOf(connection, plan.sha256) !== null,
  }));
}

/** Plans that were carried out, the newest first, each with the file kept of it and whether it was taken back. */
export function donePlans(
  connection: Connection,
): (StoredPlan & { details: PlanAbout; file: number | null; undone: boolean })[] {
  return plansIn(connection, ['committed']).map(plan => ({
    ...plan,
    details: JSON.parse(plan.about) as PlanAbout,
    file: sourceFileOf(connection, plan.sha256),
    undone: plan.batch !== null && wasReversed(connection, plan.batch),
  }));
}

/** Forgets a plan that was not carried out. Refuses `imports.plan_unknown`, `imports.plan_done`. */
export function forgetPlan(connection: Connection, id: number): void {
  const { plan } = planAbout(connection, id);
  if (plan.state === 'committed') throw notReady(plan);
  dropPlan(connection, id);
}

export interface PlanRowView extends Omit<PlanEntry, 'events'> {
  n: number;
  sheet: string;
  row: number;
  verdict: string;
  reason: string | null;
  /** Events that the row posts, by id. */
  events: string[];
}

/** A window of plan rows in booking order. */
export function planRowsPage(
  connection: Connection,
  id: number,
  { from, limit, verdicts }: { from: number; limit: number; verdicts: readonly string[] },
): PlanRowView[] {
  planAbout(connection, id);
  return planRowsFrom(connection, id, from, Math.min(limit, 10_000), verdicts).map(
    ({ n, sheet, row, verdict, reason, entry }) => {
      const { events, ...rest } = entryOf(entry);
      return { n, sheet, row, verdict, reason, ...rest, events: events.map(({ event }) => event.id) };
    },
  );
}

/** Bytes of a kept original file. Refuses `imports.file_unknown`. */
export function originalFile(connection: Connection, sourceFile: number): Buffer {
  const parts = sourceParts(connection, sourceFile);
  if (parts.length === 0) throw new Refusal('imports.file_unknown', { file: sourceFile });
  return Buffer.concat(parts.map(part => inflateSync(part)));
}
