import { readFileSync } from 'node:fs';
import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/domain/job.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { SOURCES } from '../../../src/domain/statement.ts';
import { makeTexts, mergeCatalogues, refusalIn } from '../../../src/ui/app/catalogues.ts';
import { Disconnected } from '../../../src/ui/app/client.ts';

const folder = new URL('../../../resources/text/', import.meta.url);
const read = (path: string) =>
  JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Record<string, string>;
const paths = ['zh', 'en'].flatMap(language =>
  ['desk', 'shell', 'settings'].map(name => `${language}/${name}.json`),
);
const catalogues = mergeCatalogues(Object.fromEntries(paths.map(path => [`../text/${path}`, read(path)])));

describe('texts of the page', () => {
  it('merges files by language and leaves other folders out', () => {
    const merged = mergeCatalogues({
      '/text/zh/a.json': { x: '甲' },
      '/text/zh/b.json': { y: '乙' },
      '/text/en/a.json': { x: 'A' },
      '/text/fr/a.json': { x: 'F' },
    });
    expect(merged).toEqual({ zh: { x: '甲', y: '乙' }, en: { x: 'A' } });
  });

  it('finds the refusal in whatever form it arrives', () => {
    const refusal = new Refusal('files.not_staged', {}, { file: 'a.csv' });
    expect(refusalIn(refusal)).toEqual(refusal.data());
    expect(refusalIn(refusal.data())).toEqual(refusal.data());
    expect(refusalIn(new ORPCError('REFUSAL', { data: refusal.data() }))).toEqual(refusal.data());
    expect(refusalIn(new ORPCError('INTERNAL_SERVER_ERROR'))).toBeNull();
    expect(refusalIn('files.not_staged')).toBeNull();
  });

  it('renders refusals with their place and never shows what a fault said', () => {
    const zh = makeTexts(catalogues.zh, 'zh');
    expect(zh.refusal(new Refusal('files.not_staged', {}, { file: 'a.csv', row: 3 }))).toContain(
      'a.csv › 第 3 行',
    );
    expect(zh.refusal(new Disconnected())).toBe(catalogues.zh['shell.error.disconnected']);
    expect(zh.refusal(new TypeError('x is undefined'))).toBe(catalogues.zh['shell.error.unexpected']);
  });

  it('has a word for every state, source and host that the page names by its value', () => {
    const states: Job['state'][] = ['running', 'done', 'refused', 'cancelled', 'failed'];
    const codes = [
      ...states.map(state => `shell.jobs.state.${state}`),
      ...['inspection', 'comparison', 'export'].map(kind => `shell.jobs.result.${kind}`),
      ...SOURCES.map(source => `shell.source.${source}`),
      ...['desktop', 'browser', 'command-line'].map(host => `settings.host.${host}`),
      ...['light', 'dark', 'system'].map(theme => `settings.theme.${theme}`),
      ...['normal', 'compact'].map(density => `settings.density.${density}`),
      ...['zh', 'en'].map(language => `shell.language.${language}`),
    ];
    for (const language of ['zh', 'en'] as const) {
      expect(codes.filter(code => !(code in catalogues[language]))).toEqual([]);
    }
  });
});
