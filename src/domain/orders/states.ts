import { Refusal } from '../refusal.ts';
import { type Rules, ruleFor } from '../rulebook/lookup.ts';
import type { Product } from '../rulebook/types.ts';

export const SUIXINTUI_STATES = [
  ...(['UNPAID', 'UNPAIDCANCEL', 'TIMEOUT', 'CREATING', 'FAILED', 'AUDIT', 'OFFLINE_AUDIT'] as const),
  ...(['BOOK', 'DELIVERY_OK', 'FROZEN', 'OVER', 'FINISHED'] as const),
] as const;
/** The twelve states of a 小店随心推 order, by the platform's codes (PLATFORM §1.2). */
export type SuixintuiState = (typeof SUIXINTUI_STATES)[number];

export const DOUPLUS_STATES = [
  ...(['UNPAID', 'AUDITING', 'OFFLINE_AUDIT', 'TIME_NO_REACH', 'WAIT_TO_START', 'DELIVERING'] as const),
  ...(['AUDIT_PAUSE', 'UNDELIVERIED', 'DELIVERED'] as const),
] as const;
/** The nine states of a DOU+ order, spelt as the platform spells them (PLATFORM §1.3). */
export type DouplusState = (typeof DOUPLUS_STATES)[number];

export type OrderState = SuixintuiState | DouplusState;

/**
 * What entering a state does to the book: `none` · `place` (paid: E27 from the pool, E28 directly) · `hold` (stays on
 * order) · `spend` (spend accrues) · `return_all` (E36/E37, nothing was spent) · `return_unspent` (E36/E37 for the rest,
 * with the timer of REF-1) · `close` (all was spent).
 */
export type LedgerEffect = 'none' | 'place' | 'hold' | 'spend' | 'return_all' | 'return_unspent' | 'close';

interface StateRule {
  /** The platform's word. */
  label: string;
  effect: LedgerEffect;
  /** States that may follow; an end state has none. */
  next: OrderState[];
}

const SUIXINTUI: Record<SuixintuiState, StateRule> = {
  UNPAID: { label: '未支付', effect: 'none', next: ['UNPAIDCANCEL', 'TIMEOUT', 'CREATING'] },
  UNPAIDCANCEL: { label: '未支付取消', effect: 'none', next: [] },
  TIMEOUT: { label: '未支付超时关闭', effect: 'none', next: [] },
  CREATING: { label: '计划创建中', effect: 'place', next: ['FAILED', 'AUDIT'] },
  FAILED: { label: '计划创建失败', effect: 'return_all', next: [] },
  AUDIT: { label: '审核中', effect: 'hold', next: ['OFFLINE_AUDIT', 'BOOK', 'DELIVERY_OK', 'FROZEN'] },
  OFFLINE_AUDIT: { label: '审核不通过', effect: 'return_unspent', next: [] },
  BOOK: { label: '未开播', effect: 'hold', next: ['DELIVERY_OK', 'OFFLINE_AUDIT', 'FROZEN', 'OVER'] },
  DELIVERY_OK: { label: '投放中', effect: 'spend', next: ['OFFLINE_AUDIT', 'FROZEN', 'OVER', 'FINISHED'] },
  FROZEN: { label: '投放终止', effect: 'return_unspent', next: [] },
  OVER: { label: '投放结束', effect: 'return_unspent', next: [] },
  FINISHED: { label: '投放完成', effect: 'close', next: [] },
};

const ENDS: DouplusState[] = ['OFFLINE_AUDIT', 'UNDELIVERIED', 'DELIVERED'];
const DOUPLUS: Record<DouplusState, StateRule> = {
  UNPAID: { label: '未支付', effect: 'none', next: ['AUDITING'] },
  AUDITING: {
    label: '审核中',
    effect: 'place',
    next: ['OFFLINE_AUDIT', 'AUDIT_PAUSE', 'TIME_NO_REACH', 'WAIT_TO_START', 'DELIVERING', 'UNDELIVERIED'],
  },
  OFFLINE_AUDIT: { label: '审核不通过', effect: 'return_unspent', next: [] },
  TIME_NO_REACH: { label: '待开播', effect: 'hold', next: ['DELIVERING', 'AUDIT_PAUSE', ...ENDS] },
  WAIT_TO_START: { label: '等待开始', effect: 'hold', next: ['DELIVERING', 'AUDIT_PAUSE', ...ENDS] },
  DELIVERING: { label: '投放中', effect: 'spend', next: ['AUDIT_PAUSE', ...ENDS] },
  AUDIT_PAUSE: {
    label: '审核暂停',
    effect: 'hold',
    next: ['AUDITING', 'TIME_NO_REACH', 'WAIT_TO_START', 'DELIVERING', ...ENDS],
  },
  UNDELIVERIED: { label: '投放终止', effect: 'return_unspent', next: [] },
  // 投放完成/结束 is one state: what is left of it, if anything, comes back.
  DELIVERED: { label: '投放完成', effect: 'return_unspent', next: [] },
};

/** The states of a product in the order in which they are met. */
export function statesOf(product: Product): readonly OrderState[] {
  return product === 'suixintui' ? SUIXINTUI_STATES : DOUPLUS_STATES;
}

/** What is known of a state. Refuses `orders.no_such_state`, of the other product too. */
export function orderState(product: Product, state: string): StateRule {
  const rules: Record<string, StateRule> = product === 'suixintui' ? SUIXINTUI : DOUPLUS;
  const rule = Object.hasOwn(rules, state) ? rules[state] : undefined;
  if (!rule) throw new Refusal('orders.no_such_state', { product, state });
  return rule;
}

/** The state that a code or the platform's Chinese word names; undefined for neither. */
export function stateNamed(product: Product, word: string): OrderState | undefined {
  const wanted = word.trim();
  const others: Record<string, string> =
    product === 'suixintui'
      ? { '已支付,计划创建中': 'CREATING', 未支付超15分钟关闭: 'TIMEOUT' }
      : { 投放结束: 'DELIVERED', '投放完成/结束': 'DELIVERED' };
  const code = (Object.hasOwn(others, wanted) ? others[wanted] : undefined) ?? wanted.toUpperCase();
  return statesOf(product).find(state => state === code || orderState(product, state).label === wanted);
}

export function isFinal(product: Product, state: OrderState): boolean {
  return orderState(product, state).next.length === 0;
}

/** Whether budget can be added 追加/续费: to a running order only. */
export function mayTopUp(product: Product, state: OrderState): boolean {
  return orderState(product, state).effect === 'spend';
}

/** The ledger effect of one legal step. Refuses `orders.illegal_step` and `orders.no_such_state`. */
export function stepEffect(product: Product, from: OrderState, to: OrderState): LedgerEffect {
  const { next } = orderState(product, from);
  const { effect } = orderState(product, to);
  if (!next.includes(to)) throw new Refusal('orders.illegal_step', { from, to });
  // The money is on order since the first review; coming back to it pays nothing.
  return effect === 'place' && from !== 'UNPAID' ? 'hold' : effect;
}

/**
 * The shortest legal way between two states that were seen in files, which skip states: every state on it after `from`.
 * Null: no legal way, so what was seen is recorded and flagged. `from` null: never seen before.
 */
export function wayTo(product: Product, from: OrderState | null, to: OrderState): OrderState[] | null {
  if (from === null) {
    const rest = wayTo(product, 'UNPAID', to);
    return rest && ['UNPAID', ...rest];
  }
  const ways: OrderState[][] = [[from]];
  const seen = new Set<OrderState>([from]);
  for (const way of ways) {
    if (way.at(-1) === to) return way.slice(1);
    for (const state of orderState(product, way.at(-1)!).next) {
      if (seen.has(state)) continue;
      seen.add(state);
      ways.push([...way, state]);
    }
  }
  return null;
}

/** When an unpaid order closes (ORD-11), as a UTC instant; null where no rule says so on that day. */
export function unpaidClosesAt(product: Product, createdAt: string, rules: Rules): string | null {
  const row = ruleFor(rules, 'unpaid_minutes', product);
  return row ? new Date(Date.parse(createdAt) + row.value * 60_000).toISOString() : null;
}

/**
 * The state of an order that is still unpaid at a moment: 随心推 has one for it, DOU+ stays unpaid and counts as closed.
 */
export function unpaidAt(
  product: Product,
  createdAt: string,
  at: string,
  rules: Rules,
): { state: OrderState; closed: boolean } {
  const closesAt = unpaidClosesAt(product, createdAt, rules);
  const closed = closesAt !== null && Date.parse(at) >= Date.parse(closesAt);
  return { state: closed && product === 'suixintui' ? 'TIMEOUT' : 'UNPAID', closed };
}
