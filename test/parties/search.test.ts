import { describe, expect, it } from 'vitest';
import { rankBySearch, type Searchable, searchKeys, searchText } from '../../src/domain/parties/search.ts';
import { readings } from '../../src/services/clients/pinyin.ts';

function client(code: string, name: string, more: Partial<Searchable> = {}): Searchable {
  return { code, name, aliases: [], subjects: [], accounts: [], ...more };
}

const CLIENTS = [
  client('C0001', '杭州云杉电子商务有限公司', { accounts: ['1722699758076391', 'dy18059811'] }),
  client('C0002', '郑州云舟化妆品有限公司', {
    accounts: ['1775931490774808'],
    aliases: [
      { kind: 'shop', name: '云上之舟旗舰店' },
      { kind: 'nickname', name: 'YunZhou Beauty' },
    ],
  }),
  client('C0003', '长沙云岚科技有限公司', { aliases: [{ kind: 'payer', name: '王军英' }] }),
  client('C0017', '单云（个人）', { aliases: [{ kind: 'douyin_id', name: 'shan_yun.17' }] }),
];

function find(query: string): string[] {
  const items = CLIENTS.map(each => ({ code: each.code, keys: searchKeys(each, readings) }));
  return rankBySearch(items, query).map(({ item }) => item.code);
}

describe('a client is found by', () => {
  it.each([
    ['initials inside its name', 'yzhzp', ['C0002']],
    ['initials of its shop name', 'yszz', ['C0002']],
    ['a part of its name', '云舟', ['C0002']],
    ['the beginning of an account', '1722', ['C0001']],
    ['a DOU+ account', 'dy1805', ['C0001']],
    ['full pinyin', 'yunshandianzi', ['C0001']],
    ['the reading of a word', 'csyl', ['C0003']],
    ['a character as a surname', 'shanyun', ['C0017']],
    ['a payer name', '王军英', ['C0003']],
    ['a Douyin id without its marks', 'SHANYUN17', ['C0017']],
    ['a nickname in full width letters', 'ｙｕｎｚｈｏｕ beauty', ['C0002']],
    ['two words that both stand there', '云舟 1775', ['C0002']],
  ])('%s', (_what, query, codes) => {
    expect(find(query)).toEqual(codes);
  });

  it('nothing that only one of two words names', () => {
    expect(find('云舟 1722')).toEqual([]);
  });
});

it('the surer hit comes first: whole, then start, then inside; code before name', () => {
  const items = [
    client('A1', '北京C17商贸'),
    client('A2', 'C17 商贸'),
    client('C17', '甲'),
    client('C170', '乙'),
  ].map(each => ({ code: each.code, keys: searchKeys(each, readings) }));
  expect(rankBySearch(items, 'c17').map(({ item }) => item.code)).toEqual(['C17', 'C170', 'A2', 'A1']);
});

it('an empty query leaves all in order, a mark alone is no query', () => {
  expect(find('  ')).toEqual(CLIENTS.map(({ code }) => code));
  expect(find('（')).toEqual(CLIENTS.map(({ code }) => code));
});

it('search text keeps letters and digits of any script only', () => {
  expect(searchText(' 云舟（杭州）·ＡＢ-1_2 ')).toBe('云舟杭州ab12');
});
