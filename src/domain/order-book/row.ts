import { fenOfText, isKnown } from '../imports/decision.ts';
import type { ImportRow } from '../imports/types.ts';
import { paymentOf } from '../imports/words.ts';
import { knownCell } from '../orders/figures.ts';
import { type OrderState, stateNamed } from '../orders/states.ts';
import type { PaymentMethod, Product, Scene } from '../rulebook/types.ts';
import type { Meaning } from '../statement.ts';
import { NO_TRAITS, type OrderFigures, type OrderKey, type OrderTraits } from './order.ts';

/** Under this name a mapped form gives the column that it calls the amount. */
export const AMOUNT_COLUMN = '投放金额';
const AMOUNT = [AMOUNT_COLUMN, '订单金额'] as const;
const GOAL = ['投放目标', '优化目标', '转化目标', '目标'] as const;
const TASK = ['task_id', '任务ID'] as const;
const BID = ['出价方式'] as const;
const HOURS = ['投放时长', '投放时长(小时)', '投放时长(h)', '时长'] as const;
const VIDEO = ['视频ID', '素材ID', 'item_id'] as const;
const ROOM = ['直播间', '直播间ID', '抖音号'] as const;
const ENDED = ['结束时间', '投放结束时间', '实际结束时间'] as const;
const REFUNDED = ['退款金额', '已退款金额', '退款'] as const;

/** Columns of order lists that no meaning has, as their headings are compared. */
export const ORDER_COLUMNS: readonly string[] = [
  ...[...AMOUNT, ...GOAL, ...TASK, ...BID, ...HOURS, ...VIDEO, ...ROOM, ...ENDED, ...REFUNDED],
];

/** What one row of an order list says. */
export interface OrderTold extends OrderKey {
  taskNo: string | null;
  accountText: string | null;
  /** Name that the row gives its client or Douyin account. */
  party: string | null;
  /** Null for a word that no state has; `stateWord` is what stood there. */
  state: OrderState | null;
  stateWord: string | null;
  traits: OrderTraits;
  figures: OrderFigures;
}

/** Reads a row of an order list; null for a row without an order number. Blank cells are unknown (DAT-3). */
export function orderOfRow({ row, extra }: ImportRow, product: Product): OrderTold | null {
  if (row.id === null) return null;
  const text = (name: Meaning) => knownCell(row.text[name] ?? null);
  const beside = (names: readonly string[]) => {
    for (const name of names) {
      const cell = knownCell(extra?.[name] ?? null);
      if (cell !== null) return cell;
    }
    return null;
  };
  const figure = (name: Meaning) => (isKnown(row.text[name]) ? fenOfText(row.text[name]) : null);
  const stateWord = text('status');
  const scene = sceneOfWord(text('kind'));
  const goal = text('memo') ?? beside(GOAL);
  const topUp = figure('topUp');
  const amount = figure('amount') ?? fenOfText(beside(AMOUNT) ?? undefined);
  const coupon = figure('coupon');
  return {
    product,
    orderNo: row.id,
    taskNo: text('merchantId') ?? beside(TASK),
    accountText: text('account'),
    party: text('party'),
    state: stateWord === null ? null : (stateNamed(product, stateWord) ?? null),
    stateWord,
    traits: {
      ...NO_TRAITS,
      scene,
      goal,
      bid: text('memo2') ?? beside(BID),
      durationMinutes: minutesOf(beside(HOURS)),
      video: idOf(beside(VIDEO)),
      liveRoom: scene === 'live' ? (idOf(beside(ROOM)) ?? text('party')) : null,
      placedAt: row.time,
      endedAt: timeOf(beside(ENDED)),
      payment: paymentMethod(row.text.payment),
    },
    figures: {
      amount: amount === 0 ? null : amount,
      paid: figure('paid'),
      coupon,
      top_up: topUp,
      spent: figure('spent'),
      refunded: figure('refunded') ?? figureOf(beside(REFUNDED)),
    },
  };
}

/** Ids that were kept as figures lose their decimals again. */
function idOf(cell: string | null): string | null {
  return cell?.replace(/^(\d+)\.0+$/, '$1') ?? null;
}

function figureOf(cell: string | null): number | null {
  return cell === null ? null : fenOfText(cell);
}

function sceneOfWord(word: string | null): Scene | null {
  if (word === null) return null;
  if (/直播|LIVE/i.test(word)) return 'live';
  return /视频|VIDEO|图文/i.test(word) ? 'video' : null;
}

/** `24`, `24小时`, `0.5h`, `2天` in minutes. */
function minutesOf(cell: string | null): number | null {
  const found = /^(\d{1,4})(?:\.(\d)\d*)?\s*(小时|h|时|天|d)?$/i.exec(cell?.normalize('NFKC') ?? '');
  if (!found) return null;
  const [, whole, tenth = '0', unit = ''] = found;
  const tenths = Number(whole) * 10 + Number(tenth);
  return /天|d/i.test(unit) ? tenths * 144 : tenths * 6;
}

function timeOf(cell: string | null): string | null {
  const found = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(cell ?? '');
  if (!found) return null;
  const [, year, month = '', day = '', clock] = found;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (clock === undefined) return date;
  return `${date} ${clock.padStart(clock.length < 7 ? 5 : 8, '0')}${clock.length < 7 ? ':00' : ''}`;
}

const METHODS: Record<string, PaymentMethod> = {
  alipay: 'alipay',
  wechat: 'wechat',
  douyin_pay: 'douyin',
  bank: 'bank',
};

function paymentMethod(cell: string | undefined): PaymentMethod | null {
  if (knownCell(cell ?? null) === null) return null;
  const word = paymentOf(cell, undefined);
  if (word?.by === 'pool') return 'pool';
  return word?.by === 'money' ? (METHODS[word.kind] ?? null) : null;
}
