import type { Fen } from '../../money.ts';
import type { AccountRef, Leg } from '../types.ts';
import type {
  ArrivalFacts,
  BookBucket,
  Cash,
  ClaimFacts,
  ClientRef,
  CreditSpend,
  FromPool,
  GrantSpend,
  InvoiceMode,
  ItemType,
  MemoPart,
  MoneyRef,
  Of,
  OwnSpend,
  Payer,
  PoolFact,
  RechargeFacts,
  Released,
  SpendFacts,
  Standing,
} from './fact-parts.ts';
import type { Decision } from './facts-cases.ts';
import type { Settlement } from './facts-settlement.ts';
import type { Tax } from './facts-tax.ts';

export * from './fact-parts.ts';
export type { AdjustmentRules } from './facts-settlement.ts';
export type { MediaTaxLine, RedTaxLine, TaxLine } from './facts-tax.ts';

type Receipt =
  | (Of<'E01'> & { money: MoneyRef; amountFen: Fen })
  /** No client's money after all: own transfer, interest, deposit back … */
  | (Of<'E01'> & { step: 'identified'; money: MoneyRef; amountFen: Fen; target: AccountRef; item?: number })
  | (Of<'E02'> & { step: 'register' | 'row' | 'matched'; caseNo: string; money: MoneyRef; amountFen: Fen })
  | (Of<'E03'> & ClaimFacts)
  | (Of<'E04'> & { money: MoneyRef; netFen: Fen; feeFen: Fen })
  | (Of<'E05'> & { step: 'row'; money: MoneyRef; amountFen: Fen })
  | (Of<'E05'> & { step: 'identified'; money: MoneyRef; amountFen: Fen; target: AccountRef; item?: number })
  | (Of<'E06'> & {
      step: 'register';
      caseNo: string;
      money: MoneyRef;
      amountFen: Fen;
      target: AccountRef;
      item?: number;
    })
  | (Of<'E06'> & { step: 'row' | 'matched'; caseNo: string; money: MoneyRef; amountFen: Fen })
  /** `payer`: money account that paid, where the pair is known; else each row stands under its own account. */
  | (Of<'E07'> & { step: 'out' | 'in'; money: MoneyRef; payer?: number; amountFen: Fen })
  /** `onTheWay`: kept from what was sent, so that less arrived; else a row of its own. */
  | (Of<'E07'> & { step: 'fee'; money: MoneyRef; amountFen: Fen; onTheWay?: true })
  | (Of<'E07'> & { step: 'paired'; payer: number; payee: number; amountFen: Fen })
  /** `suspense`: its row already stands in 待认领款. */
  | (Of<'E08'> & { money: MoneyRef; amountFen: Fen; debited: AccountRef; item?: number; from?: 'suspense' })
  | (Of<'E09'> & { step: 'fee' | 'interest'; money: MoneyRef; amountFen: Fen })
  | (Of<'E10'> & { step: 'out' | 'in'; money: MoneyRef; category: string; amountFen: Fen })
  /** `claimed`: the legs of the wrong E03, all of them. */
  | (Of<'E11'> & { claimed: readonly Leg[]; corrected: ClaimFacts });

type Advance =
  /** `ceilingFen`: the client's ceiling of advances less what is held by approvals; absent where none is set. */
  | (Of<'E12'> & { client: ClientRef; amountFen: Fen; ceilingFen?: Fen; item?: number })
  /** Interest or late fee of an advance, where agreed; the repayment itself is a claim (E03). */
  | (Of<'E13'> & { client: ClientRef; amountFen: Fen })
  /** By itself: brings 待充值 up to what a fact needs; other events do so on their own. */
  | (Of<'E14'> & { client: ClientRef; neededFen: Fen })
  | (Of<'E15'> & {
      client: ClientRef;
      code: '1122.01' | '1122.02';
      category?: ItemType;
      item?: number;
      amountFen: Fen;
    })
  /** `take_back`: red, where the spend that it was charged on is restated. */
  | (Of<'E49'> & { step?: 'take_back'; client: ClientRef; amountFen: Fen });

type Recharge =
  /** `recognition`: where a policy differs from the book's setting. */
  | (Of<'E16'> & {
      /** `take_back`: red, where more was given than was agreed. */
      step?: 'take_back';
      client: ClientRef;
      rebateFen: Fen;
      recognition?: 'with_spend' | 'at_recharge';
    })
  | (Of<'E17'> & Standing & RechargeFacts & { paidFrom: Payer })
  | (Of<'E18'> & ArrivalFacts)
  | (Of<'E19'> & { step: 'pay' } & RechargeFacts & { paidFrom: Payer })
  | (Of<'E19'> & { step: 'arrived' } & ArrivalFacts)
  | (Of<'E20' | 'E21'> & Standing & { wallet: PoolFact; pool: PoolFact; bucket: BookBucket; amountFen: Fen })
  /** A 加款 that turns out to be the deposit of a payment (E17, E18): taken back in red, `rebateFen` of 2401 with it. */
  | (Of<'E20'> & {
      step: 'taken_back';
      wallet: PoolFact;
      pool: PoolFact;
      bucket: BookBucket;
      amountFen: Fen;
      rebateFen: Fen;
    })
  | (Of<'E22'> & Standing & { from: PoolFact; to: PoolFact; bucket: BookBucket; amountFen: Fen })
  /** `ownRebateFen`: the agency's own front rebate of this recharge (E16), taken back with it. */
  | (Of<'E26'> &
      RechargeFacts & { into: Cash; ownRebateFen?: Fen; ownRecognition?: 'with_spend' | 'at_recharge' });

type Memo =
  /** `caseNo` is the lot of a grant. */
  | (Of<'E23'> & {
      pool: PoolFact;
      bucket: 'grant' | 'shared_grant' | 'red_packet' | 'coupon';
      amountFen: Fen;
    })
  | (Of<'E24'> & { pool: PoolFact; bucket: 'credit' | 'preloan'; step: 'raise' | 'cut'; amountFen: Fen })
  | (Of<'E25'> & { pool: PoolFact; client: ClientRef; amountFen: Fen })
  | (Of<'E42'> & {
      pool: PoolFact;
      bucket: 'grant' | 'shared_grant' | 'red_packet' | 'coupon';
      amountFen: Fen;
    });

/** The client paid; `pool` names its memo account. */
export interface OwnPayer {
  by: 'client';
  pool: PoolFact;
}

type Order =
  | (Of<'E27'> & Standing & FromPool & { caseNo: string; amountFen: Fen; memo?: readonly MemoPart[] })
  | (Of<'E28'> &
      Standing & {
        caseNo: string;
        client: ClientRef;
        /** Pool of the platform account that the order runs in. */
        pool: PoolFact;
        amountFen: Fen;
        paidFrom: Payer | { by: 'client' };
        memo?: readonly MemoPart[];
      })
  | (Of<'E29'> & { from: ClientRef; to: ClientRef; amountFen: Fen })
  | (Of<'E36'> & FromPool & { caseNo: string; unspentFen: Fen; memo?: readonly MemoPart[] })
  | (Of<'E37'> & { caseNo: string; client: ClientRef; paidFrom: Payer; expectedFen: Fen })
  /** Paid by the client itself: memo only, of the pool that the order ran in. */
  | (Of<'E37'> & { caseNo: string; client: ClientRef; paidFrom: OwnPayer; expectedFen: Fen })
  | (Of<'E38'> & {
      caseNo: string;
      client: ClientRef;
      paidFrom: OwnPayer;
      arrived: { to: 'client' };
      amountFen: Fen;
    })
  | (Of<'E38'> & {
      caseNo: string;
      client: ClientRef;
      /** Who had paid the order: names the account in transit. */
      paidFrom: Payer;
      arrived: { to: 'agency'; into: Cash } | { to: 'client' } | { to: 'employee'; employee: number };
      amountFen: Fen;
    });

type Spend =
  | (Of<'E30' | 'E31'> & SpendFacts)
  | (Of<'E33'> & SpendFacts & { mode: InvoiceMode })
  | (Of<'E32'> & CreditSpend)
  | (Of<'E34'> & GrantSpend)
  | (Of<'E35'> & OwnSpend)
  | (Of<'E41'> & { step: 'more' } & SpendFacts & { mode: InvoiceMode })
  | (Of<'E41'> & { step: 'less' } & SpendFacts & { mode: InvoiceMode; released: Released })
  /** Of credit, of a grant, of the client's own money. */
  | (Of<'E41'> & { step: 'more'; of: 'credit' } & CreditSpend)
  | (Of<'E41'> & { step: 'less'; of: 'credit'; released: Released } & CreditSpend)
  | (Of<'E41'> & { step: 'more'; of: 'grant' } & GrantSpend)
  | (Of<'E41'> & { step: 'less'; of: 'grant'; released: Released } & GrantSpend)
  | (Of<'E41'> & { step: 'more' | 'less'; of: 'own' } & OwnSpend)
  /** Clears a pool's 欠费 from what is available; deposits and releases do so by themselves. */
  | (Of<'E43'> & { pool: PoolFact; bucket: BookBucket })
  | (Of<'E44'> & { step: 'freeze' | 'unfreeze'; pool: PoolFact; bucket: BookBucket; amountFen: Fen });

type Return =
  | (Of<'E45'> & Standing & { caseNo: string; pool: PoolFact; bucket: BookBucket; amountFen: Fen })
  | (Of<'E46'> & { step: 'agency'; caseNo: string; pool: PoolFact; into: Cash; amountFen: Fen })
  /** Arrived at the client's own account: what arrived, and W as requested (base of the claw-back). */
  | (Of<'E46'> & { step: 'client'; caseNo: string; pool: PoolFact; amountFen: Fen; requestedFen: Fen })
  /** Refused by the platform: mirror of E45 with the k that it had kept. */
  | (Of<'E46'> & {
      step: 'refused';
      caseNo: string;
      pool: PoolFact;
      bucket: BookBucket;
      requestedFen: Fen;
      keptFen: Fen;
    })
  | (Of<'E48'> & { step: 'approve'; caseNo: string; client: ClientRef; grossFen: Fen })
  | (Of<'E48'> & { step: 'pay'; caseNo: string; client: ClientRef; paidFrom: Cash; amountFen: Fen });

export interface OpeningLine {
  account: AccountRef;
  side: 'debit' | 'credit';
  amountFen: Fen;
  caseNo?: string;
  item?: number;
}

type Opening =
  | (Of<'E61'> & { lines: readonly OpeningLine[] })
  /** Year end: nothing is posted. */
  | Of<'E60'>;

/** Everything that can be posted, by the id of its line in the table of events. */
export type LedgerEvent =
  | Receipt
  | Advance
  | Recharge
  | Memo
  | Order
  | Spend
  | Return
  | Decision
  | Settlement
  | Opening
  | Tax;
export type EventId = LedgerEvent['id'];
/** Facts of one event id. */
export type Facts<Id extends EventId> = LineOf<LedgerEvent, Id>;
type LineOf<Line extends { id: string }, Id extends string> = Line extends unknown
  ? Id extends Line['id']
    ? Line
    : never
  : never;
