import type { Params } from '../../src/domain/refusal.ts';
import { type Language, renderText } from '../../src/domain/text.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';

const catalogues = { zh: loadCatalogue('zh'), en: loadCatalogue('en') };

/** A text as the page shows it. Throws on an unknown code: a scenario must not wait for words that cannot come. */
export function textOf(language: Language, code: string, params: Params = {}): string {
  if (!(code in catalogues[language])) throw new Error(`no text ${code}`);
  return renderText(catalogues[language], code, params);
}

/** The Chinese text of a code. */
export const zh = (code: string, params: Params = {}) => textOf('zh', code, params);

/** Matches a Chinese text with whatever stands in its slots, each slot a group in the order of the sentence. */
export function zhPattern(code: string): RegExp {
  const parts = zh(code).split(/\{\w+\}/);
  return new RegExp(`^${parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)')}$`);
}
