import { describe, expect, it } from 'vitest';
import {
  type AccountBalance,
  booksBalance,
  chargesEqualCost,
  clientMoneyAtPlatform,
  itemsAgree,
  limitsHold,
  moneyAgrees,
  passingAccountsZero,
  poolsAgree,
  sumOf,
} from '../../src/domain/accounting/invariants.ts';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import { CLIENT, fen, NaiveBook, OTHER, OWNERS, POOL, stocked } from './book.ts';

const balance = (account: AccountRef, amount: number): AccountBalance => ({ account, fen: fen(amount) });
const ownerOf = (pool: number) => OWNERS.get(pool);
const pool = { pool: POOL.pool };
const prepay = { ...pool, bucket: 'prepay' } as const;

describe('I1 client money at the platform', () => {
  const parts = [
    balance({ code: '1123.01', ...CLIENT, supplier: 3, pool: 70 }, 1),
    balance({ code: '1123.03', ...prepay }, 2),
    balance({ code: '1123.03', pool: 71, bucket: 'rebate_credit' }, 4),
    balance({ code: '1123.04', ...prepay }, 8),
    balance({ code: '1123.05', ...prepay }, 16),
    balance({ code: '1123.06', ...CLIENT, money: 2 }, 32),
    balance({ code: '1221.01', ...CLIENT, money: 2 }, 64),
    balance({ code: '1221.02', ...pool }, 128),
    balance({ code: '1221.03', ...pool }, 256),
  ];
  const agency = [
    balance({ code: '1123.01', supplier: 3, pool: 80 }, 1_000),
    balance({ code: '1123.02', supplier: 3, pool: 80, bucket: 'prepay' }, 1_000),
    balance({ code: '1123.03', pool: 90, bucket: 'prepay' }, 1_000),
  ];

  it('sums every part of the client’s money and leaves the agency’s out', () => {
    expect(
      clientMoneyAtPlatform([...parts, ...agency, balance({ code: '2203.02', ...CLIENT }, 511)], ownerOf),
    ).toEqual([]);
  });

  it('names the client and both figures where one part is off', () => {
    expect(clientMoneyAtPlatform([...parts, balance({ code: '2203.02', ...CLIENT }, 510)], ownerOf)).toEqual([
      { invariant: 'I1', dims: CLIENT, expectedFen: 511, actualFen: 510 },
    ]);
    expect(clientMoneyAtPlatform([balance({ code: '2203.02', ...OTHER }, 5)], ownerOf)).toEqual([
      { invariant: 'I1', dims: OTHER, expectedFen: 0, actualFen: 5 },
    ]);
  });
});

describe('I2 pools', () => {
  it('compares available + on order + frozen with the platform, by bucket, memo buckets by memo', () => {
    const balances = [
      balance({ code: '1123.03', ...prepay }, 1),
      balance({ code: '1123.04', ...prepay }, 2),
      balance({ code: '1123.05', ...prepay }, 4),
      balance({ code: '1123.03', ...pool, bucket: 'rebate_credit' }, 9),
      balance({ code: '9001', ...pool }, 5),
      balance({ code: '9001', ...pool, category: 'on_order' }, 1),
    ];
    const platform = [
      { ...prepay, balanceFen: fen(7) },
      { ...pool, bucket: 'grant' as const, balanceFen: fen(6) },
      { ...pool, bucket: 'rebate_credit' as const, balanceFen: fen(10) },
    ];
    expect(poolsAgree(balances, platform)).toEqual([
      { invariant: 'I2', dims: { pool: 70, bucket: 'rebate_credit' }, expectedFen: 10, actualFen: 9 },
    ]);
  });
});

describe('I3 money accounts', () => {
  it('holds the statement’s balance against 1002 and 1012, not the twins', () => {
    const balances = [
      balance({ code: '1002', money: 1 }, 5),
      balance({ code: '1002.90', money: 1 }, 3),
      balance({ code: '1012', money: 2 }, 7),
    ];
    const statements = [
      { money: 1, balanceFen: fen(5) },
      { money: 2, balanceFen: fen(8) },
    ];
    expect(moneyAgrees(balances, statements)).toEqual([
      { invariant: 'I3', dims: { money: 2 }, expectedFen: 8, actualFen: 7 },
    ]);
  });
});

describe('I4 open items', () => {
  const account = { code: '1122.01', ...CLIENT, category: 'advance' };

  it('sums the items of every account that keeps them', () => {
    const items = [3, 4].map(openFen => ({ account, openFen: fen(openFen) }));
    expect(itemsAgree([balance(account, 7), balance({ code: '2203.01', ...CLIENT }, 9)], items)).toEqual([]);
    expect(itemsAgree([balance(account, 8)], items)).toEqual([
      {
        invariant: 'I4',
        dims: { client: 10, category: 'advance' },
        subject: '1122.01',
        expectedFen: 7,
        actualFen: 8,
      },
    ]);
    expect(itemsAgree([], items)).toMatchObject([{ expectedFen: 7, actualFen: 0 }]);
  });
});

describe('I5 passing accounts', () => {
  it('lets own transfers cancel over money accounts, and takes what has a name', () => {
    const balances = [
      balance({ code: '1012.99', money: 1 }, 5),
      balance({ code: '1012.99', money: 2 }, -5),
      balance({ code: '2202.03', supplier: 3, pool: 70 }, 4),
      balance({ code: '3001' }, 0),
    ];
    expect(passingAccountsZero(balances)).toEqual([
      { invariant: 'I5', dims: { supplier: 3, pool: 70 }, subject: '2202.03', expectedFen: 0, actualFen: 4 },
    ]);
    expect(passingAccountsZero(balances, (code, dims) => code === '2202.03' && dims.pool === 70)).toEqual([]);
  });
});

describe('I6 charge and cost of an order', () => {
  it('are equal over all legs of its spend, the red ones too', () => {
    const book = stocked({ fundsFen: 30, poolFen: 100 });
    const spend = { pool: POOL, bucket: 'prepay', source: { kind: 'pc' } } as const;
    book.post({ id: 'E30', caseNo: 'o1', ...spend, amountFen: fen(120) });
    const released = { spentFen: fen(120), clientRebateFen: fen(0), mediaRebateFen: fen(0) };
    book.post({ id: 'E41', caseNo: 'o1', step: 'less', mode: 'M1', ...spend, amountFen: fen(20), released });
    expect(chargesEqualCost(book.legs)).toEqual([]);
    const dropped = book.legs.filter(
      ({ credit, amountFen }) => credit.code !== '6401.01' || amountFen !== 20,
    );
    expect(chargesEqualCost(dropped)).toEqual([
      { invariant: 'I6', dims: {}, subject: 'o1', expectedFen: 100, actualFen: 120 },
    ]);
  });
});

describe('I7 and limits', () => {
  it('balance book and memo apart, and name accounts below their limit', () => {
    const balances = [
      balance({ code: '1002', money: 1 }, 5),
      balance({ code: '2241.01', money: 1 }, 5),
      balance({ code: '9001', ...pool }, 2),
      balance({ code: '9999' }, 3),
      balance({ code: '1801', ...CLIENT }, -1),
      balance({ code: '6001.09', ...CLIENT }, 1),
    ];
    expect(booksBalance(balances)).toEqual([
      { invariant: 'I7', dims: {}, subject: 'memo', expectedFen: 2, actualFen: 3 },
    ]);
    expect(limitsHold(balances)).toEqual([
      { invariant: 'limit', dims: CLIENT, subject: '1801', expectedFen: 0, actualFen: -1 },
    ]);
    expect(sumOf(balances, '1002')).toBe(5);
    expect(sumOf(balances, '1002', { money: 2 })).toBe(0);
  });

  it('hold for an empty book', () => {
    expect(booksBalance(new NaiveBook().balances())).toEqual([]);
  });
});
