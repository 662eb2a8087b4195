import {
  EFFECT_COLUMNS,
  EFFECT_TABLES,
  type EffectTable,
  effectDigest,
  TableHash,
  type TableTotal,
} from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { FIRST_MEMO_ID } from '../../store/schema/columns.ts';
import { type Head, type LogFields, logHash, NO_HASH } from '../../store/transaction.ts';
import type { Findings } from './findings.ts';
import type { TransferRow } from './sums.ts';
import { rowsById } from './windows.ts';

/** Where the rows of a hashed table stand, if not under its own name. */
const SOURCES: Partial<Record<EffectTable, string>> = {
  account: `(SELECT * FROM account WHERE id < ${FIRST_MEMO_ID})`,
  memo_account: `(SELECT * FROM account WHERE id >= ${FIRST_MEMO_ID})`,
};

type Totals = Map<number, Map<EffectTable, TableTotal>>;

/**
 * Recomputes what each command wrote, then the chain of the log over it. Names the first entry that does not fit and
 * answers the head. `takeTransfer` sees every transfer on the way.
 */
export function checkChain(
  connection: Connection,
  findings: Findings,
  takeTransfer: (row: TransferRow) => void,
): { head: Head; hashes: Map<number, string> } {
  const totals: Totals = new Map();
  for (const table of EFFECT_TABLES) collect(connection, table, totals, takeTransfer);
  const hashes = new Map<number, string>();
  let head: Head = { seq: 0, hash: NO_HASH };
  const sql = `SELECT seq, prev_hash, actor, procedure, key, input_hash, effect_hash, at, answer, hash FROM log
    WHERE seq > ? ORDER BY seq LIMIT 10000`;
  const window = connection.prepareRaw(sql);
  for (;;) {
    const rows = window.all(head.seq) as [...LogFields, string][];
    for (const row of rows) head = checkEntry(row, head, totals, findings);
    for (const row of rows) hashes.set(row[0], row[9]);
    if (rows.length === 0) break;
  }
  for (const [seq, tables] of totals)
    findings.add('ledger.verify.unlogged', { seq, table: [...tables.keys()].join(', ') });
  return { head, hashes };
}

function checkEntry(row: [...LogFields, string], before: Head, totals: Totals, findings: Findings): Head {
  const [seq, prevHash, actor, procedure, key, inputHash, effectHash, at, answer, hash] = row;
  const where = { seq, procedure };
  if (seq !== before.seq + 1) findings.add('ledger.verify.log_gap', { ...where, after: before.seq });
  if (prevHash !== before.hash) findings.add('ledger.verify.log_link', where);
  if (logHash([seq, prevHash, actor, procedure, key, inputHash, effectHash, at, answer]) !== hash)
    findings.add('ledger.verify.log_hash', where);
  const written = totals.get(seq);
  if (effectDigest(table => written?.get(table)) !== effectHash) findings.add('ledger.verify.effect', where);
  totals.delete(seq);
  return { seq, hash };
}

/** Totals of one table by the command that wrote its rows. Rows of a command stand together in the order of ids. */
function collect(
  connection: Connection,
  table: EffectTable,
  totals: Totals,
  takeTransfer: (row: TransferRow) => void,
): void {
  const columns = EFFECT_COLUMNS[table];
  const seqOf = table === 'transfer' ? batchSeqs(connection) : null;
  let seq = -1;
  let running = new TableHash();
  const close = () => {
    if (seq < 0) return;
    const tables = totals.get(seq) ?? new Map<EffectTable, TableTotal>();
    tables.set(table, running.total());
    totals.set(seq, tables);
  };
  for (const row of rowsById(
    connection,
    SOURCES[table] ?? table,
    seqOf ? columns : [...columns, 'log_seq'],
  )) {
    const rowSeq = seqOf ? (seqOf.get(row[1] as number) ?? 0) : (row.pop() as number);
    if (rowSeq !== seq) {
      close();
      seq = rowSeq;
      running = new TableHash();
    }
    running.add(JSON.stringify(row));
    if (seqOf) takeTransfer(row as TransferRow);
  }
  close();
}

function batchSeqs(connection: Connection): Map<number, number> {
  return new Map(connection.prepareRaw('SELECT id, log_seq FROM batch').all() as [number, number][]);
}
