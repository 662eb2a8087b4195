import { unguard } from './write-guard.ts';

const SCIENTIFIC = /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d+$/;

/** Whether an id reads like `1.23E+18`: a spreadsheet took it for a number and its last digits are gone. */
export function looksDestroyed(text: string): boolean {
  return SCIENTIFIC.test(text);
}

/** White space, byte order marks and zero-width characters that exporters leave around a value. */
function isPadding(unit: number): boolean {
  if (unit <= 0x20) return true;
  if (unit < 0xa0) return false;
  return (
    unit === 0xa0 ||
    unit === 0x3000 ||
    (unit >= 0x2000 && unit <= 0x200f) ||
    unit === 0x202f ||
    unit === 0x2060 ||
    unit === 0xfeff
  );
}

function stripPadding(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPadding(text.charCodeAt(start))) start++;
  while (end > start && isPadding(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** The value inside its wrapping: padding, `="…"`, WeChat's leading backtick and our own exports' guard go. */
export function trimCell(text: string): string {
  let value = stripPadding(text);
  if (value.startsWith('="') && value.length >= 3 && value.endsWith('"')) {
    value = stripPadding(value.slice(2, -1));
  }
  if (value.startsWith('`')) return stripPadding(value.slice(1));
  return value.startsWith("'") ? unguard(value) : value;
}
