import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientView } from '../../../src/contract/clients.ts';
import type { OpenReceiptView } from '../../../src/contract/imports.ts';
import { yuanText } from '../../../src/domain/money.ts';
import {
  claimOf,
  fenOfTyped,
  firstDraft,
  leftFen,
  payerStanding,
  splitDraft,
} from '../../../src/ui/screens/claims/draft.ts';

const receipt = (openFen: number, clients: number[] = []): OpenReceiptView => ({
  caseNo: 'ROW-1',
  money: 1,
  openFen,
  day: '2026-03-05',
  party: '贺听澜',
  memo: '推广费',
  suggestions: clients.map(client => ({ client, amountFen: openFen, evidence: [] })),
  kinds: [],
});

describe('amounts as they are typed', () => {
  it('what a field shows reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 * 10 ** 12 }), fen => {
        expect(fenOfTyped(yuanText(fen))).toBe(fen);
      }),
    );
  });

  it.each([
    ['1,234.5', 123_450],
    ['¥ 12', 1_200],
    ['１２．３４', 1_234],
    ['0.01', 1],
    ['0', null],
    ['-3', null],
    ['1.005', null],
    ['', null],
    ['一百', null],
  ])('%s', (typed, fen) => {
    expect(fenOfTyped(typed)).toBe(fen);
  });
});

describe('a claim', () => {
  it('begins with all of it for the first suggestion', () => {
    expect(claimOf(1_000, firstDraft(receipt(1_000, [7, 8])))).toEqual({
      parts: [{ client: 7, amountFen: 1_000, as: 'funds' }],
      learn: false,
    });
    expect(claimOf(1_000, firstDraft(receipt(1_000)))).toBeNull();
  });

  it('a part more takes what is left, and nothing is left then', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 ** 12 }),
        fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 }),
        (openFen, shares) => {
          const parts = shares.map(share => ({
            client: 1,
            amount: yuanText(Math.max(1, Math.floor(openFen / 100 / shares.length) * share)),
            as: 'funds' as const,
          }));
          const draft = { parts, learn: false };
          if (leftFen(openFen, draft) <= 0) return;
          const split = splitDraft(openFen, draft);
          expect(split.parts).toHaveLength(parts.length + 1);
          expect(leftFen(openFen, split)).toBe(0);
        },
      ),
    );
  });

  it('takes part of a receipt, never more than there is', () => {
    const of = (...amounts: string[]) => ({
      parts: amounts.map(amount => ({ client: 7, amount, as: 'funds' as const })),
      learn: true,
    });
    expect(claimOf(1_000, of('4.00'))?.learn).toBe(true);
    expect(claimOf(1_000, of('4.00', '6.00'))?.learn).toBe(false);
    expect(claimOf(1_000, of('4.00', '6.01'))).toBeNull();
    expect(claimOf(1_000, of('4.00', ''))).toBeNull();
  });
});

describe('代付', () => {
  const client = (subjects: string[], payers: string[] = []) =>
    ({
      name: '云舟',
      subjects: subjects.map(name => ({ name })),
      aliases: payers.map(name => ({ kind: 'payer', name })),
    }) as unknown as ClientView;

  it('is a payer that is not the legal person; one that was learnt is said to be', () => {
    expect(payerStanding('杭州云舟 有限公司', client(['杭州云舟有限公司']))).toBe('own');
    expect(payerStanding('杭州云舟有限公司（一般户）', client(['杭州云舟有限公司']))).toBe('own');
    expect(payerStanding('贺听澜', client(['杭州云舟有限公司']))).toBe('other');
    expect(payerStanding('贺听澜', client(['杭州云舟有限公司'], ['贺听澜']))).toBe('learnt');
    expect(payerStanding('云舟', client([]))).toBe('own');
    expect(payerStanding('', client(['杭州云舟有限公司']))).toBe('own');
  });
});
