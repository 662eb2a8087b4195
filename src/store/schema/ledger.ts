import {
  day,
  FIRST_MEMO_ID,
  fenFromZero,
  insertOnly,
  MAX_TRANSFER_FEN,
  month,
  noDelete,
  noUpdate,
  oneOf,
} from './columns.ts';

/** Accounts, batches and transfers, with the sums that the same statement keeps. */
export const LEDGER_STATEMENTS: readonly string[] = [
  `CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL REFERENCES chart (code),
  key TEXT NOT NULL UNIQUE,
  client INTEGER REFERENCES client (id),
  subject INTEGER REFERENCES subject (id),
  supplier INTEGER REFERENCES supplier (id),
  money INTEGER REFERENCES money_account (id),
  pool INTEGER REFERENCES pool (id),
  bucket TEXT,
  employee INTEGER REFERENCES employee (id),
  category TEXT,
  log_seq INTEGER NOT NULL,
  CHECK ((id >= ${FIRST_MEMO_ID}) = (code GLOB '9*'))
) STRICT`,
  'CREATE INDEX account_code ON account (code, client, pool)',
  'CREATE INDEX account_client ON account (client) WHERE client IS NOT NULL',
  'CREATE INDEX account_pool ON account (pool) WHERE pool IS NOT NULL',
  `CREATE TRIGGER account_dims BEFORE INSERT ON account WHEN NOT EXISTS (
  SELECT 1 FROM chart WHERE code = NEW.code
    AND needs_client <= (NEW.client IS NOT NULL) AND needs_supplier <= (NEW.supplier IS NOT NULL)
    AND needs_money <= (NEW.money IS NOT NULL) AND needs_pool <= (NEW.pool IS NOT NULL)
    AND needs_bucket <= (NEW.bucket IS NOT NULL) AND needs_employee <= (NEW.employee IS NOT NULL)
    AND needs_category <= (NEW.category IS NOT NULL)
) BEGIN SELECT RAISE(ABORT, 'ledger.dims_missing'); END`,
  ...insertOnly('account'),

  `CREATE TABLE balance (
  account INTEGER PRIMARY KEY REFERENCES account (id),
  ${oneOf('guard', ['none', 'debits_cover', 'credits_cover'])},
  ${fenFromZero('allowance_fen')},
  ${fenFromZero('debits_posted_fen')},
  ${fenFromZero('credits_posted_fen')},
  ${fenFromZero('debits_pending_fen')},
  ${fenFromZero('credits_pending_fen')},
  CHECK (allowance_fen >= 0),
  CHECK (debits_pending_fen >= 0 AND credits_pending_fen >= 0),
  CONSTRAINT covered CHECK (CASE guard
    WHEN 'debits_cover' THEN debits_posted_fen + allowance_fen >= credits_posted_fen + credits_pending_fen
    WHEN 'credits_cover' THEN credits_posted_fen + allowance_fen >= debits_posted_fen + debits_pending_fen
    ELSE 1 END)
) STRICT`,
  noDelete('balance'),

  `CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  ${day('effective_on')},
  booked_at TEXT NOT NULL,
  summary TEXT NOT NULL,
  reverses_batch INTEGER UNIQUE REFERENCES batch (id),
  log_seq INTEGER NOT NULL
) STRICT`,
  'CREATE INDEX batch_seq ON batch (log_seq)',
  ...insertOnly('batch'),

  // Sides and amount say what moved. A 'reverse' is red 红字: it counts negative on the opposite sides, so that
  // turnover is not inflated. The reversal of a red leg is a plain post.
  `CREATE TABLE transfer (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  leg INTEGER NOT NULL CHECK (leg >= 1),
  ${oneOf('kind', ['hold', 'post', 'settle', 'void', 'reverse'])},
  debit INTEGER NOT NULL REFERENCES account (id),
  credit INTEGER NOT NULL REFERENCES account (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  hold_id INTEGER REFERENCES hold (id),
  reverses_id INTEGER REFERENCES transfer (id),
  ${day('effective_on')},
  event TEXT NOT NULL,
  source_row INTEGER REFERENCES source_row (id),
  case_no TEXT,
  debit_item INTEGER REFERENCES open_item (id),
  credit_item INTEGER REFERENCES open_item (id),
  CHECK (debit <> credit),
  CHECK ((debit >= ${FIRST_MEMO_ID}) = (credit >= ${FIRST_MEMO_ID})),
  CHECK ((hold_id IS NOT NULL) = (kind IN ('hold', 'settle', 'void'))),
  CHECK (reverses_id IS NULL OR kind IN ('reverse', 'post'))
) STRICT`,
  // With its kind, a posting of an account is counted and summed from the index alone.
  'CREATE INDEX transfer_debit ON transfer (debit, effective_on, amount_fen, kind)',
  'CREATE INDEX transfer_credit ON transfer (credit, effective_on, amount_fen, kind)',
  // 序时账 in its order, with what its figures and commonest filter need.
  `CREATE INDEX transfer_day ON transfer (effective_on, id, kind, amount_fen, event)
  WHERE kind IN ('post', 'settle', 'reverse')`,
  'CREATE UNIQUE INDEX transfer_leg ON transfer (batch, leg)',
  'CREATE INDEX transfer_source ON transfer (source_row) WHERE source_row IS NOT NULL',
  'CREATE INDEX transfer_case ON transfer (case_no) WHERE case_no IS NOT NULL',
  'CREATE INDEX transfer_hold ON transfer (hold_id) WHERE hold_id IS NOT NULL',
  'CREATE UNIQUE INDEX transfer_reverses ON transfer (reverses_id) WHERE reverses_id IS NOT NULL',
  'CREATE INDEX transfer_debit_item ON transfer (debit_item) WHERE debit_item IS NOT NULL',
  'CREATE INDEX transfer_credit_item ON transfer (credit_item) WHERE credit_item IS NOT NULL',
  // FAIL instead of ABORT: nothing of the row is written yet, and ABORT would journal every page of every statement.
  `CREATE TRIGGER transfer_period BEFORE INSERT ON transfer WHEN (
  SELECT CASE WHEN state <> 'open' THEN 1 WHEN some_client_closed = 0 THEN 0 ELSE EXISTS (
    SELECT 1 FROM period c WHERE c.client IS NOT NULL AND c.month = substr(NEW.effective_on, 1, 7)
      AND c.state = 'closed' AND c.client IN (SELECT a.client FROM account a WHERE a.id IN (NEW.debit, NEW.credit)
        UNION ALL SELECT p.client FROM account a JOIN pool p ON p.id = a.pool WHERE a.id IN (NEW.debit, NEW.credit))
  ) END FROM period WHERE client IS NULL AND month = substr(NEW.effective_on, 1, 7)
) IS NOT 0 BEGIN SELECT RAISE(FAIL, 'ledger.period_closed'); END`,
  ...insertOnly('transfer'),

  `CREATE TABLE hold (
  id INTEGER PRIMARY KEY,
  debit INTEGER NOT NULL REFERENCES account (id),
  credit INTEGER NOT NULL REFERENCES account (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  open_fen INTEGER NOT NULL CHECK (open_fen BETWEEN 0 AND amount_fen)
) STRICT`,
  'CREATE INDEX hold_open ON hold (credit) WHERE open_fen > 0',
  noUpdate('hold', ['id', 'debit', 'credit', 'amount_fen']),
  noDelete('hold'),

  `CREATE TABLE month_sum (
  account INTEGER NOT NULL REFERENCES account (id),
  ${month('month')},
  ${fenFromZero('debits_fen')},
  ${fenFromZero('credits_fen')},
  PRIMARY KEY (account, month)
) STRICT, WITHOUT ROWID`,
  noDelete('month_sum'),
];
