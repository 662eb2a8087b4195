import type { Budget } from './budget.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const DELIMITER = 0x1f;

/** Growing bytes whose growth is counted in the budget before it is allocated. */
export class ByteSink {
  protected readonly budget: Budget;
  bytes = new Uint8Array(4096);
  length = 0;
  protected lastWasCr = false;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** Appends UTF-8 that holds neither line break nor delimiter. */
  copy(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    if (end - start > 64) {
      this.bytes.set(source.subarray(start, end), this.length);
      this.length += end - start;
      return;
    }
    const { bytes } = this;
    let { length } = this;
    for (let at = start; at < end; at++) bytes[length++] = source[at]!;
    this.length = length;
  }

  /** Appends one byte; room for it must be there (`reserve`). */
  put(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  ascii(text: string): void {
    this.reserve(text.length);
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at);
  }

  /** One byte of a text's content (room for it reserved), with line breaks and delimiters made spaces. */
  putContent(byte: number): void {
    if (byte >= SPACE || byte === 9) {
      this.bytes[this.length++] = byte;
    } else if (byte === LF || byte === CR || byte === DELIMITER) {
      const afterCr = byte === LF && this.lastWasCr;
      if (!afterCr) this.bytes[this.length++] = SPACE;
    } else {
      this.bytes[this.length++] = byte;
    }
    this.lastWasCr = byte === CR;
  }

  reserve(bytes: number): void {
    const wanted = this.length + bytes;
    if (wanted <= this.bytes.length) return;
    const size = Math.max(wanted, this.bytes.length * 2);
    this.budget.produce(size - this.bytes.length);
    const wider = new Uint8Array(size);
    wider.set(this.bytes.subarray(0, this.length));
    this.bytes = wider;
  }
}
