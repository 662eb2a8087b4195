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
    if (hashOfFile(connection, id, SOURCE_PARTS) !== sha256)
      findings.add('ledger.verify.source_file', { name });
  }
  const evidence = connection.prepareRaw('SELECT id, sha256, name FROM attachment').all() as typeof files;
  for (const [id, sha256, name] of evidence) {
    if (hashOfFile(connection, id, EVIDENCE_PARTS) !== sha256)
      findings.add('ledger.verify.source_file', { name });
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

const SOURCE_PARTS = 'source_part WHERE file = ?';
const EVIDENCE_PARTS = 'attachment_part WHERE attachment = ?';

/** SHA-256 of a kept file, read part by part; null if a part cannot be unpacked. */
function hashOfFile(
  connection: Connection,
  file: number,
  parts: typeof SOURCE_PARTS | typeof EVIDENCE_PARTS,
): string | null {
  const hash = createHash('sha256');
  const read = connection.prepareValue(`SELECT deflated FROM ${parts} AND part = ?`);
  const count = connection.prepareValue(`SELECT count(*) FROM ${parts}`).get(file) as number;
  try {
    for (let part = 0; part < count; part += 1)
      hash.update(inflateSync(read.get(file, part) as Buffer, { maxOutputLength: MOST_PART_BYTES }));
  } catch {
    return null;
  }
  return hash.digest('hex');
}
