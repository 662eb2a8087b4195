import { PartyBook, type PartySource } from '../../src/domain/matching/book/parties.ts';
import { entriesOf } from '../../src/domain/matching/book/relations.ts';
import { type BookRow, bookRow } from '../../src/domain/matching/book/rows.ts';
import { DEFAULT_RULES } from '../../src/domain/matching/book/rules.ts';
import { type Decided, matchBook } from '../../src/domain/matching/book/run.ts';

export const CLIENTS: PartySource = {
  names: [
    { text: '杭州云杉电子商务有限公司', client: 1 },
    { text: '郑州云舟化妆品有限公司', client: 2 },
    { text: '杭州云砚服饰有限公司', client: 3 },
  ],
  accounts: [{ id: '1700000000000001', client: 1 }],
};

let nextId = 0;

/** A row of a source, its fields as a file gives them. */
export function row(
  source: 'bank' | 'alipay' | 'list' | 'orders' | 'flow' | 'agent',
  fields: Record<string, string>,
  posted?: { event: string; cases: readonly string[] },
): BookRow {
  const profile = {
    bank: 'bank.ccb.company',
    alipay: 'alipay.account',
    list: 'template.general',
    orders: 'qianchuan.orders',
    flow: 'qianchuan.daily',
    agent: 'agent.transfers',
  }[source];
  const money = source === 'bank' ? 1 : source === 'alipay' ? 2 : null;
  const raw = JSON.stringify(Object.entries(fields));
  return bookRow({ id: ++nextId, profile, money, moneyKind: money === null ? null : source, raw }, posted);
}

export function matched(rows: readonly BookRow[], decided: readonly Decided[] = []) {
  const parties = new PartyBook(CLIENTS);
  return matchBook({ entries: entriesOf(rows, parties), parties, rules: DEFAULT_RULES, decided });
}

/** Ids of the rows of each match of a state, with the rule that found it. */
export function told(found: ReturnType<typeof matched>, state: 'matched' | 'suggested' = 'matched') {
  return found
    .filter(each => each.state === state)
    .map(({ relation, rule, left, right }) => [
      `${relation}.${rule}`,
      ...[...left, ...right].map(entry => entry.row),
    ]);
}

export const received = (income: string, time: string, more: Record<string, string> = {}) =>
  row('bank', { time, income, ...more });
export const listed = (kind: string, income: string, time: string, more: Record<string, string> = {}) =>
  row('list', { time, income, kind, ...more });
