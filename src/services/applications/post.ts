import { checkExpansion, type Source } from '../../domain/accounting/authority.ts';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import type { Expansion } from '../../domain/accounting/types.ts';
import type { Fen } from '../../domain/money.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { hold } from '../../ledger/post.ts';
import { insertRow } from '../../store/changes.ts';
import { openHolds } from '../../store/orders-plans.ts';

/** An event on its way into a batch: where it comes from, the row it stands on, the due day of what it opens. */
export interface PostedEvent {
  event: LedgerEvent;
  source: Source;
  sourceRow?: number | null;
  dueOn?: string;
}

export interface Posting {
  /** Absent where the money is the agency's own. */
  client?: number;
  day: string;
  summary: string;
  /** Intents are refused when money is short, holds counted; facts complete themselves. */
  as: 'intent' | 'fact';
}

/**
 * Posts events one after the other as one batch, and keeps the tickets that they open; null where nothing moves. Refuses
 * what the events, the posting authority and the ledger refuse.
 */
export function postEvents(tx: Tx, events: readonly PostedEvent[], of: Posting): number | null {
  const accounts = accountsOf(tx);
  const effectiveOn = bookedOn(tx, { client: of.client ?? null }, of);
  let writer: BatchWriter | null = null;
  const tickets: Expansion['tickets'] = [];
  for (const { event, source, sourceRow, dueOn } of events) {
    const expansion = expand(event, of.as === 'intent' ? accounts.withHolds() : accounts);
    checkExpansion(event.id, expansion, source);
    tickets.push(...expansion.tickets);
    for (const leg of expansion.legs) {
      writer ??= new BatchWriter(tx, {
        event: events.at(-1)!.event.id,
        effectiveOn,
        summary: of.summary,
        isFact: of.as === 'fact',
      });
      writer.add({
        ...leg,
        ...(sourceRow == null ? {} : { sourceRow }),
        ...(dueOn === undefined ? {} : { dueOn }),
      });
    }
  }
  const batch = writer?.finish() ?? null;
  keepTickets(tx, tickets, { day: effectiveOn, batch });
  return batch;
}

/** Opens tickets 差异单. */
export function keepTickets(
  tx: Tx,
  tickets: Expansion['tickets'],
  { day, batch }: { day: string; batch: number | null },
): void {
  for (const { reason, amountFen, dims, caseNo } of tickets) {
    const { client, supplier, money, pool, employee, bucket, category } = dims;
    insertRow(tx, 'ticket', {
      ...{ reason, amount_fen: amountFen, state: 'open', arose_on: day, batch, case_no: caseNo },
      ...{ client, supplier, money, pool, employee, bucket, category },
    });
  }
}

/** Holds 预占 a client's funds for a recharge that is approved and not yet paid, and its fee (E17 and E50 as holds). */
export function holdFunds(
  tx: Tx,
  {
    client,
    no,
    lines,
    day,
  }: { client: number; no: string; lines: readonly { paidFen: number; feeFen: number }[]; day: string },
): number {
  const held = (event: string, to: string, fen: number) => ({
    event,
    debit: { code: '2203.01', client },
    credit: { code: to, client },
    amountFen: fen as Fen,
    caseNo: no,
  });
  const legs = lines.flatMap(({ paidFen, feeFen }) => [
    held('E17', '2203.02', paidFen),
    ...(feeFen > 0 ? [held('E50', '2203.04', feeFen)] : []),
  ]);
  const effectiveOn = bookedOn(tx, { client }, { day, as: 'intent' });
  return hold(tx, { event: 'E17', effectiveOn, summary: `充值申请 ${no} 预占`, legs }).batch;
}

/** 释放: gives free what a batch of holds still holds. */
export function releaseFunds(
  tx: Tx,
  batch: number | null,
  { client, no, day }: { client: number; no: string; day: string },
): void {
  const open = batch === null ? [] : openHolds(tx.connection, batch);
  if (open.length === 0) return;
  const effectiveOn = bookedOn(tx, { client }, { day, as: 'intent' });
  const writer = new BatchWriter(tx, { event: 'E17', effectiveOn, summary: `充值申请 ${no} 释放预占` });
  for (const { hold: id, openFen } of open) writer.release(id, openFen as Fen, { caseNo: no });
  writer.finish();
}
