import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPaper, creditCheck, isRealDate, normalPaperNo } from '../../src/domain/parties/checksum.ts';

const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const creditCodes = fc
  .array(fc.constantFrom(...CREDIT), { minLength: 17, maxLength: 17 })
  .map(letters => letters.join('') + creditCheck(letters.join('')));

const idNumbers = fc
  .record({
    region: fc.integer({ min: 110000, max: 659999 }),
    birth: fc.date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
    serial: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ region, birth, serial }) => {
    const day = birth.toISOString().slice(0, 10).replaceAll('-', '');
    const body = `${region}${day}${String(serial).padStart(3, '0')}`;
    const sum = [...body].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at]!, 0);
    return body + '10X98765432'[sum % 11];
  });

/** The text with another letter of the alphabet at one place. */
function replaced(text: string, at: number, step: number, alphabet: string): string {
  const letter = alphabet[(alphabet.indexOf(text[at]!) + step) % alphabet.length]!;
  return text.slice(0, at) + letter + text.slice(at + 1);
}

describe('统一社会信用代码', () => {
  it('takes the code of a public example and refuses its neighbours', () => {
    expect(checkPaper('enterprise', '91350100M000100Y43')).toEqual({ kind: 'credit_code', fault: null });
    expect(checkPaper('enterprise', '91350100M000100Y42').fault).toBe('parties.credit_code');
    expect(checkPaper('enterprise', '91350100M000100I43').fault).toBe('parties.credit_code');
  });

  it('catches every error of one character', () => {
    fc.assert(
      fc.property(creditCodes, fc.nat(17), fc.integer({ min: 1, max: 30 }), (code, at, step) => {
        expect(checkPaper('enterprise', code).fault).toBeNull();
        expect(checkPaper('enterprise', replaced(code, at, step, CREDIT)).fault).toBe('parties.credit_code');
      }),
    );
  });
});

describe('身份证号', () => {
  it('catches every error of one digit', () => {
    fc.assert(
      fc.property(idNumbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (no, at, step) => {
        expect(checkPaper('individual', no)).toEqual({ kind: 'id_number', fault: null });
        expect(checkPaper('individual', replaced(no, at, step, '0123456789')).fault).not.toBeNull();
      }),
    );
  });

  it('names a birth date that does not exist, and an old number', () => {
    expect(checkPaper('individual', '110101199002300019').fault).toBe('parties.id_number_date');
    expect(checkPaper('individual', '110101900307123')).toEqual({
      kind: 'id_number_old',
      fault: 'parties.id_number_old',
    });
    expect(checkPaper('individual', '110101901307123').fault).toBe('parties.id_number_date');
  });
});

it('an organisation code is checked, a number of no known rule only doubted', () => {
  expect(checkPaper('enterprise', '00000000-0').fault).toBeNull();
  expect(checkPaper('enterprise', '000000001').fault).toBe('parties.organisation_code');
  expect(checkPaper('enterprise', 'HK-123456')).toEqual({ kind: 'unknown', fault: 'parties.paper_unknown' });
  expect(checkPaper('individual', 'H12345678')).toEqual({ kind: 'unknown', fault: 'parties.paper_unknown' });
});

it('full width, small letters, spaces and hyphens do not matter', () => {
  expect(normalPaperNo(' ９１３５０１００m000100y43 ')).toBe('91350100M000100Y43');
  expect(normalPaperNo('91350100-M000100Y-4 3')).toBe('91350100M000100Y43');
});

it('knows the calendar', () => {
  expect(['2024-02-29', '2000-02-29', '2026-12-31'].map(isRealDate)).toEqual([true, true, true]);
  expect(
    ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-04-30'].some(isRealDate),
  ).toBe(false);
});
