import type { MediaTaxLine, RedTaxLine, TaxLine } from '../../src/domain/accounting/events/facts.ts';
import { fen } from './book.ts';
import { CLIENTS, type Maker, of, POOLS, type Step } from './history-step.ts';

const taxed = (at: Step) => ({
  grossFen: fen(at.amount),
  ratePpm: of([60_000, 10_000, 30_000], at),
  ...(at.pick % 5 ? {} : { discountFen: fen(at.amount >> 2) }),
  ...(at.pick % 7 ? {} : { taxFen: fen(at.amount >> 4) }),
});

const linesOf = (at: Step): TaxLine[] => [
  { of: 'charges', pool: of(POOLS, at), ...taxed(at), ...(at.intent ? { accrued: true } : {}) },
  { of: 'fee', ...taxed(at) },
];
const redOf = (at: Step): RedTaxLine[] => [
  { of: 'charges', pool: of(POOLS, at), ...taxed(at), from: of(['income', 'accrued', 'ahead'] as const, at) },
];
const mediaOf = (at: Step): MediaTaxLine[] => {
  const pool = of(POOLS, at);
  return [{ client: pool.client!, pool, ...taxed(at) }];
};
const partyOf = (at: Step) => ({ client: of(CLIENTS, at) });

/** Invoices and their tax. */
export const TAX_MAKERS: Record<string, Maker> = {
  T1: at => ({ id: 'T1', ...partyOf(at), lines: linesOf(at) }),
  T2: at => ({ id: 'T2', step: at.flag ? 'invoice' : 'charged', ...partyOf(at), lines: linesOf(at) }),
  T3: at => ({ id: 'T3', step: at.flag ? 'accrue' : 'take_back', ...partyOf(at), lines: linesOf(at) }),
  T4: at => {
    if (!at.flag) return { id: 'T4', step: 'certified', supplier: 3, taxFen: fen(at.amount >> 4) };
    const [paper, mode] = [at.pick % 6 ? 'special' : 'ordinary', at.pick % 4 ? 'M1' : 'M2'] as const;
    return { id: 'T4', step: 'received', supplier: 3, paper, mode, lines: mediaOf(at) };
  },
  T5: at => ({ id: 'T5', ...partyOf(at), lines: redOf(at) }),
  T6: at =>
    at.flag
      ? { id: 'T6', cause: 'rebate', supplier: 3, ...partyOf(at), ...taxed(at) }
      : { id: 'T6', cause: 'error', supplier: 3, lines: mediaOf(at) },
  T7: at => ({ id: 'T7', supplier: 3, ...taxed(at) }),
  T8: at => {
    const day = { issuedOn: '2026-05-01', voidedOn: '2026-05-01' };
    return { id: 'T8', form: 'old', ...day, ...partyOf(at), lines: redOf(at) };
  },
};
