/** Code unit → two bytes (high byte first), built once from the platform's own decoder; 0 = no two-byte form. */
let table: Uint16Array | null = null;

/**
 * Encodes text as GB18030 in its one- and two-byte forms (which is GBK): what older statement exports are written in.
 * Throws on a character that has no such form; a file must never hold a replacement character.
 */
export function encodeGb18030(text: string): Uint8Array {
  table ??= invertDecoder();
  const bytes = new Uint8Array(text.length * 2);
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    const pair = table[unit]!;
    if (pair === 0) throw new Error(`no two-byte GB18030 form for U+${unit.toString(16)} at ${index}`);
    bytes[at++] = pair >> 8;
    bytes[at++] = pair & 0xff;
  }
  return bytes.subarray(0, at);
}

function invertDecoder(): Uint16Array {
  const units = new Uint16Array(0x1_0000);
  const decoder = new TextDecoder('gb18030');
  const row = new Uint8Array(2 * 190);
  for (let high = 0x81; high <= 0xfe; high++) {
    const lows: number[] = [];
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) lows.push(low);
    lows.forEach((low, index) => {
      row[index * 2] = high;
      row[index * 2 + 1] = low;
    });
    const decoded = decoder.decode(row);
    for (let index = 0; index < lows.length; index++)
      units[decoded.charCodeAt(index)] ||= (high << 8) | lows[index]!;
  }
  units[0xfffd] = 0;
  return units;
}
