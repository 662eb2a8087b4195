import { describe, expect, it } from 'vitest';
import { buildXlsx } from './build-xlsx.ts';
import { openBytes } from './open-bytes.ts';

describe('progress', () => {
  const rows = Array.from({ length: 70_000 }, (_, index) => `<row><c><v>${index * 7919}</v></c></row>`).join(
    '',
  );
  it.each([
    ['text', Buffer.from('a,b\n'.repeat(140_000))],
    ['workbook', buildXlsx({ sheets: [{ name: 'S', rows }] })],
  ])('of a %s rises to the whole', async (_, bytes) => {
    const told: number[] = [];
    await openBytes(bytes, { onProgress: (done, total) => told.push(done / total) });
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((left, right) => left - right));
    expect(told.at(-1)).toBe(1);
  });
});
