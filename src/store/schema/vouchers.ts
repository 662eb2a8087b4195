import { day, fen, json, month, noDelete, noUpdate, oneOf } from './columns.ts';

const standing = (of: string) => `SELECT max(b.through_transfer) FROM voucher_batch b
    WHERE b.month = ${of}.month AND b.state <> 'withdrawn'`;

/** 记账凭证 for the general ledger: the mapping, what was exported, and the 科目余额表 that came back. */
export const VOUCHER_STATEMENTS: readonly string[] = [
  // Settings, mapping of accounts, codes of parties; the one row is replaced as a whole, with its change.
  `CREATE TABLE voucher_setting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ${json('content')}
) STRICT`,
  noDelete('voucher_setting'),

  // A batch takes every entry of its month after `from_transfer`, through `through_transfer`: transfers are only ever
  // added, so what is between two numbers never changes, and no entry can be in two batches that stand.
  `CREATE TABLE voucher_batch (
  id INTEGER PRIMARY KEY,
  ${month('month')},
  from_transfer INTEGER NOT NULL CHECK (from_transfer >= 0),
  through_transfer INTEGER NOT NULL,
  first_no INTEGER NOT NULL CHECK (first_no >= 1),
  last_no INTEGER NOT NULL CHECK (last_no >= first_no - 1),
  entries INTEGER NOT NULL CHECK (entries >= 1),
  ${fen('amount_fen')},
  ${json('snapshot')},
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  ${oneOf('state', ['made', 'booked', 'withdrawn'])},
  ended_at TEXT,
  ended_by TEXT,
  reason TEXT CHECK (length(reason) > 0),
  CHECK (from_transfer < through_transfer),
  CHECK ((state = 'made') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
  CHECK ((state = 'withdrawn') = (reason IS NOT NULL))
) STRICT`,
  'CREATE INDEX voucher_batch_month ON voucher_batch (month, through_transfer)',
  `CREATE TRIGGER voucher_batch_follows BEFORE INSERT ON voucher_batch
  WHEN NEW.state <> 'made' OR NEW.from_transfer <> coalesce((${standing('NEW')}), 0)
BEGIN SELECT RAISE(ABORT, 'vouchers.twice'); END`,
  `CREATE TRIGGER voucher_batch_ends BEFORE UPDATE ON voucher_batch
  WHEN OLD.state <> 'made' OR NEW.state = 'withdrawn' AND OLD.through_transfer <> (${standing('OLD')})
BEGIN SELECT RAISE(ABORT, 'vouchers.not_last'); END`,
  noUpdate('voucher_batch', [
    ...(['id', 'month', 'from_transfer', 'through_transfer', 'first_no', 'last_no', 'entries'] as const),
    ...(['amount_fen', 'snapshot', 'digest', 'made_at', 'made_by'] as const),
  ]),
  noDelete('voucher_batch'),

  // 科目余额表 of the general ledger as read; the latest of a month counts.
  `CREATE TABLE gl_balance (
  id INTEGER PRIMARY KEY,
  ${month('month')},
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  ${json('content')},
  read_by TEXT NOT NULL,
  ${day('read_on')}
) STRICT`,
  'CREATE INDEX gl_balance_month ON gl_balance (month)',
  noUpdate('gl_balance'),
  noDelete('gl_balance'),
];
