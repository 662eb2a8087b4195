import type { Finality, PackInvoice } from '../domain/packs/content.ts';
import type { PackState } from '../domain/packs/states.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A pack 对账单包 as the book keeps it. Money in 分. */
export interface StoredPack {
  id: number;
  client: number;
  month: string;
  madeAt: string;
  madeBy: string;
  headSeq: number;
  headHash: string;
  finality: Finality;
  digest: string;
  checkCode: string;
  closingUnallocatedFen: number;
  closingAtPlatformFen: number;
  state: PackState;
  stateOn: string;
  stateBy: string;
  supersededAt: string | null;
  supersededWhy: 'reopened' | 'replaced' | null;
}

const PACK = `SELECT id, client, month, made_at AS madeAt, made_by AS madeBy, head_seq AS headSeq, head_hash AS headHash,
  finality, digest, check_code AS checkCode, closing_unallocated_fen AS closingUnallocatedFen,
  closing_at_platform_fen AS closingAtPlatformFen, state, state_on AS stateOn, state_by AS stateBy,
  superseded_at AS supersededAt, superseded_why AS supersededWhy FROM statement_pack`;

function packsWhere(connection: Connection, where: string, ...bound: unknown[]): StoredPack[] {
  const rows = connection.prepare(`${PACK} WHERE ${where}`).all(...bound) as (Omit<StoredPack, 'finality'> & {
    finality: string;
  })[];
  return rows.map(row => ({ ...row, finality: JSON.parse(row.finality) as Finality }));
}

/** Packs of a month that stand, one a client. */
export function standingPacks(connection: Connection, month: string): Map<number, StoredPack> {
  const packs = packsWhere(connection, 'month = ? AND superseded_at IS NULL', month);
  return new Map(packs.map(pack => [pack.client, pack]));
}

/** Every pack of a client's month, the newest first. */
export function packsOf(connection: Connection, month: string, client: number): StoredPack[] {
  return packsWhere(connection, 'month = ? AND client = ? ORDER BY id DESC', month, client);
}

export function packById(connection: Connection, id: number): StoredPack | null {
  return packsWhere(connection, 'id = ?', id)[0] ?? null;
}

/** The pack that a check code names, or null. */
export function packByCode(connection: Connection, code: string): StoredPack | null {
  return packsWhere(connection, 'check_code = ? ORDER BY id DESC', code)[0] ?? null;
}

/** Clients whose pack of a month was superseded after it was sent and has no successor. */
export function supersededClients(connection: Connection, month: string): Set<number> {
  const sql = `SELECT DISTINCT client FROM statement_pack WHERE month = ? AND superseded_at IS NOT NULL AND state <> 'draft'`;
  return new Set(connection.prepareValue(sql).all(month) as number[]);
}

export type NewPack = Omit<
  StoredPack,
  'id' | 'state' | 'stateOn' | 'stateBy' | 'supersededAt' | 'supersededWhy'
> & { madeOn: string };

/** Keeps a pack as 草稿. */
export function insertPack(tx: Tx, pack: NewPack): number {
  return insertRow(tx, 'statement_pack', {
    ...{ client: pack.client, month: pack.month, made_at: pack.madeAt, made_by: pack.madeBy },
    ...{ head_seq: pack.headSeq, head_hash: pack.headHash, finality: JSON.stringify(pack.finality) },
    ...{ digest: pack.digest, check_code: pack.checkCode },
    closing_unallocated_fen: pack.closingUnallocatedFen,
    closing_at_platform_fen: pack.closingAtPlatformFen,
    ...{ state: 'draft', state_on: pack.madeOn, state_by: pack.madeBy },
  });
}

/** Marks a pack as no longer what the book says. */
export function supersede(tx: Tx, pack: number, why: 'reopened' | 'replaced'): void {
  updateRow(tx, 'statement_pack', pack, { superseded_at: tx.at, superseded_why: why });
}

/** Supersedes the standing packs of a month that was reopened; answers how many had been sent. */
export function supersedeMonth(tx: Tx, { month, client }: { month: string; client: number | null }): number {
  const packs = [...standingPacks(tx.connection, month).values()].filter(
    pack => client === null || pack.client === client,
  );
  for (const { id } of packs) supersede(tx, id, 'reopened');
  return packs.filter(({ state }) => state !== 'draft').length;
}

export interface PackStep {
  state: PackState;
  /** Day on which it was sent, answered, or came back. */
  onDay: string;
  saidBy: string;
  saidAt: string;
  /** Who answered for the client. */
  person: string | null;
  note: string | null;
  attachment: number | null;
}

/** Marks a pack with its next state. */
export function insertStep(tx: Tx, pack: number, step: Omit<PackStep, 'saidBy' | 'saidAt'>): void {
  insertRow(tx, 'statement_pack_step', {
    ...{ pack, state: step.state, on_day: step.onDay, said_by: tx.actor, said_at: tx.at },
    ...{ person: step.person, note: step.note, attachment: step.attachment },
  });
  updateRow(tx, 'statement_pack', pack, { state: step.state, state_on: step.onDay, state_by: tx.actor });
}

/** Steps of a pack with the name of the paper, in their order. */
export function stepsOf(connection: Connection, pack: number): (PackStep & { paper: string | null })[] {
  const sql = `SELECT s.state, s.on_day AS onDay, s.said_by AS saidBy, s.said_at AS saidAt, s.person, s.note, s.attachment,
      a.name AS paper FROM statement_pack_step s LEFT JOIN attachment a ON a.id = s.attachment WHERE s.pack = ? ORDER BY s.id`;
  return connection.prepare(sql).all(pack) as ReturnType<typeof stepsOf>;
}

/** A posting on an account of the client: exactly one side is not zero; a red one is negative. */
export interface PackPosting {
  account: number;
  transfer: number;
  day: string;
  event: string;
  caseNo: string | null;
  debitFen: number;
  creditFen: number;
  sourceRow: number | null;
}

const SIDES = `CASE t.kind WHEN 'reverse' THEN 0 ELSE t.amount_fen END`;
const RED = `CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE 0 END`;

/** Postings of the accounts in a range, in order of day and number. */
export function packPostings(
  connection: Connection,
  accounts: readonly number[],
  { from, to }: { from: string; to: string },
): PackPosting[] {
  const part = (side: 'debit' | 'credit', [debit, credit]: [string, string]) =>
    `SELECT t.${side} AS account, t.id AS transfer, t.effective_on AS day, t.event, t.case_no AS caseNo,
      ${debit} AS debitFen, ${credit} AS creditFen, t.source_row AS sourceRow
    FROM json_each(@list) p CROSS JOIN transfer t ON t.${side} = p.value AND t.effective_on BETWEEN @from AND @to
    WHERE t.kind IN ('post', 'settle', 'reverse')`;
  const sql = `${part('debit', [SIDES, RED])} UNION ALL ${part('credit', [RED, SIDES])} ORDER BY day, transfer, account`;
  return connection.prepare(sql).all({ list: JSON.stringify(accounts), from, to }) as PackPosting[];
}

/** A kept row of a file, as evidence carries it. */
export interface PackRow {
  id: number;
  file: string;
  fileSha256: string;
  sheet: string;
  row: number;
  version: number;
  contentSha256: string;
  raw: string;
}

/** Kept rows by id, in the order of files and rows. */
export function packRows(connection: Connection, ids: readonly number[]): PackRow[] {
  const sql = `SELECT s.id, f.name AS file, f.sha256 AS fileSha256, s.sheet, s.row, s.version,
      lower(hex(s.content_hash)) AS contentSha256, s.raw
    FROM json_each(?) p JOIN source_row s ON s.id = p.value JOIN source_file f ON f.id = s.file
    ORDER BY f.id, s.row, s.id`;
  return connection.prepare(sql).all(JSON.stringify(ids)) as PackRow[];
}

const INVOICED = `direction IN ('agency_client', 'platform_client') AND state = 'standing' AND client = ?
  AND issued_on BETWEEN ? AND ?`;

/** Invoices to a client that are dated in a range. */
export function packInvoices(
  connection: Connection,
  client: number,
  { from, to }: { from: string; to: string },
): PackInvoice[] {
  const sql = `SELECT number_text AS number, issued_on AS issuedOn, coalesce(kind, '') AS kind, net_fen AS netFen,
      tax_fen AS taxFen, gross_fen AS grossFen FROM invoice WHERE ${INVOICED} ORDER BY issued_on, id`;
  return connection.prepare(sql).all(client, from, to) as PackInvoice[];
}

/** Kept papers of those invoices. */
export function packAttachments(
  connection: Connection,
  client: number,
  { from, to }: { from: string; to: string },
): { attachment: number; name: string }[] {
  const sql = `SELECT f.attachment, min(f.name) AS name FROM invoice_file f
    JOIN invoice i ON i.id = f.invoice WHERE ${INVOICED.replaceAll(/\b(direction|state|client|issued_on)\b/g, 'i.$1')}
    GROUP BY f.attachment ORDER BY f.attachment`;
  return connection.prepare(sql).all(client, from, to) as { attachment: number; name: string }[];
}

/** Whom a month's statements are for. */
export function packClients(connection: Connection): { id: number; code: string; name: string }[] {
  const sql = "SELECT id, coalesce(code, '') AS code, name FROM client ORDER BY code IS NULL, code, id";
  return connection.prepare(sql).all() as { id: number; code: string; name: string }[];
}

/** Clients with money at the end of a month or a movement in it. */
export function clientsMoved(connection: Connection, month: string): Set<number> {
  const sql = `SELECT coalesce(a.client, p.client) AS who FROM month_sum m JOIN account a ON a.id = m.account
    LEFT JOIN pool p ON p.id = a.pool WHERE m.month <= @month AND who IS NOT NULL
    GROUP BY a.id HAVING sum(iif(m.month = @month, m.debits_fen <> 0 OR m.credits_fen <> 0, 0)) > 0
      OR sum(m.debits_fen - m.credits_fen) <> 0`;
  return new Set((connection.prepareRaw(sql).all({ month }) as [number][]).map(([who]) => who));
}

/** Id, name of the book. */
export function packBook(connection: Connection): { id: string; name: string } {
  return connection.prepare('SELECT id, name FROM book').get() as { id: string; name: string };
}

/** Platform accounts of a client whose flow tells a month: its last day there, and the Beijing day of its last reading. */
export function clientFlows(
  connection: Connection,
  client: number,
  { from, to }: { from: string; to: string },
): { lastOn: string; readOn: string }[] {
  const sql = `SELECT day AS lastOn, max(readOn) AS readOn FROM (
      SELECT d.account, d.day, date(p.made_at, '+8 hours') AS readOn, max(d.day) OVER (PARTITION BY d.account) AS last
      FROM statement_day d JOIN import_plan p ON p.id = d.plan AND p.state = 'committed'
      WHERE p.profile = 'qianchuan.daily' AND d.day BETWEEN ? AND ?
        AND d.account IN (SELECT platform_id FROM platform_account WHERE client = ?))
    WHERE day = last GROUP BY account`;
  return connection.prepare(sql).all(from, to, client) as { lastOn: string; readOn: string }[];
}
