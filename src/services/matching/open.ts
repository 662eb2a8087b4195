import type { MatchRowView } from '../../contract/matching.ts';
import type { MatchingState, RelationState, SideSum } from '../../contract/matching-bench.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import { keptEntry } from '../../domain/matching/book/kept.ts';
import { type Entries, RELATIONS, type Relation, UNEQUAL } from '../../domain/matching/book/relations.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { matchedRows } from '../../store/matching.ts';
import {
  countsInTotal,
  groupCounts,
  keepMonth,
  keepRun,
  lastRun,
  monthOpen,
  monthTotals,
  newestRow,
  type OpenEntry,
  type OpenFilter,
  openPage,
  openSum,
  type Total,
} from '../../store/matching-open.ts';

/** After a run: which rows of the month stand in no match, and what all its rows sum up to. One transaction. */
export function rebuildOpen(
  connection: Connection,
  {
    month,
    all,
    isWhole,
    actor,
    at,
  }: { month: string; all: Entries; isWhole: boolean; actor: string; at: string },
): void {
  const met = matchedRows(connection);
  const open: OpenEntry[] = [];
  const totals = new Map<string, Total>();
  for (const relation of RELATIONS) {
    const metHere = met.get(relation) ?? new Map<number, number | null>();
    for (const entry of all[relation]) {
      if (!entry.day.startsWith(month)) continue;
      const client = metHere.get(entry.row);
      const isMet = client !== undefined;
      const kept = keptEntry(entry);
      if (!isMet) open.push({ relation, ...kept });
      if (countsInTotal(kept, isMet))
        add(totals, relation, { ...entry, client: isMet ? client : entry.client });
    }
  }
  connection.immediate(() => {
    keepMonth(connection, month, { open, totals: [...totals.values()] });
    keepRun(connection, month, { ranAt: at, actor, lastRow: newestRow(connection), isWhole });
  });
}

function add(
  totals: Map<string, Total>,
  relation: Relation,
  { side, client, fen }: { side: 'left' | 'right'; client: number | null; fen: number },
): void {
  const key = `${relation} ${side} ${client ?? 0}`;
  const total = totals.get(key) ?? { relation, side, client, rows: 0, fen: 0 };
  total.rows += 1;
  total.fen += fen;
  totals.set(key, total);
}

/** What open rows are asked for; sums are of all rows that the filter lets through, not of the page. */
export interface OpenAsked extends Omit<OpenFilter, 'to'> {
  minAgeDays?: number;
  /** Today, for the age. */
  on: string;
  offset: number;
  limit: number;
}

export interface OpenAnswer {
  rows: MatchRowView[];
  leftFen: number;
  rightFen: number;
  leftRows: number;
  rightRows: number;
}

/** Rows of both sides of a relation that stand in no match, from the kept table, with their sums. */
export function openRows(connection: Connection, asked: OpenAsked): OpenAnswer {
  const { minAgeDays, on, offset, limit, ...rest } = asked;
  const filter: OpenFilter = minAgeDays === undefined ? rest : { ...rest, to: dayPlus(on, -minAgeDays) };
  const isAsked = (side: 'left' | 'right') => asked.side === undefined || asked.side === side;
  const of = (side: 'left' | 'right') =>
    isAsked(side) ? openPage(connection, filter, { side, offset, limit }) : [];
  const left = openSum(connection, filter, 'left');
  const right = openSum(connection, filter, 'right');
  const rows = [...of('left'), ...of('right')].map(({ row: sourceRow, at: row, reason: _, ...line }) => ({
    ...line,
    sourceRow,
    row,
  }));
  return {
    rows,
    ...{ leftFen: left.fen, rightFen: right.fen, leftRows: left.rows, rightRows: right.rows },
  };
}

/** The month in figures, from kept sums: what is matched is what is not open. */
export function matchingState(
  connection: Connection,
  asked: { month: string; client: number | null },
): MatchingState {
  const last = lastRun(connection, asked.month);
  const totals = sidesOf(monthTotals(connection, asked));
  const open = sidesOf(monthOpen(connection, asked));
  const groups = groupCounts(connection, asked);
  const count = (relation: Relation, state: string) =>
    groups.find(each => each.relation === relation && each.state === state)?.groups ?? 0;
  const relations = RELATIONS.map((relation): RelationState => {
    const left = totals(relation, 'left');
    const right = totals(relation, 'right');
    return {
      ...{ relation, left, right },
      matched: count(relation, 'matched'),
      suggested: count(relation, 'suggested'),
      openLeft: open(relation, 'left'),
      openRight: open(relation, 'right'),
      differenceFen: UNEQUAL.has(relation) ? 0 : left.fen - right.fen,
    };
  });
  const isStale = last !== null && (!last.isWhole || last.lastRow < newestRow(connection));
  return { ranAt: last?.ranAt ?? null, isStale, relations };
}

function sidesOf(sums: readonly { relation: Relation; side: string; rows: number; fen: number }[]) {
  const bySide = new Map(sums.map(({ relation, side, rows, fen }) => [`${relation} ${side}`, { rows, fen }]));
  return (relation: Relation, side: 'left' | 'right'): SideSum =>
    bySide.get(`${relation} ${side}`) ?? { rows: 0, fen: 0 };
}
