import type { Source } from '../accounting/authority.ts';
import type { Cash, ItemType, LedgerEvent, PoolFact } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { Refusal } from '../refusal.ts';
import type { AccrualLine } from './accrue.ts';
import { sharedOut } from './shares.ts';
import type { Policy } from './terms.ts';

/** Case of a policy and period: accruals, the statement and uses of it carry it. */
export function rebateCase({ id }: Pick<Policy, 'id'>, period: string): string {
  return `FD-${id}-${period}`;
}

/** Accruals of a line: E49 for a fee, E54 for a client's rebate, E51 by client for the upstream's; what is less, in red. */
export function accrualEvents({ policy, period, parts }: AccrualLine): LedgerEvent[] {
  const caseNo = rebateCase(policy, period.key);
  return parts.map(({ client, deltaFen }): LedgerEvent => {
    const amountFen = Math.abs(deltaFen) as Fen;
    const step = deltaFen > 0 ? 'accrue' : 'take_back';
    if (policy.side === 'media')
      return { id: 'E51', step, caseNo, supplier: policy.supplier!, amountFen, ...clientPart(client) };
    const own = { client: policy.client! };
    if (policy.kind === 'back') return { id: 'E54', step, caseNo, client: own, amountFen };
    return { id: 'E49', caseNo, client: own, amountFen, ...(deltaFen < 0 ? { step: 'take_back' } : {}) };
  });
}

const clientPart = (client: number | null) => (client === null ? {} : { client: { client } });

type Parts = readonly { client: number | null; amountFen: number }[];

/**
 * 返点结算单 of amount A against accrued B: E52 or E55. Where a rebate of the upstream belongs to several clients, the
 * difference is first put right on their accruals (E51, in proportion), so that every margin has its own part of it.
 */
export function confirmEvents(
  policy: Policy,
  period: string,
  { accrued, confirmedFen }: { accrued: Parts; confirmedFen: number },
): LedgerEvent[] {
  const caseNo = rebateCase(policy, period);
  const accruedFen = sumOf(accrued);
  const facts = { caseNo, accruedFen: accruedFen as Fen, confirmedFen: confirmedFen as Fen };
  if (policy.side === 'client') return [{ id: 'E55', client: { client: policy.client! }, ...facts }];
  const supplier = policy.supplier!;
  const [only] = accrued;
  if (accrued.length <= 1)
    return [
      {
        id: 'E52',
        supplier,
        ...clientPart(only?.client ?? null),
        ...facts,
        accruedFen: Math.max(0, accruedFen) as Fen,
      },
    ];
  const events = changeOf(confirmedFen - accruedFen, accrued).map(
    ({ client, amountFen }): LedgerEvent => ({
      id: 'E51',
      step: amountFen > 0 ? 'accrue' : 'take_back',
      ...{ caseNo, supplier, amountFen: Math.abs(amountFen) as Fen, ...clientPart(client) },
    }),
  );
  return [...events, { id: 'E52', supplier, ...facts, accruedFen: confirmedFen as Fen }];
}

/** A confirmed period recalculated 复算: the difference only, up as a further confirmation, down as 负数冲抵. */
export function recalculationEvents(
  policy: Policy,
  period: string,
  { accrued, differenceFen }: { accrued: Parts; differenceFen: number },
): LedgerEvent[] {
  const caseNo = rebateCase(policy, period);
  const amountFen = Math.abs(differenceFen) as Fen;
  if (policy.side === 'client') {
    const client = { client: policy.client! };
    return differenceFen > 0
      ? [{ id: 'E55', caseNo, client, accruedFen: 0 as Fen, confirmedFen: amountFen }]
      : [{ id: 'E56', use: 'set_off', caseNo, client, amountFen }];
  }
  const supplier = policy.supplier!;
  return changeOf(amountFen, accrued.length === 0 ? [{ client: null, amountFen: 0 }] : accrued).map(
    ({ client, amountFen: part }): LedgerEvent => {
      const of = { caseNo, supplier, ...clientPart(client) };
      return differenceFen > 0
        ? { id: 'E52', ...of, accruedFen: 0 as Fen, confirmedFen: part as Fen }
        : { id: 'E53', use: 'set_off', ...of, amountFen: part as Fen };
    },
  );
}

const sumOf = (parts: Parts) => parts.reduce((sum, { amountFen }) => sum + amountFen, 0);

function changeOf(changeFen: number, over: Parts): { client: number | null; amountFen: number }[] {
  const shares = sharedOut(
    changeFen,
    over.map(({ amountFen }) => Math.max(0, amountFen)),
  );
  return over
    .map(({ client }, at) => ({ client, amountFen: shares[at]! }))
    .filter(({ amountFen }) => amountFen !== 0);
}

/** How a confirmed rebate is used: of the upstream (E53), of a client (E56). */
export const MEDIA_USES = [
  ...(['withdrawn', 'offset_credit', 'offset_recharge', 'wallet', 'pool', 'in_kind'] as const),
  ...(['not_payable', 'unknown'] as const),
] as const;
export const CLIENT_USES = ['cash', 'funds', 'offset', 'in_kind'] as const;
export type RebateUse = (typeof MEDIA_USES)[number] | (typeof CLIENT_USES)[number];

/** What a use needs besides its amount; which of it each needs stands in `USE_NEEDS`. */
export interface UseFacts {
  use: RebateUse;
  amountFen: number;
  cash?: Cash;
  pool?: PoolFact;
  /** 到账 of a recharge paid with the rebate. */
  creditedFen?: number;
  given?: 'bought' | 'free' | 'rebate';
  bucket?: 'grant' | 'shared_grant' | 'red_packet' | 'coupon';
  lotNo?: string;
  grantFen?: number;
  /** Front rebate that explains 无需支付. */
  frontFen?: number;
  category?: ItemType;
}

type Need = 'cash' | 'pool' | 'creditedFen' | 'given' | 'bucket' | 'lotNo' | 'grantFen' | 'category';

/** Facts that a use cannot do without. */
export const USE_NEEDS: Readonly<Record<RebateUse, readonly Need[]>> = {
  withdrawn: ['cash'],
  offset_credit: ['pool'],
  offset_recharge: ['pool', 'creditedFen'],
  wallet: ['pool'],
  pool: ['pool', 'given'],
  in_kind: ['pool', 'bucket', 'lotNo', 'grantFen'],
  not_payable: [],
  unknown: [],
  cash: ['cash'],
  funds: [],
  offset: ['category'],
};

/** Posting authority of a use: what pays or brings the money says where it comes from. */
export function sourceOfUse({ use }: Pick<UseFacts, 'use'>, side: Policy['side']): Source {
  if (use === 'withdrawn' || use === 'cash') return 'registration';
  if (side === 'client') return 'hand';
  if (use === 'wallet' || use === 'pool' || use === 'offset_recharge') return 'agent_record';
  return 'rebate_confirmation';
}

/** The event of a use. Refuses `rebates.use_needs`, and `rebates.use_side` for a use of the other side. */
export function eventOfUse(policy: Policy, caseNo: string, facts: UseFacts): LedgerEvent {
  const uses: readonly RebateUse[] = policy.side === 'client' ? CLIENT_USES : MEDIA_USES;
  if (!uses.includes(facts.use)) throw new Refusal('rebates.use_side', { use: facts.use });
  const missing = USE_NEEDS[facts.use].find(name => facts[name] === undefined);
  if (missing) throw new Refusal('rebates.use_needs', { use: facts.use, field: missing });
  return policy.side === 'client'
    ? clientUse({ client: policy.client! }, caseNo, facts)
    : mediaUse(policy.supplier!, caseNo, facts);
}

function clientUse(client: { client: number }, caseNo: string, facts: UseFacts): LedgerEvent {
  const of = { id: 'E56', caseNo, client, amountFen: facts.amountFen as Fen } as const;
  if (facts.use === 'cash') return { ...of, use: 'cash', paidFrom: facts.cash! };
  if (facts.use === 'funds') return { ...of, use: 'funds' };
  if (facts.use === 'offset') return { ...of, use: 'offset', category: facts.category! };
  return { ...of, use: 'in_kind', ...kindOf(facts) };
}

function mediaUse(supplier: number, caseNo: string, facts: UseFacts): LedgerEvent {
  const { use, pool, creditedFen, frontFen = 0 } = facts;
  const amountFen = facts.amountFen as Fen;
  const of = { id: 'E53', caseNo } as const;
  switch (use) {
    case 'withdrawn':
      return { ...of, use, supplier, into: facts.cash!, amountFen };
    case 'offset_credit':
      return { ...of, use: 'offset', against: 'credit', pool: pool!, amountFen };
    case 'offset_recharge': {
      const credited = creditedFen as Fen;
      return {
        ...of,
        use: 'offset',
        against: 'recharge',
        pool: pool!,
        paidFen: amountFen,
        creditedFen: credited,
      };
    }
    case 'wallet':
      return { ...of, use: 'recharged', to: 'wallet', pool: pool!, amountFen };
    case 'pool':
      return { ...of, use: 'recharged', to: 'pool', pool: pool!, given: facts.given!, amountFen };
    case 'in_kind':
      return {
        ...of,
        use,
        of: 'confirmed',
        amountFen,
        ...kindOf(facts),
        ...clientPart(pool!.client?.client ?? null),
      };
    case 'not_payable':
      return { ...of, use, supplier, amountFen, frontFen: frontFen as Fen };
    default:
      return { ...of, use: 'unknown', supplier, amountFen };
  }
}

function kindOf({ pool, bucket, lotNo, grantFen }: UseFacts) {
  return { pool: pool!, bucket: bucket!, lotNo: lotNo!, grantFen: grantFen as Fen };
}
