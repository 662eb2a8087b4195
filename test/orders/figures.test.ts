import { describe, expect, it } from 'vitest';
import {
  figureNotes,
  finalityOf,
  knownCell,
  missingFigures,
  rereadDue,
  usableInClose,
} from '../../src/domain/orders/figures.ts';
import { type PlacedOrder, slowCauses } from '../../src/domain/orders/slow.ts';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { mergeRules } from '../../src/domain/rulebook/overlay.ts';
import { RULES, row, SHIPPED } from '../rulebook/shipped.ts';

const ended = '2026-11-20T10:00:00Z';

it('DAT-1 what figures hold is said beside them', () => {
  expect(figureNotes(false, RULES).map(({ rule }) => rule)).toEqual(['DAT-1']);
});

describe('DAT-2 figures of an order', () => {
  const seen = (seenAt: string, endedAt: string | null = ended, rules = RULES) =>
    finalityOf({ in: 'order', endedAt, seenAt }, rules);

  it('are provisional until an hour after the end, to the second', () => {
    expect(seen('2026-11-20T10:59:59Z')).toBe('provisional');
    expect(seen('2026-11-20T11:00:00Z')).toBe('reported');
    expect(seen('2027-01-01T00:00:00Z', null)).toBe('provisional');
  });

  it('are never final in a reconciliation', () => {
    expect(['provisional', 'reported'].map(each => usableInClose(each as never))).toEqual([false, false]);
  });

  it('that are still missing then are asked for at the platform', () => {
    expect(missingFigures(ended, '2026-11-20T10:30:00Z', RULES)).toEqual({ act: 'wait' });
    expect(missingFigures(ended, '2026-11-20T11:00:00Z', RULES)).toEqual({
      act: 'ask',
      path: '抖音 我 → ≡ → 钱包 → 小店随心推 → 帮助与客服',
    });
  });

  it('wait as long as the rule of the day says', () => {
    const rows = mergeRules(SHIPPED, [
      { act: 'end', row: 'dat-2.final', on: '2026-11-30' },
      {
        act: 'add',
        row: row('final_after_hours', 2, { id: 'book.final', product: 'any', from: '2026-12-01' }),
      },
    ]);
    const at = (day: string) => seen('2026-11-20T11:30:00Z', ended, rulesOn(rows, day));
    expect([at('2026-11-30'), at('2026-12-01')]).toEqual(['reported', 'provisional']);
  });
});

describe('DAT-3 a cell', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['--', null],
    [' - ', null],
    ['—', null],
    [null, null],
    ['0', '0'],
    [' 0.00 ', '0.00'],
    ['-5', '-5'],
  ])('%j is %j', (cell, wanted) => {
    expect(knownCell(cell)).toBe(wanted);
  });
});

it('DAT-4 beside weak figures stands what interaction depends on', () => {
  expect(figureNotes(true, RULES).map(({ rule }) => rule)).toEqual(['DAT-1', 'DAT-4']);
});

describe('DAT-5 the levels of finality', () => {
  const flow = (seenOn: string) => finalityOf({ in: 'flow', day: '2026-11-20', seenOn }, RULES);

  it('a flow is settled from the day after and read again on the third', () => {
    expect([flow('2026-11-20'), flow('2026-11-21')]).toEqual(['provisional', 'settled']);
    expect(rereadDue('2026-11-20', '2026-11-22', RULES)).toBe(false);
    expect(rereadDue('2026-11-20', '2026-11-23', RULES)).toBe(true);
  });

  it('reconciliation and close use settled or billed only', () => {
    expect(usableInClose(flow('2026-11-21'))).toBe(true);
    expect(usableInClose(finalityOf({ in: 'bill' }, RULES))).toBe(true);
    expect(usableInClose(flow('2026-11-20'))).toBe(false);
  });
});

describe('ORD-8 why an order spends slowly', () => {
  const order = (id: string, more: Partial<PlacedOrder> = {}): PlacedOrder => ({
    id,
    material: 'm',
    targeting: 't',
    on: '2026-11-20',
    ...more,
  });

  it('own orders show the same video with the same targeting; the other causes are questions', () => {
    const own = [
      order('1', { on: '2026-11-01' }),
      order('2', { targeting: 'u' }),
      order('3', { material: 'n' }),
      order('4', { on: '2026-11-21' }),
      order('me'),
    ];
    const causes = slowCauses(order('me'), own, RULES);
    expect(causes.map(({ cause, seen, orders }) => [cause, seen, orders])).toEqual([
      ['repeated', true, ['1']],
      ['targeting', false, []],
      ['creative', false, []],
    ]);
    expect(causes.every(({ row: { rule } }) => rule === 'ORD-8')).toBe(true);
  });

  it('unknown material or targeting proves nothing', () => {
    const blank = order('me', { targeting: null });
    expect(slowCauses(blank, [order('1', { targeting: null })], RULES).some(({ seen }) => seen)).toBe(false);
  });
});
