import { normaliseWord } from './normalise.ts';
import { hashRun } from './side-hash.ts';

/**
 * Numbers names by their bytes: every spelling is decoded and normalised once, however many rows carry it, and two
 * spellings of one normalised name share its number.
 */
export class SideParties {
  readonly names: string[] = [];
  private bytes: Uint8Array;
  private readonly numbers = new Map<string, number>();
  private slots = new Int32Array(1_024);
  private spellings = 0;
  /** The spellings' own bytes: those of a file in parts do not last. */
  private kept = new Uint8Array(4_096);
  private keptLength = 0;
  private spellingStart = new Int32Array(512);
  private spellingLength = new Int32Array(512);
  private spellingHash = new Int32Array(512);
  private spellingNumber = new Int32Array(512);

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next cells stand in other bytes. */
  turnTo(bytes: Uint8Array): void {
    this.bytes = bytes;
  }

  /** Number of the name between two offsets, from 1; 0 for an empty cell. `text` decodes a spelling not met before. */
  number(start: number, end: number, text: () => string): number {
    const length = end - start;
    if (length === 0) return 0;
    const hash = hashRun(this.bytes, start, end) | 0;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const held = this.slots[slot]! - 1;
      if (held < 0) break;
      if (
        this.spellingHash[held] === hash &&
        this.spellingLength[held] === length &&
        this.same(held, start, length)
      )
        return this.spellingNumber[held]!;
      slot = (slot + 1) & mask;
    }
    return this.remember(slot, start, length, hash, text());
  }

  private remember(slot: number, start: number, length: number, hash: number, text: string): number {
    if (this.spellings * 2 >= this.slots.length)
      return this.remember(this.grow(hash), start, length, hash, text);
    const name = normaliseWord(text);
    let number = name === '' || name === '-' || name === '--' || name === '/' ? 0 : this.numbers.get(name);
    if (number === undefined) {
      this.names.push(name);
      number = this.names.length;
      this.numbers.set(name, number);
    }
    const spelling = this.spellings++;
    this.slots[slot] = spelling + 1;
    this.spellingStart[spelling] = this.keep(start, length);
    this.spellingLength[spelling] = length;
    this.spellingHash[spelling] = hash;
    this.spellingNumber[spelling] = number;
    return number;
  }

  private keep(start: number, length: number): number {
    const at = this.keptLength;
    this.keptLength = at + length;
    if (this.keptLength > this.kept.length) {
      const larger = new Uint8Array(Math.max(this.kept.length * 2, this.keptLength));
      larger.set(this.kept);
      this.kept = larger;
    }
    this.kept.set(this.bytes.subarray(start, start + length), at);
    return at;
  }

  /** Doubles the table; answers the free slot for a hash that is about to be added. */
  private grow(hash: number): number {
    const wider = (old: Int32Array) => {
      const fresh = new Int32Array(old.length * 2);
      fresh.set(old);
      return fresh;
    };
    this.spellingStart = wider(this.spellingStart);
    this.spellingLength = wider(this.spellingLength);
    this.spellingHash = wider(this.spellingHash);
    this.spellingNumber = wider(this.spellingNumber);
    this.slots = new Int32Array(this.slots.length * 2);
    for (let spelling = 0; spelling < this.spellings; spelling++)
      this.slots[this.free(this.spellingHash[spelling]!)] = spelling + 1;
    return this.free(hash);
  }

  private free(hash: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  private same(spelling: number, start: number, length: number): boolean {
    const { bytes, kept } = this;
    const held = this.spellingStart[spelling]!;
    for (let at = 0; at < length; at++) if (kept[held + at] !== bytes[start + at]) return false;
    return true;
  }
}
