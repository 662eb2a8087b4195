import type { PairTurnover } from '../domain/reports/funds-daily.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Read queries of 资金日报. */

/** What the accounts gave each other on a day, by pair; a red one counts negative on its original sides. */
export function readPairs(connection: Connection, accounts: readonly number[], on: string): PairTurnover[] {
  const sql = `WITH picked(id) AS MATERIALIZED (SELECT value FROM json_each(@list))
    SELECT CASE kind WHEN 'reverse' THEN credit ELSE debit END AS debit,
      CASE kind WHEN 'reverse' THEN debit ELSE credit END AS credit,
      sum(CASE kind WHEN 'reverse' THEN -amount_fen ELSE amount_fen END) AS amountFen
    FROM transfer WHERE effective_on = @on AND kind IN ('post', 'settle', 'reverse')
      AND debit IN (SELECT id FROM picked) AND credit IN (SELECT id FROM picked) GROUP BY 1, 2`;
  return connection.prepare(sql).all({ list: JSON.stringify(accounts), on }) as PairTurnover[];
}

/** How the accounts that hold money are known: number or platform id, client and currency. */
export interface FundNames {
  moneys: ReadonlyMap<number, { name: string; number: string | null; currency: string }>;
  pools: ReadonlyMap<number, { name: string; platformId: string | null; clientName: string | null }>;
}

export function readFundNames(connection: Connection): FundNames {
  const moneys = connection.prepare('SELECT id, name, number, currency FROM money_account').all() as {
    id: number;
    name: string;
    number: string | null;
    currency: string;
  }[];
  const pools = connection
    .prepare(
      `SELECT p.id, p.name, p.platform_id AS platformId, c.name AS clientName
       FROM pool p LEFT JOIN client c ON c.id = p.client`,
    )
    .all() as { id: number; name: string; platformId: string | null; clientName: string | null }[];
  return {
    moneys: new Map(moneys.map(({ id, ...money }) => [id, money])),
    pools: new Map(pools.map(({ id, ...pool }) => [id, pool])),
  };
}

/** Recharges approved by the end of a Beijing day and not paid by then; what was refused or withdrawn later is left out. */
export function rechargesToPay(
  connection: Connection,
  on: string,
): { no: string; clientName: string; paidFen: number }[] {
  const sql = `SELECT a.no, c.name AS clientName, a.paid_fen AS paidFen
    FROM application a JOIN client c ON c.id = a.client
    WHERE a.kind = 'recharge' AND date(a.approved_at, '+8 hours') <= @on
      AND (a.state = 'approved' OR (a.state IN ('paid', 'done') AND a.paid_on > @on)) ORDER BY a.approved_at, a.id`;
  return connection.prepare(sql).all({ on }) as { no: string; clientName: string; paidFen: number }[];
}

/** An open item 往来明细 by the end of a day, on the normal side of its account. */
export interface OpenItemRow {
  item: number;
  account: number;
  code: string;
  kind: string;
  caseNo: string | null;
  clientCode: string | null;
  clientName: string | null;
  supplierName: string | null;
  dueOn: string;
  openFen: number;
}

/** Open items on some codes that were due by the end of a day, the oldest due first. */
export function dueItems(connection: Connection, codes: readonly string[], on: string): OpenItemRow[] {
  const part = (side: string) =>
    `coalesce((SELECT sum(t.amount_fen) FROM transfer t
       WHERE t.${side}_item = i.id AND t.effective_on <= @on AND t.${side} = i.account), 0)`;
  const sql = `SELECT * FROM (SELECT i.id AS item, i.account, a.code, i.kind, i.case_no AS caseNo, c.code AS clientCode,
      c.name AS clientName, s.name AS supplierName, i.due_on AS dueOn,
      (${part('debit')} - ${part('credit')}) * CASE h.side WHEN 'debit' THEN 1 ELSE -1 END AS openFen
    FROM open_item i JOIN account a ON a.id = i.account JOIN chart h ON h.code = a.code JOIN batch b ON b.id = i.opened_by
      LEFT JOIN client c ON c.id = a.client LEFT JOIN supplier s ON s.id = a.supplier
    WHERE a.code IN (SELECT value FROM json_each(@codes)) AND b.effective_on <= @on AND i.due_on <= @on)
    WHERE openFen > 0 ORDER BY dueOn, item`;
  return connection.prepare(sql).all({ codes: JSON.stringify(codes), on }) as OpenItemRow[];
}
