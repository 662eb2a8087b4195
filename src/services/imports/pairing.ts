import type { OpenTransfer } from '../../contract/imports.ts';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import { classify } from '../../domain/imports/classify.ts';
import { codeIn } from '../../domain/imports/decision.ts';
import {
  certainPairs,
  mayPair,
  mayPairLessFee,
  type OwnLeg,
  type OwnPair,
  pairCase,
  unpaired,
} from '../../domain/imports/pairing.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { StatementRow } from '../../domain/statement.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { post } from '../../ledger/post.ts';
import { reverse } from '../../ledger/reverse.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { placeOfRow, textOfRow, type WaitingCase, waitingCases } from '../../store/imports-open.ts';
import { bookedPairs, isOwnWork, ownLegs, rowsTakenApart } from '../../store/imports-own.ts';
import type { ImportCaller } from './caller.ts';
import { reviewTickets } from './tickets.ts';

/** What waits on 内部划转在途, the oldest first. */
export function openTransfers(connection: Connection, limit = 1_000): OpenTransfer[] {
  const open = unpaired(ownLegs(connection, bookedPairs(connection))).map(leg => {
    const text = textOfRow(connection, leg.sourceRow);
    return { ...leg, text, code: codeIn({ row: { text } as StatementRow }) };
  });
  const fee = (one: (typeof open)[number], other: (typeof open)[number]): number | null => {
    const [out, into] = one.side === 'out' ? [one, other] : [other, one];
    if (mayPair(out, into)) return 0;
    return mayPairLessFee(out, into) ? out.amountFen - into.amountFen : null;
  };
  return open.slice(0, limit).map(({ code: _, ...leg }) => ({
    ...leg,
    place: placeOfRow(connection, leg.sourceRow),
    candidates: open.flatMap(other => {
      const feeFen = fee({ ...leg, code: _ }, other);
      return feeFen === null ? [] : [{ id: other.id, feeFen }];
    }),
  }));
}

/**
 * E07: says that two open sides are one transfer. Refuses `imports.transfer_unknown` for a side that is not open, and
 * `imports.pair_differs` where the two are not an outgoing and an incoming one of equal amount on two accounts;
 * `feeFen` is what a channel kept on the way, and is then the whole difference.
 */
export function pairTransfers(
  connection: Connection,
  caller: ImportCaller,
  request: { out: number; in: number; feeFen?: number },
): Promise<{ batch: number }> {
  return command(connection, { ...caller, procedure: 'imports.pair', input: request }, tx => {
    const open = unpaired(ownLegs(connection, bookedPairs(connection)));
    const side = (id: number) => {
      const found = open.find(leg => leg.id === id);
      if (!found) throw new Refusal('imports.transfer_unknown', { transfer: id });
      return found;
    };
    const pair = { out: side(request.out), in: side(request.in) };
    const feeFen = request.feeFen ?? 0;
    const fits = pair.out.side === 'out' && pair.in.side === 'in' && feeFen >= 0;
    if (!fits || pair.out.amountFen !== pair.in.amountFen + feeFen)
      throw new Refusal('imports.pair_differs', { out: request.out, in: request.in });
    const batch = bookPair(tx, pair, feeFen);
    reviewTickets(tx, batch);
    return { batch };
  });
}

/** Takes a pair apart; the import does not pair it again by itself. Refuses `imports.pair_unknown`. */
export function unpair(
  connection: Connection,
  caller: ImportCaller,
  batch: number,
): Promise<{ batch: number }> {
  return command(connection, { ...caller, procedure: 'imports.unpair', input: { batch } }, tx => {
    if (!isOwnWork(connection, batch)) throw new Refusal('imports.pair_unknown', { batch });
    const undone = undoOwn(tx, batch);
    reviewTickets(tx, undone);
    return { batch: undone };
  });
}

/**
 * E07 after the fact: takes apart pairs that lost a side, then pairs what leaves no doubt: two sides on 内部划转在途, or
 * one there and a row of 待认领款 or 待查付款 that by now is known as own money.
 */
export function pairOwn(tx: Tx): void {
  const { connection } = tx;
  for (const pair of bookedPairs(connection)) if (pair.isLive && !pair.isSound) undoOwn(tx, pair.batch);
  const pairs = bookedPairs(connection);
  const apart = new Set(pairs.filter(({ isLive }) => !isLive).map(({ caseNo }) => caseNo));
  const open = unpaired(ownLegs(connection, pairs));
  const certain = certainPairs(open, pair => apart.has(pairCase(pair)));
  for (const pair of certain) bookPair(tx, pair);
  const met = new Set(certain.flatMap(pair => [pair.out.id, pair.in.id]));
  meetWaiting(
    tx,
    open.filter(({ id }) => !met.has(id)),
  );
}

/** Takes back what pairing did by itself. */
export function undoOwn(tx: Tx, batch: number): number {
  const view = new StoredBookView(tx.connection);
  const dayOf = (day: string) => view.bookDay(day);
  const day = tx.connection.prepareValue('SELECT effective_on FROM batch WHERE id = ?').get(batch) as string;
  return reverse(tx, batch, { effectiveOn: dayOf(day), summary: '撤销内部划转配对', dayOf }).batch;
}

function bookPair(tx: Tx, pair: OwnPair, feeFen = 0): number {
  const { out, in: into } = pair;
  const caseNo = pairCase(pair);
  const amountFen = into.amountFen as Fen;
  const money = { money: out.money, kind: 'channel' } as const;
  const events: LedgerEvent[] = [];
  if (out.money !== into.money)
    events.push({ id: 'E07', step: 'paired', caseNo, payer: out.money, payee: into.money, amountFen });
  if (feeFen > 0)
    events.push({ id: 'E07', step: 'fee', caseNo, money, amountFen: feeFen as Fen, onTheWay: true });
  const day = out.day > into.day ? out.day : into.day;
  return bookOwn(tx, events, day, into.sourceRow ?? out.sourceRow);
}

function bookOwn(tx: Tx, events: readonly LedgerEvent[], day: string, sourceRow: number | null): number {
  const effectiveOn = new StoredBookView(tx.connection).bookDay(day);
  const legs = events
    .flatMap(event => expand(event, accountsOf(tx)).legs)
    .map(leg => (sourceRow === null ? leg : { ...leg, sourceRow }));
  return post(tx, { event: 'E07', effectiveOn, summary: '内部划转配对', legs }).batch;
}

/** Open sides that one row of 待认领款 or 待查付款 meets which the book by now knows as own money. */
function meetWaiting(tx: Tx, open: readonly OwnLeg[]): void {
  if (open.length === 0) return;
  const { connection } = tx;
  const amounts = new Set(open.map(({ amountFen }) => amountFen));
  const apart = rowsTakenApart(connection);
  const view = new StoredBookView(connection);
  const isOwn = (one: WaitingCase, direction: StatementRow['direction']) =>
    classify({ text: textOfRow(connection, one.sourceRow), direction } as StatementRow, view.parties)
      .class === 'own_transfer';
  const waiting = (code: '2241.01' | '1221.07', direction: StatementRow['direction']): OwnLeg[] =>
    waitingCases(connection, code)
      .filter(one => amounts.has(one.openFen) && one.sourceRow !== null && !apart.has(one.sourceRow))
      .filter(one => isOwn(one, direction))
      .map(one => ({
        id: -one.sourceRow!,
        isWaiting: true,
        money: one.money,
        side: direction === 'income' ? 'in' : 'out',
        amountFen: one.openFen,
        day: one.day,
        sourceRow: one.sourceRow,
      }));
  const all = [...open, ...waiting('2241.01', 'income'), ...waiting('1221.07', 'expense')];
  for (const { out, in: into } of certainPairs(all, () => false)) {
    if (into.isWaiting && !out.isWaiting) clearWaiting(tx, into, out.money);
    else if (out.isWaiting && !into.isWaiting) clearWaiting(tx, out, into.money);
  }
}

/** The waiting row goes to the transit account on which the other side stands. */
function clearWaiting(tx: Tx, leg: OwnLeg, transit: number): void {
  const code = leg.side === 'in' ? '2241.01' : '1221.07';
  const found = waitingCases(tx.connection, code).find(one => one.sourceRow === leg.sourceRow)!;
  const money = { money: leg.money, kind: found.moneyKind === 'bank' ? 'bank' : 'channel' } as const;
  const target = { code: '1012.99', money: transit };
  const amountFen = leg.amountFen as Fen;
  const facts = { step: 'identified', caseNo: found.caseNo, money, amountFen, target } as const;
  const event: LedgerEvent = leg.side === 'in' ? { id: 'E01', ...facts } : { id: 'E05', ...facts };
  bookOwn(tx, [event], leg.day, leg.sourceRow);
}
