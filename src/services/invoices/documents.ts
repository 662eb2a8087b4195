import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { documentType } from '../../domain/invoices/register.ts';
import { Refusal } from '../../domain/refusal.ts';
import { attachmentById, intactBytes, keepAttachment } from '../../store/attachments.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';

/** The most that a kept invoice file may hold. */
const MOST_BYTES = 50 * 1024 * 1024;

/** A staged file as it came. */
export interface StagedInvoices {
  path: string;
  name: string;
}

/** Keeps the file as it came, once for each content. Refuses `invoices.file_too_large`. */
export function keepDocument(tx: Tx, { path, name }: StagedInvoices): number {
  const { size } = statSync(path);
  if (size > MOST_BYTES)
    throw new Refusal('invoices.file_too_large', { mostMb: MOST_BYTES / 2 ** 20 }, { file: name });
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return keepAttachment(tx, { sha256, name, type: documentType(bytes) }, bytes);
}

/** A kept file with its bytes. Refuses `invoices.file_unknown`, `invoices.file_damaged` where its hash does not hold. */
export function readDocument(connection: Connection, attachment: number): { name: string; data: Uint8Array } {
  const kept = attachmentById(connection, attachment);
  if (!kept) throw new Refusal('invoices.file_unknown', { attachment });
  const data = intactBytes(connection, kept);
  if (data === null) throw new Refusal('invoices.file_damaged', {}, { file: kept.name });
  return { name: kept.name, data };
}
