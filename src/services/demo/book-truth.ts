import { cutDayOf, until, withoutLostDays } from './book-plan.ts';
import { openingOf } from './opening.ts';
import type { DemoPlan, Fen } from './types.ts';

/** What the accounts of the demo book must stand at, by the numbers that the files give them. */
export interface DemoBookTruth {
  /** Bank and channel accounts by number, after the rows that were imported. */
  moneyFen: Record<string, Fen>;
  /** Own money of each account's pool (available and on order) at the end of the flow, by account id; wallets too. */
  poolFen: Record<string, Fen>;
  /** Grants of each account, by account id; zero ones left out. */
  grantFen: Record<string, Fen>;
  agentFen: Fen;
  /** 3001: what the opening names as the agency's own. */
  ownFen: Fen;
}

/** Balances of the demo book as the plan knows them. */
export function demoBookTruth(plan: DemoPlan): DemoBookTruth {
  const cut = until(plan, cutDayOf(plan));
  const closing = new Map(cut.flows.map(flow => [flow.account, flow]));
  const poolFen: Record<string, Fen> = {};
  const grantFen: Record<string, Fen> = {};
  for (const [account, flow] of closing) {
    poolFen[account] = flow.cashFen;
    if (flow.grantFen > 0) grantFen[account] = flow.grantFen;
  }
  for (const { id, openingFen } of plan.wallets) {
    const days = cut.walletDays.filter(({ wallet }) => wallet === id);
    poolFen[id] = openingFen - days.reduce((fen, { outFen }) => fen + outFen, 0);
  }
  const back = cut.transfers.filter(({ kind }) => kind === '退款');
  return {
    moneyFen: moneyTruth(plan),
    poolFen,
    grantFen,
    agentFen: plan.agency.agentOpeningFen + back.reduce((fen, { cashFen }) => fen + cashFen, 0),
    ownFen: openingOf(plan).ownFen,
  };
}

function moneyTruth(plan: DemoPlan): Record<string, Fen> {
  const { agency, openings } = plan;
  const numbers = {
    ccb: agency.ccbAccount,
    cmb: agency.cmbAccount,
    alipay: agency.alipayAccount,
    wechat: agency.wechatMerchant,
  };
  const balances: Record<string, Fen> = {};
  const moves = withoutLostDays(plan);
  for (const channel of ['ccb', 'cmb', 'alipay', 'wechat'] as const)
    balances[numbers[channel]] =
      openings[channel] +
      moves.filter(move => move.channel === channel).reduce((fen, move) => fen + move.fen, 0);
  return balances;
}
