import { type Agreement, agreement, OF_ORDERS } from './agree.ts';
import { daysBetween, type Evidence, type Found, found } from './found.ts';
import { Nearby, reachOf } from './nearby.ts';
import type { PartyBook } from './parties.ts';
import type { Entry, Relation } from './relations.ts';
import type { MatchRule } from './rules.ts';

/** What is still to be matched of one relation. */
export interface Open {
  relation: Relation;
  left: readonly Entry[];
  right: readonly Entry[];
  parties: PartyBook;
  /** Pairs that a person has refused. */
  refused: (left: readonly Entry[], right: readonly Entry[]) => boolean;
}

type Pair = readonly [left: Entry, right: Entry];

/** Equal amount in the same second. */
export function byMoment(open: Open): Found[] {
  const byMoment = Map.groupBy(open.right, ({ fen, moment }) => `${fen} ${moment}`);
  const pairs = open.left.flatMap(left =>
    left.fen === 0 || left.moment === ''
      ? []
      : (byMoment.get(`${left.fen} ${left.moment}`) ?? []).map((right): Pair => [left, right]),
  );
  const allowed = pairs.filter(
    ([left, right]) => agreed(open, left, right) !== 'no' && !open.refused([left], [right]),
  );
  return alone(allowed).map(([left, right]) =>
    told(open, 'moment', [left, right], [{ code: 'matching.evidence.moment', params: { at: left.moment } }]),
  );
}

/** Equal amount, near days, and the same party on both sides. */
export function byParty(open: Open, { windowDays }: MatchRule): Found[] {
  const pairs = candidates(open, windowDays).filter(([left, right]) => agreed(open, left, right) === 'yes');
  return certain(pairs).map(([left, right]) =>
    told(open, 'party', [left, right], [days(left, right), party(open.relation, left, right)]),
  );
}

/** An amount that speaks for itself: no other row has it near by, and nothing speaks against it. */
export function byAmount(open: Open, { windowDays }: MatchRule): Found[] {
  const pairs = candidates(open, windowDays).filter(([left, right]) => agreed(open, left, right) !== 'no');
  return certain(pairs)
    .filter(([left]) => SPEAKS.has(open.relation) || isTelling(left.fen))
    .map(([left, right]) =>
      told(
        open,
        'amount',
        [left, right],
        [days(left, right), { code: 'matching.evidence.only_one', params: { days: windowDays } }],
      ),
    );
}

/** Less arrived than the own list says, by no more than a channel keeps, from the same party. */
export function byFee(open: Open, { windowDays, limit }: MatchRule): Found[] {
  if (open.relation !== 'receipt') return [];
  const { before, after } = reachOf(open.relation, windowDays);
  const rights = new Nearby(
    open.right.filter(({ client }) => client !== null),
    ({ client }) => client!,
  );
  const pairs = open.left.flatMap(left => {
    const client = open.parties.clientOfPayer(left.party, left.partyAccount);
    if (client === null) return [];
    return rights
      .around(client, left.day, [-after, before])
      .filter(right => {
        const keptFen = right.fen - left.fen;
        return keptFen >= 0 && keptFen * 1_000_000 <= right.fen * (limit ?? 0);
      })
      .filter(right => agreed(open, left, right) === 'yes' && !open.refused([left], [right]))
      .map((right): Pair => [left, right]);
  });
  return alone(pairs)
    .filter(([left, right]) => left.fen < right.fen)
    .map(([left, right]) =>
      told(
        open,
        'fee',
        [left, right],
        [
          days(left, right),
          party(open.relation, left, right),
          { code: 'matching.evidence.fee', params: { fen: right.fen - left.fen } },
        ],
      ),
    );
}

/** Pairs of equal amount on near days, in the order of the rows. */
export function candidates(open: Open, windowDays: number): Pair[] {
  const { before, after } = reachOf(open.relation, windowDays);
  const rights = new Nearby(open.right, ({ fen }) => fen);
  return open.left.flatMap(left =>
    (left.fen === 0 ? [] : rights.around(left.fen, left.day, [-after, before]))
      .filter(right => !open.refused([left], [right]))
      .map((right): Pair => [left, right]),
  );
}

const agreed = ({ relation, parties }: Open, left: Entry, right: Entry): Agreement =>
  agreement(relation, left, right, parties);

/** Pairs whose sides have no other candidate. */
function alone(pairs: readonly Pair[]): Pair[] {
  const lefts = Map.groupBy(pairs, ([left]) => left.row);
  const rights = Map.groupBy(pairs, ([, right]) => right.row);
  return pairs.filter(
    ([left, right]) => lefts.get(left.row)!.length === 1 && rights.get(right.row)!.length === 1,
  );
}

/**
 * Pairs without another candidate, and knots of several in which the same day pairs every row with exactly one: then
 * no row is left over that could have been meant.
 */
function certain(pairs: readonly Pair[]): Pair[] {
  return knots(pairs).flatMap(knot => {
    if (knot.length === 1) return knot;
    const sameDay = alone(knot.filter(([left, right]) => left.day !== '' && left.day === right.day));
    const rows = new Set(knot.flatMap(([left, right]) => [left.row, right.row]));
    return sameDay.length * 2 === rows.size ? sameDay : [];
  });
}

/** Pairs that hang together through shared rows. */
function knots(pairs: readonly Pair[]): Pair[][] {
  const parent = pairs.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[at] !== root) [parent[at], at] = [root, parent[at]!];
    return root;
  };
  const firstOf = new Map<string, number>();
  pairs.forEach(([left, right], at) => {
    for (const key of [`l${left.row}`, `r${right.row}`]) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, at);
      else parent[rootOf(at)] = rootOf(first);
    }
  });
  const byRoot = Map.groupBy(
    pairs.map((pair, at) => ({ pair, root: rootOf(at) })),
    ({ root }) => root,
  );
  return [...byRoot.values()].map(knot => knot.map(({ pair }) => pair));
}

/** Relations whose sides are so few that any amount speaks: of own channels, and of one account of the platform. */
const SPEAKS: ReadonlySet<Relation> = new Set(['sweep', 'deposit', 'withdrawal']);

/** Round sums repeat; one with odd parts below a hundred yuan seldom does. */
const isTelling = (fen: number): boolean => fen % 10_000 !== 0;

function told(open: Open, rule: Found['rule'], [left, right]: Pair, evidence: Evidence[]): Found {
  const of = { relation: open.relation, rule, state: 'matched' as const, left: [left], right: [right] };
  return found(of, evidence);
}

export function days(left: Entry, right: Entry): Evidence {
  const apart = daysBetween(left, right);
  return apart === 0
    ? { code: 'matching.evidence.same_day', params: { day: left.day } }
    : { code: 'matching.evidence.days', params: { days: apart } };
}

function party(relation: Relation, left: Entry, right: Entry): Evidence {
  if (OF_ORDERS.has(relation))
    return {
      code: 'matching.evidence.cut_number',
      params: { left: left.numbers.join(' '), right: right.numbers.join(' ') },
    };
  return {
    code: 'matching.evidence.party',
    params: { left: left.party || left.partyAccount || left.place, right: right.party || right.place },
  };
}
