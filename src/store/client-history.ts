import type { Connection } from './dialect/sqlite.ts';

/** One changed row of what belongs to a client, with the command that changed it. */
export interface StoredChange {
  seq: number;
  /** UTC, ISO. */
  at: string;
  actor: string;
  procedure: string;
  table: string;
  /** Row as JSON; null where there was none. */
  before: string | null;
  after: string;
}

const OWN_ROWS = `WITH own (name, row) AS (
  SELECT 'client', id FROM client WHERE id = @client
  UNION ALL SELECT 'client_alias', id FROM client_alias WHERE client = @client AND kind <> 'pinyin'
  UNION ALL SELECT 'client_manager', id FROM client_manager WHERE client = @client
  UNION ALL SELECT 'client_subject', id FROM client_subject WHERE client = @client
  UNION ALL SELECT 'client_term', id FROM client_term WHERE client = @client
  UNION ALL SELECT 'platform_account', id FROM platform_account WHERE client = @client
  UNION ALL SELECT 'pool', id FROM pool WHERE client = @client
  UNION ALL SELECT 'pool_link', k.id FROM pool_link k
    JOIN platform_account a ON a.id = k.platform_account WHERE a.client = @client
  UNION ALL SELECT 'subject', subject FROM client_subject WHERE client = @client
  UNION ALL SELECT 'subject_verification', v.id FROM subject_verification v
    JOIN client_subject s ON s.subject = v.subject WHERE s.client = @client
)`;

/** Changes of a client and of all that belongs to it, newest command first, at most `limit`. */
export function readClientChanges(connection: Connection, client: number, limit: number): StoredChange[] {
  const rows = connection
    .prepare(
      `${OWN_ROWS}
       SELECT l.seq, l.at, l.actor, l.procedure, own.name AS "table", c.before, c.after
       FROM own JOIN change c ON c.table_name = own.name AND c.row_id = CAST(own.row AS TEXT)
         JOIN log l ON l.seq = c.log_seq
       ORDER BY l.seq DESC, c.id LIMIT @limit`,
    )
    .all({ client, limit });
  return rows as StoredChange[];
}

const NAMED_TABLES = ['manager', 'subject', 'supplier', 'pool', 'platform_account'] as const;
export type NamedTable = (typeof NAMED_TABLES)[number];

/** Names of the rows that changes refer to by id. */
export function readNames(connection: Connection): Record<NamedTable, Map<number, string>> {
  const entries = NAMED_TABLES.map(table => {
    const rows = connection.prepareRaw(`SELECT id, name FROM ${table}`).all() as [number, string][];
    return [table, new Map(rows)] as const;
  });
  return Object.fromEntries(entries) as Record<NamedTable, Map<number, string>>;
}

/** A dated link of an account to a shared wallet. */
export interface StoredWalletLink {
  accountId: string;
  walletId: string;
  wallet: string;
  kind: 'agent_wallet' | 'shared_wallet' | 'shared_grant';
  from: string | null;
  to: string | null;
}

/** Wallets that the accounts of a client draw on, by account and day. */
export function readWalletLinks(connection: Connection, client: number): StoredWalletLink[] {
  const rows = connection
    .prepare(
      `SELECT a.platform_id AS accountId, p.platform_id AS walletId, p.name AS wallet, p.kind,
         k.from_on AS "from", k.until_on AS "to"
       FROM pool_link k JOIN platform_account a ON a.id = k.platform_account JOIN pool p ON p.id = k.pool
       WHERE a.client = @client AND p.kind IN ('agent_wallet', 'shared_wallet', 'shared_grant')
       ORDER BY a.id, k.from_on, k.id`,
    )
    .all({ client });
  return rows as StoredWalletLink[];
}
