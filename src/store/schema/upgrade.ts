import { DOCUMENT_TYPES } from '../../domain/invoices/register.ts';
import { PAPERS } from '../../domain/rulebook/types.ts';
import { ATTACHMENT_TYPES } from '../../domain/upgrade/attachment.ts';
import { QUALIFICATION_STATES, WAITED_FOR } from '../../domain/upgrade/book.ts';
import { UPGRADE_STATES } from '../../domain/upgrade/states.ts';
import { day, dayOrNull, insertOnly, json, noDelete, oneOf } from './columns.ts';

const among = (name: string, values: readonly string[]): string =>
  `${name} TEXT CHECK (${name} IN (${values.map(value => `'${value}'`).join(', ')}))`;

/** Kept evidence, the upgrade of each DOU+ account, and the papers of legal persons. */
export const UPGRADE_STATEMENTS: readonly string[] = [
  // One row for each content, whatever it was called; its bytes in parts that are each deflated.
  `CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  ${oneOf('type', [...ATTACHMENT_TYPES, ...DOCUMENT_TYPES])},
  log_seq INTEGER NOT NULL
) STRICT`,
  ...insertOnly('attachment'),

  `CREATE TABLE attachment_part (
  attachment INTEGER NOT NULL REFERENCES attachment (id),
  part INTEGER NOT NULL,
  deflated BLOB NOT NULL,
  PRIMARY KEY (attachment, part)
) STRICT`,
  ...insertOnly('attachment_part'),

  // `triggers` and `placement` are what the case was opened on (UPG-1); `told_on`: the ad label was said (UPG-0).
  `CREATE TABLE upgrade_case (
  id INTEGER PRIMARY KEY,
  platform_account INTEGER NOT NULL UNIQUE REFERENCES platform_account (id),
  ${oneOf('state', UPGRADE_STATES)},
  ${json('triggers')},
  ${json('placement')},
  used_before INTEGER CHECK (used_before IN (0, 1)),
  ${dayOrNull('told_on')},
  ${among('waiting_for', WAITED_FOR)},
  ${day('since_on')},
  ${day('opened_on')},
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL
) STRICT`,
  noDelete('upgrade_case'),

  `CREATE TABLE upgrade_step (
  id INTEGER PRIMARY KEY,
  upgrade_case INTEGER NOT NULL REFERENCES upgrade_case (id),
  at TEXT NOT NULL,
  ${day('happened_on')},
  ${oneOf('from_state', UPGRADE_STATES)},
  ${oneOf('to_state', UPGRADE_STATES)},
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  attachment INTEGER REFERENCES attachment (id),
  log_seq INTEGER NOT NULL
) STRICT`,
  'CREATE INDEX upgrade_step_case ON upgrade_step (upgrade_case)',
  ...insertOnly('upgrade_step'),

  // A paper of a legal person: it counts for every account of that person (UPG-4). A new submission is a new row.
  `CREATE TABLE qualification (
  id INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL REFERENCES subject (id),
  ${oneOf('paper', PAPERS)},
  ${oneOf('state', QUALIFICATION_STATES)},
  ${day('asked_on')},
  ${day('since_on')},
  ${dayOrNull('valid_from')},
  ${dayOrNull('valid_to')},
  attachment INTEGER REFERENCES attachment (id),
  reject_reason TEXT,
  note TEXT
) STRICT`,
  'CREATE INDEX qualification_subject ON qualification (subject)',
  noDelete('qualification'),
];
