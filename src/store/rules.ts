import { mergeRules } from '../domain/rulebook/overlay.ts';
import type { BookRule, RuleRow } from '../domain/rulebook/types.ts';
import { insertRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** One thing that the book said to the rulebook, by whom, when and why. */
export interface SaidRule {
  said: BookRule;
  reason: string;
  actor: string;
  /** UTC, ISO. */
  at: string;
}

type StoredRule = [
  act: 'add' | 'end',
  row: string,
  content: string | null,
  endedOn: string | null,
  reason: string,
  actor: string,
  at: string,
];

/** What the book said to the rulebook, in the order it was said. */
export function readBookRules(connection: Connection): SaidRule[] {
  const sql = `SELECT r.act, r.rule_row, r.content, r.ended_on, r.reason, l.actor, l.at
    FROM book_rule r JOIN log l ON l.seq = r.log_seq ORDER BY r.id`;
  const rows = connection.prepareRaw(sql).all() as StoredRule[];
  return rows.map(([act, row, content, endedOn, reason, actor, at]) => ({
    said: act === 'add' ? { act, row: JSON.parse(content!) } : { act, row, on: endedOn! },
    reason,
    actor,
    at,
  }));
}

/** The rulebook of a book: the shipped rows with what the book said to them, of all days. */
export function rulesOf(connection: Connection, shipped: readonly RuleRow[]): RuleRow[] {
  return mergeRules(
    shipped,
    readBookRules(connection).map(({ said }) => said),
  );
}

/** Writes down what the book says; whether it may be said is decided before. */
export function addBookRule(tx: Tx, said: BookRule, reason: string): void {
  insertRow(tx, 'book_rule', {
    act: said.act,
    rule_row: said.act === 'add' ? said.row.id : said.row,
    content: said.act === 'add' ? JSON.stringify(said.row) : null,
    ended_on: said.act === 'end' ? said.on : null,
    reason,
    log_seq: tx.seq,
  });
}
