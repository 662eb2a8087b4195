/// <reference types="vite/client" />
import { createContext, useContext } from 'react';
import type { Catalogue, Language } from '../../domain/text.ts';
import { makeTexts, mergeCatalogues, type Texts } from './catalogues.ts';

const catalogues = mergeCatalogues(
  import.meta.glob<Catalogue>('../../../resources/text/*/*.json', { eager: true, import: 'default' }),
);

/** Texts of both languages, made once. */
export const TEXTS: Record<Language, Texts> = {
  zh: makeTexts(catalogues.zh, 'zh'),
  en: makeTexts(catalogues.en, 'en'),
};

export const TextsContext = createContext<Texts>(TEXTS.zh);

/** Texts in the user's language; everything a person reads goes through here. */
export function useTexts(): Texts {
  return useContext(TextsContext);
}
