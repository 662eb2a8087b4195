import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../../src/domain/rulebook/lookup.ts';
import { RULE_KINDS, valueFits } from '../../../src/domain/rulebook/values.ts';
import { loadCatalogue } from '../../../src/runtime/resources.ts';
import { makeTexts } from '../../../src/ui/app/catalogues.ts';
import { draftAfter, meets, rowOf, withRow } from '../../../src/ui/screens/rules/row-draft.ts';
import {
  filteredRules,
  freeRowId,
  type RuleFilter,
  standingOf,
} from '../../../src/ui/screens/rules/rule-list.ts';
import { SAMPLES, sampleChanges } from '../../../src/ui/screens/rules/samples.ts';
import { usesOf } from '../../../src/ui/screens/rules/uses.ts';
import { readValue, valueText, type Words } from '../../../src/ui/screens/rules/value-draft.ts';
import { valueWords } from '../../../src/ui/screens/rules/value-words.ts';
import { SHIPPED, TODAY } from '../../rulebook/shipped.ts';

const zh = makeTexts(loadCatalogue('zh'), 'zh');
const ALL: RuleFilter = { on: null, text: '', area: null, product: null, source: null };
const found = (parts: Partial<RuleFilter>) =>
  filteredRules(SHIPPED, { ...ALL, ...parts }, row => valueWords(row, zh));
const AS_IS: Words = { word: code => code, code: word => word };
const MINIMUM = SHIPPED.find(({ id }) => id === 'ord-1.minimum')!;

describe('the list of rules', () => {
  it('is searched by id, sentence and figure, every word of the search', () => {
    expect(found({ text: 'LIM-1 300' }).map(({ id }) => id)).toEqual(['lim-1.day']);
    expect(found({ text: '对公 单日额度' }).map(({ id }) => id)).toContain('lim-1.day');
    expect(found({ text: 'zzz' })).toEqual([]);
  });

  it('is filtered by area, product, source and day', () => {
    expect(found({ area: 'WDR' }).every(({ rule }) => rule === 'WDR-1')).toBe(true);
    expect(found({ source: 'B', product: 'douplus' }).length).toBeGreaterThan(5);
    expect(found({ on: '2023-04-25' }).some(({ id }) => id === 'lim-1.day')).toBe(false);
    expect(found({ on: '2023-04-26' }).some(({ id }) => id === 'lim-1.day')).toBe(true);
  });

  it('says how a row stands on a day, both ends included', () => {
    const row = { ...MINIMUM, from: '2026-01-01', to: '2026-01-31' };
    expect(['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'].map(day => standingOf(row, day))).toEqual(
      ['coming', 'in_force', 'in_force', 'ended'],
    );
  });

  it('has words for the figures and a use of every row, none of them in English', () => {
    for (const row of SHIPPED) {
      expect(usesOf(row).every(({ name }) => zh.has(`screens.rules.use.${name}`))).toBe(true);
      if (row.kind !== 'text') expect(valueWords(row, zh), row.id).not.toBe('');
      expect(valueWords(row, zh).replace(/DOU\+|PC|ROI|JD|\b[A-Z_]{4,}\b/g, ''), row.id).not.toMatch(
        /[A-Za-z]{2,}/,
      );
    }
  });
});

describe('a row that is added', () => {
  it('every value can be written as a text and read back', () => {
    for (const row of SHIPPED) {
      const value = readValue(row, valueText(row, AS_IS), AS_IS);
      expect(value, row.id).toEqual(row.value);
      expect(valueFits(row.kind, value)).toBe(true);
    }
    expect(new Set(SHIPPED.map(({ kind }) => kind)).size).toBeLessThanOrEqual(RULE_KINDS.length);
  });

  it('takes the place of the row before from its day on, and its id is free', () => {
    const draft = { ...draftAfter(MINIMUM, '2026-12-01', AS_IS), value: '50' };
    const row = rowOf(draft, MINIMUM, SHIPPED, AS_IS)!;
    expect(row).toMatchObject({ id: 'book.ord-1.2026-12-01', from: '2026-12-01', to: null, value: 5_000 });
    expect(meets(MINIMUM, row)).toBe(true);
    const rows = withRow(SHIPPED, MINIMUM, row, true);
    expect(rows.find(({ id }) => id === MINIMUM.id)?.to).toBe('2026-11-30');
    expect(() => withRow(SHIPPED, MINIMUM, row, false)).toThrow(
      expect.objectContaining({ code: 'rulebook.overlap' }),
    );
    expect(freeRowId(rows, { rule: 'ORD-1', from: '2026-12-01' })).toBe('book.ord-1.2026-12-01-2');
  });

  it('is none while its day or figure cannot be read', () => {
    const draft = draftAfter(MINIMUM, '2026-12-01', AS_IS);
    expect(rowOf({ ...draft, from: 'x' }, MINIMUM, SHIPPED, AS_IS)).toBeNull();
    expect(rowOf({ ...draft, value: '五十' }, MINIMUM, SHIPPED, AS_IS)).toBeNull();
  });

  it('ORD-1: shows the sample that it lets in, and nothing where nothing changes', () => {
    const row = rowOf({ ...draftAfter(MINIMUM, '2026-12-01', AS_IS), value: '50' }, MINIMUM, SHIPPED, AS_IS)!;
    const after = rulesOn(withRow(SHIPPED, MINIMUM, row, true), '2026-12-01');
    const before = rulesOn(SHIPPED, '2026-12-01');
    const changes = sampleChanges(before, after);
    expect(changes.map(({ name, before: was, after: is }) => [name, was, is])).toEqual([
      ['suixintui_video_small', false, true],
    ]);
    expect(changes[0]?.gone.map(({ code }) => code)).toEqual(['rules.ord_1_minimum']);
    expect(sampleChanges(before, before)).toEqual([]);
  });

  it('LIM-1: the samples speak of the limits too', () => {
    const lower = SHIPPED.map(row =>
      row.id === 'lim-1.day' ? ({ ...row, value: 50_000 } as typeof row) : row,
    );
    const changes = sampleChanges(rulesOn(SHIPPED, TODAY), rulesOn(lower, TODAY));
    expect(changes.map(({ name }) => name)).toEqual(['douplus_limited']);
    expect(Object.keys(SAMPLES).every(name => zh.has(`screens.rules.sample.${name}`))).toBe(true);
  });
});
