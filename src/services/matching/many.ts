import type { ManyAccepted, RefusedMatch } from '../../contract/matching-bench.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { groupOfRows, groupsById, type StoredGroup } from '../../store/matching-open.ts';
import { carryOut, remember } from './change.ts';
import type { MatchCaller } from './decide.ts';
import { decisionOn, personal } from './person.ts';

interface Asked {
  month: string;
  matches: readonly number[];
}

interface Judged {
  good: StoredGroup[];
  refused: RefusedMatch[];
}

/** Which of the suggestions can be accepted together: none that shares a row with another, or with a match. */
function judge(connection: Connection, { matches }: Asked): Judged {
  const groups = groupsById(connection, matches);
  const known = new Map(groups.map(group => [group.id, group]));
  const uses = new Map<string, number>();
  for (const { relation, entries } of groups)
    for (const { row } of entries) uses.set(`${relation} ${row}`, (uses.get(`${relation} ${row}`) ?? 0) + 1);
  const taken = new Map(
    [...Map.groupBy(groups, ({ relation }) => relation)].map(([relation, of]) => [
      relation,
      groupOfRows(
        connection,
        relation,
        of.flatMap(({ entries }) => entries.map(({ row }) => row)),
      ),
    ]),
  );
  const good: StoredGroup[] = [];
  const refused: RefusedMatch[] = [];
  for (const match of new Set(matches)) {
    const group = known.get(match);
    const no = (code: string, params: RefusedMatch['params'] = {}) => refused.push({ match, code, params });
    if (group?.state !== 'suggested') {
      no(group ? 'matching.already_matched' : 'matching.unknown_match', { match });
      continue;
    }
    const rows = group.entries.map(({ row }) => row);
    const shared = rows.find(row => uses.get(`${group.relation} ${row}`)! > 1);
    const met = rows.find(row => taken.get(group.relation)?.has(row));
    if (shared !== undefined) no('matching.suggestions_clash', { row: shared });
    else if (met !== undefined) no('matching.rows_taken', { row: met });
    else good.push(group);
  }
  return { good, refused };
}

function told({ good, refused }: Judged): ManyAccepted {
  const leftFen = ({ entries }: StoredGroup) =>
    entries.reduce((fen, entry) => fen + (entry.side === 'left' ? entry.fen : 0), 0);
  const byRelation = [...Map.groupBy(good, ({ relation }) => relation)].map(([relation, groups]) => ({
    ...{ relation, matches: groups.length },
    rows: groups.reduce((rows, { entries }) => rows + entries.length, 0),
    fen: groups.reduce((fen, group) => fen + leftFen(group), 0),
    differenceFen: groups.reduce((fen, group) => fen + group.differenceFen, 0),
  }));
  return {
    ...{ accepted: good.length, byRelation, refused },
    fen: byRelation.reduce((fen, each) => fen + each.fen, 0),
  };
}

/** What accepting these suggestions at once would do. */
export function previewMany(connection: Connection, asked: Asked): ManyAccepted {
  return told(judge(connection, asked));
}

/** Accepts suggestions as one act; what cannot be accepted is told with its reason, and nothing is done of it. */
export function acceptMany(
  connection: Connection,
  caller: MatchCaller,
  asked: Asked & { note: string | null },
): Promise<ManyAccepted & { act: number | null }> {
  return command(connection, { ...caller, procedure: 'matching.acceptMany', input: asked }, tx => {
    const judged = judge(connection, asked);
    const { month, note } = asked;
    if (judged.good.length === 0) return { ...told(judged), act: null };
    const make = judged.good.map(({ relation, entries }) =>
      personal({ month, relation, actor: tx.actor }, sidesOf(entries)),
    );
    const decide = judged.good.map(({ relation, entries }) => {
      const rows = (side: string) => entries.filter(each => each.side === side).map(({ row }) => row);
      return decisionOn({ relation, left: rows('left'), right: rows('right'), note }, 'accepted');
    });
    const stood = carryOut(tx, { month, drop: [], make, decide });
    const relation: Relation = judged.good[0]!.relation;
    const rows = make.reduce((count, each) => count + each.rows.length, 0);
    remember(tx, { month, kind: 'acceptMany', relation, note, rows }, stood);
    return { ...told(judged), act: tx.seq };
  });
}

/** Rows of a match by side. */
export function sidesOf<Row extends { side: 'left' | 'right' }>(rows: readonly Row[]) {
  return {
    left: rows.filter(({ side }) => side === 'left'),
    right: rows.filter(({ side }) => side === 'right'),
  };
}
