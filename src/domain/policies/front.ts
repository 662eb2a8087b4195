import { shareOf } from '../accounting/rates.ts';
import { creditedOf } from '../accounting/release.ts';
import type { Fen } from '../money.ts';
import type { RebateForm } from './terms.ts';

/** What a client or the agency gets with a recharge, as the policies of the day say. Rates in millionths. */
export interface FrontTerms {
  /** 前返 in cash: 到账 = 实付 × (1 + rate). `policy` null: the rate of the client list. */
  cash: FrontRate | null;
  /** 货返: memo only. */
  grant: FrontRate | null;
  /** 服务费按充值. */
  feePpm: number;
}

export interface FrontRate {
  policy: number | null;
  form: RebateForm;
  ratePpm: number;
  recognition: 'with_spend' | 'at_recharge' | null;
}

/** Both figures of a recharge, 实付 and 到账, with what lies between them and beside them, in 分. */
export interface FrontAmounts {
  paidFen: Fen;
  creditedFen: Fen;
  rebateFen: Fen;
  grantFen: Fen;
  feeFen: Fen;
}

/** 到账 = round-half-up(实付 × (1 + r)); the grant and the fee on 实付, each rounded half up. */
export function frontAmounts(paidFen: Fen, { cash, grant, feePpm }: FrontTerms): FrontAmounts {
  const creditedFen = creditedOf(paidFen, cash?.ratePpm ?? 0);
  return {
    paidFen,
    creditedFen,
    rebateFen: (creditedFen - paidFen) as Fen,
    grantFen: shareOf(paidFen, grant?.ratePpm ?? 0),
    feeFen: shareOf(paidFen, feePpm),
  };
}
