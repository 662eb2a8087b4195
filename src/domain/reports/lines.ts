import type { AccountPosting, Turnover } from './types.ts';

/** A posting with the balance of its account after it, debits − credits in 分. */
export interface RunningPosting extends AccountPosting {
  balanceFen: number;
}

/** Balances by account, debits − credits in 分. */
export function balancesOf(turnovers: readonly Turnover[]): Map<number, number> {
  return new Map(turnovers.map(({ account, debitsFen, creditsFen }) => [account, debitsFen - creditsFen]));
}

/** Lays a running balance over postings, each account from its own opening balance on. */
export function withRunning(
  openings: ReadonlyMap<number, number>,
  postings: readonly AccountPosting[],
): RunningPosting[] {
  const balances = new Map(openings);
  return postings.map(posting => {
    const balanceFen = (balances.get(posting.account) ?? 0) + posting.debitFen - posting.creditFen;
    balances.set(posting.account, balanceFen);
    return { ...posting, balanceFen };
  });
}
