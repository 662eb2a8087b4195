import type { CloseItem } from '../../domain/close/types.ts';
import { fenOfE5 } from '../../domain/money.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import { type FlowPool, flowPools, orderSpend, poolNet, ticketedPools } from '../../store/close-facts.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { lastFlowDay, readFlowDays } from '../../store/pools-flow.ts';

const OWN = ['1123.03', '1123.04', '1123.05'];

/** Differences of a month between the platform and the book. */
export interface PlatformFacts {
  /** Some flow has been read. */
  applies: boolean;
  /** Balances by bucket at the last day of each flow, without those that a ticket names. */
  balances: CloseItem[];
  /** Some flow tells the spend of orders apart. */
  hasOrderSpend: boolean;
  /** 随心推消耗 of the flow less the orders placed in the month: what the month's ends and PC leave. */
  spend: CloseItem[];
}

/** Compares every account of the agency that a flow was read of. */
export function accountDifferences(connection: Connection, range: DayRange): PlatformFacts {
  const facts: PlatformFacts = { applies: false, balances: [], hasOrderSpend: false, spend: [] };
  const ticketed = ticketedPools(connection);
  const ordered = orderSpend(connection, range.from, range.to);
  for (const pool of flowPools(connection)) {
    const last = lastFlowDay(connection, pool, range.to);
    if (!last) continue;
    facts.applies = true;
    if (!ticketed.has(pool.id)) facts.balances.push(...balanceItems(connection, pool, last));
    addSpend(facts, pool, readFlowDays(connection, pool, range), ordered.get(pool.platformId) ?? 0);
  }
  return facts;
}

function balanceItems(
  connection: Connection,
  pool: FlowPool,
  { day, cashE5, grantE5 }: { day: string; cashE5: number | null; grantE5: number | null },
): CloseItem[] {
  const buckets = [
    { name: 'prepay', told: cashE5, codes: OWN },
    { name: 'grant', told: grantE5, codes: ['9001'] },
  ];
  return buckets.flatMap(({ name, told, codes }) => {
    if (told === null) return [];
    const amountFen = fenOfE5(told) - poolNet(connection, pool.id, codes, day);
    const key = `pool-${pool.id}-${name}`;
    return amountFen === 0 ? [] : [{ key, text: pool.name, amountFen, day, client: pool.client }];
  });
}

function addSpend(
  facts: PlatformFacts,
  pool: FlowPool,
  days: readonly { suixintuiE5: number | null }[],
  orderedFen: number,
): void {
  const told = days.flatMap(({ suixintuiE5 }) => (suixintuiE5 === null ? [] : [suixintuiE5]));
  if (told.length === 0) return;
  facts.hasOrderSpend = true;
  const flowFen = told.reduce((sum, e5) => sum + fenOfE5(e5), 0);
  const amountFen = flowFen - orderedFen;
  if (amountFen !== 0)
    facts.spend.push({ key: `spend-${pool.id}`, text: pool.name, amountFen, day: null, client: pool.client });
}
