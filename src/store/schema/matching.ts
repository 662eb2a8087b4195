import { fen, json, month, noDelete, oneOf } from './columns.ts';

/** Matches 勾对 of source rows. What a run states is derived and replaced by the next; what a person says is kept. */
export const MATCHING_STATEMENTS: readonly string[] = [
  `CREATE TABLE match_group (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ${month('month')},
  relation TEXT NOT NULL,
  rule TEXT NOT NULL,
  ${oneOf('state', ['matched', 'suggested'])},
  ${fen('difference_fen')},
  client INTEGER REFERENCES client (id),
  decided_by TEXT,
  ${json('evidence')},
  CHECK ((state = 'matched') = (decided_by IS NOT NULL))
) STRICT`,
  'CREATE INDEX match_group_month ON match_group (month, state, relation)',

  `CREATE TABLE match_row (
  match_group INTEGER NOT NULL REFERENCES match_group (id) ON DELETE CASCADE,
  source_row INTEGER NOT NULL REFERENCES source_row (id),
  ${oneOf('side', ['left', 'right'])},
  ${fen('amount_fen')},
  PRIMARY KEY (match_group, source_row)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX match_row_source ON match_row (source_row)',

  // What a person decided, for ever: a run never says otherwise. 'open': taken back, asked again.
  `CREATE TABLE match_decision (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  relation TEXT NOT NULL,
  ${json('left_rows')},
  ${json('right_rows')},
  ${oneOf('verdict', ['accepted', 'rejected', 'open'])},
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  note TEXT,
  batch INTEGER REFERENCES batch (id)
) STRICT`,
  noDelete('match_decision'),

  // A rule of the book in place of the shipped one of its kind.
  `CREATE TABLE match_rule (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  window_days INTEGER NOT NULL CHECK (window_days BETWEEN 0 AND 31),
  most INTEGER CHECK (most BETWEEN 1 AND 1000000)
) STRICT`,
  noDelete('match_rule'),
];
