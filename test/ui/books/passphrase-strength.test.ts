import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled } from '../../../src/ui/screens/books/passphrase-rules.ts';
import { STRENGTHS, strengthOf } from '../../../src/ui/screens/books/passphrase-strength.ts';

const rank = (passphrase: string) => STRENGTHS.indexOf(strengthOf(passphrase));

describe('strength of a passphrase', () => {
  it('refuses what is shorter than eight characters, however mixed', () => {
    expect(strengthOf('aB3$xY7')).toBe('short');
    expect(strengthOf('对账台对账台对')).toBe('short');
  });

  it('finds runs and repeats weak', () => {
    for (const weak of ['12345678', 'aaaaaaaaaaaa', 'abcdefghijkl', '87654321', '20261120'])
      expect(strengthOf(weak), weak).toBe('weak');
  });

  it('finds several words or mixed characters strong', () => {
    for (const strong of ['correct horse battery', '松花江上的渡船与灯火', 'x7$Kq!2mPw9#'])
      expect(strengthOf(strong), strong).toBe('strong');
  });

  it('never falls when something is added', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (begun, more) => {
        expect(rank(begun + more)).toBeGreaterThanOrEqual(rank(begun));
      }),
    );
  });

  it('is settled when it is long enough and twice the same', () => {
    expect(isSettled({ next: '12345678', repeat: '12345678' })).toBe(true);
    expect(isSettled({ next: '12345678', repeat: '1234567' })).toBe(false);
    expect(isSettled({ next: '1234567', repeat: '1234567' })).toBe(false);
  });
});
