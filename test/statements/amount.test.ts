import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatE5 } from '../../src/domain/money.ts';
import { AMOUNT_SLOW, parseAmount, scanAmount } from '../../src/statements/amount.ts';

function read(cell: string): string | null {
  const amount = parseAmount(cell);
  if (typeof amount === 'string') return amount;
  return `${amount.currency ?? ''}${formatE5(amount.e5)}`;
}

function scan(cell: string): number {
  const bytes = Buffer.from(`x${cell}x`);
  return scanAmount(bytes, 1, bytes.length - 1);
}

describe('money cells', () => {
  test.each([
    ['12.30', '12.30'],
    ['  12.3\t', '12.30'],
    ['¥28.16', 'CNY28.16'],
    ['￥0.10', 'CNY0.10'],
    ['-¥5.00', 'CNY-5.00'],
    ['¥-5.00', 'CNY-5.00'],
    ['+10000.00', '10000.00'],
    ['1,234,567.89', '1234567.89'],
    ['`20400.00', '20400.00'],
    ['="12.30"', '12.30'],
    ['CNY 12.30', 'CNY12.30'],
    ['CNY12.30', 'CNY12.30'],
    ['12.30 CNY', 'CNY12.30'],
    ['HKD 1,000.00', 'HKD1000.00'],
    ['人民币元 3.00', 'CNY3.00'],
    ['3.00元', 'CNY3.00'],
    ['10.00(已退款3.00)', '10.00'],
    ['10.00（已全额退款）', '10.00'],
    ['8.00(CN)', '8.00'],
    ['(1,234.50)', '-1234.50'],
    ['５.５０', '5.50'],
    ['−7.00', '-7.00'],
    ['7.00-', '-7.00'],
    ['0.00321', '0.00321'],
    ['.5', '0.50'],
    ['12.300000000000001', '12.30'],
    ['0.30000000000000004', '0.30'],
    ['', 'none'],
    ['-', 'none'],
    ['--', 'none'],
    ['/', 'none'],
    [' ', 'none'],
    ['0', '0.00'],
    ['xx,yyyy.zz', 'bad'],
    ['1,23.00', 'bad'],
    ['1.2E+05', 'bad'],
    ['0.12345678', 'bad'],
    ['一百元', 'bad'],
    ['1.2.3', 'bad'],
    ['12 34x', 'bad'],
  ])('%j reads %s', (cell, expected) => expect(read(cell)).toBe(expected));

  test('the byte reader says the same as the careful reader, or leaves the cell to it', () => {
    const piece = fc.constantFrom(
      '1',
      '23',
      '456',
      ',',
      '.',
      '-',
      '+',
      '¥',
      '￥',
      ' ',
      '\t',
      '`',
      '0',
      '(',
      'E',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const cell = pieces.join('');
        const quick = scan(cell);
        if (quick === AMOUNT_SLOW) return;
        const careful = parseAmount(cell);
        if (Number.isNaN(quick)) expect(careful).toBe('none');
        else expect(careful).toMatchObject({ e5: quick });
      }),
      { numRuns: 3_000 },
    );
  });

  test('every exact amount of up to five decimals comes back as written', () => {
    const decimals = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), decimals, (value, places) => {
        const digits = String(Math.abs(value)).padStart(places + 1, '0');
        const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
        const e5 = value * 10 ** (5 - places);
        fc.pre(Number.isSafeInteger(e5));
        const cell = `${value < 0 ? '-' : ''}${text}`;
        expect(scan(cell)).toBe(e5);
        expect(parseAmount(cell)).toMatchObject({ e5 });
      }),
    );
  });
});
