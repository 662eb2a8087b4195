import { createHash } from 'node:crypto';
import { contentHash } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { keptFile } from '../../store/sources.ts';
import type { Findings } from './findings.ts';
import { rowsById } from './windows.ts';

/** Kept files against their hash, rows against theirs, and the state of each row against the postings on it. */
export function checkSources(
  connection: Connection,
  liveByRow: ReadonlyMap<number, number>,
  findings: Findings,
): void {
  const files = connection.prepareRaw('SELECT id, sha256, name FROM source_file').all() as [
    number,
    string,
    string,
  ][];
  for (const [id, sha256, name] of files) {
    const hash = createHash('sha256');
    try {
      for (const part of keptFile(connection, id)) hash.update(part);
    } catch {
      hash.update('unreadable');
    }
    if (hash.digest('hex') !== sha256) findings.add('ledger.verify.source_file', { name });
  }
  const newer = connection.prepareValue('SELECT 1 FROM source_row WHERE identity = ? AND version > ?');
  const columns = ['id', 'identity', 'version', 'content_hash', 'state', 'raw'];
  for (const row of rowsById(connection, 'source_row', columns)) {
    const [id, identity, version, hash, state, raw] = row as [number, string, number, Buffer, string, string];
    if (!contentHash(raw).equals(hash)) findings.add('ledger.verify.source_content', { row: id });
    const isBooked = (liveByRow.get(id) ?? 0) > 0;
    const isReplaced = state === 'superseded' && newer.get(identity, version) === undefined;
    if (isBooked !== (state === 'booked') || isReplaced)
      findings.add('ledger.verify.source_state', { row: id, state });
  }
}
