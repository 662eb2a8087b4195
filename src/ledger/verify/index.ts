import { type Finding, Refusal } from '../../domain/refusal.ts';
import { sealAnchors } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { NO_HASH } from '../../store/transaction.ts';
import { checkChain } from './chain.ts';
import { checkChangedRows } from './changed-rows.ts';
import { checkFile } from './file.ts';
import { Findings } from './findings.ts';
import { checkInvariants } from './invariants.ts';
import { checkSealed } from './sealed.ts';
import { checkSources } from './source-rows.ts';
import { Recount } from './sums.ts';

export interface Verdict {
  /** No finding is an error. */
  ok: boolean;
  transfers: number;
  logEntries: number;
  /** Hash of the last log entry: whoever noted it outside can tell later that nothing before it was rewritten. */
  headHash: string;
  /** The first fault first. */
  findings: Finding[];
}

/** A head hash that was written down outside the book: in a backup's manifest, a sealed period, a printed statement. */
export interface Anchor {
  seq: number;
  hash: string;
}

/**
 * Recomputes a whole book and compares it with everything that is kept: pages, schema, chain, effects, balances, month
 * sums, holds, open items, changed rows, files. Reads one consistent state; never throws for a damaged book.
 */
export function verify(connection: Connection, anchors: readonly Anchor[] = []): Verdict {
  const findings = new Findings();
  const recount = new Recount();
  let head = { seq: 0, hash: NO_HASH };
  const check = () => {
    checkFile(connection, findings);
    const chain = checkChain(connection, findings, row => recount.take(row));
    head = chain.head;
    for (const { seq, hash } of [...anchors, ...sealAnchors(connection)])
      if (chain.hashes.get(seq) !== hash) findings.add('ledger.verify.anchor', { seq });
    recount.compare(connection, findings);
    checkChangedRows(connection, findings);
    checkSources(connection, recount.liveByRow, findings);
    checkInvariants(connection, findings);
    checkSealed(connection, findings);
  };
  try {
    inOneState(connection, check);
  } catch (error) {
    if (error instanceof Refusal)
      findings.add('ledger.verify.damaged', { reason: String(error.params.reason ?? error.code) });
    else findings.add('ledger.verify.damaged', { reason: (error as Error).message });
  }
  const { ok, list } = findings;
  return { ok, transfers: recount.transfers, logEntries: head.seq, headHash: head.hash, findings: list };
}

/** A read transaction, so that a writer that goes on meanwhile is not half seen. */
function inOneState(connection: Connection, work: () => void): void {
  if (connection.inTransaction) {
    connection.guard(work);
    return;
  }
  connection.exec('BEGIN');
  try {
    connection.guard(work);
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  }
}
