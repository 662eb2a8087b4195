import type { PoolFact } from '../domain/accounting/events/facts.ts';
import type { Connection } from './dialect/sqlite.ts';

/** An agent wallet 代理商账户 in use, with its balance in 分. */
export interface AgentWallet {
  pool: number;
  name: string;
  platformId: string | null;
  balanceFen: number;
  /** Paid to it and not arrived 充值在途. */
  transitFen: number;
}

const sumOn = (code: string) => `coalesce((SELECT sum(b.debits_posted_fen - b.credits_posted_fen)
  FROM account a JOIN balance b ON b.account = a.id WHERE a.pool = p.id AND a.code = '${code}'), 0)`;

/** Agent wallets of the book, the oldest first. */
export function agentWallets(connection: Connection): AgentWallet[] {
  const sql = `SELECT p.id AS pool, p.name, p.platform_id AS platformId, ${sumOn('1123.02')} AS balanceFen,
      ${sumOn('1123.01')} AS transitFen
    FROM pool p WHERE p.kind = 'agent_wallet' AND p.archived_on IS NULL ORDER BY p.id`;
  return connection.prepare(sql).all() as AgentWallet[];
}

/** An agent wallet as events name it; null for any other pool. */
export function walletRefOf(connection: Connection, pool: number): PoolFact | null {
  const sql = `SELECT p.id AS pool, coalesce(p.supplier, min(s.id)) AS supplier FROM pool p
    JOIN supplier s ON s.archived_on IS NULL
    WHERE p.id = ? AND p.kind = 'agent_wallet' AND p.archived_on IS NULL GROUP BY p.id`;
  return (connection.prepare(sql).get(pool) as PoolFact | undefined) ?? null;
}
