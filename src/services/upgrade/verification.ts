import { Refusal } from '../../domain/refusal.ts';
import type { VerificationMethod } from '../../domain/upgrade/book.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';
import {
  accountsOfSubject,
  type DouplusAccount,
  sayVerification,
  upgradeCaseOf,
} from '../../store/upgrade.ts';
import { type Caller, caughtUp } from './case.ts';
import { accountOf } from './detail.ts';
import { type EvidenceFile, keepEvidence } from './evidence.ts';

export interface VerificationWanted {
  account: number;
  state: 'passed' | 'expired';
  /** First day it holds, or the first day it no longer does. */
  from: string;
  /** Last valid day; null without an end. */
  until: string | null;
  method?: VerificationMethod;
  evidence?: EvidenceFile;
}

/**
 * Says that 对公验证 of the legal person behind an account passed or ended. It counts for every account of that person:
 * those that were limited are upgraded, those that were upgraded are limited again (UPG-4, UPG-6). Refuses
 * `upgrade.no_subject`, `upgrade.only_enterprise`, `upgrade.verification_ends_before`, `upgrade.verification_future`.
 */
export function setVerification(
  connection: Connection,
  caller: Caller,
  wanted: VerificationWanted,
  today: string,
) {
  const { scope, ...who } = caller;
  const { evidence, ...said } = wanted;
  const input = JSON.parse(JSON.stringify({ ...said, evidence: evidence?.name ?? null }));
  return command(connection, { ...who, procedure: 'upgrade.setVerification', input }, tx => {
    const { account, state, from, until, method } = wanted;
    const { subject, subjectKind, name } = accountOf(tx.connection, scope, account);
    if (subject === null) throw new Refusal('upgrade.no_subject', { account: name });
    if (subjectKind === 'individual') throw new Refusal('upgrade.only_enterprise', { rule: 'UPG-6' });
    if (until !== null && until < from)
      throw new Refusal('upgrade.verification_ends_before', { from, until });
    if (from > today) throw new Refusal('upgrade.verification_future', { from });
    const accounts = accountsOfSubject(tx.connection, subject);
    // What dates brought until now is written down first, so that no step is left out.
    for (const each of accounts) if (upgradeCaseOf(tx.connection, each.account)) caughtUp(tx, each, today);
    const attachment = evidence ? keepEvidence(tx, evidence) : null;
    const held = { state, until: state === 'passed' ? until : null, method: method ?? null, attachment };
    sayVerification(tx, { subject, from, ...held });
    return { upgraded: accounts.filter(each => follows(tx, each, today)).length };
  });
}

/** Takes the step that the verification brings an account; answers whether there was one. */
function follows(tx: Tx, account: DouplusAccount, today: string): boolean {
  const before = upgradeCaseOf(tx.connection, account.account);
  if (!before) return false;
  return caughtUp(tx, account, today).state !== before.state;
}
