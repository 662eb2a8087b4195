import type { OrderDraft } from '../../../contract/orders.ts';
import type { PresetContent } from '../../../contract/plans.ts';
import { formatE5 } from '../../../domain/money.ts';
import { type Draft, EMPTY_DRAFT, factsOf, readFen } from './draft.ts';

const SHORTEST_HOURS = 0.1;

/** The form as the book takes an order; what the book itself knows of account and subject is left to it. */
export function orderDraftOf(draft: Draft): OrderDraft {
  const facts = factsOf(draft);
  const { product, scene, goal, bid, amountFen, payment, video, contentJudged, ecommerceLead } = facts;
  const hours = facts.durationHours;
  const room = draft.material.trim();
  return said<OrderDraft>({
    ...{ product, scene, goal, bid, amountFen, payment, contentJudged, ecommerceLead },
    account: draft.account,
    couponFen: readFen(draft.coupon) || undefined,
    durationHours: hours !== undefined && hours >= SHORTEST_HOURS ? hours : undefined,
    video: video && { ...video, titleLength: whole(video.titleLength) },
    live: facts.live && { ...facts.live, room: room === '' ? undefined : room },
    upgrade: facts.account?.upgrade,
    targeting: draft.targeting.trim() || undefined,
    targetingPreset: number(draft.targetingPreset),
    creativePreset: number(draft.creativePreset),
    ...payerOf(draft),
  });
}

/** Without what is not said. */
const said = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const number = (text: string) => (text === '' ? undefined : Number(text));

/** Whether an order is paid past the pool, so that somebody has to be named. */
export function isDirect({ payment }: Pick<Draft, 'payment'>): boolean {
  return payment !== '' && payment !== 'pool';
}

function payerOf(draft: Draft): Pick<OrderDraft, 'funder' | 'money' | 'employee'> {
  if (!isDirect(draft)) return {};
  const funder = (draft.funder || 'agency') as NonNullable<OrderDraft['funder']>;
  if (funder === 'client' || draft.payer === '') return { funder };
  return { funder, [funder === 'employee' ? 'employee' : 'money']: Number(draft.payer) };
}

function whole(value: number | undefined): number | undefined {
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}

const yesNo = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no');
const text = (value: number | string | undefined) => (value === undefined ? '' : String(value));
const yuan = (amountFen: number | undefined) =>
  amountFen === undefined ? '' : formatE5(BigInt(amountFen) * 1_000n);

/** A kept order as the form shows it. */
export function draftOfOrder(order: OrderDraft): Draft {
  const { product, scene = 'video', bid } = order;
  return {
    ...EMPTY_DRAFT,
    product,
    scene,
    account: order.account,
    amount: yuan(order.amountFen),
    coupon: yuan(order.couponFen),
    payment: text(order.payment),
    funder: text(order.funder),
    payer: text(order.money ?? order.employee),
    goal: text(order.goal),
    hours: text(order.durationHours),
    bid: bid?.by === 'plays' ? 'plays' : bid?.mode ? `goal_${bid.mode}` : '',
    lead: yesNo(order.ecommerceLead),
    upgrade: text(order.upgrade),
    ...partsOfPreset(order),
    targetingPreset: text(order.targetingPreset),
    creativePreset: text(order.creativePreset),
  };
}

/** The form's fields that a preset fills. */
export function partsOfPreset({ targeting, video, live, contentJudged }: PresetContent): Partial<Draft> {
  return {
    ...(targeting === undefined ? {} : { targeting }),
    ...(video === undefined && live === undefined ? {} : { content: text(contentJudged) }),
    ...(video === undefined
      ? {}
      : {
          open: yesNo(video.public),
          title: text(video.titleLength),
          seconds: text(video.seconds),
          cart: text(video.cart),
          material: text(video.materialId),
        }),
    ...(live === undefined
      ? {}
      : { material: text(live.room), anchor: text(live.anchor), cartUsed: yesNo(live.cartEverUsed) }),
  };
}

/** What of the form a preset of a kind keeps. */
export function presetOfDraft(draft: Draft, kind: 'targeting' | 'creative'): PresetContent {
  const { scene, targeting, video, live, contentJudged } = orderDraftOf(draft);
  return said<PresetContent>(kind === 'targeting' ? { targeting } : { scene, video, live, contentJudged });
}
