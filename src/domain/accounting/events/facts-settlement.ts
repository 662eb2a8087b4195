import type { Fen } from '../../money.ts';
import type { AccountRef } from '../types.ts';
import type {
  Cash,
  ClientRef,
  ItemType,
  MoneyRef,
  Of,
  Payer,
  PoolFact,
  RechargeFacts,
  Standing,
} from './fact-parts.ts';

/** Memo buckets that a rebate in kind 货返 may come as. */
type GrantBucket = 'grant' | 'shared_grant' | 'red_packet' | 'coupon';

/** A rebate that comes as a grant: the pool that it stands in, its lot, and how much of it there is. */
interface InKind {
  pool: PoolFact;
  bucket: GrantBucket;
  lotNo: string;
  grantFen: Fen;
}

type Fee =
  /** `taken` with a recharge; `earned`: without a charge (客户自充), charges earn by themselves; `returned` to funds. */
  | (Of<'E50'> & { step: 'taken' } & Standing & { client: ClientRef; amountFen: Fen })
  | (Of<'E50'> & { step: 'earned' | 'returned'; client: ClientRef; amountFen: Fen });

type PlatformRebate =
  /** `client`: whose margin it is, where it is known. `take_back`: red, after a recalculation. */
  | (Of<'E51'> & {
      step: 'accrue' | 'take_back';
      supplier: number;
      client?: ClientRef;
      amountFen: Fen;
      item?: number;
    })
  /** `item`: the accrued item that is confirmed. */
  | (Of<'E52'> & { supplier: number; client?: ClientRef; accruedFen: Fen; confirmedFen: Fen; item?: number })
  | (Of<'E53'> & { use: 'withdrawn'; supplier: number; into: Cash; amountFen: Fen; item?: number })
  /** 抵扣 of credit spent. */
  | (Of<'E53'> & { use: 'offset'; against: 'credit'; pool: PoolFact; amountFen: Fen; item?: number })
  /** 抵扣 that pays a recharge: facts of E17 (of E19 where the pool is the agent wallet). */
  | (Of<'E53'> & { use: 'offset'; against: 'recharge' } & RechargeFacts)
  | (Of<'E53'> & { use: 'recharged'; to: 'wallet'; pool: PoolFact; amountFen: Fen; item?: number })
  /** `given`: the client buys it from its funds, gets it free, or as its own confirmed back rebate. */
  | (Of<'E53'> & {
      use: 'recharged';
      to: 'pool';
      pool: PoolFact;
      given: 'bought' | 'free' | 'rebate';
      amountFen: Fen;
      item?: number;
    })
  /** 负数冲抵: recalculated down. */
  | (Of<'E53'> & { use: 'set_off'; supplier: number; client?: ClientRef; amountFen: Fen; item?: number })
  /** 无需支付; `frontFen`: front rebate that explains it. */
  | (Of<'E53'> & {
      use: 'not_payable';
      supplier: number;
      client?: ClientRef;
      amountFen: Fen;
      frontFen: Fen;
      item?: number;
    })
  /** 货返; `of`: where the rebate stood. */
  | (Of<'E53'> &
      InKind & {
        use: 'in_kind';
        of: 'accrued' | 'confirmed';
        client?: ClientRef;
        amountFen: Fen;
        item?: number;
      })
  | (Of<'E53'> & { use: 'unknown'; supplier: number; amountFen: Fen });

type ClientRebate =
  | (Of<'E54'> & { step: 'accrue' | 'take_back'; client: ClientRef; amountFen: Fen })
  | (Of<'E55'> & { client: ClientRef; accruedFen: Fen; confirmedFen: Fen })
  /** `item`: the confirmed item that is settled. */
  | (Of<'E56'> & { use: 'cash'; client: ClientRef; paidFrom: Cash; amountFen: Fen; item?: number })
  | (Of<'E56'> & { use: 'funds'; client: ClientRef; amountFen: Fen; item?: number })
  /** 负数冲抵: recalculated down. */
  | (Of<'E56'> & { use: 'set_off'; client: ClientRef; amountFen: Fen; item?: number })
  | (Of<'E56'> & { use: 'offset'; client: ClientRef; category: ItemType; amountFen: Fen; item?: number })
  | (Of<'E56'> & InKind & { use: 'in_kind'; client: ClientRef; amountFen: Fen; item?: number });

type Deposit =
  | (Of<'E57'> & { step: 'paid'; supplier: number; paidFrom: Payer; amountFen: Fen })
  | (Of<'E57'> & { step: 'returned'; supplier: number; into: Cash; amountFen: Fen; item?: number })
  /** `client`: who bears it; absent: the agency. */
  | (Of<'E57'> & { step: 'deducted'; supplier: number; client?: ClientRef; amountFen: Fen; item?: number })
  | (Of<'E57'> & { step: 'client_paid'; client: ClientRef; money: MoneyRef; amountFen: Fen })
  | (Of<'E57'> & {
      step: 'client_applied';
      client: ClientRef;
      category: ItemType;
      amountFen: Fen;
      item?: number;
    })
  | (Of<'E57'> & {
      step: 'client_returned';
      client: ClientRef;
      paidFrom: Cash;
      amountFen: Fen;
      item?: number;
    });

type BadDebt =
  | (Of<'E58'> & { step: 'provision'; client: ClientRef; amountFen: Fen })
  | (Of<'E58'> & {
      step: 'write_off' | 'recovered';
      client: ClientRef;
      category: ItemType;
      amountFen: Fen;
      item?: number;
    });

/** Rows of the rulebook in force on the day (ADJ-1): pairs that E59 may post, and the largest rounding. */
export interface AdjustmentRules {
  /** `1122.01=6603.03`: either way; `2203.01>6301`: debit the first, credit the second. */
  pairs: readonly string[];
  roundingLimitFen: Fen;
}

type Adjustment = Of<'E59'> & { rules: AdjustmentRules } & (
    | {
        /** `gain`: the debit side of `on` grows (or its credit side shrinks). `pool`: needed where `on` is a pool's money. */
        step: 'rounding';
        on: AccountRef;
        direction: 'gain' | 'loss';
        amountFen: Fen;
        pool?: PoolFact;
      }
    | {
        step: 'unclaimable';
        /** Who gets the income line: the client whose money it was, or the one it is booked under. */
        client: ClientRef;
        /** Given for a receipt never identified; else the client's 待充值. */
        money?: MoneyRef;
        amountFen: Fen;
      }
    | { step: 'pair'; debit: AccountRef; credit: AccountRef; amountFen: Fen; item?: number }
  );

type Repayment =
  | (Of<'E62'> & {
      pool: PoolFact;
      bucket: 'credit' | 'preloan';
      paidFrom: Cash;
      amountFen: Fen;
      item?: number;
    })
  | (Of<'E63'> & { employee: number; paidFrom: Cash; amountFen: Fen });

/** Fees, rebates, deposits, losses, adjustments, repayments. */
export type Settlement = Fee | PlatformRebate | ClientRebate | Deposit | BadDebt | Adjustment | Repayment;
