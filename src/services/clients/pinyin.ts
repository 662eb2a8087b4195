import { pinyin } from 'pinyin-pro';
import type { Pinyin } from '../../domain/parties/search.ts';

/** Readings of a Chinese name by syllables: as words are read (长沙 chang sha), and with its first character as a surname. */
export const readings: Pinyin = text => {
  const asWords = syllables(text, 'off');
  const asPerson = syllables(text, 'head');
  return asWords.join() === asPerson.join() ? [asWords] : [asWords, asPerson];
};

function syllables(text: string, surname: 'off' | 'head'): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true, surname }).map(
    syllable => syllable.replaceAll('ü', 'v'),
  );
}
