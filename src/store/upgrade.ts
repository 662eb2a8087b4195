import { dayBefore } from '../domain/calendar/days.ts';
import type { VerifiedSpan } from '../domain/limits/types.ts';
import type { RowScope, SubjectKind, Verification } from '../domain/parties/types.ts';
import type { Paper } from '../domain/rulebook/types.ts';
import type { QualificationState, VerificationMethod, WaitedFor } from '../domain/upgrade/book.ts';
import { UNDER_WAY, type UpgradeState } from '../domain/upgrade/states.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { clientsSeen, seesClient } from './scope.ts';
import type { Tx } from './transaction.ts';

/** The upgrade of one account, as it was last said. */
export interface StoredCase {
  id: number;
  account: number;
  state: UpgradeState;
  /** JSON: `[{dimension, row}]` and the placement that was judged. */
  triggers: string;
  placement: string;
  usedBefore: 0 | 1 | null;
  toldOn: string | null;
  waitingFor: WaitedFor | null;
  /** Beijing days. */
  sinceOn: string;
  openedOn: string;
  /** UTC, ISO. */
  openedAt: string;
  openedBy: string;
}

const CASE = `SELECT id, platform_account AS account, state, triggers, placement, used_before AS usedBefore,
  told_on AS toldOn, waiting_for AS waitingFor, since_on AS sinceOn, opened_on AS openedOn, opened_at AS openedAt,
  opened_by AS openedBy FROM upgrade_case`;

/** Every case of the book, by account. */
export function upgradeCases(connection: Connection): Map<number, StoredCase> {
  const rows = connection.prepare(CASE).all() as StoredCase[];
  return new Map(rows.map(row => [row.account, row]));
}

/** The case of an account, or null. */
export function upgradeCaseOf(connection: Connection, account: number): StoredCase | null {
  const row = connection.prepare(`${CASE} WHERE platform_account = ?`).get(account);
  return (row as StoredCase | undefined) ?? null;
}

export type CasePatch = Partial<
  Pick<StoredCase, 'state' | 'triggers' | 'placement' | 'usedBefore' | 'toldOn' | 'waitingFor' | 'sinceOn'>
>;

function caseRow(patch: CasePatch) {
  return {
    state: patch.state,
    triggers: patch.triggers,
    placement: patch.placement,
    used_before: patch.usedBefore,
    told_on: patch.toldOn,
    waiting_for: patch.waitingFor,
    since_on: patch.sinceOn,
  };
}

/** Opens a case in the state `unknown`; answers its id. */
export function insertCase(
  tx: Tx,
  account: number,
  on: string,
  { triggers, placement, ...patch }: CasePatch & Pick<StoredCase, 'triggers' | 'placement'>,
): number {
  return insertRow(tx, 'upgrade_case', {
    ...caseRow({ ...patch, triggers, placement, state: 'unknown', sinceOn: on }),
    platform_account: account,
    opened_on: on,
    opened_at: tx.at,
    opened_by: tx.actor,
  });
}

export function updateCase(tx: Tx, id: number, patch: CasePatch): void {
  updateRow(tx, 'upgrade_case', id, caseRow(patch));
}

export interface NewUpgradeStep {
  case: number;
  /** Beijing day on which it happened. */
  on: string;
  from: UpgradeState;
  to: UpgradeState;
  reason: string;
  attachment: number | null;
}

export interface StoredUpgradeStep extends NewUpgradeStep {
  id: number;
  /** UTC, ISO. */
  at: string;
  actor: string;
}

/** Writes a step down; whether it is legal is decided before. */
export function addUpgradeStep(tx: Tx, step: NewUpgradeStep): void {
  const { connection } = tx;
  const id = connection.prepareValue('SELECT coalesce(max(id), 0) + 1 FROM upgrade_step').get() as number;
  const { case: of, on, from, to, reason, attachment } = step;
  const row = [id, of, tx.at, on, from, to, reason, tx.actor, attachment];
  const sql = `INSERT INTO upgrade_step
    (id, upgrade_case, at, happened_on, from_state, to_state, reason, actor, attachment, log_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  connection.prepare(sql).run(...row, tx.seq);
  tx.effects.add('upgrade_step', JSON.stringify(row));
}

/** Steps of a case, oldest first. */
export function upgradeStepsOf(connection: Connection, of: number): StoredUpgradeStep[] {
  const sql = `SELECT id, upgrade_case AS "case", at, happened_on AS "on", from_state AS "from", to_state AS "to",
    reason, actor, attachment FROM upgrade_step WHERE upgrade_case = ? ORDER BY id`;
  return connection.prepare(sql).all(of) as StoredUpgradeStep[];
}

/** Legal person behind a DOU+ account: its own, else the client's. */
const SUBJECT = 'coalesce(pa.subject, cl.subject)';

/** A DOU+ account with whose it is. */
export interface DouplusAccount {
  account: number;
  platformId: string;
  name: string;
  bannedOn: string | null;
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  subject: number | null;
  subjectName: string | null;
  subjectKind: SubjectKind | null;
}

const ACCOUNT = `SELECT pa.id AS account, pa.platform_id AS platformId, pa.name, pa.banned_on AS bannedOn,
    pa.client, cl.code AS clientCode, cl.name AS clientName, s.id AS subject, s.name AS subjectName,
    s.kind AS subjectKind
  FROM platform_account pa LEFT JOIN client cl ON cl.id = pa.client LEFT JOIN subject s ON s.id = ${SUBJECT}
  WHERE pa.kind = 'douplus' AND pa.archived_on IS NULL`;

/** DOU+ accounts in use that the scope allows, by client and account. */
export function upgradeAccounts(connection: Connection, scope: RowScope): DouplusAccount[] {
  const sql = `${ACCOUNT} AND cl.archived_on IS NULL ORDER BY cl.code, pa.platform_id`;
  const seen = clientsSeen(connection, scope);
  return (connection.prepare(sql).all() as DouplusAccount[]).filter(({ client }) => isSeen(seen, client));
}

/** One DOU+ account that the scope allows, or null. */
export function upgradeAccount(connection: Connection, scope: RowScope, id: number): DouplusAccount | null {
  const row = connection.prepare(`${ACCOUNT} AND pa.id = ?`).get(id) as DouplusAccount | undefined;
  return row && seesClient(connection, scope, row.client) ? row : null;
}

/** DOU+ accounts behind which a legal person stands. */
export function accountsOfSubject(connection: Connection, subject: number): DouplusAccount[] {
  return connection.prepare(`${ACCOUNT} AND s.id = ? ORDER BY pa.id`).all(subject) as DouplusAccount[];
}

const isSeen = (seen: ReadonlySet<number> | null, client: number | null) =>
  seen === null || (client !== null && seen.has(client));

/** Managers of each client on a day, the main one first. */
export function managersOn(connection: Connection, on: string): Map<number, string[]> {
  const sql = `SELECT k.client, m.name FROM client_manager k JOIN manager m ON m.id = k.manager
    WHERE (k.from_on IS NULL OR k.from_on <= @on) AND (k.until_on IS NULL OR k.until_on >= @on)
    ORDER BY k.role <> 'main', k.id`;
  const rows = connection.prepareRaw(sql).all({ on }) as [number, string][];
  const names = new Map<number, string[]>();
  for (const [client, name] of rows) names.set(client, [...(names.get(client) ?? []), name]);
  return names;
}

/** A paper of a legal person. */
export interface StoredQualification {
  id: number;
  subject: number;
  paper: Paper;
  state: QualificationState;
  askedOn: string;
  sinceOn: string;
  validFrom: string | null;
  validTo: string | null;
  attachment: number | null;
  rejectReason: string | null;
  note: string | null;
}

const QUALIFICATION = `SELECT id, subject, paper, state, asked_on AS askedOn, since_on AS sinceOn,
  valid_from AS validFrom, valid_to AS validTo, attachment, reject_reason AS rejectReason, note FROM qualification`;

/** Papers of one legal person, oldest first. */
export function qualificationsOf(connection: Connection, subject: number): StoredQualification[] {
  return connection
    .prepare(`${QUALIFICATION} WHERE subject = ? ORDER BY id`)
    .all(subject) as StoredQualification[];
}

/** A paper by its id, or null. */
export function qualificationById(connection: Connection, id: number): StoredQualification | null {
  const row = connection.prepare(`${QUALIFICATION} WHERE id = ?`).get(id);
  return (row as StoredQualification | undefined) ?? null;
}

type QualificationPatch = Partial<Omit<StoredQualification, 'id' | 'subject' | 'paper'>>;

function qualificationRow(patch: QualificationPatch) {
  return {
    state: patch.state,
    asked_on: patch.askedOn,
    since_on: patch.sinceOn,
    valid_from: patch.validFrom,
    valid_to: patch.validTo,
    attachment: patch.attachment,
    reject_reason: patch.rejectReason,
    note: patch.note,
  };
}

export function insertQualification(
  tx: Tx,
  { subject, paper, ...rest }: Omit<StoredQualification, 'id'>,
): number {
  return insertRow(tx, 'qualification', { subject, paper, ...qualificationRow(rest) });
}

export function updateQualification(tx: Tx, id: number, patch: QualificationPatch): void {
  updateRow(tx, 'qualification', id, qualificationRow(patch));
}

/** What was said of the corporate verification of a legal person, and from when. */
export interface StoredVerification {
  id: number;
  subject: number;
  /** Null: from the beginning. */
  from: string | null;
  until: string | null;
  state: Verification;
  method: VerificationMethod | null;
  attachment: number | null;
  actor: string | null;
}

const VERIFICATION = `SELECT id, subject, from_on AS "from", until_on AS until, state, method, attachment, actor
  FROM subject_verification`;

/** All that was said of verifications, by legal person, in the order of days. */
export function verifications(connection: Connection): Map<number, StoredVerification[]> {
  const rows = connection.prepare(`${VERIFICATION} ORDER BY from_on, id`).all() as StoredVerification[];
  return Map.groupBy(rows, ({ subject }) => subject);
}

export function verificationsOfSubject(connection: Connection, subject: number): StoredVerification[] {
  return connection
    .prepare(`${VERIFICATION} WHERE subject = ? ORDER BY from_on, id`)
    .all(subject) as StoredVerification[];
}

/** Says that a verification passed, or ended, on a day; what was said of that very day is replaced. */
export function sayVerification(
  tx: Tx,
  { subject, from, ...rest }: Omit<StoredVerification, 'id' | 'actor'> & { from: string },
): void {
  const values = {
    until_on: rest.until,
    state: rest.state,
    method: rest.method,
    attachment: rest.attachment,
  };
  const same = verificationsOfSubject(tx.connection, subject).findLast(each => each.from === from);
  const row = { ...values, actor: tx.actor };
  if (same) updateRow(tx, 'subject_verification', same.id, row);
  else insertRow(tx, 'subject_verification', { ...row, subject, from_on: from });
}

const BEGINNING = '1970-01-01';

/** Days in which a verification held: from its first day to its last valid one, or to what was said next. */
export function verifiedSpans(rows: readonly StoredVerification[]): VerifiedSpan[] {
  return rows.flatMap(({ state, from, until }, at) => {
    if (state !== 'passed') return [];
    const next = rows[at + 1]?.from;
    const to = [until, next ? dayBefore(next) : null].filter(day => day !== null).sort()[0] ?? null;
    return [{ from: from ?? BEGINNING, to }];
  });
}

/** First day on which the upgrade of an account of a legal person was under way; null if none ever was. */
export function firstStepOn(connection: Connection, subject: number): string | null {
  const sql = `SELECT min(t.happened_on) FROM upgrade_step t
    JOIN upgrade_case c ON c.id = t.upgrade_case JOIN platform_account pa ON pa.id = c.platform_account
    LEFT JOIN client cl ON cl.id = pa.client
    WHERE t.to_state IN (SELECT value FROM json_each(@states)) AND ${SUBJECT} = @subject`;
  const found = connection.prepareValue(sql).get({ states: JSON.stringify(UNDER_WAY), subject });
  return (found as string | null | undefined) ?? null;
}
