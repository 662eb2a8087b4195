import type { OpenTicket } from '../domain/ticket.ts';
import { updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

const COLUMNS = `id, reason, amount_fen AS amountFen, arose_on AS aroseOn, batch, source_row AS sourceRow,
  case_no AS caseNo, client, supplier, money, pool, employee`;

/** Open tickets, the oldest first. */
export function openTickets(connection: Connection, limit = Number.MAX_SAFE_INTEGER): OpenTicket[] {
  const sql = `SELECT ${COLUMNS} FROM ticket WHERE state = 'open' ORDER BY arose_on, id LIMIT ?`;
  return connection.prepare(sql).all(limit) as OpenTicket[];
}

/** Count, sum and oldest day of open tickets by reason. */
export function ticketsByReason(
  connection: Connection,
): { reason: string; count: number; sumFen: number; oldestOn: string }[] {
  const sql = `SELECT reason, count(*) AS count, sum(amount_fen) AS sumFen, min(arose_on) AS oldestOn
    FROM ticket WHERE state = 'open' GROUP BY reason ORDER BY reason`;
  return connection.prepare(sql).all() as {
    reason: string;
    count: number;
    sumFen: number;
    oldestOn: string;
  }[];
}

/** Tickets that a batch settled and that is reversed by now are open again. */
export function reopenTickets(tx: Tx): void {
  const sql = `SELECT id FROM ticket WHERE state = 'decided' AND decided_batch IN
    (SELECT reverses_batch FROM batch WHERE reverses_batch IS NOT NULL)`;
  for (const id of tx.connection.prepareValue(sql).all() as number[])
    updateRow(tx, 'ticket', id, { state: 'open', decided_batch: null });
}

/** Marks a ticket as settled by a batch. */
export function decideTicket(tx: Tx, id: number, batch: number | null): void {
  updateRow(tx, 'ticket', id, { state: 'decided', decided_batch: batch });
}

/** What a ticket's settling is judged by: what still stands on the accounts that it names. */
export class Standing {
  private readonly connection: Connection;
  private readonly sums = new Map<string, Map<number, number>>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Whether the posting that made it was taken back. */
  isGone({ batch, sourceRow }: OpenTicket): boolean {
    if (sourceRow !== null) {
      const state = this.connection.prepareValue('SELECT state FROM source_row WHERE id = ?').get(sourceRow);
      return state === 'open' || state === 'superseded';
    }
    const reversed = 'SELECT 1 FROM batch WHERE reverses_batch = ?';
    return batch !== null && this.connection.prepareValue(reversed).get(batch) !== undefined;
  }

  /** Whether a case is an order that the pool paid: nothing of it is ever in transit. */
  isPoolOrder(caseNo: string | null): boolean {
    const sql = "SELECT 1 FROM promo_order WHERE order_no = ? AND payment = 'pool'";
    return caseNo !== null && this.connection.prepareValue(sql).get(caseNo) !== undefined;
  }

  /** Debits less credits of a code, by one of its dimensions. */
  of(code: string, dim: 'client' | 'pool', id: number, category?: string): number {
    const key = `${code} ${dim} ${category ?? ''}`;
    const known = this.sums.get(key) ?? this.read(code, dim, category);
    this.sums.set(key, known);
    return known.get(id) ?? 0;
  }

  /** Debits less credits of a case on some codes. */
  ofCase(caseNo: string, codes: readonly string[]): number {
    const sql = `SELECT coalesce(sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE -t.amount_fen END), 0)
      FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
      WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse')
        AND a.code IN (${codes.map(() => '?').join(', ')})`;
    return this.connection.prepareValue(sql).get(caseNo, ...codes) as number;
  }

  private read(code: string, dim: 'client' | 'pool', category: string | undefined): Map<number, number> {
    const sql = `SELECT a.${dim}, sum(b.debits_posted_fen - b.credits_posted_fen) FROM account a
      JOIN balance b ON b.account = a.id
      WHERE a.code = ? AND a.${dim} IS NOT NULL AND (? IS NULL OR a.category = ?) GROUP BY 1`;
    const rows = this.connection.prepareRaw(sql).all(code, category ?? null, category ?? null);
    return new Map(rows as [number, number][]);
  }
}
