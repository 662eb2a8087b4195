import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { checkRow, checkRows } from '../../src/domain/rulebook/check.ts';
import { rowNamed, ruleFor, rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { mergeRules } from '../../src/domain/rulebook/overlay.ts';
import { routeFor } from '../../src/domain/rulebook/routes.ts';
import { RULE_IDS } from '../../src/domain/rulebook/types.ts';
import { RULE_KINDS } from '../../src/domain/rulebook/values.ts';
import { shippedRules } from '../../src/services/rules.ts';
import { RULES, row, SHIPPED, TODAY } from './shipped.ts';

const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('the shipped rulebook', () => {
  it.each(RULE_IDS)('%s has a row in force with a sentence in both languages and its source', rule => {
    const rows = RULES.rows.filter(each => each.rule === rule);
    expect(rows.length).toBeGreaterThan(0);
    for (const each of rows) {
      expect(each.zh).toMatch(/\p{Script=Han}/u);
      expect(each.en).not.toMatch(/\p{Script=Han}|!/u);
      expect(each.zh).not.toMatch(/[!！]/);
      expect(['A', 'B', 'P', 'D']).toContain(each.source);
    }
  });

  it('names every id after its rule', () => {
    for (const { id, rule } of SHIPPED) expect(id).toMatch(new RegExp(`^${rule.toLowerCase()}\\.`));
  });

  it('uses every kind', () => {
    expect(RULE_KINDS.filter(kind => !SHIPPED.some(each => each.kind === kind))).toEqual([]);
  });

  it('holds nothing of the article before its day', () => {
    const before = rulesOn(SHIPPED, '2023-04-25');
    expect(before.rows.filter(({ source }) => source === 'B')).toEqual([]);
    expect(rowNamed(rulesOn(SHIPPED, '2023-04-26'), 'lim-1.day')).toBeDefined();
  });
});

describe('accounts', () => {
  it('ACC-1 one pool and one set of qualifications for three versions', () => {
    expect(ruleFor(RULES, 'versions', 'qianchuan')?.value).toEqual(['suixintui', 'pc_express', 'pc_pro']);
  });

  it.each(['recharge', 'corporate_transfer', 'withdrawal'] as const)('ACC-3 %s is on the PC only', act => {
    expect(routeFor(RULES, act, 'qianchuan')).toMatchObject({ rule: 'ACC-3', value: { where: 'pc' } });
  });

  it('ACC-3 is a dated rule: from the day a book ends it, the route is gone', () => {
    const rows = mergeRules(SHIPPED, [{ act: 'end', row: 'acc-3.recharge', on: '2026-11-30' }]);
    expect(routeFor(rulesOn(rows, '2026-11-30'), 'recharge', 'qianchuan')).toBeDefined();
    expect(routeFor(rulesOn(rows, '2026-12-01'), 'recharge', 'qianchuan')).toBeUndefined();
  });

  it('ACC-4 the product is called 小店随心推 in every sentence', () => {
    expect(rowNamed(RULES, 'acc-4.name')?.zh).toContain('小店随心推');
    const goals = SHIPPED.filter(each => each.kind === 'goal' && each.product === 'suixintui');
    for (const goal of goals) expect(goal.zh).toContain('小店随心推');
  });
});

describe('a bad row', () => {
  const good = row('order_minimum', 5000);

  it.each([
    ['a rule that is none', { ...good, rule: 'ORD-99' }, 'rulebook.unknown_rule'],
    ['an unknown kind', { ...good, kind: 'order_size' }, 'rulebook.unknown_kind'],
    ['a value of another kind', { ...good, value: '50.00' }, 'rulebook.bad_value'],
    ['half a 分', { ...good, value: 0.5 }, 'rulebook.bad_value'],
    ['a goal without codes', row('goal', { label: '甲', en: 'a' } as never), 'rulebook.bad_value'],
    ['a field too many', { ...good, note: '' }, 'rulebook.bad_field'],
    ['no English', { ...good, en: ' ' }, 'rulebook.bad_field'],
    ['a source that is none', { ...good, source: 'X' }, 'rulebook.bad_field'],
    ['a day that is none', { ...good, from: '2026-02-30' }, 'rulebook.bad_field'],
    ['an end before its start', { ...good, to: '2025-12-31' }, 'rulebook.ends_before_start'],
    ['an id with spaces', { ...good, id: 'book row' }, 'rulebook.bad_field'],
    ['no row at all', null, 'rulebook.not_rows'],
  ])('%s is refused by name', (_what, bad, wanted) => {
    expect(code(() => checkRow(bad))).toBe(wanted);
  });

  it('is named with its id and field', () => {
    expect(() => checkRow({ ...good, en: 1 })).toThrow(
      expect.objectContaining({ params: { row: 'book.row', field: 'en' } }),
    );
  });

  it.each([
    ['one id twice', [good, { ...good, product: 'douplus' }], 'rulebook.id_twice'],
    ['two minima on one day', [good, { ...good, id: 'other', from: '2026-06-01' }], 'rulebook.overlap'],
    [
      'one name for two goals',
      [
        row('goal', { label: '甲', en: 'a', aliases: ['乙'], codes: [] }),
        { ...row('goal', { label: '乙', en: 'b', aliases: [], codes: [] }), id: 'other' },
      ],
      'rulebook.overlap',
    ],
    ['no list', {}, 'rulebook.not_rows'],
  ])('%s is refused', (_what, rows, wanted) => {
    expect(code(() => checkRows(rows))).toBe(wanted);
  });

  it('rows of one question may follow each other, to the day', () => {
    const first = { ...good, to: '2026-05-31' };
    expect(checkRows([first, { ...good, id: 'next', from: '2026-06-01' }])).toHaveLength(2);
    expect(code(() => checkRows([first, { ...good, id: 'next', from: '2026-05-31' }]))).toBe(
      'rulebook.overlap',
    );
  });
});

describe('what a book says', () => {
  const added = row('order_minimum', 5000, { id: 'book.minimum', from: '2026-12-01' });
  const ending = { act: 'end', row: 'ord-1.minimum', on: '2026-11-30' } as const;

  it('a new figure needs the old row ended; history keeps its figure', () => {
    expect(code(() => mergeRules(SHIPPED, [{ act: 'add', row: added }]))).toBe('rulebook.overlap');
    const rows = mergeRules(SHIPPED, [ending, { act: 'add', row: added }]);
    const minimum = (day: string) => ruleFor(rulesOn(rows, day), 'order_minimum', 'suixintui')?.value;
    expect([minimum('2026-11-30'), minimum('2026-12-01')]).toEqual([10000, 5000]);
    expect(SHIPPED.find(({ id }) => id === 'ord-1.minimum')?.to).toBeNull();
  });

  it.each([
    ['a row that is not there', [{ act: 'end', row: 'ord-1.nothing', on: TODAY }], 'rulebook.no_such_row'],
    ['an end put off', [ending, { ...ending, on: '2026-12-31' }], 'rulebook.already_ended'],
    ['an end before the beginning', [{ ...ending, on: '2017-12-31' }], 'rulebook.ends_before_start'],
    ['a day that is none', [{ ...ending, on: '2026-11-31' }], 'rulebook.bad_field'],
    ['a shipped id', [{ act: 'add', row: { ...added, id: 'ord-2.scenes' } }], 'rulebook.id_twice'],
    ['a bad row', [{ act: 'add', row: { ...added, value: -1 } }], 'rulebook.bad_value'],
  ] as const)('%s is refused', (_what, said, wanted) => {
    expect(code(() => mergeRules(SHIPPED, said as never))).toBe(wanted);
  });

  it('on any day exactly the rows whose dates hold it are in force', () => {
    const days = fc
      .integer({ min: 0, max: 400 })
      .map(at => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
    const cuts = fc.uniqueArray(days, { minLength: 1, maxLength: 6 }).map(list => list.toSorted());
    fc.assert(
      fc.property(cuts, days, (starts, day) => {
        const before = (next: string | undefined) =>
          next === undefined ? null : new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10);
        const rows = checkRows(
          starts.map((from, at) =>
            row('order_minimum', at + 1, { id: `r.${at}`, from, to: before(starts[at + 1]) }),
          ),
        );
        const naive = starts.filter(from => from <= day).length;
        expect(ruleFor(rulesOn(rows, day), 'order_minimum', 'suixintui')?.value ?? 0).toBe(naive);
      }),
    );
  });
});

describe('the nearest row', () => {
  it('of the product wins over one for all, of the scene over one for both', () => {
    const rules = rulesOn(
      checkRows([
        row('order_minimum', 1, { id: 'a', product: 'any' }),
        row('order_minimum', 2, { id: 'b', product: 'any', scene: 'live' }),
        row('order_minimum', 3, { id: 'c' }),
        row('order_minimum', 4, { id: 'd', scene: 'live' }),
      ]),
      TODAY,
    );
    const found = (product: 'suixintui' | 'douplus', scene: 'video' | 'live') =>
      ruleFor(rules, 'order_minimum', product, scene)?.value;
    expect([
      found('suixintui', 'live'),
      found('suixintui', 'video'),
      found('douplus', 'live'),
      found('douplus', 'video'),
    ]).toEqual([4, 3, 2, 1]);
  });
});

describe('a folder of rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names the file at fault', () => {
    writeFileSync(join(folder, 'a.json'), '[{"id":"x"}]');
    expect(() => shippedRules({ folder })).toThrow(
      expect.objectContaining({ code: 'rulebook.unknown_rule', place: { file: 'a.json' } }),
    );
    writeFileSync(join(folder, 'a.json'), '[');
    expect(() => shippedRules({ folder })).toThrow(expect.objectContaining({ code: 'rulebook.not_json' }));
  });
});
