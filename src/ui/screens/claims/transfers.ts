import type { OpenTransfer } from '../../../contract/imports.ts';
import type { WaitingMoney } from './waiting.ts';

/** Two open sides that are to be one transfer. */
export interface Pairing {
  out: OpenTransfer;
  in: OpenTransfer;
}

/** An open side as the list of waiting money shows it: what went out below zero. */
export interface WaitingTransfer extends WaitingMoney {
  leg: OpenTransfer;
}

/** An open side as a line of the list; `sides`: the words of the two sides. */
export function waitingTransfer(
  leg: OpenTransfer,
  sides: Record<OpenTransfer['side'], string>,
): WaitingTransfer {
  const { id, money, side, amountFen, day, text, candidates } = leg;
  const said = [text.memo, text.memo2, text.type].filter(Boolean);
  return {
    leg,
    caseNo: String(id),
    money,
    openFen: side === 'out' ? -amountFen : amountFen,
    day,
    party: [sides[side], text.party].filter(Boolean).join(' · '),
    memo: [...new Set(said)].join(' · '),
    suggestions: candidates,
  };
}

/** What may be the other side of `leg`: what the book suggests first, then by how near the amount and the day are. */
export function otherSides(leg: OpenTransfer, all: readonly OpenTransfer[]): OpenTransfer[] {
  const suggested = new Set(leg.candidates.map(({ id }) => id));
  const far = (other: OpenTransfer) => Math.abs(other.amountFen - leg.amountFen);
  const days = (other: OpenTransfer) => Math.abs(Date.parse(other.day) - Date.parse(leg.day));
  return all
    .filter(({ side }) => side !== leg.side)
    .toSorted(
      (a, b) =>
        Number(suggested.has(b.id)) - Number(suggested.has(a.id)) ||
        far(a) - far(b) ||
        days(a) - days(b) ||
        a.id - b.id,
    );
}

/** The other side to begin with: the only one that the book suggests. */
export function firstOther({ candidates }: OpenTransfer): number | null {
  return candidates.length === 1 ? candidates[0]!.id : null;
}

/** Two sides in the order in which the money went; null where both went the same way. */
export function pairingOf(one: OpenTransfer, other: OpenTransfer): Pairing | null {
  if (one.side === other.side) return null;
  return one.side === 'out' ? { out: one, in: other } : { out: other, in: one };
}

/** 分 that left and did not arrive; below zero where more arrived than left. */
export function differenceFen({ out, in: into }: Pairing): number {
  return out.amountFen - into.amountFen;
}

/** Whether the book suggests the two, so that their difference is taken as kept on the way. */
export function isSuggested({ out, in: into }: Pairing): boolean {
  return out.candidates.some(({ id }) => id === into.id);
}
