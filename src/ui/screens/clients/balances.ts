import { accountOf } from '../../../domain/accounting/chart.ts';
import type { Dims } from '../../../domain/accounting/types.ts';

/** One balance as `reports.balances` answers it. */
export interface Balance {
  account: number;
  code: string;
  dims: Dims;
  dimNames: Partial<Record<keyof Dims, string>>;
  debitFen: number;
  creditFen: number;
  pendingFen: number;
}

/** What a balance means for the client. */
export const MEANINGS = [
  'funds',
  'owed',
  'platform',
  'transit',
  'settling',
  'results',
  'memo',
  'other',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Longest prefix first: the first that fits a code says what it means. */
const MEANING_OF: readonly [prefix: string, meaning: Meaning][] = [
  ['2203', 'funds'],
  ['1122', 'owed'],
  ['1231', 'owed'],
  ['1123', 'platform'],
  ['1221.01', 'transit'],
  ['1221.02', 'transit'],
  ['1221.03', 'transit'],
  ['2241.06', 'transit'],
  ['1221', 'settling'],
  ['1801', 'settling'],
  ['2241', 'settling'],
  ['2401', 'settling'],
  ['6', 'results'],
  ['9', 'memo'],
];

/** Side on which a meaning is summed; null where a sum would mix what does not add up. */
const SUM_SIDES: Readonly<Record<Meaning, 'debit' | 'credit' | null>> = {
  funds: 'credit',
  owed: 'debit',
  platform: 'debit',
  transit: null,
  settling: null,
  results: null,
  memo: null,
  other: null,
};

export interface BalanceLine {
  account: number;
  code: string;
  /** Names that tell it from others of its code. */
  party: string;
  bucket: Dims['bucket'] | null;
  /** On the normal side of its code. */
  amountFen: number;
  pendingFen: number;
}

export interface BalanceGroup {
  meaning: Meaning;
  lines: BalanceLine[];
  sumFen: number | null;
}

export function meaningOf(code: string): Meaning {
  return MEANING_OF.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other';
}

/** A client's balances by what they mean; accounts at zero with nothing held are left out. */
export function balanceGroups(balances: readonly Balance[]): BalanceGroup[] {
  const standing = balances.filter(
    ({ debitFen, creditFen, pendingFen }) => debitFen !== 0 || creditFen !== 0 || pendingFen !== 0,
  );
  return MEANINGS.flatMap(meaning => {
    const mine = standing.filter(({ code }) => meaningOf(code) === meaning);
    return mine.length === 0 ? [] : [{ meaning, lines: mine.map(lineOf), sumFen: sumOf(meaning, mine) }];
  });
}

function lineOf({ account, code, dims, dimNames, debitFen, creditFen, pendingFen }: Balance): BalanceLine {
  const sign = accountOf(code).side === 'debit' ? 1 : -1;
  const names = (['pool', 'supplier', 'money', 'employee', 'subject'] as const).map(dim => dimNames[dim]);
  return {
    account,
    code,
    party: names.filter(Boolean).join(' · '),
    bucket: dims.bucket ?? null,
    amountFen: sign * (debitFen - creditFen) + 0,
    pendingFen,
  };
}

function sumOf(meaning: Meaning, balances: readonly Balance[]): number | null {
  const side = SUM_SIDES[meaning];
  if (side === null) return null;
  let debitFen = 0;
  for (const balance of balances) debitFen += balance.debitFen - balance.creditFen;
  return side === 'debit' ? debitFen : 0 - debitFen;
}
