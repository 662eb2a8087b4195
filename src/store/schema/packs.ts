import { PACK_STATES } from '../../domain/packs/states.ts';
import { day, fen, json, month, noDelete, noUpdate, oneOf } from './columns.ts';

/** 对账单包: what was made for a client's month, and what became of it. */
export const PACK_STATEMENTS: readonly string[] = [
  // `digest`: over what the pack states; `check_code`: over that and the stamp, printed on every page.
  `CREATE TABLE statement_pack (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  ${month('month')},
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL CHECK (length(head_hash) = 64),
  ${json('finality')},
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  check_code TEXT NOT NULL,
  ${fen('closing_unallocated_fen')},
  ${fen('closing_at_platform_fen')},
  ${oneOf('state', PACK_STATES)},
  ${day('state_on')},
  state_by TEXT NOT NULL,
  superseded_at TEXT,
  superseded_why TEXT CHECK (superseded_why IN ('reopened', 'replaced')),
  CHECK ((superseded_at IS NULL) = (superseded_why IS NULL))
) STRICT`,
  'CREATE UNIQUE INDEX statement_pack_standing ON statement_pack (month, client) WHERE superseded_at IS NULL',
  'CREATE INDEX statement_pack_code ON statement_pack (check_code)',
  noUpdate('statement_pack', [
    ...(['id', 'client', 'month', 'made_at', 'made_by', 'head_seq', 'head_hash', 'finality'] as const),
    ...(['digest', 'check_code', 'closing_unallocated_fen', 'closing_at_platform_fen'] as const),
  ]),
  noDelete('statement_pack'),

  // Who said what of a pack and when; `attachment`: the paper that came back.
  `CREATE TABLE statement_pack_step (
  id INTEGER PRIMARY KEY,
  pack INTEGER NOT NULL REFERENCES statement_pack (id),
  ${oneOf('state', PACK_STATES)},
  ${day('on_day')},
  said_by TEXT NOT NULL,
  said_at TEXT NOT NULL,
  person TEXT,
  note TEXT,
  attachment INTEGER REFERENCES attachment (id)
) STRICT`,
  'CREATE INDEX statement_pack_step_pack ON statement_pack_step (pack)',
  noUpdate('statement_pack_step'),
  noDelete('statement_pack_step'),
];
