import { day, dayOrNull, flag, insertOnly, noDelete, oneOf } from './columns.ts';

/** Money in 分 that nobody may know yet: a blank of the platform is unknown, not zero (DAT-3). */
const known = (name: string): string => `${name} INTEGER CHECK (${name} BETWEEN 0 AND 10000000000000)`;
const jsonOrNull = (name: string): string => `${name} TEXT CHECK (${name} IS NULL OR json_valid(${name}))`;

/** Orders of 小店随心推 and DOU+, what was observed of them, and their steps. */
export const ORDER_STATEMENTS: readonly string[] = [
  // The newest of what is known; figures and steps below are what it is made of. `standing` 0: everything that told it
  // was taken back. `placed_on`: where nobody says, the day on which it was first told. Times are Beijing time as the platform writes it, `observed` ones UTC.
  `CREATE TABLE promo_order (
  id INTEGER PRIMARY KEY,
  ${oneOf('product', ['suixintui', 'douplus'])},
  order_no TEXT NOT NULL,
  task_no TEXT,
  platform_account INTEGER REFERENCES platform_account (id),
  client INTEGER REFERENCES client (id),
  account_text TEXT,
  scene TEXT CHECK (scene IN ('video', 'live')),
  goal TEXT,
  bid TEXT,
  duration_minutes INTEGER,
  video TEXT,
  live_room TEXT,
  state TEXT,
  placed_at TEXT,
  ${day('placed_on')},
  paid_at TEXT,
  ended_at TEXT,
  ${known('amount_fen')},
  ${known('paid_fen')},
  ${known('coupon_fen')},
  ${known('top_up_fen')},
  ${known('spent_fen')},
  ${known('refunded_fen')},
  ${known('expected_fen')},
  finality TEXT CHECK (finality IN ('provisional', 'reported', 'settled', 'billed')),
  payment TEXT CHECK (payment IN ('pool', 'alipay', 'wechat', 'douyin', 'bank')),
  funder TEXT CHECK (funder IN ('agency', 'client', 'employee')),
  money INTEGER REFERENCES money_account (id),
  employee INTEGER REFERENCES employee (id),
  ${jsonOrNull('targeting')},
  ${jsonOrNull('creative')},
  targeting_preset INTEGER REFERENCES order_preset (id),
  creative_preset INTEGER REFERENCES order_preset (id),
  ${flag('live_cart')} DEFAULT 0,
  ${jsonOrNull('findings')},
  ${flag('flagged')} DEFAULT 0,
  ${oneOf('told_by', ['book', 'file'])},
  ${flag('standing')} DEFAULT 1,
  UNIQUE (product, order_no)
) STRICT`,
  'CREATE INDEX promo_order_day ON promo_order (placed_on) WHERE standing = 1',
  'CREATE INDEX promo_order_client ON promo_order (client, placed_on) WHERE standing = 1',
  'CREATE INDEX promo_order_account ON promo_order (platform_account, placed_on) WHERE standing = 1',
  // Everything that the grid counts, filters by few values and sums, so that no scan reads the rows.
  `CREATE INDEX promo_order_sums ON promo_order (state, product, client, platform_account, scene, goal, finality, payment,
  told_by, flagged, placed_on, amount_fen, paid_fen, top_up_fen, spent_fen, coupon_fen, expected_fen) WHERE standing = 1`,
  // Sums of days and of everything: the smallest index that holds every sum.
  `CREATE INDEX promo_order_day_sums ON promo_order (placed_on, amount_fen, paid_fen, top_up_fen, spent_fen, coupon_fen,
  expected_fen) WHERE standing = 1`,
  'CREATE INDEX promo_order_room ON promo_order (live_room) WHERE live_room IS NOT NULL',
  noDelete('promo_order'),

  // A live room that has ever used the cart takes no DOU+ order any more (ORD-10).
  `CREATE TABLE live_room (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL UNIQUE,
  ${dayOrNull('cart_used_on')}
) STRICT`,
  noDelete('live_room'),

  // What was seen, when, and how far it may be trusted (DAT-5). `day`: business day that it belongs to.
  `CREATE TABLE order_figure (
  id INTEGER PRIMARY KEY,
  promo_order INTEGER NOT NULL REFERENCES promo_order (id),
  ${oneOf('name', ['amount', 'paid', 'coupon', 'top_up', 'spent', 'refunded'])},
  value_fen INTEGER NOT NULL CHECK (value_fen BETWEEN 0 AND 10000000000000),
  ${dayOrNull('day')},
  observed_at TEXT NOT NULL,
  ${oneOf('finality', ['provisional', 'reported', 'settled', 'billed'])},
  source_row INTEGER REFERENCES source_row (id),
  log_seq INTEGER NOT NULL
) STRICT`,
  'CREATE INDEX order_figure_order ON order_figure (promo_order)',
  'CREATE INDEX order_figure_source ON order_figure (source_row) WHERE source_row IS NOT NULL',
  'CREATE INDEX order_figure_seq ON order_figure (log_seq)',
  ...insertOnly('order_figure'),

  `CREATE TABLE order_change (
  id INTEGER PRIMARY KEY,
  promo_order INTEGER NOT NULL REFERENCES promo_order (id),
  at TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  reason TEXT,
  actor TEXT NOT NULL,
  source_row INTEGER REFERENCES source_row (id),
  batch INTEGER REFERENCES batch (id),
  log_seq INTEGER NOT NULL
) STRICT`,
  'CREATE INDEX order_change_order ON order_change (promo_order)',
  'CREATE INDEX order_change_seq ON order_change (log_seq)',
  ...insertOnly('order_change'),
];
