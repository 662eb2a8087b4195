import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnSize, ZOOMS, zoomBy } from '../../../src/ui/pdf/zoom.ts';

const A4 = { widthPt: 595, heightPt: 842 };

describe('how large a page of a PDF is drawn', () => {
  it('fits the width of the box, sharp on the screen', () => {
    const size = drawnSize(A4, { widthPx: 595, zoom: 1, ratio: 2 });
    expect(size).toEqual({ scale: 1, widthPx: 595, heightPx: 842, density: 2 });
  });

  it('keeps the shape and never draws more pixels than a machine can bear', () => {
    const sides = fc.double({ min: 1, max: 14_400, noNaN: true });
    const box = fc.record({
      widthPx: fc.integer({ min: 200, max: 2_000 }),
      zoom: fc.constantFrom(...ZOOMS),
      ratio: fc.constantFrom(1, 1.5, 2, 3),
    });
    fc.assert(
      fc.property(sides, sides, box, (widthPt, heightPt, asked) => {
        const { widthPx, heightPx, density } = drawnSize({ widthPt, heightPt }, asked);
        expect(widthPx * density * heightPx * density).toBeLessThanOrEqual(16_000_001);
        expect(Math.abs(heightPx / widthPx - heightPt / widthPt)).toBeLessThan(1 / widthPx + 1);
      }),
    );
  });

  it('draws something where the box is not laid out yet', () => {
    expect(drawnSize(A4, { widthPx: -16, zoom: 1, ratio: 1 }).widthPx).toBe(160);
  });

  it('zooms step by step and stays at either end', () => {
    expect(zoomBy(1, 1)).toBe(1.25);
    expect(zoomBy(1, -1)).toBe(0.75);
    expect(zoomBy(4, 1)).toBe(4);
    expect(zoomBy(0.5, -1)).toBe(0.5);
  });
});
