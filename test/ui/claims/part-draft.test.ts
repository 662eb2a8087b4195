import { describe, expect, it } from 'vitest';
import {
  type IdentifiedPart,
  NEEDS,
  PAYMENT_KINDS,
  RECEIPT_KINDS,
} from '../../../src/domain/imports/identify.ts';
import {
  type AnyKind,
  draftOf,
  emptyPart,
  faultOf,
  fieldsOf,
  leftOf,
  partOf,
} from '../../../src/ui/screens/claims/part-draft.ts';

const KINDS: AnyKind[] = [...new Set<AnyKind>([...PAYMENT_KINDS, ...RECEIPT_KINDS])];
const FULL = {
  client: 1,
  account: '1763356253783326',
  money: 2,
  employee: 3,
  supplier: 4,
  no: 'TX20260316',
  category: '税费',
  creditedFen: 1_100,
};

describe('what money is said to be', () => {
  it.each(KINDS)('%s asks for what it needs and says nothing else', kind => {
    const draft = draftOf({ kind, amountFen: 1_000, ...FULL });
    const part = partOf(draft)!;
    const asked = fieldsOf(kind).map(({ field }) => field);
    expect(Object.keys(part).sort()).toEqual(['amountFen', 'kind', ...asked].sort());
    for (const needed of NEEDS[kind]) {
      const without: IdentifiedPart = { kind, amountFen: 1_000, ...FULL, [needed]: undefined };
      expect(faultOf(draftOf(without))).toBe(needed);
      expect(partOf(draftOf(without))).toBeNull();
    }
  });

  it('is complete with a kind and an amount only', () => {
    expect(faultOf(emptyPart(1_000))).toBe('kind');
    expect(faultOf({ ...emptyPart(null), kind: 'fee' })).toBe('amount');
    expect(partOf({ ...emptyPart(1_000), kind: 'fee' })).toEqual({ kind: 'fee', amountFen: 1_000 });
    expect(faultOf({ ...draftOf({ kind: 'recharge', amountFen: 1, account: '1' }), credited: 'x' })).toBe(
      'creditedFen',
    );
  });

  it('leaves open what its parts do not take', () => {
    expect(leftOf(1_000, [emptyPart(400), emptyPart(null)])).toBe(600);
    expect(leftOf(1_000, [emptyPart(400), emptyPart(700)])).toBe(-100);
  });
});
