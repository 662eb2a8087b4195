import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';

/**
 * Refuses `imports.later_work` where something stands on cash that a batch brought: a claim of its receipts, a
 * clearing of its payments or registrations by another batch.
 */
export function refuseLaterWork(connection: Connection, batch: number): void {
  const sql = `SELECT t.case_no, t.batch FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
    WHERE t.batch > ? AND t.kind = 'post' AND a.code IN ('2241.01', '1221.07', '1002.90', '1012.90')
      AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)
      AND EXISTS (SELECT 1 FROM transfer o WHERE o.case_no = t.case_no AND o.batch = ?
        AND (o.debit = a.id OR o.credit = a.id)) LIMIT 1`;
  const found = connection.prepareRaw(sql).get(batch, batch) as [string, number] | undefined;
  if (found) throw new Refusal('imports.later_work', { no: found[0], batch: found[1] });
}

/** Rows of an import that only noted something are not booked either once it is undone: they are decided anew. */
export function reopenNoted(tx: Tx, sha256: string, batch: number): void {
  const { connection } = tx;
  const some = connection.prepare(`UPDATE source_row SET state = 'open' WHERE id IN (
    SELECT s.id FROM source_row s JOIN source_file f ON f.id = s.file
    WHERE f.sha256 = ? AND s.state = 'noted' AND s.log_seq = (SELECT log_seq FROM batch WHERE id = ?) LIMIT 10000)`);
  while (some.run(sha256, batch).changes > 0) tx.checkpoint();
}
