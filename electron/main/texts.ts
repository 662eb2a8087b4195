import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Renders one of the shell's own texts. */
export type Text = (key: string, params?: Record<string, string | number>) => string;
export type ShellLanguage = 'zh' | 'en';

/** The shell speaks Chinese unless the person's system knows only other languages. */
export function shellLanguage(systemLanguages: readonly string[]): ShellLanguage {
  const chinese =
    systemLanguages.length === 0 || systemLanguages.some(tag => tag.toLowerCase().startsWith('zh'));
  return chinese ? 'zh' : 'en';
}

/** The texts of `desktop.json` in one language. */
export function shellTexts(resources: string, language: ShellLanguage): Text {
  const file = join(resources, 'text', language, 'desktop.json');
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (key, params = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (slot, name: string) => String(params[name] ?? slot));
}
