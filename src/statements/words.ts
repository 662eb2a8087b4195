import { normaliseWord } from './normalise.ts';

const REMEMBERED = 8_192;

/** Remembers what a cell's text meant: columns of words repeat, so each distinct text is judged once. */
export class Remembered<T> {
  private readonly known = new Map<string, T>();
  private readonly judge: (text: string) => T;

  constructor(judge: (text: string) => T) {
    this.judge = judge;
  }

  of(text: string): T {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const value = this.judge(text);
    if (this.known.size < REMEMBERED) this.known.set(text, value);
    return value;
  }
}

export type WordMatch = 'whole' | 'start' | 'contains';

/** Finds the group whose words a text matches; words and text are compared without white space, full width folded. */
export function wordMatcher<T>(groups: { value: T; words: string[] }[], match: WordMatch = 'whole') {
  const known = groups.map(({ value, words }) => ({ value, words: words.map(normaliseWord) }));
  return (key: string): T | null => {
    for (const { value, words } of known) {
      for (const word of words) {
        if (match === 'whole' ? key === word : match === 'start' ? key.startsWith(word) : key.includes(word))
          return value;
      }
    }
    return null;
  };
}
