import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import { type Accrued, accrualLine, type BaseSpend, countedDays } from '../../src/domain/policies/accrue.ts';
import { frontAmounts } from '../../src/domain/policies/front.ts';
import { checkOverlap, overlaps } from '../../src/domain/policies/overlap.ts';
import { periodNamed, periodOf } from '../../src/domain/policies/periods.ts';
import { sharedOut } from '../../src/domain/policies/shares.ts';
import { checkEnd, checkTerms, type Policy, type PolicyTerms } from '../../src/domain/policies/terms.ts';
import { dueOn } from '../../src/domain/policies/tiers.ts';
import { percentOfPpm, ppmOfPercent } from '../../src/domain/policies/words.ts';
import { refused } from '../accounting/refused.ts';

const TERMS: PolicyTerms = {
  side: 'client',
  client: 1,
  supplier: null,
  platform: 'any',
  kind: 'back',
  form: 'cash',
  tiers: [
    { fromFen: 0, ratePpm: 10_000 },
    { fromFen: 10_000_00, ratePpm: 20_000 },
    { fromFen: 50_000_00, ratePpm: 30_000 },
  ],
  method: 'whole',
  period: 'month',
  base: 'non_grant',
  recognition: null,
  from: '2026-01-01',
  to: null,
  note: '',
};
const policy = (patch: Partial<Policy> = {}): Policy => ({ ...TERMS, id: 1, ...patch });
const spend = (client: number | null, amountFen: number, patch: Partial<BaseSpend> = {}): BaseSpend => ({
  client,
  supplier: 3,
  platform: 'qianchuan',
  bucket: 'prepay',
  amountFen,
  ...patch,
});

describe('tiers', () => {
  it('全额: the whole base at the tier it reaches; 超额: each part at its own', () => {
    const { tiers } = TERMS;
    expect(dueOn(9_999_99, tiers, 'whole')).toEqual({ dueFen: 10_000, tier: 1, ratePpm: 10_000 });
    expect(dueOn(10_000_00, tiers, 'whole')).toEqual({ dueFen: 20_000, tier: 2, ratePpm: 20_000 });
    expect(dueOn(60_000_00, tiers, 'whole').dueFen).toBe(180_000);
    expect(dueOn(60_000_00, tiers, 'step').dueFen).toBe(10_000 + 80_000 + 30_000);
    expect(dueOn(-5, tiers, 'step').dueFen).toBe(0);
  });

  it('超额 equals the sum over tiers for every base, and grows with it', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: 10_000_000_00 }), { maxLength: 5 });
    const rates = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(steps, rates, fc.nat(20_000_000_00), fc.nat(1_000_000), (from, ppm, base, more) => {
        const tiers = [0, ...from.toSorted((a, b) => a - b)].map((fromFen, at) => ({
          fromFen,
          ratePpm: ppm[at]!,
        }));
        let expected = 0n;
        tiers.forEach(({ fromFen, ratePpm }, at) => {
          const part = Math.max(0, Math.min(base, tiers[at + 1]?.fromFen ?? base) - fromFen);
          expected += (BigInt(part) * BigInt(ratePpm) * 2n + 1_000_000n) / 2_000_000n;
        });
        expect(dueOn(base, tiers, 'step').dueFen).toBe(Number(expected));
        expect(dueOn(base + more, tiers, 'step').dueFen).toBeGreaterThanOrEqual(Number(expected));
      }),
    );
  });

  it('shares add up to the sum to the 分, and none is more than one 分 off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.nat(1e11), { minLength: 1 }),
        (sum, weights) => {
          const parts = sharedOut(sum, weights);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(sum);
          const total = weights.reduce((a, b) => a + b, 0);
          if (total > 0)
            parts.forEach((part, at) => {
              const exact = (BigInt(sum) * BigInt(weights[at]!)) / BigInt(total);
              expect(Math.abs(part - Number(exact))).toBeLessThanOrEqual(1);
            });
        },
      ),
    );
  });
});

describe('terms', () => {
  it.each([
    ['policies.party', { client: null }],
    ['policies.no_such_day', { from: '2026-02-30' }],
    ['policies.ends_before_start', { to: '2025-12-31' }],
    [
      'policies.media_fee',
      { side: 'media', client: null, supplier: 1, kind: 'fee_spend', tiers: [{ fromFen: 0, ratePpm: 1 }] },
    ],
    ['policies.fee_form', { kind: 'fee_spend', form: 'grant' }],
    ['policies.fee_period', { kind: 'fee_spend', period: 'year' }],
    ['policies.one_rate', { kind: 'front' }],
    ['policies.tiers_first', { tiers: [{ fromFen: 1, ratePpm: 1 }] }],
    [
      'policies.tiers_order',
      {
        tiers: [
          { fromFen: 0, ratePpm: 1 },
          { fromFen: 0, ratePpm: 2 },
        ],
      },
    ],
    ['policies.rate', { tiers: [{ fromFen: 0, ratePpm: 0 }] }],
    ['policies.rate', { tiers: [{ fromFen: 0, ratePpm: 1_000_001 }] }],
    ['policies.recognition', { recognition: 'at_recharge' }],
  ] as [string, Partial<PolicyTerms>][])('refuses %s', (code, patch) => {
    expect(() => checkTerms({ ...TERMS, ...patch })).toThrow(refused(code));
  });

  it('two policies of one party, kind and form never meet; 现返 and 货返 stand beside each other', () => {
    const first = policy({ to: '2026-06-30' });
    expect(() => checkOverlap({ ...TERMS, from: '2026-06-30' }, [first])).toThrow(
      refused('policies.overlap'),
    );
    expect(() => checkOverlap({ ...TERMS, from: '2026-07-01' }, [first])).not.toThrow();
    expect(overlaps({ ...TERMS, platform: 'douplus' }, first)).toBe(true);
    expect(overlaps({ ...TERMS, platform: 'douplus' }, policy({ platform: 'qianchuan' }))).toBe(false);
    expect(overlaps({ ...TERMS, form: 'grant' }, first)).toBe(false);
    expect(overlaps({ ...TERMS, side: 'media', client: null, supplier: 1 }, first)).toBe(false);
    // Taken back before it began: it never held.
    expect(overlaps(TERMS, policy({ from: '2026-05-01', to: '2026-04-30' }))).toBe(false);
  });

  it('a policy never ends before what is confirmed of it, nor earlier than the day before its first', () => {
    expect(() => checkEnd(policy(), '2025-12-30', null)).toThrow(refused('policies.ends_before_start'));
    expect(() => checkEnd(policy(), '2025-12-31', null)).not.toThrow();
    expect(() => checkEnd(policy(), '2026-04-30', '2026-05-31')).toThrow(refused('policies.confirmed_until'));
  });

  it('periods and rates as people write them', () => {
    expect(periodOf('2026-05', 'quarter')).toEqual({ key: '2026-Q2', from: '2026-04-01', to: '2026-06-30' });
    expect(periodNamed('2026-Q4').to).toBe('2026-12-31');
    const halves = ['2026-06', '2026-07'].map(month => periodOf(month, 'half_year'));
    expect(halves).toEqual([
      { key: '2026-H1', from: '2026-01-01', to: '2026-06-30' },
      { key: '2026-H2', from: '2026-07-01', to: '2026-12-31' },
    ]);
    expect(halves.map(({ key }) => periodNamed(key))).toEqual(halves);
    expect(periodNamed('2024-02').to).toBe('2024-02-29');
    expect([percentOfPpm(30_000), percentOfPpm(12_500), percentOfPpm(1_000_000)]).toEqual([
      '3%',
      '1.25%',
      '100%',
    ]);
    expect(['3', '1.25 %', '１．５％', '101', 'x', ''].map(ppmOfPercent)).toEqual([
      30_000,
      12_500,
      15_000,
      null,
      null,
      null,
    ]);
  });

  it('前返: 到账 is rounded once, half up; 货返 and fee are on 实付', () => {
    const rate = { policy: 1, form: 'cash', recognition: null } as const;
    const terms = { cash: { ...rate, ratePpm: 30_000 }, grant: { ...rate, ratePpm: 100_000 }, feePpm: 5_000 };
    expect(frontAmounts(100_000_00 as Fen, terms)).toEqual({
      paidFen: 100_000_00,
      creditedFen: 103_000_00,
      rebateFen: 3_000_00,
      grantFen: 10_000_00,
      feeFen: 500_00,
    });
    expect(frontAmounts(50 as Fen, terms).creditedFen).toBe(52);
  });
});

describe('accruals', () => {
  const run = (of: Policy, month: string, own: readonly BaseSpend[], accrued: Accrued | null) =>
    countedDays([of], month, () => accrued).map(days => accrualLine(days, own, accrued));

  it('a quarter counts from its first day, or the first of the policy, to the end of the month', () => {
    const quarterly = policy({ period: 'quarter', from: '2026-04-10' });
    expect(run(quarterly, '2026-05', [], null)[0]).toMatchObject({
      from: '2026-04-10',
      to: '2026-05-31',
      isPartial: true,
    });
    // Run again for an earlier month: as far as it was counted already.
    const accrued = { throughOn: '2026-05-31', parts: [], isConfirmed: false };
    expect(run(quarterly, '2026-04', [], accrued)[0]!.to).toBe('2026-05-31');
    expect(run(policy({ from: '2026-06-01' }), '2026-05', [], null)).toEqual([]);
    expect(run(policy({ to: '2026-04-30' }), '2026-05', [], null)).toEqual([]);
  });

  it('only the party, the platform and the kinds of money that the policy names count', () => {
    const own = [
      spend(1, 100_00),
      spend(2, 900_00),
      spend(1, 70_00, { platform: 'douplus' }),
      spend(1, 50_00, { bucket: 'grant' }),
      spend(1, 30_00, { bucket: 'credit' }),
    ];
    const baseOf = (patch: Partial<Policy>) => run(policy(patch), '2026-05', own, null)[0]!.baseFen;
    expect(baseOf({})).toBe(200_00);
    expect(baseOf({ platform: 'qianchuan' })).toBe(130_00);
    expect(baseOf({ base: 'prepay' })).toBe(170_00);
    expect(baseOf({ base: 'all' })).toBe(250_00);
    expect(baseOf({ side: 'media', client: null, supplier: 3 })).toBe(1_100_00);
  });

  it("the upstream's rebate is shared by the spend that earned it", () => {
    const media = policy({ side: 'media', client: null, supplier: 3 });
    const line = run(media, '2026-05', [spend(1, 3_333_33), spend(2, 6_666_66), spend(null, 1)], null)[0]!;
    expect(line.dueFen).toBe(200_00);
    expect(line.parts.reduce((sum, { deltaFen }) => sum + deltaFen, 0)).toBe(200_00);
  });

  it('accruals of months that come one after another, and again in any order, add up to the tiers of the whole base', () => {
    const month = fc.array(fc.record({ client: fc.integer({ min: 1, max: 3 }), fen: fc.nat(40_000_00) }), {
      maxLength: 6,
    });
    const method = fc.constantFrom('whole', 'step') as fc.Arbitrary<'whole' | 'step'>;
    fc.assert(
      fc.property(fc.tuple(month, month, month), method, fc.boolean(), (months, how, isMedia) => {
        const side = isMedia ? ({ side: 'media', client: null, supplier: 3 } as const) : {};
        const of = policy({ period: 'quarter', method: how, ...side });
        const booked = new Map<number | null, number>();
        let throughOn = '0000-00-00';
        const book = (upTo: number) => {
          const last = Math.max(upTo, Number(throughOn.slice(5, 7)) - 4);
          const own = months
            .slice(0, last + 1)
            .flat()
            .map(({ client, fen }) => spend(client, fen));
          const parts = [...booked].map(([client, amountFen]) => ({ client, amountFen }));
          const accrued = throughOn === '0000-00-00' ? null : { throughOn, parts, isConfirmed: false };
          const [line] = run(of, `2026-0${upTo + 4}`, own, accrued);
          for (const { client, deltaFen } of line!.parts)
            booked.set(client, (booked.get(client) ?? 0) + deltaFen);
          if (line!.to > throughOn) throughOn = line!.to;
          return line!;
        };
        for (const each of [0, 1, 2]) book(each);
        const all = months.flat().filter(({ client }) => isMedia || client === 1);
        const base = all.reduce((sum, { fen }) => sum + fen, 0);
        expect([...booked.values()].reduce((a, b) => a + b, 0)).toBe(dueOn(base, of.tiers, how).dueFen);
        for (const again of [2, 0, 1]) expect(book(again).parts).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
