import { day, fen, flag, json, month, noDelete, oneOf } from './columns.ts';

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
  ${day('day')},
  client INTEGER REFERENCES client (id),
  party TEXT NOT NULL,
  told TEXT,
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

  // Rows of a month that stand in no match, as its last run and the decisions since leave them. `told`: what the row
  // says of itself ('direct': it meets another only by a person); `reason`: the code under which it is asked for.
  `CREATE TABLE match_open (
  relation TEXT NOT NULL,
  source_row INTEGER NOT NULL REFERENCES source_row (id),
  ${month('month')},
  ${oneOf('side', ['left', 'right'])},
  ${fen('amount_fen')},
  ${day('day')},
  client INTEGER REFERENCES client (id),
  party TEXT NOT NULL,
  told TEXT,
  reason TEXT NOT NULL,
  file INTEGER NOT NULL REFERENCES source_file (id),
  sheet TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (relation, source_row)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX match_open_month ON match_open (month, relation, side, day, source_row)',

  // All rows of a month, open and matched, by side and client (0: none).
  `CREATE TABLE match_total (
  ${month('month')},
  relation TEXT NOT NULL,
  ${oneOf('side', ['left', 'right'])},
  client INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  ${fen('amount_fen')},
  PRIMARY KEY (month, relation, side, client)
) STRICT, WITHOUT ROWID`,

  // The last run of a month; 'last_row': the newest row it could know. A run that was cancelled half way is not whole.
  `CREATE TABLE match_run (
  month TEXT NOT NULL PRIMARY KEY,
  ran_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  last_row INTEGER NOT NULL,
  ${flag('is_whole')}
) STRICT, WITHOUT ROWID`,

  // What persons did, by the sequence of the log, with what stood before it, so that the newest can be undone.
  `CREATE TABLE match_act (
  id INTEGER PRIMARY KEY,
  ${month('month')},
  kind TEXT NOT NULL,
  relation TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  match_count INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  ${json('stood')},
  ${flag('is_undone')}
) STRICT`,
  'CREATE INDEX match_act_month ON match_act (month, id)',

  // The clearing pair that a match posted (E02, E06, E07), and the red batch that took it back.
  `CREATE TABLE match_clearing (
  id INTEGER PRIMARY KEY,
  match_key TEXT NOT NULL,
  ${fen('amount_fen')},
  batch INTEGER NOT NULL UNIQUE REFERENCES batch (id),
  reversed_by INTEGER REFERENCES batch (id)
) STRICT`,
  'CREATE INDEX match_clearing_open ON match_clearing (match_key) WHERE reversed_by IS NULL',
  noDelete('match_clearing'),

  // Evidence of tickets 差异单.
  `CREATE TABLE ticket_file (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  attachment INTEGER NOT NULL REFERENCES attachment (id),
  name TEXT NOT NULL,
  UNIQUE (ticket, attachment)
) STRICT`,
  noDelete('ticket_file'),
];
