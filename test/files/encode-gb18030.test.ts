import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../src/files/encode-gb18030.ts';

const decode = (bytes: Uint8Array) => new TextDecoder('gb18030', { fatal: true }).decode(bytes);

describe('encodeGb18030', () => {
  it('gives the known bytes of 中文', () => {
    expect([...encodeGb18030('a中文')]).toEqual([0x61, 0xd6, 0xd0, 0xce, 0xc4]);
  });

  it('comes back unchanged for any text of common characters', () => {
    const character = fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0x4e00, max: 0x9fa5 }),
      fc.constantFrom(...'（）：，。￥…《》—　'.split('').map(c => c.charCodeAt(0))),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 200 }), codes => {
        const text = String.fromCharCode(...codes);
        expect(decode(encodeGb18030(text))).toBe(text);
      }),
    );
  });

  it('refuses what has no two-byte form', () => {
    expect(() => encodeGb18030('好😀')).toThrow(/U\+d83d/);
  });
});
