import { describe, expect, it } from 'vitest';
import { checkAuthority, mayPost, SOURCES } from '../../src/domain/accounting/authority.ts';
import {
  ACCOUNTS,
  accountOf,
  checkLeg,
  checkRef,
  effectOn,
  isMemo,
  isProfitAndLoss,
  normalBalance,
  refKey,
} from '../../src/domain/accounting/chart.ts';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import { fen } from './book.ts';

const refused = (code: string) => expect.objectContaining({ code });

describe('chart', () => {
  it('has every code once, each with words in both languages', () => {
    expect(ACCOUNTS).toHaveLength(63);
    expect(new Set(ACCOUNTS.map(({ code }) => code)).size).toBe(63);
    for (const { code, zh, en } of ACCOUNTS) {
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).toMatch(/^[^\p{Script=Han}]+$/u);
    }
  });

  it('guards what must not go below zero on its normal side, and nothing else', () => {
    const guarded = (guard: string) =>
      ACCOUNTS.filter(account => account.guard === guard).map(({ code }) => code);
    expect(guarded('debits_cover')).toEqual([
      '1123.01',
      '1123.02',
      '1123.03',
      '1123.04',
      '1123.05',
      '1123.06',
      '1221.01',
      '1221.02',
      '1221.03',
      '1221.06',
      '1221.08',
      '1801',
    ]);
    expect(guarded('credits_cover')).toEqual([
      '2202.01',
      '2203.01',
      '2203.02',
      '2203.04',
      '2241.02',
      '2241.05',
      '2241.06',
      '2401',
    ]);
    for (const { guard, side, code } of ACCOUNTS)
      if (guard !== 'none') expect(side, code).toBe(guard === 'debits_cover' ? 'debit' : 'credit');
  });

  it('counts exactly the 9xxx codes as memo, and 6xxx as profit and loss', () => {
    expect(ACCOUNTS.filter(({ code }) => isMemo(code) !== code.startsWith('9'))).toEqual([]);
    expect(ACCOUNTS.filter(({ code }) => isProfitAndLoss(code) !== code.startsWith('6'))).toEqual([]);
  });

  it('refuses an unknown code', () => {
    expect(() => accountOf('1123.99')).toThrow(refused('accounting.unknown_code'));
  });

  it.each<[string, AccountRef, string]>([
    ['a pool without its bucket', { code: '1123.03', pool: 1 }, 'accounting.dim_missing'],
    ['a receivable without its type', { code: '1122.01', client: 1 }, 'accounting.dim_missing'],
    ['a bank with a client', { code: '1002', money: 1, client: 1 }, 'accounting.dim_unknown'],
    ['a subject without a client code', { code: '2401', pool: 1, subject: 2 }, 'accounting.dim_unknown'],
    ['a direct order without payer', { code: '1123.06', client: 1 }, 'accounting.dim_missing'],
    [
      'a direct order with two payers',
      { code: '1123.06', client: 1, money: 1, employee: 2 },
      'accounting.dim_missing',
    ],
    [
      'memo money on a book code',
      { code: '1123.03', pool: 1, bucket: 'grant' },
      'accounting.bucket_off_book',
    ],
  ])('refuses %s', (_, ref, code) => {
    expect(() => checkRef(ref)).toThrow(refused(code));
  });

  it('takes a subject wherever it takes a client, and what is marked optional', () => {
    checkRef({ code: '2203.01', client: 1, subject: 2 });
    checkRef({ code: '1123.01', supplier: 1, pool: 2 });
    checkRef({ code: '1123.01', supplier: 1, pool: 2, client: 3, subject: 4 });
    checkRef({ code: '6603.03', money: 1 });
    checkRef({ code: '9001', pool: 1, category: 'on_order' });
  });

  it('demands the case of a leg on an account kept by order', () => {
    const leg = {
      event: 'E28',
      debit: { code: '1123.06', client: 1, money: 2 },
      credit: { code: '1012', money: 2 },
      amountFen: fen(5),
    };
    expect(() => checkLeg(leg)).toThrow(refused('accounting.dim_missing'));
    checkLeg({ ...leg, caseNo: 'o' });
  });

  it('refuses a leg that joins memo with book, an account with itself, and amounts out of range', () => {
    const bank = { code: '1002', money: 1 };
    const leg = { event: 'E01', debit: bank, credit: { code: '2241.01', money: 1 }, amountFen: fen(5) };
    expect(() => checkLeg({ ...leg, credit: { code: '9999' } })).toThrow(
      refused('accounting.memo_joins_book'),
    );
    expect(() => checkLeg({ ...leg, credit: bank })).toThrow(refused('accounting.same_account'));
    for (const amount of [0, -1, 0.5, 10_000_000_000_001])
      expect(() => checkLeg({ ...leg, amountFen: fen(amount) })).toThrow(
        refused('accounting.amount_invalid'),
      );
    checkLeg({ ...leg, amountFen: fen(10_000_000_000_000) });
  });
});

describe('account keys', () => {
  it('are the same whatever the order of properties or absent ones, in a frozen spelling', () => {
    expect(refKey({ bucket: 'prepay', pool: 7, code: '1123.03' })).toBe('1123.03;pool=7;bucket=prepay');
    expect(refKey({ code: '2203.01', client: 1, subject: undefined })).toBe('2203.01;client=1');
    expect(refKey({ code: '3999', money: 1, category: '工资;money=2' })).toBe(
      '3999;money=1;category=%E5%B7%A5%E8%B5%84%3Bmoney%3D2',
    );
  });
});

describe('normal side', () => {
  it('is the debit for assets, cost and contra income, the credit for liabilities and income', () => {
    expect(normalBalance('1002', fen(70), fen(30))).toBe(40);
    expect(normalBalance('2203.01', fen(70), fen(30))).toBe(-40);
    expect(effectOn('6001.09', 'debit', fen(9))).toBe(9);
    expect(effectOn('6401.02', 'debit', fen(9))).toBe(-9);
    expect(effectOn('1231', 'credit', fen(9))).toBe(9);
  });
});

describe('posting authority', () => {
  it('moves bank and channel by statement rows only, or by the cashier where there is no statement', () => {
    const may = (code: string) => SOURCES.filter(source => mayPost('E17', code, source));
    expect(may('1002')).toEqual(['statement_row', 'cashier', 'opening', 'reversal']);
    expect(may('1012')).toEqual(may('1002'));
    expect(() => checkAuthority('E02', '1002', 'registration')).toThrow(refused('accounting.not_authorised'));
    checkAuthority('E02', '1002.90', 'registration');
  });

  it('moves pools by flow, order states and agent records, never by hand', () => {
    expect(mayPost('E18', '1123.03', 'flow')).toBe(true);
    expect(mayPost('E36', '1123.04', 'order')).toBe(true);
    expect(mayPost('E18', '1123.03', 'hand')).toBe(false);
    expect(mayPost('E01', '1123.03', 'flow')).toBe(false);
    expect(mayPost('E20', '1123.02', 'agent_record')).toBe(true);
    expect(mayPost('E30', '1123.02', 'agent_record')).toBe(false);
  });

  it('charges spend from the one source of the account', () => {
    expect(mayPost('E30', '6001.01', 'flow')).toBe(true);
    expect(mayPost('E30', '6001.01', 'flow', 'orders')).toBe(false);
    expect(mayPost('E30', '6401.01', 'order', 'orders')).toBe(true);
    expect(mayPost('E30', '6401.01', 'order', 'flow')).toBe(false);
    expect(mayPost('E30', '1123.04', 'order', 'flow')).toBe(true);
    expect(mayPost('E30', '6001.01', 'statement_row')).toBe(false);
  });

  it('keeps tax for invoices, memo for flows and grant lists, and leaves the rest open', () => {
    expect(mayPost('T1', '2221.01', 'hand')).toBe(false);
    expect(mayPost('T1', '2221.01', 'invoice')).toBe(true);
    expect(mayPost('E23', '9001', 'grant_list')).toBe(true);
    expect(mayPost('E23', '9001', 'hand')).toBe(false);
    expect(mayPost('E03', '2203.01', 'hand')).toBe(true);
    expect(() => mayPost('E03', '0000', 'hand')).toThrow(refused('accounting.unknown_code'));
  });
});
