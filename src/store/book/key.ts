import { randomBytes, scryptSync } from 'node:crypto';
import { Refusal } from '../../domain/refusal.ts';
import { type Disk, onDisk } from './disk.ts';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const SHORTEST_PASSPHRASE = 8;
/** Tells the cipher that key and salt follow as they are: it derives nothing itself and begins the file with the salt. */
const RAW = Buffer.from('raw:');

/** 128 MB and a third of a second or more for each try. Changing it shuts every sealed book of earlier releases. */
const COST = 2 ** 17;
const BLOCK_SIZE = 8;
const SCRYPT = { N: COST, r: BLOCK_SIZE, p: 1, maxmem: 256 * COST * BLOCK_SIZE };

export function newSalt(): Buffer {
  return randomBytes(SALT_BYTES);
}

/**
 * The salt of a sealed book: its own first bytes. A book and its copies need no file beside them that could be lost,
 * and book and salt change places together.
 */
export function saltOf(disk: Disk, book: string): Buffer {
  return onDisk(book, () => disk.start(book, SALT_BYTES));
}

/** The salt that is part of a key as the cipher takes it. */
export function saltIn(key: Buffer): Buffer {
  return key.subarray(RAW.length + KEY_BYTES);
}

/**
 * The key of a book as the cipher takes it. Slow and memory-hard on purpose: once per open.
 * Refuses `books.passphrase_needed` without a passphrase.
 */
export function deriveKey(passphrase: string | undefined, salt: Buffer): Buffer {
  if (!passphrase) throw new Refusal('books.passphrase_needed');
  // One spelling of each character, so that another keyboard finds the same key.
  const derived = scryptSync(passphrase.normalize('NFKC'), salt, KEY_BYTES, SCRYPT);
  const key = Buffer.concat([RAW, derived, salt]);
  derived.fill(0);
  return key;
}

/** Refuses `books.passphrase_short` for a new passphrase under eight characters. */
export function checkNewPassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length < SHORTEST_PASSPHRASE)
    throw new Refusal('books.passphrase_short', { least: SHORTEST_PASSPHRASE });
}
