import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMemo } from '../../src/domain/accounting/chart.ts';
import { EVENT_IDS } from '../../src/domain/accounting/events/expand.ts';
import {
  booksBalance,
  chargesEqualCost,
  clientMoneyAtPlatform,
  limitsHold,
} from '../../src/domain/accounting/invariants.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { NaiveBook, OWNERS } from './book.ts';
import { DRAWN, eventOf, mayBeRefused, nothingYet, remember, type Step, step } from './histories.ts';

/** Runs one history; what was drawn, refused and booked by event goes to `seen`. */
function run(history: readonly Step[], seen: Map<string, number>): NaiveBook {
  const book = new NaiveBook();
  const memory = nothingYet();
  for (const at of history) {
    const event = eventOf(at, memory, book);
    if (!event) continue;
    try {
      const expansion = book.post(event);
      remember(memory, event, expansion);
      if (expansion.legs.length > 0) seen.set(event.id, (seen.get(event.id) ?? 0) + 1);
      for (const { debit, credit } of expansion.legs) expect(isMemo(debit.code)).toBe(isMemo(credit.code));
    } catch (error) {
      if (!(error instanceof Refusal) || !mayBeRefused(event)) throw error;
    }
    const balances = book.balances();
    const breaks = [
      ...clientMoneyAtPlatform(balances, pool => OWNERS.get(pool)),
      ...booksBalance(balances),
      ...limitsHold(balances),
    ];
    expect(breaks, JSON.stringify(event)).toEqual([]);
  }
  return book;
}

it('300 random histories: books balance, I1 holds after every event, nothing guarded is negative, facts are never refused', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 80, maxLength: 120, size: 'max' }), history => {
      const book = run(history, seen);
      expect(chargesEqualCost(book.legs)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  // A history that never booked an event would prove nothing about it.
  expect(DRAWN.filter(id => !seen.has(id))).toEqual([]);
});

it('the histories draw every event but the openings and the hand registrations of payments', () => {
  expect(EVENT_IDS.filter(id => !DRAWN.includes(id))).toEqual(['E06', 'E61']);
});
