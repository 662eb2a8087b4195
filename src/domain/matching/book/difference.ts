import { type Entries, type Entry, RELATIONS, type Relation, UNEQUAL } from './relations.ts';

/** What a match says about one of its rows. */
export interface Met {
  /** Key of the match. */
  key: string;
  /** Outside less own list over the whole match, in 分. */
  differenceFen: number;
  client: number | null;
}

/** A difference of a month 差异: outside less own list, in 分, with the reason code of ACCOUNTING.md §9 that fits. */
export interface Difference {
  /** Names it over all runs: the match it is left of, or the row that met nothing. */
  key: string;
  relation: Relation;
  reason: string;
  client: number | null;
  fen: number;
  /** First day of its rows. */
  day: string;
  rows: number[];
}

/** A fee that is kept silently is at most this part, in millionths. */
const FEE_PPM = 10_000;

const UNMET: Record<Relation, readonly [left: string, right: string]> = {
  receipt: ['MISS_BOOK', 'MISS_BANK'],
  sweep: ['OWN_TRANSFER', 'OWN_TRANSFER'],
  fee: ['FEE', 'FEE'],
  payout: ['MISS_BOOK', 'MISS_BANK'],
  recharge: ['UNKNOWN', 'UNKNOWN'],
  deposit: ['MISS_BOOK', 'MISS_PLATFORM'],
  withdrawal: ['MISS_BOOK', 'REFUND_TRANSIT'],
  daily: ['MISS_BOOK', 'MISS_PLATFORM'],
  order: ['MISS_BOOK', 'MISS_PLATFORM'],
  direct: ['MISS_BOOK', 'MISS_BANK'],
  spend: ['MISS_BOOK', 'MISS_PLATFORM'],
  return: ['REFUND_TRANSIT', 'MISS_PLATFORM'],
  refund: ['MISS_BOOK', 'REFUND_TRANSIT'],
};

/** Signed amount: what the outside tells counts up, what the own list tells counts down. */
export const signedFen = ({ side, fen }: Pick<Entry, 'side' | 'fen'>): number =>
  side === 'left' ? fen : -fen;

/** Whether an entry of a month must be explained by a match or a difference. */
export function counts(entry: Entry, month: string, isMet: boolean): boolean {
  return entry.day.startsWith(month) && (isMet || entry.reason !== 'direct');
}

/**
 * Every 分 of a month that no match explains. Their sum is the difference of the totals of both sides, for each relation
 * and client. `met` says of `relation row` in which match a row stands.
 */
export function differencesOf(
  entries: Entries,
  { month, met }: { month: string; met: ReadonlyMap<string, Met> },
): Difference[] {
  return RELATIONS.filter(relation => !UNEQUAL.has(relation)).flatMap(relation => {
    const groups = new Map<string, { match: Met | null; members: Entry[] }>();
    for (const entry of entries[relation]) {
      const match = met.get(`${relation} ${entry.row}`) ?? null;
      if (!counts(entry, month, match !== null)) continue;
      const key = match?.key ?? `${relation} ${entry.row}`;
      const group = groups.get(key) ?? { match, members: [] };
      group.members.push(entry);
      groups.set(key, group);
    }
    return [...groups].flatMap(([key, { match, members }]) =>
      differenceOfGroup(relation, key, match, members),
    );
  });
}

type Member = Pick<Entry, 'row' | 'side' | 'fen' | 'day' | 'client' | 'reason'>;

/** What the rows of a month in one match, or a single row, leave: none or one. */
export function differenceOfGroup(
  relation: Relation,
  key: string,
  match: Met | null,
  members: readonly Member[],
): Difference[] {
  const fen = members.reduce((sum, entry) => sum + signedFen(entry), 0);
  if (fen === 0) return [];
  const first = members[0]!;
  const reason = match ? reasonOfMatch(relation, match, members, fen) : reasonOfOne(relation, first);
  const day = members.map(entry => entry.day).toSorted()[0]!;
  const client = match ? match.client : first.client;
  return [{ key, relation, reason, client, fen, day, rows: members.map(({ row }) => row) }];
}

/** The code under which a row is asked for that met nothing. */
export function reasonOfOne(relation: Relation, { side, reason }: Pick<Entry, 'side' | 'reason'>): string {
  if (reason !== null && reason !== 'direct') return reason;
  return UNMET[relation][side === 'left' ? 0 : 1];
}

function reasonOfMatch(relation: Relation, match: Met, members: readonly Member[], fen: number): string {
  // Rows of the match lie in another month: theirs explains the rest.
  if (fen !== match.differenceFen) return 'CUTOFF';
  if (Math.abs(fen) === 1) return 'ROUND';
  const told = members.find(({ reason }) => reason !== null && reason !== 'direct')?.reason;
  if (told) return told;
  const rightFen = members.reduce((sum, each) => sum + (each.side === 'right' ? each.fen : 0), 0);
  if (relation === 'receipt') return fen < 0 && -fen * 1_000_000 <= rightFen * FEE_PPM ? 'FEE' : 'UNKNOWN';
  if (relation === 'deposit') return 'DEPOSIT_DIFF';
  if (relation === 'return' || relation === 'refund') return fen > 0 ? 'REFUND_SHORT' : 'REFUND_OVER';
  return relation === 'spend' || relation === 'daily' ? 'RESTATE' : 'UNKNOWN';
}
