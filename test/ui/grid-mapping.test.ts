import { describe, expect, test } from 'vitest';
import { mapping } from '../../src/contract/profiles.ts';
import type { GridRow } from '../../src/domain/grid.ts';
import type { Inspection, Meaning, Profile } from '../../src/domain/statement.ts';
import { profileFromMapping } from '../../src/services/profiles.ts';
import {
  guessAmountBy,
  guessMeanings,
  guessWord,
  guessWordColumn,
  headerRowOf,
  type MappingDraft,
  mappingGaps,
  mappingOf,
  samplesOf,
} from '../../src/ui/screens/statements/mapping.ts';
import { guessOrderMeanings } from '../../src/ui/screens/statements/mapping-orders.ts';
import { firstDraft, reheaded, withRows } from '../../src/ui/screens/statements/mapping-start.ts';

const draft = (part: Partial<MappingDraft> = {}): MappingDraft => ({
  name: '某平台',
  orders: null,
  headerRecord: 2,
  meanings: new Map<number, Meaning>([
    [0, 'time'],
    [2, 'amount'],
  ]),
  by: 'sign',
  positive: 'income',
  fixed: 'expense',
  wordColumn: 'direction',
  words: new Map(),
  currency: 'CNY',
  ...part,
});

const codes = (part: Partial<MappingDraft>) =>
  mappingGaps(draft(part)).map(gap => `${gap.field}:${gap.meaning ?? gap.code.split('.').at(-1)}`);

test('a complete draft has no gap and passes the contract', () => {
  expect(codes({})).toEqual([]);
  const input = mappingOf(draft(), 'f1', 'Sheet1');
  expect(mapping.parse(input)).toEqual(input);
});

test('each gap stands beside the field it belongs to', () => {
  expect(codes({ name: ' ', headerRecord: null })).toEqual(['header:header', 'name:name']);
  expect(codes({ meanings: new Map() })).toEqual(['columns:time', 'amount:amount']);
  expect(codes({ by: 'columns' })).toEqual(['amount:income', 'amount:expense']);
  expect(codes({ by: 'word' })).toEqual(['amount:direction']);
});

test('a meaning given twice and words that move nothing are gaps', () => {
  const meanings = new Map<number, Meaning>([
    [0, 'time'],
    [1, 'kind'],
    [2, 'amount'],
    [3, 'amount'],
  ]);
  expect(codes({ meanings })).toEqual(['columns:amount']);
  const single = new Map([...meanings].slice(0, 3));
  const words = new Map([['消耗', 'neutral' as const]]);
  expect(codes({ meanings: single, by: 'word', wordColumn: 'kind', words })).toEqual(['words:words']);
  words.set('消耗', 'expense' as never);
  const ready = draft({ meanings: single, by: 'word', wordColumn: 'kind', words });
  expect(mappingGaps(ready)).toEqual([]);
  expect(mapping.parse(mappingOf(ready, 'f1', 's')).amount).toEqual({
    by: 'word',
    column: 'kind',
    income: [],
    expense: ['消耗'],
    neutral: [],
  });
});

test('meanings are guessed from headings, each once', () => {
  const guess = guessMeanings([
    '交易日期',
    '收入金额',
    '支出金额',
    '账户余额',
    '对方户名',
    '流水号',
    '摘要',
    '日期',
  ]);
  expect([...guess.values()]).toEqual(['time', 'income', 'expense', 'balance', 'party', 'id', 'memo']);
  expect(guess.has(7)).toBe(false);
  expect(guessAmountBy(guess)).toBe('columns');
  expect(guessAmountBy(guessMeanings(['时间', '收/支', '金额']))).toBe('word');
  expect(guessAmountBy(guessMeanings(['时间', '金额']))).toBe('sign');
  expect(guessWordColumn(guessMeanings(['时间', '业务类型', '金额']))).toBe('kind');
});

test('direction words are guessed; a word that says both or neither moves nothing', () => {
  expect(['收入', '贷', '账户充值', 'CR'].map(guessWord)).toEqual(['income', 'income', 'income', 'income']);
  expect(['支出', '借', '广告消耗', 'Debit'].map(guessWord)).toEqual([
    'expense',
    'expense',
    'expense',
    'expense',
  ]);
  expect(['冻结', '退款扣回'].map(guessWord)).toEqual(['neutral', 'neutral']);
});

const rows: GridRow[] = [
  { id: '0', values: { c0: '平台导出', c1: null } },
  { id: '2', values: { c0: ' 日期 ', c1: '金额' } },
  { id: '3', values: { c0: '2026-05-01', c1: '5.00' } },
  { id: '4', values: { c0: '2026-05-02', c1: '5.00' } },
  { id: '5', values: { c0: '', c1: '7.00' } },
];

test('the header row is found by its headings, samples stand below it and differ', () => {
  expect(headerRowOf(rows, ['c0', 'c1'], ['日期', '金额'])).toBe(2);
  expect(headerRowOf(rows, ['c0', 'c1'], ['日期', '余额'])).toBeNull();
  expect(headerRowOf(rows, ['c0', 'c1'], [])).toBeNull();
  expect(samplesOf(rows, 'c1', 2)).toEqual(['5.00', '7.00']);
});

const saved: Profile = {
  id: 'user.a',
  version: 3,
  source: 'user',
  title: { zh: '甲平台', en: '甲平台' },
  header: [['日期'], ['类别'], ['金额']],
  columns: { time: ['日期'], kind: ['类别'], amount: ['金额'] },
  amount: { by: 'word', column: 'kind', income: ['充值'], expense: ['消耗'], neutral: [] },
  fingerprint: 'x',
};

const inspection = (headings: string[]) =>
  ({
    profile: null,
    columns: headings.map((heading, index) => ({ index, heading, meaning: null })),
    findings: [
      { severity: 'error', code: 'statements.header_changed', params: { profile: '甲平台' }, place: {} },
    ],
  }) as unknown as Inspection;

test('a changed header starts from the saved form: same name, its meanings, its words', () => {
  const start = firstDraft(inspection(['日期', '渠道', '类别', '金额 (元)', '备注']), [saved], 4);
  expect(start.name).toBe('甲平台');
  expect([...start.meanings]).toEqual([
    [0, 'time'],
    [2, 'kind'],
    [3, 'amount'],
    [4, 'memo'],
  ]);
  expect(start.by).toBe('word');
  expect(start.words.get('消耗')).toBe('expense');
  expect(mappingGaps(start)).toEqual([]);
});

test('another header row guesses anew and keeps the name', () => {
  const next = reheaded(draft({ name: '乙' }), 7, ['时间', '收入', '支出']);
  expect(next).toMatchObject({ name: '乙', headerRecord: 7, by: 'columns' });
  expect(next.words.size).toBe(0);
});

describe('a form that lists orders', () => {
  const HEADINGS = ['订单号', '下单时间', '抖音号', '投放金额（元）', '实付金额', '消耗', '订单状态', '备注'];

  test('its columns are guessed, and its number and time are needed with what was paid', () => {
    expect([...guessOrderMeanings(HEADINGS).values()]).toEqual([
      'id',
      'time',
      'account',
      'amount',
      'paid',
      'spent',
      'status',
      'memo',
    ]);
    expect(codes({ orders: 'suixintui' })).toEqual(['columns:id']);
    expect(codes({ orders: 'douplus', meanings: new Map([[0, 'paid']]) })).toEqual([
      'columns:id',
      'columns:time',
    ]);
    expect(codes({ orders: 'douplus', meanings: new Map() })).toEqual([
      'columns:id',
      'columns:time',
      'columns:amount',
    ]);
  });

  test('it is saved as an order list of its product, as `statements map --orders` does', () => {
    const start = withRows(draft({ headerRecord: 0 }), 'suixintui', HEADINGS);
    const input = mappingOf(start, 'f1', 'Sheet1');
    expect(mapping.parse(input)).toMatchObject({ orders: 'suixintui', amount: { by: 'fixed' } });
    const profile = profileFromMapping(mapping.parse(input), { keys: HEADINGS, fingerprint: 'x' }, []);
    expect(profile).toMatchObject({ id: 'user.某平台.qianchuan.orders', columns: { id: ['订单号'] } });
  });

  test('another product keeps the columns, another kind of rows guesses them anew', () => {
    const suixintui = withRows(draft(), 'suixintui', HEADINGS);
    const named = { ...suixintui, meanings: new Map<number, Meaning>([[0, 'id']]) };
    expect(withRows(named, 'douplus', HEADINGS).meanings).toEqual(named.meanings);
    expect(withRows(named, null, HEADINGS).meanings.get(3)).toBe('amount');
  });

  test('a saved order list starts as one', () => {
    const listed = { ...saved, id: 'user.a.douplus.orders' };
    expect(firstDraft(inspection(['日期', '金额']), [listed], 0).orders).toBe('douplus');
  });
});
