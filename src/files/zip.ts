import type { Budget } from './budget.ts';
import { bufferOver } from './encoding.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const END_BYTES = 22;
const MOST_COMMENT_BYTES = 65_535;
const UNKNOWN_32 = 0xffffffff;
const EXTRA_ZIP64 = 0x0001;
const EXTRA_UNICODE_NAME = 0x7075;
const EXTRA_AES = 0x9901;

export interface ZipEntry {
  name: string;
  directory: boolean;
  encrypted: boolean;
  /** Locked with AES; otherwise, if encrypted, with ZipCrypto. */
  aes: boolean;
  /** 0 stored, 8 deflated; the true method under AES. */
  method: number;
  crc: number;
  packed_bytes: number;
  /** As the directory says; what comes out is counted anew. */
  declared_bytes: number;
  /** Where the packed bytes begin. */
  dataAt: number;
}

export interface Zip {
  bytes: Uint8Array;
  entries: ZipEntry[];
}

/**
 * Reads a central directory and believes nothing of it: every entry must lie inside the file, where its local header
 * stands, without overlapping another, under a name that is one and harmless.
 * Throws `files.zip_truncated`, `files.zip_damaged`, `files.zip_overlap`, `files.archive_name`,
 * `files.archive_duplicate` and the limits on parts and unpacked bytes.
 */
export function readZip(bytes: Uint8Array, budget: Budget): Zip {
  const directory = new DirectoryReader(bytes, budget);
  const entries = directory.read();
  refuseOverlap(entries, budget);
  refuseNames(entries, budget);
  let declared = 0;
  for (const entry of entries) declared += entry.declared_bytes;
  budget.declare(declared);
  return { bytes, entries };
}

class DirectoryReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly budget: Budget;

  constructor(bytes: Uint8Array, budget: Budget) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.budget = budget;
  }

  read(): ZipEntry[] {
    const { count, size, offset, endAt } = this.end();
    this.budget.parts(count);
    const start = endAt - size;
    if (start < 0 || offset > start) throw this.damaged('directory');
    // Bytes in front of the archive (a self-extractor) move everything by as much.
    const shift = start - offset;
    const entries: ZipEntry[] = [];
    let at = start;
    for (let index = 0; index < count; index++) {
      if (at + 46 > endAt || this.view.getUint32(at, true) !== CENTRAL) throw this.damaged('directory');
      const length = 46 + this.u16(at + 28) + this.u16(at + 30) + this.u16(at + 32);
      if (at + length > endAt) throw this.damaged('directory');
      entries.push(this.entry(at, shift, start));
      at += length;
    }
    return entries;
  }

  private end(): { count: number; size: number; offset: number; endAt: number } {
    const { view } = this;
    const least = Math.max(0, this.bytes.length - END_BYTES - MOST_COMMENT_BYTES);
    for (let at = this.bytes.length - END_BYTES; at >= least; at--) {
      if (view.getUint32(at, true) !== END) continue;
      if (at + END_BYTES + this.u16(at + 20) > this.bytes.length) continue;
      const plain = {
        count: this.u16(at + 10),
        size: this.u32(at + 12),
        offset: this.u32(at + 16),
        endAt: at,
      };
      if (this.u16(at + 4) !== 0 && this.u16(at + 4) !== 0xffff) throw this.damaged('volumes');
      return this.end64(at) ?? plain;
    }
    throw this.budget.refusal('files.zip_truncated');
  }

  private end64(endAt: number): { count: number; size: number; offset: number; endAt: number } | null {
    const locator = endAt - 20;
    if (locator < 0 || this.u32(locator) !== END64_LOCATOR) return null;
    const at = locator - 56;
    if (at < 0 || this.u32(at) !== END64) throw this.damaged('directory');
    return { count: this.u64(at + 32), size: this.u64(at + 40), offset: this.u64(at + 48), endAt: at };
  }

  private entry(at: number, shift: number, directoryAt: number): ZipEntry {
    const flags = this.u16(at + 8);
    const rawName = this.bytes.subarray(at + 46, at + 46 + this.u16(at + 28));
    const extraAt = at + 46 + this.u16(at + 28);
    const extras = this.extras(extraAt, extraAt + this.u16(at + 30));
    let packed = this.u32(at + 20);
    let declared = this.u32(at + 24);
    let local = this.u32(at + 42);
    let wide = extras.get(EXTRA_ZIP64) ?? 0;
    const next = () => {
      if (wide === 0 || wide + 8 > extraAt + this.u16(at + 30)) throw this.damaged('directory');
      const value = this.u64(wide);
      wide += 8;
      return value;
    };
    if (declared === UNKNOWN_32) declared = next();
    if (packed === UNKNOWN_32) packed = next();
    if (local === UNKNOWN_32) local = next();
    const aes = extras.get(EXTRA_AES);
    const name = entryName(rawName, (flags & 0x800) !== 0, this.unicodeName(extras), this.budget);
    const dataAt = this.dataAt(local + shift, packed, directoryAt, name);
    return {
      name,
      directory: name.endsWith('/'),
      encrypted: (flags & 1) !== 0,
      aes: aes !== undefined,
      method: aes === undefined ? this.u16(at + 10) : this.u16(aes + 5),
      crc: this.u32(at + 16),
      packed_bytes: packed,
      declared_bytes: declared,
      dataAt,
    };
  }

  private dataAt(local: number, packed: number, directoryAt: number, name: string): number {
    if (local + 30 > directoryAt || this.u32(local) !== LOCAL) throw this.damaged(name);
    const dataAt = local + 30 + this.u16(local + 26) + this.u16(local + 28);
    if (dataAt + packed > directoryAt) throw this.damaged(name);
    return dataAt;
  }

  /** Where the content of each extra field begins. */
  private extras(from: number, end: number): Map<number, number> {
    const found = new Map<number, number>();
    for (let at = from; at + 4 <= end; at += 4 + this.u16(at + 2)) {
      if (at + 4 + this.u16(at + 2) <= end) found.set(this.u16(at), at + 4);
    }
    return found;
  }

  private unicodeName(extras: Map<number, number>): Uint8Array | null {
    const at = extras.get(EXTRA_UNICODE_NAME);
    if (at === undefined) return null;
    const length = this.u16(at - 2);
    return length > 5 ? this.bytes.subarray(at + 5, at + length) : null;
  }

  private u16(at: number): number {
    return this.view.getUint16(at, true);
  }

  private u32(at: number): number {
    return this.view.getUint32(at, true);
  }

  private u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }

  private damaged(part: string) {
    return this.budget.refusal('files.zip_damaged', { part });
  }
}

/** UTF-8 where the entry says so, else by content: valid UTF-8, else GBK as Chinese tools write without a flag. */
function entryName(raw: Uint8Array, utf8: boolean, unicode: Uint8Array | null, budget: Budget): string {
  const bytes = Uint8Array.from(unicode ?? raw);
  for (const charset of utf8 || unicode ? ['utf-8'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes).replaceAll('\\', '/');
    } catch {
      // The next charset is tried.
    }
  }
  throw budget.refusal('files.archive_name', { name: bufferOver(bytes).toString('latin1') });
}

function refuseOverlap(entries: ZipEntry[], budget: Budget): void {
  const sorted = entries.toSorted((left, right) => left.dataAt - right.dataAt);
  for (let index = 1; index < sorted.length; index++) {
    const before = sorted[index - 1]!;
    const entry = sorted[index]!;
    // Thirty bytes of local header stand between the data of two entries.
    if (before.dataAt + before.packed_bytes + 30 > entry.dataAt) {
      throw budget.refusal('files.zip_overlap', { part: entry.name });
    }
  }
}

function refuseNames(entries: ZipEntry[], budget: Budget): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const steps = name.split('/');
    const escapes = name.startsWith('/') || /^[a-z]:/i.test(name) || steps.includes('..');
    const trap = steps.includes('__proto__') || /[\u0000-\u001f]/.test(name) || name === '';
    if (escapes || trap) {
      throw budget.refusal('files.archive_name', { name: JSON.stringify(name.slice(0, 100)) });
    }
    const key = name.toLowerCase();
    if (seen.has(key)) throw budget.refusal('files.archive_duplicate', { name });
    seen.add(key);
  }
}
