import type { UpgradePlacement } from '../../contract/upgrade.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { upgradeStateOn, upgradeWay, type WaitedFor, waitsFor } from '../../domain/upgrade/book.ts';
import { checkUpgradeStep, DONE, type UpgradeParty, type UpgradeState } from '../../domain/upgrade/states.ts';
import { judgePlacement } from '../../domain/upgrade/triggers.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';
import {
  addUpgradeStep,
  type DouplusAccount,
  insertCase,
  qualificationsOf,
  type StoredCase,
  updateCase,
  updateQualification,
  upgradeCaseOf,
  verificationsOfSubject,
  verifiedSpans,
} from '../../store/upgrade.ts';
import { verificationOn } from '../../store/upgrade-facts.ts';
import { isOrderOf } from '../../store/upgrade-orders.ts';
import { accountOf, factsOf } from './detail.ts';
import { type EvidenceFile, keepEvidence } from './evidence.ts';

/** Who asks and when; `key` makes a command repeatable. */
export interface Caller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  scope: RowScope;
}

export interface OpenCase {
  account: number;
  placement: UpgradePlacement;
  /** Used DOU+ before the upgrade; null is unknown. */
  usedBefore: boolean | null;
  /** The ad label was said to the client (UPG-0). */
  told: boolean;
  /** Order of the account that the placement is judged from; its content may be judged after review (UPG-1). */
  order?: number;
  /** State in which the account stands already. */
  stands?: UpgradeState;
}

/**
 * Opens the case of an account on a placement that was judged, or takes up one that needed none so far. A new user
 * binds first, so the case waits for that (UPG-5). Refuses `upgrade.no_account`, `upgrade.case_exists`,
 * `upgrade.not_judged` (UPG-1), `upgrade.not_told` (UPG-0), `upgrade.no_way`, `upgrade.order_of_other`.
 */
export function openCase(connection: Connection, caller: Caller, wanted: OpenCase, rules: Rules) {
  const { scope, ...who } = caller;
  const input = JSON.parse(JSON.stringify({ ...wanted, on: rules.on }));
  return command(connection, { ...who, procedure: 'upgrade.open', input }, tx => {
    const { account, placement, usedBefore, told, stands, order } = wanted;
    const found = accountOf(tx.connection, scope, account);
    if (order !== undefined && !isOrderOf(tx.connection, order, account))
      throw new Refusal('upgrade.order_of_other', { account: found.name });
    const before = upgradeCaseOf(tx.connection, account);
    if (before && before.state !== 'not_needed')
      throw new Refusal('upgrade.case_exists', { account: found.name });
    const { required, triggers } = judgePlacement(factsOf(tx.connection, account, placement, rules), rules);
    if (stands === undefined && usedBefore !== false) {
      if (required === 'unknown') throw new Refusal('upgrade.not_judged', { rule: 'UPG-1' });
      if (required === 'no' && before) throw new Refusal('upgrade.case_exists', { account: found.name });
    }
    const starts = stands === undefined && (required === 'yes' || usedBefore === false);
    if (starts && !told) throw new Refusal('upgrade.not_told', { rule: 'UPG-0' });
    const patch = {
      triggers: JSON.stringify(triggers.map(({ dimension, row }) => ({ dimension, row: row.id }))),
      placement: JSON.stringify(order === undefined ? placement : { ...placement, order }),
      usedBefore: usedBefore === null ? null : usedBefore ? (1 as const) : (0 as const),
      toldOn: told ? rules.on : null,
      waitingFor: usedBefore === false ? ('client' as const) : waitsFor('unknown'),
    };
    const id = before?.id ?? insertCase(tx, account, rules.on, patch);
    if (before) updateCase(tx, id, patch);
    const opened = upgradeCaseOf(tx.connection, account)!;
    const goal = stands ?? (required === 'yes' ? 'triggered' : 'not_needed');
    if (stands === undefined && usedBefore === false) return { state: opened.state };
    walk(tx, found, opened, goal, rules.on);
    return { state: goal };
  });
}

/** Writes every legal step down that leads to a state; the account is there already. */
function walk(tx: Tx, account: DouplusAccount, opened: StoredCase, goal: UpgradeState, on: string): void {
  const party = partyOf(tx.connection, account, opened, on);
  const way = upgradeWay(opened.state, goal, party);
  if (way === null) throw new Refusal('upgrade.no_way', { from: opened.state, to: goal });
  let from = opened.state;
  for (const to of way) {
    addUpgradeStep(tx, { case: opened.id, on, from, to, reason: '', attachment: null });
    from = to;
  }
  updateCase(tx, opened.id, { state: goal, waitingFor: waitsFor(goal), sinceOn: on });
}

/** What is known of who takes the steps. */
export function partyOf(
  connection: Connection,
  { subject, subjectKind }: DouplusAccount,
  { usedBefore }: StoredCase,
  on: string,
): UpgradeParty {
  const said = subject === null ? [] : verificationsOfSubject(connection, subject);
  return {
    ...(subjectKind === null ? {} : { kind: subjectKind }),
    ...(usedBefore === null ? {} : { usedDouplusBefore: usedBefore === 1 }),
    verified: subjectKind !== 'individual' && verificationOn(verifiedSpans(said), on) === 'passed',
  };
}

export interface StepWanted {
  account: number;
  to: UpgradeState;
  reason: string;
  waitingFor?: WaitedFor;
  evidence?: EvidenceFile;
  /** Beijing day on which it happened. */
  on: string;
}

/** States that only dates of the 对公验证 lead to, or that need one. */
const BY_VERIFICATION: readonly UpgradeState[] = ['verification_expired'];

/**
 * Takes a legal step and writes down who, when, why and the evidence. Once through, the papers that were under review
 * have passed (UPG-4). Refuses `upgrade.no_case`, `upgrade.illegal_step`, `upgrade.reason_missing` for a rejection without
 * its reason, `upgrade.verify_first` (UPG-6), `upgrade.step_before`, and what `keepEvidence` refuses.
 */
export function takeStep(connection: Connection, caller: Caller, wanted: StepWanted) {
  const { scope, ...who } = caller;
  const { evidence, ...said } = wanted;
  const input = JSON.parse(JSON.stringify({ ...said, evidence: evidence?.name ?? null }));
  return command(connection, { ...who, procedure: 'upgrade.step', input }, tx => {
    const { account, to, on, waitingFor } = wanted;
    const reason = wanted.reason.trim();
    const found = accountOf(tx.connection, scope, account);
    const opened = caughtUp(tx, found, on);
    const party = partyOf(tx.connection, found, opened, on);
    checkUpgradeStep(opened.state, to, party);
    const needsVerification = to === 'upgraded' && party.kind !== 'individual' && !party.verified;
    if (needsVerification || BY_VERIFICATION.includes(to))
      throw new Refusal('upgrade.verify_first', { rule: 'UPG-6' });
    if (to === 'rejected' && reason === '') throw new Refusal('upgrade.reason_missing');
    if (on < opened.sinceOn) throw new Refusal('upgrade.step_before', { on, since: opened.sinceOn });
    const attachment = evidence ? keepEvidence(tx, evidence) : null;
    addUpgradeStep(tx, { case: opened.id, on, from: opened.state, to, reason, attachment });
    updateCase(tx, opened.id, { state: to, waitingFor: waitingFor ?? waitsFor(to), sinceOn: on });
    if (DONE.includes(to) && found.subject !== null) passReviewed(tx, found.subject, on);
    return { state: to };
  });
}

/** The case with the steps written down that dates alone brought (UPG-6). Refuses `upgrade.no_case`. */
export function caughtUp(tx: Tx, account: DouplusAccount, on: string): StoredCase {
  const opened = upgradeCaseOf(tx.connection, account.account);
  if (!opened) throw new Refusal('upgrade.no_case', { account: account.name });
  const said = account.subject === null ? [] : verificationsOfSubject(tx.connection, account.subject);
  const state = upgradeStateOn(opened.state, account.subjectKind ?? undefined, verifiedSpans(said), on);
  if (state === opened.state) return opened;
  // From upgraded to upgraded_limited no step leads: an expiry is one.
  const way =
    upgradeWay(opened.state, state, { kind: account.subjectKind ?? undefined, verified: true }) ?? [];
  let from = opened.state;
  for (const to of way) {
    addUpgradeStep(tx, { case: opened.id, on, from, to, reason: '', attachment: null });
    from = to;
  }
  updateCase(tx, opened.id, { state, waitingFor: waitsFor(state), sinceOn: on });
  return upgradeCaseOf(tx.connection, account.account)!;
}

function passReviewed(tx: Tx, subject: number, on: string): void {
  for (const { id, state } of qualificationsOf(tx.connection, subject))
    if (state === 'submitted') updateQualification(tx, id, { state: 'passed', sinceOn: on, validFrom: on });
}
