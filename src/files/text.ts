import type { Finding } from '../domain/refusal.ts';
import type { OpenedFile, Sheet } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { detectDialect } from './delimiter.ts';
import { bufferOver, decodeText } from './encoding.ts';
import { scanRecords } from './records.ts';

const REPLACEMENT = Buffer.from([0xef, 0xbf, 0xbd]);
/** 锟斤拷: what two replacement characters become when they are saved and read once more as GBK. */
const TWICE_DECODED = Buffer.from('锟斤拷');

/** Reads delimited text of any encoding. `raw` should lie in shared memory: UTF-8 is not copied. */
export function readText(raw: Uint8Array, name: string, budget: Budget): OpenedFile {
  const { bytes, encoding } = decodeText(raw, budget);
  const dialect = detectDialect(bytes);
  const sheet: Sheet = {
    name: '',
    hidden: false,
    bytes,
    dialect,
    ...scanRecords(bytes, dialect, budget),
    dates1904: false,
  };
  const findings = lostCharacters(sheet, name);
  return { name, container: 'text', encoding, archiveEntry: null, sheets: [sheet], findings };
}

/** Characters that an earlier program already destroyed: the file is readable, but not everything in it is true. */
export function lostCharacters(sheet: Sheet, file: string): Finding[] {
  const findings: Finding[] = [];
  const buffer = bufferOver(sheet.bytes);
  for (const [code, mark] of [
    ['files.replacement_character', REPLACEMENT],
    ['files.decoded_twice', TWICE_DECODED],
  ] as const) {
    const first = nextMark(buffer, mark, 0);
    if (first < 0) continue;
    let count = 0;
    for (let at = first; at >= 0; at = nextMark(buffer, mark, at + mark.length)) count++;
    const place = { file, sheet: sheet.name, row: lineAt(sheet, first) };
    findings.push({ severity: 'warn', code, params: { count }, place });
  }
  return findings;
}

/**
 * Looks for the mark without its first byte: first bytes are few in Chinese, and a search that stops at every other
 * character takes five times as long.
 */
function nextMark(buffer: Buffer, mark: Buffer, from: number): number {
  const rest = mark.subarray(1);
  let at = buffer.indexOf(rest, from + 1);
  while (at >= 0 && buffer[at - 1] !== mark[0]) at = buffer.indexOf(rest, at + 1);
  return at - 1 < from ? -1 : at - 1;
}

/** Line (from 1) of the record that holds a byte of the sheet. */
export function lineAt(sheet: Sheet, byte: number): number {
  let low = 0;
  let high = sheet.rowCount;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (sheet.rowStart[middle]! <= byte) low = middle;
    else high = middle;
  }
  return sheet.rowLine?.[low] ?? low + 1;
}
