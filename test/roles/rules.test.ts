import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../src/domain/accounting/chart.ts';
import { isClientSide, isCostSide } from '../../src/domain/people/cost-side.ts';
import { maskedPaperNo } from '../../src/domain/people/mask.ts';
import { GRANTS, mayCall, ROLES, seesPapers } from '../../src/domain/people/roles.ts';
import { scopeOf } from '../../src/domain/people/scope.ts';
import {
  afterWrong,
  checkNewSecret,
  NO_TRIES,
  type Tries,
  waitSeconds,
} from '../../src/domain/people/secret.ts';

const ON = '2026-03-01';

describe('a scope', () => {
  it('is that of the roles for which a procedure is: who reads all may still place for own clients only', () => {
    const who = { actor: '李', roles: ['viewer', 'accountManager'] as const, manager: 3 };
    expect(scopeOf(who, 'viewer', ON)).toEqual({ kind: 'all' });
    expect(scopeOf(who, 'accountManager', ON)).toEqual({ kind: 'manager', manager: 3, on: ON, team: false });
  });

  it('without a manager reaches nobody', () => {
    const who = { actor: '李', roles: ['teamLead'] as const, manager: null };
    expect(scopeOf(who, 'viewer', ON)).toEqual({ kind: 'manager', manager: 0, on: ON, team: true });
  });

  it('of every role at once is the whole book, whatever is called', () => {
    const who = { actor: '李', roles: ROLES, manager: null };
    for (const grant of Object.keys(GRANTS) as (keyof typeof GRANTS)[])
      expect(scopeOf(who, grant, ON), grant).toEqual({ kind: 'all' });
  });
});

it('nobody but who is let in by a role calls anything, except what is for anyone', () => {
  for (const grant of Object.keys(GRANTS) as (keyof typeof GRANTS)[])
    expect(mayCall([], grant), grant).toBe(grant === 'anyone');
});

it('不相容岗位: the cashier claims nothing, the accountant takes no import back, the administrator posts nothing', () => {
  expect(mayCall(['cashier'], 'accountant')).toBe(false);
  expect(mayCall(['accountant'], 'supervisor')).toBe(false);
  for (const grant of ['cashier', 'accountant', 'accountManager', 'supervisor'] as const)
    expect(mayCall(['administrator'], grant), grant).toBe(false);
});

describe('the cost side', () => {
  it('is cost and rebates of the platform and what is owed upstream, with all codes under each', () => {
    const codes = ACCOUNTS.map(({ code }) => code).filter(isCostSide);
    expect(codes).toEqual(['1221.04', '1221.05', '2202.01', '2202.03', '2401', '6401.01', '6401.02']);
  });

  it('leaves the accounts of a client to be seen, but not what was paid upstream for it', () => {
    for (const code of ['2203.01', '2203.02', '1122.01', '1123.03', '1123.04', '6001.01'])
      expect(isClientSide(code), code).toBe(true);
    for (const code of ['1123.01', '1123.02', '6401.01', '2401'])
      expect(isClientSide(code), code).toBe(false);
  });
});

describe('a number of an identity paper', () => {
  it('shows its first 3 and last 4', () => {
    expect(maskedPaperNo('110101199003071233')).toBe('110***********1233');
    expect(maskedPaperNo('91310000MA1FL0AB5X')).toBe('913***********AB5X');
    expect(maskedPaperNo('')).toBe('');
    expect(maskedPaperNo('1234567')).toBe('*******');
  });

  it('keeps its length and never shows more than 7 characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{0,30}$/), number => {
        const masked = maskedPaperNo(number);
        expect(masked.length).toBe(number.length);
        expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(Math.min(7, number.length));
      }),
    );
  });

  it('is whole for 会计, 财务主管 and 管理员 only', () => {
    expect(ROLES.filter(role => seesPapers([role]))).toEqual(['accountant', 'supervisor', 'administrator']);
  });
});

describe('tries', () => {
  it('wait longer each time from the first on, and never longer than five minutes: nobody is shut out', () => {
    const waits: number[] = [];
    let tries: Tries = NO_TRIES;
    for (let n = 0; n < 40; n += 1) {
      tries = afterWrong(tries, 1_000);
      waits.push(waitSeconds(tries, 1_000));
    }
    expect(waits.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32]);
    expect(waits.at(-1)).toBe(300);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waitSeconds(tries, 301_000)).toBe(0);
  });

  it('do not wait longer because the clock was set back', () => {
    const tries = { wrong: 9, notBefore_ms: 10_000_000 };
    expect(waitSeconds(tries, 0)).toBe(300);
  });
});

it('a PIN is 4 to 12 digits, a password 8 characters or more', () => {
  const code = (code: string) => expect.objectContaining({ code });
  for (const pin of ['123', '12a4', '1234567890123', ''])
    expect(() => checkNewSecret('pin', pin), pin).toThrow(code('people.pin_form'));
  expect(() => checkNewSecret('password', '七个字的密码呀')).toThrow(code('people.password_short'));
  checkNewSecret('pin', '0000');
  checkNewSecret('password', '八个字的长密码呀');
});
