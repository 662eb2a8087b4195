import { crc32, deflateRawSync } from 'node:zlib';

const FLAG_ENCRYPTED = 0x0001;
const DEFLATED = 8;
const VERSION = 20;
/** 2026-06-01, so that the same content gives the same file. */
const DOS_DATE = ((2026 - 1980) << 9) | (6 << 5) | 1;
const HEADER_BYTES = 12;

export interface ZipEntry {
  /** Name as raw bytes: the platforms write GBK and do not say so. */
  name: Uint8Array;
  bytes: Uint8Array;
}

/**
 * A ZIP with the old PKWARE cipher, as channels mail their statements. The cipher hides nothing from anyone who
 * tries; it is here only so that the demo has a file that asks for a password. Same input, same bytes.
 */
export function encryptedZip(entries: ZipEntry[], password: string): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const crc = crc32(entry.bytes);
    const packed = encrypt(deflateRawSync(entry.bytes, { level: 6 }), password, crc);
    const head = fields(entry, crc, packed.length);
    const local = Buffer.concat([signature(0x04034b50), head, Buffer.from(entry.name)]);
    directory.push(centralHeader(entry, head, offset));
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** The 26 bytes that local and central header share. */
function fields(entry: ZipEntry, crc: number, packedBytes: number): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(VERSION, 0);
  head.writeUInt16LE(FLAG_ENCRYPTED, 2);
  head.writeUInt16LE(DEFLATED, 4);
  head.writeUInt16LE(DOS_DATE, 8);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(packedBytes, 14);
  head.writeUInt32LE(entry.bytes.length, 18);
  head.writeUInt16LE(entry.name.length, 22);
  return head;
}

function centralHeader(entry: ZipEntry, head: Buffer, offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const version = Buffer.from([VERSION, 0]);
  return Buffer.concat([signature(0x02014b50), version, head, tail, Buffer.from(entry.name)]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function encrypt(plain: Uint8Array, password: string, crc: number): Buffer {
  const keys = new Keys(password);
  const out = Buffer.alloc(HEADER_BYTES + plain.length);
  for (let at = 0; at < HEADER_BYTES; at++) {
    const filler = at === HEADER_BYTES - 1 ? crc >>> 24 : (Math.imul(crc, at + 7) >>> 16) & 0xff;
    out[at] = keys.encrypt(filler);
  }
  for (let at = 0; at < plain.length; at++) out[HEADER_BYTES + at] = keys.encrypt(plain[at]!);
  return out;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** The three rolling keys of the cipher. */
class Keys {
  private readonly keys = [0x12345678, 0x23456789, 0x34567890];

  constructor(password: string) {
    for (const byte of Buffer.from(password)) this.roll(byte);
  }

  encrypt(byte: number): number {
    const mixed = (this.keys[2]! | 2) & 0xffff;
    const stream = (Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff;
    this.roll(byte);
    return byte ^ stream;
  }

  private roll(byte: number): void {
    const { keys } = this;
    keys[0] = step(keys[0]!, byte);
    keys[1] = (Math.imul((keys[1]! + (keys[0] & 0xff)) >>> 0, 134775813) + 1) >>> 0;
    keys[2] = step(keys[2]!, keys[1] >>> 24);
  }
}

function step(crc: number, byte: number): number {
  return (CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)) >>> 0;
}
