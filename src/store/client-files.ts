import type { Connection } from './dialect/sqlite.ts';

/** An imported file whose rows moved money on a client's accounts. */
export interface ClientFile {
  file: number;
  name: string;
  profile: string | null;
  /** Rows of it that did. */
  rows: number;
  firstOn: string;
  lastOn: string;
}

/** Imported files that told of a client's money, the newest days first. */
export function readClientFiles(connection: Connection, client: number): ClientFile[] {
  const side = (name: 'debit' | 'credit') => `SELECT t.source_row, t.effective_on
    FROM own CROSS JOIN transfer t ON t.${name} = own.id WHERE t.source_row IS NOT NULL AND t.kind = 'post'`;
  const sql = `WITH own(id) AS (SELECT a.id FROM account a LEFT JOIN pool p ON p.id = a.pool
      WHERE coalesce(a.client, p.client) = ?),
    moved AS (${side('debit')} UNION ${side('credit')})
    SELECT f.id AS file, f.name, f.profile, count(DISTINCT s.id) AS rows, min(m.effective_on) AS firstOn,
      max(m.effective_on) AS lastOn
    FROM moved m JOIN source_row s ON s.id = m.source_row JOIN source_file f ON f.id = s.file
    GROUP BY f.id ORDER BY lastOn DESC, f.id DESC`;
  return connection.prepare(sql).all(client) as ClientFile[];
}

/** Evidence that is kept for a client's DOU+ accounts and the legal persons behind them. */
export interface ClientEvidence {
  attachment: number;
  name: string;
  bytes: number;
  type: string;
  /** An account through which it may be opened. */
  account: number;
  /** Paper that it is; null for evidence of a step or of 对公验证. */
  paper: string | null;
  on: string | null;
}

/** Evidence of a client, the newest first. */
export function readClientEvidence(connection: Connection, client: number): ClientEvidence[] {
  const sql = `WITH own AS (SELECT pa.id AS account, coalesce(pa.subject, cl.subject) AS subject
      FROM platform_account pa JOIN client cl ON cl.id = pa.client
      WHERE pa.client = ? AND pa.kind = 'douplus' AND pa.archived_on IS NULL),
    kept AS (
      SELECT q.attachment, own.account, q.paper, q.since_on AS day FROM own JOIN qualification q ON q.subject = own.subject
      UNION ALL
      SELECT v.attachment, own.account, NULL, v.from_on FROM own JOIN subject_verification v ON v.subject = own.subject
      UNION ALL
      SELECT t.attachment, own.account, NULL, t.happened_on FROM own JOIN upgrade_case c ON c.platform_account = own.account
        JOIN upgrade_step t ON t.upgrade_case = c.id)
    SELECT k.attachment, a.name, a.bytes, a.type, min(k.account) AS account, max(k.paper) AS paper, max(k.day) AS "on"
    FROM kept k JOIN attachment a ON a.id = k.attachment GROUP BY a.id ORDER BY "on" DESC, a.id DESC`;
  return connection.prepare(sql).all(client) as ClientEvidence[];
}
