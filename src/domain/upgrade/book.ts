import { limitStateOn } from '../limits/state.ts';
import type { VerifiedSpan } from '../limits/types.ts';
import type { SubjectKind } from '../parties/types.ts';
import type { Paper } from '../rulebook/types.ts';
import { DONE, type UpgradeParty, type UpgradeState, upgradeSteps } from './states.ts';

export const WAITED_FOR = ['client', 'agency', 'platform'] as const;
/** Who has to act next. */
export type WaitedFor = (typeof WAITED_FOR)[number];

export const QUALIFICATION_STATES = ['asked', 'submitted', 'passed', 'rejected', 'expired'] as const;
/** State of a paper: asked of the client, handed in for review, accepted, sent back, out of date. */
export type QualificationState = (typeof QUALIFICATION_STATES)[number];

export const VERIFICATION_METHODS = [
  ...(['platform_pays', 'client_pays', 'authorised', 'letter', 'e_certificate', 'face'] as const),
  ...(['third_party', 'other'] as const),
] as const;
/** How 对公验证 was done. */
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

/** ID pictures: opening one is logged. */
export const ID_PICTURES: readonly Paper[] = ['id_front', 'id_back'];

const WAITS: Record<UpgradeState, WaitedFor | null> = {
  unknown: 'agency',
  not_needed: null,
  triggered: 'client',
  registering: 'client',
  bound: 'client',
  submitted: 'platform',
  rejected: 'client',
  upgraded_limited: 'client',
  upgraded: null,
  verification_expired: 'client',
};

/** Who acts in a state unless a person said otherwise; null where nothing is left to do. */
export function waitsFor(state: UpgradeState): WaitedFor | null {
  return WAITS[state];
}

/**
 * State on a day of an account whose last step led to `stored`: the verification of its legal person comes, goes and
 * expires by itself, and counts for every account of that person (UPG-4, UPG-6).
 */
export function upgradeStateOn(
  stored: UpgradeState,
  kind: SubjectKind | undefined,
  verified: readonly VerifiedSpan[],
  day: string,
): UpgradeState {
  if (kind === 'individual' || !DONE.includes(stored)) return stored;
  if (limitStateOn({ upgradeBeganOn: null, verified }, day) === 'verified') return 'upgraded';
  const ended = verified.some(({ to }) => to !== null && to < day);
  return stored !== 'upgraded_limited' && ended ? 'verification_expired' : stored;
}

/** The shortest way of legal steps from a state to another, without the first; null where none leads there. */
export function upgradeWay(
  from: UpgradeState,
  to: UpgradeState,
  party: UpgradeParty = {},
): UpgradeState[] | null {
  const ways = new Map<UpgradeState, UpgradeState[]>([[from, []]]);
  for (const [state, way] of ways)
    for (const next of upgradeSteps(state, party)) if (!ways.has(next)) ways.set(next, [...way, next]);
  return ways.get(to) ?? null;
}

/** State of a paper on a day: what has passed ends with its last valid day. */
export function qualificationOn(state: QualificationState, validTo: string | null, day: string) {
  return state === 'passed' && validTo !== null && validTo < day ? 'expired' : state;
}
