import { paymentCode } from '../../domain/applications/code.ts';
import { mustStep } from '../../domain/applications/states.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { advanceTermOn } from '../../store/advances.ts';
import {
  applicationById,
  appliedAccount,
  linesOf,
  type StoredApplication,
} from '../../store/applications.ts';
import type { RowValues } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type ApplicationCaller, applicationSeen, callOf } from './caller.ts';
import { invoicesOf } from './invoiced.ts';
import { advanceEvent } from './pay.ts';
import { type PostedEvent, postEvents } from './post.ts';
import { type Stepped, takeStep } from './step.ts';

/**
 * Does what was approved: an advance is used (E12, with its due day), money goes from account to account (E22) or from
 * client to client (E29), an invoice was issued under a number. Refuses `applications.document_missing`,
 * `applications.invoice_waits` for one that 发票 finishes, and what the ledger refuses.
 */
export function finish(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; on: string; document: string },
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'applications.finish', input: wanted }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    mustStep(before, 'finish');
    const patch = finishedWith(tx, before, wanted);
    return takeStep(tx, before, 'finish', { reason: wanted.document.trim(), patch });
  });
}

/** Ends an application with its request in 发票: issued under a number, or taken back there. */
export function endApplied(
  tx: Tx,
  application: number,
  { act, note }: { act: 'finish' | 'withdraw'; note: string },
): void {
  const before = applicationById(tx.connection, application);
  if (before?.state === 'approved') takeStep(tx, before, act, { reason: note });
}

function finishedWith(
  tx: Tx,
  before: StoredApplication,
  { on, document }: { on: string; document: string },
): RowValues {
  const { kind, client, no } = before;
  if (kind === 'invoice') {
    if (invoicesOf(tx.connection, [before.id]).size > 0)
      throw new Refusal('applications.invoice_waits', { no });
    if (document.trim() === '') throw new Refusal('applications.document_missing');
    return {};
  }
  const code = paymentCode(no, kind, 1);
  if (kind === 'advance') {
    const dueOn = dayPlus(on, advanceTermOn(tx.connection, client, on)?.days ?? 0);
    const event = advanceEvent(tx, before, { code, day: on, dueOn });
    const batch = postEvents(tx, [event], { client, day: on, summary: `垫款 ${no}`, as: 'intent' });
    return { pay_batch: batch, due_on: dueOn, pay_code: code, paid_on: on };
  }
  const events = linesOf(tx.connection, [before.id]).map((line): PostedEvent => {
    const amountFen = line.paidFen as Fen;
    if (line.toClient !== null) {
      const parties = { from: { client }, to: { client: line.toClient } };
      return { event: { id: 'E29', caseNo: code, ...parties, amountFen }, source: 'hand' };
    }
    const [from, to] = [line.account!, line.toAccount!].map(id => appliedAccount(tx.connection, id)!.pool!);
    const moved = { as: 'intent', from: from!, to: to!, bucket: 'prepay', amountFen } as const;
    return { event: { id: 'E22', caseNo: code, ...moved }, source: 'case' };
  });
  const batch = postEvents(tx, events, { client, day: on, summary: `转款 ${no}`, as: 'intent' });
  return { pay_batch: batch, pay_code: code, paid_on: on };
}
