import { formatE5 } from '../domain/money.ts';

const SLACK_BYTES = 4_096;
/** The most UTF-8 bytes that one UTF-16 unit can become. */
const BYTES_A_UNIT = 3;
const SHORT_UNITS = 12;
const SURROGATE_MASK = 0xf800;
const SURROGATE = 0xd800;

/**
 * A growing run of UTF-8 bytes that writers fill cell by cell: for millions of short cells this is quicker than joining
 * strings, and leaves nothing for the collector. Numbers go byte by byte; texts through the native encoder, which is
 * quicker than reading them unit by unit.
 */
export class ByteRun {
  bytes: Buffer;
  at = 0;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity + SLACK_BYTES);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + count + SLACK_BYTES));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  filled(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /** Appends text of which every unit is ASCII. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index);
    this.at = at;
  }

  /** Appends ready bytes. */
  raw(ready: Uint8Array): void {
    this.reserve(ready.length);
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < ready.length; index++) bytes[at++] = ready[index]!;
    this.at = at;
  }

  /** Appends a whole number. */
  integer(value: number): void {
    if (value < 0 || value > 0x7fff_ffff || !Number.isInteger(value)) {
      this.ascii(String(value));
      return;
    }
    this.reserve(10);
    this.at = putDigits(this.bytes, this.at, value, 1);
  }

  /** Appends an amount in 1/100000 of the unit as decimal text with at least two decimals. */
  money(amountE5: number | bigint): void {
    const size = amountE5 < 0 ? -Number(amountE5) : Number(amountE5);
    if (size > 0x7fff_ffff) {
      this.ascii(formatE5(amountE5));
      return;
    }
    this.reserve(20);
    if (amountE5 < 0) this.bytes[this.at++] = 0x2d;
    const units = (size / 100_000) | 0;
    const fraction = size - units * 100_000;
    const fen = (fraction / 1_000) | 0;
    this.at = putDigits(this.bytes, this.at, units, 1);
    this.bytes[this.at++] = 0x2e;
    this.at = putDigits(this.bytes, this.at, fen, 2);
    if (fraction !== fen * 1_000) this.finerThanFen(fraction - fen * 1_000);
  }

  private finerThanFen(rest: number): void {
    this.at = putDigits(this.bytes, this.at, rest, 3);
    while (this.bytes[this.at - 1] === 0x30) this.at -= 1;
  }

  /** Appends any text as UTF-8; a half surrogate, which UTF-8 cannot say, becomes U+FFFD. */
  text(text: string): void {
    this.reserve(text.length * BYTES_A_UNIT);
    if (text.length > SHORT_UNITS || !this.shortText(text)) this.at += this.bytes.write(text, this.at);
  }

  /** The few units of a short text are written sooner than the native encoder is called; false if one is a surrogate. */
  private shortText(text: string): boolean {
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit < 0x80) {
        bytes[at++] = unit;
      } else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if ((unit & SURROGATE_MASK) === SURROGATE) {
        return false;
      } else {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      }
    }
    this.at = at;
    return true;
  }
}

/** Writes a whole number below 2^31 with at least `least` digits; answers where it ended. */
export function putDigits(bytes: Uint8Array, at: number, value: number, least: number): number {
  let digits = 1;
  for (let rest = (value / 10) | 0; rest > 0; rest = (rest / 10) | 0) digits += 1;
  if (digits < least) digits = least;
  for (let place = at + digits - 1, rest = value; place >= at; place--) {
    const next = (rest / 10) | 0;
    bytes[place] = 0x30 + (rest - next * 10);
    rest = next;
  }
  return at + digits;
}
