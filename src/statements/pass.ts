import { Refusal } from '../domain/refusal.ts';
import type { Sheet } from '../domain/table.ts';
import { type RecordKind, RecordReader } from './reader.ts';
import type { Recognition } from './recognise.ts';

export interface ReadHooks {
  onProgress?(done: number, total: number): void;
  /** Asked every 65,536 records; true ends the reading with `jobs.cancelled`. */
  cancelled?(): boolean;
}

export interface Visitor {
  data(record: number, reader: RecordReader): void;
  /** Records that are no data, blank ones left out. */
  other?(kind: Exclude<RecordKind, 'data' | 'blank'>, record: number, reader: RecordReader): void;
}

const STEP_RECORDS = 0x10000;

/** Reads every record after the header, in the file's order. Refuses `jobs.cancelled`. */
export function passOver(
  sheet: Sheet,
  recognition: Recognition,
  visitor: Visitor,
  hooks: ReadHooks = {},
): void {
  const reader = new RecordReader(sheet, recognition);
  const total = sheet.rowCount;
  let ended = false;
  for (let record = recognition.firstRecord; record < total; record++) {
    if (record % STEP_RECORDS === 0) {
      if (hooks.cancelled?.()) throw new Refusal('jobs.cancelled');
      hooks.onProgress?.(record, total);
    }
    const kind = reader.read(record);
    if (kind === 'blank') continue;
    if (kind === 'end') ended = true;
    if (ended) visitor.other?.('end', record, reader);
    else if (kind === 'data') visitor.data(record, reader);
    else visitor.other?.(kind, record, reader);
  }
  hooks.onProgress?.(total, total);
}
