import type { Fen } from '../domain/money.ts';
import { type CaseLeg, sumOf } from './imports-cases.ts';

/** Where the money of a payment stands that a person made or identified: on its row, or on the twin until it is seen. */
export const WAITS = ['1221.07', '1002.90', '1012.90'];
const TWINS: ReadonlySet<string> = new Set(['1002.90', '1012.90']);
/** The agency's own list. */
const LIST = 'template.general';

/** A payment as its case has it. */
export interface CasePayment {
  moneyId: number;
  amountFen: Fen;
  day: string;
  pool: number | null;
  restFen: Fen;
  isUnseen: boolean;
}

/**
 * What a case paid by an event that no row of the list posted: pool by pool, and in one sum where there are several;
 * `restFen` is what no row of the list has told since.
 */
export function paymentsIn(legs: readonly CaseLeg[], event: 'E17' | 'E48'): CasePayment[] {
  const paid = legs.filter(leg => leg.event === event && WAITS.includes(leg.credit.code));
  const [first] = paid;
  if (!first || paid.some(({ profile }) => profile === LIST)) return [];
  const toldFen = legs.reduce((fen, leg) => (isMark(leg) ? fen + leg.amountFen : fen), 0);
  const totalFen = paid.reduce((fen, { amountFen }) => fen + amountFen, 0);
  const common = {
    moneyId: first.credit.money!,
    day: first.day,
    restFen: (totalFen - toldFen) as Fen,
    isUnseen: unseenIn(legs) > 0,
  };
  const byPool = Map.groupBy(paid, ({ debit }) => debit.pool);
  const parts = [...byPool].map(([pool, some]) => ({
    ...common,
    pool,
    amountFen: some.reduce((fen, { amountFen }) => fen + amountFen, 0) as Fen,
  }));
  return parts.length > 1 ? [...parts, { ...common, pool: null, amountFen: totalFen as Fen }] : parts;
}

/** The second half of the pair by which a row of the list says that it tells a payment (E06). */
function isMark({ event, profile, debit, credit }: CaseLeg): boolean {
  return event === 'E06' && profile === LIST && TWINS.has(debit.code) && credit.code === '1221.07';
}

/** What of a case went out and still waits for its statement row. */
export function unseenIn(legs: readonly CaseLeg[]): number {
  return [...TWINS].reduce((fen, code) => fen + sumOf(legs, () => true, code, 'credit'), 0);
}
