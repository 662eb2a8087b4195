import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../../src/domain/orders/check.ts';
import {
  EMPTY_DRAFT,
  factsOf,
  isAsked,
  readFen,
  turned,
  unreadable,
} from '../../../src/ui/screens/order-check/draft.ts';
import { besideFields, fieldOf } from '../../../src/ui/screens/order-check/place-of.ts';
import { change, DOUPLUS, INDIVIDUAL, LIMITED, LIVE, VIDEO } from '../../orders/cases.ts';
import { RULES } from '../../rulebook/shipped.ts';

const SMALL = { ...EMPTY_DRAFT, amount: '80', payment: 'pool', banned: 'no' };

describe('the pre-check form', () => {
  it('says nothing of what is not filled in: unknown never passes', () => {
    const facts = factsOf(EMPTY_DRAFT);
    expect(facts).toMatchObject({ amountFen: undefined, payment: undefined, goal: undefined });
    expect(facts.account).toEqual({ banned: undefined, upgrade: undefined, usedDouplusBefore: undefined });
    expect(checkOrder(facts, RULES).findings.some(({ severity }) => severity === 'warn')).toBe(true);
  });

  it('reads amounts as people type them, and takes what is none as unknown', () => {
    expect([readFen('1,300.5'), readFen('￥300'), readFen('0.001'), readFen('-5'), readFen('三百')]).toEqual([
      130_050,
      30_000,
      null,
      null,
      null,
    ]);
    const draft = { ...EMPTY_DRAFT, amount: '三百', hours: 'x' };
    expect([...unreadable(draft).keys()]).toEqual(['amount', 'hours']);
    expect(factsOf(draft)).toMatchObject({ amountFen: undefined, durationHours: undefined });
  });

  it('ORD-1: stands the refusal beside the amount', () => {
    const beside = besideFields(checkOrder(factsOf(SMALL), RULES).findings, 'video');
    expect(beside.get('amount')).toMatchObject({ rule: 'ORD-1', severity: 'block' });
    expect(beside.get('goal')?.rule).toBe('ORD-2');
    expect(beside.has('banned')).toBe(false);
  });

  it('ORD-2, ORD-5: another scene takes goal and bid back and leaves the rest', () => {
    const draft = { ...SMALL, goal: '商品购买', bid: 'plays', hours: '6' };
    expect(turned(draft, { scene: 'live' })).toMatchObject({ scene: 'live', goal: '', bid: '', hours: '6' });
    expect(turned(draft, { scene: 'video' })).toBe(draft);
  });

  it('asks DOU+ for the subject and the used limits, and 小店随心推 for neither', () => {
    const douplus = { ...EMPTY_DRAFT, product: 'douplus' as const };
    expect([isAsked('kind', EMPTY_DRAFT), isAsked('kind', douplus)]).toEqual([false, true]);
    expect([isAsked('title', EMPTY_DRAFT), isAsked('title', douplus)]).toEqual([true, false]);
    expect(isAsked('verified', { ...douplus, kind: 'individual' })).toBe(false);
  });

  it('UPG-4: the one paper that orders wait for is the one of the kind of subject', () => {
    const draft = { ...EMPTY_DRAFT, product: 'douplus' as const, papers: 'yes' };
    expect(factsOf({ ...draft, kind: 'enterprise' }).subject).toMatchObject({ papers: ['business_licence'] });
    expect(factsOf({ ...draft, kind: 'individual' }).subject).toMatchObject({ realName: true });
  });

  it('every finding that refuses or doubts has a field that is asked for', () => {
    const cases = [VIDEO, LIVE, DOUPLUS, LIMITED, INDIVIDUAL].flatMap(facts => [
      facts,
      change(facts, { amountFen: undefined, goal: undefined, payment: undefined }),
      change(facts, { account: { banned: true }, subject: undefined, used: undefined }),
      change(facts, {
        amountFen: 50,
        goal: '没有的目标',
        durationHours: 5,
        bid: { by: 'plays', mode: 'manual' },
      }),
      { product: facts.product, scene: facts.scene },
    ]);
    const lost = cases.flatMap(facts =>
      checkOrder(facts, RULES).findings.filter(
        finding => finding.severity !== 'info' && fieldOf(finding, facts.scene ?? 'video') === null,
      ),
    );
    expect([...new Set(lost.map(({ code }) => code))]).toEqual([]);
  });
});
