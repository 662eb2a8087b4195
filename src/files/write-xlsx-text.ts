import type { ByteRun } from './write-bytes.ts';

/** White space at an end, which a spreadsheet would drop unless told to keep it. */
export function hasOuterSpace(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 || text.charCodeAt(text.length - 1) <= 0x20;
}

/** Anything that may not stand in XML text as it is; told quickly, most texts have none. */
const SPECIAL = /[\0-\x08\x0b-\x1f&<>_\ud800-\udfff\ufffe\uffff]/;
/** A whole character of two units, which stays, or a unit to be replaced; `_` only where it would begin an escape. */
const REPLACED =
  /[\ud800-\udbff][\udc00-\udfff]|[\0-\x08\x0b-\x1f&<>\ud800-\udfff\ufffe\uffff]|_(?=x[\da-f]{4}_)/gi;

/**
 * Appends text as XML content. What XML cannot hold (control characters, CR, half surrogates, U+FFFE) becomes
 * `_xHHHH_`, which spreadsheets turn back; a text that looks like such an escape has its underscore escaped.
 */
export function putXmlText(out: ByteRun, text: string): void {
  out.text(SPECIAL.test(text) ? text.replace(REPLACED, escaped) : text);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(found: string): string {
  if (found.length === 2) return found;
  return ENTITIES[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
