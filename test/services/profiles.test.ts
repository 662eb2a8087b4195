import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/statement.ts';
import {
  importedProfile,
  type Mapping,
  newestProfiles,
  profileFromMapping,
} from '../../src/services/profiles.ts';

const header = { keys: ['结算日', '合作方', '应结金额', '', '凭证'], fingerprint: '0123456789abcdef' };

function mappingOf(change: Partial<Mapping> = {}): Mapping {
  return {
    fileId: 'f',
    sheet: '',
    name: '供应商 结算',
    headerRecord: 3,
    columns: [
      { index: 0, meaning: 'time' },
      { index: 2, meaning: 'amount' },
      { index: 4, meaning: 'id' },
    ],
    amount: { by: 'fixed', direction: 'expense' },
    currency: 'CNY',
    ...change,
  };
}

const refusal = (change: Partial<Mapping>) => () => profileFromMapping(mappingOf(change), header, []);

describe('a mapping', () => {
  it('becomes a profile bound to the header, named after what the person called it', () => {
    const profile = profileFromMapping(mappingOf(), header, []);
    expect(profile).toMatchObject({
      id: 'user.供应商-结算',
      version: 1,
      source: 'user',
      fingerprint: '0123456789abcdef',
      columns: { time: ['结算日'], amount: ['应结金额'], id: ['凭证'] },
      ids: ['id'],
      balance: { check: false },
    });
    expect(profile.header).toEqual([['结算日'], ['合作方'], ['应结金额'], ['凭证']]);
  });

  it('under the same name becomes the next version', () => {
    const first = profileFromMapping(mappingOf(), header, []);
    const second = profileFromMapping(mappingOf(), header, [first]);
    const other = profileFromMapping(mappingOf({ name: '另一个' }), header, [first, second]);
    expect([first.version, second.version, other.version]).toEqual([1, 2, 1]);
    expect(newestProfiles([first, second, other])).toEqual([other, second]);
  });

  it.each([
    ['profiles.column_missing', { columns: [{ index: 0, meaning: 'time' as const }] }],
    ['profiles.column_missing', { amount: { by: 'columns' as const } }],
    [
      'profiles.column_missing',
      {
        amount: {
          by: 'word' as const,
          column: 'direction' as const,
          income: ['收'],
          expense: [],
          neutral: [],
        },
      },
    ],
    [
      'profiles.meaning_twice',
      {
        columns: [
          { index: 0, meaning: 'time' as const },
          { index: 4, meaning: 'time' as const },
          { index: 2, meaning: 'amount' as const },
        ],
      },
    ],
    [
      'profiles.heading_empty',
      {
        columns: [
          { index: 3, meaning: 'time' as const },
          { index: 2, meaning: 'amount' as const },
        ],
      },
    ],
    [
      'profiles.words_missing',
      {
        columns: [
          { index: 0, meaning: 'time' as const },
          { index: 2, meaning: 'amount' as const },
          { index: 1, meaning: 'kind' as const },
        ],
        amount: { by: 'word' as const, column: 'kind' as const, income: [], expense: [], neutral: ['x'] },
      },
    ],
  ])('is refused with %s', (code, change) => {
    expect(refusal(change)).toThrow(code);
  });
});

describe('an imported profile', () => {
  it('is the exported one again', () => {
    const profile = profileFromMapping(mappingOf(), header, []);
    expect(importedProfile(JSON.stringify(profile), 'a.json')).toEqual(profile);
  });

  it('never stands for a shipped form', () => {
    const shipped: Profile = { ...profileFromMapping(mappingOf(), header, []), id: 'alipay.personal' };
    expect(importedProfile(JSON.stringify(shipped), 'a.json').id).toBe('user.alipay.personal');
  });

  it.each([
    ['text that is no JSON', '{', 'profiles.not_json'],
    ['another document', '{"a":1}', 'statements.bad_profile'],
    [
      'an unknown field',
      JSON.stringify({ ...profileFromMapping(mappingOf(), header, []), script: 'x' }),
      'statements.bad_profile',
    ],
  ])('refuses %s whole', (_what, text, code) => {
    expect(() => importedProfile(text, 'a.json')).toThrow(code);
  });
});
