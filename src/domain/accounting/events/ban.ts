import {
  BOOK_BUCKETS,
  type Draft,
  drawn,
  fundsBack,
  moneyIn,
  needOpen,
  rebateShare,
  settleOverdraft,
} from './draft.ts';
import type { Facts, MemoBucket, PoolFact } from './facts.ts';
import * as refs from './refs.ts';
import { arrivedAtAgency, arrivedAtClient, backInPool } from './returns.ts';

const MEMO_BUCKETS: readonly MemoBucket[] = [
  ...(['grant', 'shared_grant', 'red_packet', 'coupon', 'credit', 'preloan'] as const),
  'client_own',
];

/**
 * E47 ban: Dr 1221.03 (W−k) · Cr 1123.03/.04/.05, all on-book money; k as E45: Dr 2401 k · Cr 1123.0x, Dr 2203.02 k ·
 * Cr 2203.01 k; memo E42 for the rest of the buckets. Orders that are named end first (E36). Arrival, and the end of the
 * ban, as E46 on 1221.03. Confiscated: client bears Dr 2203.02 · Cr 1221.03; agency bears Dr 6711 · Cr 1221.03 and
 * Dr 2203.02 · Cr 2203.01. Refuses `accounting.balance_short` where more is confiscated than is open.
 */
export function ban(draft: Draft, facts: Facts<'E47'>): void {
  const refund = refs.banRefund(facts.pool);
  if (facts.step === 'ban') takeAll(draft, facts);
  else if (facts.step === 'agency') arrivedAtAgency(draft, refund, facts);
  else if (facts.step === 'client') arrivedAtClient(draft, refund, facts);
  else if (facts.step === 'lifted') backInPool(draft, refund, facts);
  else confiscated(draft, facts);
}

type Step<Name> = Extract<Facts<'E47'>, { step: Name }>;

function takeAll(draft: Draft, { pool, orders = [] }: Step<'ban'>): void {
  for (const { caseNo, bucket, amountFen } of orders) {
    const placed = refs.onOrder(pool, bucket);
    const fen = Math.max(0, Math.min(amountFen, draft.of(placed), draft.balances.ofCase(placed, caseNo)));
    draft.postAs('E36', refs.available(pool, bucket), placed, fen, { caseNo });
  }
  for (const bucket of BOOK_BUCKETS) settleOverdraft(draft, pool, bucket);
  const wholeFen = moneyIn(draft, pool);
  const keptFen = Math.min(
    wholeFen,
    rebateShare(draft, pool, wholeFen, () => wholeFen),
  );
  takeFrom(draft, pool, refs.banRefund(pool), wholeFen - keptFen);
  takeFrom(draft, pool, refs.poolUnearned(pool), keptFen);
  if (pool.client) fundsBack(draft, pool.client, keptFen);
  writeOffMemo(draft, pool);
}

/** Takes money from wherever it stands in the pool: available first, then on order, then frozen. */
function takeFrom(draft: Draft, pool: PoolFact, to: ReturnType<typeof refs.banRefund>, fen: number): void {
  const states = [refs.available, refs.onOrder, refs.frozen];
  const sources = states.flatMap(state =>
    BOOK_BUCKETS.map(bucket => ({
      account: state(pool, bucket),
      roomFen: draft.room(state(pool, bucket)),
    })),
  );
  for (const { account, fen: partFen } of drawn(fen, sources).parts) draft.post(to, account, partFen);
}

function writeOffMemo(draft: Draft, pool: PoolFact): void {
  for (const bucket of MEMO_BUCKETS)
    for (const onOrder of [false, true]) {
      if (bucket === 'client_own' && !pool.client) continue;
      const account = refs.memoOf(bucket, pool, { onOrder });
      const marks = { caseNo: draft.caseNo };
      draft.postAs('E42', refs.MEMO_COUNTERPART, account, draft.room(account), marks);
    }
}

function confiscated(draft: Draft, { pool, bears, amountFen }: Step<'confiscated'>): void {
  const refund = refs.banRefund(pool);
  needOpen(draft, refund, amountFen);
  if (bears === 'client') {
    draft.post(refs.atPlatform(refs.clientOf(pool, '2203.02')), refund, amountFen);
    return;
  }
  draft.post(refs.borne(pool.client ?? pool.supplier), refund, amountFen);
  if (pool.client) fundsBack(draft, pool.client, amountFen);
}
