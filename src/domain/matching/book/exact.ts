import { type Evidence, type Found, found, sumOf } from './found.ts';
import type { Entry, Relation } from './relations.ts';

/** Rows that share a number, however many, wherever both sides have one. Amounts may differ: that is a difference, not a doubt. */
export function byNumber(relation: Relation, entries: readonly Entry[]): Found[] {
  return groups(entries, ({ numbers }) => numbers)
    .filter(({ left, right }) => left.length > 0 && right.length > 0)
    .filter(({ left, right }) => sumOf(left) !== 0 || sumOf(right) !== 0)
    .map(({ left, right, shared }) => {
      const code = relation === 'daily' ? 'matching.evidence.account_day' : 'matching.evidence.number';
      const evidence: Evidence[] = [{ code, params: { number: shared } }];
      return found({ relation, rule: 'number', state: 'matched', left, right }, evidence);
    });
}

/** Rows that stand under one case in the ledger, of equal amounts and one of them alone on its side. */
export function byBook(relation: Relation, entries: readonly Entry[]): Found[] {
  return groups(entries, ({ cases }) => cases)
    .filter(({ left, right }) => Math.min(left.length, right.length) === 1)
    .filter(({ left, right }) => sumOf(left) === sumOf(right))
    .map(({ left, right, shared }) =>
      found({ relation, rule: 'book', state: 'matched', left, right }, [
        { code: 'matching.evidence.case', params: { case: shared } },
      ]),
    );
}

interface Group {
  left: Entry[];
  right: Entry[];
  /** The smallest key that both sides name. */
  shared: string;
}

/** Entries joined through equal keys, in the order of their first rows. */
function groups(entries: readonly Entry[], keysOf: (entry: Entry) => readonly string[]): Group[] {
  const parent = entries.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[at] !== root) [parent[at], at] = [root, parent[at]!];
    return root;
  };
  const firstOf = new Map<string, number>();
  entries.forEach((entry, at) => {
    for (const key of keysOf(entry)) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, at);
      else parent[rootOf(at)] = rootOf(first);
    }
  });
  const members = Map.groupBy(
    entries.map((_, at) => at).filter(at => keysOf(entries[at]!).length > 0),
    rootOf,
  );
  return [...members.values()].map(ats => {
    const all = ats.map(at => entries[at]!);
    const left = all.filter(({ side }) => side === 'left');
    const right = all.filter(({ side }) => side === 'right');
    const named = new Set(left.flatMap(keysOf));
    const shared = right.flatMap(keysOf).filter(key => named.has(key));
    return { left, right, shared: shared.toSorted()[0] ?? '' };
  });
}
