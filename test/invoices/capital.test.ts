import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capitalAmount, readCapital } from '../../src/domain/invoices/capital.ts';
import { exactOf, fenOfExact, times, wholeFen, yuanOf } from '../../src/domain/invoices/exact.ts';
import { basisPointsOf, rateText, taxInside } from '../../src/domain/invoices/tax.ts';
import type { Fen } from '../../src/domain/money.ts';

const amounts = fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map(fen => fen as Fen);
const small = fc.integer({ min: -200_000_000, max: 200_000_000 }).map(fen => fen as Fen);

describe('amounts in capital numerals', () => {
  it.each([
    [0, '零圆整'],
    [1, '壹分'],
    [10, '壹角整'],
    [100, '壹圆整'],
    [105, '壹圆零伍分'],
    [150, '壹圆伍角整'],
    [1_000_00, '壹仟圆整'],
    [1_005_00, '壹仟零伍圆整'],
    [10_500_00, '壹万零伍佰圆整'],
    [1_060_00, '壹仟零陆拾圆整'],
    [140_953, '壹仟肆佰零玖圆伍角叁分'],
    [600_714, '陆仟零柒圆壹角肆分'],
    [168_032, '壹仟陆佰捌拾圆叁角贰分'],
    [1_000_000_00, '壹佰万圆整'],
    [100_000_001_00, '壹亿零壹圆整'],
    [100_050_000_00, '壹亿零伍万圆整'],
    [1_272_00, '壹仟贰佰柒拾贰圆整'],
    [-500_00, '（负数）伍佰圆整'],
  ])('%i 分 reads %s', (fen, wanted) => {
    expect(capitalAmount(fen as Fen)).toBe(wanted);
    expect(readCapital(wanted)).toBe(fen);
  });

  it('come back as they went, at any size', () => {
    fc.assert(fc.property(amounts, fen => readCapital(capitalAmount(fen)) === fen));
    fc.assert(fc.property(small, fen => readCapital(capitalAmount(fen)) === fen));
  });

  it('never have two 零 beside each other, nor one before a place', () => {
    fc.assert(fc.property(amounts, fen => !/零零|零[拾佰仟万亿角分]/.test(capitalAmount(fen))));
  });

  it.each([
    ['人民币壹佰元正', 10_000],
    ['⊗壹拾圆整', 1_000],
    ['壹拾万柒仟元零伍角叁分', 10_700_053],
    ['拾圆整', 1_000],
    ['(负数)壹圆整', -100],
    ['壹百圆', null],
    ['圆整', 0],
    ['整', null],
    ['', null],
    ['106.00', null],
  ])('%s is read as %s', (text, wanted) => {
    expect(readCapital(text)).toBe(wanted);
  });
});

describe('exact decimals', () => {
  it('keep every place and come back', () => {
    fc.assert(
      fc.property(amounts, fen => {
        expect(wholeFen(exactOf(yuanOf(fen))!)).toBe(fen);
      }),
    );
  });

  it.each([
    ['1.005', 101],
    ['-1.005', -101],
    ['0.004999999', 0],
    ['1,234.5', 123450],
  ])('%s rounds to %i 分', (text, fen) => {
    expect(fenOfExact(exactOf(text)!)).toBe(fen);
  });

  it.each(['', '1e5', '1,23', '0x1', '1.2.3', 'NaN', '9'.repeat(16)])('%s is none', text => {
    expect(exactOf(text)).toBeNull();
  });

  it('multiply a quantity by a price of ten places', () => {
    expect(fenOfExact(times(exactOf('3')!, exactOf('33.3333333333')!))).toBe(10_000);
  });
});

describe('tax', () => {
  it('INV-5 t(X) of the worked example', () => {
    expect(taxInside(6_601_996 as Fen, 600)).toBe(373_698);
    expect(taxInside(68_001 as Fen, 600)).toBe(3_849);
    expect(taxInside(6_476_244 as Fen, 600)).toBe(366_580);
  });

  it('is the nearest 分, mirrored for red amounts', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1_700 }), (fen, rate) => {
        const tax = taxInside(fen, rate);
        expect(taxInside(-fen as Fen, rate)).toBe(tax === 0 ? 0 : -tax);
        const twiceOff = BigInt(tax) * BigInt(10_000 + rate) * 2n - BigInt(fen) * BigInt(rate) * 2n;
        expect(twiceOff <= BigInt(10_000 + rate) && twiceOff >= -BigInt(10_000 + rate)).toBe(true);
      }),
    );
  });

  it.each([
    ['6%', 600],
    ['0.06', 600],
    ['0.060000', 600],
    ['6', 600],
    ['1.5%', 150],
    ['0', 0],
    ['免税', null],
    ['***', null],
    ['0.0612345', null],
  ])('a rate of %s is %s', (text, wanted) => {
    expect(basisPointsOf(text)).toBe(wanted);
    if (wanted) expect(basisPointsOf(rateText(wanted))).toBe(wanted);
  });
});
