import type { Fen } from '../../money.ts';
import type {
  BookBucket,
  Cash,
  ClientRef,
  InvoiceMode,
  MoneyRef,
  Of,
  Payer,
  PoolFact,
  Released,
} from './fact-parts.ts';

/** An order that ran when its account was banned: it ends with the ban, and its money comes from it. */
export interface BannedOrder {
  caseNo: string;
  bucket: BookBucket;
  amountFen: Fen;
}

/** What is decided of refunds that differ, and bans. Decisions are acts of the accountant: refused above what is open. */
export type Decision =
  /** It was spend after all. `pool`: that of the platform account of the order. */
  | (Of<'E39'> & {
      decision: 'spent';
      caseNo: string;
      client: ClientRef;
      paidFrom: Payer;
      pool: PoolFact;
      mode: InvoiceMode;
      amountFen: Fen;
    })
  | (Of<'E39'> & {
      decision: 'agency_bears' | 'client_bears';
      caseNo: string;
      client: ClientRef;
      paidFrom: Payer;
      amountFen: Fen;
    })
  /** `money`: where the surplus stands unclaimed. `released`: what the spend had released, taken back in proportion. */
  | (Of<'E40'> & {
      decision: 'spend_too_high';
      client: ClientRef;
      pool: PoolFact;
      mode: InvoiceMode;
      money: MoneyRef;
      amountFen: Fen;
      released?: Released;
    })
  | (Of<'E40'> & { decision: 'not_ours'; money: MoneyRef; paidFrom: Cash; amountFen: Fen })
  | (Of<'E47'> & {
      step: 'ban';
      caseNo: string;
      pool: PoolFact;
      /** Orders with money on order; what no order is named for is taken as it stands. */
      orders?: readonly BannedOrder[];
    })
  | (Of<'E47'> & { step: 'agency'; caseNo: string; pool: PoolFact; into: Cash; amountFen: Fen })
  /** At the client's own account: what arrived, and the gross that it stands for (base of the claw-back). */
  | (Of<'E47'> & { step: 'client'; caseNo: string; pool: PoolFact; amountFen: Fen; requestedFen: Fen })
  /** The account is free again 解封: mirror, with the k that the platform had kept. */
  | (Of<'E47'> & {
      step: 'lifted';
      caseNo: string;
      pool: PoolFact;
      bucket: BookBucket;
      requestedFen: Fen;
      keptFen: Fen;
    })
  | (Of<'E47'> & {
      step: 'confiscated';
      caseNo: string;
      pool: PoolFact;
      bears: 'client' | 'agency';
      amountFen: Fen;
    });
