import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { Refusal } from '../../domain/refusal.ts';
import { ATTACHMENT_BYTES_MOST, attachmentType } from '../../domain/upgrade/attachment.ts';
import {
  attachmentById,
  intactBytes,
  keepAttachment,
  type StoredAttachment,
} from '../../store/attachments.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';

/** A staged file that becomes evidence. */
export interface EvidenceFile {
  path: string;
  name: string;
}

/**
 * Keeps a file as evidence, once for each content. What it is is decided by its bytes; nothing of it is ever run.
 * Refuses `upgrade.evidence_empty`, `upgrade.evidence_too_large`, `upgrade.evidence_type`.
 */
export function keepEvidence(tx: Tx, { path, name }: EvidenceFile): number {
  const { size } = statSync(path);
  if (size === 0) throw new Refusal('upgrade.evidence_empty', {}, { file: name });
  if (size > ATTACHMENT_BYTES_MOST)
    throw new Refusal(
      'upgrade.evidence_too_large',
      { mostMb: ATTACHMENT_BYTES_MOST / 2 ** 20 },
      { file: name },
    );
  const bytes = readFileSync(path);
  const type = attachmentType(bytes);
  if (type === null) throw new Refusal('upgrade.evidence_type', {}, { file: name });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return keepAttachment(tx, { sha256, name, type }, bytes);
}

/** Evidence with its bytes. Refuses `upgrade.no_evidence`, and `upgrade.evidence_damaged` where its hash does not hold. */
export function readEvidence(connection: Connection, id: number): StoredAttachment & { data: Uint8Array } {
  const kept = attachmentById(connection, id);
  if (!kept) throw new Refusal('upgrade.no_evidence', { attachment: id });
  const data = intactBytes(connection, kept);
  if (data === null) throw new Refusal('upgrade.evidence_damaged', {}, { file: kept.name });
  return { ...kept, data };
}
