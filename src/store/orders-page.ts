import type { Connection } from './dialect/sqlite.ts';

/** A command that told or booked something of an order. */
export interface OrderCommand {
  seq: number;
  /** UTC, ISO. */
  at: string;
  actor: string;
  procedure: string;
}

/** Commands that wrote something of an order or posted under its case, the newest first. */
export function commandsOfOrder(
  connection: Connection,
  { order, caseNo }: { order: number; caseNo: string },
): OrderCommand[] {
  const sql = `SELECT seq, at, actor, procedure FROM log WHERE seq IN (
      SELECT log_seq FROM change WHERE table_name = 'promo_order' AND row_id = CAST(@order AS TEXT)
      UNION SELECT log_seq FROM order_change WHERE promo_order = @order
      UNION SELECT log_seq FROM order_figure WHERE promo_order = @order
      UNION SELECT b.log_seq FROM transfer t JOIN batch b ON b.id = t.batch WHERE t.case_no = @caseNo)
    ORDER BY seq DESC LIMIT 1000`;
  return connection.prepare(sql).all({ order, caseNo }) as OrderCommand[];
}

export interface OrderPosting {
  transfer: number;
  batch: number;
  logSeq: number;
  day: string;
  /** Event of the leg, and of the whole batch. */
  event: string;
  batchEvent: string;
  summary: string;
  /** Batch that this one takes back. */
  reverses: number | null;
  debit: string;
  credit: string;
  /** Red is negative on the sides of what it takes back. */
  amountFen: number;
  sourceRow: number | null;
}

/** Postings of an order's case with the head of their batch, oldest first. */
export function postingsOfCase(connection: Connection, caseNo: string): OrderPosting[] {
  const sql = `SELECT t.id AS transfer, t.batch, b.log_seq AS logSeq, t.effective_on AS day, t.event, b.event AS batchEvent,
      b.summary, b.reverses_batch AS reverses,
      CASE t.kind WHEN 'reverse' THEN c.code ELSE d.code END AS debit,
      CASE t.kind WHEN 'reverse' THEN d.code ELSE c.code END AS credit,
      CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END AS amountFen, t.source_row AS sourceRow
    FROM transfer t JOIN batch b ON b.id = t.batch JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse') ORDER BY t.id LIMIT 1000`;
  return connection.prepare(sql).all(caseNo) as OrderPosting[];
}

/** Entry of the log of each observation of an order, by the observation's id. */
export function seqsOfFigures(connection: Connection, order: number): Map<number, number> {
  const sql = 'SELECT id, log_seq FROM order_figure WHERE promo_order = ?';
  return new Map(connection.prepareRaw(sql).all(order) as [number, number][]);
}

export interface OrderParties {
  clientCode: string | null;
  /** Money account or employee that paid directly. */
  payer: string | null;
  accountKind: 'qianchuan' | 'douplus' | null;
  bannedOn: string | null;
}

/** Who stands behind an order: codes and names that its page leads on with. */
export function partiesOfOrder(connection: Connection, order: number): OrderParties {
  const sql = `SELECT c.code AS clientCode, coalesce(m.name, e.name) AS payer, pa.kind AS accountKind,
      pa.banned_on AS bannedOn
    FROM promo_order o LEFT JOIN client c ON c.id = o.client LEFT JOIN platform_account pa ON pa.id = o.platform_account
      LEFT JOIN money_account m ON m.id = o.money LEFT JOIN employee e ON e.id = o.employee WHERE o.id = ?`;
  return connection.prepare(sql).get(order) as OrderParties;
}

/** Client behind a platform account, by name and code. */
export function partiesOfAccount(
  connection: Connection,
  account: number,
): { clientName: string | null; clientCode: string | null } {
  const sql = `SELECT c.name AS clientName, c.code AS clientCode FROM platform_account pa
    LEFT JOIN client c ON c.id = pa.client WHERE pa.id = ?`;
  return connection.prepare(sql).get(account) as { clientName: string | null; clientCode: string | null };
}
