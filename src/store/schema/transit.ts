import { APPROVALS, WITHDRAWAL_STATES } from '../../domain/refunds/withdrawal.ts';
import { day, dayOrNull, noDelete, oneOf } from './columns.ts';

/** Money in transit beyond what the ledger says of it: withdrawals as they are asked for, and who looks after a case. */
export const TRANSIT_STATEMENTS: readonly string[] = [
  // What has arrived says the ledger under `case_no`; the state ends where it was submitted, or came to nothing.
  `CREATE TABLE withdrawal (
  id INTEGER PRIMARY KEY,
  case_no TEXT NOT NULL UNIQUE,
  pool INTEGER NOT NULL REFERENCES pool (id),
  client INTEGER REFERENCES client (id),
  ${oneOf('bucket', ['prepay', 'rebate_credit'])},
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000000),
  ${oneOf('destination', ['agency', 'client'])},
  ${oneOf('state', WITHDRAWAL_STATES)},
  ${day('asked_on')},
  asked_by TEXT NOT NULL,
  ${oneOf('approval', APPROVALS)},
  approved_by TEXT,
  ${dayOrNull('approved_on')},
  ${dayOrNull('submitted_on')},
  platform_no TEXT,
  hold_batch INTEGER REFERENCES batch (id),
  batch INTEGER REFERENCES batch (id),
  afterwards TEXT CHECK (afterwards IN ('kept', 'returned')),
  reason TEXT,
  note TEXT,
  CHECK (approval <> 'needed' OR state IN ('awaiting', 'declined', 'cancelled') OR approved_by IS NOT NULL),
  CHECK (approval <> 'needed' OR approved_by IS NULL OR approved_by <> asked_by)
) STRICT`,
  'CREATE INDEX withdrawal_pool ON withdrawal (pool)',
  'CREATE INDEX withdrawal_platform_no ON withdrawal (platform_no) WHERE platform_no IS NOT NULL',
  noDelete('withdrawal'),

  `CREATE TABLE transit_follow (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL UNIQUE,
  owner TEXT,
  service_no TEXT,
  note TEXT,
  ${dayOrNull('seen_on')}
) STRICT`,
  noDelete('transit_follow'),
];
