import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { buildXlsx, xlsxParts } from './build-xlsx.ts';
import { buildZip } from './build-zip.ts';
import { cellsOf, gb18030, openBytes } from './open-bytes.ts';

const TABLE =
  '时间,类型,"备注 ""一"""\r\n2026-05-01 09:08:07,充值,"推广\n费"\r\n\r\n="0012",`42,-5.00\t\r\n'.repeat(4);
const BOOK = {
  sheets: [
    {
      name: '明细',
      rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>46143.25</v></c></row><row r="4"><c t="inlineStr"><is><t>a&amp;b_x000D_</t></is></c><c><f>1</f><v>1.5E+18</v></c></row>',
    },
  ],
  strings: '<si><r><t>推</t></r><rPh><t>x</t></rPh><r><t>广</t></r></si>',
  formats: ['yyyy-mm-dd hh:mm'],
};

async function locked(zipCrypto: boolean): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  await writer.add('账单.csv', new TextReader(TABLE), { password: 'p', zipCrypto });
  return Buffer.from(await writer.close());
}

function oldBook(): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['时间', '金额'],
      ['2026-05-01', 12.5],
      [true, '7300050000002176869'],
    ]),
    '明细',
  );
  return write(book, { bookType: 'biff8', type: 'buffer' }) as Buffer;
}

const PARTS = 'XLSX by its parts';

const CONTAINERS: [string, () => Buffer | Promise<Buffer>][] = [
  ['UTF-8', () => Buffer.from(TABLE)],
  ['GB18030', () => gb18030(TABLE)],
  ['UTF-16', () => Buffer.from(`\ufeff${TABLE}`, 'utf16le')],
  ['XLSX', () => buildXlsx(BOOK)],
  [PARTS, () => mutateParts([])],
  [
    'ZIP',
    () =>
      buildZip([
        { name: '明细.csv', data: TABLE },
        { name: gb18030('汇总.csv'), data: TABLE, flags: 0 },
      ]),
  ],
  ['ZipCrypto', () => locked(true)],
  ['AES', () => locked(false)],
  ['gzip', () => gzipSync(TABLE)],
  ['XLS', oldBook],
  [
    'HTML',
    () =>
      Buffer.from(
        '<html><meta charset="gbk"><table><tr><td colspan=2>时间&nbsp;</td><td rowspan="2">a<br>b<table><tr><td>x</td></tr></table></td></tr><tr><th>1</table>',
      ),
  ],
];

const POSITIONS = 2 ** 20;

/** A mutation: where (as a share of the file), what kind, which byte. */
const mutation = fc.record({
  // Without bias: fast-check prefers edges, and a hit on the first bytes only ever makes another kind of file.
  at: fc.noBias(fc.integer({ min: 0, max: POSITIONS - 1 })),
  kind: fc.constantFrom('set', 'set', 'set', 'flip', 'insert', 'delete', 'cut', 'repeat'),
  byte: fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0, 34, 38, 44, 60, 62, 13, 10, 0xff, 0x80),
  ),
  length: fc.integer({ min: 1, max: 40 }),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate(bytes: Buffer, { at, kind, byte, length }: Mutation): Buffer {
  const index = Math.min(Math.floor((at / POSITIONS) * bytes.length), Math.max(bytes.length - 1, 0));
  const [head, tail] = [bytes.subarray(0, index), bytes.subarray(index)];
  if (kind === 'cut') return Buffer.from(head);
  if (kind === 'insert') return Buffer.concat([head, Buffer.alloc(length, byte), tail]);
  if (kind === 'delete') return Buffer.concat([head, tail.subarray(length)]);
  if (kind === 'repeat') return Buffer.concat([head, tail.subarray(0, length), tail]);
  const changed = Buffer.from(bytes);
  if (changed.length > 0) changed[index] = kind === 'flip' ? changed[index]! ^ (1 << (byte & 7)) : byte;
  return changed;
}

/** Mutates the parts of a workbook before they are packed, so that checksums stay right and the hit reaches the reader. */
function mutateParts(mutations: Mutation[]): Buffer {
  const parts = [...xlsxParts(BOOK)].map(([name, text]) => ({ name, data: Buffer.from(text) as Buffer }));
  for (const one of mutations) {
    const part = parts[Math.floor((one.at * 7919) / POSITIONS) % parts.length]!;
    part.data = mutate(part.data, { ...one, at: (one.at * 31) % POSITIONS });
  }
  return buildZip(parts);
}

describe('mutated files of every container end with cells or a named refusal', () => {
  const originals = new Map<string, Buffer>();
  beforeAll(async () => {
    for (const [name, build] of CONTAINERS) originals.set(name, await build());
  });

  it.each(CONTAINERS.map(([name]) => name))('%s', async name => {
    const original = originals.get(name)!;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async mutations => {
        const bytes = name === PARTS ? mutateParts(mutations) : mutations.reduce(mutate, original);
        try {
          const opened = await openBytes(bytes, { password: 'p' });
          for (const sheet of opened.sheets) cellsOf(sheet);
        } catch (fault) {
          if (!(fault instanceof Refusal)) throw fault;
        }
      }),
      { numRuns: 190 },
    );
  });
});
