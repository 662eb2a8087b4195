import type { ApplicationForm } from '../../contract/applications.ts';
import { yuan } from '../../domain/accounting/events/draft.ts';
import { ceilingRoom, daysOverdue } from '../../domain/applications/advance.ts';
import { paymentCode } from '../../domain/applications/code.ts';
import { mustStep } from '../../domain/applications/states.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { reverse } from '../../ledger/reverse.ts';
import { advanceTermOn, freeFunds, overdueOf, owedBy, reservedBy } from '../../store/advances.ts';
import { linesOf, type StoredApplication } from '../../store/applications.ts';
import type { RowValues } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type ApplicationCaller, applicationSeen, callOf, type TermsOf } from './caller.ts';
import { withdrawRequest } from './invoiced.ts';
import { keepDraft } from './keep.ts';
import { holdFunds, postEvents, releaseFunds } from './post.ts';
import { type Stepped, takeStep } from './step.ts';

/**
 * Applies: a draft, or a form that is kept and applied for at once. Refuses a recharge while an advance of the client is
 * overdue (`applications.overdue`), and what keeping it refuses.
 */
export function apply(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { id?: number; form: ApplicationForm },
  termsOf: TermsOf,
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'applications.apply', input: wanted }, tx => {
    const { application } = keepDraft(tx, caller, wanted, termsOf);
    const draft = applicationSeen(connection, caller.scope, application);
    if (draft.kind === 'recharge') refuseOverdue(connection, draft.client, beijingDay(tx.at));
    return takeStep(tx, draft, 'apply', { patch: { applicant: tx.actor, applied_at: tx.at } });
  });
}

function refuseOverdue(connection: Connection, client: number, on: string): void {
  const overdue = overdueOf(connection, client, on);
  if (!overdue) return;
  const { amountFen, since } = overdue;
  throw new Refusal('applications.overdue', { amount: yuan(amountFen), since, days: daysOverdue(since, on) });
}

/** The supervisor lets a recharge in while an advance is overdue; the reason is kept. Refuses `applications.reason_missing`. */
export function override(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; reason: string },
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'applications.override', input: wanted }, tx => {
    const draft = applicationSeen(connection, caller.scope, wanted.application);
    const reason = needReason(wanted.reason);
    const patch = { applicant: draft.createdBy, applied_at: tx.at, override_reason: reason };
    return takeStep(tx, draft, 'override', { reason, patch });
  });
}

/** Takes an application back; what its approval held or posted goes with it. */
export function withdraw(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; reason: string },
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'applications.withdraw', input: wanted }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    mustStep(before, 'withdraw');
    undoApproval(tx, before);
    withdrawRequest(tx, before.id, wanted.reason);
    return takeStep(tx, before, 'withdraw', { reason: wanted.reason });
  });
}

function undoApproval(tx: Tx, { kind, client, no, holdBatch }: StoredApplication): void {
  if (holdBatch === null) return;
  const day = beijingDay(tx.at);
  if (kind === 'refund') reverse(tx, holdBatch, { effectiveOn: day, summary: `退款申请 ${no} 撤回` });
  else releaseFunds(tx, holdBatch, { client, no, day });
}

/** Refuses an application with a reason. Refuses `applications.reason_missing`. */
export function refuse(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; reason: string },
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'applications.refuse', input: wanted }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    const patch = { approver: tx.actor, approved_at: tx.at };
    return takeStep(tx, before, 'refuse', { reason: needReason(wanted.reason), patch });
  });
}

/** Raises the request of an approved 开票 application in 发票; refuses what INV-5 refuses. */
export type RaiseInvoice = (
  tx: Tx,
  scope: ApplicationCaller['scope'],
  application: StoredApplication,
) => void;

/**
 * Approves: a recharge from the balance holds 预占 the client's funds; an advance reserves the ceiling and posts nothing
 * (E12); a refund is posted as due to the client (E48); an invoice is requested in 发票 by `raise`. Refuses `applications.funds_short`,
 * `applications.ceiling_exceeded`, and what the ledger refuses.
 */
export function approve(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; reason: string },
  raise?: RaiseInvoice,
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'applications.approve', input: wanted }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    mustStep(before, 'approve');
    const patch = { approver: tx.actor, approved_at: tx.at, ...approvedWith(tx, before) };
    if (before.kind === 'invoice') raise?.(tx, caller.scope, before);
    return takeStep(tx, before, 'approve', { reason: wanted.reason, patch });
  });
}

function approvedWith(tx: Tx, application: StoredApplication): RowValues {
  const { kind, client, no, funding, paidFen } = application;
  const day = beijingDay(tx.at);
  if (kind === 'advance' || (kind === 'recharge' && funding === 'advance')) {
    needCeiling(tx.connection, client, paidFen, day);
    return {};
  }
  if (kind === 'refund') {
    const caseNo = paymentCode(no, kind, 1);
    const event = {
      id: 'E48',
      step: 'approve',
      caseNo,
      client: { client },
      grossFen: paidFen as Fen,
    } as const;
    const of = { client, day, summary: `退款申请 ${no} 审批`, as: 'intent' } as const;
    return { hold_batch: postEvents(tx, [{ event, source: 'case' }], of), payments: 1, pay_code: caseNo };
  }
  if (kind !== 'recharge') return {};
  return { hold_batch: holdLines(tx, application, day) };
}

/** Holds the funds of a recharge and its fee, line by line. Refuses `applications.funds_short`. */
export function holdLines(tx: Tx, { id, client, no }: StoredApplication, day: string): number {
  const lines = linesOf(tx.connection, [id]);
  const freeFen = freeFunds(tx.connection, client);
  const neededFen = lines.reduce((fen, line) => fen + line.paidFen + line.feeFen, 0);
  if (neededFen > freeFen)
    throw new Refusal('applications.funds_short', {
      ...{ needed: yuan(neededFen), free: yuan(freeFen), short: yuan(neededFen - freeFen) },
    });
  return holdFunds(tx, { client, no, lines, day });
}

function needCeiling(connection: Connection, client: number, amountFen: number, day: string): void {
  const term = advanceTermOn(connection, client, day);
  if (!term) throw new Refusal('applications.no_terms');
  const standing = { owedFen: owedBy(connection, client), reservedFen: reservedBy(connection, client) };
  const roomFen = ceilingRoom(term.ceilingFen, standing);
  if (amountFen > roomFen)
    throw new Refusal('applications.ceiling_exceeded', {
      ...{ needed: yuan(amountFen), room: yuan(roomFen), ceiling: yuan(term.ceilingFen) },
      ...{ owed: yuan(standing.owedFen), reserved: yuan(standing.reservedFen) },
    });
}

function needReason(reason: string): string {
  if (reason.trim() === '') throw new Refusal('applications.reason_missing');
  return reason.trim();
}
