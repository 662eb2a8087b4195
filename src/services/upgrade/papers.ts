import { Refusal } from '../../domain/refusal.ts';
import type { Paper } from '../../domain/rulebook/types.ts';
import { ID_PICTURES, qualificationOn } from '../../domain/upgrade/book.ts';
import { command } from '../../ledger/command.ts';
import { attachmentById } from '../../store/attachments.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';
import {
  accountsOfSubject,
  insertQualification,
  qualificationById,
  qualificationsOf,
  type StoredQualification,
  updateQualification,
  upgradeAccount,
  upgradeCaseOf,
  upgradeStepsOf,
  verificationsOfSubject,
} from '../../store/upgrade.ts';
import type { Caller } from './case.ts';
import { accountOf } from './detail.ts';
import { type EvidenceFile, keepEvidence } from './evidence.ts';

export interface PaperWanted {
  account: number;
  paper: Paper;
  /** Only asked of the client, not here yet. */
  asked: boolean;
  evidence?: EvidenceFile;
  validTo?: string;
  note?: string;
  /** Beijing day. */
  on: string;
}

/**
 * Asks for a paper, or hands it in for review. It belongs to the legal person and counts for every account of it
 * (UPG-4). Refuses `upgrade.no_account`, `upgrade.no_subject`, `upgrade.paper_holds` for one that has passed and still
 * holds, `upgrade.paper_ends_before` and what `keepEvidence` refuses.
 */
export function addPaper(connection: Connection, caller: Caller, wanted: PaperWanted) {
  const { scope, ...who } = caller;
  const { evidence, ...said } = wanted;
  const input = JSON.parse(JSON.stringify({ ...said, evidence: evidence?.name ?? null }));
  return command(connection, { ...who, procedure: 'upgrade.addPaper', input }, tx => {
    const { account, paper, on, validTo, note } = wanted;
    const { subject, name } = accountOf(tx.connection, scope, account);
    if (subject === null) throw new Refusal('upgrade.no_subject', { account: name });
    if (validTo !== undefined && validTo < on)
      throw new Refusal('upgrade.paper_ends_before', { on: validTo });
    const own = qualificationsOf(tx.connection, subject).filter(each => each.paper === paper);
    const newest = own.at(-1);
    if (own.some(each => qualificationOn(each.state, each.validTo, on) === 'passed'))
      throw new Refusal('upgrade.paper_holds', { rule: 'UPG-4' });
    const attachment = evidence ? keepEvidence(tx, evidence) : null;
    const state = wanted.asked ? ('asked' as const) : ('submitted' as const);
    // What is asked for or under review goes on; after a rejection or an expiry a new submission begins.
    if (newest && (newest.state === 'asked' || newest.state === 'submitted')) {
      const patch = { state, sinceOn: on, validTo, note, ...(attachment === null ? {} : { attachment }) };
      updateQualification(tx, newest.id, patch);
      return { qualification: newest.id };
    }
    const dates = { askedOn: on, sinceOn: on, validFrom: null, validTo: validTo ?? null };
    const row = { subject, paper, state, ...dates, attachment, rejectReason: null, note: note ?? null };
    return { qualification: insertQualification(tx, row) };
  });
}

/** A paper was accepted. Refuses `upgrade.no_paper`, `upgrade.paper_state`. */
export function passPaper(
  connection: Connection,
  caller: Caller,
  wanted: { qualification: number; validTo?: string; on: string },
) {
  return review(connection, caller, 'upgrade.passPaper', wanted, (tx, { id, validTo }) => {
    const to = wanted.validTo ?? validTo;
    if (to !== null && to < wanted.on) throw new Refusal('upgrade.paper_ends_before', { on: to });
    updateQualification(tx, id, { state: 'passed', sinceOn: wanted.on, validFrom: wanted.on, validTo: to });
  });
}

/** A paper was sent back with its reason. Refuses `upgrade.no_paper`, `upgrade.paper_state`, `upgrade.reason_missing`. */
export function rejectPaper(
  connection: Connection,
  caller: Caller,
  wanted: { qualification: number; reason: string; on: string },
) {
  const reason = wanted.reason.trim();
  return review(connection, caller, 'upgrade.rejectPaper', wanted, (tx, { id }) => {
    if (reason === '') throw new Refusal('upgrade.reason_missing');
    updateQualification(tx, id, { state: 'rejected', sinceOn: wanted.on, rejectReason: reason });
  });
}

function review(
  connection: Connection,
  { scope, ...who }: Caller,
  procedure: string,
  wanted: { qualification: number },
  judge: (tx: Tx, paper: StoredQualification) => void,
) {
  const input = JSON.parse(JSON.stringify(wanted));
  return command(connection, { ...who, procedure, input }, tx => {
    const { qualification } = wanted;
    const paper = qualificationById(tx.connection, qualification);
    const accounts = paper ? accountsOfSubject(tx.connection, paper.subject) : [];
    const isSeen = accounts.some(({ account }) => upgradeAccount(tx.connection, scope, account) !== null);
    if (!paper || !isSeen) throw new Refusal('upgrade.no_paper', { qualification });
    if (paper.state !== 'submitted') throw new Refusal('upgrade.paper_state', { state: paper.state });
    judge(tx, paper);
    return { qualification };
  });
}

/**
 * Whether evidence belongs to an account that the scope allows, and whether it shows an ID. Refuses `upgrade.no_evidence`.
 */
export function evidenceOfAccount(
  connection: Connection,
  scope: Caller['scope'],
  { account, attachment }: { account: number; attachment: number },
): { isIdPicture: boolean } {
  const { subject } = accountOf(connection, scope, account);
  const papers = subject === null ? [] : qualificationsOf(connection, subject);
  const own = papers.filter(each => each.attachment === attachment);
  const opened = upgradeCaseOf(connection, account);
  const known =
    own.length > 0 ||
    (opened && upgradeStepsOf(connection, opened.id).some(each => each.attachment === attachment)) ||
    (subject !== null &&
      verificationsOfSubject(connection, subject).some(each => each.attachment === attachment));
  if (!known) throw new Refusal('upgrade.no_evidence', { attachment });
  return { isIdPicture: own.some(({ paper }) => ID_PICTURES.includes(paper)) };
}

/** Writes into the log that somebody opened an ID picture, and which: it stands in the answer. Nothing else changes. */
export function logIdPicture(
  connection: Connection,
  { scope, ...who }: Caller,
  input: { account: number; attachment: number },
) {
  return command(connection, { ...who, procedure: 'upgrade.openIdPicture', input }, tx => {
    const { name, subjectName } = accountOf(tx.connection, scope, input.account);
    const picture = attachmentById(tx.connection, input.attachment)?.name ?? '';
    return { opened: true, picture, account: name, subject: subjectName };
  });
}
