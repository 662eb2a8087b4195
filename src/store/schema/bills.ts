import { day, fen, month, noDelete, noUpdate, oneOf } from './columns.ts';

const fenOrNull = (name: string): string =>
  `${name} INTEGER CHECK (${name} BETWEEN -9000000000000000 AND 9000000000000000)`;

/** 平台账单: the platform's monthly bills by account and business type, as they were told. */
export const BILL_STATEMENTS: readonly string[] = [
  // A withdrawn file counts for nothing and may come again.
  `CREATE TABLE bill_file (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  ${day('told_on')},
  told_by TEXT NOT NULL,
  ${oneOf('state', ['standing', 'withdrawn'])},
  reason TEXT
) STRICT`,
  "CREATE UNIQUE INDEX bill_file_content ON bill_file (sha256) WHERE state = 'standing'",
  noUpdate('bill_file', ['id', 'name', 'sha256', 'told_on', 'told_by']),
  noDelete('bill_file'),

  // `account`: the id at the platform, also of one that the book does not know. Of two files that tell the same line the
  // later one counts. Amounts are without grants.
  `CREATE TABLE bill_line (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES bill_file (id),
  row INTEGER NOT NULL,
  ${month('month')},
  account TEXT NOT NULL CHECK (length(account) > 0),
  account_name TEXT NOT NULL,
  business TEXT NOT NULL,
  bill_no TEXT NOT NULL,
  ${fen('amount_fen')},
  ${fenOrNull('grant_fen')},
  ${fenOrNull('available_fen')},
  ${fenOrNull('pending_fen')},
  ${fenOrNull('invoiced_fen')},
  ${fenOrNull('unavailable_fen')}
) STRICT`,
  'CREATE INDEX bill_line_month ON bill_line (month, account)',
  'CREATE INDEX bill_line_account ON bill_line (account)',
  'CREATE INDEX bill_line_file ON bill_line (file)',
  noUpdate('bill_line'),
  noDelete('bill_line'),
];
