import { agreement, mistypedOrder } from './agree.ts';
import { byBook, byNumber } from './exact.ts';
import { daysBetween, type Evidence, type Found, found, foundKey, rowsKey } from './found.ts';
import { byAmount, byFee, byMoment, byParty, candidates, days, type Open } from './near.ts';
import type { PartyBook } from './parties.ts';
import { type Entries, type Entry, RELATIONS, type Relation } from './relations.ts';
import { type MatchRule, SUGGEST_DAYS, SUGGEST_MOST } from './rules.ts';
import { bySums, completed } from './sums.ts';

/** What a person has said about rows of a relation. */
export interface Decided {
  relation: Relation;
  rows: readonly number[];
  verdict: 'accepted' | 'rejected';
}

export interface RunInput {
  entries: Entries;
  parties: PartyBook;
  rules: readonly MatchRule[];
  decided: readonly Decided[];
  /** Called between relations; a cancelled run refuses here. */
  checkpoint?: () => void;
}

/**
 * Matches what belongs together, in the order of the layers: what persons accepted, numbers, what the book linked, the
 * rules in their order, and last suggestions. The same rows, rules and decisions give the same answer.
 */
export function matchBook({ entries, parties, rules, decided, checkpoint }: RunInput): Found[] {
  const rejected = new Set(
    decided.filter(({ verdict }) => verdict === 'rejected').map(each => rowsKey(each.relation, each.rows)),
  );
  return RELATIONS.flatMap(relation => {
    checkpoint?.();
    const accepted = new Set(
      decided
        .filter(each => each.relation === relation && each.verdict === 'accepted')
        .flatMap(({ rows }) => rows),
    );
    const free = entries[relation].filter(({ row }) => !accepted.has(row));
    return matchRelation(relation, free, { parties, rules, rejected });
  });
}

interface Ways {
  parties: PartyBook;
  rules: readonly MatchRule[];
  rejected: ReadonlySet<string>;
}

function matchRelation(
  relation: Relation,
  entries: readonly Entry[],
  { parties, rules, rejected }: Ways,
): Found[] {
  const matches: Found[] = [];
  const taken = new Set<number>();
  const take = (all: readonly Found[]) => {
    for (const match of all) {
      const rows = [...match.left, ...match.right].map(({ row }) => row);
      if (rejected.has(foundKey(match)) || rows.some(row => taken.has(row))) continue;
      for (const row of rows) taken.add(row);
      matches.push(match);
      learn(match, parties);
    }
  };
  const refused = (left: readonly Entry[], right: readonly Entry[]) =>
    rejected.size > 0 && rejected.has(foundKey({ relation, left: [...left], right: [...right] }));
  const rest = (): Open => {
    const free = entries.filter(({ row }) => !taken.has(row));
    const left = free.filter(({ side }) => side === 'left');
    return { relation, parties, refused, left, right: free.filter(({ side }) => side === 'right') };
  };
  take(byNumber(relation, entries));
  take(byBook(relation, [...rest().left, ...rest().right]));
  for (const rule of rules.filter(({ isOn }) => isOn)) {
    if (rule.kind === 'sum') complete(matches, { open: rest, taken, rule });
    take(byRule(rest(), rule));
  }
  return [...matches, ...suggestions(rest())];
}

function byRule(open: Open, rule: MatchRule): Found[] {
  if (open.left.length === 0 || open.right.length === 0) return [];
  switch (rule.kind) {
    case 'moment':
      return byMoment(open);
    case 'party':
      return byParty(open, rule);
    case 'amount':
      return byAmount(open, rule);
    case 'sum':
      return bySums(open, rule);
    case 'fee':
      return byFee(open, rule);
  }
}

/** Matches by number that lack a part are completed where it is certain which. */
function complete(
  matches: Found[],
  { open, taken, rule }: { open: () => Open; taken: Set<number>; rule: MatchRule },
): void {
  matches.forEach((match, at) => {
    if (match.rule !== 'number' || match.differenceFen === 0) return;
    const whole = completed(match, open(), rule);
    for (const { row } of [...whole.left, ...whole.right]) taken.add(row);
    matches[at] = whole;
  });
}

/** Matches of one receipt teach whose the payer is. */
function learn({ relation, rule, left, right }: Found, parties: PartyBook): void {
  if (relation !== 'receipt' || (rule !== 'number' && rule !== 'book')) return;
  const clients = new Set(right.map(({ client }) => client));
  const [client] = clients;
  if (clients.size !== 1 || client === null || client === undefined) return;
  for (const { party, partyAccount } of left) parties.learn(party, partyAccount, client);
}

/** For a person: equal amounts near by that no rule was sure of, the nearest first. */
function suggestions(open: Open): Found[] {
  const { relation, parties } = open;
  const pairs = candidates(open, SUGGEST_DAYS).filter(
    ([left, right]) =>
      agreement(relation, left, right, parties) !== 'no' ||
      mistypedOrder(relation, left, right, parties) !== null,
  );
  return [...Map.groupBy(pairs, ([left]) => left.row).values()].flatMap(ofLeft =>
    ofLeft
      .toSorted(
        ([l1, r1], [l2, r2]) =>
          Math.abs(daysBetween(l1, r1)) - Math.abs(daysBetween(l2, r2)) || r1.row - r2.row,
      )
      .slice(0, SUGGEST_MOST)
      .map(([left, right]) =>
        found({ relation: open.relation, rule: 'amount', state: 'suggested', left: [left], right: [right] }, [
          days(left, right),
          ...slip(open, left, right),
          { code: 'matching.evidence.candidates', params: { count: ofLeft.length } },
        ]),
      ),
  );
}

function slip({ relation, parties }: Open, left: Entry, right: Entry): Evidence[] {
  const numbers = mistypedOrder(relation, left, right, parties);
  return numbers ? [{ code: 'matching.evidence.mistyped_number', params: numbers }] : [];
}
