import type { DocumentType } from '../domain/invoices/register.ts';
import type { AttachmentType } from '../domain/upgrade/attachment.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

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

/** Keeps evidence: its row, and its bytes in deflated parts. A content already kept is not kept twice. */
export function keepAttachment(
  tx: Tx,
  file: Omit<NewAttachment, 'type'> & { type: AttachmentType | DocumentType },
  parts: Iterable<Uint8Array>,
): number {
  const { connection } = tx;
  const known = connection.prepareValue('SELECT id FROM attachment WHERE sha256 = ?').get(file.sha256);
  if (known !== undefined) return known as number;
  const id = connection.prepareValue('SELECT coalesce(max(id), 0) + 1 FROM attachment').get() as number;
  const row = [id, file.sha256, file.name, file.bytes, file.type];
  connection
    .prepare('INSERT INTO attachment (id, sha256, name, bytes, type, log_seq) VALUES (?, ?, ?, ?, ?, ?)')
    .run(...row, tx.seq);
  tx.effects.add('attachment', JSON.stringify(row));
  const insert = connection.prepare(
    'INSERT INTO attachment_part (attachment, part, deflated) VALUES (?, ?, ?)',
  );
  let part = 0;
  for (const deflated of parts) insert.run(id, part++, deflated);
  return id;
}

/** Evidence by its id, or null. */
export function attachmentById(connection: Connection, id: number): StoredAttachment | null {
  const sql = 'SELECT id, sha256, name, bytes, type FROM attachment WHERE id = ?';
  return (connection.prepare(sql).get(id) as StoredAttachment | undefined) ?? null;
}

/** Deflated parts of evidence, in order. */
export function attachmentParts(connection: Connection, id: number): Buffer[] {
  return connection
    .prepareValue('SELECT deflated FROM attachment_part WHERE attachment = ? ORDER BY part')
    .all(id) as Buffer[];
}
