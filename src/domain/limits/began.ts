import type { Rules } from '../rulebook/lookup.ts';
import type { PlacementFacts } from '../upgrade/facts.ts';
import { judgePlacement } from '../upgrade/triggers.ts';

/** What may have begun the upgrade of a subject, over all its DOU+ accounts. Days are Beijing days. */
export interface Beginnings {
  /** First day on which a case was under way; null where none ever was. */
  firstStepOn: string | null;
  /** Paid placements, each kind of them with the day of its first. */
  placements: readonly { firstOn: string; facts: PlacementFacts }[];
  /** A placement in hand that needs the upgrade. */
  intendedOn?: string | null;
}

/**
 * First day from which payments may count toward the limits (LIM-3): the first step of the upgrade, or the first
 * placement that needed it (UPG-1), whichever was earlier; null where it never began. The one answer for the board, for
 * a client's limits and for a placement.
 */
export function upgradeBegan(
  { firstStepOn, placements, intendedOn = null }: Beginnings,
  rules: Rules,
): string | null {
  const triggering = placements
    .filter(({ facts }) => judgePlacement(facts, rules).required === 'yes')
    .map(({ firstOn }) => firstOn);
  const days = [firstStepOn, intendedOn, ...triggering].filter(day => day !== null);
  return days.sort()[0] ?? null;
}
