/** A line of the palette: what it is called, and under which other words it is found too. */
export interface Findable {
  name: string;
  words?: readonly string[];
}

/**
 * How well a text answers what was typed: higher is better, null is not at all. Every typed character must occur in
 * order; characters that stand together and at the beginning of words count most. Case and width do not matter.
 */
export function score(typed: string, text: string): number | null {
  const wanted = plain(typed);
  const held = plain(text);
  if (wanted === '') return 0;
  const at = held.indexOf(wanted);
  if (at >= 0) return 1_000 - at * 2 - held.length * 0.1 + (startsWord(held, at) ? 100 : 0);
  let points = 0;
  let from = 0;
  let before = -2;
  for (const sign of wanted) {
    const found = held.indexOf(sign, from);
    if (found < 0) return null;
    points += found === before + 1 ? 8 : startsWord(held, found) ? 6 : 1;
    before = found;
    from = found + sign.length;
  }
  return points - held.length * 0.1;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s·/_().-]/.test(text[at - 1]!);
}

/** What answers, best first; equal ones keep their order. Nothing typed keeps everything as it stands. */
export function rank<T extends Findable>(typed: string, lines: readonly T[]): T[] {
  if (plain(typed) === '') return [...lines];
  const found: { line: T; points: number }[] = [];
  for (const line of lines) {
    const other = (line.words ?? []).map(word => score(typed, word)).filter(points => points !== null);
    const own = score(typed, line.name);
    // Its own name counts before the other words of a line.
    const best = Math.max(own === null ? -Infinity : own + 50, ...other);
    if (best > -Infinity) found.push({ line, points: best });
  }
  return found.sort((a, b) => b.points - a.points).map(({ line }) => line);
}
