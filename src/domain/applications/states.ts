import type { Role } from '../people/roles.ts';
import { Refusal } from '../refusal.ts';

/** 充值, 退款, 开票, 垫款, 转款. */
export const APPLICATION_KINDS = ['recharge', 'refund', 'invoice', 'advance', 'transfer'] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** `done`: deposited, refunded, invoiced, advanced or transferred, whatever was applied for. */
export const APPLICATION_STATES = [
  ...(['draft', 'applied', 'approved', 'paid', 'done', 'refused', 'withdrawn'] as const),
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const APPLICATION_ACTS = [
  ...(['apply', 'override', 'withdraw', 'approve', 'refuse', 'pay', 'fail', 'arrive', 'finish'] as const),
] as const;
export type ApplicationAct = (typeof APPLICATION_ACTS)[number];

interface Step {
  from: readonly ApplicationState[];
  to: ApplicationState;
  kinds?: readonly ApplicationKind[];
}

const STEPS: Record<ApplicationAct, readonly Step[]> = {
  apply: [{ from: ['draft'], to: 'applied' }],
  /** The supervisor lets a recharge in although an advance is overdue. */
  override: [{ from: ['draft'], to: 'applied', kinds: ['recharge'] }],
  withdraw: [{ from: ['draft', 'applied', 'approved'], to: 'withdrawn' }],
  approve: [{ from: ['applied'], to: 'approved' }],
  refuse: [{ from: ['applied'], to: 'refused' }],
  pay: [
    { from: ['approved'], to: 'paid', kinds: ['recharge'] },
    { from: ['approved'], to: 'done', kinds: ['refund'] },
  ],
  /** The recharge failed and the money is back: it is unpaid again. */
  fail: [{ from: ['paid'], to: 'approved', kinds: ['recharge'] }],
  arrive: [{ from: ['paid'], to: 'done', kinds: ['recharge'] }],
  finish: [{ from: ['approved'], to: 'done', kinds: ['invoice', 'advance', 'transfer'] }],
};

/** State after an act, or null where the act is not legal there. */
export function stateAfter(
  kind: ApplicationKind,
  state: ApplicationState,
  act: ApplicationAct,
): ApplicationState | null {
  const step = STEPS[act].find(({ from, kinds }) => from.includes(state) && (kinds?.includes(kind) ?? true));
  return step?.to ?? null;
}

/** Acts that are legal in a state, in the order of APPLICATION_ACTS. */
export function legalActs(kind: ApplicationKind, state: ApplicationState): ApplicationAct[] {
  return APPLICATION_ACTS.filter(act => stateAfter(kind, state, act) !== null);
}

/** `stateAfter`, refusing `applications.step` where the act is not legal. */
export function mustStep(
  { no, kind, state }: { no: string; kind: ApplicationKind; state: ApplicationState },
  act: ApplicationAct,
): ApplicationState {
  const to = stateAfter(kind, state, act);
  if (to === null) throw new Refusal('applications.step', { no, state, act });
  return to;
}

/** Role that the next step waits for; null where nothing is to be done any more. */
export function holderOf(kind: ApplicationKind, state: ApplicationState): Role | null {
  switch (state) {
    case 'draft':
      return 'accountManager';
    case 'applied':
      return 'supervisor';
    case 'approved':
      if (kind === 'recharge' || kind === 'refund') return 'cashier';
      return kind === 'advance' ? 'supervisor' : 'accountant';
    case 'paid':
      return 'cashier';
    default:
      return null;
  }
}
