import { crc32, deflateRawSync } from 'node:zlib';

/** One entry as the test wants it written, lies included. */
export interface PlannedEntry {
  name: string | Uint8Array;
  data: Uint8Array | string;
  stored?: boolean;
  /** What the directory says instead of the truth. */
  declared_bytes?: number;
  crc?: number;
  method?: number;
  flags?: number;
  /** Reuses the local entry of the planned entry with this index (overlap). */
  sharesDataOf?: number;
}

interface Placed {
  at: number;
  packed: Buffer;
}

/** Writes a ZIP archive byte by byte. */
export function buildZip(
  entries: PlannedEntry[],
  options: { comment?: string; prefix?: Buffer } = {},
): Buffer {
  const pieces: Buffer[] = options.prefix ? [options.prefix] : [];
  const central: Buffer[] = [];
  const placed: Placed[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const data = Buffer.from(entry.data as string);
    const packed = entry.stored ? data : deflateRawSync(data);
    const shared = entry.sharesDataOf === undefined ? undefined : placed[entry.sharesDataOf];
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(entry.flags ?? 0x800, 0);
    fields.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 2);
    fields.writeUInt32LE(entry.crc ?? crc32(data), 8);
    fields.writeUInt32LE((shared?.packed ?? packed).length, 12);
    fields.writeUInt32LE(entry.declared_bytes ?? data.length, 16);
    fields.writeUInt16LE(name.length, 20);
    placed.push(shared ?? { at, packed });
    const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), fields, Buffer.alloc(2), name]);
    const head = Buffer.from('PK\x01\x02\x14\0\x14\0', 'latin1');
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(shared?.at ?? at, 12);
    central.push(Buffer.concat([head, fields, tail, name]));
    if (shared) continue;
    pieces.push(local, packed);
    at += local.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...pieces, directory, end, comment]);
}
