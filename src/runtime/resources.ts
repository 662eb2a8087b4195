import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Catalogue, type Language, renderText } from '../domain/text.ts';
import type { Paper } from '../files/write-pdf.ts';

/** The shipped `resources` folder: two levels above the sources and above the built service alike. */
export const resourcesFolder: string =
  process.env.DUIZHANG_RESOURCES ?? fileURLToPath(new URL('../../resources', import.meta.url));

/** The shipped statement profiles. */
export const profilesFolder: string = join(resourcesFolder, 'profiles');

/** What a PDF is set on: the shipped font, page numbers and notes in a language, and the day that the report reaches to. */
export function paperOf(language: Language, day: string): Paper {
  const catalogue = loadCatalogue(language);
  return {
    fontPath: join(resourcesFolder, 'fonts', 'noto-sans-sc.ttf'),
    pageOf: (page, pages) => renderText(catalogue, 'pdf.page_of', { page, pages }),
    gapNote: renderText(catalogue, 'pdf.gap_note'),
    createdAt: new Date(`${day}T00:00:00+08:00`),
  };
}

/** All texts of one language, merged from the files of `resources/text/<language>`. */
export function loadCatalogue(language: Language): Catalogue {
  const folder = join(resourcesFolder, 'text', language);
  const files = readdirSync(folder).filter(name => name.endsWith('.json'));
  return Object.assign({}, ...files.map(name => JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Language of the command line: Chinese unless `DUIZHANG_LANGUAGE=en`. */
export function cliLanguage(): Language {
  return process.env.DUIZHANG_LANGUAGE === 'en' ? 'en' : 'zh';
}

/** Texts of the command line. */
export function cliCatalogue(): Catalogue {
  spoken ??= loadCatalogue(cliLanguage());
  return spoken;
}
let spoken: Catalogue | null = null;
