import { dayPlus } from '../../domain/calendar/days.ts';
import { type Difference, differencesOf } from '../../domain/matching/book/difference.ts';
import { PartyBook } from '../../domain/matching/book/parties.ts';
import { type Entries, entriesOf, RELATIONS, type Relation } from '../../domain/matching/book/relations.ts';
import {
  DEFAULT_RULES,
  type MatchRule,
  RULE_KINDS,
  type RuleKind,
} from '../../domain/matching/book/rules.ts';
import type { Decided } from '../../domain/matching/book/run.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  decisions,
  keptRules,
  metRows,
  partiesForMatching,
  rowsForMatching,
  takenElsewhere,
} from '../../store/matching.ts';

/** Days around a month from which rows may belong to one of the month: orders run on, and refunds arrive late. */
const DAYS_BEFORE = 45;
const DAYS_AFTER = 15;

/** What a run over a month works with. */
export interface Loaded {
  month: string;
  /** Rows that are free for this month: those of matches of other months are left out. */
  entries: Entries;
  /** All rows of the month and around it. */
  all: Entries;
  parties: PartyBook;
  rules: MatchRule[];
  decided: Decided[];
}

/** First and last day of a month. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString();
  return { from: `${month}-01`, to: dayPlus(next.slice(0, 10), -1) };
}

/** Reads the rows of a month and around it, with names, rules and decisions. */
export function loadMonth(connection: Connection, month: string): Loaded {
  const { all, parties } = readMonth(connection, month);
  const taken = takenElsewhere(connection, month);
  const free = (relation: Relation) => all[relation].filter(({ row }) => !taken.has(`${relation} ${row}`));
  const entries = Object.fromEntries(RELATIONS.map(relation => [relation, free(relation)])) as Entries;
  return { month, entries, all, parties, rules: rulesOfBook(connection), decided: decidedOf(connection) };
}

/** The rows of a month and around it, sorted into their relations. */
export function readMonth(connection: Connection, month: string): { all: Entries; parties: PartyBook } {
  const { from, to } = daysOfMonth(month);
  const parties = new PartyBook(partiesForMatching(connection));
  const rows = rowsForMatching(connection, dayPlus(from, -DAYS_BEFORE), dayPlus(to, DAYS_AFTER));
  return { all: entriesOf(rows, parties), parties };
}

/** Every 分 of a month that the kept matches do not explain. */
export function monthDifferences(connection: Connection, month: string, all?: Entries): Difference[] {
  return differencesOf(all ?? readMonth(connection, month).all, { month, met: metRows(connection) });
}

/** The rules of the book: its own rows in their order, else the shipped ones. */
export function rulesOfBook(connection: Connection): MatchRule[] {
  const kept = keptRules(connection);
  if (kept.length === 0) return [...DEFAULT_RULES];
  const isKind = (kind: string): kind is RuleKind => (RULE_KINDS as readonly string[]).includes(kind);
  const own = kept.flatMap(({ kind, isOn, windowDays, limit }) =>
    isKind(kind) ? [{ kind, isOn, windowDays, limit }] : [],
  );
  return [...own, ...DEFAULT_RULES.filter(({ kind }) => !own.some(each => each.kind === kind))];
}

function decidedOf(connection: Connection): Decided[] {
  return decisions(connection).flatMap(({ relation, left, right, verdict }) =>
    verdict === 'open' ? [] : [{ relation: relation as Relation, rows: [...left, ...right], verdict }],
  );
}
