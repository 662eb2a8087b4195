import { type CheckOptions, checkOrder, type OrderDecision } from '../../src/domain/orders/check.ts';
import type { OrderFacts } from '../../src/domain/orders/facts.ts';
import type { RuleFinding } from '../../src/domain/rulebook/finding.ts';
import type { Rules } from '../../src/domain/rulebook/lookup.ts';
import type { RuleId } from '../../src/domain/rulebook/types.ts';
import { RULES } from '../rulebook/shipped.ts';

/** A 小店随心推 video order of which everything is known and nothing is wrong. */
export const VIDEO: OrderFacts = {
  product: 'suixintui',
  scene: 'video',
  amountFen: 30000,
  durationHours: 24,
  goal: '商品购买',
  bid: { by: 'goal', mode: 'auto' },
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 15, cart: 'xiaodian', materialId: '7' },
  account: { banned: false },
};

/** The same for a live room. */
export const LIVE: OrderFacts = {
  ...VIDEO,
  scene: 'live',
  goal: '直播间人气',
  video: undefined,
  live: { cartEverUsed: true, anchor: 'cart' },
};

/** A DOU+ order of ordinary content, by an enterprise that needs no upgrade. */
export const DOUPLUS: OrderFacts = {
  product: 'douplus',
  scene: 'video',
  amountFen: 10000,
  durationHours: 24,
  goal: '粉丝量',
  payment: 'alipay',
  video: { cart: 'none' },
  contentJudged: 'normal',
  subject: { kind: 'enterprise', corporateVerified: 'none', papers: ['营业执照', '投放内容资质'] },
  account: { banned: false, upgrade: 'not_needed' },
  used: { todayFen: 0, totalFen: 0, accountTodayFen: 0, videoTodayFen: 0 },
};

/** A marketing placement of an enterprise that is upgraded and not verified yet: LIM-1 binds. */
export const LIMITED: OrderFacts = {
  ...DOUPLUS,
  goal: '私信咨询',
  account: { banned: false, upgrade: 'upgraded_limited' },
};

/** A marketing placement of an individual: goods from elsewhere, all papers there. */
export const INDIVIDUAL: OrderFacts = {
  ...DOUPLUS,
  video: { cart: 'external' },
  ecommerceLead: true,
  subject: {
    kind: 'individual',
    realName: true,
    papers: ['身份证正反面', '个人认证'],
    taobaokeProof: true,
  },
  account: { banned: false, upgrade: 'upgraded' },
};

/** Case with parts changed; parts of parts are laid over. */
export function change(facts: OrderFacts, parts: Partial<OrderFacts>): OrderFacts {
  const laid = Object.entries(parts).map(([name, part]) => {
    const before = facts[name as keyof OrderFacts];
    const both = isPart(before) && isPart(part);
    return [name, both ? { ...before, ...part } : part];
  });
  return { ...facts, ...Object.fromEntries(laid) };
}

const isPart = (value: unknown): value is object => typeof value === 'object' && value !== null;

export function decide(
  facts: OrderFacts,
  parts: Partial<OrderFacts> = {},
  rules: Rules = RULES,
  options: CheckOptions = {},
): OrderDecision {
  return checkOrder(change(facts, parts), rules, options);
}

/** The findings of one rule. */
export function by(decision: OrderDecision, rule: RuleId): RuleFinding[] {
  return decision.findings.filter(finding => finding.rule === rule);
}

/** Severities of one rule's findings: [] when it has nothing to say. */
export function severities(decision: OrderDecision, rule: RuleId): string[] {
  return by(decision, rule).map(({ severity }) => severity);
}

export const blocks = (decision: OrderDecision): RuleId[] =>
  decision.findings.filter(({ severity }) => severity === 'block').map(({ rule }) => rule);
