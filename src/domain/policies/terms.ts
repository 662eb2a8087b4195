import { dayBefore } from '../calendar/days.ts';
import { isRealDate } from '../parties/checksum.ts';
import { Refusal } from '../refusal.ts';
import type { SpendBucket } from '../reports/spend.ts';

/** Whose policy: what the agency gives or charges its client, or what the upstream gives the agency (cost side). */
export const POLICY_SIDES = ['client', 'media'] as const;
export type PolicySide = (typeof POLICY_SIDES)[number];

/** Platform that a policy is about; `any`: all of them. 千川 holds 小店随心推 too: they share the account's pool. */
export const POLICY_PLATFORMS = ['any', 'qianchuan', 'douplus'] as const;
export type PolicyPlatform = (typeof POLICY_PLATFORMS)[number];

/** 前返, 后返, 服务费按消耗, 服务费按充值. */
export const POLICY_KINDS = ['front', 'back', 'fee_spend', 'fee_recharge'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** 现返 / 货返. A fee is always money. */
export const REBATE_FORMS = ['cash', 'grant'] as const;
export type RebateForm = (typeof REBATE_FORMS)[number];

/** How often a base is counted from zero. */
export const POLICY_PERIODS = ['month', 'quarter', 'half_year', 'year'] as const;
export type PolicyPeriod = (typeof POLICY_PERIODS)[number];

/** 全额: the whole base at the rate of the tier it reaches. 超额: each part of the base at the rate of its own tier. */
export const TIER_METHODS = ['whole', 'step'] as const;
export type TierMethod = (typeof TIER_METHODS)[number];

/** What counts: 非赠款消耗 (with the client's own money), 预付消耗 only, 总消耗 with grants, or 充值到账 without rebates. */
export const POLICY_BASES = ['non_grant', 'prepay', 'all', 'recharge'] as const;
export type PolicyBase = (typeof POLICY_BASES)[number];

const PREPAY: readonly SpendBucket[] = ['prepay', 'direct', 'overdraft'];
const NON_GRANT: readonly SpendBucket[] = [...PREPAY, 'rebate_credit', 'credit', 'preloan', 'client_own'];
/** Kind of money of a spend, or a recharge. */
export type BaseBucket = SpendBucket | 'recharge';

const BASE_BUCKETS: Record<PolicyBase, readonly BaseBucket[]> = {
  non_grant: NON_GRANT,
  prepay: PREPAY,
  all: [...NON_GRANT, 'grant', 'shared_grant', 'red_packet', 'coupon'],
  recharge: ['recharge'],
};

/** Whether spend of a kind of money, or a recharge, counts into a base. */
export function countsInto(base: PolicyBase, bucket: BaseBucket): boolean {
  return BASE_BUCKETS[base].includes(bucket);
}

/** From a base of `fromFen` on (分) the rate in millionths holds. */
export interface Tier {
  fromFen: number;
  ratePpm: number;
}

/** What a policy says. Client side: `client` is set; media side: `supplier`. */
export interface PolicyTerms {
  side: PolicySide;
  client: number | null;
  supplier: number | null;
  platform: PolicyPlatform;
  kind: PolicyKind;
  form: RebateForm;
  /** One tier from 0 where the rate does not depend on the base. */
  tiers: readonly Tier[];
  method: TierMethod;
  period: PolicyPeriod;
  base: PolicyBase;
  /** Of the agency's front rebate, where it differs from the book's setting. */
  recognition: 'with_spend' | 'at_recharge' | null;
  /** First and last day, both included; `to` null: until further notice. */
  from: string;
  to: string | null;
  note: string;
}

export interface Policy extends PolicyTerms {
  id: number;
}

/** Kinds whose amount is found at the month end from spend. */
export function isAccrued({ kind }: Pick<PolicyTerms, 'kind'>): boolean {
  return kind === 'back' || kind === 'fee_spend';
}

/** Whether a policy holds on a day. */
export function holdsOn({ from, to }: Pick<PolicyTerms, 'from' | 'to'>, day: string): boolean {
  return from <= day && (to === null || day <= to);
}

const MOST_PPM = 1_000_000;
const MOST_TIERS = 20;

/**
 * Refuses terms that say nothing clear: `policies.party`, `policies.no_such_day`, `policies.ends_before_start`,
 * `policies.media_fee`, `policies.one_rate`, `policies.tiers_first`, `policies.tiers_order`, `policies.tiers_many`,
 * `policies.rate`, `policies.fee_form`, `policies.fee_period`, `policies.fee_base`, `policies.recognition`.
 */
export function checkTerms(terms: PolicyTerms): void {
  const { side, client, supplier, kind, form, period, base, recognition } = terms;
  if ((side === 'client') !== (client !== null) || (side === 'media') !== (supplier !== null))
    throw new Refusal('policies.party');
  checkDays(terms);
  const isFee = kind === 'fee_spend' || kind === 'fee_recharge';
  if (isFee && side === 'media') throw new Refusal('policies.media_fee');
  if (isFee && form !== 'cash') throw new Refusal('policies.fee_form');
  if (kind === 'fee_spend' && period !== 'month') throw new Refusal('policies.fee_period');
  if (kind === 'fee_spend' && base === 'recharge') throw new Refusal('policies.fee_base');
  checkTiers(terms);
  if (recognition !== null && !(side === 'client' && kind === 'front' && form === 'cash'))
    throw new Refusal('policies.recognition');
}

function checkDays({ from, to }: PolicyTerms): void {
  for (const day of [from, to])
    if (day !== null && !isRealDate(day)) throw new Refusal('policies.no_such_day', { day });
  if (to !== null && to < from) throw new Refusal('policies.ends_before_start', { from, to });
}

function checkTiers({ kind, tiers }: PolicyTerms): void {
  if (tiers[0]?.fromFen !== 0) throw new Refusal('policies.tiers_first');
  if (tiers.length > MOST_TIERS) throw new Refusal('policies.tiers_many', { most: MOST_TIERS });
  if (tiers.length > 1 && kind !== 'back') throw new Refusal('policies.one_rate');
  tiers.forEach(({ fromFen, ratePpm }, at) => {
    if (!Number.isSafeInteger(fromFen) || (at > 0 && fromFen <= tiers[at - 1]!.fromFen))
      throw new Refusal('policies.tiers_order', { tier: at + 1 });
    if (!Number.isSafeInteger(ratePpm) || ratePpm < 0 || ratePpm > MOST_PPM)
      throw new Refusal('policies.rate', { tier: at + 1 });
  });
  if (tiers.every(({ ratePpm }) => ratePpm === 0)) throw new Refusal('policies.rate', { tier: 1 });
}

/**
 * The last day a policy may be given: never before the day before its first (then it never held), nor before the end of
 * what was confirmed of it (`confirmedTo`). Refuses `policies.no_such_day`, `policies.ends_before_start`,
 * `policies.confirmed_until`.
 */
export function checkEnd(policy: Policy, to: string, confirmedTo: string | null): void {
  if (!isRealDate(to)) throw new Refusal('policies.no_such_day', { day: to });
  if (to < dayBefore(policy.from)) throw new Refusal('policies.ends_before_start', { from: policy.from, to });
  if (confirmedTo !== null && to < confirmedTo)
    throw new Refusal('policies.confirmed_until', { day: confirmedTo });
}
