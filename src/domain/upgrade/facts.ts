import type { SubjectKind, Verification } from '../parties/types.ts';
import type { Product, Scene } from '../rulebook/types.ts';
import type { UpgradeState } from './states.ts';

export const CARTS = ['none', 'xiaodian', 'external'] as const;
/** What a video's cart holds: nothing, 小店 goods, goods of elsewhere (引流电商). */
export type Cart = (typeof CARTS)[number];

export const ANCHORS = ['none', 'cart', 'xiaofengche'] as const;
/** What hangs in a live room: nothing, the cart, the enterprise anchor 小风车. */
export type Anchor = (typeof ANCHORS)[number];

export const CONTENTS = ['normal', 'marketing'] as const;
/** What the review judged a video's content to be. */
export type Content = (typeof CONTENTS)[number];

export interface SubjectFacts {
  kind?: SubjectKind;
  corporateVerified?: Verification;
  /** 抖音实名认证 done. */
  realName?: boolean;
  /** Names or codes of the papers that the subject has; a list that is there is complete. */
  papers?: string[];
  /** 淘客/京东联盟后台截图 at hand. */
  taobaokeProof?: boolean;
}

/** What is known of an intended placement, as far as the upgrade asks; undefined is unknown. */
export interface PlacementFacts {
  product: Product;
  scene?: Scene;
  goal?: string;
  video?: { cart?: Cart };
  live?: { cartEverUsed?: boolean; anchor?: Anchor };
  contentJudged?: Content;
  subject?: SubjectFacts;
  /** This placement is 引流电商. */
  ecommerceLead?: boolean;
  account?: { upgrade?: UpgradeState; usedDouplusBefore?: boolean };
}

/** The scene, also where only the part of one of them is known. */
export function sceneOf({ scene, video, live }: PlacementFacts): Scene | undefined {
  if (scene !== undefined) return scene;
  if (video && !live) return 'video';
  return live && !video ? 'live' : undefined;
}

/** Whether the placement is 引流电商: as said, and a cart of goods from elsewhere is one in any case. */
export function isEcommerceLead(facts: PlacementFacts): boolean | undefined {
  if (facts.ecommerceLead !== undefined) return facts.ecommerceLead;
  return sceneOf(facts) !== 'live' && facts.video?.cart === 'external' ? true : undefined;
}

type WhoPlaces = Pick<PlacementFacts, 'subject' | 'account'>;

/** Kind of the subject as said; only an enterprise has a corporate verification 对公验证, or a state that speaks of it. */
export function kindOf({ subject, account }: WhoPlaces): SubjectKind | undefined {
  if (subject?.kind !== undefined) return subject.kind;
  const verified = subject?.corporateVerified === 'passed' || subject?.corporateVerified === 'expired';
  const state = account?.upgrade === 'upgraded_limited' || account?.upgrade === 'verification_expired';
  return verified || state ? 'enterprise' : undefined;
}

/** Corporate verification as said, else as the state of the upgrade implies it for an enterprise. */
export function verificationOf({ subject, account }: WhoPlaces): Verification | undefined {
  if (subject?.corporateVerified !== undefined) return subject.corporateVerified;
  if (account?.upgrade === 'upgraded_limited') return 'none';
  if (account?.upgrade === 'verification_expired') return 'expired';
  return account?.upgrade === 'upgraded' && kindOf({ subject, account }) !== 'individual'
    ? 'passed'
    : undefined;
}

/** Whether a live room has used the cart: as said, and a cart that hangs there now is used (ORD-10). */
export function hasUsedCart({ live }: PlacementFacts): boolean | undefined {
  return live?.anchor === 'cart' ? true : live?.cartEverUsed;
}
