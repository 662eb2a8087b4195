import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditedOf, release } from '../../src/domain/accounting/release.ts';
import { fen, yuan } from './book.ts';

const base = fc.integer({ min: 1, max: 10_000_000_000_000 });

describe('R, the release formula', () => {
  it('takes the floor of the share, exact where floating point would not be', () => {
    expect(release(fen(300_000), fen(4_800_055), fen(10_300_000))).toBe(139_807);
    expect(release(fen(9_999_999_999_999), fen(9_999_999_999_998), fen(9_999_999_999_999))).toBe(
      9_999_999_999_998,
    );
  });

  it('releases all once the spend reaches the base, and nothing for nothing', () => {
    expect(release(fen(7), fen(100), fen(100))).toBe(7);
    expect(release(fen(7), fen(1), fen(0))).toBe(7);
    expect(release(fen(7), fen(0), fen(0))).toBe(0);
    expect(release(fen(0), fen(9), fen(9))).toBe(0);
  });

  it('never releases more than is deferred, whatever the chunks, and all of it when all is spent', () => {
    fc.assert(
      fc.property(
        base,
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }),
        (fundsFen, deferredFen, cuts) => {
          const chunks = chunksOf(fundsFen, cuts);
          expect(spentAll(fundsFen, deferredFen, chunks).at(-1)).toBe(deferredFen);
        },
      ),
    );
  });

  it('does not depend on the order of chunks by more than one fen a chunk', () => {
    fc.assert(
      fc.property(
        base,
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (fundsFen, deferredFen, cuts) => {
          const chunks = chunksOf(fundsFen, cuts);
          let spentFen = 0;
          spentAll(fundsFen, deferredFen, chunks).forEach((releasedFen, at) => {
            spentFen += chunks[at]!;
            const exact = Number((BigInt(deferredFen) * BigInt(spentFen)) / BigInt(fundsFen));
            expect(Math.abs(releasedFen - exact)).toBeLessThanOrEqual(at + 1);
          });
        },
      ),
    );
  });
});

/** Cuts an amount into chunks that sum to it. */
function chunksOf(totalFen: number, cuts: number[]): number[] {
  const at = cuts.map(cut => Math.floor(cut * totalFen)).sort((a, b) => a - b);
  return [...at, totalFen].map((end, i) => end - (at[i - 1] ?? 0));
}

/** Released so far after each chunk. */
function spentAll(fundsFen: number, deferredFen: number, chunks: number[]): number[] {
  let [funds, deferred] = [fundsFen, deferredFen];
  return chunks.map(chunk => {
    const releasedFen = release(fen(deferred), fen(chunk), fen(funds));
    expect(releasedFen).toBeLessThanOrEqual(deferred);
    deferred -= releasedFen;
    funds -= chunk;
    return deferredFen - deferred;
  });
}

describe('front-rebate amounts', () => {
  it.each([
    ['100,000.00', 30_000, '103,000.00'],
    ['98,095.24', 50_000, '103,000.00'],
    ['0.10', 50_000, '0.11'],
    ['0.09', 50_000, '0.09'],
    ['100,000,000,000.00', 33_333, '103,333,300,000.00'],
  ])('%s at %i millionths is %s, half a fen up', (paid, ratePpm, credited) => {
    expect(creditedOf(yuan(paid), ratePpm)).toBe(yuan(credited));
  });
});
