import { unpaired } from '../../domain/imports/pairing.ts';
import { agreedDue, standingOn } from '../../domain/refunds/due.ts';
import type { AgreedTerm } from '../../domain/refunds/settings.ts';
import {
  type NamedParty,
  NO_FOLLOW,
  REFUND_KINDS,
  type TransitItem,
  type TransitKind,
} from '../../domain/refunds/transit.ts';
import { bookedPairs, ownLegs } from '../../store/imports-own.ts';
import { type CaseSum, caseSums } from '../../store/transit.ts';
import { type Loaded, openOrderRefunds, orderRefunds } from './load.ts';

const KINDS: Record<string, { kind: TransitKind; term: AgreedTerm }> = {
  '1221.03': { kind: 'ban_refund', term: 'ban_refund' },
  '1221.02': { kind: 'withdrawal', term: 'withdrawal' },
  '1123.01': { kind: 'recharge', term: 'recharge' },
  '1002.90 in': { kind: 'registered_in', term: 'registered' },
  '1012.90 in': { kind: 'registered_in', term: 'registered' },
  '1002.90 out': { kind: 'registered_out', term: 'registered' },
  '1012.90 out': { kind: 'registered_out', term: 'registered' },
};

/** Every case of refunds, arrived ones too: orders and bans, the oldest first. */
export function allRefunds(of: Loaded): TransitItem[] {
  return byAge([...orderRefunds(of), ...bans(of)]);
}

/** Cases that are no order's: everything else in transit, and bans that have ended. */
export function otherCases(of: Loaded): TransitItem[] {
  return [...onAccounts(of), ...ownTransfers(of), ...bans(of).filter(({ state }) => state === 'arrived')];
}

function bans(of: Loaded): TransitItem[] {
  const standings = new Standings(of);
  return caseSums(of.connection, ['1221.03'], of.on).flatMap(sum => itemOf(of, sum, standings, true) ?? []);
}

function onAccounts(of: Loaded): TransitItem[] {
  const codes = ['1221.02', '1221.03', '1123.01', '1002.90', '1012.90'];
  const standings = new Standings(of);
  return caseSums(of.connection, codes, of.on).flatMap(sum => itemOf(of, sum, standings, false) ?? []);
}

/** Everything in transit by the end of a day, the oldest first. */
export function allInTransit(of: Loaded): TransitItem[] {
  const refunds = orderRefunds(of).filter(({ state }) => state !== 'arrived');
  return byAge([...refunds, ...onAccounts(of), ...ownTransfers(of)]);
}

/** The same without what is only inferred to have gone back into a pool: a book of a million orders answers at once. */
export function openInTransit(of: Loaded): TransitItem[] {
  return byAge([...openOrderRefunds(of), ...onAccounts(of), ...ownTransfers(of)]);
}

function byAge(items: TransitItem[]): TransitItem[] {
  return items.toSorted((a, b) => compare(a.beganOn, b.beganOn) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where a case on an account of the book stands; null once it is closed, but for a refund that has arrived. */
function itemOf(of: Loaded, sum: CaseSum, standings: Standings, withArrived: boolean): TransitItem | null {
  const { names } = of;
  const { kind, term } = KINDS[sum.way === '' ? sum.code : `${sum.code} ${sum.way}`]!;
  const isOut = kind === 'registered_out';
  const [expectedFen, arrivedFen] = isOut ? [sum.creditsFen, sum.debitsFen] : [sum.debitsFen, sum.creditsFen];
  const openFen = expectedFen - arrivedFen;
  // What went back into its pool was never on its way for good.
  const isBack = sum.backFen >= expectedFen;
  if (openFen === 0 && (!withArrived || isBack)) return null;
  const pool = sum.pool === null ? undefined : names.pools.get(sum.pool);
  const { due, isOver, standing } = standings.of(term, sum.firstOn);
  const id = idOf(kind, sum);
  const state =
    openFen <= 0
      ? 'arrived'
      : arrivedFen > 0 && REFUND_KINDS.includes(kind)
        ? 'short'
        : isOver
          ? 'overdue'
          : 'in_transit';
  return {
    ...{ id, kind, caseNo: sum.caseNo, beganOn: sum.firstOn, isDayAssumed: false },
    client: clientOf(of, sum, pool?.client ?? null),
    account: pool?.platformId ? { platformId: pool.platformId, name: pool.name } : null,
    channel: sum.money === null ? (pool?.name ?? null) : (names.moneys.get(sum.money)?.name ?? null),
    ...{ expectedFen, arrivedFen, openFen, due, state },
    ...standing,
    reason: kind === 'ban_refund' ? 'ban' : null,
    route: kind === 'ban_refund' ? 'customer_service' : null,
    ...{ funder: 'agency', isMemo: false, isInferred: false, order: null },
    ...{ pool: sum.pool, money: sum.money },
    follow: of.follows.get(id) ?? NO_FOLLOW,
  };
}

/** When what began on a day is due, and where that stands: the same for every case of a kind that began then. */
class Standings {
  private readonly asked: Loaded;
  private readonly known = new Map<string, Standing>();

  constructor(asked: Loaded) {
    this.asked = asked;
  }

  of(term: AgreedTerm, beganOn: string): Standing {
    const key = `${term} ${beganOn}`;
    const known = this.known.get(key);
    if (known) return known;
    const { calendar, settings, on } = this.asked;
    const due = agreedDue(term, beganOn, calendar, settings);
    const { isOver, ...standing } = standingOn(on, beganOn, due, calendar);
    const found = { due, isOver, standing };
    this.known.set(key, found);
    return found;
  }
}

interface Standing {
  due: TransitItem['due'];
  isOver: boolean;
  standing: Pick<TransitItem, 'ageDays' | 'workingDaysLeft' | 'overdueDays'>;
}

/** A number of its own where the case has one; pools of one account share the case of a ban. */
function idOf(kind: TransitKind, { caseNo, pool, money, code, client }: CaseSum): string {
  const no = caseNo ?? `${code}-${client ?? ''}`;
  if (kind === 'ban_refund') return `${no}-${pool}`;
  if (kind === 'registered_in' || kind === 'registered_out') return `${no}-${kind}-${money}`;
  return kind === 'recharge' ? `${no}-${kind}-${pool}` : no;
}

function clientOf({ names }: Loaded, sum: CaseSum, ofPool: number | null): NamedParty | null {
  const id = sum.client ?? ofPool;
  return id === null ? null : (names.clients.get(id) ?? null);
}

/** 内部划转在途: legs of own transfers that no other leg meets. */
function ownTransfers(of: Loaded): TransitItem[] {
  const { connection, names, on } = of;
  const standings = new Standings(of);
  const legs = ownLegs(connection, bookedPairs(connection)).filter(({ day }) => day <= on);
  return unpaired(legs).map(({ id, money, side, amountFen, day }) => {
    const { due, isOver, standing } = standings.of('own_transfer', day);
    const signedFen = side === 'out' ? amountFen : -amountFen;
    return {
      ...{ id: `T-${id}`, kind: 'own_transfer', caseNo: null, client: null, account: null },
      ...{ channel: names.moneys.get(money)?.name ?? null, beganOn: day, isDayAssumed: false },
      ...{ expectedFen: signedFen, arrivedFen: 0, openFen: signedFen, due },
      state: isOver ? 'overdue' : 'in_transit',
      ...standing,
      ...{ reason: null, route: null, funder: 'agency', isMemo: false, isInferred: false },
      ...{ order: null, pool: null, money },
      follow: of.follows.get(`T-${id}`) ?? NO_FOLLOW,
    };
  });
}
