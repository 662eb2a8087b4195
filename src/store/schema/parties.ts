import { dayOrNull, flag, noDelete, oneOf } from './columns.ts';

/** Who and what: never deleted, only archived. `search_key` is the normalised text that searching compares. */
const named = (table: string): string[] => [
  `CREATE INDEX ${table}_search ON ${table} (search_key)`,
  noDelete(table),
];

export const PARTY_STATEMENTS: readonly string[] = [
  `CREATE TABLE subject (
  id INTEGER PRIMARY KEY,
  ${oneOf('kind', ['enterprise', 'individual'])},
  name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  code TEXT UNIQUE,
  ${flag('is_ours')} DEFAULT 0,
  note TEXT,
  ${dayOrNull('archived_on')}
) STRICT`,
  ...named('subject'),

  `CREATE TABLE client (
  id INTEGER PRIMARY KEY,
  code TEXT UNIQUE,
  name TEXT NOT NULL UNIQUE,
  search_key TEXT NOT NULL,
  subject INTEGER REFERENCES subject (id),
  contract_subject INTEGER REFERENCES subject (id),
  ${oneOf('invoice_mode', ['M1', 'M2', 'M3'])} DEFAULT 'M1',
  ${oneOf('terms', ['prepaid', 'postpaid'])} DEFAULT 'prepaid',
  credit_days INTEGER NOT NULL DEFAULT 0 CHECK (credit_days BETWEEN 0 AND 3660),
  note TEXT,
  ${dayOrNull('archived_on')}
) STRICT`,
  ...named('client'),

  `CREATE TABLE client_alias (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  ${oneOf('kind', ['shop', 'douyin_id', 'nickname', 'account_id', 'payer', 'pinyin', 'other'])},
  text TEXT NOT NULL,
  search_key TEXT NOT NULL,
  ${dayOrNull('archived_on')},
  UNIQUE (client, kind, text)
) STRICT`,
  ...named('client_alias'),

  `CREATE TABLE manager (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  search_key TEXT NOT NULL,
  ${dayOrNull('archived_on')}
) STRICT`,
  ...named('manager'),

  `CREATE TABLE client_manager (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  manager INTEGER NOT NULL REFERENCES manager (id),
  ${oneOf('role', ['main', 'assistant', 'stand_in'])},
  ${dayOrNull('from_on')},
  ${dayOrNull('until_on')}
) STRICT`,
  'CREATE INDEX client_manager_client ON client_manager (client)',
  'CREATE INDEX client_manager_manager ON client_manager (manager)',
  noDelete('client_manager'),

  `CREATE TABLE supplier (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  search_key TEXT NOT NULL,
  subject INTEGER REFERENCES subject (id),
  contract_no TEXT,
  note TEXT,
  ${dayOrNull('archived_on')}
) STRICT`,
  ...named('supplier'),

  `CREATE TABLE employee (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  search_key TEXT NOT NULL,
  ${dayOrNull('archived_on')}
) STRICT`,
  ...named('employee'),

  `CREATE TABLE money_account (
  id INTEGER PRIMARY KEY,
  ${oneOf('kind', ['bank', 'alipay', 'wechat', 'douyin_pay', 'cash', 'other'])},
  name TEXT NOT NULL UNIQUE,
  search_key TEXT NOT NULL,
  bank TEXT,
  number TEXT,
  holder TEXT,
  subject INTEGER REFERENCES subject (id),
  currency TEXT NOT NULL DEFAULT 'CNY' CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  ${flag('has_statement')} DEFAULT 1,
  note TEXT,
  ${dayOrNull('archived_on')}
) STRICT`,
  'CREATE INDEX money_account_number ON money_account (number)',
  ...named('money_account'),

  `CREATE TABLE platform_account (
  id INTEGER PRIMARY KEY,
  ${oneOf('kind', ['qianchuan', 'douplus'])},
  platform_id TEXT NOT NULL,
  name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  client INTEGER REFERENCES client (id),
  subject INTEGER REFERENCES subject (id),
  supplier INTEGER REFERENCES supplier (id),
  ${oneOf('spend_basis', ['flow', 'orders'])} DEFAULT 'flow',
  ${dayOrNull('banned_on')},
  note TEXT,
  ${dayOrNull('archived_on')},
  UNIQUE (kind, platform_id)
) STRICT`,
  'CREATE INDEX platform_account_client ON platform_account (client)',
  ...named('platform_account'),

  `CREATE TABLE pool (
  id INTEGER PRIMARY KEY,
  ${oneOf('kind', ['account', 'agent_wallet', 'shared_wallet', 'shared_grant', 'douplus'])},
  ${oneOf('funds_kind', ['general', 'brand'])} DEFAULT 'general',
  name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  platform_id TEXT,
  supplier INTEGER REFERENCES supplier (id),
  client INTEGER REFERENCES client (id),
  ${oneOf('funder', ['agency', 'client', 'employee'])} DEFAULT 'agency',
  note TEXT,
  ${dayOrNull('archived_on')}
) STRICT`,
  'CREATE INDEX pool_client ON pool (client)',
  'CREATE INDEX pool_platform ON pool (platform_id)',
  ...named('pool'),

  // Which accounts draw on which pool, by dates.
  `CREATE TABLE pool_link (
  id INTEGER PRIMARY KEY,
  platform_account INTEGER NOT NULL REFERENCES platform_account (id),
  pool INTEGER NOT NULL REFERENCES pool (id),
  ${dayOrNull('from_on')},
  ${dayOrNull('until_on')}
) STRICT`,
  'CREATE INDEX pool_link_account ON pool_link (platform_account)',
  'CREATE INDEX pool_link_pool ON pool_link (pool)',
  noDelete('pool_link'),
];
