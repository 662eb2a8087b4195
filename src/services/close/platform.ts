import type { CloseItem } from '../../domain/close/types.ts';
import { fenOfE5 } from '../../domain/money.ts';
import type { FlowDay } from '../../domain/pools/flow.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import { type FlowPool, flowPools, orderSpend, ticketedPools } from '../../store/close-facts.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { platformBuckets } from '../../store/platform-reconciliations.ts';
import { lastFlowDay, readFlowDays } from '../../store/pools-flow.ts';

/** Differences of a month between the platform and the book. */
export interface PlatformFacts {
  /** Some flow has been read. */
  applies: boolean;
  /** Balances by bucket at the last day of each flow, without those that tickets name in full. */
  balances: CloseItem[];
  /** Some flow tells the spend of orders apart. */
  hasOrderSpend: boolean;
  /** 随心推消耗 of the flow less the orders placed in the month: what the month's ends and PC leave. */
  spend: CloseItem[];
}

/** Compares every account of the agency that a flow was read of. */
export function accountDifferences(connection: Connection, range: DayRange): PlatformFacts {
  const facts: PlatformFacts = { applies: false, balances: [], hasOrderSpend: false, spend: [] };
  const ticketed = ticketedPools(connection, range.to);
  const ordered = orderSpend(connection, range.from, range.to);
  for (const pool of flowPools(connection)) {
    const last = lastFlowDay(connection, pool, range.to);
    if (!last) continue;
    facts.applies = true;
    // Tickets excuse what they name, no more: a difference above them is still nobody's.
    const items = balanceItems(connection, pool, last);
    const apartFen = items.reduce((sum, { amountFen }) => sum + Math.abs(amountFen ?? 0), 0);
    if (apartFen > (ticketed.get(pool.id) ?? 0)) facts.balances.push(...items);
    addSpend(facts, pool, readFlowDays(connection, pool, range), ordered.get(pool.platformId) ?? 0);
  }
  return facts;
}

function balanceItems(connection: Connection, pool: FlowPool, last: FlowDay): CloseItem[] {
  return platformBuckets(connection, pool.id, last, last.day)
    .filter(({ differenceFen }) => differenceFen !== 0)
    .map(({ bucket, differenceFen: amountFen }) => {
      const key = `pool-${pool.id}-${bucket}`;
      return { key, text: pool.name, amountFen, day: last.day, client: pool.client };
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
