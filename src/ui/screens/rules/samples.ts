import { checkOrder } from '../../../domain/orders/check.ts';
import type { OrderFacts } from '../../../domain/orders/facts.ts';
import type { RuleFinding } from '../../../domain/rulebook/finding.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';

/** Cases by which a change of the rules is shown before it is made; names are texts `screens.rules.sample.<name>`. */
export const SAMPLES: Readonly<Record<string, OrderFacts>> = {
  suixintui_video_small: {
    ...{ product: 'suixintui', scene: 'video', amountFen: 8_000, durationHours: 6, goal: '商品购买' },
    ...{ bid: { by: 'goal', mode: 'auto' }, payment: 'pool', account: { banned: false } },
    video: { public: true, titleLength: 8, seconds: 15 },
  },
  suixintui_video_large: {
    ...{ product: 'suixintui', scene: 'video', amountFen: 60_000, durationHours: 6, goal: '提升粉丝' },
    ...{ bid: { by: 'plays' }, payment: 'alipay', account: { banned: false } },
    video: { public: true, titleLength: 4, seconds: 3 },
  },
  suixintui_live: {
    ...{ product: 'suixintui', scene: 'live', amountFen: 30_000, durationHours: 2, goal: '直播间人气' },
    ...{ bid: { by: 'goal', mode: 'manual' }, payment: 'pool', account: { banned: false } },
  },
  douplus_limited: {
    ...{ product: 'douplus', scene: 'video', amountFen: 35_000, durationHours: 24, goal: '私信咨询' },
    ...{ payment: 'alipay', contentJudged: 'normal', video: { cart: 'none' } },
    subject: { kind: 'enterprise', corporateVerified: 'none', papers: ['business_licence'] },
    account: { banned: false, upgrade: 'upgraded_limited' },
    used: { todayFen: 0, totalFen: 480_000, accountTodayFen: 0, videoTodayFen: 0 },
  },
  douplus_verified: {
    ...{ product: 'douplus', scene: 'video', amountFen: 5_000_000, durationHours: 24, goal: '粉丝量' },
    ...{ payment: 'bank', contentJudged: 'marketing', video: { cart: 'external' } },
    subject: { kind: 'enterprise', corporateVerified: 'passed', papers: ['business_licence'] },
    account: { banned: false, upgrade: 'upgraded' },
    used: { todayFen: 0, totalFen: 0, accountTodayFen: 0, videoTodayFen: 18_000_000 },
  },
  douplus_live_cart: {
    ...{ product: 'douplus', scene: 'live', amountFen: 20_000, durationHours: 2, goal: '直播间人气' },
    ...{ payment: 'douyin', live: { cartEverUsed: true, anchor: 'none' } },
    subject: { kind: 'individual', realName: true },
    account: { banned: false, upgrade: 'upgraded' },
  },
};

/** What a change of the rules does to one case: whether it is allowed before and after, and what is said anew or no more. */
export interface SampleChange {
  name: string;
  before: boolean;
  after: boolean;
  gone: RuleFinding[];
  come: RuleFinding[];
}

/** The cases in which two sets of rules differ. */
export function sampleChanges(before: Rules, after: Rules): SampleChange[] {
  return Object.entries(SAMPLES).flatMap(([name, facts]) => {
    const [was, is] = [checkOrder(facts, before), checkOrder(facts, after)];
    const gone = missingIn(was.findings, is.findings);
    const come = missingIn(is.findings, was.findings);
    return gone.length + come.length === 0
      ? []
      : [{ name, before: was.allowed, after: is.allowed, gone, come }];
  });
}

/** Findings that the others do not hold, with the same severity and figures; the row by which they are said may differ. */
function missingIn(findings: readonly RuleFinding[], others: readonly RuleFinding[]): RuleFinding[] {
  const same = ({ code, severity, params }: RuleFinding) => JSON.stringify([code, severity, params]);
  const held = new Set(others.map(same));
  return findings.filter(finding => !held.has(same(finding)));
}
