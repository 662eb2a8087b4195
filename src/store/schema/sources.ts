import { day, insertOnly, json, noDelete, noUpdate, oneOf } from './columns.ts';

/** Imported files and their rows, kept for ever, and the stored plans of imports. */
export const SOURCE_STATEMENTS: readonly string[] = [
  `CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  profile TEXT,
  money INTEGER REFERENCES money_account (id),
  pool INTEGER REFERENCES pool (id),
  log_seq INTEGER NOT NULL
) STRICT`,
  ...insertOnly('source_file'),

  // The file as it came, in parts that are each deflated.
  `CREATE TABLE source_part (
  file INTEGER NOT NULL REFERENCES source_file (id),
  part INTEGER NOT NULL,
  deflated BLOB NOT NULL,
  PRIMARY KEY (file, part)
) STRICT`,
  ...insertOnly('source_part'),

  // open: known, not booked; booked: transfers stand on it; noted: read for comparison, moves nothing;
  // superseded: a later version took its place.
  `CREATE TABLE source_row (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES source_file (id),
  sheet TEXT NOT NULL,
  row INTEGER NOT NULL,
  identity TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  ${oneOf('state', ['open', 'booked', 'noted', 'superseded'])},
  raw TEXT NOT NULL,
  log_seq INTEGER NOT NULL
) STRICT`,
  'CREATE UNIQUE INDEX source_row_identity ON source_row (identity, version)',
  'CREATE INDEX source_row_file ON source_row (file, row)',
  // The day that a row tells: its content begins with its time. Matching reads a month and what lies around it.
  `CREATE INDEX source_row_told ON source_row (substr(raw, 11, 10))
  WHERE substr(raw, 1, 10) = '[["time","' AND state <> 'superseded'`,
  "CREATE INDEX source_row_open ON source_row (file) WHERE state = 'open'",
  noUpdate('source_row', [
    'id',
    'file',
    'sheet',
    'row',
    'identity',
    'version',
    'content_hash',
    'raw',
    'log_seq',
  ]),
  noDelete('source_row'),

  // Plans are work in progress: not hashed, removed when they are done with.
  `CREATE TABLE import_plan (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  profile TEXT,
  money INTEGER REFERENCES money_account (id),
  pool INTEGER REFERENCES pool (id),
  ${oneOf('state', ['planning', 'ready', 'committed', 'cancelled', 'interrupted'])},
  made_at TEXT NOT NULL,
  ${json('counts')},
  batch INTEGER REFERENCES batch (id)
) STRICT`,

  `CREATE TABLE import_plan_row (
  plan INTEGER NOT NULL REFERENCES import_plan (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  row INTEGER NOT NULL,
  identity TEXT NOT NULL,
  version INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  ${oneOf('verdict', ['new', 'known', 'corrected', 'refused', 'undecided'])},
  reason TEXT,
  source_row INTEGER REFERENCES source_row (id),
  raw TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (plan, n)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX import_plan_row_verdict ON import_plan_row (plan, verdict)',
  "CREATE INDEX import_plan_row_again ON import_plan_row (source_row) WHERE source_row IS NOT NULL AND verdict = 'new'",
  "CREATE INDEX import_plan_row_waiting ON import_plan_row (reason) WHERE reason = 'imports.order_account_unknown'",

  // Balances that a file tells, by account and day: one run of rows that lead from one to the next, 1/100000 yuan.
  `CREATE TABLE statement_day (
  plan INTEGER NOT NULL REFERENCES import_plan (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  account TEXT NOT NULL,
  bucket TEXT NOT NULL,
  ${day('day')},
  opening_e5 INTEGER NOT NULL,
  closing_e5 INTEGER NOT NULL,
  cash_e5 INTEGER,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  ${json('flaws')},
  PRIMARY KEY (plan, n)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX statement_day_account ON statement_day (account, day)',
];
