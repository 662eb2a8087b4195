import type { ClientBalance } from '../../../domain/reports/client-balances.ts';
import { totalFen } from '../../../domain/reports/client-money.ts';

/** Columns of 客户余额总表 in the order of the written report. */
export const CLIENT_COLUMNS = [
  'client_opening',
  'received',
  'credit',
  'front_rebate',
  'spend',
  'fee',
  'rebate',
  'returned',
  'other',
  'client_closing',
  'unallocated',
  'at_platform',
  'paid',
  'credited',
  'receivable',
] as const;
export type ClientColumn = (typeof CLIENT_COLUMNS)[number];

const NAMED = ['received', 'credit', 'front_rebate', 'spend', 'fee', 'rebate', 'returned'] as const;

/** Codes whose accounts a column is made of, where it is a balance; a movement is told by the statement. */
export const CODES_OF: Partial<Record<ClientColumn, readonly string[]>> = {
  client_opening: ['2203.01', '2203.02'],
  client_closing: ['2203.01', '2203.02'],
  unallocated: ['2203.01'],
  at_platform: ['2203.02'],
  receivable: ['1122.01', '1122.02'],
};

/** Figures of a client in 分: opening + movements = closing, what stands apart after it. */
export function clientFigures(line: ClientBalance): Record<ClientColumn, number> {
  const { opening, kinds, closing, recharge, receivableFen } = line;
  const named = Object.fromEntries(NAMED.map(kind => [kind, totalFen(kinds[kind])])) as Record<
    (typeof NAMED)[number],
    number
  >;
  const namedFen = NAMED.reduce((sum, kind) => sum + named[kind], 0);
  return {
    client_opening: totalFen(opening),
    ...named,
    other: totalFen(closing) - totalFen(opening) - namedFen,
    client_closing: totalFen(closing),
    unallocated: closing.unallocatedFen,
    at_platform: closing.atPlatformFen,
    paid: recharge.paidFen,
    credited: recharge.creditedFen,
    receivable: receivableFen,
  };
}

/** Sums over clients. */
export function clientTotals(figures: readonly Record<ClientColumn, number>[]): Record<ClientColumn, number> {
  return Object.fromEntries(
    CLIENT_COLUMNS.map(column => [column, figures.reduce((sum, each) => sum + each[column], 0)]),
  ) as Record<ClientColumn, number>;
}
