import { day, dayOrNull, fen, flag, insertOnly, json, month, noDelete, oneOf } from './columns.ts';

/** The book itself, its months, the log of commands and the changes of its mutable tables. */
export const BOOK_STATEMENTS: readonly string[] = [
  `CREATE TABLE book (
  id TEXT NOT NULL PRIMARY KEY,
  only_row INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (only_row = 1),
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  ${month('first_period')},
  ${json('settings')}
) STRICT`,
  noDelete('book'),

  // A month without an open row of the whole book counts as closed; a client's row closes it for that client, and
  // the book's row says whether there is one, so that a posting looks for clients only then.
  `CREATE TABLE period (
  id INTEGER PRIMARY KEY,
  ${month('month')},
  ${oneOf('state', ['open', 'closed'])},
  client INTEGER REFERENCES client (id),
  ${flag('some_client_closed')} DEFAULT 0
) STRICT`,
  'CREATE UNIQUE INDEX period_book ON period (month) WHERE client IS NULL',
  'CREATE UNIQUE INDEX period_client ON period (month, client) WHERE client IS NOT NULL',
  noDelete('period'),
  ...['INSERT', 'UPDATE OF state'].map(
    act => `CREATE TRIGGER period_${act.slice(0, 6).toLowerCase()} AFTER ${act} ON period BEGIN
  UPDATE period SET some_client_closed = EXISTS (
    SELECT 1 FROM period c WHERE c.month = NEW.month AND c.client IS NOT NULL AND c.state = 'closed'
  ) WHERE month = NEW.month AND client IS NULL;
END`,
  ),

  `CREATE TABLE log (
  seq INTEGER PRIMARY KEY,
  prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  actor TEXT NOT NULL,
  procedure TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  input_hash TEXT NOT NULL CHECK (length(input_hash) = 64),
  effect_hash TEXT NOT NULL CHECK (length(effect_hash) = 64),
  at TEXT NOT NULL,
  ${json('answer')}
) STRICT`,
  ...insertOnly('log'),

  `CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  log_seq INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT`,
  'CREATE INDEX change_row ON change (table_name, row_id)',
  'CREATE INDEX change_seq ON change (log_seq)',
  ...insertOnly('change'),

  // An open item 往来明细; open_fen is the part not yet cleared, on the account's normal side.
  `CREATE TABLE open_item (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  ${day('due_on')},
  opened_by INTEGER NOT NULL REFERENCES batch (id),
  case_no TEXT,
  ${fen('open_fen')}
) STRICT`,
  'CREATE INDEX open_item_due ON open_item (account, due_on) WHERE open_fen <> 0',
  noDelete('open_item'),

  // `month`, `relation` and `match_key` are of a difference that matching found; the amount is outside less own list.
  `CREATE TABLE ticket (
  id INTEGER PRIMARY KEY,
  reason TEXT NOT NULL,
  ${fen('amount_fen')},
  ${oneOf('state', ['open', 'decided', 'carried'])},
  ${day('arose_on')},
  batch INTEGER REFERENCES batch (id),
  source_row INTEGER REFERENCES source_row (id),
  case_no TEXT,
  client INTEGER REFERENCES client (id),
  supplier INTEGER REFERENCES supplier (id),
  money INTEGER REFERENCES money_account (id),
  pool INTEGER REFERENCES pool (id),
  employee INTEGER REFERENCES employee (id),
  bucket TEXT,
  category TEXT,
  owner TEXT,
  ${dayOrNull('due_on')},
  note TEXT,
  decided_batch INTEGER REFERENCES batch (id),
  month TEXT,
  relation TEXT,
  match_key TEXT,
  resolution TEXT CHECK (resolution IN ('match', 'adjustment', 'decision'))
) STRICT`,
  'CREATE UNIQUE INDEX ticket_match ON ticket (match_key, month) WHERE match_key IS NOT NULL',
  'CREATE INDEX ticket_month ON ticket (month) WHERE month IS NOT NULL',
  "CREATE INDEX ticket_open ON ticket (reason, arose_on) WHERE state = 'open'",
  'CREATE INDEX ticket_batch ON ticket (batch)',
  noDelete('ticket'),

  // The chart as the constraints read it: which dimensions a code demands.
  `CREATE TABLE chart (
  code TEXT NOT NULL PRIMARY KEY,
  ${oneOf('side', ['debit', 'credit'])},
  ${oneOf('guard', ['none', 'debits_cover', 'credits_cover'])},
  ${['client', 'supplier', 'money', 'pool', 'bucket', 'employee', 'category'].map(dim => flag(`needs_${dim}`)).join(',\n  ')}
) STRICT, WITHOUT ROWID`,
  ...insertOnly('chart'),
];
