import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../src/domain/orders/check.ts';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { mergeRules } from '../../src/domain/rulebook/overlay.ts';
import { assessUpgrade } from '../../src/domain/upgrade/assess.ts';
import type { PlacementFacts } from '../../src/domain/upgrade/facts.ts';
import { papersNamed } from '../../src/domain/upgrade/papers.ts';
import {
  checkUpgradeStep,
  UPGRADE_STATES,
  type UpgradeParty,
  type UpgradeState,
  upgradeSteps,
} from '../../src/domain/upgrade/states.ts';
import { blocks, by, change, DOUPLUS, decide, INDIVIDUAL, LIMITED, severities } from '../orders/cases.ts';
import { RULES, SHIPPED } from '../rulebook/shipped.ts';

const assess = (parts: Partial<PlacementFacts>, facts: PlacementFacts = DOUPLUS) =>
  assessUpgrade({ ...facts, ...parts }, RULES);
const dimensions = (parts: Partial<PlacementFacts>) =>
  assess(parts).triggers.map(({ dimension }) => dimension);
const live = (anchor: 'none' | 'cart' | 'xiaofengche') =>
  ({ scene: 'live', goal: '直播间人气', video: undefined, live: { cartEverUsed: false, anchor } }) as const;

describe('UPG-0 the ad label', () => {
  it('is said before a case starts, and no more once it has begun', () => {
    const first = (upgrade: UpgradeState) =>
      assess({ goal: '私信咨询', account: { upgrade } }).steps[0]?.rule;
    expect(first('triggered')).toBe('UPG-0');
    expect(first('bound')).not.toBe('UPG-0');
    expect(severities(decide(LIMITED), 'UPG-0')).toEqual(['info']);
    expect(severities(decide(DOUPLUS), 'UPG-0')).toEqual([]);
  });
});

describe('UPG-1 what makes a placement marketing', () => {
  it.each([
    ['nothing', {}, []],
    ['a cart of goods from elsewhere', { video: { cart: 'external' } }, ['anchor']],
    ['content judged marketing', { contentJudged: 'marketing' }, ['content']],
    ['the goal 私信咨询', { goal: '私信咨询' }, ['goal']],
    ['the goal 店铺(商品)引流', { goal: '店铺（商品）引流' }, ['goal']],
    ['the goal by its code', { goal: 'DY_PRIVATE_MESSAGES' }, ['goal']],
    ['a live room without an anchor', live('none'), []],
    ['小风车 in a live room', live('xiaofengche'), ['anchor']],
    [
      'all three at once',
      { video: { cart: 'external' }, contentJudged: 'marketing', goal: '私信咨询' },
      ['anchor', 'goal', 'content'],
    ],
  ] as const)('%s', (_what, parts, wanted) => {
    const { required, triggers } = assess(parts);
    expect(triggers.map(({ dimension }) => dimension)).toEqual(wanted);
    expect(required).toBe(wanted.length > 0);
    expect(triggers.every(({ row }) => row.rule === 'UPG-1')).toBe(true);
  });

  it('what cannot be judged is asked for, not taken as no', () => {
    const bare = assessUpgrade({ product: 'douplus', scene: 'video' }, RULES);
    expect([bare.required, bare.unknown]).toEqual([false, ['anchor', 'goal', 'content']]);
    expect(bare.steps).toHaveLength(3);
  });

  it('小店 goods or a used cart are no matter of the upgrade: 小店随心推 it is', () => {
    for (const parts of [{ video: { cart: 'xiaodian' } }, live('cart')] as const) {
      expect(dimensions(parts)).toEqual([]);
      expect(assess(parts).steps[0]).toMatchObject({ rule: 'ORD-10' });
    }
  });

  it('小店随心推 never needs it', () => {
    expect(assess({ product: 'suixintui', contentJudged: 'marketing' })).toMatchObject({
      required: false,
      steps: [],
      limits: [],
    });
  });

  it('nothing is marketing before the article', () => {
    const before = rulesOn(SHIPPED, '2023-04-25');
    expect(assessUpgrade({ ...LIMITED }, before).required).toBe(false);
    expect(checkOrder({ ...LIMITED, amountFen: 90000 }, before).allowed).toBe(true);
  });

  it.each([
    ['not_needed', 'block'],
    ['triggered', 'block'],
    ['registering', 'block'],
    ['bound', 'info'],
    ['submitted', 'info'],
    ['upgraded_limited', 'info'],
    ['upgraded', 'info'],
    [undefined, 'warn'],
  ] as const)('needed while the account is %s: %s', (upgrade, severity) => {
    expect(severities(decide(LIMITED, { account: { upgrade } }), 'UPG-1')).toEqual([severity]);
  });
});

describe('UPG-2 an individual', () => {
  it('places 引流电商 only', () => {
    expect(blocks(decide(INDIVIDUAL))).toEqual([]);
    expect(blocks(decide(INDIVIDUAL, { ecommerceLead: false }))).toEqual(['UPG-2']);
    const goal = { goal: '私信咨询', video: { cart: 'none' } } as const;
    expect(severities(decide(INDIVIDUAL, { ...goal, ecommerceLead: undefined }), 'UPG-2')).toContain('warn');
  });

  it('may place ordinary content freely', () => {
    const plain = { video: { cart: 'none' }, contentJudged: 'normal', ecommerceLead: false } as const;
    expect(severities(decide(INDIVIDUAL, plain), 'UPG-2')).toEqual([]);
  });

  it('without the screenshot is warned, not refused', () => {
    const missing = decide(INDIVIDUAL, { subject: { taobaokeProof: false } });
    expect([missing.allowed, severities(missing, 'UPG-2')]).toEqual([true, ['warn']]);
    const unknown = decide(INDIVIDUAL, { subject: { taobaokeProof: undefined, papers: undefined } });
    expect(severities(unknown, 'UPG-2')).toEqual(['info']);
  });

  it('is told so before any paper is asked for', () => {
    const rules = (ecommerceLead: boolean) =>
      assess({ ecommerceLead, account: { upgrade: 'bound' } }, INDIVIDUAL).steps;
    expect(rules(false)[0]).toMatchObject({ rule: 'UPG-2', code: 'upgrade.step_only_ecommerce' });
    expect(rules(true).map(({ rule }) => rule)).toEqual(['UPG-5']);
  });

  it('opens with real-name and both sides of the ID', () => {
    const { papers } = assess({}, INDIVIDUAL);
    const open = papers.filter(({ stage }) => stage === 'open');
    expect(open.map(({ paper, state }) => [paper, state])).toEqual([
      ['real_name', 'given'],
      ['id_front', 'given'],
      ['id_back', 'given'],
    ]);
  });
});

describe('UPG-3 an enterprise', () => {
  it('opens with its licence and places with papers by content', () => {
    const { papers } = assess({ goal: '私信咨询', subject: { kind: 'enterprise', papers: [] } });
    expect(papers.map(({ paper, stage, state }) => [paper, stage, state])).toEqual([
      ['business_licence', 'open', 'missing'],
      ['content_qualification', 'place', 'missing'],
      ['taobaoke_proof', 'place', 'unknown'],
      ['industry_qualification', 'place', 'missing'],
    ]);
  });

  it('needs the screenshot for 引流电商', () => {
    const lead = { video: { cart: 'external' } } as const;
    const missing = change(LIMITED, { ...lead, subject: { taobaokeProof: false } });
    expect(severities(decide(missing), 'UPG-3')).toEqual(['warn']);
    expect(severities(decide(missing, { subject: { taobaokeProof: true } }), 'UPG-3')).toEqual([]);
  });
});

describe('UPG-4 papers before orders', () => {
  const bound = change(LIMITED, { account: { upgrade: 'bound' } });

  it.each([
    ['the licence is done', { papers: ['营业执照'] }, []],
    ['the licence is missing', { papers: [] }, ['block']],
    ['nothing is known', { papers: undefined }, ['warn']],
    ['a name is not understood', { papers: ['三证合一'] }, ['warn']],
  ])('an enterprise: %s', (_what, subject, wanted) => {
    expect(severities(decide(bound, { subject }), 'UPG-4')).toEqual(wanted);
  });

  it.each([
    [true, []],
    [false, ['block']],
    [undefined, ['warn']],
  ])('an individual whose real-name is %s', (realName, wanted) => {
    const facts = change(INDIVIDUAL, { account: { upgrade: 'submitted' } });
    expect(severities(decide(facts, { subject: { realName } }), 'UPG-4')).toEqual(wanted);
  });

  it('rejected papers are not done', () => {
    expect(severities(decide(bound, { account: { upgrade: 'rejected' } }), 'UPG-4')).toEqual(['block']);
  });

  it('what is verified once counts: an upgraded account asks for nothing', () => {
    expect(by(decide(LIMITED, { subject: { papers: undefined } }), 'UPG-4')).toEqual([]);
  });

  it('papers go by code and by name', () => {
    expect(papersNamed('Business License')).toEqual(['business_licence']);
    expect(papersNamed('身份证正反面')).toEqual(['id_front', 'id_back']);
    expect(papersNamed('淘客 / 京东联盟后台截图')).toEqual(['taobaoke_proof']);
    expect(papersNamed('会员卡')).toEqual([]);
  });
});

describe('UPG-5 the way through', () => {
  const codes = (upgrade: UpgradeState | undefined, usedDouplusBefore?: boolean) =>
    assess({ goal: '私信咨询', account: { upgrade, usedDouplusBefore } }).steps.map(({ code }) =>
      code.replace('upgrade.step_', ''),
    );

  it('of an old user, a new user, and of one of whom it is not known', () => {
    expect(codes('triggered', true)).toEqual(['told', 'entry_old', 'bind', 'papers_enterprise', 'verify']);
    expect(codes('unknown', false)).toEqual(['told', 'entry_new', 'bind', 'papers_enterprise', 'verify']);
    expect(codes(undefined)[1]).toBe('entry');
  });

  it.each([
    ['registering', ['bind', 'papers_enterprise', 'verify']],
    ['bound', ['papers_enterprise', 'verify']],
    ['submitted', ['wait', 'verify']],
    ['rejected', ['correct', 'verify']],
    ['upgraded_limited', ['verify']],
  ] as const)('from %s only what is left', (state, wanted) => {
    expect(codes(state)).toEqual(wanted);
  });

  it('names the path in the app', () => {
    const { steps } = assess({ goal: '私信咨询', account: { upgrade: 'triggered' } });
    expect(steps[1]?.path).toBe('抖音 我 → ≡ → 更多功能 → DOU+ → 账号信息');
  });
});

describe('UPG-6 the corporate verification', () => {
  it('is the last step of an enterprise and none of an individual', () => {
    const last = (facts: PlacementFacts) =>
      assess({ account: { upgrade: 'submitted' } }, facts).steps.at(-1)?.rule;
    expect(last({ ...LIMITED })).toBe('UPG-6');
    expect(last(INDIVIDUAL)).toBe('UPG-5');
  });

  it('an expired one brings the limit back', () => {
    const verified = change(LIMITED, {
      amountFen: 50000,
      subject: { corporateVerified: 'passed' },
      account: { upgrade: 'upgraded' },
    });
    expect(decide(verified).allowed).toBe(true);
    const expired = decide(verified, {
      subject: { corporateVerified: 'expired' },
      account: { upgrade: 'verification_expired' },
    });
    expect(blocks(expired)).toEqual(['LIM-1']);
    expect(severities(expired, 'UPG-6')).toEqual(['warn']);
  });

  it('the limits ahead are told with it', () => {
    const limits = (facts: PlacementFacts) =>
      assess({}, facts).limits.map(({ rule, limitFen, when }) => [rule, limitFen, when]);
    expect(limits(LIMITED)).toEqual([
      ['LIM-1', 30000, 'now'],
      ['LIM-1', 500000, 'now'],
      ['LIM-2', 100000000, 'once_verified'],
      ['LIM-2', 20000000, 'once_verified'],
    ]);
    expect(limits(INDIVIDUAL)).toEqual([['LIM-3', null, 'now']]);
    expect(limits(DOUPLUS)).toEqual([]);
  });

  it('says when state and verification disagree', () => {
    const facts = change(LIMITED, { subject: { corporateVerified: 'passed' } });
    expect(by(decide(facts), 'UPG-6')[0]?.code).toBe('rules.upg_6_differs');
  });
});

describe('the states of an upgrade', () => {
  const old: UpgradeParty = { kind: 'enterprise', usedDouplusBefore: true };
  const walk = (party: UpgradeParty, states: UpgradeState[]) => {
    let from: UpgradeState = 'unknown';
    for (const to of states) {
      checkUpgradeStep(from, to, party);
      from = to;
    }
    return from;
  };

  it('an old enterprise goes the whole way, with an expiry and back', () => {
    expect(
      walk(old, [
        ...(['triggered', 'registering', 'bound', 'submitted', 'rejected', 'submitted'] as const),
        ...(['upgraded_limited', 'upgraded', 'verification_expired', 'upgraded'] as const),
      ]),
    ).toBe('upgraded');
  });

  it('a new individual binds first and has no 对公', () => {
    const party: UpgradeParty = { kind: 'individual', usedDouplusBefore: false };
    expect(walk(party, ['bound', 'submitted', 'upgraded'])).toBe('upgraded');
    expect(upgradeSteps('upgraded', party)).toEqual([]);
    expect(() => checkUpgradeStep('submitted', 'upgraded_limited', party)).toThrow(
      expect.objectContaining({ code: 'upgrade.illegal_step' }),
    );
  });

  it.each([
    ['an enterprise cannot skip the limit', 'submitted', 'upgraded', old],
    ['a new user is not triggered', 'unknown', 'triggered', { usedDouplusBefore: false }],
    ['an old user does not bind first', 'unknown', 'bound', old],
    ['no way back from bound', 'bound', 'triggered', old],
    ['no papers before binding', 'triggered', 'submitted', old],
    ['nothing stays where it is', 'bound', 'bound', old],
  ] as const)('%s', (_what, from, to, party) => {
    expect(() => checkUpgradeStep(from, to, party)).toThrow(
      expect.objectContaining({ code: 'upgrade.illegal_step', params: { from, to } }),
    );
  });

  it('an enterprise verified for another account is through at once', () => {
    expect(upgradeSteps('submitted', { ...old, verified: true })).toEqual(['rejected', 'upgraded']);
  });

  it('every state is reached by someone, whatever the steps', () => {
    const party = fc.record({
      kind: fc.constantFrom('enterprise' as const, 'individual' as const),
      usedDouplusBefore: fc.boolean(),
      verified: fc.boolean(),
    });
    const reached = new Set<UpgradeState>(['unknown']);
    fc.assert(
      fc.property(party, fc.array(fc.nat(9), { maxLength: 14 }), (who, choices) => {
        let at: UpgradeState = 'unknown';
        for (const choice of choices) {
          const next = upgradeSteps(at, who);
          if (next.length === 0) break;
          at = next[choice % next.length]!;
          reached.add(at);
          if (who.kind === 'individual')
            expect(['upgraded_limited', 'verification_expired']).not.toContain(at);
        }
      }),
      { numRuns: 500, seed: 7 },
    );
    expect([...reached].toSorted()).toEqual(UPGRADE_STATES.toSorted());
  });
});

it('LIM-1 an ended rule is no rule: nothing limits from then on', () => {
  const rows = mergeRules(SHIPPED, [
    { act: 'end', row: 'lim-1.day', on: '2026-11-30' },
    { act: 'end', row: 'lim-1.total', on: '2026-11-30' },
  ]);
  const allowed = (day: string) => decide(LIMITED, { amountFen: 90000 }, rulesOn(rows, day)).allowed;
  expect([allowed('2026-11-30'), allowed('2026-12-01')]).toEqual([false, true]);
});
