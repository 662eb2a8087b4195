import { day, dayOrNull, json, MAX_TRANSFER_FEN, noDelete, oneOf } from './columns.ts';

/** Orders that are planned and not yet placed, and what a client's orders are made from again and again. */
export const PLAN_STATEMENTS: readonly string[] = [
  // Targeting 定向 or creative 素材 of a client, under a name.
  `CREATE TABLE order_preset (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  ${oneOf('kind', ['targeting', 'creative'])},
  name TEXT NOT NULL,
  ${json('content')},
  ${dayOrNull('archived_on')},
  UNIQUE (client, kind, name)
) STRICT`,
  noDelete('order_preset'),

  // `draft`: the order as it is to be placed. `batch`: the hold 预占 of its pool money; null where nothing of a pool is held.
  // `promo_order`: what it became.
  `CREATE TABLE planned_order (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  platform_account INTEGER NOT NULL REFERENCES platform_account (id),
  ${day('planned_on')},
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND ${MAX_TRANSFER_FEN}),
  ${json('draft')},
  ${oneOf('state', ['planned', 'placed', 'dropped'])},
  batch INTEGER REFERENCES batch (id),
  promo_order INTEGER UNIQUE REFERENCES promo_order (id),
  reason TEXT,
  actor TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((promo_order IS NOT NULL) = (state = 'placed'))
) STRICT`,
  "CREATE INDEX planned_order_open ON planned_order (planned_on, id) WHERE state = 'planned'",
  'CREATE INDEX planned_order_client ON planned_order (client, planned_on)',
  noDelete('planned_order'),
];
