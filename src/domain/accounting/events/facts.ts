import type { Fen } from '../../money.ts';
import type { AccountRef, Leg } from '../types.ts';

/** Whose money: client, and contract subject 结算主体 where a client has several. */
export interface ClientRef {
  client: number;
  subject?: number;
}

/** A money account of the agency: a bank account or a payment channel (Alipay, WeChat, Douyin Pay). */
export interface MoneyRef {
  money: number;
  kind: 'bank' | 'channel';
}

/**
 * Where cash moved: by the statement row itself; registered before its row is seen (the 待核对 twin); or by a row that
 * already stands unidentified in 待认领款 / 待查付款.
 */
export interface Cash {
  by: 'row' | 'registered' | 'suspense';
  money: MoneyRef;
}

/** Who paid upstream: the agency's cash, or an employee who is owed it. */
export type Payer = Cash | { by: 'employee'; employee: number };

/** A pool of on-book money. With a client it holds that client's money; without one it is the agency's own. */
export interface PoolFact {
  pool: number;
  supplier: number;
  client?: ClientRef;
}

export type BookBucket = 'prepay' | 'rebate_credit';
export type MemoBucket =
  | 'grant'
  | 'shared_grant'
  | 'red_packet'
  | 'coupon'
  | 'credit'
  | 'preloan'
  | 'client_own';

/** Money of a pool by bucket. `unsplit`: the file gave one figure, so rebate credit may pay what prepay lacks. */
export interface FromPool {
  pool: PoolFact;
  bucket: BookBucket;
  unsplit?: true;
}

/** Memo part of an order: grants, coupons, the client's own money. `client_own` needs the client of the pool. */
export interface MemoPart {
  bucket: MemoBucket;
  amountFen: Fen;
}

/** Intents are refused when money is short; facts are always booked and complete themselves. */
export interface Standing {
  as: 'intent' | 'fact';
}

interface Of<Id extends string> {
  id: Id;
  /** Order, refund, withdrawal, recharge, receipt or registration that the legs belong to. */
  caseNo?: string;
}

/** An open item of a client as the ledger knows it. */
export interface OpenItem {
  item: number;
  code: '1122.01' | '1122.02';
  /** Type of a 1122.01 item. */
  category?: ItemType;
  openFen: Fen;
  /** YYYY-MM-DD. */
  dueOn: string;
}
/** Types of 1122.01 items: 垫款, 后付, 透支, 扣罚. */
export const ITEM_TYPES = ['advance', 'postpaid', 'overdraft', 'penalty'] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

/** Part of a receipt that goes to one client. Without `openItems` what the client owes is cleared by the balances. */
export interface ClaimPart {
  client: ClientRef;
  amountFen: Fen;
  as: 'funds' | 'deposit' | 'fee_ahead';
  openItems?: readonly OpenItem[];
}

interface ClaimFacts {
  money: MoneyRef;
  parts: readonly ClaimPart[];
}

export interface RechargeFacts {
  pool: PoolFact;
  /** 实付 and expected 到账; the difference is the platform's front rebate. */
  paidFen: Fen;
  creditedFen: Fen;
}

export interface ArrivalFacts {
  pool: PoolFact;
  bucket: BookBucket;
  /** What the platform credited. */
  creditedFen: Fen;
  /** What was to come, where the recharge is known. */
  expectedFen?: Fen;
}

/** What paid a spend. `unallocated`: a day's flow not yet split to orders. `direct`: an order paid outside the pool. */
export type SpendSource =
  | { kind: 'order' }
  | { kind: 'pc' }
  | { kind: 'unallocated' }
  | { kind: 'direct'; paidFrom: Payer };

export interface SpendFacts extends FromPool {
  /** Charged client; needed where the pool is the agency's. `pool` of a direct order is that of its platform account. */
  client?: ClientRef;
  source: SpendSource;
  amountFen: Fen;
}

export type InvoiceMode = 'M1' | 'M2';

/** What the spend that is restated released when it was booked: the red part goes back in proportion. */
export interface Released {
  spentFen: Fen;
  clientRebateFen: Fen;
  mediaRebateFen: Fen;
}

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
  | (Of<'E15'> & {
      client: ClientRef;
      code: '1122.01' | '1122.02';
      category?: ItemType;
      item?: number;
      amountFen: Fen;
    })
  | (Of<'E49'> & { client: ClientRef; amountFen: Fen });

type Recharge =
  | (Of<'E16'> & { client: ClientRef; rebateFen: Fen; recognition: 'with_spend' | 'at_recharge' })
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
  | (Of<'E32'> & {
      pool: PoolFact;
      client?: ClientRef;
      bucket: 'credit' | 'preloan';
      mode: InvoiceMode;
      postpaid?: true;
      amountFen: Fen;
    })
  /** `sold`: the contract sells the grant at an agreed price. `onOrder`: the part stands in the state 已下单. */
  | (Of<'E34'> & {
      pool: PoolFact;
      bucket: 'grant' | 'shared_grant' | 'red_packet' | 'coupon';
      amountFen: Fen;
      onOrder?: true;
      sold?: { client: ClientRef; priceFen: Fen };
    })
  | (Of<'E35'> & { pool: PoolFact; client: ClientRef; amountFen: Fen; onOrder?: true })
  | (Of<'E41'> & { step: 'more' } & SpendFacts & { mode: InvoiceMode })
  | (Of<'E41'> & { step: 'less' } & SpendFacts & { mode: InvoiceMode; released: Released })
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

type Correction =
  /** `gain`: the debit side of `on` grows (or its credit side shrinks). `pool`: needed where `on` is a pool's money. */
  | (Of<'E59'> & {
      step: 'rounding';
      on: AccountRef;
      direction: 'gain' | 'loss';
      amountFen: Fen;
      pool?: PoolFact;
    })
  | (Of<'E59'> & {
      step: 'unclaimable';
      /** Who gets the income line: the client whose money it was, or the one it is booked under. */
      client: ClientRef;
      /** Given for a receipt never identified; else the client's 待充值. */
      money?: MoneyRef;
      amountFen: Fen;
    })
  | (Of<'E61'> & { lines: readonly OpeningLine[] });

/** Everything that can be posted, by the id of its line in the table of events. */
export type LedgerEvent = Receipt | Advance | Recharge | Memo | Order | Spend | Return | Correction;
export type EventId = LedgerEvent['id'];
/** Facts of one event id. */
export type Facts<Id extends EventId> = LineOf<LedgerEvent, Id>;
type LineOf<Line extends { id: string }, Id extends string> = Line extends unknown
  ? Id extends Line['id']
    ? Line
    : never
  : never;
