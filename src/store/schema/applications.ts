import { APPLICATION_ACTS, APPLICATION_KINDS, APPLICATION_STATES } from '../../domain/applications/states.ts';
import {
  day,
  dayOrNull,
  fenFromZero,
  flag,
  insertOnly,
  json,
  MAX_TRANSFER_FEN,
  noDelete,
  oneOf,
} from './columns.ts';

/** Applications 申请 with their lines and steps, and the advances agreed with clients. */
export const APPLICATION_STATEMENTS: readonly string[] = [
  // `hold_batch`: what the approval holds or, of a refund, has posted. `pay_code`: 打款码 of the last payment.
  `CREATE TABLE application (
  id INTEGER PRIMARY KEY,
  no TEXT NOT NULL UNIQUE,
  ${oneOf('kind', APPLICATION_KINDS)},
  client INTEGER NOT NULL REFERENCES client (id),
  ${oneOf('state', APPLICATION_STATES)},
  ${oneOf('funding', ['balance', 'advance'])},
  ${oneOf('route', ['online', 'corporate'])},
  ${flag('urgent')},
  note TEXT NOT NULL,
  ${json('details')},
  paid_fen INTEGER NOT NULL CHECK (paid_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  credited_fen INTEGER NOT NULL CHECK (credited_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  applicant TEXT,
  applied_at TEXT,
  approver TEXT,
  approved_at TEXT,
  cashier TEXT,
  paid_at TEXT,
  done_at TEXT,
  override_reason TEXT,
  hold_batch INTEGER REFERENCES batch (id),
  payments INTEGER NOT NULL DEFAULT 0,
  pay_code TEXT,
  money INTEGER REFERENCES money_account (id),
  ${dayOrNull('paid_on')},
  pay_batch INTEGER REFERENCES batch (id),
  ${dayOrNull('due_on')}
) STRICT`,
  'CREATE INDEX application_client ON application (client, state)',
  "CREATE INDEX application_open ON application (state, id) WHERE state IN ('draft', 'applied', 'approved', 'paid')",
  noDelete('application'),

  // `rate_ppm`: front rebate in money when it was applied for, as are `grant_fen` (货返) and `fee_fen` (服务费按充值); `upstream_fen`: what was paid for it upstream.
  `CREATE TABLE application_line (
  id INTEGER PRIMARY KEY,
  application INTEGER NOT NULL REFERENCES application (id),
  nth INTEGER NOT NULL,
  platform_account INTEGER REFERENCES platform_account (id),
  to_account INTEGER REFERENCES platform_account (id),
  to_client INTEGER REFERENCES client (id),
  paid_fen INTEGER NOT NULL CHECK (paid_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  credited_fen INTEGER NOT NULL CHECK (credited_fen BETWEEN paid_fen AND ${MAX_TRANSFER_FEN}),
  rate_ppm INTEGER NOT NULL,
  recognition TEXT CHECK (recognition IN ('with_spend', 'at_recharge')),
  ${fenFromZero('grant_fen')},
  ${fenFromZero('fee_fen')},
  upstream_fen INTEGER CHECK (upstream_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  deposited_fen INTEGER CHECK (deposited_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  ${dayOrNull('deposited_on')},
  deposited_at TEXT,
  deposit_batch INTEGER REFERENCES batch (id),
  told_by INTEGER,
  told_fen INTEGER,
  UNIQUE (application, nth)
) STRICT`,
  'CREATE INDEX application_line_told ON application_line (told_by) WHERE told_by IS NOT NULL',
  noDelete('application_line'),

  // `own_work`: the one who approved or paid is the one who had applied (经办 = 复核).
  `CREATE TABLE application_step (
  id INTEGER PRIMARY KEY,
  application INTEGER NOT NULL REFERENCES application (id),
  at TEXT NOT NULL,
  ${oneOf('act', APPLICATION_ACTS)},
  ${oneOf('from_state', APPLICATION_STATES)},
  ${oneOf('to_state', APPLICATION_STATES)},
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  ${flag('own_work')},
  log_seq INTEGER NOT NULL
) STRICT`,
  'CREATE INDEX application_step_of ON application_step (application)',
  'CREATE INDEX application_step_log ON application_step (log_seq) WHERE own_work = 1',
  ...insertOnly('application_step'),

  `CREATE TABLE advance_term (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  ${day('from_on')},
  ceiling_fen INTEGER NOT NULL CHECK (ceiling_fen BETWEEN 0 AND ${MAX_TRANSFER_FEN}),
  days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 3660),
  UNIQUE (client, from_on)
) STRICT`,
  ...insertOnly('advance_term'),
];
