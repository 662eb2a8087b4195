import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import type { Expansion } from '../../domain/accounting/types.ts';
import type { IdentifiedPart, PaymentKind, ReceiptKind } from '../../domain/imports/identify.ts';
import { paymentEvents, receiptEvents } from '../../domain/imports/identify.ts';
import { yuanText } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import type { BatchLeg } from '../../ledger/batch.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { post } from '../../ledger/post.ts';
import { reverse } from '../../ledger/reverse.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredIdentifyBook } from '../../store/imports-identify.ts';
import { identifiedDay } from '../../store/imports-open.ts';
import { ownWorkOn } from '../../store/imports-own.ts';
import type { ImportCaller } from './caller.ts';
import { pairOwn, undoOwn } from './pairing.ts';
import { keepTickets, reviewTickets } from './tickets.ts';
import { refuseLaterWork } from './undo.ts';
import { type Waiting, waitingOf } from './waiting.ts';
import { payeeWarnings, type Warning } from './warnings.ts';

export interface IdentifyRequest<Kind extends string> {
  caseNo: string;
  money: number;
  /** Together at most what is open. */
  parts: readonly IdentifiedPart<Kind>[];
}

export interface Identified {
  batch: number;
  warnings: Warning[];
}

/**
 * E05 identified: says what a payment in 待查付款 was for, in one part or several; each part posts the event that it
 * turns out to be, paid out of 待查付款. Refuses `imports.no_such_payment`, `imports.identify_too_much`,
 * `imports.part_*`, and what the ledger refuses.
 */
export function identifyPayment(
  connection: Connection,
  caller: ImportCaller,
  request: IdentifyRequest<PaymentKind>,
): Promise<Identified> {
  return command(connection, { ...caller, procedure: 'imports.identify', input: request }, tx => {
    const payment = waitingOf(connection, '1221.07', request);
    if (!payment) throw new Refusal('imports.no_such_payment', { no: request.caseNo });
    checkTotal(payment, request.parts);
    const book = new StoredIdentifyBook(connection);
    const events = request.parts.flatMap((part, nth) => paymentEvents(part, payment, nth, book));
    const batch = postEvents(
      tx,
      events,
      { head: 'E05', summary: `付款认定 ${payment.caseNo}` },
      payment,
      book,
    );
    return { batch, warnings: payeeWarnings(connection, payment.text, request.parts) };
  });
}

/**
 * E01 identified: says what a receipt in 待认领款 is where it is no client's money (own transfer, refund or return from
 * upstream, interest …). Refuses `imports.receipt_unknown`, `imports.identify_too_much`, `imports.part_*`.
 */
export function identifyReceipt(
  connection: Connection,
  caller: ImportCaller,
  request: IdentifyRequest<ReceiptKind>,
): Promise<Identified> {
  return command(connection, { ...caller, procedure: 'imports.identifyReceipt', input: request }, tx => {
    const receipt = waitingOf(connection, '2241.01', request);
    if (!receipt) throw new Refusal('imports.receipt_unknown', { no: request.caseNo });
    checkTotal(receipt, request.parts);
    const book = new StoredIdentifyBook(connection);
    const events = request.parts.flatMap(part => receiptEvents(part, receipt, book));
    const batch = postEvents(
      tx,
      events,
      { head: 'E01', summary: `收款认定 ${receipt.caseNo}` },
      receipt,
      book,
    );
    return { batch, warnings: [] };
  });
}

/**
 * Takes an identification back as one red reversal; the money waits again. Refuses `imports.identify_unknown` for
 * another batch, `imports.later_work` where something stands on it, and what `reverse` refuses.
 */
export function unidentify(
  connection: Connection,
  caller: ImportCaller,
  batch: number,
): Promise<{ batch: number }> {
  return command(connection, { ...caller, procedure: 'imports.unidentify', input: { batch } }, tx => {
    const day = identifiedDay(connection, batch);
    if (day === null) throw new Refusal('imports.identify_unknown', { batch });
    for (const own of ownWorkOn(connection, [batch])) undoOwn(tx, own);
    refuseLaterWork(connection, [batch]);
    const effectiveOn = new StoredIdentifyBook(connection).bookDay(day);
    const undone = reverse(tx, batch, { effectiveOn, summary: '撤销认定' });
    pairOwn(tx);
    reviewTickets(tx, undone.batch);
    return { batch: undone.batch };
  });
}

function checkTotal({ caseNo, openFen }: Waiting, parts: readonly IdentifiedPart[]): void {
  const totalFen = parts.reduce((fen, part) => fen + part.amountFen, 0);
  const areWhole = parts.every(({ amountFen }) => Number.isSafeInteger(amountFen) && amountFen >= 1);
  if (parts.length === 0 || !areWhole || totalFen > openFen)
    throw new Refusal('imports.identify_too_much', {
      no: caseNo,
      open: yuanText(openFen),
      identified: yuanText(areWhole ? totalFen : 0),
    });
}

/** One batch of all events, on the day of the row, each leg on the row that it explains. */
function postEvents(
  tx: Tx,
  events: readonly LedgerEvent[],
  { head, summary }: { head: string; summary: string },
  { day, sourceRow }: Waiting,
  book: StoredIdentifyBook,
): number {
  const accounts = accountsOf(tx);
  const tickets: Expansion['tickets'] = [];
  function* legs(): Generator<BatchLeg> {
    for (const event of events) {
      const expansion = expand(event, accounts);
      tickets.push(...expansion.tickets);
      for (const leg of expansion.legs) yield sourceRow === null ? leg : { ...leg, sourceRow };
    }
  }
  const effectiveOn = book.bookDay(day);
  const { batch } = post(tx, { event: head, effectiveOn, summary, isFact: true, legs: legs() });
  keepTickets(tx, tickets, { day: effectiveOn, batch, sourceRow: null });
  pairOwn(tx);
  reviewTickets(tx, batch);
  return batch;
}
