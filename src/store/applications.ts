import type { PoolFact } from '../domain/accounting/events/facts.ts';
import type { ApplicationAct, ApplicationKind, ApplicationState } from '../domain/applications/states.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { insertRow, type RowValues, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { clientsSeen } from './scope.ts';
import type { Tx } from './transaction.ts';

/** An application as the book keeps it; `details` is JSON. */
export interface StoredApplication {
  id: number;
  no: string;
  kind: ApplicationKind;
  client: number;
  clientName: string;
  clientCode: string | null;
  state: ApplicationState;
  funding: 'balance' | 'advance';
  route: 'online' | 'corporate';
  urgent: number;
  note: string;
  details: string;
  paidFen: number;
  creditedFen: number;
  createdBy: string;
  createdAt: string;
  applicant: string | null;
  appliedAt: string | null;
  approver: string | null;
  approvedAt: string | null;
  cashier: string | null;
  paidAt: string | null;
  doneAt: string | null;
  overrideReason: string | null;
  holdBatch: number | null;
  payments: number;
  payCode: string | null;
  money: number | null;
  paidOn: string | null;
  payBatch: number | null;
  dueOn: string | null;
}

export interface StoredLine {
  id: number;
  application: number;
  nth: number;
  account: number | null;
  accountId: string | null;
  accountName: string | null;
  toAccount: number | null;
  toAccountId: string | null;
  toAccountName: string | null;
  toClient: number | null;
  toClientName: string | null;
  paidFen: number;
  creditedFen: number;
  ratePpm: number;
  recognition: 'with_spend' | 'at_recharge' | null;
  grantFen: number;
  /** Service fee taken on the recharge (E50). */
  feeFen: number;
  upstreamFen: number | null;
  depositedFen: number | null;
  depositedOn: string | null;
  depositedAt: string | null;
  depositBatch: number | null;
  /** Transfer of another source that told the deposit, and how much of it is this line's. */
  toldBy: number | null;
  toldFen: number | null;
}

export interface StoredStep {
  application: number;
  at: string;
  act: ApplicationAct;
  from: ApplicationState;
  to: ApplicationState;
  actor: string;
  reason: string;
  ownWork: number;
}

const APPLICATION = `SELECT a.id, a.no, a.kind, a.client, c.name AS clientName, c.code AS clientCode, a.state, a.funding,
    a.route, a.urgent, a.note, a.details, a.paid_fen AS paidFen, a.credited_fen AS creditedFen,
    a.created_by AS createdBy, a.created_at AS createdAt, a.applicant, a.applied_at AS appliedAt, a.approver,
    a.approved_at AS approvedAt, a.cashier, a.paid_at AS paidAt, a.done_at AS doneAt,
    a.override_reason AS overrideReason, a.hold_batch AS holdBatch, a.payments, a.pay_code AS payCode, a.money,
    a.paid_on AS paidOn, a.pay_batch AS payBatch, a.due_on AS dueOn
  FROM application a JOIN client c ON c.id = a.client`;
const LINE = `SELECT l.id, l.application, l.nth, l.platform_account AS account, p.platform_id AS accountId,
    p.name AS accountName, l.to_account AS toAccount, q.platform_id AS toAccountId, q.name AS toAccountName,
    l.to_client AS toClient, tc.name AS toClientName, l.paid_fen AS paidFen, l.credited_fen AS creditedFen,
    l.rate_ppm AS ratePpm, l.recognition, l.grant_fen AS grantFen, l.fee_fen AS feeFen, l.upstream_fen AS upstreamFen,
    l.deposited_fen AS depositedFen, l.deposited_on AS depositedOn, l.deposited_at AS depositedAt,
    l.deposit_batch AS depositBatch, l.told_by AS toldBy, l.told_fen AS toldFen
  FROM application_line l LEFT JOIN platform_account p ON p.id = l.platform_account
  LEFT JOIN platform_account q ON q.id = l.to_account LEFT JOIN client tc ON tc.id = l.to_client`;
const OPEN_FIRST = "CASE a.state WHEN 'done' THEN 1 WHEN 'refused' THEN 1 WHEN 'withdrawn' THEN 1 ELSE 0 END";
const LISTED_MOST = 2_000;

/** An application, or null. */
export function applicationById(connection: Connection, id: number): StoredApplication | null {
  return (
    (connection.prepare(`${APPLICATION} WHERE a.id = ?`).get(id) as StoredApplication | undefined) ?? null
  );
}

/** Applications in a scope: open ones first, urgent ones before the others, then the newest. */
export function applicationsIn(
  connection: Connection,
  scope: RowScope,
  wanted: { kind?: ApplicationKind; state?: ApplicationState; client?: number; mine?: string } = {},
): StoredApplication[] {
  const seen = clientsSeen(connection, scope);
  const sql = `${APPLICATION} WHERE (@kind IS NULL OR a.kind = @kind) AND (@state IS NULL OR a.state = @state)
    AND (@client IS NULL OR a.client = @client) AND (@mine IS NULL OR coalesce(a.applicant, a.created_by) = @mine)
    AND (@seen IS NULL OR a.client IN (SELECT value FROM json_each(@seen)))
    ORDER BY ${OPEN_FIRST}, CASE ${OPEN_FIRST} WHEN 0 THEN -a.urgent ELSE 0 END, a.id DESC LIMIT ${LISTED_MOST}`;
  const { kind = null, state = null, client = null, mine = null } = wanted;
  const seenJson = seen && JSON.stringify([...seen]);
  return connection.prepare(sql).all({ kind, state, client, mine, seen: seenJson }) as StoredApplication[];
}

/** Lines of some applications, in their order. */
export function linesOf(connection: Connection, applications: readonly number[]): StoredLine[] {
  const sql = `${LINE} WHERE l.application IN (SELECT value FROM json_each(?)) ORDER BY l.application, l.nth`;
  return connection.prepare(sql).all(JSON.stringify(applications)) as StoredLine[];
}

/** Steps of an application, the first one first. */
export function stepsOf(connection: Connection, application: number): StoredStep[] {
  const sql = `SELECT application, at, act, from_state AS "from", to_state AS "to", actor, reason, own_work AS ownWork
    FROM application_step WHERE application = ? ORDER BY id`;
  return connection.prepare(sql).all(application) as StoredStep[];
}

/** How many applications a Beijing day has already. */
export function applicationsOfDay(connection: Connection, prefix: string): number {
  const sql = 'SELECT count(*) FROM application WHERE no >= ? AND no < ?';
  return connection.prepareValue(sql).get(prefix, `${prefix}~`) as number;
}

export const insertApplication = (tx: Tx, values: RowValues): number => insertRow(tx, 'application', values);
export const updateApplication = (tx: Tx, id: number, patch: RowValues): void => {
  updateRow(tx, 'application', id, patch);
};
export const insertLine = (tx: Tx, values: RowValues): number => insertRow(tx, 'application_line', values);
export const updateLine = (tx: Tx, id: number, patch: RowValues): void => {
  updateRow(tx, 'application_line', id, patch);
};

/** Keeps a step; the log entry of the command is named with it. */
export function insertStep(
  tx: Tx,
  { application, act, from, to, reason, ownWork }: Omit<StoredStep, 'at' | 'actor'>,
): void {
  insertRow(tx, 'application_step', {
    ...{ application, at: tx.at, act, from_state: from, to_state: to, actor: tx.actor, reason },
    ...{ own_work: ownWork, log_seq: tx.seq },
  });
}

/** A platform account as an application needs it. */
export interface AppliedAccount {
  id: number;
  platformId: string;
  name: string;
  kind: 'qianchuan' | 'douplus';
  client: number | null;
  funder: 'agency' | 'client' | 'employee' | null;
  bannedOn: string | null;
  pool: PoolFact | null;
}

const ACCOUNT = `SELECT pa.id, pa.platform_id AS platformId, pa.name, pa.kind, pa.client, p.funder, pa.banned_on AS bannedOn,
    p.id AS pool, coalesce(p.supplier, pa.supplier, (SELECT min(id) FROM supplier WHERE archived_on IS NULL)) AS supplier,
    coalesce(p.client, pa.client) AS owner
  FROM platform_account pa
  LEFT JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'`;

type AccountRow = Omit<AppliedAccount, 'pool'> & {
  pool: number | null;
  supplier: number | null;
  owner: number | null;
};

function accountOfRow({ pool, supplier, owner, ...account }: AccountRow): AppliedAccount {
  if (pool === null || supplier === null) return { ...account, pool: null };
  return { ...account, pool: { pool, supplier, ...(owner === null ? {} : { client: { client: owner } }) } };
}

/** A platform account by its row id, or null. */
export function appliedAccount(connection: Connection, id: number): AppliedAccount | null {
  const row = connection.prepare(`${ACCOUNT} WHERE pa.id = ? ORDER BY p.id LIMIT 1`).get(id) as
    | AccountRow
    | undefined;
  return row ? accountOfRow(row) : null;
}

/** Accounts of a client in use. */
export function accountsOfClient(connection: Connection, client: number): AppliedAccount[] {
  const sql = `${ACCOUNT} WHERE pa.client = ? AND pa.archived_on IS NULL GROUP BY pa.id ORDER BY pa.kind DESC, pa.id`;
  return (connection.prepare(sql).all(client) as AccountRow[]).map(accountOfRow);
}

/** A money account as it pays, or null. */
export function moneyRefOf(
  connection: Connection,
  id: number,
): { money: number; kind: 'bank' | 'channel' } | null {
  const kind = connection
    .prepareValue('SELECT kind FROM money_account WHERE id = ? AND archived_on IS NULL')
    .get(id);
  if (kind === undefined) return null;
  return { money: id, kind: kind === 'bank' ? 'bank' : 'channel' };
}

/** Name and days of credit of a client; null for an unknown one. */
export function clientOf(connection: Connection, id: number): { name: string; creditDays: number } | null {
  const sql = 'SELECT name, credit_days AS creditDays FROM client WHERE id = ? AND archived_on IS NULL';
  return (connection.prepare(sql).get(id) as { name: string; creditDays: number } | undefined) ?? null;
}
