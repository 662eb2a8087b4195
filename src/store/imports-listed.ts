import type { Connection } from './dialect/sqlite.ts';

/** As a condition on `transfer t`: its case is a 打款码 of an application, see `paymentCode`. */
export const IS_PAYMENT_CODE = `(length(t.case_no) = 16
  AND EXISTS (SELECT 1 FROM application p WHERE p.no = 'SQ' || substr(t.case_no, 3, 12)))`;
const LIVE = `t.kind = 'post' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)`;

interface PaidWanted {
  client: number;
  /** Pools of the client: a recharge that was credited ahead names its pool only. */
  pools: readonly number[];
  event: 'E17' | 'E48';
  from: string;
  to: string;
}

/**
 * Cases of money that a person paid for a client between two days: rows without a number that were identified, and
 * payments of applications under their 打款码 (`isCoded`).
 */
export function paidCases(
  connection: Connection,
  { pools, ...wanted }: PaidWanted,
): { caseNo: string; isCoded: boolean }[] {
  const sql = `SELECT DISTINCT t.case_no AS caseNo, t.case_no NOT LIKE 'ROW-%' AS isCoded
    FROM (SELECT id FROM account WHERE client = @client
      UNION SELECT id FROM account WHERE pool IN (SELECT value FROM json_each(@pools)) AND code = '2202.01') d
    JOIN transfer t ON t.debit = d.id
    JOIN account c ON c.id = t.credit AND c.code IN ('1221.07', '1002.90', '1012.90')
    WHERE t.event = @event AND t.effective_on BETWEEN @from AND @to AND ${LIVE}
      AND (t.case_no LIKE 'ROW-%' OR ${IS_PAYMENT_CODE}) ORDER BY 1`;
  const bound = { ...wanted, pools: JSON.stringify(pools) };
  const rows = connection.prepare(sql).all(bound) as { caseNo: string; isCoded: number }[];
  return rows.map(({ caseNo, isCoded }) => ({ caseNo, isCoded: isCoded === 1 }));
}

const NET_OUT = `sum(CASE WHEN t.credit = a.id THEN t.amount_fen ELSE -t.amount_fen END)`;

/**
 * Other numbers by which the book knows a registered payment whose row was not seen: the number of the list's row that
 * told it, and the 打款码 of the application that was paid by it.
 */
export function registeredNumbers(connection: Connection): { no: string; caseNo: string }[] {
  const open = `SELECT t.case_no FROM account a JOIN transfer t ON a.id IN (t.debit, t.credit)
    WHERE a.code IN ('1002.90', '1012.90') AND t.case_no IS NOT NULL AND t.kind IN ('post', 'settle', 'reverse')
    GROUP BY t.case_no HAVING ${NET_OUT} > 0`;
  const sql = `WITH open AS (${open})
    SELECT DISTINCT s.identity AS no, t.case_no AS caseNo FROM open o JOIN transfer t ON t.case_no = o.case_no
      JOIN source_row s ON s.id = t.source_row JOIN source_file f ON f.id = s.file
      WHERE f.profile = 'template.general' AND ${LIVE}
    UNION SELECT ap.pay_code, t.case_no FROM open o JOIN transfer t ON t.case_no = o.case_no AND t.event = 'E06'
      JOIN application ap ON ap.pay_batch = t.batch WHERE ap.pay_code <> t.case_no`;
  const rows = connection.prepare(sql).all() as { no: string; caseNo: string }[];
  return rows.map(({ no, caseNo }) => ({ no: no.split('\u001f')[3] ?? no, caseNo }));
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

/** The case of a payment that a row of the list has met (E06); null where it met none. */
export function metCaseOfRow(connection: Connection, row: number): string | null {
  const sql = `SELECT t.case_no FROM transfer t WHERE t.source_row = ? AND t.event = 'E06' AND t.case_no IS NOT NULL
    AND ${LIVE} LIMIT 1`;
  return (connection.prepareValue(sql).get(row) as string | undefined) ?? null;
}
