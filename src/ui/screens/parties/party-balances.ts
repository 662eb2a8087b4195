import { normalBalance } from '../../../domain/accounting/chart.ts';
import type { Dims } from '../../../domain/accounting/types.ts';
import type { Fen } from '../../../domain/money.ts';
import type { TrialRow } from '../../../domain/reports/trial-balance.ts';
import type { PartyKind } from './party-kinds.ts';

/** Codes whose balances are shown beside the parties of a kind; suppliers have too many meanings for one figure. */
export const BALANCE_CODES: Readonly<Record<PartyKind, readonly string[]>> = {
  money: ['1002', '1012'],
  supplier: [],
  wallet: ['1123.02', '1123.03', '9002'],
  employee: ['1221.08', '2241.05'],
};

const DIMS = {
  money: 'money',
  supplier: 'supplier',
  wallet: 'pool',
  employee: 'employee',
} as const satisfies Record<PartyKind, keyof Dims>;

export interface PartyBalance {
  account: number;
  code: string;
  /** In 分, on the normal side of the code. */
  amountFen: number;
}

/** Balances of the parties of a kind at the end of a trial balance, by id of the party. */
export function balancesByParty(kind: PartyKind, rows: readonly TrialRow[]): Map<number, PartyBalance[]> {
  const byParty = new Map<number, PartyBalance[]>();
  for (const { account, code, closingDebitFen, closingCreditFen } of rows) {
    const party = account?.dims[DIMS[kind]];
    if (!account || party === undefined || !BALANCE_CODES[kind].includes(code)) continue;
    const amountFen = normalBalance(code, closingDebitFen as Fen, closingCreditFen as Fen);
    const held = byParty.get(party);
    const balance = { account: account.id, code, amountFen };
    if (held) held.push(balance);
    else byParty.set(party, [balance]);
  }
  return byParty;
}
