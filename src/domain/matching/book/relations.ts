import { isPcVersion, moneyKindOf, orderEnd, paymentOf } from '../../imports/words.ts';
import { orderProduct } from '../../order-book/forms.ts';
import type { PartyBook } from './parties.ts';
import { type BookRow, dayOf, fenOf, momentOf, numbersOf, textOf } from './rows.ts';

/** What should meet what, in the order of the layers of ACCOUNTING.md §9. */
export const RELATIONS = [
  'receipt',
  'sweep',
  'fee',
  'payout',
  'recharge',
  'deposit',
  'withdrawal',
  'daily',
  'order',
  'direct',
  'spend',
  'return',
  'refund',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Relations that tell what belongs together and promise no equal amounts: a fee and its receipt, paid and credited. */
export const UNEQUAL: ReadonlySet<Relation> = new Set(['fee', 'recharge']);

/** One side of what should meet: a row with the amount that counts in this relation, in 分. */
export interface Entry {
  row: number;
  /** `left` tells it from outside (bank, channel, platform), `right` from the own list. */
  side: 'left' | 'right';
  fen: number;
  numbers: readonly string[];
  cases: readonly string[];
  day: string;
  moment: string;
  client: number | null;
  /** Name and account of the other party, as written. */
  party: string;
  partyAccount: string;
  /** Money account, or the platform account, that it stands in. */
  place: string;
  /** Kind of money account that the own list says it went through; null where it says none. */
  channel: string | null;
  /** What the platform told is not final, or the row waits by its nature; a reason code where one is plain already. */
  reason: string | null;
}

export type Entries = Record<Relation, Entry[]>;

const PLATFORM_PARTY = /抖音支付|巨量|字节|海南字跳|微播视界|douyin\.com|合众易宝/;
const CHANNEL_PARTY: Readonly<Record<string, RegExp>> = {
  alipay: /支付宝/,
  wechat: /财付通|微信/,
  douyin_pay: /抖音支付/,
};

/** Sorts rows into the relations in which they should meet another. */
export function entriesOf(rows: readonly BookRow[], parties: PartyBook): Entries {
  const entries = Object.fromEntries(RELATIONS.map(relation => [relation, [] as Entry[]])) as Entries;
  const told = numbersTold(rows);
  const paidOutside = directOrders(rows);
  for (const row of rows) {
    const add = (relation: Relation, side: Entry['side'], fen: number, more: Partial<Entry> = {}) =>
      entries[relation].push({ ...entryOf(row, parties), side, fen, ...more });
    if (row.money) addMoney(row, told, add);
    else if (row.profile === 'template.general') addListed(row, paidOutside, add);
    else if (row.profile === 'agent.transfers') add('deposit', 'left', Math.abs(row.fen));
    else if (row.profile === 'qianchuan.daily') addDay(row, add);
    else if (orderProduct(row.profile) !== null) addOrder(row, add);
  }
  entries.daily = flowing(entries.daily);
  return entries;
}

/** Days of accounts whose flow is in the book: DOU+ has none, and a file that is missing whole is no difference of days. */
function flowing(daily: readonly Entry[]): Entry[] {
  const flows = new Set(daily.filter(({ side }) => side === 'left').map(({ place }) => place));
  return daily.filter(({ place }) => flows.has(place));
}

type Add = (relation: Relation, side: Entry['side'], fen: number, more?: Partial<Entry>) => void;

function entryOf(row: BookRow, parties: PartyBook): Omit<Entry, 'side' | 'fen'> {
  const account = textOf(row, 'account');
  const party = textOf(row, 'party');
  return {
    row: row.id,
    numbers: numbersOf(row),
    cases: row.cases,
    day: dayOf(row),
    moment: momentOf(row),
    client: row.money ? null : (parties.clientOfAccount(account) ?? parties.clientOfName(party)),
    party,
    partyAccount: textOf(row, 'partyAccount'),
    place: row.money ? `${row.money.kind} ${row.money.id}` : account,
    channel: null,
    reason: null,
  };
}

/** Which kinds of list rows name a number. */
function numbersTold(rows: readonly BookRow[]): Map<string, Set<string>> {
  const told = new Map<string, Set<string>>();
  for (const row of rows) {
    const isOrder = orderProduct(row.profile) !== null;
    if (!isOrder && row.profile !== 'template.general') continue;
    for (const number of numbersOf(row)) {
      const kinds = told.get(number) ?? new Set<string>();
      told.set(number, kinds.add(isOrder ? '下单' : textOf(row, 'kind')));
    }
  }
  return told;
}

/** Whether an order, or its refund, went past the account: by a bank, a channel, or an employee. */
function isDirect(row: BookRow): boolean {
  const paid = paymentOf(textOf(row, 'payment'), textOf(row, 'memo'));
  return paid !== null && paid.by !== 'pool';
}

/** Orders that were paid past the account. */
function directOrders(rows: readonly BookRow[]): Set<string> {
  const placed = rows.filter(row => row.profile === 'template.general' && textOf(row, 'kind') === '下单');
  return new Set(placed.filter(isDirect).map(row => textOf(row, 'merchantId')));
}

function addMoney(row: BookRow, told: ReadonlyMap<string, Set<string>>, add: Add): void {
  const words = ['kind', 'memo', 'memo2', 'party', 'partyAccount'].map(field => textOf(row, field)).join(' ');
  const kinds = new Set(numbersOf(row).flatMap(number => [...(told.get(number) ?? [])]));
  if (row.event === 'E09' || row.event === 'E10') {
    if (row.fen < 0 && row.event === 'E09' && kinds.has('收款')) add('fee', 'left', -row.fen);
    return;
  }
  if (isSweep(row, words)) {
    add('sweep', row.fen > 0 ? 'left' : 'right', Math.abs(row.fen), { party: words });
    return;
  }
  if (row.fen > 0) {
    if (kinds.has('收款')) {
      add('receipt', 'left', row.fen);
      add('fee', 'right', row.fen);
    } else if (kinds.has('提现')) add('withdrawal', 'left', row.fen);
    else if (kinds.has('下单') || kinds.has('退款') || /退款/.test(words)) add('refund', 'left', row.fen);
    else if (PLATFORM_PARTY.test(words)) add('withdrawal', 'left', row.fen);
    else add('receipt', 'left', row.fen);
  } else if (row.fen < 0) {
    if (kinds.has('下单') || (kinds.size === 0 && /订单/.test(words))) add('direct', 'left', -row.fen);
    else add('payout', 'left', -row.fen);
  }
}

/** Own money between a channel and the bank. */
function isSweep({ money, fen, event }: BookRow, words: string): boolean {
  if (event === 'E07') return true;
  if (!/提现/.test(words)) return false;
  return fen < 0 ? money!.kind !== 'bank' : Object.values(CHANNEL_PARTY).some(name => name.test(words));
}

/** Whether the words of a bank row name the channel that the money left. */
export function namesChannel(words: string, place: string): boolean {
  return CHANNEL_PARTY[place.split(' ')[0]!]?.test(words) ?? false;
}

function addListed(row: BookRow, paidOutside: ReadonlySet<string>, add: Add): void {
  const fen = Math.abs(row.fen);
  const direct = isDirect(row);
  switch (textOf(row, 'kind')) {
    case '收款':
      add('receipt', 'right', fen, { channel: channelOf(textOf(row, 'memo')) });
      break;
    case '付款':
      add('payout', 'right', fen);
      add('recharge', 'left', fen);
      break;
    case '充值':
      add('recharge', 'right', fen);
      add('deposit', 'right', fen, { reason: /对公充值/.test(textOf(row, 'memo')) ? 'direct' : null });
      add('daily', 'right', fen, dayKey(row));
      break;
    case '提现':
      add('withdrawal', 'right', fen);
      add('daily', 'right', -fen, dayKey(row));
      break;
    case '下单':
      add('order', 'right', fen);
      if (direct) add('direct', 'right', fen);
      break;
    case '消耗':
      if (!isPcVersion(textOf(row, 'version'))) add('spend', 'right', fen);
      // What was not paid out of the account never shows in its day.
      if (!paidOutside.has(textOf(row, 'merchantId'))) add('daily', 'right', -fen, dayKey(row));
      break;
    case '释放':
      add('return', 'right', fen);
      break;
    case '退款':
      add('return', 'right', fen);
      if (direct) add('refund', 'right', fen);
  }
}

const channelOf = (memo: string): string | null =>
  /支付宝|微信|财付通|抖音支付|对公|银行|转账|网银/.test(memo) ? moneyKindOf(memo) : null;

const dayKey = (row: BookRow): Partial<Entry> => ({
  numbers: [`${textOf(row, 'account')} ${dayOf(row)}`],
  cases: [],
});

function addDay(row: BookRow, add: Add): void {
  const inFen = fenOf(row, '+总存入') + fenOf(row, '+总转入');
  const outFen = fenOf(row, '+总转出');
  const fen = inFen - outFen - fenOf(row, 'spent');
  if (inFen === 0 && outFen === 0 && fen === 0) return;
  add('daily', 'left', fen, dayKey(row));
}

function addOrder(row: BookRow, add: Add): void {
  const status = textOf(row, 'status');
  // Top-ups are in it: the readers add them to what was paid.
  const paidFen = Math.abs(row.fen);
  if (/未支付/.test(status) || paidFen === 0) return;
  const numbers = [textOf(row, 'id')];
  const unread = !/\d/.test(textOf(row, 'spent'));
  const spentFen = fenOf(row, 'spent');
  const couponFen = fenOf(row, 'coupon');
  // What a coupon paid is no money of the account.
  const chargedFen = couponFen > 0 ? Math.min(spentFen, paidFen) : spentFen;
  const reason = unread ? 'LAG' : couponFen > 0 ? 'COUPON' : null;
  add('order', 'left', paidFen, { numbers });
  add('spend', 'left', chargedFen, { numbers, reason });
  const over = orderEnd(status) === 'ended' && !unread;
  add('return', 'left', over ? Math.max(0, paidFen - chargedFen) : 0, { numbers, reason });
}
