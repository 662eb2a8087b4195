import { type ByteRun, isLoneSurrogate } from './write-bytes.ts';

/** The longest a unit can get: `_xHHHH_`. */
const BYTES_A_UNIT = 7;

/** White space at an end, which a spreadsheet would drop unless told to keep it. */
export function hasOuterSpace(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 || text.charCodeAt(text.length - 1) <= 0x20;
}

/** ASCII units that stand in XML text as they are. */
const PLAIN = new Uint8Array(0x80);
for (let unit = 0x20; unit < 0x80; unit++) PLAIN[unit] = 1;
PLAIN[0x09] = 1;
PLAIN[0x0a] = 1;
for (const special of '&<>_') PLAIN[special.charCodeAt(0)] = 0;

/**
 * Appends text as XML content. What XML cannot hold (control characters, CR, half surrogates, U+FFFE) becomes
 * `_xHHHH_`, which spreadsheets turn back; a text that looks like such an escape has its underscore escaped.
 */
export function putXmlText(out: ByteRun, text: string): void {
  out.reserve(text.length * BYTES_A_UNIT);
  const { bytes } = out;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      if (PLAIN[unit] === 1) bytes[out.at++] = unit;
      else putEscaped(out, text, index);
    } else if (unit >= 0xd800 && (unit >= 0xfffe || isLoneSurrogate(text, index))) {
      out.ascii(unitEscape(unit));
    } else {
      index = out.character(text, index);
    }
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
