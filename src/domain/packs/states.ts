import { Refusal } from '../refusal.ts';

/** 草稿 → 已发送 → 客户确认 / 有异议 → 已盖章回传. */
export const PACK_STATES = ['draft', 'sent', 'confirmed', 'disputed', 'stamped'] as const;
export type PackState = (typeof PACK_STATES)[number];

const NEXT: Readonly<Record<PackState, readonly PackState[]>> = {
  draft: ['sent'],
  sent: ['confirmed', 'disputed'],
  // A dispute is settled in words, or the statement is made anew and this one is superseded.
  disputed: ['confirmed'],
  confirmed: ['stamped'],
  stamped: [],
};

/** States that a pack may be marked with now; a superseded one takes none. */
export function nextStates(pack: { state: PackState; isSuperseded: boolean }): readonly PackState[] {
  return pack.isSuperseded ? [] : NEXT[pack.state];
}

/** Refuses `packs.superseded` and `packs.state_order` for a step that does not follow. */
export function checkStep(pack: { state: PackState; isSuperseded: boolean }, to: PackState): void {
  if (pack.isSuperseded) throw new Refusal('packs.superseded');
  if (!NEXT[pack.state].includes(to)) throw new Refusal(`packs.state_order.${pack.state}`);
}

/** The client has said yes to it. */
export const isAgreed = (state: PackState): boolean => state === 'confirmed' || state === 'stamped';
