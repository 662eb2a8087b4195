import type { Dialect } from '../domain/table.ts';

const QUOTE = 34;
const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const COMMA = 44;
/** Best first: on equal marks the earlier one is taken. */
const CANDIDATES = [COMMA, TAB, 59, 124];
const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_LINES = 1_000;

/**
 * Finds the delimiter of a text by counting each candidate per line, outside quotes: the true one has the same
 * count on most lines, whatever stands in a preamble. A first line `sep=;` (spreadsheets write it) settles it.
 */
export function detectDialect(bytes: Uint8Array): Dialect {
  return { delimiter: declared(bytes) ?? likeliest(bytes), quote: QUOTE };
}

function declared(bytes: Uint8Array): number | null {
  const head = String.fromCharCode(...bytes.subarray(0, 5)).toLowerCase();
  const after = bytes[5];
  if (head.startsWith('sep=') && bytes.length >= 5 && (after === undefined || after === LF || after === CR)) {
    return CANDIDATES.includes(bytes[4]!) ? bytes[4]! : null;
  }
  return null;
}

function likeliest(bytes: Uint8Array): number {
  const lines = countPerLine(bytes);
  let best = COMMA;
  let bestMark = 0;
  CANDIDATES.forEach((candidate, index) => {
    const mark = consistency(lines, index);
    if (mark > bestMark) {
      best = candidate;
      bestMark = mark;
    }
  });
  return best;
}

/** Lines that share the likeliest count, weighed by that count. */
function consistency(lines: number[][], index: number): number {
  const linesOf = new Map<number, number>();
  for (const line of lines) {
    const count = line[index]!;
    if (count > 0) linesOf.set(count, (linesOf.get(count) ?? 0) + 1);
  }
  let mark = 0;
  for (const [count, number] of linesOf) mark = Math.max(mark, count * number);
  return mark;
}

function countPerLine(bytes: Uint8Array): number[][] {
  const end = Math.min(bytes.length, SAMPLE_BYTES);
  const lines: number[][] = [];
  let line = [0, 0, 0, 0];
  let inQuotes = false;
  let cellStart = true;
  for (let at = 0; at < end && lines.length < SAMPLE_LINES; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      if (inQuotes ? endsQuote(bytes, at) : cellStart) inQuotes = !inQuotes;
      else if (inQuotes && bytes[at + 1] === QUOTE) at++;
      cellStart = false;
      continue;
    }
    if (byte === LF || byte === CR) {
      if (!inQuotes) {
        lines.push(line);
        line = [0, 0, 0, 0];
        cellStart = true;
      }
      continue;
    }
    if (inQuotes) continue;
    const index = CANDIDATES.indexOf(byte);
    if (index >= 0 && !(byte === TAB && isPaddingTab(bytes, at))) {
      line[index]!++;
      cellStart = true;
    } else if (byte !== SPACE && byte !== TAB) {
      cellStart = false;
    }
  }
  lines.push(line);
  return lines;
}

function endsQuote(bytes: Uint8Array, at: number): boolean {
  let after = at + 1;
  while (bytes[after] === SPACE || bytes[after] === TAB) after++;
  const byte = bytes[after];
  return byte === undefined || byte === LF || byte === CR || CANDIDATES.includes(byte);
}

/** TABs that exporters put behind a value, so that a spreadsheet keeps it as text. */
function isPaddingTab(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1];
  return next === COMMA || next === CR || next === LF || next === undefined;
}
