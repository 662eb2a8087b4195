import { describe, expect, it } from 'vitest';
import type { OpenTransfer } from '../../../src/contract/imports.ts';
import {
  differenceFen,
  firstOther,
  isSuggested,
  otherSides,
  pairingOf,
  waitingTransfer,
} from '../../../src/ui/screens/claims/transfers.ts';

function side(id: number, part: Partial<OpenTransfer>): OpenTransfer {
  return {
    id,
    money: 1,
    side: 'out',
    amountFen: 100_00,
    day: '2026-03-16',
    sourceRow: id,
    text: {},
    place: null,
    candidates: [],
    ...part,
  };
}

const out = side(1, { candidates: [{ id: 4, feeFen: 500 }] });
const arrived = side(4, { side: 'in', amountFen: 95_00, day: '2026-03-20' });
const others = [
  out,
  side(2, { side: 'in', amountFen: 100_00, day: '2026-03-18' }),
  side(3, { side: 'in', amountFen: 100_00, day: '2026-03-17' }),
  arrived,
  side(5, { side: 'in', amountFen: 20_00 }),
  side(6, {}),
];

describe('open sides of own transfers', () => {
  it('lists what the book suggests first, then what is nearest in amount and day, and only the other side', () => {
    expect(otherSides(out, others).map(({ id }) => id)).toEqual([4, 3, 2, 5]);
  });

  it('begins with the only suggestion, and with none where there are several', () => {
    expect(firstOther(out)).toBe(4);
    expect(firstOther(side(7, { candidates: [...out.candidates, { id: 3, feeFen: 0 }] }))).toBeNull();
    expect(firstOther(side(8, {}))).toBeNull();
  });

  it('puts two sides in the order in which the money went', () => {
    expect(pairingOf(arrived, out)).toEqual({ out, in: arrived });
    expect(pairingOf(out, side(6, {}))).toBeNull();
    expect(differenceFen({ out, in: arrived })).toBe(500);
    expect(isSuggested({ out, in: arrived })).toBe(true);
    expect(isSuggested({ out, in: others[1]! })).toBe(false);
  });

  it('shows what left below zero, so that the foot sums up what is on its way', () => {
    const words = { out: '转出', in: '转入' };
    const lines = [out, arrived].map(leg => waitingTransfer(leg, words));
    expect(lines.map(({ openFen }) => openFen)).toEqual([-100_00, 95_00]);
    expect(
      waitingTransfer(side(9, { text: { party: '支付宝', memo: '提现', memo2: '提现' } }), words),
    ).toMatchObject({
      party: '转出 · 支付宝',
      memo: '提现',
    });
  });
});
