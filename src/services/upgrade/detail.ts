import type {
  UpgradeAssessmentView,
  UpgradeAttachment,
  UpgradeDetailView,
  UpgradeEvent,
  UpgradeOrder,
  UpgradePaper,
  UpgradePlacement,
} from '../../contract/upgrade.ts';
import { dayAfter } from '../../domain/calendar/days.ts';
import { countsFrom } from '../../domain/limits/state.ts';
import { placementOf as keptPlacement } from '../../domain/orders/placement.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import { assessUpgrade } from '../../domain/upgrade/assess.ts';
import { qualificationOn, type WaitedFor } from '../../domain/upgrade/book.ts';
import type { PlacementFacts } from '../../domain/upgrade/facts.ts';
import { type AskedPaper, askedPapers } from '../../domain/upgrade/papers.ts';
import { DONE, upgradeSteps } from '../../domain/upgrade/states.ts';
import { judgePlacement } from '../../domain/upgrade/triggers.ts';
import { attachmentById } from '../../store/attachments.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { limitHistory } from '../../store/limit-history.ts';
import { seesClient } from '../../store/scope.ts';
import {
  accountsOfSubject,
  type DouplusAccount,
  qualificationsOf,
  type StoredCase,
  type StoredQualification,
  upgradeAccount,
  upgradeCaseOf,
  upgradeStepsOf,
  verificationsOfSubject,
} from '../../store/upgrade.ts';
import { upgradeFactsOf } from '../../store/upgrade-facts.ts';
import { ordersOfUpgrade } from '../../store/upgrade-orders.ts';
import { boardRow, limitSettingsOf } from './board.ts';
import { cite, citeNamed } from './cite.ts';

/** Rules that are told beside every case, UPG-0 to UPG-6; what triggered it is told by its own rows. */
const RULES_BESIDE = [
  ...['upg-0.ad-label', 'upg-1.anchor.video', 'upg-1.anchor.live', 'upg-1.goal.video', 'upg-1.content.video'],
  ...[
    'upg-4.papers-first',
    'upg-4.once',
    'upg-5.entry',
    'upg-6.verification',
    'upg-6.expiry',
    'upg-6.warn-days',
  ],
];
const PAPER_RULES = {
  individual: ['upg-2.open', 'upg-2.place', 'upg-2.only-ecommerce'],
  enterprise: ['upg-3.open', 'upg-3.place'],
} as const;

/** A DOU+ account of the scope. Refuses `upgrade.no_account`, also for one outside it. */
export function accountOf(connection: Connection, scope: RowScope, account: number): DouplusAccount {
  const found = upgradeAccount(connection, scope, account);
  if (!found) throw new Refusal('upgrade.no_account', { account });
  return found;
}

/** Everything of one account's upgrade on the day of the rules. Refuses `upgrade.no_account`. */
export function detail(
  connection: Connection,
  scope: RowScope,
  account: number,
  rules: Rules,
): UpgradeDetailView {
  const found = accountOf(connection, scope, account);
  const opened = upgradeCaseOf(connection, account);
  const { order = null, ...placement } = placementOf(opened);
  const facts = factsOf(connection, account, placement, rules);
  const row = boardRow(connection, found, rules);
  const needed = opened !== null && row.state !== 'not_needed';
  const steps = needed ? assessUpgrade(facts, rules).steps : [];
  const settings = limitSettingsOf(connection);
  const history = limitHistory(connection, { id: account, subject: found.subject }, rules);
  const siblings = found.subject === null ? [] : accountsOfSubject(connection, found.subject);
  return {
    on: rules.on,
    row,
    placement,
    usedBefore: opened?.usedBefore == null ? null : opened.usedBefore === 1,
    toldOn: opened?.toldOn ?? null,
    triggers: needed ? triggersOf(facts, rules) : [],
    papers: needed ? papersOf(connection, found, opened, facts, rules) : [],
    orders: ordersOf(connection, account, order, rules),
    settings,
    countsFrom: countsFrom(history, rules.on, settings.restartAfterExpiry),
    siblings: siblings
      .filter(each => each.account !== account && seesClient(connection, scope, each.client))
      .map(({ account, name, clientName }) => ({ account, name, clientName })),
    steps: steps.map(step => ({ ...step, source: rowNamed(rules, step.row)?.source ?? null })),
    timeline: timelineOf(connection, found, opened),
    next: opened
      ? upgradeSteps(row.state, {
          kind: found.subjectKind ?? undefined,
          usedDouplusBefore: opened.usedBefore === null ? undefined : opened.usedBefore === 1,
          verified: row.verification.state === 'passed',
        })
      : [],
    notes: citeNamed(rules, [
      ...RULES_BESIDE,
      ...(found.subjectKind === null ? Object.values(PAPER_RULES).flat() : PAPER_RULES[found.subjectKind]),
      'lim-3.basis',
      ...(found.subjectKind === 'individual' ? ['lim-3.individual'] : []),
    ]),
  };
}

/** What a case was opened on: the placement, and the order where it was one. */
function placementOf(opened: StoredCase | null): UpgradePlacement & { order?: number } {
  return opened ? (JSON.parse(opened.placement) as UpgradePlacement & { order?: number }) : {};
}

const ORDERS_SHOWN = 5;

/** Orders that needed the upgrade by what is known of them, and the one that opened the case. */
function ordersOf(
  connection: Connection,
  account: number,
  opening: number | null,
  rules: Rules,
): UpgradeOrder[] {
  return ordersOfUpgrade(connection, account)
    .map(({ id, orderNo, placedOn, state, ...kept }) => {
      const { triggers } = judgePlacement(keptPlacement(kept), rules);
      const dimensions = triggers.map(({ dimension }) => dimension);
      return { id, orderNo, placedOn, state, isOpening: id === opening, dimensions };
    })
    .filter(({ isOpening, dimensions }) => isOpening || dimensions.length > 0)
    .toSorted((one, other) => Number(other.isOpening) - Number(one.isOpening))
    .slice(0, ORDERS_SHOWN);
}

/** UPG-1 over a placement of an account. Refuses `upgrade.no_account`. */
export function assess(
  connection: Connection,
  scope: RowScope,
  { account, placement }: { account: number; placement: UpgradePlacement },
  rules: Rules,
): UpgradeAssessmentView {
  accountOf(connection, scope, account);
  const facts = factsOf(connection, account, placement, rules);
  const { required, unknown } = judgePlacement(facts, rules);
  return {
    required,
    unknown,
    triggers: triggersOf(facts, rules),
    label: citeNamed(rules, ['upg-0.ad-label'])[0] ?? null,
  };
}

/** A placement with what the book knows of account and legal person. */
export function factsOf(
  connection: Connection,
  account: number,
  placement: UpgradePlacement,
  rules: Rules,
): PlacementFacts {
  return { product: 'douplus', ...placement, ...upgradeFactsOf(connection, account, rules.on) };
}

function triggersOf(facts: PlacementFacts, rules: Rules) {
  return judgePlacement(facts, rules).triggers.map(({ dimension, row }) => ({ dimension, cited: cite(row) }));
}

function papersOf(
  connection: Connection,
  { subject }: DouplusAccount,
  opened: StoredCase,
  facts: PlacementFacts,
  rules: Rules,
): UpgradePaper[] {
  const kept = subject === null ? [] : qualificationsOf(connection, subject);
  return askedPapers(facts, rules).map(asked => {
    const own = kept.filter(({ paper }) => paper === asked.paper);
    return paperOf(connection, asked, own, opened, facts, rules.on);
  });
}

function paperOf(
  connection: Connection,
  { paper, stage, state: need, row }: AskedPaper,
  own: readonly StoredQualification[],
  opened: StoredCase,
  { account }: PlacementFacts,
  on: string,
): UpgradePaper {
  // What has passed and holds stays the paper, whatever was handed in beside it.
  const held = own.findLast(({ state, validTo }) => qualificationOn(state, validTo, on) === 'passed');
  const newest = held ?? own.at(-1);
  const state = newest ? qualificationOn(newest.state, newest.validTo, on) : 'missing';
  const since = state === 'expired' ? dayAfter(newest!.validTo!) : (newest?.sinceOn ?? opened.openedOn);
  // Through means that the platform has what opens an account, whether or not a copy is kept here (UPG-4).
  const isThrough = account?.upgrade !== undefined && DONE.includes(account.upgrade);
  const isUnfiled = stage === 'open' && isThrough && (state === 'missing' || state === 'asked');
  const owes = isUnfiled ? null : OWES[state];
  return {
    paper,
    stage,
    state,
    isSure: need !== 'unknown',
    owes,
    sinceOn: owes === null ? null : since,
    validTo: newest?.validTo ?? null,
    qualification: newest?.id ?? null,
    attachment: evidence(connection, newest?.attachment ?? null),
    rejections: own
      .filter(({ state }) => state === 'rejected')
      .map(({ rejectReason, sinceOn }) => ({ reason: rejectReason ?? '', on: sinceOn })),
    cited: cite(row),
  };
}

const OWES: Record<UpgradePaper['state'], WaitedFor | null> = {
  missing: 'client',
  asked: 'client',
  submitted: 'platform',
  passed: null,
  rejected: 'client',
  expired: 'client',
};

function evidence(connection: Connection, id: number | null): UpgradeAttachment | null {
  const kept = id === null ? null : attachmentById(connection, id);
  return kept ? { id: kept.id, name: kept.name, bytes: kept.bytes, type: kept.type } : null;
}

function timelineOf(
  connection: Connection,
  { subject }: DouplusAccount,
  opened: StoredCase | null,
): UpgradeEvent[] {
  const events: UpgradeEvent[] = [];
  if (opened) {
    const { openedOn, openedAt, openedBy } = opened;
    const none = { from: null, to: null, reason: null, attachment: null };
    events.push({ kind: 'opened', on: openedOn, at: openedAt, actor: openedBy, ...none });
    for (const { on, at, actor, from, to, reason, attachment } of upgradeStepsOf(connection, opened.id))
      events.push({
        ...{ kind: 'step', on, at, actor, from, to, reason },
        attachment: evidence(connection, attachment),
      });
  }
  for (const { from, state, actor, attachment, until } of subject === null
    ? []
    : verificationsOfSubject(connection, subject))
    if (from !== null)
      events.push({
        ...{ kind: 'verification', on: from, at: null, actor, from: null, to: state, reason: until },
        attachment: evidence(connection, attachment),
      });
  // Steps of one day stay in the order in which they were written.
  return events.toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0)).reverse();
}
