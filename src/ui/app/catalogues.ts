import { Refusal, type RefusalData } from '../../domain/refusal.ts';
import { type Catalogue, type Language, renderRefusal, renderText } from '../../domain/text.ts';

export interface Texts {
  language: Language;
  /** The sentence of a code with its slots filled. */
  t(code: string, params?: Record<string, string | number>): string;
  /** One sentence for anything that was thrown: a refusal by its own text, the rest by what can be done. */
  refusal(error: unknown): string;
  /** Whether a sentence exists for the code. */
  has(code: string): boolean;
}

/** Merges `…/<language>/<file>.json` modules into one flat catalogue per language. */
export function mergeCatalogues(modules: Record<string, Catalogue>): Record<Language, Catalogue> {
  const merged: Record<Language, Record<string, string>> = { zh: {}, en: {} };
  for (const [path, catalogue] of Object.entries(modules)) {
    const language = path.split('/').at(-2);
    if (language === 'zh' || language === 'en') Object.assign(merged[language], catalogue);
  }
  return merged;
}

/** The refusal inside whatever was thrown or answered, or null if it is something else. */
export function refusalIn(error: unknown): RefusalData | null {
  if (error instanceof Refusal) return error.data();
  if (typeof error !== 'object' || error === null) return null;
  const carried = 'data' in error && 'code' in error && error.code === 'REFUSAL' ? error.data : error;
  return isRefusalData(carried) ? carried : null;
}

function isRefusalData(value: unknown): value is RefusalData {
  if (typeof value !== 'object' || value === null || value instanceof Error) return false;
  return 'code' in value && 'params' in value && 'place' in value;
}

/** Texts of one language over its catalogue. */
export function makeTexts(catalogue: Catalogue, language: Language): Texts {
  return {
    language,
    t: (code, params) => renderText(catalogue, code, params),
    has: code => code in catalogue,
    refusal(error) {
      const refusal = refusalIn(error);
      if (refusal) return renderRefusal(catalogue, refusal);
      const gone = error instanceof Error && error.name === 'Disconnected';
      return renderText(catalogue, gone ? 'shell.error.disconnected' : 'shell.error.unexpected');
    },
  };
}
