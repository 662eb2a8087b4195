import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const textFolder = (language: string) => join(checkout, 'resources', 'text', language);
const names = (language: string) => readdirSync(textFolder(language)).sort();
const readText = (language: string, name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(textFolder(language), name), 'utf8'));
const slots = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot).sort();

const chinese = Object.assign({}, ...names('zh').map(name => readText('zh', name))) as Record<string, string>;

/** Words that an English sentence may carry in Chinese: the language's own name, and headings as files spell them. */
const QUOTED = /[“"「『`][^”"」』`]*[”"」』`]|中文/gu;

describe.each(names('zh'))('%s', name => {
  const zh = readText('zh', name);
  const en = names('en').includes(name) ? readText('en', name) : {};

  it('has the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it('has the same slots in both languages', () => {
    for (const [key, sentence] of Object.entries(zh))
      expect(slots(en[key] ?? ''), key).toEqual(slots(sentence));
  });

  it('has no empty sentence and no exclamation mark', () => {
    for (const [key, sentence] of [...Object.entries(zh), ...Object.entries(en)]) {
      expect(sentence.trim(), key).not.toBe('');
      expect(sentence, key).not.toMatch(/[!！]/);
    }
  });

  it('has no Chinese in English sentences', () => {
    const mixed = Object.entries(en).filter(([, text]) => /\p{Script=Han}/u.test(text.replace(QUOTED, '')));
    expect(mixed).toEqual([]);
  });
});

it('no key stands in two files', () => {
  const keys = names('zh').flatMap(name => Object.keys(readText('zh', name)));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

it('both languages have the same files', () => {
  expect(names('en')).toEqual(names('zh'));
});

describe('codes used in the sources', () => {
  const files = ['src', 'electron'].flatMap(folder =>
    readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.tsx?$/.test(name))
      .map(name => join(folder, name)),
  );
  const subjects = new Set(Object.keys(chinese).map(key => key.split('.')[0]));
  const sources = files.map(file => ({ file, source: readFileSync(join(checkout, file), 'utf8') }));
  /** The page's actions and the procedures of the log and of roles have names of the same form. */
  const actions = new Set(
    sources.flatMap(({ source }) =>
      [...source.matchAll(/(?:\bid: |\buseBack\(|\bprocedure: |\bmay\()'([^']+)'/g)].map(([, id]) => id),
    ),
  );
  /** Every literal that reads as a code of a known subject: `'files.bad_byte'`, `'start.building'`. */
  const used = sources.flatMap(({ file, source }) =>
    [...source.matchAll(/(['"])([a-z][A-Za-z]*(?:\.[a-z][A-Za-z0-9_]*)+)\1/g)]
      .map(([, , code]) => ({ file, code: code! }))
      .filter(
        ({ code }) => subjects.has(code.split('.')[0]) && !actions.has(code) && !/\.(js|json)$/.test(code),
      ),
  );

  it('are found at all', () => {
    expect(used.length).toBeGreaterThan(50);
  });

  it('have a sentence', () => {
    const missing = used.filter(({ code }) => !(code in chinese));
    expect(missing.map(({ file, code }) => `${code} (${file})`)).toEqual([]);
  });
});
