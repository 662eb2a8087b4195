/**
 * The guard against formula injection. A text that a spreadsheet could take for a formula (or split into further
 * cells) begins, after any spaces, with = + - @, their full-width forms, TAB, CR, LF or NUL.
 *
 * CSV has no types, so such a text gets a leading apostrophe; a text that already looks guarded gets one more, so
 * `unguard` restores every text exactly. A plain number (-5.00) is no formula and stays as it is.
 * XLSX has types: text is written as a string cell, which no program evaluates; a dangerous one also carries
 * `quotePrefix`, so it stays text when someone edits the cell.
 *
 * Digits that Excel would destroy on opening a CSV (12 and more, leading zeros, 12E5) get a trailing TAB, as the
 * platforms' own exports do; readers trim it.
 */

const SPACES = /^[ \u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]+/;
const PLAIN_NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
const NOT_DIGIT = /\D/;
const EXPONENT = /^\d+[eE][+-]?\d+$/;
/** More digits than these Excel shows as 1.23E+11, and saves so. */
const SAFE_DIGITS = 11;

const FIRST_UNITS = new Set('=+-@\t\r\n\0＝＋－＠');

/** Code units with which a text must be looked at closer; everything else is harmless at a glance. */
const SUSPECT = new Uint8Array(0x1_0000);
for (const first of FIRST_UNITS) SUSPECT[first.charCodeAt(0)] = 1;
for (let unit = 0; unit < SUSPECT.length; unit++)
  if (SPACES.test(String.fromCharCode(unit))) SUSPECT[unit] = 1;

/** True for a text that a spreadsheet could take for a formula. Plain numbers are not. */
export function isFormulaLike(text: string): boolean {
  if (text === '' || SUSPECT[text.charCodeAt(0)] === 0) return false;
  const first = text.replace(SPACES, '').charAt(0);
  return FIRST_UNITS.has(first) && !PLAIN_NUMBER.test(text);
}

/** What a text must carry to stand in a CSV cell: an apostrophe before it, a TAB after it, or nothing. */
export function guardOf(text: string): 'apostrophe' | 'tab' | null {
  const first = text.charCodeAt(0);
  if (first >= DIGIT_0 && first <= DIGIT_9) return isFragile(text) ? 'tab' : null;
  if (SUSPECT[first] === 0 && first !== APOSTROPHE) return null;
  return isFormulaLike(text) || looksGuarded(text) ? 'apostrophe' : null;
}

/** A text as it may stand in a CSV cell, before quoting. */
export function guard(text: string): string {
  const mark = guardOf(text);
  if (mark === null) return text;
  return mark === 'tab' ? `${text}\t` : `'${text}`;
}

/** Takes the guard off a cell that came back: the text as it was before `guard`. */
export function unguard(text: string): string {
  if (looksGuarded(text)) return text.slice(1);
  return text.endsWith('\t') && isFragile(text.slice(0, -1)) ? text.slice(0, -1) : text;
}

const DIGIT_0 = 48;
const DIGIT_9 = 57;
const APOSTROPHE = 39;

/** Digits of which Excel would drop some: twelve and more, a leading zero, or an exponent. */
function isFragile(text: string): boolean {
  if (text.length > SAFE_DIGITS || (text.length > 1 && text.charCodeAt(0) === DIGIT_0)) {
    if (!NOT_DIGIT.test(text)) return true;
  }
  return EXPONENT.test(text);
}

/** One or more apostrophes before a formula-like text. */
function looksGuarded(text: string): boolean {
  if (!text.startsWith("'")) return false;
  return isFormulaLike(text.replace(/^'+/, ''));
}
