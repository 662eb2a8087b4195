const CAPACITY = 1 << 16;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const DIGIT = 0x30;
const HEX = '0123456789abcdef';
/** Below it a number is written digit by digit. */
const SMALL = 2 ** 31;
const SHORT_ESCAPES: Record<number, string> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' };

/**
 * Rows as the bytes of their JSON arrays, each closed by a line feed: what `JSON.stringify` gives, without making the
 * array or the text. `take` gets the bytes part by part; they are only good until it returns.
 */
export class RowBytes {
  private readonly take: (bytes: Buffer) => void;
  private bytes = Buffer.allocUnsafe(CAPACITY);
  private length = 0;
  private isInRow = false;

  constructor(take: (bytes: Buffer) => void) {
    this.take = take;
  }

  /** Takes a row that is JSON already. */
  line(row: string): void {
    this.need(row.length * 3 + 1);
    this.length += this.bytes.write(row, this.length);
    this.bytes[this.length++] = 0x0a;
  }

  /** The next column, a safe integer. */
  number(value: number | null): this {
    this.need(24);
    this.begin();
    if (value === null || value < 0 || value >= SMALL) this.raw(String(value));
    else this.digits(value);
    return this;
  }

  /** The next column, any text. */
  text(value: string | null): this {
    if (value === null) return this.number(null);
    this.need(value.length * 6 + 4);
    this.begin();
    const start = this.length;
    this.bytes[this.length++] = QUOTE;
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      if (unit >= 0x80) {
        // Not ASCII: what was written of it is written anew.
        this.length = start + this.bytes.write(JSON.stringify(value), start);
        return this;
      }
      if (unit >= 0x20 && unit !== QUOTE && unit !== BACKSLASH) this.bytes[this.length++] = unit;
      else this.escaped(unit);
    }
    this.bytes[this.length++] = QUOTE;
    return this;
  }

  /** The next column, bytes as text in lower hex. */
  hex(value: Uint8Array): this {
    this.need(value.length * 2 + 4);
    this.begin();
    this.bytes[this.length++] = QUOTE;
    for (let at = 0; at < value.length; at++) {
      const byte = value[at]!;
      this.bytes[this.length++] = HEX.charCodeAt(byte >> 4);
      this.bytes[this.length++] = HEX.charCodeAt(byte & 15);
    }
    this.bytes[this.length++] = QUOTE;
    return this;
  }

  /** Closes the row. */
  end(): void {
    this.need(2);
    this.raw(']\n');
    this.isInRow = false;
  }

  /** Hands out what is left. */
  flush(): void {
    if (this.length === 0) return;
    this.take(this.bytes.subarray(0, this.length));
    this.length = 0;
  }

  private begin(): void {
    this.bytes[this.length++] = this.isInRow ? COMMA : 0x5b;
    this.isInRow = true;
  }

  private digits(value: number): void {
    let count = 1;
    for (let above = 10; above <= value; above *= 10) count += 1;
    let rest = value | 0;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const tens = (rest / 10) | 0;
      this.bytes[at] = DIGIT + rest - tens * 10;
      rest = tens;
    }
    this.length += count;
  }

  private escaped(unit: number): void {
    const short = unit === QUOTE || unit === BACKSLASH ? String.fromCharCode(unit) : SHORT_ESCAPES[unit];
    this.raw(`\\${short ?? `u${unit.toString(16).padStart(4, '0')}`}`);
  }

  /** ASCII that there is room for. */
  private raw(text: string): void {
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at);
  }

  private need(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    this.flush();
    if (bytes > this.bytes.length) this.bytes = Buffer.allocUnsafe(bytes);
  }
}
