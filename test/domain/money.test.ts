import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum, fenOfE5, formatE5, groupThousands, parseDecimalE5 } from '../../src/domain/money.ts';

const amount = fc.integer({ min: -(10 ** 15), max: 10 ** 15 });

describe('parseDecimalE5', () => {
  it.each([
    ['211.64', 21_164_000],
    ['-5.00', -500_000],
    ['+0.01', 1_000],
    ['1,234.56', 123_456_000],
    ['0.12345', 12_345],
    ['.5', 50_000],
    ['12.', 1_200_000],
    ['-0.00', 0],
    ['1.2300000000', 123_000],
  ])('reads %s', (text, value) => {
    expect(parseDecimalE5(text)).toBe(value);
  });

  it.each([
    '',
    '-',
    '.',
    '1e3',
    '12,34.5',
    '1,2345',
    '0.123456',
    '99999999999999999',
    '１２',
    ' 1',
    '1 ',
    '--1',
    'NaN',
  ])('does not take %j for an amount', text => {
    expect(parseDecimalE5(text)).toBeNull();
  });

  it('reads back exactly what formatE5 writes, grouped or not', () => {
    fc.assert(
      fc.property(amount, value => {
        expect(parseDecimalE5(formatE5(value))).toBe(value);
        expect(parseDecimalE5(groupThousands(formatE5(value)))).toBe(value);
      }),
    );
  });
});

describe('formatE5', () => {
  it.each([
    [0, '0.00'],
    [-1, '-0.00001'],
    [21_164_000, '211.64'],
    [100_000_000, '1000.00'],
    [-123_450, '-1.2345'],
  ])('writes %d', (value, text) => {
    expect(formatE5(value)).toBe(text);
  });
});

describe('fenOfE5', () => {
  it('rounds half away from zero, the same for both signs', () => {
    expect([499, 500, 1_499, 1_500, -499, -500, -1_500].map(fenOfE5)).toEqual([0, 1, 1, 2, 0, -1, -2]);
    fc.assert(
      fc.property(amount, value => {
        expect(Math.abs(fenOfE5(value) * 1_000 - value)).toBeLessThanOrEqual(500);
        expect(fenOfE5(-value) + fenOfE5(value)).toBe(0);
      }),
    );
  });
});

describe('ExactSum', () => {
  it('adds what no number could hold, exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), { maxLength: 200 }), values => {
        const sum = new ExactSum();
        for (const value of values) sum.add(value);
        expect(sum.total()).toBe(values.reduce((total, value) => total + BigInt(value), 0n));
        expect(sum.count).toBe(values.length);
      }),
    );
  });
});
