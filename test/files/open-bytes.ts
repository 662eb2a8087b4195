import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../../src/domain/refusal.ts';
import { LIMITS, type Limits, type OpenedFile, type Sheet } from '../../src/domain/table.ts';
import { RowCursor } from '../../src/files/cursor.ts';
import { type OpenOptions, openFile } from '../../src/files/open.ts';

/** Opens bytes as the product does: from a file on disk. */
export async function openBytes(
  bytes: Uint8Array | string,
  options: { name?: string; limits?: Partial<Limits> } & Partial<Omit<OpenOptions, 'limits'>> = {},
): Promise<OpenedFile> {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang-files-'));
  const { name = 'bill.dat', limits, ...rest } = options;
  try {
    const path = join(folder, 'input');
    writeFileSync(path, bytes);
    return await openFile({ path, name }, { ...rest, limits: { ...LIMITS, ...limits } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The refusal that opening ends with; fails loudly if it ends any other way. */
export async function refusalOf(
  bytes: Uint8Array | string,
  options?: Parameters<typeof openBytes>[1],
): Promise<Refusal> {
  try {
    await openBytes(bytes, options);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error('the file was opened, a refusal was expected');
}

/** Every cell of a sheet, untrimmed. */
export function cellsOf(sheet: Sheet): string[][] {
  const cursor = new RowCursor(sheet);
  return Array.from({ length: sheet.rowCount }, (_, record) => {
    cursor.seek(record);
    return cursor.cells();
  });
}

/** Lines of all records, counted from 1. */
export function linesOf(sheet: Sheet): number[] {
  return Array.from({ length: sheet.rowCount }, (_, record) => sheet.rowLine?.[record] ?? record + 1);
}

export async function rowsOf(
  bytes: Uint8Array | string,
  options?: Parameters<typeof openBytes>[1],
): Promise<string[][]> {
  const opened = await openBytes(bytes, options);
  return cellsOf(opened.sheets[0]!);
}

const pairs = new Map<string, Buffer>();

/** GB18030 by turning the platform's own decoder round. */
export function gb18030(text: string): Buffer {
  if (pairs.size === 0) fillPairs();
  return Buffer.concat(
    [...text].map(character => (character < '\x80' ? Buffer.from(character) : pairs.get(character)!)),
  );
}

function fillPairs(): void {
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const bytes = Buffer.from([lead, trail]);
      pairs.set(decoder.decode(bytes), bytes);
    }
  }
  // Four-byte characters that the tests use: 㐀 of extension A and an emoji.
  for (const bytes of [
    [0x81, 0x39, 0xee, 0x39],
    [0x94, 0x39, 0xfc, 0x36],
  ]) {
    pairs.set(decoder.decode(Buffer.from(bytes)), Buffer.from(bytes));
  }
}
