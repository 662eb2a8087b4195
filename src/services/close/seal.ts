import type { ClosedAnswer } from '../../contract/close.ts';
import { missingOf } from '../../domain/close/checklist.ts';
import type { CheckedLine } from '../../domain/close/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { setPeriod } from '../../ledger/periods.ts';
import {
  closingTotals,
  firstPeriod,
  insertSeal,
  lastSealed,
  periodRows,
  reopenSeal,
  standingSeal,
} from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { supersedeMonth } from '../../store/packs.ts';
import { monthBefore } from '../../store/schema/index.ts';
import type { Asking, Caller, Which } from './caller.ts';
import { checkedLines, stateOf } from './check.ts';

/**
 * Closes a month of the book 结账, or of a client 客户关账: computes every line with `book verify`, and seals balances,
 * month sums and the head of the log if nothing is missing; else nothing is written and the answer names what is.
 * Refuses `close.no_such_month`, `close.closed_already`, `close.earlier_open`, `close.not_over`.
 */
export async function closePeriod(
  connection: Connection,
  caller: Caller,
  which: Which,
  asking: Asking,
): Promise<ClosedAnswer> {
  const missing: CheckedLine[] = [];
  const answer = { month: which.month, client: which.client };
  try {
    return await command(connection, { ...caller, procedure: 'close.close', input: { ...which } }, tx => {
      checkOrder(tx, which, asking);
      const lines = checkedLines(tx.connection, which, { ...asking, withVerify: true });
      missing.push(...missingOf(lines));
      if (missing.length > 0)
        throw new Refusal('close.missing', { month: which.month, count: missing.length });
      return { closed: true, ...answer, missing: [], seal: sealed(tx, which, lines) };
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'close.missing') throw error;
    return {
      closed: false,
      ...answer,
      missing: missing.map(({ line, rule, count, amountFen, isHardStop }) => ({
        ...{ line, rule, count, amountFen, isHardStop },
      })),
      seal: null,
    };
  }
}

/** Months are closed one after the other, and only once they are over. */
function checkOrder({ connection }: Tx, which: Which, { today }: Asking): void {
  const { month, client } = which;
  if (stateOf(connection, which) === 'closed') throw new Refusal('close.closed_already', { month });
  if (today <= lastDayOf(month)) throw new Refusal('close.not_over', { month });
  const closedFor = new Set(
    client === null
      ? []
      : periodRows(connection, client).flatMap(each => (each.state === 'closed' ? [each.month] : [])),
  );
  const opening = monthBefore(firstPeriod(connection));
  const earlier = periodRows(connection).find(
    each =>
      each.month < month && each.month !== opening && each.state === 'open' && !closedFor.has(each.month),
  );
  if (earlier) throw new Refusal('close.earlier_open', { month, earlier: earlier.month });
}

function sealed(
  tx: Tx,
  { month, client }: Which,
  lines: readonly CheckedLine[],
): NonNullable<ClosedAnswer['seal']> {
  for (const each of monthsWith(tx, month)) setPeriod(tx, each, 'closed', client);
  openNext(tx, month);
  const kept = lines.map(({ line, state, count, amountFen, exception }) => ({
    ...{ line, state, count, amountFen, exception: exception?.id ?? null },
  }));
  const { digest, headHash, headSeq, figures } = insertSeal(tx, {
    month,
    client,
    checklist: JSON.stringify(kept),
  });
  const carried = lines.filter(({ state }) => state === 'carried').length;
  return {
    closedAt: tx.at,
    closedBy: tx.actor,
    headSeq,
    headHash,
    digest,
    carried,
    ...closingTotals(figures),
  };
}

/** The month of the opening balances closes and opens with the first month of the book. */
function monthsWith({ connection }: Tx, month: string): string[] {
  return month === firstPeriod(connection) ? [monthBefore(month), month] : [month];
}

/** What comes late is booked in the month after, so it has to be there. */
function openNext(tx: Tx, month: string): void {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + 1);
  const next = at.toISOString().slice(0, 7);
  if (!periodRows(tx.connection).some(each => each.month === next)) setPeriod(tx, next, 'open');
}

/**
 * 反结账 of the last closed month of the book or of a client, with a reason that is kept; statement packs of the month are
 * superseded, and the answer counts those that were sent. Refuses `close.not_closed`, `close.not_last`.
 */
export function reopenPeriod(
  connection: Connection,
  caller: Caller,
  { month, client, reason }: Which & { reason: string },
): Promise<{ month: string; client: number | null; superseded: number }> {
  const input = { month, client, reason };
  return command(connection, { ...caller, procedure: 'close.reopen', input }, tx => {
    const seal = standingSeal(tx.connection, month, client);
    if (!seal) throw new Refusal('close.not_closed', { month });
    const last = lastSealed(tx.connection, client);
    if (last !== month) throw new Refusal('close.not_last', { month, last: last ?? '' });
    if (client !== null && stateOf(tx.connection, { month, client: null }) === 'closed')
      throw new Refusal('close.book_closed', { month });
    reopenSeal(tx, seal.id, reason);
    for (const each of monthsWith(tx, month)) setPeriod(tx, each, 'open', client);
    return { month, client, superseded: supersedeMonth(tx, { month, client }) };
  });
}
