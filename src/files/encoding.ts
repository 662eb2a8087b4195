import { isUtf8 } from 'node:buffer';
import type { Encoding } from '../domain/table.ts';
import type { Budget } from './budget.ts';

const LF = 10;
const CHUNK_BYTES = 2 ** 20;
const SNIFF_BYTES = 4096;
/** Length of the UTF-8 byte order mark. */
export const BOM_BYTES = 3;

/** Text of a file as strict UTF-8 without BOM. */
export interface Decoded {
  bytes: Uint8Array;
  encoding: Encoding;
}

type TextEncoding = 'utf-8' | 'utf-8-bom' | 'broken utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/**
 * Decides the encoding by content (BOM, UTF-16 by its zero bytes, strict UTF-8, GB18030) and decodes strictly.
 * UTF-8 stays where it is, without a copy. Throws `files.bad_byte`, `files.nul_byte`, `files.big5`.
 */
export function decodeText(raw: Uint8Array, budget: Budget): Decoded {
  const encoding = decideEncoding(raw);
  switch (encoding) {
    case 'utf-8':
      refuseNul(raw, 0, budget);
      return { bytes: raw, encoding };
    case 'utf-8-bom': {
      const bytes = raw.subarray(BOM_BYTES);
      if (!isUtf8(bytes)) throw badUtf8(raw, BOM_BYTES, budget);
      refuseNul(raw, 0, budget);
      return { bytes, encoding };
    }
    case 'broken utf-8':
      throw badUtf8(raw, 0, budget);
    case 'gb18030': {
      refuseNul(raw, 0, budget);
      if (looksBig5(raw)) throw budget.refusal('files.big5');
      return { bytes: decodeGb18030(raw, budget), encoding };
    }
    default:
      return { bytes: decodeUtf16(raw, encoding, budget), encoding };
  }
}

/** Decodes with a charset that the file itself names; the charset must be one the platform knows. */
export function decodeAs(raw: Uint8Array, charset: string, budget: Budget): Decoded {
  const label = charset.toLowerCase();
  if (/^(gb2312|gbk|gb18030|gb_2312-80|x-gbk)$/.test(label)) {
    return { bytes: decodeGb18030(raw, budget), encoding: 'gb18030' };
  }
  throw budget.refusal('files.charset', { charset: charset.slice(0, 40) });
}

function decideEncoding(raw: Uint8Array): TextEncoding {
  if (startsWithBom(raw)) return 'utf-8-bom';
  if (raw[0] === 0xff && raw[1] === 0xfe) return 'utf-16le';
  if (raw[0] === 0xfe && raw[1] === 0xff) return 'utf-16be';
  const wide = utf16WithoutBom(raw);
  if (wide) return wide;
  if (isUtf8(raw)) return 'utf-8';
  return looksUtf8(raw) ? 'broken utf-8' : 'gb18030';
}

export function startsWithBom(raw: Uint8Array): boolean {
  return raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf;
}

/**
 * Half of every ASCII character of UTF-16 is a zero byte, always on the same side (on the other only characters like
 * 一 and 退 have one); no other text has zeros at all.
 */
function utf16WithoutBom(raw: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(raw.length, SNIFF_BYTES) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < end; at += 2) {
    if (raw[at] === 0) even++;
    if (raw[at + 1] === 0) odd++;
  }
  const many = Math.max(4, end / 20);
  if (odd >= many && even * 4 < odd) return 'utf-16le';
  if (even >= many && odd * 4 < even) return 'utf-16be';
  return null;
}

/**
 * Whether bytes that are not valid UTF-8 were still meant as UTF-8: then the one bad byte is to be shown, while a
 * reading as GB18030 would turn the whole file into wrong characters. Chinese in UTF-8 is three-byte sequences,
 * which GB18030 text holds only by chance (about 3 % of its bytes).
 */
function looksUtf8(raw: Uint8Array): boolean {
  const end = Math.min(raw.length, CHUNK_BYTES);
  let high = 0;
  let triples = 0;
  for (let at = 0; at < end; at++) {
    const byte = raw[at]!;
    if (byte < 0x80) continue;
    if ((byte & 0xf0) === 0xe0 && (raw[at + 1]! & 0xc0) === 0x80 && (raw[at + 2]! & 0xc0) === 0x80) {
      triples++;
      high += 3;
      at += 2;
    } else {
      high++;
    }
  }
  const share = (triples * 3) / Math.max(high, 1);
  return share >= 0.6 || (share >= 0.25 && triples >= 20);
}

/**
 * Traditional Chinese in Big5 reads as GB18030 without an error but as other characters. Its lead bytes are those of
 * the frequent characters (A4–C6) and many of its trail bytes lie below A1, which is rare in GBK text.
 */
function looksBig5(raw: Uint8Array): boolean {
  const end = Math.min(raw.length, CHUNK_BYTES) - 1;
  let pairs = 0;
  let lowTrail = 0;
  let frequent = 0;
  for (let at = 0; at < end; at++) {
    const lead = raw[at]!;
    if (lead < 0x80) continue;
    const trail = raw[++at]!;
    pairs++;
    if (trail < 0x7f) lowTrail++;
    if (lead >= 0xa4 && lead <= 0xc6) frequent++;
    if (lead < 0xa1 || (trail >= 0x7f && trail < 0xa1)) return false;
  }
  return pairs >= 8 && lowTrail / pairs > 0.2 && frequent / pairs > 0.8;
}

/** Physical line (from 1) of a byte; `unit` is where the line feed's own byte may stand (UTF-16). */
function lineOf(raw: Uint8Array, byte: number): number {
  let line = 1;
  for (let at = 0; at < byte; at++) if (raw[at] === LF) line++;
  return line;
}

function badByte(raw: Uint8Array, byte: number, encoding: string, budget: Budget, line?: number) {
  const value = (raw[byte] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return budget.refusal('files.bad_byte', { encoding, value }, { row: line ?? lineOf(raw, byte), byte });
}

function refuseNul(raw: Uint8Array, from: number, budget: Budget): void {
  const byte = bufferOver(raw).indexOf(0, from);
  if (byte >= 0) throw budget.refusal('files.nul_byte', {}, { row: lineOf(raw, byte), byte });
}

export function bufferOver(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

/** Halves the text until the first character that is not UTF-8 is found. */
function badUtf8(raw: Uint8Array, from: number, budget: Budget) {
  let start = from;
  for (let end = raw.length; end - start > 64; ) {
    const middle = characterStart(raw, (start + end) >> 1, start);
    if (middle === start || middle === end) break;
    if (isUtf8(raw.subarray(start, middle))) start = middle;
    else end = middle;
  }
  for (let at = start; at < raw.length; ) {
    const length = utf8Length(raw[at]!);
    if (!isUtf8(raw.subarray(at, Math.min(at + length, raw.length)))) {
      return badByte(raw, at, 'UTF-8', budget);
    }
    at += length;
  }
  return badByte(raw, raw.length - 1, 'UTF-8', budget);
}

function characterStart(raw: Uint8Array, at: number, least: number): number {
  let start = at;
  while (start > least && at - start < 4 && (raw[start]! & 0xc0) === 0x80) start--;
  return start;
}

function utf8Length(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function decodeGb18030(raw: Uint8Array, budget: Budget): Uint8Array {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const chunks: Buffer[] = [];
  for (let start = 0; start < raw.length; ) {
    budget.step();
    const end = asciiBreak(raw, start + CHUNK_BYTES);
    let text: string;
    try {
      text = decoder.decode(raw.subarray(start, end));
    } catch {
      throw badByte(raw, badGb18030(raw, start, end), 'GB18030', budget);
    }
    const chunk = Buffer.from(text, 'utf8');
    budget.produce(chunk.length);
    chunks.push(chunk);
    start = end;
  }
  return shareChunks(chunks);
}

/** A place where no GB18030 character is cut: behind a byte that is neither lead nor trail of one. */
function asciiBreak(raw: Uint8Array, wanted: number): number {
  let at = Math.min(wanted, raw.length);
  while (at < raw.length && raw[at - 1]! >= 0x30) at++;
  return at;
}

function badGb18030(raw: Uint8Array, start: number, end: number): number {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  for (let at = start; at < end; ) {
    const length = gb18030Length(raw, at);
    try {
      decoder.decode(raw.subarray(at, Math.min(at + length, end)));
    } catch {
      return at;
    }
    at += length;
  }
  return start;
}

function gb18030Length(raw: Uint8Array, at: number): number {
  if (raw[at]! <= 0x80) return 1;
  const next = raw[at + 1] ?? 0;
  return next >= 0x30 && next <= 0x39 ? 4 : 2;
}

function decodeUtf16(raw: Uint8Array, encoding: 'utf-16le' | 'utf-16be', budget: Budget): Uint8Array {
  const big = encoding === 'utf-16be';
  const marked = (raw[0] === 0xff && raw[1] === 0xfe) || (raw[0] === 0xfe && raw[1] === 0xff);
  const name = big ? 'UTF-16BE' : 'UTF-16LE';
  const chunks: Buffer[] = [];
  let line = 1;
  for (let start = marked ? 2 : 0; start < raw.length; ) {
    budget.step();
    const end = Math.min(start + CHUNK_BYTES, raw.length);
    const even = Buffer.from(raw.subarray(start, end - ((end - start) & 1)));
    if (big) even.swap16();
    const units = new Uint16Array(even.buffer, even.byteOffset, even.length >> 1);
    const cut = end < raw.length && isHigh(units[units.length - 1]!) ? units.length - 1 : units.length;
    for (let at = 0; at < cut; at++) {
      const unit = units[at]!;
      if (unit === LF) line++;
      const byte = start + at * 2;
      if (unit === 0) throw budget.refusal('files.nul_byte', {}, { row: line, byte });
      if (unit < 0xd800 || unit > 0xdfff) continue;
      const paired = isHigh(unit) && at + 1 < cut && (units[at + 1]! & 0xfc00) === 0xdc00;
      if (!paired) throw badByte(raw, byte, name, budget, line);
      at++;
    }
    if (cut === 0) throw badByte(raw, start, name, budget, line);
    const chunk = Buffer.from(even.toString('utf16le', 0, cut * 2), 'utf8');
    budget.produce(chunk.length);
    chunks.push(chunk);
    start += cut * 2;
    if (raw.length - start === 1) throw badByte(raw, start, name, budget, line);
  }
  return shareChunks(chunks);
}

function isHigh(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

/** One shared buffer out of many pieces. */
export function shareChunks(chunks: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  const shared = new Uint8Array(new SharedArrayBuffer(length));
  let at = 0;
  for (const chunk of chunks) {
    shared.set(chunk, at);
    at += chunk.length;
  }
  return shared;
}
