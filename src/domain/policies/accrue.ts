import { type Period, periodOf } from './periods.ts';
import { sharedOut } from './shares.ts';
import {
  type BaseBucket,
  countsInto,
  isAccrued,
  type Policy,
  type PolicyPlatform,
  type PolicyTerms,
} from './terms.ts';
import { dueOn, type OnBase } from './tiers.ts';

/** Booked spend and recharges of a range of days, as bases are made of them. */
export interface BaseSpend {
  client: number | null;
  supplier: number | null;
  platform: Exclude<PolicyPlatform, 'any'>;
  bucket: BaseBucket;
  amountFen: number;
}

/** What was booked so far of a policy and period, by client; `null` is of no client. */
export interface Accrued {
  /** The last day that was counted. */
  throughOn: string;
  parts: readonly { client: number | null; amountFen: number }[];
  /** Whether the period was confirmed: what changes now is a recalculation of its statement. */
  isConfirmed: boolean;
}

/** Days of spend that a policy counts of a period. */
export interface CountedDays {
  policy: Policy;
  period: Period;
  /** First and last day of the base; not the whole period where the policy begins or ends within it (不足期). */
  from: string;
  to: string;
}

/** What is due of a policy and period, and what is to be booked: `deltaFen` = due − accrued. */
export interface AccrualLine extends CountedDays, OnBase {
  baseFen: number;
  accruedFen: number;
  deltaFen: number;
  isConfirmed: boolean;
  /** The policy does not hold for the whole of what the period has run. */
  isPartial: boolean;
  /** By client, those with something to book only. */
  parts: { client: number | null; deltaFen: number }[];
}

const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);

/**
 * The days that the month-end run of a month counts: from the policy's or the period's first day to the end of the
 * month, or to the last day an earlier run of the same period has reached. Policies that do not hold in the month are out.
 */
export function countedDays(
  policies: readonly Policy[],
  month: string,
  accruedOf: (policy: Policy, period: Period) => Accrued | null,
): CountedDays[] {
  const run = periodOf(month, 'month');
  return policies.filter(isAccrued).flatMap(policy => {
    const period = periodOf(month, policy.period);
    const accrued = accruedOf(policy, period);
    const from = later(policy.from, period.from);
    const through = later(run.to, accrued?.throughOn ?? run.to);
    const to = earlier(policy.to ?? through, through);
    // A policy that was ended before the month is looked at once more where something of it is booked.
    const isOut = policy.from > run.to || (policy.to !== null && policy.to < run.from);
    return isOut && accrued === null ? [] : [{ policy, period, from, to }];
  });
}

/** The part of a spend that a policy is about. */
function isOf({ side, client, supplier, platform, base }: PolicyTerms, spend: BaseSpend): boolean {
  return (
    (side === 'client' ? spend.client === client : spend.supplier === supplier) &&
    (platform === 'any' || spend.platform === platform) &&
    countsInto(base, spend.bucket)
  );
}

/** One line of the run; `spend` is that of the counted days. */
export function accrualLine(
  days: CountedDays,
  spend: readonly BaseSpend[],
  accrued: Accrued | null,
): AccrualLine {
  const { policy, period } = days;
  const own = spend.filter(each => isOf(policy, each));
  const baseFen = own.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const due = dueOn(baseFen, policy.tiers, policy.method);
  const booked = new Map((accrued?.parts ?? []).map(({ client, amountFen }) => [client, amountFen]));
  const accruedFen = [...booked.values()].reduce((sum, fen) => sum + fen, 0);
  const wanted = wantedParts(policy, own, due.dueFen);
  const clients = [...new Set([...wanted.keys(), ...booked.keys()])];
  const parts = clients
    .map(client => ({ client, deltaFen: (wanted.get(client) ?? 0) - (booked.get(client) ?? 0) }))
    .filter(({ deltaFen }) => deltaFen !== 0);
  return {
    ...days,
    ...due,
    baseFen,
    accruedFen,
    deltaFen: due.dueFen - accruedFen,
    isConfirmed: accrued?.isConfirmed ?? false,
    isPartial: policy.from > period.from || (policy.to !== null && policy.to < period.to),
    parts,
  };
}

/** A client's policy is all its own; the upstream's rebate belongs to the margin of those whose spend earned it. */
function wantedParts(
  { side, client }: PolicyTerms,
  own: readonly BaseSpend[],
  dueFen: number,
): Map<number | null, number> {
  if (side === 'client') return new Map([[client, dueFen]]);
  const weights = new Map<number | null, number>();
  for (const { client: of, amountFen } of own) weights.set(of, (weights.get(of) ?? 0) + amountFen);
  const clients = [...weights.keys()].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  const shares = sharedOut(
    dueFen,
    clients.map(of => Math.max(0, weights.get(of)!)),
  );
  return new Map(clients.map((of, at) => [of, shares[at]!]));
}
