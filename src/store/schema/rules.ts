import { dayOrNull, insertOnly, oneOf } from './columns.ts';

/** What a book says to the shipped rulebook: rows it adds, and the last day of rows. Nothing said is taken back. */
export const RULE_STATEMENTS: readonly string[] = [
  `CREATE TABLE book_rule (
  id INTEGER PRIMARY KEY,
  ${oneOf('act', ['add', 'end'])},
  rule_row TEXT NOT NULL,
  content TEXT CHECK (content IS NULL OR json_valid(content)),
  ${dayOrNull('ended_on')},
  reason TEXT NOT NULL,
  log_seq INTEGER NOT NULL,
  CHECK ((act = 'add') = (content IS NOT NULL) AND (act = 'end') = (ended_on IS NOT NULL))
) STRICT`,
  "CREATE UNIQUE INDEX book_rule_added ON book_rule (rule_row) WHERE act = 'add'",
  ...insertOnly('book_rule'),
];
