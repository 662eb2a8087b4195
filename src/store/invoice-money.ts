import { SPEND_CODES } from '../domain/reports/spend.ts';
import type { Connection } from './dialect/sqlite.ts';
import { readSpendSums } from './reports-spend.ts';

// What the ledger and the register say about how much may be invoiced. A red posting counts negative. Tax (T1 … T8) moves
// the same accounts and is left out: its other side is always a tax account.

const TAX_CODES = "(o.code LIKE '2221.%' OR o.code = '2203.03')";
const POSTED = "('post', 'settle', 'reverse')";

/** Net turnover of an account of one month, in 分 on its normal side, without tax. */
export interface MonthlySum {
  code: string;
  client: number | null;
  pool: number | null;
  supplier: number | null;
  month: string;
  amountFen: number;
}

/** Credits less debits of legs of the accounts `a`; a red leg stands on swapped sides, so its sign is the same. */
const LEGS = `SELECT a.id, substr(t.effective_on, 1, 7) AS month, -t.amount_fen AS fen
  FROM a CROSS JOIN transfer t ON t.debit = a.id
  WHERE t.kind IN ${POSTED} AND t.effective_on BETWEEN @month || '-01' AND @on
  UNION ALL
  SELECT a.id, substr(t.effective_on, 1, 7), t.amount_fen
  FROM a CROSS JOIN transfer t ON t.credit = a.id
  WHERE t.kind IN ${POSTED} AND t.effective_on BETWEEN @month || '-01' AND @on`;

/**
 * Income and cost of the codes by account and month up to a day, in 分, credits less debits. Whole months come from the
 * kept sums less their tax legs; the days of the last month from its legs.
 */
export function monthlySums(
  connection: Connection,
  { codes, on, client }: { codes: readonly string[]; on: string; client?: number },
): MonthlySum[] {
  const month = on.slice(0, 7);
  const accounts = `SELECT id, code, client, pool, supplier FROM account
    WHERE code IN (SELECT value FROM json_each(@codes)) AND (@client IS NULL OR client = @client)`;
  const sql = `WITH a AS MATERIALIZED (${accounts}), part AS (
      SELECT m.account AS id, m.month, m.credits_fen - m.debits_fen AS fen
      FROM a JOIN month_sum m ON m.account = a.id WHERE m.month < @month
      UNION ALL
      SELECT id, month, fen FROM (${LEGS})
      UNION ALL
      SELECT l.id, l.month, -l.fen FROM tax_leg l
    ), tax AS MATERIALIZED (SELECT id FROM account o WHERE ${TAX_CODES}),
    tax_leg AS (
      SELECT a.id, substr(t.effective_on, 1, 7) AS month, -t.amount_fen AS fen
      FROM tax x CROSS JOIN transfer t ON t.credit = x.id JOIN a ON a.id = t.debit
      WHERE t.kind IN ${POSTED} AND t.effective_on <= @on
      UNION ALL
      SELECT a.id, substr(t.effective_on, 1, 7), t.amount_fen
      FROM tax x CROSS JOIN transfer t ON t.debit = x.id JOIN a ON a.id = t.credit
      WHERE t.kind IN ${POSTED} AND t.effective_on <= @on
    )
    SELECT a.code, a.client, a.pool, a.supplier, p.month, sum(p.fen) AS amountFen
    FROM part p JOIN a ON a.id = p.id GROUP BY a.code, a.client, a.pool, a.supplier, p.month
    HAVING amountFen <> 0 ORDER BY p.month, a.pool`;
  return connection
    .prepare(sql)
    .all({ codes: JSON.stringify(codes), on, month, client: client ?? null }) as MonthlySum[];
}

/** Charges of these days that are not final yet (DAT-5), by client, pool and month, in 分. */
export function provisionalCharges(
  connection: Connection,
  { from, to, settledAfter_days }: { from: string; to: string; settledAfter_days: number },
): { client: number; pool: number | null; month: string; amountFen: number }[] {
  const list = (sql: string) =>
    connection.prepare(sql).all() as { id: number; client: number; pool: number }[];
  const accounts = list(
    `SELECT id, client, pool FROM account WHERE code IN (${SPEND_CODES.map(code => `'${code}'`).join(', ')})`,
  ).map(({ id }) => id);
  const costs = new Map(
    list("SELECT id, client, pool FROM account WHERE code = '6401.01'").map(each => [each.id, each]),
  );
  const months = [...new Set([from.slice(0, 7), to.slice(0, 7)])];
  return months.flatMap(month => {
    const range = {
      from: month === months[0] ? from : `${month}-01`,
      to: month === months.at(-1) ? to : `${month}-31`,
    };
    return readSpendSums(connection, { ...range, accounts, settledAfter_days }).flatMap(
      ({ other, finality, amountFen }) => {
        const cost = costs.get(other);
        return finality !== 'provisional' || !cost
          ? []
          : [{ client: cost.client, pool: cost.pool, month, amountFen }];
      },
    );
  });
}

/** Cash that clients paid, less what was returned to them, up to a day, by client (deposits are not counted). */
export function cashReceived(connection: Connection, on: string): Map<number, number> {
  const rows = connection
    .prepareRaw(
      `WITH receipt AS MATERIALIZED (SELECT id FROM account WHERE code = '2241.01'),
      owed AS MATERIALIZED (SELECT id, client FROM account WHERE code = '2241.06'),
      opened AS MATERIALIZED (SELECT id FROM account WHERE code = '3001'),
      moved(client, fen) AS (
        SELECT c.client, t.amount_fen FROM receipt r CROSS JOIN transfer t ON t.debit = r.id JOIN account c ON c.id = t.credit
        WHERE t.kind IN ('post', 'settle') AND t.effective_on <= @on AND c.client IS NOT NULL AND c.code <> '2241.02'
        UNION ALL
        SELECT c.client, -t.amount_fen FROM receipt r CROSS JOIN transfer t ON t.credit = r.id JOIN account c ON c.id = t.debit
        WHERE t.kind = 'reverse' AND t.effective_on <= @on AND c.client IS NOT NULL AND c.code <> '2241.02'
        UNION ALL
        SELECT o.client, -t.amount_fen FROM owed o CROSS JOIN transfer t ON t.credit = o.id
        WHERE t.kind IN ('post', 'settle') AND t.effective_on <= @on
        UNION ALL
        SELECT o.client, t.amount_fen FROM owed o CROSS JOIN transfer t ON t.debit = o.id
        WHERE t.kind = 'reverse' AND t.effective_on <= @on
        UNION ALL
        SELECT c.client, t.amount_fen FROM opened e CROSS JOIN transfer t ON t.debit = e.id JOIN account c ON c.id = t.credit
        WHERE t.kind = 'post' AND t.effective_on <= @on AND c.code IN ('2203.01', '2203.02', '2203.04')
        UNION ALL
        SELECT c.client, -t.amount_fen FROM opened e CROSS JOIN transfer t ON t.credit = e.id JOIN account c ON c.id = t.debit
        WHERE t.kind = 'reverse' AND t.effective_on <= @on AND c.code IN ('2203.01', '2203.02', '2203.04')
      )
      SELECT client, sum(fen) FROM moved GROUP BY client`,
    )
    .all({ on }) as [number, number][];
  return new Map(rows);
}

/** Blue invoices and red letters to clients (red as a positive sum) up to a day, by client. */
export function invoicedSums(
  connection: Connection,
  { on, direction }: { on: string; direction: 'agency_client' | 'platform_client' },
): Map<number, { invoicedFen: number; redFen: number }> {
  const rows = connection
    .prepareRaw(
      `SELECT client, sum(CASE WHEN blue IS NULL THEN gross_fen ELSE 0 END),
        sum(CASE WHEN blue IS NULL THEN 0 ELSE -gross_fen END)
      FROM invoice WHERE direction = @direction AND state = 'standing' AND match_state <> 'rejected' AND counts = 1
        AND client IS NOT NULL AND issued_on <= @on GROUP BY client`,
    )
    .all({ on, direction }) as [number, number, number][];
  return new Map(rows.map(([client, invoicedFen, redFen]) => [client, { invoicedFen, redFen }]));
}

/** An invoice that the opening balances name 已开票: issued before the book began. */
export interface OpeningInvoice {
  client: number;
  number: string;
  amountFen: number;
}

/** Invoices that the opening names, without those that the register holds and counts itself. */
export function openingInvoices(connection: Connection): OpeningInvoice[] {
  const settings = JSON.parse(connection.prepareValue('SELECT settings FROM book').get() as string) as {
    opening?: { records?: { kind: string; client: number; caseNo: string; amountFen: number }[] };
  };
  const counted = connection.prepareValue('SELECT 1 FROM invoice WHERE number_text = ? AND counts = 1');
  return (settings.opening?.records ?? [])
    .filter(({ kind, caseNo }) => kind === 'invoiced' && counted.get(caseNo) === undefined)
    .map(({ client, caseNo, amountFen }) => ({ client, number: caseNo, amountFen }));
}

/** What invoices stand for up to a day, summed: what of each charge, fee and cost is covered, and what is ahead. */
export interface CoverSum {
  of: 'charges' | 'fee' | 'ahead' | 'cost';
  client: number | null;
  supplier: number | null;
  pool: number | null;
  month: string | null;
  grossFen: number;
  discountFen: number;
}

export function coverSums(
  connection: Connection,
  { on, client, supplier }: { on: string; client?: number; supplier?: number },
): CoverSum[] {
  return connection
    .prepare(
      `SELECT v.of, v.client, v.supplier, v.pool, v.month, sum(v.gross_fen) AS grossFen, sum(v.discount_fen) AS discountFen
      FROM invoice_cover v WHERE v.covered_on <= @on AND (@client IS NULL OR v.client = @client)
        AND (@supplier IS NULL OR v.supplier = @supplier)
      GROUP BY v.of, v.client, v.supplier, v.pool, v.month ORDER BY v.month`,
    )
    .all({ on, client: client ?? null, supplier: supplier ?? null }) as CoverSum[];
}

/** Requests that hold a part of the remainder, by client, in 分. */
export function heldByRequests(
  connection: Connection,
  direction: 'agency_client' | 'platform_client' = 'agency_client',
): Map<number, { requests: number; heldFen: number }> {
  const rows = connection
    .prepareRaw(
      `SELECT client, count(*), sum(amount_fen) FROM invoice_request
      WHERE direction = ? AND state IN ('waiting', 'open') AND client IS NOT NULL GROUP BY client`,
    )
    .all(direction) as [number, number, number][];
  return new Map(rows.map(([client, requests, heldFen]) => [client, { requests, heldFen }]));
}

const OWN_CODES = ['1123.03', '1123.04', '1123.06', '1221.01', '2202.03', '9007'];

/**
 * Final spend of a client that no charge of ours stands for: paid with money that the agency passed on (M2), or with the
 * client's own (M3). Credit counts where the agency passes it on.
 */
export function clientOwnSpend(
  connection: Connection,
  asked: { client: number; on: string; settledAfter_days: number; withCredit: boolean },
): number {
  const codes = asked.withCredit ? [...OWN_CODES, '9005', '9006'] : OWN_CODES;
  const accounts = connection
    .prepareValue(
      `SELECT a.id FROM account a LEFT JOIN pool p ON p.id = a.pool
      WHERE a.code IN (SELECT value FROM json_each(?)) AND (a.client = ? OR p.client = ?)`,
    )
    .all(JSON.stringify(codes), asked.client, asked.client) as number[];
  const charged = new Set(
    connection.prepareValue("SELECT id FROM account WHERE code = '6401.01'").all() as number[],
  );
  const range = { from: '0000-00-00', to: asked.on, settledAfter_days: asked.settledAfter_days };
  return readSpendSums(connection, { ...range, accounts })
    .filter(({ other, finality }) => !charged.has(other) && finality !== 'provisional')
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
}
