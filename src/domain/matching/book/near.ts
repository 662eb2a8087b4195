import { type Agreement, agreement, isNear } from './agree.ts';
import { daysBetween, type Evidence, type Found, found } from './found.ts';
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
  const pairs = candidates(open, (left, right) => left.moment !== '' && left.moment === right.moment);
  const allowed = pairs.filter(([left, right]) => agreed(open, left, right) !== 'no');
  return alone(allowed).map(([left, right]) =>
    told(open, 'moment', [left, right], [{ code: 'matching.evidence.moment', params: { at: left.moment } }]),
  );
}

/** Equal amount, near days, and the same party on both sides. */
export function byParty(open: Open, { windowDays }: MatchRule): Found[] {
  const pairs = candidates(open, (left, right) => isNear(open.relation, left, right, windowDays)).filter(
    ([left, right]) => agreed(open, left, right) === 'yes',
  );
  return certain(pairs).map(([left, right]) =>
    told(open, 'party', [left, right], [days(left, right), party(left, right)]),
  );
}

/** An amount that speaks for itself: no other row has it near by, and nothing speaks against it. */
export function byAmount(open: Open, { windowDays }: MatchRule): Found[] {
  const pairs = candidates(open, (left, right) => isNear(open.relation, left, right, windowDays)).filter(
    ([left, right]) => agreed(open, left, right) !== 'no',
  );
  return certain(pairs)
    .filter(([left]) => open.relation !== 'receipt' || isTelling(left.fen))
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
  const pairs: Pair[] = [];
  for (const left of open.left)
    for (const right of open.right) {
      const keptFen = right.fen - left.fen;
      if (keptFen < 0 || keptFen * 1_000_000 > right.fen * (limit ?? 0)) continue;
      if (!isNear(open.relation, left, right, windowDays)) continue;
      if (agreed(open, left, right) === 'yes' && !open.refused([left], [right])) pairs.push([left, right]);
    }
  return alone(pairs)
    .filter(([left, right]) => left.fen < right.fen)
    .map(([left, right]) =>
      told(
        open,
        'fee',
        [left, right],
        [
          days(left, right),
          party(left, right),
          { code: 'matching.evidence.fee', params: { fen: right.fen - left.fen } },
        ],
      ),
    );
}

/** Pairs of equal amount that pass a test, in the order of the rows. */
export function candidates(open: Open, test: (left: Entry, right: Entry) => boolean): Pair[] {
  const byFen = Map.groupBy(open.right, ({ fen }) => fen);
  return open.left.flatMap(left =>
    (left.fen === 0 ? [] : (byFen.get(left.fen) ?? []))
      .filter(right => test(left, right) && !open.refused([left], [right]))
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
  const knotOf = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const keys = [`l${pair[0].row}`, `r${pair[1].row}`];
    const joined = [...new Set(keys.map(key => knotOf.get(key)).filter(knot => knot !== undefined))];
    const knot = [...joined.flat(), pair];
    for (const [left, right] of knot) {
      knotOf.set(`l${left.row}`, knot);
      knotOf.set(`r${right.row}`, knot);
    }
  }
  return [...new Set(knotOf.values())];
}

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

function party(left: Entry, right: Entry): Evidence {
  return {
    code: 'matching.evidence.party',
    params: { left: left.party || left.partyAccount || left.place, right: right.party || right.place },
  };
}
