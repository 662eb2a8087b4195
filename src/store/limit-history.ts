import { upgradeBegan } from '../domain/limits/began.ts';
import type { LimitHistory } from '../domain/limits/types.ts';
import { isPaid } from '../domain/order-book/money.ts';
import { type KeptPlacement, placementOf } from '../domain/orders/placement.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { Rules } from '../domain/rulebook/lookup.ts';
import type { Connection } from './dialect/sqlite.ts';
import { douplusOrders, type LimitOwner, ownedAccounts, paymentsOf } from './orders-facts.ts';
import { firstStepOn, verificationsOfSubject, verifiedSpans } from './upgrade.ts';

/** Whose payments count together: the legal person's, or the account's alone where none is known. */
export interface LimitParty {
  id: number;
  subject: number | null;
}

export function ownerOf({ id, subject }: LimitParty): LimitOwner {
  return subject === null ? { account: id } : { subject };
}

/**
 * What counts toward the limits of an account's subject (LIM-3). `intendedOn`: day of a placement in hand that needs the
 * upgrade. Payments are read only where some may count.
 */
export function limitHistory(
  connection: Connection,
  account: LimitParty,
  rules: Rules,
  intendedOn: string | null = null,
): LimitHistory {
  const { subject } = account;
  const owner = ownerOf(account);
  const beginnings = {
    firstStepOn: subject === null ? null : firstStepOn(connection, subject),
    placements: placements(connection, owner),
    intendedOn,
  };
  const verified = subject === null ? [] : verifiedSpans(verificationsOfSubject(connection, subject));
  const times = { upgradeBeganOn: upgradeBegan(beginnings, rules), verified };
  if (times.upgradeBeganOn === null && verified.length === 0) return { ...times, payments: [], refunds: [] };
  const orders = douplusOrders(connection, owner).filter(({ product, state }) => isPaid(product, state));
  return { ...times, ...paymentsOf(connection, orders) };
}

/** Kinds of paid DOU+ placements with the day of the first of each: few, however many orders there are. */
function placements(connection: Connection, owner: LimitOwner) {
  const sql = `SELECT o.product, o.state, o.scene, o.goal, o.creative, min(o.placed_on) AS firstOn FROM promo_order o
    WHERE ${ownedAccounts(owner)} AND o.product = 'douplus' AND o.standing = 1
    GROUP BY o.state, o.scene, o.goal, o.creative`;
  const kinds = connection.prepare(sql).all(owner) as (KeptPlacement & {
    state: OrderState | null;
    firstOn: string;
  })[];
  return kinds
    .filter(({ product, state }) => isPaid(product, state))
    .map(kind => ({ firstOn: kind.firstOn, facts: placementOf(kind) }));
}
