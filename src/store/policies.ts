import type { BaseSpend } from '../domain/policies/accrue.ts';
import type { FrontRate } from '../domain/policies/front.ts';
import type { Policy, PolicyPlatform, PolicyTerms } from '../domain/policies/terms.ts';
import { SPEND_CODES, spendPlace } from '../domain/reports/spend.ts';
import type { DayRange } from '../domain/reports/types.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { readAccounts } from './reports.ts';
import { readSpendPools, readSpendSums } from './reports-spend.ts';
import type { Tx } from './transaction.ts';

const COLUMNS = `id, side, client, supplier, platform, kind, form, tiers, method, period, base, recognition,
  from_on AS "from", until_on AS "to", note, actor`;

type PolicyRow = Omit<Policy, 'tiers'> & { tiers: string; actor: string };

/** A policy with who kept it. */
export interface StoredPolicy extends Policy {
  actor: string;
}

const stored = (row: PolicyRow): StoredPolicy => ({ ...row, tiers: JSON.parse(row.tiers) });

/** Every policy, also those that are over, by party, kind and first day. */
export function readPolicies(connection: Connection): StoredPolicy[] {
  const sql = `SELECT ${COLUMNS} FROM policy ORDER BY side, client, supplier, kind, form, platform, from_on, id`;
  return (connection.prepare(sql).all() as PolicyRow[]).map(stored);
}

export function readPolicy(connection: Connection, id: number): StoredPolicy | null {
  const row = connection.prepare(`SELECT ${COLUMNS} FROM policy WHERE id = ?`).get(id) as
    | PolicyRow
    | undefined;
  return row ? stored(row) : null;
}

/** Keeps new terms. The schema refuses `store.policy_overlap` where they meet others of the same party. */
export function insertPolicy(tx: Tx, { from, to, tiers, ...terms }: PolicyTerms): number {
  const values = { ...terms, tiers: JSON.stringify(tiers), from_on: from, until_on: to, actor: tx.actor };
  return insertRow(tx, 'policy', values);
}

/** Sets the last day of a policy; nothing else of it ever changes. */
export function endPolicyRow(tx: Tx, id: number, to: string | null): void {
  updateRow(tx, 'policy', id, { until_on: to });
}

/** Front rate of the client list (前返比例), for clients without a front policy, with the days it holds. */
export interface ListedRate {
  client: number;
  form: 'cash' | 'grant';
  ratePpm: number;
  from: string | null;
  to: string | null;
}

/** Rates of the client list by date; each holds until the day before the next one of its client. */
export function readListedRates(connection: Connection): ListedRate[] {
  const sql = `SELECT client, front_rebate_form AS form, front_rebate_ppm AS ratePpm, from_on AS "from",
      date(lead(from_on) OVER (PARTITION BY client ORDER BY from_on, id), '-1 day') AS "to"
    FROM client_term ORDER BY client, from_on`;
  return (connection.prepare(sql).all() as ListedRate[]).filter(({ ratePpm }) => ratePpm > 0);
}

/** Parties that policies may name, by id. */
export interface PolicyParties {
  clients: { id: number; code: string | null; name: string }[];
  suppliers: { id: number; name: string }[];
  pools: { id: number; name: string; kind: string; client: number | null; supplier: number | null }[];
  money: { id: number; name: string }[];
}

export function readPolicyParties(connection: Connection): PolicyParties {
  return {
    clients: connection
      .prepare('SELECT id, code, name FROM client ORDER BY search_key, id')
      .all() as PolicyParties['clients'],
    suppliers: connection
      .prepare('SELECT id, name FROM supplier ORDER BY search_key, id')
      .all() as PolicyParties['suppliers'],
    pools: connection
      .prepare(
        'SELECT id, name, kind, client, supplier FROM pool WHERE archived_on IS NULL ORDER BY search_key, id',
      )
      .all() as PolicyParties['pools'],
    money: connection
      .prepare('SELECT id, name FROM money_account WHERE archived_on IS NULL ORDER BY search_key, id')
      .all() as PolicyParties['money'],
  };
}

/** Whether a party of a policy is in the book. */
export function hasParty(connection: Connection, table: 'client' | 'supplier', id: number): boolean {
  return connection.prepareValue(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;
}

/** What holds of a party with a recharge on a day, by kind and form; the narrower platform wins over `any`. */
export function readRechargeTerms(
  connection: Connection,
  party: { side: 'client' | 'media'; id: number },
  platform: Exclude<PolicyPlatform, 'any'>,
  on: string,
): { kind: 'front' | 'fee_recharge'; rate: FrontRate }[] {
  const sql = `SELECT ${COLUMNS} FROM policy WHERE side = ? AND ${party.side === 'client' ? 'client' : 'supplier'} = ?
    AND kind IN ('front', 'fee_recharge') AND platform IN ('any', ?)
    AND from_on <= ? AND (until_on IS NULL OR until_on >= ?) ORDER BY platform = 'any'`;
  const rows = connection.prepare(sql).all(party.side, party.id, platform, on, on) as PolicyRow[];
  return rows.map(stored).map(({ id, kind, form, tiers, recognition }) => ({
    kind: kind as 'front' | 'fee_recharge',
    rate: { policy: id, form, ratePpm: tiers[0]!.ratePpm, recognition },
  }));
}

/** Booked spend and recharges of a range, as bases of rebates and fees are made of them. */
export function readBases(connection: Connection, range: DayRange): BaseSpend[] {
  return [...readBaseSpend(connection, range), ...readBaseRecharges(connection, range)];
}

/** Deposits 到账 of recharges without what came as a rebate, by client, supplier and platform; red ones taken off. */
function readBaseRecharges(connection: Connection, { from, to }: DayRange): BaseSpend[] {
  const leg = (side: string, kinds: string, sign: string) =>
    `SELECT p.client, p.supplier, p.kind, ${sign}t.amount_fen AS fen FROM pool p
      JOIN account a ON a.pool = p.id AND a.code = '1123.03' AND a.bucket = 'prepay'
      JOIN transfer t ON t.${side} = a.id AND t.effective_on BETWEEN @from AND @to AND t.kind IN (${kinds})
        AND t.event IN ('E18', 'E19', 'E20', 'E25')
      WHERE p.kind IN ('account', 'douplus')`;
  const sql = `SELECT client, supplier, CASE kind WHEN 'douplus' THEN 'douplus' ELSE 'qianchuan' END AS platform,
      'recharge' AS bucket, sum(fen) AS amountFen
    FROM (${leg('debit', "'post', 'settle'", '')} UNION ALL ${leg('credit', "'reverse'", '-')})
    GROUP BY client, supplier, platform`;
  return connection.prepare(sql).all({ from, to }) as BaseSpend[];
}

/** Booked spend of a range: by client, supplier, platform and bucket. */
function readBaseSpend(connection: Connection, range: DayRange): BaseSpend[] {
  const all = readAccounts(connection);
  const known = { accounts: new Map(all.map(each => [each.id, each])), pools: readSpendPools(connection) };
  const accounts = all.filter(({ code }) => SPEND_CODES.includes(code)).map(({ id }) => id);
  const suppliers = new Map(
    connection.prepareRaw('SELECT id, supplier FROM pool').all() as [number, number | null][],
  );
  // Whether a day is final changes no base: it counts as booked.
  return readSpendSums(connection, { ...range, accounts, settledAfter_days: 0 }).map(sum => {
    const { client, pool, bucket } = spendPlace(sum, known);
    return {
      client,
      supplier: (pool && suppliers.get(pool.id)) ?? known.accounts.get(sum.other)!.dims.supplier ?? null,
      platform: pool?.kind === 'douplus' ? 'douplus' : 'qianchuan',
      bucket,
      amountFen: sum.amountFen,
    };
  });
}

/** How many clients in use follow each 开票模式. */
export function countInvoiceModes(connection: Connection): { M1: number; M2: number; M3: number } {
  const sql = 'SELECT invoice_mode, count(*) FROM client WHERE archived_on IS NULL GROUP BY invoice_mode';
  const counts = Object.fromEntries(connection.prepareRaw(sql).all() as [string, number][]);
  return { M1: 0, M2: 0, M3: 0, ...counts };
}
