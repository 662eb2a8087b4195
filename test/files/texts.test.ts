import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const catalogue = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(ROOT, `resources/text/${language}/files.json`), 'utf8'));
const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();

describe('every refusal of reading has its sentence', () => {
  const sources = readdirSync(join(ROOT, 'src/files'))
    .filter(name => name.endsWith('.ts') && !name.startsWith('write-'))
    .map(name => readFileSync(join(ROOT, 'src/files', name), 'utf8'));
  const codes = new Set(
    sources.flatMap(text => [...text.matchAll(/'(files\.\w+)'/g)].map(match => match[1]!)),
  );

  it('no code without text, no text without code', () => {
    expect(codes.size).toBeGreaterThan(50);
    expect(Object.keys(catalogue('zh')).sort()).toEqual([...codes].sort());
  });

  it('both languages say the same things', () => {
    const [zh, en] = [catalogue('zh'), catalogue('en')];
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const [code, text] of Object.entries(zh))
      expect([code, slots(en[code]!)]).toEqual([code, slots(text)]);
  });
});
