import { fenOfE5, parseDecimalE5 } from '../../../domain/money.ts';
import type { OrderFacts } from '../../../domain/orders/facts.ts';
import type { Product, Scene } from '../../../domain/rulebook/types.ts';

/** The form as it is typed; '' is not filled in, and what is not filled in is unknown. */
export interface Draft {
  product: Product;
  scene: Scene;
  account: string;
  amount: string;
  coupon: string;
  payment: string;
  /** Who pays directly, and the number of the money account or employee. */
  funder: string;
  payer: string;
  goal: string;
  hours: string;
  targeting: string;
  /** Numbers of the client's presets that targeting and creative were taken from, as long as they stand unchanged. */
  targetingPreset: string;
  creativePreset: string;
  bid: string;
  open: string;
  title: string;
  seconds: string;
  cart: string;
  material: string;
  anchor: string;
  cartUsed: string;
  content: string;
  lead: string;
  banned: string;
  kind: string;
  verified: string;
  papers: string;
  upgrade: string;
  usedBefore: string;
  usedToday: string;
  usedTotal: string;
  usedAccount: string;
  usedVideo: string;
}
export type DraftField = keyof Draft;

export const EMPTY_DRAFT: Draft = {
  product: 'suixintui',
  scene: 'video',
  account: '',
  amount: '',
  coupon: '',
  payment: '',
  funder: '',
  payer: '',
  goal: '',
  hours: '',
  targeting: '',
  targetingPreset: '',
  creativePreset: '',
  bid: '',
  open: '',
  title: '',
  seconds: '',
  cart: '',
  material: '',
  anchor: '',
  cartUsed: '',
  content: '',
  lead: '',
  banned: '',
  kind: '',
  verified: '',
  papers: '',
  upgrade: '',
  usedBefore: '',
  usedToday: '',
  usedTotal: '',
  usedAccount: '',
  usedVideo: '',
};

const E5_PER_FEN = 1_000;

/** 300, 300.5, 1,300.00 → 分; null for what is no amount of money. */
export function readFen(text: string): number | null {
  const e5 = parseDecimalE5(text.normalize('NFKC').replace(/[\s,¥]/g, ''));
  return e5 === null || e5 < 0 || e5 % E5_PER_FEN !== 0 ? null : fenOfE5(e5);
}

/** 12, 0.5 → a number; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null;
}

const MONEY: readonly DraftField[] = [
  'amount',
  'coupon',
  'usedToday',
  'usedTotal',
  'usedAccount',
  'usedVideo',
];
const NUMBERS: readonly DraftField[] = ['hours', 'title', 'seconds'];

/** Fields whose text is no figure: what they say counts as unknown until it is. */
export function unreadable(draft: Draft): Map<DraftField, string> {
  const bad = new Map<DraftField, string>();
  for (const field of MONEY)
    if (draft[field].trim() !== '' && readFen(draft[field]) === null)
      bad.set(field, 'screens.order_check.no_amount');
  for (const field of NUMBERS)
    if (draft[field].trim() !== '' && readNumber(draft[field]) === null)
      bad.set(field, 'screens.order_check.no_number');
  return bad;
}

const fen = (text: string) => readFen(text) ?? undefined;
const number = (text: string) => readNumber(text) ?? undefined;
const yes = (text: string) => (text === '' ? undefined : text === 'yes');
const word = <Word extends string>(text: string) => (text === '' ? undefined : (text as Word));

/** What the form says, as the rules ask for it. */
export function factsOf(draft: Draft): OrderFacts {
  const { product, scene } = draft;
  const enterprise = draft.kind === 'enterprise';
  return {
    product,
    scene,
    amountFen: fen(draft.amount),
    payment: word(draft.payment),
    goal: word(draft.goal),
    durationHours: number(draft.hours),
    bid: bidOf(draft.bid),
    video:
      scene === 'video'
        ? {
            public: yes(draft.open),
            titleLength: number(draft.title),
            seconds: number(draft.seconds),
            cart: word(draft.cart),
            materialId: word(draft.material),
          }
        : undefined,
    live: scene === 'live' ? { anchor: word(draft.anchor), cartEverUsed: yes(draft.cartUsed) } : undefined,
    contentJudged: word(draft.content),
    ecommerceLead: yes(draft.lead),
    account: {
      banned: yes(draft.banned),
      upgrade: word(draft.upgrade),
      usedDouplusBefore: yes(draft.usedBefore),
    },
    subject: {
      kind: word(draft.kind),
      corporateVerified: enterprise ? word(draft.verified) : undefined,
      ...papersOf(draft),
    },
    used: {
      todayFen: fen(draft.usedToday),
      totalFen: fen(draft.usedTotal),
      accountTodayFen: fen(draft.usedAccount),
      videoTodayFen: fen(draft.usedVideo),
    },
  };
}

/** The first paper alone is asked for: the licence of an enterprise, the real-name of an individual (UPG-4). */
function papersOf({ kind, papers }: Draft): OrderFacts['subject'] {
  if (papers === '') return {};
  if (kind === 'individual') return { realName: papers === 'yes' };
  return papers === 'yes' ? { papers: ['business_licence'] } : { papers: [] };
}

function bidOf(bid: string): OrderFacts['bid'] {
  if (bid === '') return undefined;
  if (bid === 'plays') return { by: 'plays' };
  return { by: 'goal', mode: bid === 'goal_manual' ? 'manual' : 'auto' };
}

/** Another product or scene: what only the one before could say is taken back, the rest stays typed. */
export function turned(draft: Draft, to: Partial<Pick<Draft, 'product' | 'scene'>>): Draft {
  const next = { ...draft, ...to };
  if (next.product === draft.product && next.scene === draft.scene) return draft;
  return { ...next, goal: '', bid: '' };
}

/** Fields that a creative preset fills. */
const CREATIVE: readonly DraftField[] = [
  ...(['open', 'title', 'seconds', 'cart', 'material', 'anchor', 'cartUsed', 'content'] as const),
];

/** The draft with parts changed: what was taken from a preset and then typed over is no preset's any more. */
export function changed(draft: Draft, parts: Partial<Draft>): Draft {
  const next = { ...draft, ...parts };
  const differs = (fields: readonly DraftField[]) => fields.some(field => next[field] !== draft[field]);
  const isOther = next.account !== draft.account;
  if (isOther || (!('targetingPreset' in parts) && differs(['targeting']))) next.targetingPreset = '';
  if (isOther || (!('creativePreset' in parts) && differs([...CREATIVE, 'scene']))) next.creativePreset = '';
  if (next.payment !== draft.payment || next.funder !== draft.funder) next.payer = parts.payer ?? '';
  return next;
}

/** A fresh form for the next order of the same account. */
export function nextDraft(draft: Draft): Draft {
  const { product, scene, account, payment, banned, kind, verified } = draft;
  return { ...EMPTY_DRAFT, product, scene, account, payment, banned, kind, verified };
}

/** Whether a field is asked for at all. */
export function isAsked(field: DraftField, { product, scene, kind }: Draft): boolean {
  const video = scene === 'video';
  const douplus = product === 'douplus';
  switch (field) {
    case 'open':
    case 'title':
    case 'seconds':
      return video && !douplus;
    case 'cart':
      return video && douplus;
    case 'content':
    case 'usedVideo':
      return video && douplus;
    case 'anchor':
    case 'cartUsed':
      return !video && douplus;
    case 'verified':
      return douplus && kind !== 'individual';
    case 'lead':
    case 'kind':
    case 'papers':
    case 'upgrade':
    case 'usedBefore':
    case 'usedToday':
    case 'usedTotal':
    case 'usedAccount':
      return douplus;
    default:
      return true;
  }
}
