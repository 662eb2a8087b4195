import type { ByteRun } from './write-bytes.ts';

/** The longest a unit can get: `_xHHHH_`. */
const BYTES_A_UNIT = 7;

/** White space at an end, which a spreadsheet would drop unless told to keep it. */
export function hasOuterSpace(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 || text.charCodeAt(text.length - 1) <= 0x20;
}

/** ASCII units that cannot stand in XML text as they are; `_` may begin an escape. */
const SPECIAL = new Uint8Array(0x80).fill(1, 0, 0x20);
SPECIAL[0x09] = 0;
SPECIAL[0x0a] = 0;
for (const special of '&<>_') SPECIAL[special.charCodeAt(0)] = 1;

/**
 * Appends text as XML content. What XML cannot hold (control characters, CR, half surrogates, U+FFFE) becomes
 * `_xHHHH_`, which spreadsheets turn back; a text that looks like such an escape has its underscore escaped.
 */
export function putXmlText(out: ByteRun, text: string): void {
  out.reserve(text.length * BYTES_A_UNIT);
  for (let index = 0; ; index++) {
    index = out.plain(text, index, SPECIAL);
    if (index === text.length) return;
    putEscaped(out, text, index);
  }
}

function putEscaped(out: ByteRun, text: string, index: number): void {
  const letter = text[index]!;
  if (letter === '&') out.ascii('&amp;');
  else if (letter === '<') out.ascii('&lt;');
  else if (letter === '>') out.ascii('&gt;');
  else if (letter !== '_' || /^_x[\da-f]{4}_$/i.test(text.slice(index, index + 7))) {
    out.ascii(unitEscape(letter.charCodeAt(0)));
  } else out.ascii('_');
}

function unitEscape(unit: number): string {
  return `_x${unit.toString(16).toUpperCase().padStart(4, '0')}_`;
}
