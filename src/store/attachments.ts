import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { DocumentType } from '../domain/invoices/register.ts';
import type { AttachmentType } from '../domain/upgrade/attachment.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

const PART_BYTES = 1 << 20;

export interface NewAttachment {
  sha256: string;
  name: string;
  bytes: number;
  type: AttachmentType;
}

/** A piece of evidence as the book keeps it. */
export interface StoredAttachment extends NewAttachment {
  id: number;
}

/** Keeps evidence: its row, and its bytes in deflated parts of 1 MiB. A content already kept is not kept twice. */
export function keepAttachment(
  tx: Tx,
  file: Omit<NewAttachment, 'type' | 'bytes'> & { type: AttachmentType | DocumentType },
  bytes: Buffer,
): number {
  const { connection } = tx;
  const known = connection.prepareValue('SELECT id FROM attachment WHERE sha256 = ?').get(file.sha256);
  if (known !== undefined) return known as number;
  const id = connection.prepareValue('SELECT coalesce(max(id), 0) + 1 FROM attachment').get() as number;
  const row = [id, file.sha256, file.name, bytes.length, file.type];
  connection
    .prepare('INSERT INTO attachment (id, sha256, name, bytes, type, log_seq) VALUES (?, ?, ?, ?, ?, ?)')
    .run(...row, tx.seq);
  tx.effects.add('attachment', JSON.stringify(row));
  const insert = connection.prepare(
    'INSERT INTO attachment_part (attachment, part, deflated) VALUES (?, ?, ?)',
  );
  for (let from = 0, part = 0; from < bytes.length; from += PART_BYTES, part += 1)
    insert.run(id, part, deflateSync(bytes.subarray(from, from + PART_BYTES)));
  return id;
}

/** Evidence by its id, or null. */
export function attachmentById(connection: Connection, id: number): StoredAttachment | null {
  const sql = 'SELECT id, sha256, name, bytes, type FROM attachment WHERE id = ?';
  return (connection.prepare(sql).get(id) as StoredAttachment | undefined) ?? null;
}

/** Bytes of evidence as they are kept. */
export function attachmentBytes(connection: Connection, id: number): Buffer {
  const parts = connection
    .prepareValue('SELECT deflated FROM attachment_part WHERE attachment = ? ORDER BY part')
    .all(id) as Buffer[];
  return Buffer.concat(parts.map(part => inflateSync(part, { maxOutputLength: PART_BYTES })));
}

/** Bytes of evidence; null where they are not those whose hash was kept. */
export function intactBytes(connection: Connection, { id, sha256 }: StoredAttachment): Buffer | null {
  const bytes = attachmentBytes(connection, id);
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
}
