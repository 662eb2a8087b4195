import type { OrderDraft } from '../../../contract/orders.ts';
import { type Draft, factsOf } from './draft.ts';

const SHORTEST_HOURS = 0.1;

/** The form as the book takes an order; what the book itself knows of account and subject is left to it. */
export function orderDraftOf(draft: Draft): OrderDraft {
  const facts = factsOf(draft);
  const { product, scene, goal, bid, amountFen, payment, video, contentJudged, ecommerceLead } = facts;
  const hours = facts.durationHours;
  const room = draft.material.trim();
  return JSON.parse(
    JSON.stringify({
      ...{ product, scene, goal, bid, amountFen, payment, contentJudged, ecommerceLead },
      account: draft.account,
      durationHours: hours !== undefined && hours >= SHORTEST_HOURS ? hours : undefined,
      video: video && { ...video, titleLength: whole(video.titleLength) },
      live: facts.live && { ...facts.live, room: room === '' ? undefined : room },
      upgrade: facts.account?.upgrade,
      targeting: draft.targeting.trim() || undefined,
    }),
  ) as OrderDraft;
}

function whole(value: number | undefined): number | undefined {
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}
