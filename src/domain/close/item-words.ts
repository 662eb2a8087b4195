import type { Params } from '../refusal.ts';
import type { CloseItem } from './types.ts';

const CODED = /^([A-Z][A-Z_]+|E\d\d)( · |$)/;

/**
 * What an item says to a reader: reasons of tickets and events stand in the book as codes and are said in words, a
 * finding of `book verify` is a sentence; everything else are names and numbers as they are.
 */
export function itemWords(
  { text, params }: Pick<CloseItem, 'text' | 'params'>,
  say: (code: string, params?: Params) => string,
): string {
  if (params) return say(text, params);
  const code = CODED.exec(text)?.[1];
  if (!code) return text;
  const word = say(/^E\d/.test(code) ? `accounting.event.${code}` : `screens.tickets.reason.${code}`);
  return word + text.slice(code.length);
}
