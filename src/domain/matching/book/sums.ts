import { isNear } from './agree.ts';
import { type Evidence, type Found, found, sumOf } from './found.ts';
import type { Open } from './near.ts';
import { Nearby, reachOf } from './nearby.ts';
import type { Entry, Relation } from './relations.ts';
import type { MatchRule } from './rules.ts';

/** Relations in which one payment may stand for several. */
const SUMMED: ReadonlySet<Relation> = new Set(['receipt', 'payout', 'deposit']);
/** Most rows among which sums are looked for; above, there are too many accidental ones. */
const MOST_CANDIDATES = 16;
const LEAST_MANY = 2;

/**
 * Subsets of two to `most` entries with exactly this sum; stops at the second, since two are a doubt. Order of the rows.
 */
export function subsetsOf(
  entries: readonly Entry[],
  wantedFen: number,
  most: number,
  least = LEAST_MANY,
): Entry[][] {
  const answers: Entry[][] = [];
  const walk = (from: number, restFen: number, taken: Entry[]): void => {
    if (answers.length > 1) return;
    if (restFen === 0 && taken.length >= least) answers.push(taken);
    if (restFen <= 0 || taken.length === most) return;
    for (let at = from; at < entries.length; at++)
      if (entries[at]!.fen > 0) walk(at + 1, restFen - entries[at]!.fen, [...taken, entries[at]!]);
  };
  walk(0, wantedFen, []);
  return answers;
}

const clientOfLeft = ({ parties }: Open, { party, partyAccount }: Entry) =>
  parties.clientOfPayer(party, partyAccount);

/** Whether every row of the many side speaks of the same client as the one side; payments to the platform name none. */
function isOfOne(open: Open, one: Entry, many: readonly Entry[]): boolean {
  if (open.relation === 'deposit')
    return many.every(each => each.place === one.place && each.moment !== '' && each.moment === one.moment);
  const clientOf = (entry: Entry) => (entry.side === 'left' ? clientOfLeft(open, entry) : entry.client);
  const clients = new Set([one, ...many].map(clientOf).filter(client => client !== null));
  const needsPayer = open.relation === 'receipt' && [one, ...many].some(each => clientOf(each) === null);
  return clients.size === 1 && !needsPayer;
}

const isNamed = (open: Open, entry: Entry): boolean =>
  (entry.side === 'left' ? clientOfLeft(open, entry) : entry.client) !== null;

/** Only rows of one block can make a sum: of one client, or of one moment of an account. Payments name no client. */
function blockOf(open: Open, entry: Entry): string {
  if (open.relation === 'deposit') return `${entry.place} ${entry.moment}`;
  if (open.relation !== 'receipt') return '';
  return String(entry.side === 'left' ? clientOfLeft(open, entry) : entry.client);
}

/** One payment of several, and several payments of one: the only sum that fits, among rows of one client. */
export function bySums(open: Open, { windowDays, limit }: MatchRule): Found[] {
  if (!SUMMED.has(open.relation)) return [];
  const taken = new Set<number>();
  const answers: Found[] = [];
  const { before, after } = reachOf(open.relation, windowDays);
  const sides = [
    { ones: open.left, many: open.right, days: [-after, before] as const },
    { ones: open.right, many: open.left, days: [-before, after] as const },
  ].map(({ ones, many, days }) => ({
    ...{ ones, days, near: new Nearby(many, each => blockOf(open, each)) },
    amounts: new Set(many.map(({ fen }) => fen)),
  }));
  const wanted = sides.flatMap(({ ones, ...rest }) => ones.map(one => ({ one, ...rest })));
  for (const { one, near, days, amounts } of wanted) {
    if (taken.has(one.row) || amounts.has(one.fen) || (open.relation === 'receipt' && !isNamed(open, one)))
      continue;
    const others = near.around(blockOf(open, one), one.day, days);
    const many = onlySum(open, {
      one,
      others: others.filter(({ row }) => !taken.has(row)),
      windowDays,
      limit,
    });
    if (!many) continue;
    for (const each of [one, ...many]) taken.add(each.row);
    const [left, right] = one.side === 'left' ? [[one], many] : [many, [one]];
    answers.push(
      found({ relation: open.relation, rule: 'sum', state: 'matched', left, right }, evidenceOf(many)),
    );
  }
  return answers;
}

function onlySum(
  open: Open,
  wanted: { one: Entry; others: readonly Entry[]; windowDays: number; limit: number | null },
): Entry[] | null {
  const { one, others, windowDays, limit } = wanted;
  const near = others.filter(each => {
    const [left, right] = one.side === 'left' ? [one, each] : [each, one];
    return each.fen < one.fen && isNear(open.relation, left, right, windowDays);
  });
  const groups = Map.groupBy(
    near.filter(each => isOfOne(open, one, [each])),
    each => (each.side === 'left' ? clientOfLeft(open, each) : each.client) ?? one.client,
  );
  const found = [...groups.values()]
    .filter(group => group.length <= MOST_CANDIDATES)
    .flatMap(group => subsetsOf(group, one.fen, limit ?? LEAST_MANY));
  const only = found.length === 1 ? found[0]! : null;
  const [left, right] = one.side === 'left' ? [[one], only ?? []] : [only ?? [], [one]];
  return only && !open.refused(left, right) ? only : null;
}

const evidenceOf = (many: readonly Entry[]): Evidence[] => [
  { code: 'matching.evidence.sum', params: { count: many.length, fen: sumOf(many) } },
];

/**
 * A match by number that lacks something: one number stood for several payments. The rows that make up exactly what is
 * missing are added, where only one set of them does.
 */
export function completed(match: Found, open: Open, { windowDays, limit }: MatchRule): Found {
  const { left, right, differenceFen } = match;
  if (differenceFen === 0 || (open.relation !== 'receipt' && open.relation !== 'payout')) return match;
  const [one, others] = differenceFen > 0 ? [left[0]!, open.right] : [right[0]!, open.left];
  const wantedFen = Math.abs(differenceFen);
  const client = right[0]!.client;
  const near = others.filter(each => {
    const [l, r] = one.side === 'left' ? [one, each] : [each, one];
    return (
      isNear(open.relation, l, r, windowDays) &&
      (each.side === 'left' ? each.numbers.length === 0 : each.client === client)
    );
  });
  const sums = near.length > MOST_CANDIDATES ? [] : subsetsOf(near, wantedFen, limit ?? LEAST_MANY, 1);
  if (sums.length !== 1) return match;
  const more = sums[0]!;
  const sides =
    one.side === 'left' ? { left, right: [...right, ...more] } : { left: [...left, ...more], right };
  const of = { relation: match.relation, rule: 'sum' as const, state: 'matched' as const, ...sides };
  return found(of, [match.evidence[0]!, ...evidenceOf(more)]);
}
