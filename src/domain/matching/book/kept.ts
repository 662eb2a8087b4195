import { type Difference, differenceOfGroup, type Met } from './difference.ts';
import type { Entry, Relation } from './relations.ts';

/** What is kept of an entry once a run is over. `reason` is what the row says of itself, as in `Entry`. */
export type KeptEntry = Pick<Entry, 'row' | 'side' | 'fen' | 'day' | 'client' | 'party' | 'reason'>;

export const keptEntry = ({ row, side, fen, day, client, party, reason }: KeptEntry): KeptEntry => ({
  ...{ row, side, fen, day, client, party, reason },
});

/** A match whose entries are kept. */
export interface KeptGroup extends Met {
  relation: Relation;
  entries: readonly KeptEntry[];
}

/** Rows that are asked for one by one: no row of zero, and none that meets another only by a person. */
export const isDue = ({ fen, reason }: Pick<KeptEntry, 'fen' | 'reason'>): boolean =>
  fen !== 0 && reason !== 'direct';

/** What a match leaves of a month, by the rows that lie in it. */
export function differenceOfKept(group: KeptGroup, month: string): Difference | null {
  const members = group.entries.filter(({ day }) => day.startsWith(month));
  if (members.length === 0) return null;
  return differenceOfGroup(group.relation, group.key, group, members)[0] ?? null;
}

/** What a row without a match leaves. */
export function differenceOfOpen(relation: Relation, entry: KeptEntry): Difference | null {
  if (!isDue(entry)) return null;
  return differenceOfGroup(relation, `${relation} ${entry.row}`, null, [entry])[0] ?? null;
}

/** The one client that rows name; null where they name none or several. */
export function onlyClient(entries: readonly Pick<KeptEntry, 'client'>[]): number | null {
  const clients = new Set(entries.flatMap(({ client }) => (client === null ? [] : [client])));
  return clients.size === 1 ? [...clients][0]! : null;
}
