import { daysBetween } from './found.ts';
import { reachOf } from './nearby.ts';
import type { PartyBook } from './parties.ts';
import { type Entry, namesChannel, type Relation } from './relations.ts';
import { mistyped, type NumbersSay, numbersSay } from './told-numbers.ts';

/** Relations in which both sides name the platform's number of an order. */
export const OF_ORDERS: ReadonlySet<Relation> = new Set(['order', 'spend', 'return']);

/** What names and accounts say about two sides. */
export type Agreement = 'yes' | 'no' | 'unknown';

/** Whether the two sides can be the same thing by whom, through what, and under which number they are told. */
export function agreement(relation: Relation, left: Entry, right: Entry, parties: PartyBook): Agreement {
  const numbers = numbersSay(left.numbers, right.numbers, OF_ORDERS.has(relation));
  return numbers === 'other' ? 'no' : besidesNumbers(relation, [left, right], parties, numbers);
}

/**
 * The numbers of two orders where one is the other mistyped and nothing else speaks against them, on the same day: never
 * certain, and worth asking a person.
 */
export function mistypedOrder(
  relation: Relation,
  left: Entry,
  right: Entry,
  parties: PartyBook,
): { left: string; right: string } | null {
  if (!OF_ORDERS.has(relation) || left.day !== right.day) return null;
  if (besidesNumbers(relation, [left, right], parties, 'other') === 'no') return null;
  return mistyped(left.numbers, right.numbers);
}

function besidesNumbers(
  relation: Relation,
  [left, right]: readonly [Entry, Entry],
  parties: PartyBook,
  numbers: NumbersSay,
): Agreement {
  switch (relation) {
    case 'receipt': {
      if (right.channel !== null && right.channel !== left.place.split(' ')[0]) return 'no';
      const payer = parties.clientOfPayer(left.party, left.partyAccount);
      if (payer === null || right.client === null) return 'unknown';
      return payer === right.client ? 'yes' : 'no';
    }
    case 'sweep':
      return namesChannel(left.party, right.place) ? 'yes' : 'no';
    case 'deposit':
      return left.place === right.place ? 'yes' : 'no';
    case 'order':
    case 'spend':
    case 'return':
      // Where both tell the account, another account is another order.
      if (left.place !== '' && right.place !== '' && left.place !== right.place) return 'no';
      return numbers === 'cut' ? 'yes' : 'unknown';
    default:
      return 'unknown';
  }
}

/** Whether the days of two sides are near enough. */
export function isNear(relation: Relation, left: Entry, right: Entry, windowDays: number): boolean {
  const days = daysBetween(left, right);
  const { before, after } = reachOf(relation, windowDays);
  return days >= -before && days <= after;
}
