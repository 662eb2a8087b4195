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

type Guard = 'debits_cover' | 'credits_cover';

/** What covers a guarded account, what of it is held, and the side on which holds stand. */
const SIDES: Readonly<Record<Guard, { room: string; open: string }>> = {
  debits_cover: queries('debits', 'credits', 'credit'),
  /** Funds of a client 2203: held by approvals. */
  credits_cover: queries('credits', 'debits', 'debit'),
};

function queries(covers: string, takes: string, side: string): { room: string; open: string } {
  return {
    room: `SELECT allowance_fen + ${covers}_posted_fen - ${takes}_posted_fen, ${takes}_pending_fen
  FROM balance WHERE account = ?`,
    open: `SELECT h.id, h.open_fen, t.event, t.case_no FROM hold h
  JOIN transfer t ON t.hold_id = h.id AND t.kind = 'hold'
  WHERE h.${side} = ? AND h.open_fen > 0 ORDER BY h.id DESC`,
  };
}

/**
 * The holds of an account of money, or of a client's funds, that what a batch has moved leaves no room for, the newest
 * first, each with the part that has to go. Empty where everything is covered, or where no hold stands.
 */
export function holdsInTheWay(connection: Connection, account: Account): HoldInTheWay[] {
  const { debitsDelta, creditsDelta, debitsPendingDelta, creditsPendingDelta } = account;
  const { guard } = account.chart;
  if (guard === 'none') return [];
  const isMoney = guard === 'debits_cover';
  const [inFen, outFen] = isMoney ? [debitsDelta, creditsDelta] : [creditsDelta, debitsDelta];
  if (outFen <= inFen) return [];
  const { room, open } = SIDES[guard];
  const row = connection.prepareRaw(room).get(account.id) as [number, number] | undefined;
  if (!row) return [];
  const pendingFen = row[1] + (isMoney ? creditsPendingDelta : debitsPendingDelta);
  let shortFen = pendingFen - (row[0] + inFen - outFen);
  if (pendingFen <= 0 || shortFen <= 0) return [];
  const giving: HoldInTheWay[] = [];
  const holds = connection.prepareRaw(open).all(account.id) as [number, number, string, string | null][];
  for (const [id, openFen, event, caseNo] of holds) {
    if (shortFen <= 0) break;
    const fen = Math.min(openFen, shortFen);
    giving.push({ id, openFen: fen as Fen, event, caseNo });
    shortFen -= fen;
  }
  return giving;
}
