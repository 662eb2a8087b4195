import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, type Limits } from '../../src/domain/table.ts';
import { RowCursor } from '../../src/files/cursor.ts';
import { readInParts } from '../../src/files/parts.ts';
import { cellsOf, gb18030, linesOf, openBytes } from './open-bytes.ts';

const PART_BYTES = 2_400;
/** So many records must stand in the first part. */
const HEAD = 'k,v\n'.repeat(400);

interface Read {
  cells: string[][];
  lines: number[];
  parts: number;
  encoding: string;
}

/** Every cell as the parts have it; null where the file is not read in parts. */
function readParts(
  bytes: Uint8Array | string,
  limits: Partial<Limits> = {},
  part_bytes = PART_BYTES,
): Read | null {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang-parts-'));
  try {
    const path = join(folder, 'input');
    writeFileSync(path, bytes);
    const read = (parts: Parameters<Parameters<typeof readInParts>[2]>[0]): Read => {
      const found: Read = { cells: [], lines: [], parts: 0, encoding: '' };
      for (const { sheet, firstRecord, cells } of parts) {
        expect(firstRecord).toBe(found.cells.length);
        const cursor = new RowCursor(sheet, cells);
        for (let record = 0; record < sheet.rowCount; record++) {
          cursor.seek(record);
          found.cells.push(cursor.cells());
          found.lines.push(sheet.rowLine?.[record] ?? firstRecord + record + 1);
        }
        found.parts++;
        found.encoding = parts.encoding;
      }
      return found;
    };
    const options = { limits: { ...LIMITS, ...limits } };
    return readInParts({ path, name: 'bill.csv' }, options, read, part_bytes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a text read in parts', () => {
  const piece = fc.constantFrom(
    'a',
    '7.50',
    ',',
    ',',
    '\n',
    '\r\n',
    '"',
    '"x,y"',
    '"p\nq"',
    ' ',
    '\t',
    '退款',
    '\r',
    '""',
  );
  const rest = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));
  const body = fc.tuple(fc.array(rest, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'));

  it('has the cells and lines of the same text opened whole, or leaves it to that', async () => {
    let agreed = 0;
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom('', '\ufeff'), async ([lines, lineEnd], mark) => {
        const text = mark + HEAD + lines.join(lineEnd);
        const whole = await openBytes(text).catch(() => null);
        const parts = readParts(text);
        if (parts === null) return;
        agreed++;
        const sheet = whole!.sheets[0]!;
        expect(parts.cells).toEqual(cellsOf(sheet));
        expect(parts.lines).toEqual(linesOf(sheet));
        expect(parts.encoding).toBe(whole!.encoding);
      }),
      { numRuns: 300 },
    );
    expect(agreed).toBeGreaterThan(30);
  });

  it('cuts records, cells and characters nowhere, whatever the size of a part', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) =>
      at % 7 === 0 ? `${at},"行 ""${at}"",\n第二行",加热` : `${at},${'视频'.repeat(at % 9)},${at / 4}`,
    );
    const text = `${HEAD}${rows.join('\r\n')}`;
    const sheet = (await openBytes(text)).sheets[0]!;
    for (const part_bytes of [2_000, 2_001, 4_099, 70_000]) {
      const read = readParts(text, {}, part_bytes)!;
      expect(read.cells).toEqual(cellsOf(sheet));
      expect(read.lines).toEqual(linesOf(sheet));
      expect(read.parts).toBeGreaterThan(part_bytes < 10_000 ? 20 : 1);
    }
  });

  it('leaves other encodings, kinds and everything that is refused to the whole reading', () => {
    const tail = 'x,'.repeat(2_000);
    expect(readParts(HEAD)).not.toBeNull();
    expect(readParts(Buffer.concat([Buffer.from(HEAD), gb18030('退款,1\n')]))).toBeNull();
    expect(readParts(Buffer.from(HEAD, 'utf16le'))).toBeNull();
    expect(readParts(`<html><table>${HEAD}`)).toBeNull();
    expect(readParts(`${HEAD}a\0b,1\n`)).toBeNull();
    expect(readParts(`${HEAD}${'a,1\n'.repeat(900)}"open,1\n`)).toBeNull();
    expect(readParts(`${HEAD}a\rb,1\n`)).toBeNull();
    expect(readParts('k,v\r'.repeat(900))).toBeNull();
    expect(readParts(`${HEAD}${'a,1\n'.repeat(900)}${tail}\n`)).toBeNull();
    expect(readParts(HEAD, { rows: 399 })).toBeNull();
    expect(readParts(`${HEAD}${'x'.repeat(600)}\n`, { cell_length: 500 })).toBeNull();
    expect(readParts(HEAD, { file_bytes: 100 })).toBeNull();
    expect(readInParts({ path: '/nowhere/at/all', name: 'x' }, { limits: LIMITS }, () => 1)).toBeNull();
  });

  it('ends with a name when told to', () => {
    const read = (cancelled: boolean, time_ms: number) => () =>
      readInParts(
        { path: import.meta.filename, name: 'x' },
        { limits: { ...LIMITS, time_ms }, cancelled: () => cancelled },
        parts => [...parts].length,
      );
    expect(read(false, 60_000)()).toBe(1);
    expect(read(true, 60_000)).toThrow('files.cancelled');
    expect(read(false, -1)).toThrow('files.limit_time');
  });
});
