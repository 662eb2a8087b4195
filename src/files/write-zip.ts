import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { Refusal } from '../domain/refusal.ts';
import { ByteRun } from './write-bytes.ts';
import type { Sink } from './write-file.ts';

/** Uncompressed bytes that are deflated in one piece on the thread pool. */
export const BLOCK_BYTES = 1 << 20;
/** Blocks being deflated at once: enough to keep the pool's threads busy, few enough to bound memory. */
const BLOCKS_IN_FLIGHT = 4;
/** On sheet XML level 4 takes half the time of level 6 for files 3 % larger. */
const LEVEL = 4;

const MOST_BYTES = 0xffff_ffff;
const DEFLATED = 8;
const FLAG_DESCRIPTOR = 0x0008;
const FLAG_UTF8 = 0x0800;
const VERSION = 20;
/** 1980-01-01: the same content gives the same file. */
const DOS_DATE = 0x0021;

const DEFLATE_OPTIONS = {
  level: LEVEL,
  memLevel: 9,
  chunkSize: BLOCK_BYTES >> 1,
  finishFlush: constants.Z_SYNC_FLUSH,
};
const deflateBlock = promisify<Uint8Array, object, Buffer>(deflateRaw);
/** An empty final block, which closes a stream of synced blocks. */
const STREAM_END = Buffer.from([0x03, 0x00]);

interface Entry {
  name: Buffer;
  crc: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/**
 * Writes a ZIP entry by entry. An entry's content comes in blocks that are deflated side by side on the thread pool
 * and joined as one deflate stream (each block ends with a sync flush). Sizes follow the data in a descriptor.
 * Entries and archive stay below 4 GiB, beyond which no spreadsheet opens a workbook: refuses `export.too_large`.
 */
export class ZipWriter {
  private readonly sink: Sink;
  private readonly entries: Entry[] = [];
  private readonly pending: Promise<Buffer>[] = [];
  /** Filled in turn; by the time one comes round again its deflate has ended. */
  private readonly blocks: ByteRun[] = [];
  private turn = 0;
  private offset = 0;
  private open: Entry | null = null;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  async begin(name: string): Promise<void> {
    this.open = { name: Buffer.from(name), crc: 0, packed: 0, unpacked: 0, offset: this.offset };
    await this.put(localHeader(this.open.name));
  }

  /** Where the open entry's next bytes go. Call `flush` once it holds `BLOCK_BYTES`. */
  get block(): ByteRun {
    this.blocks[this.turn] ??= new ByteRun(BLOCK_BYTES);
    return this.blocks[this.turn]!;
  }

  /** Hands the current block to the thread pool and goes on with the next. */
  async flush(): Promise<void> {
    const entry = this.open!;
    const content = this.block.filled();
    entry.crc = crc32(content, entry.crc);
    entry.unpacked += content.length;
    if (entry.unpacked > MOST_BYTES || this.offset > MOST_BYTES) throw new Refusal('export.too_large');
    const deflated = deflateBlock(content, DEFLATE_OPTIONS);
    // A failure is met where the block is awaited; until then it must not count as unhandled.
    deflated.catch(() => undefined);
    this.pending.push(deflated);
    if (this.pending.length === BLOCKS_IN_FLIGHT) await this.putOldest();
    this.turn = (this.turn + 1) % BLOCKS_IN_FLIGHT;
    this.block.at = 0;
  }

  async end(): Promise<void> {
    const entry = this.open!;
    if (this.block.at > 0) await this.flush();
    while (this.pending.length > 0) await this.putOldest();
    await this.put(STREAM_END);
    entry.packed += STREAM_END.length;
    await this.put(descriptor(entry));
    this.entries.push(entry);
    this.open = null;
  }

  /** One entry from a text. */
  async add(name: string, text: string): Promise<void> {
    await this.begin(name);
    this.block.raw(Buffer.from(text));
    await this.end();
  }

  /** Writes the central directory; nothing may follow. */
  async finish(): Promise<void> {
    const start = this.offset;
    for (const entry of this.entries) await this.put(centralHeader(entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(this.offset - start, 12);
    end.writeUInt32LE(start, 16);
    await this.put(end);
  }

  private async putOldest(): Promise<void> {
    const block = await this.pending.shift()!;
    this.open!.packed += block.length;
    await this.put(block);
  }

  private async put(bytes: Uint8Array): Promise<void> {
    await this.sink.write(bytes);
    this.offset += bytes.length;
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAG_DESCRIPTOR | FLAG_UTF8, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor(entry: Entry): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(entry.crc, 4);
  tail.writeUInt32LE(entry.packed, 8);
  tail.writeUInt32LE(entry.unpacked, 12);
  return tail;
}

function centralHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(FLAG_DESCRIPTOR | FLAG_UTF8, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt16LE(DOS_DATE, 14);
  header.writeUInt32LE(entry.crc, 16);
  header.writeUInt32LE(entry.packed, 20);
  header.writeUInt32LE(entry.unpacked, 24);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}
