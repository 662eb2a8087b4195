import { describe, expect, it } from 'vitest';
import type { ApplicationFormFacts, ApplicationView } from '../../../src/contract/applications.ts';
import {
  amountsOf,
  draftAgain,
  EMPTY_APPLICATION,
  EMPTY_LINE,
  formAgain,
  formOf,
  typedFen,
} from '../../../src/ui/screens/applications/draft.ts';

const terms = {
  cash: { policy: null, form: 'cash' as const, ratePpm: 30_000, recognition: null },
  grant: null,
  feePpm: 0,
};
const FACTS = { accounts: [{ id: 7, terms }] } as unknown as ApplicationFormFacts;

describe('an application as it is typed', () => {
  it('is sent only when every line is whole', () => {
    const draft = { ...EMPTY_APPLICATION, client: 3, lines: [{ account: 7, to: null, amount: '1,000.50' }] };
    expect(formOf(draft)).toMatchObject({ client: 3, lines: [{ account: 7, paidFen: 100_050 }] });
    expect(formOf({ ...draft, client: null })).toBeNull();
    expect(formOf({ ...draft, lines: [...draft.lines, EMPTY_LINE] })).toBeNull();
    expect(formOf({ ...draft, lines: [{ account: 7, to: null, amount: '10.005' }] })).toBeNull();
    expect(typedFen(draft)).toBe(100_050);
  });

  it('a transfer needs its other side, a refund no account', () => {
    const line = { account: 7, to: null, amount: '10' };
    const transfer = { ...EMPTY_APPLICATION, kind: 'transfer' as const, client: 3, lines: [line] };
    expect(formOf(transfer)).toBeNull();
    expect(formOf({ ...transfer, lines: [{ ...line, to: 8 }] })?.lines).toEqual([
      { account: 7, toAccount: 8, paidFen: 1_000 },
    ]);
    expect(formOf({ ...transfer, toClient: true, lines: [{ ...line, to: 9 }] })?.lines).toEqual([
      { toClient: 9, paidFen: 1_000 },
    ]);
    const refund = {
      ...EMPTY_APPLICATION,
      kind: 'refund' as const,
      client: 3,
      lines: [{ ...line, account: null }],
    };
    expect(formOf(refund)?.lines).toEqual([{ paidFen: 1_000 }]);
  });

  it('shows 实付 and 到账 by the terms of the account, rounded once', () => {
    expect(amountsOf({ account: 7, to: null, amount: '1000.05' }, FACTS)).toMatchObject({
      paidFen: 100_005,
      creditedFen: 103_005,
    });
    expect(amountsOf({ account: 8, to: null, amount: '1000' }, FACTS)).toBeNull();
  });

  it('a kept draft is typed again as it was', () => {
    const line = { account: 7, toAccount: null, toClient: null, paidFen: 100_050 };
    const kept = {
      ...{ kind: 'recharge', client: 3, funding: 'advance', route: 'online', urgent: true, note: '急用' },
      ...{ details: {}, lines: [line] },
    } as unknown as ApplicationView;
    const draft = draftAgain(kept);
    expect(formOf(draft)).toEqual(formAgain(kept));
  });
});
