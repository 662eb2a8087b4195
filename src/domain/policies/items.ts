import type { LedgerEvent } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { Refusal } from '../refusal.ts';

/** An open item of the upstream's rebate that a person chose, with what is left of it. */
export interface ChosenItem {
  item: number;
  openFen: number;
}

type Rebate = Extract<LedgerEvent, { id: 'E51' | 'E52' | 'E53' }>;

/**
 * The same events, told item by item: what they clear (E51 in red and E52 of the accrued, E53 of the confirmed) is taken from
 * the chosen items in their order; what these do not cover keeps to the oldest. Refuses `rebates.item_use` for a use that
 * clears no item, `rebates.item_short` for one that cannot be divided and is above its item.
 */
export function overItems(events: readonly LedgerEvent[], chosen: readonly ChosenItem[]): LedgerEvent[] {
  if (chosen.length === 0) return [...events];
  const left = chosen.map(each => ({ ...each }));
  return events.flatMap((event): LedgerEvent[] => {
    if (event.id === 'E51') return event.step === 'accrue' ? [event] : divided(event, left);
    if (event.id === 'E52') return confirmed(event, left);
    return event.id === 'E53' ? used(event, left) : [event];
  });
}

/** Parts of an amount: of each item what it has, and the rest of none. */
function partsOf(amountFen: number, left: ChosenItem[]): { item?: number; fen: number }[] {
  const parts: { item?: number; fen: number }[] = [];
  let restFen = amountFen;
  for (const each of left) {
    const fen = Math.min(restFen, each.openFen);
    if (fen <= 0) continue;
    each.openFen -= fen;
    restFen -= fen;
    parts.push({ item: each.item, fen });
  }
  if (restFen > 0) parts.push({ fen: restFen });
  return parts;
}

const named = (item: number | undefined) => (item === undefined ? {} : { item });

function divided<Event extends Rebate & { amountFen: Fen }>(event: Event, left: ChosenItem[]): Event[] {
  return partsOf(event.amountFen, left).map(
    ({ item, fen }): Event => ({ ...event, ...named(item), amountFen: fen as Fen }),
  );
}

function confirmed(event: Extract<Rebate, { id: 'E52' }>, left: ChosenItem[]): LedgerEvent[] {
  const parts = partsOf(event.accruedFen, left);
  if (parts.length === 0) return [event];
  let restFen: number = event.confirmedFen;
  return parts.map(({ item, fen }, at): LedgerEvent => {
    // What is confirmed beyond the accrued goes with the last part.
    const confirmedFen = at === parts.length - 1 ? restFen : Math.min(restFen, fen);
    restFen -= confirmedFen;
    return { ...event, ...named(item), accruedFen: fen as Fen, confirmedFen: confirmedFen as Fen };
  });
}

function used(event: Extract<Rebate, { id: 'E53' }>, left: ChosenItem[]): LedgerEvent[] {
  if (event.use === 'unknown' || (event.use === 'offset' && event.against === 'recharge'))
    throw new Refusal('rebates.item_use');
  if (event.use === 'in_kind') {
    const [first] = left;
    if (!first || first.openFen < event.amountFen)
      throw new Refusal('rebates.item_short', { openFen: first?.openFen ?? 0 });
    return [{ ...event, item: first.item }];
  }
  if (event.use !== 'not_payable') return divided(event, left);
  let frontFen: number = event.frontFen;
  return divided(event, left).map(part => {
    const explainedFen = Math.min(frontFen, part.amountFen);
    frontFen -= explainedFen;
    return { ...part, frontFen: explainedFen as Fen };
  });
}
