import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Refusal } from '../domain/refusal.ts';
import { contentHash } from './canonical.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { SourceRowState } from './schema/tables.ts';
import type { Tx } from './transaction.ts';

/** Bytes of a file that one part holds before it is deflated. */
export const PART_BYTES = 1 << 20;

export interface NewSourceFile {
  /** SHA-256 of the bytes, hexadecimal. */
  sha256: string;
  name: string;
  bytes: number;
  profile?: string | null;
  money?: number | null;
  pool?: number | null;
  /** The file as it came, in pieces of any size. */
  content: Iterable<Uint8Array>;
}

export interface NewSourceRow {
  file: number;
  sheet: string;
  row: number;
  /** The platform's id with what makes it unique, or content plus its occurrence number. */
  identity: string;
  version: number;
  /** Cells of the row as text; its SHA-256 is the content hash. */
  raw: string;
  /** SHA-256 over `raw`, where the caller has it already. */
  hash?: Uint8Array;
  /** `booked` only if the same command posts on the row. */
  state: SourceRowState;
}

/**
 * Keeps an imported file for ever, compressed; a file that is there already (same hash) is not kept twice.
 * Answers its id. Refuses `store.source_changed` if the content is not what the hash says.
 */
export function addSourceFile(tx: Tx, file: NewSourceFile): number {
  const { connection } = tx;
  const known = connection.prepareValue('SELECT id FROM source_file WHERE sha256 = ?').get(file.sha256);
  if (known !== undefined) return known as number;
  const { sha256, name, bytes, profile = null, money = null, pool = null } = file;
  const insert = `INSERT INTO source_file (sha256, name, bytes, profile, money, pool, log_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?)`;
  const values = [sha256, name, bytes, profile, money, pool];
  const id = Number(connection.prepare(insert).run(...values, tx.seq).lastInsertRowid);
  tx.effects.add('source_file', JSON.stringify([id, ...values]));
  const keep = connection.prepare('INSERT INTO source_part (file, part, deflated) VALUES (?, ?, ?)');
  const hash = createHash('sha256');
  let part = 0;
  for (const piece of file.content)
    for (let at = 0; at < piece.length; at += PART_BYTES) {
      const chunk = piece.subarray(at, at + PART_BYTES);
      hash.update(chunk);
      keep.run(id, part, deflateRawSync(chunk));
      part += 1;
      tx.checkpoint();
    }
  if (hash.digest('hex') !== sha256) throw new Refusal('store.source_changed', { name });
  return id;
}

/** Adds rows of an imported file, one call a row; answers their ids. Cheap enough for a million. */
export class SourceRowWriter {
  private readonly tx: Tx;
  private readonly insert;
  private nextId: number;

  constructor(tx: Tx) {
    this.tx = tx;
    const highest = tx.connection.prepareValue('SELECT max(id) FROM source_row').get() as number | null;
    this.nextId = (highest ?? 0) + 1;
    tx.firstNewSourceRow = Math.min(tx.firstNewSourceRow, this.nextId);
    this.insert = tx.connection.prepare(`INSERT INTO source_row
      (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  }

  add({ file, sheet, row, identity, version, raw, hash = contentHash(raw), state }: NewSourceRow): number {
    const id = this.nextId++;
    this.insert.run(id, file, sheet, row, identity, version, hash, state, raw, this.tx.seq);
    const hex = Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('hex');
    const texts = `${JSON.stringify(sheet)},${row},${JSON.stringify(identity)}`;
    this.tx.effects.add('source_row', `[${id},${file},${texts},${version},"${hex}"]`);
    return id;
  }
}

/** Marks a row whose place a later version has taken. */
export function supersede(tx: Tx, sourceRow: number): void {
  tx.connection.prepare("UPDATE source_row SET state = 'superseded' WHERE id = ?").run(sourceRow);
}

/** The bytes of a kept file, part by part. */
export function* keptFile(connection: Connection, file: number): Generator<Buffer> {
  const read = connection.prepareValue('SELECT deflated FROM source_part WHERE file = ? AND part = ?');
  for (let part = 0; ; part += 1) {
    const deflated = read.get(file, part) as Buffer | undefined;
    if (deflated === undefined) return;
    yield inflateRawSync(deflated, { maxOutputLength: PART_BYTES });
  }
}
