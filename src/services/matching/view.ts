import type { MatchView } from '../../contract/matching.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import { bookRow, dayOf, textOf } from '../../domain/matching/book/rows.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { linesOf, type MatchLine, matchPage } from '../../store/matching.ts';

/** Matches of a month with their rows, a page of them. */
export function listMatches(
  connection: Connection,
  asked: {
    month: string;
    client: number | null;
    relation?: Relation;
    state?: 'matched' | 'suggested';
    rule?: string;
    offset: number;
    limit: number;
  },
): { matches: MatchView[]; total: number } {
  const { relation = null, state = null, rule = null, ...rest } = asked;
  const { ids, total } = matchPage(connection, { ...rest, relation, state, rule });
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
