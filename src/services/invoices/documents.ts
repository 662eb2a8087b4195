import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import { documentType } from '../../domain/invoices/register.ts';
import { Refusal } from '../../domain/refusal.ts';
import { attachmentById, attachmentParts, keepAttachment } from '../../store/attachments.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';

const PART_BYTES = 1 << 20;
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
  const file = { sha256, name, bytes: bytes.length, type: documentType(bytes) };
  return keepAttachment(tx, file, deflated(bytes));
}

function* deflated(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    yield deflateSync(bytes.subarray(at, at + PART_BYTES));
}

/** A kept file with its bytes. Refuses `invoices.file_unknown`, `invoices.file_damaged` where its hash does not hold. */
export function readDocument(connection: Connection, attachment: number): { name: string; data: Uint8Array } {
  const kept = attachmentById(connection, attachment);
  if (!kept) throw new Refusal('invoices.file_unknown', { attachment });
  const parts = attachmentParts(connection, attachment);
  const data = Buffer.concat(parts.map(part => inflateSync(part, { maxOutputLength: PART_BYTES })));
  if (createHash('sha256').update(data).digest('hex') !== kept.sha256)
    throw new Refusal('invoices.file_damaged', {}, { file: kept.name });
  return { name: kept.name, data };
}
