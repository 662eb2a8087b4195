import { randomBytes, scryptSync } from 'node:crypto';
import { Refusal } from '../../domain/refusal.ts';
import { type Disk, onDisk } from './disk.ts';
import { sideFiles } from './names.ts';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const SHORTEST_PASSPHRASE = 8;
/** Tells the cipher that key and salt follow as they are, so that it derives nothing itself. */
const RAW = Buffer.from('raw:');

/** How a passphrase becomes a key. Nothing in it helps to try passphrases faster than the book itself does. */
export interface KeyHeader {
  derivation: 'scrypt';
  cost: number;
  blockSize: number;
  parallel: number;
  /** 16 bytes, hexadecimal; the same ones stand at the beginning of the book file. */
  salt: string;
}

/** 128 MB for a third of a second or more, whatever the machine of whoever tries. */
const PRESENT = { derivation: 'scrypt', cost: 2 ** 17, blockSize: 8, parallel: 1 } as const;

export function newKeyHeader(): KeyHeader {
  return headerOf(randomBytes(SALT_BYTES));
}

/** The header of a sealed book whose salt is known from the file itself. */
export function headerOf(salt: Uint8Array): KeyHeader {
  return { ...PRESENT, salt: Buffer.from(salt.subarray(0, SALT_BYTES)).toString('hex') };
}

/**
 * The key of a book as the cipher takes it. Slow and memory-hard on purpose: once per open.
 * Refuses `books.passphrase_needed` without a passphrase.
 */
export function deriveKey(passphrase: string | undefined, header: KeyHeader): Buffer {
  if (!passphrase) throw new Refusal('books.passphrase_needed');
  const { cost, blockSize, parallel } = header;
  const salt = Buffer.from(header.salt, 'hex');
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize };
  // One spelling of each character, so that another keyboard finds the same key.
  const derived = scryptSync(passphrase.normalize('NFKC'), salt, KEY_BYTES, options);
  const key = Buffer.concat([RAW, derived, salt]);
  derived.fill(0);
  return key;
}

/** Refuses `books.passphrase_short` for a new passphrase under eight characters. */
export function checkNewPassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length < SHORTEST_PASSPHRASE)
    throw new Refusal('books.passphrase_short', { least: SHORTEST_PASSPHRASE });
}

/**
 * The headers to try with a sealed book: the salt that the file itself carries, then the one kept beside it, should
 * the first bytes of the file be damaged. A file beside that cannot be read is worth nothing and is passed over.
 */
export function keyHeaders(disk: Disk, book: string): KeyHeader[] {
  const own = headerOf(disk.start(book, SALT_BYTES));
  const beside = readHeader(disk, sideFiles(book).key);
  if (!beside) return [own];
  if (beside.salt === own.salt) return [beside];
  return [own, beside];
}

/** Keeps the header beside the book, or takes it away from a plain one. */
export function keepKeyHeader(disk: Disk, book: string, header: KeyHeader | null): void {
  const { key } = sideFiles(book);
  const part = `${key}.part`;
  onDisk(key, () => {
    disk.remove(part);
    if (!header) return disk.remove(key);
    disk.writeNew(part, Buffer.from(JSON.stringify(header, null, 1)));
    disk.rename(part, key);
  });
}

function readHeader(disk: Disk, path: string): KeyHeader | null {
  if (disk.size(path) === null) return null;
  try {
    const header = JSON.parse(disk.text(path)) as KeyHeader;
    return isSound(header) ? header : null;
  } catch {
    return null;
  }
}

/** Bounds keep a forged header from asking for all memory or for a weak key. */
function isSound(header: KeyHeader): boolean {
  const { derivation, cost, blockSize, parallel, salt } = header;
  return (
    derivation === 'scrypt' &&
    [2 ** 17, 2 ** 18, 2 ** 19, 2 ** 20].includes(cost) &&
    blockSize === 8 &&
    parallel === 1 &&
    /^[0-9a-f]{32}$/.test(salt)
  );
}
