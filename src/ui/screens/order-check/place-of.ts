import { gravestFirst, type RuleFinding } from '../../../domain/rulebook/finding.ts';
import type { DraftField } from './draft.ts';

/** Beginnings of codes below `rules.` and the field that they speak of; the first that fits. */
const PLACES: readonly (readonly [beginning: string, field: DraftField])[] = [
  ['acc_2', 'banned'],
  ['ord_10_video', 'cart'],
  ['ord_10_cart', 'cart'],
  ['ord_10_live', 'cartUsed'],
  ['ord_10_room', 'cartUsed'],
  ['ord_1_', 'amount'],
  ['ord_2', 'goal'],
  ['ord_3', 'hours'],
  ['ord_4', 'hours'],
  ['ord_5', 'bid'],
  ['ord_6', 'payment'],
  ['ord_7', 'hours'],
  ['ord_9_public', 'open'],
  ['ord_9_title', 'title'],
  ['ord_9_seconds', 'seconds'],
  ['ref_2', 'payment'],
  ['upg_1_goal', 'goal'],
  ['upg_1_content', 'content'],
  ['upg_2_only_ecommerce', 'lead'],
  ['upg_2_lead', 'lead'],
  ['upg_2_kind', 'kind'],
  ['upg_4_kind', 'kind'],
  ['upg_4', 'papers'],
  ['upg_5', 'upgrade'],
  ['upg_6', 'verified'],
  ['lim_1_day_unknown', 'usedToday'],
  ['lim_1_total_unknown', 'usedTotal'],
  ['lim_1_kind', 'kind'],
  ['lim_1_verification', 'verified'],
  ['lim_1_state', 'upgrade'],
  ['lim_1', 'amount'],
  ['lim_2_account_unknown', 'usedAccount'],
  ['lim_2_video_unknown', 'usedVideo'],
  ['lim_2', 'amount'],
  ['lim_4', 'amount'],
];

/** The field that a finding speaks of; null for one about the whole placement. */
export function fieldOf({ code }: RuleFinding, scene: 'video' | 'live'): DraftField | null {
  const about = code.slice(code.indexOf('.') + 1);
  if (about.startsWith('upg_1_anchor')) return scene === 'video' ? 'cart' : 'anchor';
  return PLACES.find(([beginning]) => about.startsWith(beginning))?.[1] ?? null;
}

/** The gravest finding of each field. */
export function besideFields(
  findings: readonly RuleFinding[],
  scene: 'video' | 'live',
): Map<DraftField, RuleFinding> {
  const beside = new Map<DraftField, RuleFinding>();
  for (const finding of gravestFirst(findings)) {
    const field = fieldOf(finding, scene);
    if (field !== null && !beside.has(field)) beside.set(field, finding);
  }
  return beside;
}
