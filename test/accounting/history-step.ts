import fc from 'fast-check';
import type {
  BookBucket,
  ClientRef,
  Facts,
  LedgerEvent,
  Payer,
  PoolFact,
} from '../../src/domain/accounting/events/facts.ts';
import type { Leg } from '../../src/domain/accounting/types.ts';
import {
  BANK,
  byRow,
  CLIENT,
  channelRow,
  fen,
  type NaiveBook,
  OTHER,
  OTHER_POOL,
  POOL,
  POOL2,
} from './book.ts';

/** One random step: which event, and the numbers that it picks its facts by. */
export interface Step {
  kind: number;
  amount: number;
  pick: number;
  flag: boolean;
  intent: boolean;
}

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.nat(999),
  amount: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 3_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 900_000_000 }) },
  ),
  pick: fc.nat(9_999),
  flag: fc.boolean(),
  intent: fc.boolean(),
});

/** Wallet of the agency that accounts of several clients share. */
export const SHARED: PoolFact = { pool: 90, supplier: 3 };
export const POOLS: readonly PoolFact[] = [POOL, POOL2, OTHER_POOL];
export const CLIENTS: readonly ClientRef[] = [CLIENT, OTHER];
export const PAYERS: readonly Payer[] = [
  byRow,
  channelRow,
  { by: 'registered', money: BANK },
  { by: 'suspense', money: BANK },
  { by: 'employee', employee: 4 },
];

/** What a history remembers, to write facts that belong together. */
export interface Memory {
  claims: Leg[][];
  spends: {
    facts: Facts<'E30'>;
    releasedOf: Extract<Facts<'E41'>, { step: 'less' }>['released'];
    openFen: number;
  }[];
  withdrawals: { caseNo: string; pool: PoolFact; bucket: BookBucket; amountFen: number; keptFen: number }[];
  recharges: Facts<'E17'>[];
  bans: { caseNo: string; pool: PoolFact; takenFen: number; keptFen: number }[];
  count: number;
}

export const nothingYet = (): Memory => ({
  claims: [],
  spends: [],
  withdrawals: [],
  recharges: [],
  bans: [],
  count: 0,
});

/** Makes the event of a step, or nothing where the history has nothing for it yet. */
export type Maker = (step: Step, memory: Memory, book: NaiveBook) => LedgerEvent | undefined;
export const of = <Item>(items: readonly Item[], { pick }: Step): Item => items[pick % items.length]!;
export const bucketOf = ({ pick }: Step): BookBucket => (pick % 5 === 0 ? 'rebate_credit' : 'prepay');
export const orderOf = (at: Step) => `o${at.pick % 7}`;
export const asOf = (at: Step) => ({ as: at.intent ? ('intent' as const) : ('fact' as const) });
export const amountOf = (at: Step) => ({ amountFen: fen(at.amount) });
