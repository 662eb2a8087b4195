import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette } from '../../../src/ui/app/palette.ts';

/** Relative luminance and contrast as WCAG 2.1 defines them. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const GROUNDS = ['bg', 'surface', 'raised', 'hover'] as const;
const MEANINGS = ['accent', 'danger', 'warning', 'success', 'info'] as const;

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as [string, Palette][])('%s palette', (_, palette) => {
  it('keeps every text readable on every ground (AA, 4.5)', () => {
    const faults: string[] = [];
    const check = (text: keyof Palette, ground: keyof Palette) => {
      const ratio = contrast(palette[text], palette[ground]);
      if (ratio < 4.5) faults.push(`${text} on ${ground}: ${ratio.toFixed(2)}`);
    };
    for (const ground of GROUNDS) {
      for (const text of ['text', 'text-2', 'text-3', ...MEANINGS] as const) check(text, ground);
    }
    for (const meaning of MEANINGS) {
      check(meaning, `${meaning}-soft`);
      check('text', `${meaning}-soft`);
    }
    check('on-accent', 'accent');
    expect(faults).toEqual([]);
  });
});
