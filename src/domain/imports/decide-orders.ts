import type { ClientRef, FromPool, LedgerEvent, MemoPart, Payer } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import type { AccountView, OrderView } from './book-view.ts';
import { paidFromOf } from './cash.ts';
import { ask, because, type Deciding, type Decision, note, post } from './decision.ts';
import type { BucketWord, PaymentWord } from './words.ts';

/** What a row says of one order. */
export interface OrderTold {
  no: string;
  account: AccountView;
  word: BucketWord;
  payment: PaymentWord;
}

/** Pool money of a row. */
function fromPool({ account, word }: OrderTold): FromPool {
  const { pool } = account;
  if (word.kind !== 'book') return { pool, bucket: 'prepay' };
  return word.unsplit ? { pool, bucket: word.bucket, unsplit: true } : { pool, bucket: word.bucket };
}

/** The source that told an order first, where it is another one: this one then only compares. */
function otherOwner(deciding: Deciding, order: OrderView | null): string | null {
  return order === null || order.owner === deciding.context.profile ? null : order.owner;
}

/** 下单, 追加: E27 from the pool, E28 paid directly; money that is not on the book only as memo. */
export function orderPaid(deciding: Deciding, order: OrderTold): Decision {
  const { told, amountFen, context } = deciding;
  const { no, account, word, payment } = order;
  const before = deciding.told.order(order.no);
  const owner = otherOwner(deciding, before);
  if (owner) return note('imports.order_told', { source: owner });
  const { pool } = account;
  const client = pool.client;
  const tell = (payer: OrderView['payer'], of: ClientRef) =>
    told.tellOrder(no, { owner: context.profile, account, client: of, payer, refundedFen: 0 as Fen });
  if (word.kind === 'memo' || account.funder === 'client') {
    if (client) tell(null, client);
    const memo: MemoPart[] = [{ bucket: word.kind === 'memo' ? word.bucket : 'client_own', amountFen }];
    return post({ id: 'E27', as: 'fact', caseNo: no, ...fromPool(order), amountFen: 0 as Fen, memo });
  }
  if (word.kind === 'wallet' || word.kind === 'credit') return note('imports.order_of_credit', { no });
  if (payment.by === 'pool') {
    if (client) tell(null, client);
    return post({ id: 'E27', as: 'fact', caseNo: no, ...fromPool(order), amountFen });
  }
  if (!client) return ask('imports.account_without_client', { no });
  const payer = payerOf(deciding, order, before);
  if ('events' in payer) return payer;
  tell(payer.by === 'employee' ? payer : { by: 'money', money: payer.money }, client);
  return post({ id: 'E28', as: 'fact', caseNo: no, client, pool, amountFen, paidFrom: payer });
}

function payerOf(deciding: Deciding, { no, payment }: OrderTold, before: OrderView | null): Payer | Decision {
  if (payment.by === 'employee') {
    const employees = deciding.told.view.employees();
    return employees.length === 1
      ? { by: 'employee', employee: employees[0]! }
      : ask('imports.employee_unclear', { no });
  }
  if (payment.by === 'money') return paidFromOf(deciding, no, payment.kind);
  if (before?.payer?.by === 'employee') return before.payer;
  return ask('imports.payment_unknown', { payment: '' });
}

/** 消耗 of an order: E30; of an order paid directly from 1123.06. Where the daily flow posts spend, it only allocates. */
export function orderSpent(deciding: Deciding, order: OrderTold): Decision {
  const { told, amountFen, context, day } = deciding;
  const { no, account, word } = order;
  const { pool } = account;
  const before = deciding.told.order(order.no);
  const owner = otherOwner(deciding, before);
  if (owner) return note('imports.order_told', { source: owner });
  if (before?.payer) return spendDirect(deciding, order, before);
  if (word.kind === 'memo') return spendMemo(deciding, order, word.bucket, true);
  if (account.funder === 'client' && pool.client)
    return post({ id: 'E35', caseNo: no, pool, client: pool.client, amountFen, onOrder: true });
  if (word.kind === 'credit' || word.kind === 'wallet')
    return postsSpend(deciding, account, day)
      ? spendBeside(deciding, order)
      : note(spendElsewhere(deciding, account, day));
  if (!postsSpend(deciding, account, day))
    return because(
      post({ id: 'E36', caseNo: no, ...fromPool(order), unspentFen: amountFen }),
      spendElsewhere(deciding, account, day),
    );
  told.tellSpend(pool.pool, day.slice(0, 7), context.profile);
  return post({
    id: account.mode === 'M2' ? 'E31' : 'E30',
    caseNo: no,
    ...fromPool(order),
    source: { kind: 'order' },
    amountFen,
  });
}

/** 消耗 of the PC versions: E30 from what is available. */
export function pcSpent(deciding: Deciding, order: OrderTold): Decision {
  const { told, amountFen, context, day } = deciding;
  const { no, account, word } = order;
  const { pool } = account;
  if (word.kind === 'memo') return spendMemo(deciding, order, word.bucket, false);
  if (account.funder === 'client' && pool.client)
    return post({ id: 'E35', caseNo: no, pool, client: pool.client, amountFen });
  if (!postsSpend(deciding, account, day)) return note(spendElsewhere(deciding, account, day));
  if (word.kind === 'credit' || word.kind === 'wallet') return spendBeside(deciding, order);
  told.tellSpend(pool.pool, day.slice(0, 7), context.profile);
  return post({
    id: account.mode === 'M2' ? 'E31' : 'E30',
    caseNo: no,
    ...fromPool(order),
    source: { kind: 'pc' },
    amountFen,
  });
}

/**
 * Whether this source posts the pool-paid spend of an account in a month: one source, the one that the account's setting
 * names. With `flow` lists only allocate as soon as the book has a flow of the account; before that a list posts, and
 * the first flow takes its month over. With `orders` the first list that told the month goes on. DOU+ has no flow.
 */
export function postsSpend({ told, context }: Deciding, account: AccountView, day: string): boolean {
  const { pool } = account.pool;
  const source = told.spendSource(pool, day.slice(0, 7));
  const own = sourceOf(context.profile);
  if (own === 'flow') return account.kind !== 'douplus' && account.spendBasis === 'flow';
  if (source !== null) return sourceOf(source) === own;
  if (account.kind === 'douplus' || account.spendBasis === 'orders') return true;
  return own === 'list' && !told.view.isToldByFlow(pool);
}

/** Why a list leaves spend alone: the daily flow has told the month, or is still to come. */
export function spendElsewhere({ told }: Deciding, { pool }: AccountView, day: string): string {
  const isTold = told.spendSource(pool.pool, day.slice(0, 7)) !== null;
  return isTold ? 'imports.spend_by_flow' : 'imports.spend_waits_flow';
}

/** A source of spend: the daily flow, a list of movements, or a list of orders. */
export function sourceOf(profile: string): 'flow' | 'list' | 'orders' {
  if (profile.endsWith('.daily')) return 'flow';
  return profile.endsWith('.orders') ? 'orders' : 'list';
}

function spendDirect({ amountFen }: Deciding, { no, account }: OrderTold, before: OrderView): Decision {
  const paidFrom = payingOf(before);
  if (!paidFrom) return ask('imports.payment_unknown', { payment: '' });
  const { pool, mode } = account;
  return post({
    id: mode === 'M2' ? 'E31' : 'E30',
    caseNo: no,
    pool,
    bucket: 'prepay',
    client: before.client,
    source: { kind: 'direct', paidFrom },
    amountFen,
  });
}

function payingOf({ payer }: OrderView): Payer | null {
  if (payer === null) return null;
  return payer.by === 'employee' ? payer : { by: 'registered', money: payer.money };
}

function spendMemo(
  deciding: Deciding,
  { no, account }: OrderTold,
  bucket: MemoPart['bucket'],
  onOrder: boolean,
): Decision {
  const { amountFen, day } = deciding;
  if (bucket === 'coupon' || bucket === 'red_packet') return note('imports.memo_coupon');
  if (bucket !== 'grant' && bucket !== 'shared_grant') return note('imports.memo_other');
  if (!postsSpend(deciding, account, day)) return note(spendElsewhere(deciding, account, day));
  const event = { id: 'E34', caseNo: no, pool: account.pool, bucket, amountFen } as const;
  return post(onOrder ? { ...event, onOrder: true } : event);
}

/** Spend that the account's own pool does not pay: credit, preloan, a shared wallet. */
function spendBeside({ amountFen }: Deciding, { no, account, word }: OrderTold): Decision {
  const { pool, wallet, mode } = account;
  const invoiced = mode === 'M2' ? 'M2' : 'M1';
  if (!pool.client) return ask('imports.account_without_client', { no });
  if (word.kind === 'credit')
    return post({ id: 'E32', caseNo: no, pool, bucket: word.bucket, mode: invoiced, amountFen });
  if (!wallet) return ask('imports.wallet_unknown', { no });
  return post({
    id: 'E33',
    caseNo: no,
    pool: wallet,
    bucket: 'prepay',
    client: pool.client,
    source: { kind: 'pc' },
    mode: invoiced,
    amountFen,
  });
}

/** 释放 and 退款: E36 back into the pool; paid directly E38 from its channel's row, or registered until it is seen. */
export function orderReturned(deciding: Deciding, order: OrderTold, isRefund: boolean): Decision {
  const { told, amountFen, day } = deciding;
  const { no, account, word, payment } = order;
  const before = deciding.told.order(order.no);
  const owner = otherOwner(deciding, before);
  if (owner) return note('imports.order_told', { source: owner });
  if (!before?.payer) {
    if (payment.by !== 'pool') return ask('imports.order_unknown', { no });
    if (word.kind === 'memo' || account.funder === 'client') {
      const memo: MemoPart[] = [{ bucket: word.kind === 'memo' ? word.bucket : 'client_own', amountFen }];
      return post({ id: 'E36', caseNo: no, ...fromPool(order), unspentFen: 0 as Fen, memo });
    }
    if (word.kind !== 'book') return note('imports.order_of_credit', { no });
    return post({ id: 'E36', caseNo: no, ...fromPool(order), unspentFen: amountFen });
  }
  const paidFrom = payingOf(before)!;
  if (!isRefund)
    return post({ id: 'E37', caseNo: no, client: before.client, paidFrom, expectedFen: amountFen });
  if (before.refundedFen >= amountFen) return note('imports.refund_told', { no });
  told.tellOrder(no, { ...before, refundedFen: (before.refundedFen + amountFen) as Fen });
  const arrived = arrivalOf(deciding, before, no);
  if ('events' in arrived) return arrived;
  if (arrived.to === 'agency' && arrived.into.by === 'registered')
    told.open('registered_in', { caseNo: no, money: arrived.into.money, amountFen, day });
  return post({ id: 'E38', caseNo: no, client: before.client, paidFrom, arrived, amountFen });
}

function arrivalOf(
  deciding: Deciding,
  { payer }: OrderView,
  no: string,
): Extract<LedgerEvent, { id: 'E38' }>['arrived'] | Decision {
  const { told, amountFen } = deciding;
  if (payer!.by === 'employee') return { to: 'employee', employee: payer!.employee };
  const seen = told.cash('receipt', no).find(cash => cash.amountFen >= amountFen);
  if (seen) {
    told.use('receipt', seen, amountFen);
    return { to: 'agency', into: { by: 'suspense', money: seen.money } };
  }
  const { money } = payer!;
  return { to: 'agency', into: { by: 'registered', money } };
}
