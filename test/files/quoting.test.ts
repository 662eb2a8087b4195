import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { cellsOf, linesOf, openBytes } from './open-bytes.ts';

const HEAD = 'a,b,c,d,e,f,g,h,i,j,k,l,m,n\n';

/**
 * The rules of quoting once more, over strings and as plainly as they can be said: a cell is quoted if its first
 * character behind padding is a quote; it ends at the first quote that padding and a delimiter or line end follow.
 * Null where the text cannot be told apart.
 */
function reference(text: string): { cells: string[]; line: number }[] | null {
  const rows: { cells: string[]; line: number }[] = [];
  let rest = text;
  let line = 1;
  while (rest !== '') {
    const row = { cells: [] as string[], line };
    const before = rest.length;
    for (;;) {
      const quoted = /^[ \t]*"((?:""|[^"]|"(?!"|[ \t]*(?:,|\n|$)))*)"[ \t]*(?=,|\n|$)/.exec(rest);
      const opens = /^[ \t]*"/.test(rest);
      if (opens && !quoted) return null;
      const found = quoted ?? /^[^,\n]*/.exec(rest)!;
      const content = found[1] ?? found[0];
      if (quoted && isAmbiguous(content)) return null;
      row.cells.push(quoted ? content.replaceAll('""', '"') : content);
      line += content.split('\n').length - 1;
      rest = rest.slice(found[0].length);
      if (!rest.startsWith(',')) break;
      rest = rest.slice(1);
    }
    if (rest.length === before) row.cells = [];
    rows.push(row);
    line++;
    rest = rest.slice(1);
  }
  return rows;
}

/** A free quote inside a quoted cell, together with a delimiter behind it or a line break anywhere. */
function isAmbiguous(content: string): boolean {
  const free = /^(?:""|[^"])*"(?!")/.exec(content);
  return free !== null && (content.includes('\n') || content.slice(free[0].length).includes(','));
}

describe('quoting of any kind', () => {
  it('reads what the rules say, or refuses what they cannot tell', async () => {
    const piece = fc.constantFrom('"', '"', '""', ',', ',', '\n', ' ', '\t', 'x', '中');
    const text = fc.array(piece, { minLength: 1, maxLength: 24 }).map(pieces => pieces.join(''));
    let read = 0;
    await fc.assert(
      fc.asyncProperty(text, async body => {
        const expected = reference(HEAD.repeat(9) + body);
        let sheet = null;
        try {
          sheet = (await openBytes(HEAD.repeat(9) + body)).sheets[0]!;
        } catch (fault) {
          if (!(fault instanceof Refusal)) throw fault;
          expect([fault.code, expected]).toEqual([fault.code, null]);
          expect(fault.code).toMatch(/^files\.(unclosed|stray)_quote$/);
          return;
        }
        read++;
        expect(cellsOf(sheet)).toEqual(expected?.map(({ cells }) => cells));
        expect(linesOf(sheet)).toEqual(expected?.map(({ line }) => line));
      }),
      { numRuns: 800 },
    );
    expect(read).toBeGreaterThan(150);
  });
});
