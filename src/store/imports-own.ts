import type { OwnLeg } from '../domain/imports/pairing.ts';
import type { Connection } from './dialect/sqlite.ts';

const NOT_REVERSED =
  't.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)';

/** A booked pair: its batch, its two transfers, and whether it still stands. */
export interface BookedPair {
  batch: number;
  caseNo: string;
  isLive: boolean;
  /** Both transfers that it pairs still stand. */
  isSound: boolean;
}

/** Every pair that was ever booked. */
export function bookedPairs(connection: Connection): BookedPair[] {
  const sql = `SELECT DISTINCT t.batch, t.case_no FROM account a JOIN transfer t ON t.credit = a.id
    WHERE a.code = '1012.99' AND t.event = 'E07' AND t.kind = 'post' AND t.case_no GLOB 'PAIR-*'
      AND t.reverses_id IS NULL ORDER BY t.batch`;
  const reversed = connection.prepareValue('SELECT 1 FROM batch WHERE reverses_batch = ?');
  const stands = connection.prepareValue(`SELECT 1 FROM transfer t WHERE t.id = ? AND ${NOT_REVERSED}`);
  return (connection.prepareRaw(sql).all() as [number, string][]).map(([batch, caseNo]) => {
    const isSound = idsOf(caseNo).every(id => stands.get(id) !== undefined);
    return { batch, caseNo, isLive: reversed.get(batch) === undefined, isSound };
  });
}

function idsOf(caseNo: string): number[] {
  return caseNo.split('-').slice(1).map(Number);
}

/** What stands on 内部划转在途 beside the pairs that are booked, row by row. */
export function ownLegs(connection: Connection, pairs: readonly BookedPair[]): OwnLeg[] {
  const paired = new Set(pairs.filter(({ isLive }) => isLive).flatMap(({ caseNo }) => idsOf(caseNo)));
  const live = new Set(pairs.filter(({ isLive }) => isLive).map(({ caseNo }) => caseNo));
  const part = (side: 'debit' | 'credit', name: OwnLeg['side']) =>
    `SELECT t.id, a.money, '${name}', t.amount_fen, t.effective_on, t.source_row, t.case_no
     FROM account a JOIN transfer t ON t.${side} = a.id
     WHERE a.code = '1012.99' AND t.kind IN ('post', 'settle') AND ${NOT_REVERSED}`;
  const sql = `${part('debit', 'out')} UNION ALL ${part('credit', 'in')}`;
  const rows = connection.prepareRaw(sql).all() as [
    number,
    number,
    OwnLeg['side'],
    number,
    string,
    number | null,
    string | null,
  ][];
  return rows
    .filter(([id, , , , , , caseNo]) => !paired.has(id) && !(caseNo !== null && live.has(caseNo)))
    .map(([id, money, side, amountFen, day, sourceRow]) => ({ id, money, side, amountFen, day, sourceRow }));
}

/** Automatic pairings and clearings that stand on rows of some batches. */
export function ownWorkOn(connection: Connection, batches: readonly number[]): number[] {
  const sql = `SELECT DISTINCT b.id FROM batch b JOIN transfer t ON t.batch = b.id
    WHERE b.event = 'E07' AND b.reverses_batch IS NULL
      AND NOT EXISTS (SELECT 1 FROM batch r WHERE r.reverses_batch = b.id)
      AND EXISTS (SELECT 1 FROM transfer o WHERE o.source_row = t.source_row AND o.batch IN (${batches.join(', ') || '0'}))`;
  return connection.prepareValue(sql).all() as number[];
}

/** Whether a batch is a pairing that still stands. */
export function isOwnWork(connection: Connection, batch: number): boolean {
  const sql = `SELECT 1 FROM batch b WHERE b.id = ? AND b.event = 'E07' AND b.reverses_batch IS NULL
    AND NOT EXISTS (SELECT 1 FROM batch r WHERE r.reverses_batch = b.id)`;
  return connection.prepareValue(sql).get(batch) !== undefined;
}

/** Rows whose pairing a person took apart: they are not paired by themselves again. */
export function rowsTakenApart(connection: Connection): Set<number> {
  const sql = `SELECT DISTINCT t.source_row FROM log l JOIN batch r ON r.log_seq = l.seq
    JOIN transfer t ON t.batch = r.reverses_batch
    WHERE l.procedure = 'imports.unpair' AND t.source_row IS NOT NULL`;
  return new Set(connection.prepareValue(sql).all() as number[]);
}
