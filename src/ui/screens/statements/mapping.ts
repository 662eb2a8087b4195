import type { GridRow } from '../../../domain/grid.ts';
import type { Product } from '../../../domain/rulebook/types.ts';
import type { Meaning } from '../../../domain/statement.ts';
import { neededOfOrders } from './mapping-orders.ts';

/** How the user said that money and direction are found. */
export type AmountBy = 'sign' | 'columns' | 'word' | 'fixed';
export type WordUse = 'income' | 'expense' | 'neutral';

/** What the user has filled in on the mapping screen. */
export interface MappingDraft {
  name: string;
  /** The product whose orders the rows are; null for money in and out. */
  orders: Product | null;
  headerRecord: number | null;
  /** Column index → meaning. */
  meanings: ReadonlyMap<number, Meaning>;
  by: AmountBy;
  positive: 'income' | 'expense';
  fixed: WordUse;
  wordColumn: 'direction' | 'kind';
  words: ReadonlyMap<string, WordUse>;
  currency: string;
}

/** What is still missing, by the field it belongs to; each is a text code with its parameters. */
export interface MappingGap {
  field: 'name' | 'header' | 'columns' | 'amount' | 'words';
  code: string;
  /** A meaning that no column carries yet, or that two columns carry. */
  meaning?: Meaning;
}

/** Meanings that the amount rule cannot do without. */
export function neededMeanings(
  draft: Pick<MappingDraft, 'by' | 'wordColumn' | 'orders' | 'meanings'>,
): Meaning[] {
  if (draft.orders !== null) return neededOfOrders(new Set(draft.meanings.values()));
  if (draft.by === 'columns') return ['time', 'income', 'expense'];
  if (draft.by === 'word') return ['time', 'amount', draft.wordColumn];
  return ['time', 'amount'];
}

export function mappingGaps(draft: MappingDraft): MappingGap[] {
  const gaps: MappingGap[] = [];
  if (draft.headerRecord === null) gaps.push({ field: 'header', code: 'screens.mapping.gap.header' });
  const carried = new Map<Meaning, number>();
  for (const meaning of draft.meanings.values()) carried.set(meaning, (carried.get(meaning) ?? 0) + 1);
  for (const meaning of neededMeanings(draft)) {
    if (carried.has(meaning)) continue;
    const field = meaning === 'time' || draft.orders !== null ? 'columns' : 'amount';
    gaps.push({ field, code: 'screens.mapping.gap.meaning', meaning });
  }
  for (const [meaning, count] of carried) {
    if (count > 1) gaps.push({ field: 'columns', code: 'screens.mapping.gap.twice', meaning });
  }
  const moves = [...draft.words.values()].some(use => use !== 'neutral');
  if (draft.orders === null && draft.by === 'word' && carried.has(draft.wordColumn) && !moves)
    gaps.push({ field: 'words', code: 'screens.mapping.gap.words' });
  if (draft.name.trim() === '') gaps.push({ field: 'name', code: 'screens.mapping.gap.name' });
  return gaps;
}

const EVERY_ORDER = { by: 'fixed', direction: 'expense' } as const;

/** The mapping as the service wants it. Only for a draft without gaps. */
export function mappingOf(draft: MappingDraft, fileId: string, sheet: string) {
  const columns = [...draft.meanings].map(([index, meaning]) => ({ index, meaning }));
  const common = { fileId, sheet, name: draft.name.trim(), headerRecord: draft.headerRecord!, columns };
  const { orders, currency } = draft;
  // What an order took is read from its columns; the rule of an order list is not asked.
  if (orders !== null) return { ...common, amount: EVERY_ORDER, currency, orders };
  return { ...common, amount: amountOf(draft), currency };
}

function amountOf(draft: MappingDraft) {
  switch (draft.by) {
    case 'columns':
      return { by: 'columns' as const };
    case 'sign':
      return { by: 'sign' as const, positive: draft.positive };
    case 'fixed':
      return { by: 'fixed' as const, direction: draft.fixed };
    case 'word': {
      const of = (use: WordUse) => [...draft.words].filter(([, each]) => each === use).map(([word]) => word);
      const lists = { income: of('income'), expense: of('expense'), neutral: of('neutral') };
      return { by: 'word' as const, column: draft.wordColumn, ...lists };
    }
  }
}

/** Headings that tell a meaning by themselves; longer ones first, so that 收入金额 is not taken for 金额. */
const TELLING: [RegExp, Meaning][] = [
  [/(交易|入账|记账|发生|创建|支付|付款)?(日期|时间)|^date|time$/i, 'time'],
  [/收入|贷方|存入|转入|credit|income/i, 'income'],
  [/支出|借方|支取|转出|debit|expense/i, 'expense'],
  [/余额|balance/i, 'balance'],
  [/收\/?支|借贷|方向|direction/i, 'direction'],
  [/(商户|商家|外部).*(单号|订单号)|merchant/i, 'merchantId'],
  [/流水号|订单号|单号|交易号|编号|凭证号|\bid\b|number/i, 'id'],
  [/手续费|服务费|\bfee\b/i, 'fee'],
  [/对方.*账[号户]|对手.*账[号户]/, 'partyAccount'],
  [/对方|对手|户名|客户|商户名|payee|party|name/i, 'party'],
  [/账户|账号|广告主|account/i, 'account'],
  [/币种|currency/i, 'currency'],
  [/类型|类别|业务|type|kind/i, 'kind'],
  [/状态|status/i, 'status'],
  [/金额|amount/i, 'amount'],
  [/备注|摘要|附言|用途|说明|memo|remark|note/i, 'memo'],
];

/** A first guess from the headings: each meaning once, the first heading that tells it. */
export function guessMeanings(headings: readonly string[]): Map<number, Meaning> {
  const guess = new Map<number, Meaning>();
  const taken = new Set<Meaning>();
  headings.forEach((heading, index) => {
    const found = TELLING.find(([pattern, meaning]) => pattern.test(heading) && !taken.has(meaning));
    if (!found) return;
    taken.add(found[1]);
    guess.set(index, found[1]);
  });
  return guess;
}

/** The amount rule that the guessed meanings speak for. */
export function guessAmountBy(meanings: ReadonlyMap<number, Meaning>): AmountBy {
  const carried = new Set(meanings.values());
  if (carried.has('income') && carried.has('expense')) return 'columns';
  return carried.has('direction') ? 'word' : 'sign';
}

const INCOME_WORDS = /^(收|贷|in|income|credit|cr)|收入|转入|存入|充值|退款|返还|入账/i;
const EXPENSE_WORDS = /^(支|借|付|out|expense|debit|dr)|支出|转出|支取|消费|消耗|扣|付款/i;

/** The column that tells the direction: one of its own if there is one, else the kind. */
export function guessWordColumn(meanings: ReadonlyMap<number, Meaning>): 'direction' | 'kind' {
  const carried = new Set(meanings.values());
  return !carried.has('direction') && carried.has('kind') ? 'kind' : 'direction';
}

/** A first guess of what a direction word says; everything else moves no money in or out. */
export function guessWord(word: string): WordUse {
  const [income, expense] = [INCOME_WORDS.test(word.trim()), EXPENSE_WORDS.test(word.trim())];
  if (income === expense) return 'neutral';
  return income ? 'income' : 'expense';
}

/** The row among the first ones that holds these headings; null if none does. */
export function headerRowOf(rows: readonly GridRow[], keys: readonly string[], headings: readonly string[]) {
  if (headings.length === 0) return null;
  const row = rows.find(each =>
    headings.every((heading, at) => String(each.values[keys[at] ?? ''] ?? '').trim() === heading),
  );
  return row ? Number(row.id) : null;
}

/** Up to three different filled cells of a column below the header. */
export function samplesOf(rows: readonly GridRow[], key: string, headerRecord: number): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    if (Number(row.id) <= headerRecord) continue;
    const text = String(row.values[key] ?? '').trim();
    if (text !== '') samples.add(text);
    if (samples.size === 3) break;
  }
  return [...samples];
}
