import type { MatchRowView, MatchView } from '../../contract/matching.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import { bookRow, dayOf, textOf } from '../../domain/matching/book/rows.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { linesOf, type MatchLine, matchPage, metRows, placesOf } from '../../store/matching.ts';
import { readMonth } from './load.ts';

/** Matches of a month with their rows, a page of them. */
export function listMatches(
  connection: Connection,
  asked: {
    month: string;
    client: number | null;
    relation?: Relation;
    state?: 'matched' | 'suggested';
    offset: number;
    limit: number;
  },
): { matches: MatchView[]; total: number } {
  const { relation = null, state = null, ...rest } = asked;
  const { ids, total } = matchPage(connection, { ...rest, relation, state });
  const matches = [...Map.groupBy(linesOf(connection, ids), ({ match }) => match).values()].map(viewOf);
  return { matches, total };
}

function viewOf(lines: MatchLine[]): MatchView {
  const { match, relation, rule, state, differenceFen, client, decidedBy, evidence } = lines[0]!;
  return {
    ...{ id: match, relation: relation as Relation, rule, state, differenceFen, client, decidedBy },
    evidence: JSON.parse(evidence) as MatchView['evidence'],
    rows: lines.map(({ sourceRow, side, amountFen, profile, file, sheet, row, raw }) => ({
      ...{ sourceRow, side, fen: amountFen, client, profile, file, sheet, row },
      ...toldBy({ profile, raw }),
    })),
  };
}

function toldBy({ profile, raw }: { profile: string; raw: string }): { day: string; party: string } {
  const row = bookRow({ id: 0, profile, money: null, moneyKind: null, raw }, undefined);
  return { day: dayOf(row), party: textOf(row, 'party') };
}

/** Rows of both sides of a relation that stand in no match, with their sums. */
export function openRows(
  connection: Connection,
  { month, client, relation }: { month: string; client: number | null; relation: Relation },
): { rows: MatchRowView[]; leftFen: number; rightFen: number } {
  const met = metRows(connection);
  const open = readMonth(connection, month).all[relation].filter(
    entry =>
      entry.day.startsWith(month) &&
      entry.fen !== 0 &&
      entry.reason !== 'direct' &&
      (client === null || entry.client === client) &&
      !met.has(`${relation} ${entry.row}`),
  );
  const places = placesOf(
    connection,
    open.map(({ row }) => row),
  );
  const sumOf = (side: 'left' | 'right') =>
    open.reduce((fen, entry) => fen + (entry.side === side ? entry.fen : 0), 0);
  const rows = open.map(({ row: sourceRow, side, fen, day, party, client: of }) => {
    const { profile, file, sheet, row } = places.get(sourceRow)!;
    return { sourceRow, side, fen, day, party, client: of, profile, file, sheet, row };
  });
  return { rows, leftFen: sumOf('left'), rightFen: sumOf('right') };
}
