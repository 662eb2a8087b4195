import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkStep, type PackState } from '../../domain/packs/states.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ATTACHMENT_BYTES_MOST, attachmentType } from '../../domain/upgrade/attachment.ts';
import { type Call, command, type Tx } from '../../ledger/command.ts';
import { keepAttachment } from '../../store/attachments.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  insertPack,
  insertStep,
  type NewPack,
  packById,
  standingPacks,
  supersede,
} from '../../store/packs.ts';

/** Who calls, when, and under which key it may be repeated. */
export type Caller = Omit<Call, 'procedure' | 'input'>;

/**
 * Keeps packs whose files were made, as 草稿; the one that stood before for the same client and month is superseded.
 * What the book has already stays as it is.
 */
export function registerPacks(
  connection: Connection,
  caller: Caller,
  packs: readonly NewPack[],
): Promise<{ kept: number; replaced: number }> {
  const input = { packs: packs.map(({ finality, ...each }) => ({ ...each, finality: { ...finality } })) };
  return command(connection, { ...caller, procedure: 'packs.generate', input }, tx => {
    let replaced = 0;
    let kept = 0;
    for (const pack of packs) {
      const standing = standingPacks(tx.connection, pack.month).get(pack.client);
      if (standing?.checkCode === pack.checkCode) continue;
      if (standing) {
        supersede(tx, standing.id, 'replaced');
        replaced += 1;
      }
      insertPack(tx, pack);
      kept += 1;
    }
    return { kept, replaced };
  });
}

/** What is said of packs: the next state, the day, who answered for the client, the paper that came back. */
export interface Marking {
  packs: readonly number[];
  state: PackState;
  /** Beijing day. */
  on: string;
  person: string | null;
  note: string | null;
  /** Scan of the stamped statement. */
  paper: { path: string; name: string } | null;
}

/**
 * Marks packs with their next state, all or none. Refuses `packs.unknown`, `packs.superseded`, `packs.state_order.…`,
 * `packs.note_needed` for a dispute without its reason, `packs.on_before_made`, and a paper that is no picture or PDF.
 */
export async function markPacks(
  connection: Connection,
  caller: Caller,
  { packs, state, on, person, note, paper }: Marking,
): Promise<{ marked: number }> {
  if (state === 'disputed' && !note) throw new Refusal('packs.note_needed');
  const scan = paper && scanned(paper);
  const input = { packs: [...packs], state, on, person, note, paper: scan?.sha256 ?? null };
  return command(connection, { ...caller, procedure: 'packs.mark', input }, tx => {
    const attachment = scan && keepScan(tx, scan);
    for (const id of packs) {
      const pack = packById(tx.connection, id);
      if (!pack) throw new Refusal('packs.unknown', { pack: id });
      checkStep({ state: pack.state, isSuperseded: pack.supersededAt !== null }, state);
      if (on < pack.stateOn) throw new Refusal('packs.on_before', { on, before: pack.stateOn });
      insertStep(tx, id, { state, onDay: on, person, note, attachment });
    }
    return { marked: packs.length };
  });
}

function scanned({ path, name }: { path: string; name: string }) {
  const bytes = readFileSync(path);
  const type = attachmentType(bytes);
  if (type === null || bytes.length > ATTACHMENT_BYTES_MOST)
    throw new Refusal('packs.paper_type', { mostMb: ATTACHMENT_BYTES_MOST / 2 ** 20 }, { file: name });
  return { name, type, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function keepScan(tx: Tx, { name, type, bytes, sha256 }: ReturnType<typeof scanned>): number {
  return keepAttachment(tx, { name, type, sha256 }, bytes);
}
