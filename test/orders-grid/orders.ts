import type { OrderDraft } from '../../src/contract/orders.ts';
import type { OrderState } from '../../src/domain/orders/states.ts';
import { registerOrder } from '../../src/services/orders.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { callerAt, DOUPLUS, fund, no, orderBook, QIANCHUAN, RULES } from '../orders-book/desk.ts';

export const ALL = { kind: 'all' } as const;
export const TODAY = '2026-05-10';
export const AT = `${TODAY}T02:00:00Z`;
export const caller = (at = AT) => ({ ...callerAt(at), scope: ALL });
export const HOOKS = { cancelled: () => false, onProgress: () => undefined };

/** Every order that the grid shows. */
export const EVERY = { selection: { query: { filter: [], sort: [] }, except: [] }, sort: [] };

export const SUIXINTUI: OrderDraft = {
  product: 'suixintui',
  account: QIANCHUAN,
  scene: 'video',
  goal: '商品购买',
  durationHours: 24,
  bid: { by: 'goal', mode: 'auto' },
  amountFen: 50_000,
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 20, cart: 'xiaodian', materialId: '7400000000000000001' },
};
export const MESSAGES: OrderDraft = {
  product: 'douplus',
  account: DOUPLUS,
  scene: 'video',
  goal: '私信咨询',
  amountFen: 10_000,
  payment: 'pool',
  upgrade: 'upgraded_limited',
  video: { cart: 'none', materialId: '7400000000000000002' },
};

/** A book whose pools hold 100,000 元 each, with orders in these states; answers their ids. */
export async function bookWith(
  states: readonly { state: OrderState; draft?: OrderDraft }[],
): Promise<{ connection: Connection; ids: number[] }> {
  const connection = await orderBook('orders');
  await fund(connection, 10_000_000);
  const ids: number[] = [];
  for (const [at, { state, draft = SUIXINTUI }] of states.entries()) {
    const placing = { rules: RULES, draft, orderNo: no(at + 1), state };
    ids.push((await registerOrder(connection, caller(), placing)).order);
  }
  return { connection, ids };
}
