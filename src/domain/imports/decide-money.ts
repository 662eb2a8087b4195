import type { MoneyRef } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import type { MoneyKind, OpenCash, PlatformDue } from './book-view.ts';
import { type Classed, classify, wordKey } from './classify.ts';
import { because, caseOf, codeIn, type Deciding, type Decision, note, post } from './decision.ts';

/**
 * Bank and channel rows: the only source that moves 1002 and 1012. A row that was registered before clears its twin; a
 * known class posts its event; what no rule says waits in 待认领款 or 待查付款.
 */
export function decideMoney(deciding: Deciding, money: MoneyRef): Decision {
  const { entry, told, amountFen } = deciding;
  const { row } = entry;
  if (row.closed || amountFen === 0) return note('imports.no_money_moved');
  if (row.direction === 'neutral') return note('imports.neutral_row');
  const classed = classify(row, told.view.parties);
  const decision =
    row.direction === 'income' ? cameIn(deciding, money, classed) : wentOut(deciding, money, classed);
  return { ...decision, class: classed.class, evidence: classed.evidence };
}

function cameIn(deciding: Deciding, money: MoneyRef, classed: Classed): Decision {
  const { told, amountFen } = deciding;
  const caseNo = caseOf(deciding);
  const registered = match(deciding, 'registered_in', money, classed);
  if (registered) {
    told.use('registered_in', registered, amountFen);
    const event = { id: 'E02', step: 'row', caseNo: registered.caseNo, money, amountFen } as const;
    return because(post(event), 'imports.clears_registration', { no: registered.caseNo });
  }
  const withdrawn = told.view.withdrawal(caseNo);
  if (withdrawn && withdrawn.openFen >= amountFen)
    return post({
      id: 'E46',
      step: 'agency',
      caseNo: withdrawn.caseNo,
      pool: withdrawn.pool,
      into: { by: 'row', money },
      amountFen,
    });
  const refund = orderRefund(deciding, money, caseNo) ?? dueArrived(deciding, money, classed, caseNo);
  if (refund) return refund;
  switch (classed.class) {
    case 'fee':
    case 'interest':
      return post({ id: 'E09', step: 'interest', money, amountFen });
    case 'own_transfer':
      return ownIn(deciding, money, classed);
    case 'returned':
      return returned(deciding, money, caseNo) ?? received(deciding, money, classed, caseNo);
    case 'non_business':
      return post({ id: 'E10', step: 'in', money, category: classed.category ?? '其他', amountFen });
    default:
      return received(deciding, money, classed, caseNo);
  }
}

/** E01: it waits in 待认领款. */
function received(
  { told, day, amountFen }: Deciding,
  money: MoneyRef,
  { party }: Classed,
  caseNo: string,
): Decision {
  const client = party?.as === 'client' ? party.id : undefined;
  told.open('receipt', { caseNo, money, amountFen, day, client });
  return post({ id: 'E01', caseNo, money, amountFen });
}

/** Days in which a bank returns a payment. */
const RETURN_DAYS = 30;

/**
 * 退汇: a payment that still waits in 待查付款 comes back to its case (E08); own money that did not arrive comes back to
 * its transit (E07). What a person has identified meanwhile is left to a person.
 */
function returned(
  { entry, told, day, amountFen }: Deciding,
  money: MoneyRef,
  caseNo: string,
): Decision | null {
  const { kind = '', memo = '', memo2 = '' } = entry.row.text;
  if (/提现/.test(`${kind}${memo}${memo2}`))
    return post({ id: 'E07', step: 'in', money, payer: money.money, amountFen });
  const coded = told
    .cash('payment', caseNo)
    .find(cash => cash.money.money === money.money && cash.amountFen >= amountFen);
  const wanted = { amountFen, day, money: money.money, daysBefore: RETURN_DAYS };
  const paid = coded ?? told.onlyCashOf('payment', wanted);
  if (!paid) return null;
  told.use('payment', paid, amountFen);
  const debited = { code: '1221.07', money: money.money };
  const event = { id: 'E08', caseNo: paid.caseNo, money, amountFen, debited } as const;
  return because(post(event), 'imports.returns_payment', { no: paid.caseNo, day: paid.day });
}

function orderRefund(deciding: Deciding, money: MoneyRef, caseNo: string): Decision | null {
  const { told, amountFen } = deciding;
  const order = told.order(caseNo);
  if (order?.payer?.by !== 'money') return null;
  told.tellOrder(caseNo, { ...order, refundedFen: (order.refundedFen + amountFen) as Fen });
  return post({
    id: 'E38',
    caseNo,
    client: order.client,
    paidFrom: { by: 'row', money: order.payer.money },
    arrived: { to: 'agency', into: { by: 'row', money } },
    amountFen,
  });
}

/** Kinds of money due that a row of the platform may be, by its class. */
const DUE_KINDS: Partial<Record<Classed['class'], readonly PlatformDue['kind'][]>> = {
  platform_withdrawal: ['withdrawal', 'ban'],
  platform_refund: ['order', 'ban', 'withdrawal'],
};

/**
 * What the platform owes arrives: a ban refund that the row names by its case or its account (E47); without a number that
 * says otherwise, the only case that owes exactly this amount (E46, E47, E38). Of several a person decides.
 */
function dueArrived(deciding: Deciding, money: MoneyRef, classed: Classed, caseNo: string): Decision | null {
  const { entry, told, day, amountFen } = deciding;
  const named = told.view.banRefunds(caseNo);
  const ban =
    named.find(({ openFen }) => openFen === amountFen) ?? named.find(due => due.openFen > amountFen);
  if (ban) return because(arrived(deciding, money, ban)!, 'imports.due_by_number', { no: ban.caseNo });
  const kinds =
    DUE_KINDS[classed.class] ?? (classed.party?.as === 'platform' ? (['withdrawal', 'ban'] as const) : []);
  const isNumbered = codeIn(entry) !== null && classed.class !== 'platform_withdrawal';
  if (kinds.length === 0 || isNumbered) return null;
  const due = told.meetDue(kinds, { amountFen, day, money: money.money });
  const decision = due && arrived(deciding, money, due);
  return decision && because(decision, 'imports.due_by_amount', { no: due.caseNo, day: due.from });
}

function arrived(deciding: Deciding, money: MoneyRef, { kind, caseNo, pool }: PlatformDue): Decision | null {
  if (kind === 'order' || pool === null) return orderRefund(deciding, money, caseNo);
  const into = { by: 'row', money } as const;
  const { amountFen } = deciding;
  return kind === 'ban'
    ? post({ id: 'E47', step: 'agency', caseNo, pool, into, amountFen })
    : post({ id: 'E46', step: 'agency', caseNo, pool, into, amountFen });
}

function wentOut(deciding: Deciding, money: MoneyRef, classed: Classed): Decision {
  const { told, day, amountFen } = deciding;
  const registered = match(deciding, 'registered_out', money, classed);
  if (registered) {
    told.use('registered_out', registered, amountFen);
    const event = { id: 'E06', step: 'row', caseNo: registered.caseNo, money, amountFen } as const;
    return because(post(event), 'imports.clears_registration', { no: registered.caseNo });
  }
  switch (classed.class) {
    case 'fee':
      return post({ id: 'E09', step: 'fee', money, amountFen });
    case 'own_transfer':
      return post({ id: 'E07', step: 'out', money, amountFen });
    case 'non_business':
      return post({ id: 'E10', step: 'out', money, category: classed.category ?? '其他', amountFen });
    default: {
      const caseNo = caseOf(deciding);
      told.open('payment', { caseNo, money, amountFen, day });
      return post({ id: 'E05', step: 'row', caseNo, money, amountFen });
    }
  }
}

/** A registration with the row's code and amount; without a code, the only one of this amount near the day. */
function match(
  deciding: Deciding,
  kind: 'registered_in' | 'registered_out',
  money: MoneyRef,
  classed: Classed,
): OpenCash | null {
  const { entry, told, day, amountFen } = deciding;
  const code = codeIn(entry);
  if (code) {
    const under = (no: string) =>
      told.cash(kind, no).find(cash => cash.money.money === money.money && cash.amountFen >= amountFen);
    const own = under(code);
    if (own || kind === 'registered_in') return own ?? null;
    return told.view.registeredAs(code).flatMap(no => under(no) ?? [])[0] ?? null;
  }
  if (['fee', 'interest', 'own_transfer', 'non_business'].includes(classed.class)) return null;
  const client = classed.party?.as === 'client' ? classed.party.id : undefined;
  return told.onlyCashOf(kind, { amountFen, day, client, money: money.money });
}

const PAYERS: readonly [string, MoneyKind][] = [
  ['支付宝', 'alipay'],
  ['财付通', 'wechat'],
  ['微信', 'wechat'],
  ['抖音支付', 'douyin_pay'],
];

/** Own money coming in: from the one account of the payer's kind, else under its own account until it is paired. */
function ownIn(deciding: Deciding, money: MoneyRef, { party }: Classed): Decision {
  const { entry, told, amountFen } = deciding;
  const text = wordKey(
    `${entry.row.text.party ?? ''}${entry.row.text.memo ?? ''}${entry.row.text.memo2 ?? ''}`,
  );
  const back = text.includes('退回');
  const kind = PAYERS.find(([word]) => text.includes(word))?.[1];
  const payers = kind ? told.view.moneyOfKind(kind) : [];
  const named = party?.as === 'own' ? party.id : payers.length === 1 ? payers[0]!.money : undefined;
  const payer = back ? money.money : named;
  return post({ id: 'E07', step: 'in', money, ...(payer === undefined ? {} : { payer }), amountFen });
}
