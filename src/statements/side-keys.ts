import { looksDestroyed } from '../files/cells.ts';
import { normaliseWord } from './normalise.ts';
import { hashRun } from './side-hash.ts';

const MOST_BYTES = 0xffff;
const NOTHING = /^(?:[-—–−]+|\/|无|\*)?$/;

export type KeyState = 'key' | 'none' | 'destroyed' | 'long';

/**
 * Keys as runs of bytes. A plain id keeps its place in the file; one that has to be normalised (wrapped, padded,
 * full-width) is written to `extra`, whose positions follow those of the file. Where the file comes in parts whose
 * bytes do not last, every key is written to `extra`.
 */
export class SideKeys {
  /** Place, length and hash of the key last read. */
  start = 0;
  length = 0;
  hash = 0;
  private bytes: Uint8Array;
  private readonly copies: boolean;
  private readonly extraFrom: number;
  private extraBytes: Uint8Array;
  private extraLength = 0;

  /** `bytes`: the whole file; for a file in parts its size, and `turnTo` brings each part. */
  constructor(bytes: Uint8Array | number) {
    this.copies = typeof bytes === 'number';
    this.bytes = typeof bytes === 'number' ? new Uint8Array(0) : bytes;
    this.extraFrom = this.bytes.length;
    // Pages of shared memory cost nothing until they are written, so room for all keys is taken at once.
    this.extraBytes = sharedBytes(typeof bytes === 'number' ? bytes : 0);
  }

  turnTo(bytes: Uint8Array): void {
    this.bytes = bytes;
  }

  /** Reads the key between two offsets; `text` gives the cell decoded and unwrapped when the bytes are not plain. */
  read(start: number, end: number, text: () => string): KeyState {
    const { bytes } = this;
    if (start === end) return 'none';
    if (!isAlphanumeric(bytes[start]!) || !isAlphanumeric(bytes[end - 1]!)) return this.readText(text());
    // Spaces and quotes inside, and anything that is not ASCII, must be normalised.
    if (!isPlain(bytes, start, end) || end - start > MOST_BYTES || mayBeDestroyed(bytes, start, end))
      return this.readText(text());
    this.start = this.copies ? this.keep(start, end) : start;
    this.length = end - start;
    this.hash = hashRun(bytes, start, end);
    return 'key';
  }

  /** The bytes of normalised keys, shared. */
  extra(): Uint8Array {
    return this.extraBytes.subarray(0, this.extraLength);
  }

  /** Reads a key that has to be cut out or normalised first. */
  readText(text: string): KeyState {
    const key = normaliseWord(text);
    if (NOTHING.test(key)) return 'none';
    if (looksDestroyed(key)) return 'destroyed';
    const encoded = new TextEncoder().encode(key);
    if (encoded.length > MOST_BYTES) return 'long';
    const at = this.room(encoded.length);
    this.extraBytes.set(encoded, at);
    this.start = this.extraFrom + at;
    this.length = encoded.length;
    this.hash = hashRun(encoded, 0, encoded.length);
    return 'key';
  }

  private keep(start: number, end: number): number {
    const { bytes } = this;
    const to = this.room(end - start);
    const { extraBytes } = this;
    // Shorter than what a call to `set` costs.
    for (let at = start; at < end; at++) extraBytes[to + at - start] = bytes[at]!;
    return this.extraFrom + to;
  }

  /** Place of so many further bytes. */
  private room(length: number): number {
    const at = this.extraLength;
    this.extraLength = at + length;
    if (this.extraLength > this.extraBytes.length) {
      const larger = sharedBytes(Math.max(1 << 16, this.extraBytes.length * 2, this.extraLength));
      larger.set(this.extraBytes.subarray(0, at));
      this.extraBytes = larger;
    }
    return at;
  }
}

function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** The longest run of letters and digits in a text that can be a code: 8 or more, 6 of them digits; '' if there is none. */
export function codeIn(text: string): string {
  let best = '';
  for (const [run] of text.normalize('NFKC').matchAll(/[A-Za-z0-9]{8,}/g))
    if (run.length > best.length && run.replace(/\D/g, '').length >= 6) best = run;
  return best;
}

/** Cheap test for `1.23E+18`: an exponent mark near the end, so few keys are looked at closer. */
function mayBeDestroyed(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = Math.max(start + 1, end - 5); at < end - 1; at++)
    if ((bytes[at]! | 0x20) === 0x65) return true;
  return false;
}

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  let high = 0;
  for (let at = start; at < end; at++) high |= bytes[at]! | (bytes[at]! - 35);
  return (high & ~0x7f) === 0;
}

function isAlphanumeric(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
}
