import type { ApplicationKind, ApplicationState } from './applications/states.ts';
import { holderOf } from './applications/states.ts';
import { type AttentionLine, type AttentionSubject, lineOf } from './attention.ts';
import type { TransitItem } from './refunds/transit.ts';

/** From this share on a limit is nearly used up, in parts of ten. */
export const NEARLY_TENTHS = 8;

/** Working days before its last one in which a refund is due soon. */
const DUE_SOON_DAYS = 2;

type Line = AttentionLine | null;
const present = (lines: readonly Line[]): AttentionLine[] => lines.filter(line => line !== null);

/** Refunds of the platform whose last day is near (its day is told), and those of which a part has come. */
export function dueLines(items: readonly TransitItem[]): AttentionLine[] {
  const refunds = items.filter(
    ({ kind, isInferred }) => (kind === 'order_refund' || kind === 'ban_refund') && !isInferred,
  );
  const soon = refunds.filter(
    ({ state, workingDaysLeft }) =>
      state === 'in_transit' &&
      workingDaysLeft !== null &&
      workingDaysLeft >= 0 &&
      workingDaysLeft <= DUE_SOON_DAYS,
  );
  const short = refunds.filter(({ state }) => state === 'short');
  return present([
    lineOf(
      'refunds_due',
      soon.map(({ openFen, due }) => ({ fen: openFen, day: due?.on })),
    ),
    lineOf(
      'refunds_short',
      short.map(({ openFen, beganOn }) => ({ fen: openFen, day: beganOn })),
    ),
  ]);
}

/** A pool as the list of all has it; money in 分. */
export interface PoolFacts {
  totalFen: number;
  low: boolean;
  pace: { runsOutOn: string | null };
  grantExpiresOn: string | null;
}

/** Pools that run out (the first such day is told), and grants that expire by a day. */
export function poolLines(pools: readonly PoolFacts[], expiringBy: string): AttentionLine[] {
  const low = pools.filter(pool => pool.low);
  const expiring = pools.filter(
    ({ grantExpiresOn }) => grantExpiresOn !== null && grantExpiresOn <= expiringBy,
  );
  return present([
    lineOf(
      'low_pools',
      low.map(({ totalFen, pace }) => ({ fen: totalFen, day: pace.runsOutOn })),
    ),
    lineOf(
      'grants_expiring',
      expiring.map(({ grantExpiresOn }) => ({ day: grantExpiresOn })),
    ),
  ]);
}

/** A DOU+ account as the board of the upgrade has it. */
export interface AccountFacts {
  limits: readonly { limitFen: number; usedFen: number }[];
  verification: { warning: number | null; to: string | null };
  waitingFor: string | null;
  sinceOn: string | null;
}

/** Accounts with a limit that is nearly used, with a verification that expires, with papers that are waited for. */
export function accountLines(accounts: readonly AccountFacts[]): AttentionLine[] {
  const near = accounts.flatMap(({ limits }) => {
    const tight = limits.filter(({ limitFen, usedFen }) => usedFen * 10 >= limitFen * NEARLY_TENTHS);
    return tight.length === 0
      ? []
      : [Math.min(...tight.map(each => Math.max(0, each.limitFen - each.usedFen)))];
  });
  return present([
    lineOf(
      'limits_near',
      near.map(fen => ({ fen })),
    ),
    lineOf(
      'verifications_expiring',
      accounts
        .filter(({ verification }) => verification.warning !== null)
        .map(({ verification }) => ({ day: verification.to })),
    ),
    lineOf(
      'papers_waiting',
      accounts.filter(({ waitingFor }) => waitingFor !== null).map(({ sinceOn }) => ({ day: sinceOn })),
    ),
  ]);
}

/** Clients to whom something may be invoiced and is not. */
export function invoiceableLines(clients: readonly { invoiceableFen: number }[]): AttentionLine[] {
  const open = clients.filter(({ invoiceableFen }) => invoiceableFen > 0);
  return present([
    lineOf(
      'invoices_to_request',
      open.map(({ invoiceableFen }) => ({ fen: invoiceableFen })),
    ),
  ]);
}

/** Clients whose statement of a month is not made, or made and not sent. */
export function unsentLines(
  rows: readonly { pack: { state: string } | null }[],
  monthEndedOn: string,
): AttentionLine[] {
  const unsent = rows.filter(({ pack }) => pack === null || pack.state === 'draft');
  return present([
    lineOf(
      'statements_unsent',
      unsent.map(() => ({ day: monthEndedOn })),
    ),
  ]);
}

/** Applications that are open, counted by what they wait for. */
export interface ApplicationsCounted {
  kind: ApplicationKind;
  state: ApplicationState;
  isOwn: boolean;
  isOverridden: boolean;
  count: number;
  sumFen: number;
  oldestOn: string;
}

/** Applications by who holds them: own ones by the role that has them, the others by the act that they wait for. */
export function applicationLines(groups: readonly ApplicationsCounted[]): AttentionLine[] {
  const own = groups.filter(({ isOwn }) => isOwn);
  const byHolder = Map.groupBy(own, ({ kind, state }) => holderOf(kind, state));
  const waiting = (subject: AttentionSubject, wanted: (group: ApplicationsCounted) => boolean) =>
    summed(subject, null, groups.filter(wanted));
  return present([
    ...[...byHolder].flatMap(([holder, some]) =>
      holder === null ? [] : [summed('applications_own', holder, some)],
    ),
    waiting('applications_to_approve', ({ state }) => state === 'applied'),
    waiting('applications_overridden', ({ isOverridden }) => isOverridden),
    waiting(
      'payments_to_make',
      ({ kind, state }) => state === 'approved' && (kind === 'recharge' || kind === 'refund'),
    ),
    waiting('deposits_to_see', ({ state }) => state === 'paid'),
    waiting('transfers_to_finish', ({ kind, state }) => state === 'approved' && kind === 'transfer'),
    waiting('advances_to_finish', ({ kind, state }) => state === 'approved' && kind === 'advance'),
  ]);
}

function summed(
  subject: AttentionSubject,
  reason: string | null,
  groups: readonly Pick<ApplicationsCounted, 'count' | 'sumFen' | 'oldestOn'>[],
): Line {
  if (groups.length === 0) return null;
  return {
    ...{ subject, reason },
    count: groups.reduce((sum, { count }) => sum + count, 0),
    sumFen: groups.reduce((sum, { sumFen }) => sum + sumFen, 0),
    oldestOn: groups.map(({ oldestOn }) => oldestOn).sort()[0] ?? null,
  };
}
