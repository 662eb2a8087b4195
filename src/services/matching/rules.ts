import { type Found, foundKey, rowsKey } from '../../domain/matching/book/found.ts';
import type { MatchRule } from '../../domain/matching/book/rules.ts';
import { matchBook } from '../../domain/matching/book/run.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import { insertRow, updateRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { keptRules } from '../../store/matching.ts';
import type { MatchCaller } from './decide.ts';
import { loadMonth, rulesOfBook } from './load.ts';

export interface Trial {
  byRule: Record<string, number>;
  lost: number;
  gained: number;
  conflicts: number;
}

/** What rules would do with a month of the book, beside those in force; keeps nothing. */
export function tryRules(
  connection: Connection,
  { month, rules }: { month: string; rules: readonly MatchRule[] },
): Trial {
  const sure = (of: readonly MatchRule[], decided: boolean) => {
    const loaded = loadMonth(connection, month);
    const input = { ...loaded, rules: of, decided: decided ? loaded.decided : [] };
    return { loaded, found: matchBook(input).filter(({ state }) => state === 'matched') };
  };
  const now = sure(rulesOfBook(connection), true);
  const then = sure(rules, true);
  const before = new Set(now.found.map(foundKey));
  const after = new Set(then.found.map(foundKey));
  const byRule: Record<string, number> = {};
  for (const { rule } of then.found) byRule[rule] = (byRule[rule] ?? 0) + 1;
  return {
    byRule,
    lost: [...before].filter(key => !after.has(key)).length,
    gained: [...after].filter(key => !before.has(key)).length,
    conflicts: conflictsOf(sure(rules, false).found, now.loaded.decided),
  };
}

/** Matches that the rules alone would make and that contradict a person: rejected, or other partners than accepted. */
function conflictsOf(
  found: readonly Found[],
  decided: readonly { relation: string; rows: readonly number[]; verdict: string }[],
): number {
  const rejected = new Set(
    decided.filter(each => each.verdict === 'rejected').map(each => rowsKey(each.relation, each.rows)),
  );
  const accepted = new Map(
    decided
      .filter(each => each.verdict === 'accepted')
      .flatMap(each => each.rows.map(row => [`${each.relation} ${row}`, rowsKey(each.relation, each.rows)])),
  );
  return found.filter(match => {
    const key = foundKey(match);
    const rows = [...match.left, ...match.right].map(({ row }) => `${match.relation} ${row}`);
    return rejected.has(key) || rows.some(row => (accepted.get(row) ?? key) !== key);
  }).length;
}

/** Keeps the rules in this order. Refuses `matching.rules_twice` for two of one kind. */
export function keepRules(
  connection: Connection,
  caller: MatchCaller,
  { rules }: { rules: readonly MatchRule[] },
): Promise<MatchRule[]> {
  return command(connection, { ...caller, procedure: 'matching.keepRules', input: { rules } }, tx => {
    if (new Set(rules.map(({ kind }) => kind)).size !== rules.length)
      throw new Refusal('matching.rules_twice');
    const known = new Map(keptRules(connection).map(rule => [rule.kind, rule.id]));
    rules.forEach(({ kind, isOn, windowDays, limit }, position) => {
      const row = { kind, position, is_on: isOn ? 1 : 0, window_days: windowDays, most: limit };
      const id = known.get(kind);
      if (id === undefined) insertRow(tx, 'match_rule', row);
      else updateRow(tx, 'match_rule', id, row);
    });
    return rulesOfBook(connection);
  });
}
