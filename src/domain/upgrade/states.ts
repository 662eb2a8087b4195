import type { SubjectKind } from '../parties/types.ts';
import { Refusal } from '../refusal.ts';

export const UPGRADE_STATES = [
  ...(['unknown', 'not_needed', 'triggered', 'registering', 'bound', 'submitted', 'rejected'] as const),
  ...(['upgraded_limited', 'upgraded', 'verification_expired'] as const),
] as const;
/** State of an account's upgrade (DOMAIN §2.6); `unknown` has not been assessed. */
export type UpgradeState = (typeof UPGRADE_STATES)[number];

/** Under way: bound or being registered, not through yet. */
export const UNDER_WAY: readonly UpgradeState[] = ['registering', 'bound', 'submitted', 'rejected'];
/** Through: papers accepted, whatever the corporate verification says. */
export const DONE: readonly UpgradeState[] = ['upgraded_limited', 'upgraded', 'verification_expired'];

/** Who takes the step, as far as known: it decides which steps are legal. */
export interface UpgradeParty {
  kind?: SubjectKind;
  /** Used DOU+ before the upgrade; a new user binds first. */
  usedDouplusBefore?: boolean;
  /** 对公 of the subject is passed already, for another account (UPG-4: verified once). */
  verified?: boolean;
}

interface Step {
  to: UpgradeState;
  only?: (party: UpgradeParty) => boolean;
}

const enterprise = ({ kind }: UpgradeParty) => kind !== 'individual';
const oldUser = ({ usedDouplusBefore }: UpgradeParty) => usedDouplusBefore !== false;
const newUser = ({ usedDouplusBefore }: UpgradeParty) => usedDouplusBefore !== true;

const STEPS: Record<UpgradeState, Step[]> = {
  unknown: [
    { to: 'not_needed', only: oldUser },
    { to: 'triggered', only: oldUser },
    { to: 'bound', only: newUser },
  ],
  // Triggers are judged per placement: a later one may need what no earlier one did.
  not_needed: [{ to: 'triggered' }],
  // Who has a 巨量引擎 account binds it without registering one (UPG-5).
  triggered: [{ to: 'registering' }, { to: 'bound' }],
  registering: [{ to: 'bound' }],
  bound: [{ to: 'submitted' }],
  submitted: [
    { to: 'rejected' },
    { to: 'upgraded_limited', only: party => enterprise(party) && party.verified !== true },
    { to: 'upgraded', only: ({ kind, verified }) => kind === 'individual' || verified === true },
  ],
  rejected: [{ to: 'submitted' }],
  upgraded_limited: [{ to: 'upgraded', only: enterprise }],
  upgraded: [{ to: 'verification_expired', only: enterprise }],
  verification_expired: [{ to: 'upgraded', only: enterprise }],
};

/** The states that may follow; a party of whom nothing is known may take every step that some party may. */
export function upgradeSteps(from: UpgradeState, party: UpgradeParty = {}): UpgradeState[] {
  return STEPS[from].filter(({ only }) => only === undefined || only(party)).map(({ to }) => to);
}

/** Refuses a step that is not legal: `upgrade.illegal_step`. */
export function checkUpgradeStep(from: UpgradeState, to: UpgradeState, party: UpgradeParty = {}): void {
  if (!upgradeSteps(from, party).includes(to)) throw new Refusal('upgrade.illegal_step', { from, to });
}
