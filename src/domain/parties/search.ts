import type { AliasKind } from './types.ts';

/** What a client is known by, the surest first. */
export const SEARCH_KINDS = [
  'code',
  'name',
  'other',
  'shop',
  'douyin_id',
  'nickname',
  'account',
  'subject',
  'payer',
  'pinyin',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export interface SearchKey {
  kind: SearchKind;
  /** Normalised by `searchText`. */
  key: string;
}

/** Names and numbers of one client before they become keys. */
export interface Searchable {
  code: string;
  name: string;
  aliases: { kind: AliasKind; name: string }[];
  subjects: string[];
  accounts: string[];
}

/** Pinyin of a text by syllables ("yun", "zhou"), in each reading that should be found; letters and digits stay. */
export type Pinyin = (text: string) => string[][];

/** A text as it is searched: NFKC, lower case, letters and digits only (letters of any script). */
export function searchText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Every key of a client; pinyin is made of its own names, not of payers and numbers. */
export function searchKeys(client: Searchable, pinyin: Pinyin): SearchKey[] {
  const plain: [SearchKind, string][] = [
    ['code', client.code],
    ['name', client.name],
    ...client.aliases.map(({ kind, name }): [SearchKind, string] => [kind, name]),
    ...client.accounts.map((id): [SearchKind, string] => ['account', id]),
    ...client.subjects.map((name): [SearchKind, string] => ['subject', name]),
  ];
  const keys = plain.map(([kind, text]): SearchKey => ({ kind, key: searchText(text) }));
  const spoken = spokenNames(client);
  for (const key of spoken.flatMap(name => pinyinKeys(name, pinyin))) keys.push({ kind: 'pinyin', key });
  return distinct(keys);
}

/** Names of a client that people say: its own, shop, nickname and short name. */
export function spokenNames(client: Pick<Searchable, 'name' | 'aliases'>): string[] {
  const said = client.aliases.filter(
    ({ kind }) => kind === 'shop' || kind === 'nickname' || kind === 'other',
  );
  return [...new Set([client.name, ...said.map(({ name }) => name)])];
}

/** Initials and full pinyin of a name in each of its readings; none without a Chinese character. */
export function pinyinKeys(name: string, pinyin: Pinyin): string[] {
  if (!/\p{Script=Han}/u.test(name)) return [];
  const keys = pinyin(name).flatMap(syllables => [
    searchText(syllables.map(syllable => syllable[0] ?? '').join('')),
    searchText(syllables.join('')),
  ]);
  return [...new Set(keys)].filter(key => key !== '');
}

function distinct(keys: SearchKey[]): SearchKey[] {
  const seen = new Set<string>();
  return keys.filter(({ kind, key }) => {
    if (key === '' || seen.has(`${kind} ${key}`)) return false;
    seen.add(`${kind} ${key}`);
    return true;
  });
}

/** Why a client was found: the kind of key, and how: `whole` key, its `start`, or `inside` it. */
export interface Hit {
  kind: SearchKind;
  how: 'whole' | 'start' | 'inside';
  rank: number;
}

const HOW = ['whole', 'start', 'inside'] as const;

/**
 * How well keys answer a query; null if they do not. Several words must all be found, the worst hit counts. A whole
 * key goes before a start, a start before the inside; then the kind of key. Full pinyin is not searched from the
 * middle of a word by a single letter.
 */
export function hitOf(keys: readonly SearchKey[], query: string): Hit | null {
  const words = query.trim().split(/\s+/).map(searchText).filter(Boolean);
  let worst: Hit | null = null;
  for (const word of words) {
    const best = bestHit(keys, word);
    if (best === null) return null;
    if (worst === null || best.rank > worst.rank) worst = best;
  }
  return worst;
}

function bestHit(keys: readonly SearchKey[], word: string): Hit | null {
  let best: Hit | null = null;
  for (const { kind, key } of keys) {
    const at = key.indexOf(word);
    if (at < 0 || (at > 0 && word.length < 2 && kind !== 'name')) continue;
    const how = key === word ? 0 : at === 0 ? 1 : 2;
    const rank = how * SEARCH_KINDS.length + SEARCH_KINDS.indexOf(kind);
    if (best === null || rank < best.rank) best = { kind, how: HOW[how]!, rank };
  }
  return best;
}

/** Items that answer a query, best first; equal ones keep their order. An empty query answers all in order. */
export function rankBySearch<T extends { keys: readonly SearchKey[] }>(
  items: readonly T[],
  query: string,
): { item: T; hit: Hit | null }[] {
  if (searchText(query) === '') return items.map(item => ({ item, hit: null }));
  return items
    .map(item => ({ item, hit: hitOf(item.keys, query) }))
    .filter(({ hit }) => hit !== null)
    .sort((a, b) => a.hit!.rank - b.hit!.rank);
}
