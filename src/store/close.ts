import type { CloseException } from '../domain/close/types.ts';
import { sha256Hex } from './canonical.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { head, NO_HASH, type Tx } from './transaction.ts';

/** Account key, the month's debits and credits, debits less credits to its end; 分. */
export type SealedFigure = [key: string, debitsFen: number, creditsFen: number, netFen: number];

/** A month as the book has it. */
export interface PeriodRow {
  month: string;
  state: 'open' | 'closed';
}

/** Months of the book, or those of a client that have a state of their own, in their order. */
export function periodRows(connection: Connection, client: number | null = null): PeriodRow[] {
  const sql = 'SELECT month, state FROM period WHERE client IS ? ORDER BY month';
  return connection.prepare(sql).all(client) as PeriodRow[];
}

/** Months that are closed, by client. */
export function closedClients(connection: Connection): { month: string; client: number }[] {
  const sql =
    "SELECT month, client FROM period WHERE client IS NOT NULL AND state = 'closed' ORDER BY month, client";
  return connection.prepare(sql).all() as { month: string; client: number }[];
}

/** What every account of the book, or of one client and its pools, comes to; digest over the rows. */
export function sealedFigures(
  connection: Connection,
  month: string,
  client: number | null,
): { figures: SealedFigure[]; digest: string } {
  const own =
    client === null
      ? ''
      : 'AND (a.client = @client OR a.pool IN (SELECT id FROM pool WHERE client = @client))';
  const sql = `SELECT * FROM (SELECT a.key, sum(iif(m.month = @month, m.debits_fen, 0)) AS debits,
      sum(iif(m.month = @month, m.credits_fen, 0)) AS credits, sum(m.debits_fen - m.credits_fen) AS net
    FROM month_sum m JOIN account a ON a.id = m.account WHERE m.month <= @month ${own} GROUP BY a.id)
    WHERE debits <> 0 OR credits <> 0 OR net <> 0 ORDER BY key`;
  const bound = client === null ? { month } : { month, client };
  const figures = connection.prepareRaw(sql).all(bound) as SealedFigure[];
  return { figures, digest: sha256Hex(JSON.stringify(figures)) };
}

/** Turnover and balance at the end of a month, by code; only what the book closes on: memo stays out. */
export function closingTotals(figures: readonly SealedFigure[]): {
  accounts: number;
  debitsFen: number;
  creditsFen: number;
} {
  const book = figures.filter(([key]) => !key.startsWith('9'));
  return {
    accounts: book.length,
    debitsFen: book.reduce((sum, [, debits]) => sum + debits, 0),
    creditsFen: book.reduce((sum, [, , credits]) => sum + credits, 0),
  };
}

/** A seal 封账 of a month. */
export interface Seal {
  id: number;
  month: string;
  client: number | null;
  closedAt: string;
  closedBy: string;
  headSeq: number;
  headHash: string;
  digest: string;
  reopenedAt: string | null;
  reopenedBy: string | null;
  reopenReason: string | null;
}

const SEAL = `id, month, client, closed_at AS closedAt, closed_by AS closedBy, head_seq AS headSeq, head_hash AS headHash,
  digest, reopened_at AS reopenedAt, reopened_by AS reopenedBy, reopen_reason AS reopenReason`;

/** Every seal, also the reopened ones, the newest last. */
export function sealHistory(connection: Connection): Seal[] {
  return connection.prepare(`SELECT ${SEAL} FROM period_seal ORDER BY id`).all() as Seal[];
}

/** The seal that stands over a month, or null. */
export function standingSeal(connection: Connection, month: string, client: number | null): Seal | null {
  const sql = `SELECT ${SEAL} FROM period_seal WHERE month = ? AND client IS ? AND reopened_at IS NULL`;
  return (connection.prepare(sql).get(month, client) as Seal | undefined) ?? null;
}

/** Last month that is sealed for the book, or for a client; null where none is. */
export function lastSealed(connection: Connection, client: number | null): string | null {
  const sql = 'SELECT max(month) FROM period_seal WHERE client IS ? AND reopened_at IS NULL';
  return connection.prepareValue(sql).get(client) as string | null;
}

/** Standing seals with what they sealed. */
export function sealsOf(
  connection: Connection,
): { month: string; client: number | null; digest: string; figures: SealedFigure[] }[] {
  const sql =
    'SELECT month, client, digest, figures FROM period_seal WHERE reopened_at IS NULL ORDER BY month, id';
  const rows = connection.prepareRaw(sql).all() as [string, number | null, string, string][];
  return rows.map(([month, client, digest, figures]) => ({
    month,
    client,
    digest,
    figures: JSON.parse(figures) as SealedFigure[],
  }));
}

/** Heads of the log that seals wrote down, reopened ones included: nothing before them was rewritten. */
export function sealAnchors(connection: Connection): { seq: number; hash: string }[] {
  const sql = 'SELECT head_seq AS seq, head_hash AS hash FROM period_seal WHERE head_seq > 0 ORDER BY id';
  return connection.prepare(sql).all() as { seq: number; hash: string }[];
}

/** Seals a month as it stands, with the head of the log before this command. */
export function insertSeal(
  tx: Tx,
  { month, client, checklist }: { month: string; client: number | null; checklist: string },
): { seal: number; digest: string; headHash: string; headSeq: number; figures: SealedFigure[] } {
  const { figures, digest } = sealedFigures(tx.connection, month, client);
  const { seq, hash } = head(tx.connection) ?? { seq: 0, hash: NO_HASH };
  const seal = insertRow(tx, 'period_seal', {
    ...{ month, client, closed_at: tx.at, closed_by: tx.actor },
    ...{ head_seq: seq, head_hash: hash, digest, figures: JSON.stringify(figures), checklist },
  });
  return { seal, digest, headHash: hash, headSeq: seq, figures };
}

/** Marks a seal as reopened; the store refuses `close.not_last`. */
export function reopenSeal(tx: Tx, seal: number, reason: string): void {
  updateRow(tx, 'period_seal', seal, {
    ...{ reopened_at: tx.at, reopened_by: tx.actor, reopen_reason: reason },
  });
}

/** What was left open by name in a month, the newest last; what was withdrawn is left out. */
export function exceptionsOf(connection: Connection, month: string, client: number | null): CloseException[] {
  const sql = `SELECT id, line, kind, money, owner, due_on AS dueOn, reason, fingerprint, count, amount_fen AS amountFen,
      said_by AS saidBy, said_on AS saidOn
    FROM close_exception WHERE month = ? AND client IS ? AND withdrawn = 0 ORDER BY id`;
  return connection.prepare(sql).all(month, client) as CloseException[];
}

export function insertException(
  tx: Tx,
  { month, client, ...said }: { month: string; client: number | null } & Omit<CloseException, 'id'>,
): number {
  const { line, kind, money, owner, dueOn, reason, fingerprint, count, amountFen, saidBy, saidOn } = said;
  return insertRow(tx, 'close_exception', {
    ...{ month, client, line, kind, money, owner, due_on: dueOn, reason, fingerprint, count },
    ...{ amount_fen: amountFen, said_by: saidBy, said_on: saidOn },
  });
}

/** Takes an exception back; answers false where it is not there. */
export function withdrawException(tx: Tx, id: number): boolean {
  return updateRow(tx, 'close_exception', id, { withdrawn: 1 });
}

/** First month of the book. */
export function firstPeriod(connection: Connection): string {
  return connection.prepareValue('SELECT first_period FROM book').get() as string;
}
