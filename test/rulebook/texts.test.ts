import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statesOf } from '../../src/domain/orders/states.ts';
import { renderRuleFinding } from '../../src/domain/rulebook/finding.ts';
import { PAPERS, PRODUCTS } from '../../src/domain/rulebook/types.ts';
import { UPGRADE_STATES } from '../../src/domain/upgrade/states.ts';
import { DIMENSIONS } from '../../src/domain/upgrade/triggers.ts';
import { decide, LIMITED, VIDEO } from '../orders/cases.ts';

const root = join(import.meta.dirname, '../..');
const texts = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, 'resources/text', language, 'rules.json'), 'utf8'));

describe.each(['zh', 'en'])('the texts of rules in %s', language => {
  const catalogue = texts(language);

  it('have what to do next for every finding', () => {
    const folder = join(root, 'src/domain');
    const sources = ['orders', 'limits'].flatMap(room =>
      readdirSync(join(folder, room))
        .filter(name => name.endsWith('.ts'))
        .map(name => readFileSync(join(folder, room, name), 'utf8')),
    );
    const codes = sources.flatMap(source =>
      [...source.matchAll(/'(rules\.[a-z_0-9]+)'/g)].map(([, code]) => code!),
    );
    expect(codes.length).toBeGreaterThan(60);
    const wanted = codes.map(code => (code.endsWith('_next') ? code : `${code}_next`));
    expect(wanted.filter(code => !(code in catalogue))).toEqual([]);
  });

  it('name every state, paper and dimension', () => {
    const keys = [
      ...PRODUCTS.flatMap(product => statesOf(product).map(state => `orders.state.${product}.${state}`)),
      ...UPGRADE_STATES.map(state => `upgrade.state.${state}`),
      ...PAPERS.map(paper => `upgrade.paper.${paper}`),
      ...DIMENSIONS.map(dimension => `upgrade.dimension.${dimension}`),
    ];
    expect(keys.filter(key => !(key in catalogue))).toEqual([]);
  });

  it('read amounts in yuan and leave no slot open', () => {
    const findings = [
      ...decide(LIMITED, { amountFen: 123456 }).findings,
      ...decide(VIDEO, { amountFen: 5, durationHours: 7, goal: '甲' }).findings,
    ];
    for (const finding of findings) {
      const { what, next, message } = renderRuleFinding(catalogue, finding);
      expect(message).not.toMatch(/[{}]/);
      expect(message.startsWith(what) && message.endsWith(next)).toBe(true);
    }
    const limit = findings.find(({ row }) => row === 'lim-1.day')!;
    expect(renderRuleFinding(catalogue, limit).what).toContain('1,234.56');
  });
});
