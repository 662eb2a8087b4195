import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { contentHash } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Findings } from './findings.ts';
import { rowsById } from './windows.ts';

/** No part of a kept file unpacks to more, so that a planted one cannot fill the memory. */
const MOST_PART_BYTES = 64 * 1024 * 1024;

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
    if (hashOfFile(connection, id) !== sha256) findings.add('ledger.verify.source_file', { name });
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

/** SHA-256 of a kept file, read part by part; null if a part cannot be unpacked. */
function hashOfFile(connection: Connection, file: number): string | null {
  const hash = createHash('sha256');
  const read = connection.prepareValue('SELECT deflated FROM source_part WHERE file = ? AND part = ?');
  const count = connection
    .prepareValue('SELECT count(*) FROM source_part WHERE file = ?')
    .get(file) as number;
  try {
    for (let part = 0; part < count; part += 1)
      hash.update(inflateSync(read.get(file, part) as Buffer, { maxOutputLength: MOST_PART_BYTES }));
  } catch {
    return null;
  }
  return hash.digest('hex');
}
