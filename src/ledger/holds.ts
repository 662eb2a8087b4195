import type { Fen } from '../domain/money.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import type { Account } from './accounts.ts';

/** A hold 预占, or the part of it, that has to give way. */
export interface HoldInTheWay {
  id: number;
  openFen: Fen;
  event: string;
  caseNo: string | null;
}

const ROOM = `SELECT allowance_fen + debits_posted_fen - credits_posted_fen, credits_pending_fen
  FROM balance WHERE account = ? AND guard = 'debits_cover'`;
const OPEN = `SELECT h.id, h.open_fen, t.event, t.case_no FROM hold h
  JOIN transfer t ON t.hold_id = h.id AND t.kind = 'hold'
  WHERE h.credit = ? AND h.open_fen > 0 ORDER BY h.id DESC`;

/**
 * The holds of an account of money that what a batch has moved leaves no room for, the newest first, each with the part
 * that has to go. Empty where everything is covered, or where no hold stands.
 */
export function holdsInTheWay(connection: Connection, account: Account): HoldInTheWay[] {
  const { debitsDelta, creditsDelta, creditsPendingDelta } = account;
  if (creditsDelta <= debitsDelta) return [];
  const row = connection.prepareRaw(ROOM).get(account.id) as [number, number] | undefined;
  if (!row) return [];
  const pendingFen = row[1] + creditsPendingDelta;
  let shortFen = pendingFen - (row[0] + debitsDelta - creditsDelta);
  if (pendingFen <= 0 || shortFen <= 0) return [];
  const giving: HoldInTheWay[] = [];
  const open = connection.prepareRaw(OPEN).all(account.id) as [number, number, string, string | null][];
  for (const [id, openFen, event, caseNo] of open) {
    if (shortFen <= 0) break;
    const fen = Math.min(openFen, shortFen);
    giving.push({ id, openFen: fen as Fen, event, caseNo });
    shortFen -= fen;
  }
  return giving;
}
