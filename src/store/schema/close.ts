import { day, dayOrNull, fen, flag, json, month, noDelete, noUpdate, oneOf } from './columns.ts';

/** A seal that stands over a month, or over a later one, of the same scope. */
const sealed = (monthIs: string, client: string): string => `EXISTS (SELECT 1 FROM period_seal s
  WHERE s.reopened_at IS NULL AND s.client IS ${client} AND s.month >= ${monthIs})`;

const lastOnly = `EXISTS (SELECT 1 FROM period_seal s WHERE s.reopened_at IS NULL AND s.id <> OLD.id AND (
    s.month > OLD.month AND (OLD.client IS NULL OR s.client IS NULL OR s.client = OLD.client)
    OR OLD.client IS NOT NULL AND s.client IS NULL AND s.month >= OLD.month))`;

/** 结账 and 客户关账: what was sealed, and what was left open by name. */
export const CLOSE_STATEMENTS: readonly string[] = [
  // `figures`: by account key the month's debits, its credits, and debits less credits to its end. `head_seq` and
  // `head_hash`: the last entry of the log before the seal. Only a reopening is ever added to a seal.
  `CREATE TABLE period_seal (
  id INTEGER PRIMARY KEY,
  ${month('month')},
  client INTEGER REFERENCES client (id),
  closed_at TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL CHECK (length(head_hash) = 64),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  ${json('figures')},
  ${json('checklist')},
  reopened_at TEXT,
  reopened_by TEXT,
  reopen_reason TEXT CHECK (length(reopen_reason) > 0),
  CHECK ((reopened_at IS NULL) = (reopen_reason IS NULL) AND (reopened_at IS NULL) = (reopened_by IS NULL))
) STRICT`,
  'CREATE UNIQUE INDEX period_seal_standing ON period_seal (month, coalesce(client, 0)) WHERE reopened_at IS NULL',
  noUpdate('period_seal', [
    ...(['id', 'month', 'client', 'closed_at', 'closed_by'] as const),
    ...(['head_seq', 'head_hash', 'digest', 'figures', 'checklist'] as const),
  ]),
  noDelete('period_seal'),
  `CREATE TRIGGER period_seal_last BEFORE UPDATE ON period_seal WHEN OLD.reopened_at IS NOT NULL OR ${lastOnly}
BEGIN SELECT RAISE(ABORT, 'close.not_last'); END`,

  // The lock itself: a sealed month stays closed, no earlier one opens under it, and its sums do not move.
  noUpdate('period', ['id', 'month', 'client']),
  `CREATE TRIGGER period_opened BEFORE UPDATE OF state ON period WHEN NEW.state = 'open' AND OLD.state = 'closed'
  AND ${sealed('OLD.month', 'OLD.client')}
BEGIN SELECT RAISE(ABORT, 'close.sealed'); END`,
  `CREATE TRIGGER period_added BEFORE INSERT ON period WHEN NEW.state = 'open' AND ${sealed('NEW.month', 'NEW.client')}
BEGIN SELECT RAISE(ABORT, 'close.sealed'); END`,
  ...['INSERT', 'UPDATE'].map(
    act => `CREATE TRIGGER month_sum_${act.toLowerCase()} BEFORE ${act} ON month_sum
  WHEN ${sealed('NEW.month', 'NULL')}
BEGIN SELECT RAISE(FAIL, 'ledger.period_closed'); END`,
  ),

  // Whose a pool is decides in whose months its money stands, so with money in a sealed month it keeps its client.
  `CREATE TRIGGER pool_client_sealed BEFORE UPDATE OF client ON pool
  WHEN NEW.client IS NOT OLD.client AND EXISTS (
    SELECT 1 FROM account a JOIN month_sum m ON m.account = a.id JOIN period_seal s ON s.month >= m.month
    WHERE a.pool = OLD.id AND s.reopened_at IS NULL AND (s.client IS NULL OR s.client IN (OLD.client, NEW.client)))
BEGIN SELECT RAISE(ABORT, 'close.sealed'); END`,

  // 挂账结转: what a line of the checklist shows is left open by name; `fingerprint` says exactly what, so that nothing
  // else is excused. 当日无业务: days on which a money account had no rows.
  `CREATE TABLE close_exception (
  id INTEGER PRIMARY KEY,
  ${month('month')},
  client INTEGER REFERENCES client (id),
  line INTEGER NOT NULL CHECK (line BETWEEN 1 AND 30),
  ${oneOf('kind', ['carried', 'no_business'])},
  money INTEGER REFERENCES money_account (id),
  owner TEXT NOT NULL CHECK (length(owner) > 0),
  ${dayOrNull('due_on')},
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  fingerprint TEXT,
  count INTEGER NOT NULL CHECK (count >= 0),
  ${fen('amount_fen')},
  said_by TEXT NOT NULL,
  ${day('said_on')},
  ${flag('withdrawn')} DEFAULT 0,
  CHECK ((kind = 'no_business') = (money IS NOT NULL)),
  CHECK ((kind = 'carried') = (due_on IS NOT NULL AND fingerprint IS NOT NULL))
) STRICT`,
  'CREATE INDEX close_exception_month ON close_exception (month)',
  noUpdate('close_exception', [
    ...(['id', 'month', 'client', 'line', 'kind', 'money', 'owner', 'due_on'] as const),
    ...(['reason', 'fingerprint', 'count', 'amount_fen', 'said_by', 'said_on'] as const),
  ]),
  noDelete('close_exception'),
  ...['INSERT', 'UPDATE'].map(
    act => `CREATE TRIGGER close_exception_${act.toLowerCase()} BEFORE ${act} ON close_exception
  WHEN ${sealed('NEW.month', 'NEW.client')}
BEGIN SELECT RAISE(ABORT, 'close.sealed'); END`,
  ),
];
