import type { Connection } from './dialect/sqlite.ts';

const LIVE = `t.kind = 'post' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)`;

/** Cases of rows without a number that a person identified as money paid for a client, by the day of the row. */
export function identifiedCases(
  connection: Connection,
  { client, event, from, to }: { client: number; event: 'E17' | 'E48'; from: string; to: string },
): string[] {
  const sql = `SELECT DISTINCT t.case_no FROM account d JOIN transfer t ON t.debit = d.id
    JOIN account c ON c.id = t.credit AND c.code = '1221.07'
    WHERE d.client = ? AND t.event = ? AND t.effective_on BETWEEN ? AND ? AND t.case_no LIKE 'ROW-%' AND ${LIVE}
    ORDER BY 1`;
  return connection.prepareValue(sql).all(client, event, from, to) as string[];
}

export interface ListRow {
  id: number;
  state: 'booked' | 'noted';
  /** Canonical content. */
  raw: string;
}

/** The row of the agency's own list (通用流水) of a kind and number, under any account of a client or none; null for none. */
export function listRow(connection: Connection, kind: string, no: string, client: number): ListRow | null {
  const sql = `SELECT s.id, s.state, s.raw FROM (SELECT '' AS account UNION SELECT platform_id FROM platform_account
      WHERE client = @client) a
    JOIN source_row s ON s.identity = concat_ws(char(31), 'template', a.account, @kind, @no, '1')
    WHERE s.state IN ('booked', 'noted') ORDER BY s.version DESC LIMIT 1`;
  return (connection.prepare(sql).get({ client, kind, no }) as ListRow | undefined) ?? null;
}

/** The case of an identified payment that a row of the list has met (E06); null where it met none. */
export function metCaseOfRow(connection: Connection, row: number): string | null {
  const sql = `SELECT t.case_no FROM transfer t WHERE t.source_row = ? AND t.event = 'E06' AND t.case_no LIKE 'ROW-%'
    AND ${LIVE} LIMIT 1`;
  return (connection.prepareValue(sql).get(row) as string | undefined) ?? null;
}
