import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { documentType } from '../../domain/invoices/register.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ATTACHMENT_BYTES_MOST, attachmentType } from '../../domain/upgrade/attachment.ts';
import { command } from '../../ledger/command.ts';
import { attachmentById, intactBytes, keepAttachment } from '../../store/attachments.ts';
import { insertRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { ticketFiles } from '../../store/tickets-stand.ts';
import { type TicketCaller, ticketOf } from './adjust.ts';

/** Keeps a staged file as evidence of a ticket, once for each content. Refuses `tickets.unknown`, `tickets.file_size`. */
export function attachToTicket(
  connection: Connection,
  caller: TicketCaller,
  { ticket, path, name }: { ticket: number; path: string; name: string },
): Promise<{ attachment: number }> {
  const { size } = statSync(path);
  if (size === 0 || size > ATTACHMENT_BYTES_MOST)
    throw new Refusal('tickets.file_size', { mostMb: ATTACHMENT_BYTES_MOST / 2 ** 20 }, { file: name });
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = { ticket, name, sha256 };
  return command(connection, { ...caller, procedure: 'tickets.attach', input }, tx => {
    ticketOf(connection, ticket);
    const type = attachmentType(bytes) ?? documentType(bytes);
    const attachment = keepAttachment(tx, { sha256, name, type }, bytes);
    if (!ticketFiles(connection, ticket).some(each => each.attachment === attachment))
      insertRow(tx, 'ticket_file', { ticket, attachment, name });
    return { attachment };
  });
}

/** Writes a piece of evidence to a path; answers its name. Refuses `tickets.file_unknown`, `tickets.file_damaged`. */
export async function writeTicketFile(
  connection: Connection,
  { ticket, attachment, path }: { ticket: number; attachment: number; path: string },
): Promise<{ name: string }> {
  const found = ticketFiles(connection, ticket).find(each => each.attachment === attachment);
  const kept = found && attachmentById(connection, attachment);
  if (!found || !kept) throw new Refusal('tickets.file_unknown', { ticket });
  const data = intactBytes(connection, kept);
  if (data === null) throw new Refusal('tickets.file_damaged', {}, { file: found.name });
  await writeFile(path, data);
  return { name: found.name };
}
