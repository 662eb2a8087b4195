import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkExpansion, mayPost } from '../../src/domain/accounting/authority.ts';
import { EVENT_IDS, expand } from '../../src/domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../src/domain/accounting/events/facts.ts';
import { shareOf, taxWithin } from '../../src/domain/accounting/rates.ts';
import { DEFAULT_BOOK_SETTINGS } from '../../src/domain/accounting/settings.ts';
import { byRow, CLIENT, fen, lines, POOL, posted, stocked, tickets } from './book.ts';
import { refused } from './refused.ts';

describe('the table of events', () => {
  it('is complete: E01–E63 and T1–T8, each once, in order', () => {
    const of = (letter: string, count: number, width: number) =>
      Array.from({ length: count }, (_, at) => letter + String(at + 1).padStart(width, '0'));
    expect(EVENT_IDS).toEqual([...of('E', 63, 2), ...of('T', 8, 1)]);
  });

  it.each(['zh', 'en'])('has a title of every event in %s', language => {
    const file = join(import.meta.dirname, '../../resources/text', language, 'accounting.json');
    const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const titled = Object.keys(texts).filter(key => key.startsWith('accounting.event.'));
    expect(titled.map(key => key.slice('accounting.event.'.length))).toEqual(EVENT_IDS);
  });
});

describe('posting authority of an expansion', () => {
  const ban = { id: 'E47', step: 'ban', caseNo: 'b', pool: POOL } as const;

  it('takes legs of other events inside, a ban’s memo and releases, from the source of the batch', () => {
    const book = stocked({ poolFen: 50 });
    const ofPool = { pool: POOL, bucket: 'prepay' } as const;
    book.post({ id: 'E27', as: 'fact', caseNo: 'o', ...ofPool, amountFen: fen(20) });
    book.post({ id: 'E23', caseNo: 'lot', pool: POOL, bucket: 'grant', amountFen: fen(9) });
    const orders = [{ caseNo: 'o', bucket: 'prepay', amountFen: fen(20) }] as const;
    const expansion = expand({ ...ban, orders }, book);
    expect(new Set(expansion.legs.map(({ event }) => event))).toEqual(new Set(['E36', 'E42', 'E47']));
    expect(() => checkExpansion('E47', expansion, 'case')).not.toThrow();
    expect(() => checkExpansion('E47', expansion, 'hand')).toThrow(refused('accounting.not_authorised'));
  });

  it('holds spend to the source of the account, and lets the accountant decide only refunds', () => {
    const book = stocked({ poolFen: 50 });
    const spend = expand(
      { id: 'E30', pool: POOL, bucket: 'prepay', source: { kind: 'pc' }, amountFen: fen(5) },
      book,
    );
    expect(() => checkExpansion('E30', spend, 'flow', 'flow')).not.toThrow();
    expect(() => checkExpansion('E30', spend, 'order', 'flow')).toThrow(refused('accounting.not_authorised'));
    expect(() => checkExpansion('E30', spend, 'hand')).toThrow(
      refused('accounting.not_authorised', { event: 'E30', source: 'hand' }),
    );
    expect(['E39', 'E40', 'E41'].map(event => mayPost(event, '6001.01', 'hand'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['T1', 'T7', 'E30'].map(event => mayPost(event, '6001.01', 'invoice'))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('settings of the book', () => {
  const ofPool = { pool: POOL, bucket: 'prepay', source: { kind: 'pc' } } as const;
  const spend: LedgerEvent[] = [
    { id: 'E30', ...ofPool, amountFen: fen(50) },
    { id: 'E31', ...ofPool, amountFen: fen(20) },
    { id: 'E49', client: CLIENT, amountFen: fen(1) },
  ];

  it('presentation 净额法/总额法 never changes a posting', () => {
    const [net, gross] = (['net', 'gross'] as const).map(presentation => {
      const settings = { presentation };
      const book = stocked({ poolFen: 100, mediaRebateFen: 5, clientRebateFen: 3, settings });
      return posted(book, ...spend);
    });
    expect(gross).toEqual(net);
  });

  it('rebate_recognition: E16 follows the book unless the policy says otherwise, and E26 takes back likewise', () => {
    const settings = { ...DEFAULT_BOOK_SETTINGS, rebateRecognition: 'at_recharge' } as const;
    const book = stocked({ settings });
    const given = { id: 'E16', client: CLIENT, rebateFen: fen(7) } as const;
    expect(posted(book, given, { ...given, recognition: 'with_spend' })).toEqual([
      ['Dr 6001.09 · Cr 2203.01 7'],
      ['Dr 1801 · Cr 2203.01 7'],
    ]);
    const paid = { pool: POOL, paidFen: fen(50), creditedFen: fen(50) };
    book.post({ id: 'E17', as: 'fact', ...paid, paidFrom: byRow });
    const failed = book.post({ id: 'E26', ...paid, into: byRow, ownRebateFen: fen(7) });
    expect(lines(failed, 'E26').at(-1)).toBe('E16 red Dr 2203.01 · Cr 6001.09 7');
  });
});

describe('E13, E14, E60', () => {
  it('E13 late fee becomes receivable; the repayment itself is a claim of E03', () => {
    const book = stocked({});
    const bank = { money: 1, kind: 'bank' } as const;
    expect(
      posted(
        book,
        { id: 'E12', client: CLIENT, amountFen: fen(100) },
        { id: 'E13', client: CLIENT, amountFen: fen(3) },
        { id: 'E01', money: bank, amountFen: fen(110) },
        { id: 'E03', money: bank, parts: [{ client: CLIENT, amountFen: fen(110), as: 'funds' }] },
      ),
    ).toEqual([
      ['Dr 1122.01 · Cr 2203.01 100'],
      ['Dr 1122.02 · Cr 6001.02 3'],
      ['Dr 1002 · Cr 2241.01 110'],
      ['Dr 2241.01 · Cr 1122.01 100', 'Dr 2241.01 · Cr 1122.02 3', 'Dr 2241.01 · Cr 2203.01 7'],
    ]);
  });

  it('E14 by itself brings funds up to what is needed, and opens a ticket; enough funds post nothing', () => {
    const book = stocked({ fundsFen: 40 });
    const short = book.post({ id: 'E14', client: CLIENT, neededFen: fen(100) });
    expect([lines(short, 'E14'), tickets(short)]).toEqual([['Dr 1122.01 · Cr 2203.01 60'], ['OVERDRAFT 60']]);
    expect(short.legs[0]!.debit.category).toBe('overdraft');
    expect(book.post({ id: 'E14', client: CLIENT, neededFen: fen(100) }).legs).toEqual([]);
  });

  it('E60 year end posts nothing: profit and loss are never closed, reports take a range of days', () => {
    const book = stocked({ poolFen: 100 });
    book.post({ id: 'E30', pool: POOL, bucket: 'prepay', source: { kind: 'pc' }, amountFen: fen(30) });
    const before = book.balances();
    expect(book.post({ id: 'E60' })).toEqual({ legs: [], tickets: [] });
    expect(book.balances()).toEqual(before);
    expect(book.total('6001.01')).toBe(30);
  });
});

describe('rates', () => {
  it('t(X) is the tax within an amount, rounded half up, exact for the largest amounts', () => {
    expect([6_601_996, 68_001, 6_476_244].map(gross => taxWithin(fen(gross), 60_000))).toEqual([
      373_698, 3_849, 366_580,
    ]);
    expect([101, 53].map((gross, at) => taxWithin(fen(gross), [10_000, 60_000][at]!))).toEqual([1, 3]);
    // 3 × 20 % ÷ 120 % is half a fen.
    expect(taxWithin(fen(3), 200_000)).toBe(1);
    expect(taxWithin(fen(10_000_000_000_000), 60_000)).toBe(566_037_735_849);
    expect(taxWithin(fen(1_000), 0)).toBe(0);
    expect(shareOf(fen(6_800_055), 10_000)).toBe(68_001);
    expect(() => taxWithin(fen(1), 0.5)).toThrow(refused('accounting.rate_invalid'));
    expect(() => shareOf(fen(1), -1)).toThrow(refused('accounting.rate_invalid', { rate: '-1' }));
  });

  it('an event refuses a rate that is none', () => {
    const book = stocked({ settings: { taxInLedger: true } });
    const line = { of: 'fee', grossFen: fen(5), ratePpm: Number.NaN } as const;
    expect(() => expand({ id: 'T1', client: CLIENT, lines: [line] }, book, book.settings)).toThrow(
      refused('accounting.rate_invalid'),
    );
  });
});
