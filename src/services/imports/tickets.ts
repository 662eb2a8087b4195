import type { Expansion } from '../../domain/accounting/types.ts';
import type { OpenTicket } from '../../domain/ticket.ts';
import type { Tx } from '../../ledger/command.ts';
import { insertRow } from '../../store/changes.ts';
import { decideTicket, openTickets, reopenTickets, Standing } from '../../store/imports-tickets.ts';

/** Keeps what an expansion could not settle silently. */
export function keepTickets(
  tx: Tx,
  tickets: Expansion['tickets'],
  { day, batch, sourceRow }: { day: string; batch: number | null; sourceRow: number | null },
): void {
  for (const { reason, amountFen, dims, caseNo } of tickets) {
    const { client, supplier, money, pool, employee, bucket, category } = dims;
    insertRow(tx, 'ticket', {
      reason,
      amount_fen: amountFen,
      state: 'open',
      arose_on: day,
      batch,
      source_row: sourceRow,
      case_no: caseNo,
      client,
      supplier,
      money,
      pool,
      employee,
      bucket,
      category,
    });
  }
}

/**
 * Looks through the open tickets after a command: what later rows have settled is decided, with the batch that did it;
 * what that batch had settled is open again once it is taken back.
 */
export function reviewTickets(tx: Tx, batch: number | null): void {
  reopenTickets(tx);
  const standing = new Standing(tx.connection);
  for (const ticket of openTickets(tx.connection)) {
    if (isSettled(ticket, standing)) decideTicket(tx, ticket.id, batch);
    tx.checkpoint();
  }
}

/** Reasons that a later row settles by itself; the others wait for a person. */
function isSettled(ticket: OpenTicket, standing: Standing): boolean {
  const { reason, caseNo, client, pool } = ticket;
  if (standing.isGone(ticket)) return true;
  // What came back into a pool is told by lists: see `checkPoolRefunds`.
  if (reason.startsWith('REFUND_') && standing.isPoolOrder(caseNo)) return false;
  switch (reason) {
    case 'OVERDRAFT':
      if (pool !== null) return standing.of('2202.03', 'pool', pool) === 0;
      return client !== null && standing.of('1122.01', 'client', client, 'overdraft') <= 0;
    case 'DEPOSIT_DIFF': {
      const [transitFen, aheadFen] =
        pool === null
          ? [1, 1]
          : [standing.of('1123.01', 'pool', pool), standing.of('2202.01', 'pool', pool, 'deposit_ahead')];
      if (transitFen === 0 && aheadFen === 0) return true;
      return caseNo !== null && ['1123.01', '2202.01'].every(code => standing.ofCase(caseNo, [code]) === 0);
    }
    case 'REFUND_SHORT':
      return caseNo !== null && standing.ofCase(caseNo, ['1221.01', '1221.02', '1221.03']) === 0;
    case 'BAN_REFUND':
      return pool !== null && standing.of('1221.03', 'pool', pool) === 0;
    case 'REFUND_OVER':
      return caseNo !== null && standing.ofCase(caseNo, ['2241.01']) === 0;
    case 'UNKNOWN':
      return caseNo !== null && ['2241.01', '1221.07'].every(code => standing.ofCase(caseNo, [code]) === 0);
    default:
      return false;
  }
}
