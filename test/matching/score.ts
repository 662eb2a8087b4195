import { dayPlus } from '../../src/domain/calendar/days.ts';
import { PartyBook } from '../../src/domain/matching/book/parties.ts';
import { type Entries, entriesOf, RELATIONS, UNEQUAL } from '../../src/domain/matching/book/relations.ts';
import { type BookRow, dayOf } from '../../src/domain/matching/book/rows.ts';
import { DEFAULT_RULES } from '../../src/domain/matching/book/rules.ts';
import { matchBook } from '../../src/domain/matching/book/run.ts';
import type { MatchYear } from './year.ts';

export interface RuleScore {
  matches: number;
  false: number;
  rows: number;
}

/** How good the matches of a year are. */
export interface Score {
  rows: number;
  matchable: number;
  matched: number;
  suggested: number;
  false: number;
  recall: number;
  byRule: Record<string, RuleScore>;
}

/** Matches a year month by month, as runs over a book do, and counts what is right against the truth. */
export function scoreYear({ rows, parties, truth, matchable }: MatchYear): Score {
  const byDay = Map.groupBy(rows, dayOf);
  const days = [...byDay.keys()].toSorted();
  const taken = new Set<string>();
  const met = new Set<number>();
  const score: Score = {
    ...{ rows: rows.length, matchable: matchable.size, matched: 0, suggested: 0, false: 0, recall: 0 },
    byRule: {},
  };
  for (const month of new Set(days.map(day => day.slice(0, 7)))) {
    const [from, to] = [dayPlus(`${month}-01`, -45), dayPlus(`${month}-28`, 18)];
    const near: BookRow[] = days
      .filter(day => from <= day && day <= to)
      .flatMap(day => byDay.get(day)!)
      .toSorted((a, b) => a.id - b.id);
    const book = new PartyBook(parties);
    const all = entriesOf(near, book);
    const entries = Object.fromEntries(
      RELATIONS.map(relation => [
        relation,
        all[relation].filter(({ row }) => !taken.has(`${relation} ${row}`)),
      ]),
    ) as Entries;
    const found = matchBook({ entries, parties: book, rules: DEFAULT_RULES, decided: [] });
    for (const { relation, rule, state, left, right } of found) {
      const both = [...left, ...right];
      if (UNEQUAL.has(relation) || !both.some(({ day }) => day.startsWith(month))) continue;
      if (state === 'suggested') {
        score.suggested += 1;
        continue;
      }
      const isFalse = new Set(both.map(({ row }) => truth.get(row))).size > 1;
      score.byRule[`${relation}.${rule}`] ??= { matches: 0, false: 0, rows: 0 };
      const of = score.byRule[`${relation}.${rule}`]!;
      of.matches += 1;
      of.rows += both.length;
      if (isFalse) of.false += 1;
      for (const { row } of both) {
        taken.add(`${relation} ${row}`);
        met.add(row);
      }
    }
  }
  score.false = Object.values(score.byRule).reduce((count, each) => count + each.false, 0);
  score.matched = [...matchable].filter(row => met.has(row)).length;
  score.recall = score.matched / Math.max(1, matchable.size);
  return score;
}
