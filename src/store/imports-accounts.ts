import type { MoneyRef, PoolFact } from '../domain/accounting/events/facts.ts';
import type { AccountView, MoneyKind } from '../domain/imports/book-view.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Ids of accounts that a commit makes where the book has none of a kind yet. */
export const PLACEHOLDERS: Record<MoneyKind | 'own' | 'employee', number> = {
  own: -1,
  bank: -2,
  alipay: -3,
  wechat: -4,
  douyin_pay: -5,
  employee: -6,
};

/** Accounts, wallets and money accounts of the book as an import asks for them; a platform account is read once. */
export class StoredAccounts {
  protected readonly connection: Connection;
  private readonly accounts = new Map<string, AccountView | null>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  account(platformId: string): AccountView | null {
    const known = this.accounts.get(platformId);
    if (known !== undefined) return known;
    const sql = `${ACCOUNT} WHERE pa.platform_id = ? ORDER BY pa.id LIMIT 1`;
    const row = this.connection.prepare(sql).get(platformId) as AccountRow | undefined;
    const view = row ? this.accountView(row) : null;
    this.accounts.set(platformId, view);
    return view;
  }

  accountsOf(client: number): AccountView[] {
    const rows = this.connection
      .prepare(`${ACCOUNT} WHERE pa.client = ? ORDER BY pa.id`)
      .all(client) as AccountRow[];
    return rows.map(row => this.accountView(row));
  }

  moneyByNumber(number: string): MoneyRef | null {
    const sql = 'SELECT id, kind FROM money_account WHERE number = ? AND archived_on IS NULL';
    return moneyRef(this.connection.prepare(sql).get(number.replace(/\s/g, '')));
  }

  /** Accounts of a kind; a placeholder where there is none, which the commit makes. */
  moneyOfKind(kind: MoneyKind): MoneyRef[] {
    const sql = 'SELECT id, kind FROM money_account WHERE kind = ? AND archived_on IS NULL ORDER BY id';
    const known = this.connection
      .prepare(sql)
      .all(kind)
      .map(row => moneyRef(row)!);
    return known.length > 0
      ? known
      : [{ money: PLACEHOLDERS[kind], kind: kind === 'bank' ? 'bank' : 'channel' }];
  }

  employees(): number[] {
    const known = this.connection
      .prepareValue('SELECT id FROM employee WHERE archived_on IS NULL')
      .all() as number[];
    return known.length > 0 ? known : [PLACEHOLDERS.employee];
  }

  agentWallet(platformId: string): PoolFact | null {
    const sql =
      "SELECT id, supplier FROM pool WHERE kind = 'agent_wallet' AND platform_id = ? AND archived_on IS NULL";
    const row = this.connection.prepareRaw(sql).get(platformId) as [number, number | null] | undefined;
    const supplier = row?.[1] ?? this.usualSupplier();
    return row && supplier !== null ? { pool: row[0], supplier } : null;
  }

  sharedWallet(platformId: string): PoolFact | null {
    const sql =
      "SELECT id, supplier, client FROM pool WHERE kind = 'shared_wallet' AND platform_id = ? AND archived_on IS NULL";
    const row = this.connection.prepareRaw(sql).get(platformId) as
      | [number, number | null, number | null]
      | undefined;
    const supplier = row?.[1] ?? this.usualSupplier();
    if (!row || supplier === null) return null;
    return { pool: row[0], supplier, ...(row[2] === null ? {} : { client: { client: row[2] } }) };
  }

  protected moneyKind(money: number, code: string): 'bank' | 'channel' {
    if (code === '1002.90') return 'bank';
    const kind = this.connection.prepareValue('SELECT kind FROM money_account WHERE id = ?').get(money);
    return kind === 'bank' ? 'bank' : 'channel';
  }

  protected accountOfPool(pool: number): AccountView | null {
    const row = this.connection.prepare(`${ACCOUNT} WHERE p.id = ? ORDER BY pa.id LIMIT 1`).get(pool);
    return row ? this.accountView(row as AccountRow) : null;
  }

  protected someAccountOf(client: number | null): AccountView | null {
    return client === null ? null : (this.accountsOf(client)[0] ?? null);
  }

  private accountView(row: AccountRow): AccountView {
    const supplier = row.poolSupplier ?? row.supplier ?? this.usualSupplier() ?? 0;
    const client = row.poolClient ?? row.client;
    return {
      kind: row.kind,
      pool: { pool: row.pool, supplier, ...(client === null ? {} : { client: { client } }) },
      funder: row.funder,
      spendBasis: row.basis,
      mode: row.mode ?? 'M1',
      cashRebate: (JSON.parse(row.rebates) as [string | null, string | null][]).map(([from, to]) => ({
        from,
        to,
      })),
      agreed: (JSON.parse(row.agreed) as ['fee' | 'grant', number, string, string | null][]).map(
        ([what, ratePpm, from, to]) => ({ what, ratePpm, from, to }),
      ),
      wallet:
        row.wallet === null
          ? null
          : {
              pool: row.wallet,
              supplier,
              ...(row.walletClient === null ? {} : { client: { client: row.walletClient } }),
            },
    };
  }

  protected usualSupplier(): number | null {
    return (
      (this.connection.prepareValue('SELECT min(id) FROM supplier WHERE archived_on IS NULL').get() as
        | number
        | null) ?? null
    );
  }
}

interface AccountRow {
  kind: 'qianchuan' | 'douplus';
  pool: number;
  poolSupplier: number | null;
  supplier: number | null;
  poolClient: number | null;
  client: number | null;
  funder: 'agency' | 'client' | 'employee';
  basis: 'flow' | 'orders';
  mode: 'M1' | 'M2' | 'M3' | null;
  /** JSON: first and last days of front rebates in money. */
  rebates: string;
  /** JSON: fee and grant rates with their days. */
  agreed: string;
  wallet: number | null;
  walletClient: number | null;
}

/** Platform accounts with their own pool, their wallet and their client's terms. */
const ACCOUNT = `SELECT pa.kind, p.id AS pool, p.supplier AS poolSupplier, pa.supplier, p.client AS poolClient, pa.client,
    p.funder, pa.spend_basis AS basis, cl.invoice_mode AS mode, w.id AS wallet, w.client AS walletClient,
    (SELECT json_group_array(json_array(f, u)) FROM (
      SELECT ct.from_on AS f, (SELECT date(min(n.from_on), '-1 day') FROM client_term n
          WHERE n.client = ct.client AND n.from_on > coalesce(ct.from_on, '')) AS u
        FROM client_term ct
        WHERE ct.client = pa.client AND ct.front_rebate_ppm > 0 AND ct.front_rebate_form = 'cash'
      UNION ALL SELECT y.from_on, y.until_on FROM policy y
        WHERE y.client = pa.client AND y.kind = 'front' AND y.form = 'cash')) AS rebates,
    (SELECT json_group_array(json_array(what, rate, f, u)) FROM (
      SELECT iif(y.kind = 'front', 'grant', 'fee') AS what, y.tiers ->> '$[0].ratePpm' AS rate, y.from_on AS f, y.until_on AS u
        FROM policy y WHERE y.client = pa.client AND y.platform IN ('any', pa.kind)
          AND (y.kind = 'fee_recharge' OR (y.kind = 'front' AND y.form = 'grant'))
        ORDER BY y.platform = 'any', y.id)) AS agreed
  FROM platform_account pa
  JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'
  LEFT JOIN client cl ON cl.id = pa.client
  LEFT JOIN pool_link wl ON wl.platform_account = pa.id
    AND wl.pool IN (SELECT id FROM pool WHERE kind = 'shared_wallet') AND wl.until_on IS NULL
  LEFT JOIN pool w ON w.id = wl.pool`;

function moneyRef(row: unknown): MoneyRef | null {
  const found = row as { id: number; kind: string } | undefined;
  return found ? { money: found.id, kind: found.kind === 'bank' ? 'bank' : 'channel' } : null;
}
