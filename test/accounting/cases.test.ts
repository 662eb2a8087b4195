import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { chargesEqualCost, clientMoneyAtPlatform } from '../../src/domain/accounting/invariants.ts';
import {
  BANK,
  byRow,
  CHANNEL,
  CLIENT,
  channelRow,
  fen,
  lines,
  type NaiveBook,
  OWNERS,
  POOL,
  posted,
  stocked,
  tickets,
} from './book.ts';
import { refused } from './refused.ts';

const keepsI1 = (book: NaiveBook) =>
  expect(clientMoneyAtPlatform(book.balances(), pool => OWNERS.get(pool))).toEqual([]);

/** An order of 500 paid directly, of which 200 should come back and 150 did. */
function shortRefund(clientRebateFen = 0): NaiveBook {
  const book = stocked({ fundsFen: 500, clientRebateFen });
  const order = { caseNo: 'o', client: CLIENT, paidFrom: channelRow } as const;
  book.post({ id: 'E28', as: 'fact', ...order, pool: POOL, amountFen: fen(500) });
  book.post({ id: 'E37', ...order, expectedFen: fen(200) });
  const came = book.post({
    id: 'E38',
    ...order,
    arrived: { to: 'agency', into: channelRow },
    amountFen: fen(150),
  });
  expect(tickets(came)).toEqual(['REFUND_SHORT 50']);
  return book;
}

describe('E39 refund short', () => {
  const facts = { id: 'E39', caseNo: 'o', client: CLIENT, paidFrom: channelRow, amountFen: fen(50) } as const;

  it('E39 it was spend after all: E30 with the refund in transit as credit, M2 as E31', () => {
    const book = shortRefund(10);
    const spent = { ...facts, decision: 'spent', pool: POOL } as const;
    const expansion = book.post({ ...spent, mode: 'M1' });
    expect(lines(expansion, 'E39')).toEqual([
      'E30 Dr 2203.02 · Cr 6001.01 50',
      'E30 Dr 6401.01 · Cr 1221.01 50',
      'E30 Dr 6001.09 · Cr 1801 1',
    ]);
    expect(expansion.legs.every(({ caseNo }) => caseNo === 'o')).toBe(true);
    expect(chargesEqualCost(book.legs)).toEqual([]);
    keepsI1(book);
    expect(posted(shortRefund(), { ...spent, mode: 'M2' })).toEqual([['E31 Dr 2203.02 · Cr 1221.01 50']]);
  });

  it('E39 the agency bears it: the client’s funds are whole again; or the client bears it', () => {
    const agency = shortRefund();
    expect(posted(agency, { ...facts, decision: 'agency_bears' })).toEqual([
      ['Dr 6711 · Cr 1221.01 50', 'Dr 2203.02 · Cr 2203.01 50'],
    ]);
    keepsI1(agency);
    const client = shortRefund();
    expect(posted(client, { ...facts, decision: 'client_bears' })).toEqual([['Dr 2203.02 · Cr 1221.01 50']]);
    keepsI1(client);
  });

  it('E39 decides no more than is still expected for the order', () => {
    const book = shortRefund();
    const above = { ...facts, decision: 'client_bears', amountFen: fen(51) } as const;
    expect(() => expand(above, book)).toThrow(
      refused('accounting.balance_short', { rule: 'E39', code: '1221.01', room: '0.50', short: '0.01' }),
    );
    expect(() => expand({ ...above, amountFen: fen(1), caseNo: 'other' }, book)).toThrow(
      refused('accounting.balance_short'),
    );
  });
});

describe('E40 refund over', () => {
  const over = (): NaiveBook => {
    const book = stocked({ fundsFen: 100 });
    book.post({ id: 'E01', money: CHANNEL, amountFen: fen(30) });
    return book;
  };
  const high = { id: 'E40', decision: 'spend_too_high', client: CLIENT, pool: POOL, money: CHANNEL } as const;

  it('E40 the spend was too high: free money of the client, charge and cost less; M2 without them', () => {
    const book = over();
    expect(posted(book, { ...high, mode: 'M1', amountFen: fen(20) })).toEqual([
      ['Dr 6001.01 · Cr 2203.01 20', 'Dr 2241.01 · Cr 6401.01 20'],
    ]);
    expect(chargesEqualCost(book.legs)).toEqual([]);
    expect(posted(book, { ...high, mode: 'M2', amountFen: fen(10) })).toEqual([
      ['Dr 2241.01 · Cr 2203.01 10'],
    ]);
    expect(() => expand({ ...high, mode: 'M1', amountFen: fen(1) }, book)).toThrow(
      refused('accounting.claim_above_receipts'),
    );
  });

  it('E40 takes back what the spend had released of the client’s rebate, where it is told', () => {
    const released = { spentFen: fen(40), clientRebateFen: fen(9), mediaRebateFen: fen(0) };
    expect(posted(over(), { ...high, mode: 'M1', amountFen: fen(20), released })[0]!.at(-1)).toBe(
      'red Dr 1801 · Cr 6001.09 4',
    );
  });

  it('E40 not ours is paid back; more than stands there is a payment to explain', () => {
    const book = over();
    const back = { id: 'E40', decision: 'not_ours', money: CHANNEL, paidFrom: channelRow } as const;
    expect(posted(book, { ...back, amountFen: fen(25) })).toEqual([['Dr 2241.01 · Cr 1012 25']]);
    const more = book.post({ ...back, amountFen: fen(8) });
    expect([lines(more, 'E40'), tickets(more)]).toEqual([
      ['Dr 2241.01 · Cr 1012 5', 'Dr 1221.07 · Cr 1012 3'],
      ['UNKNOWN 3'],
    ]);
  });
});

describe('E47 ban', () => {
  const asked = { id: 'E47', caseNo: 'b', pool: POOL } as const;
  const banned = (): NaiveBook => {
    const book = stocked({ fundsFen: 100, poolFen: 1_000, clientRebateFen: 110, mediaRebateFen: 50 });
    const ofPool = { pool: POOL, bucket: 'prepay' } as const;
    book.post({ id: 'E27', as: 'fact', caseNo: 'o1', ...ofPool, amountFen: fen(300) });
    book.post({ id: 'E44', step: 'freeze', ...ofPool, amountFen: fen(100) });
    book.post({ id: 'E23', caseNo: 'lot', pool: POOL, bucket: 'grant', amountFen: fen(70) });
    book.post({ id: 'E24', step: 'raise', pool: POOL, bucket: 'credit', amountFen: fen(80) });
    return book;
  };

  it('E47 takes all on-book money, leaves the platform its rebate, and every memo bucket is gone', () => {
    const book = banned();
    const ban = book.post({ ...asked, step: 'ban' });
    expect(lines(ban, 'E47')).toEqual([
      'Dr 1221.03 · Cr 1123.03 600',
      'Dr 1221.03 · Cr 1123.04 300',
      'Dr 1221.03 · Cr 1123.05 50',
      'Dr 2401 · Cr 1123.05 50',
      'Dr 2203.02 · Cr 2203.01 50',
      'E42 Dr 9999 · Cr 9001 70',
      'E42 Dr 9999 · Cr 9005 80',
    ]);
    expect(['1123.03', '1123.04', '1123.05', '2401', '9001', '9005'].map(code => book.total(code))).toEqual(
      Array.from({ length: 6 }, () => 0),
    );
    keepsI1(book);
  });

  it('E47 ends the orders that are named first, so that no order keeps money on order', () => {
    const book = banned();
    const orders = [{ caseNo: 'o1', bucket: 'prepay', amountFen: fen(300) }] as const;
    expect(lines(book.post({ ...asked, step: 'ban', orders }), 'E47').slice(0, 2)).toEqual([
      'E36 Dr 1123.03 · Cr 1123.04 300',
      'Dr 1221.03 · Cr 1123.03 900',
    ]);
    expect(book.ofCase({ code: '1123.04', pool: 70, bucket: 'prepay' }, 'o1')).toBe(0);
    keepsI1(book);
  });

  it('E47 arrives at the agency, short and over named; at the client’s own account with the claw-back', () => {
    const book = banned();
    book.post({ ...asked, step: 'ban' });
    const part = book.post({ ...asked, step: 'agency', into: byRow, amountFen: fen(400) });
    expect([lines(part, 'E47'), tickets(part)]).toEqual([
      ['Dr 1002 · Cr 1221.03 400', 'Dr 2203.02 · Cr 2203.01 400'],
      ['REFUND_SHORT 550'],
    ]);
    const own = book.post({ ...asked, step: 'client', amountFen: fen(500), requestedFen: fen(500) });
    expect(lines(own, 'E47')).toEqual(['Dr 2203.01 · Cr 1801 50', 'Dr 2203.02 · Cr 1221.03 500']);
    const over = book.post({ ...asked, step: 'agency', into: byRow, amountFen: fen(60) });
    expect([lines(over, 'E47'), tickets(over)]).toEqual([
      ['Dr 1002 · Cr 1221.03 50', 'Dr 1002 · Cr 2241.01 10', 'Dr 2203.02 · Cr 2203.01 50'],
      ['REFUND_OVER 10'],
    ]);
    keepsI1(book);
  });

  it('E47 confiscated: the client bears it, or the agency does; never more than is open', () => {
    const book = banned();
    book.post({ ...asked, step: 'ban' });
    const taken = { ...asked, step: 'confiscated', amountFen: fen(100) } as const;
    expect(posted(book, { ...taken, bears: 'client' }, { ...taken, bears: 'agency' })).toEqual([
      ['Dr 2203.02 · Cr 1221.03 100'],
      ['Dr 6711 · Cr 1221.03 100', 'Dr 2203.02 · Cr 2203.01 100'],
    ]);
    keepsI1(book);
    expect(() => expand({ ...taken, bears: 'client', amountFen: fen(751) }, book)).toThrow(
      refused('accounting.balance_short', { code: '1221.03', room: '7.50' }),
    );
  });

  it('E47 lifted brings money and rebate back to the pool', () => {
    const book = banned();
    book.post({ ...asked, step: 'ban' });
    const back = { bucket: 'prepay', requestedFen: fen(1_000), keptFen: fen(50) } as const;
    expect(posted(book, { ...asked, step: 'lifted', ...back })).toEqual([
      ['Dr 1123.03 · Cr 1221.03 950', 'Dr 1123.03 · Cr 2401 50', 'Dr 2203.01 · Cr 2203.02 50'],
    ]);
    keepsI1(book);
  });

  it('E47 of the agency’s own pool has no client leg', () => {
    const book = stocked({});
    const pool = { pool: 90, supplier: 3 };
    book.post({ id: 'E19', step: 'pay', pool, paidFen: fen(10), creditedFen: fen(10), paidFrom: byRow });
    book.post({ id: 'E18', pool, bucket: 'prepay', creditedFen: fen(10) });
    const ban = { id: 'E47', caseNo: 'b', pool } as const;
    expect(
      posted(
        book,
        { ...ban, step: 'ban' },
        { ...ban, step: 'agency', into: { by: 'registered', money: BANK }, amountFen: fen(4) },
        { ...ban, step: 'confiscated', bears: 'agency', amountFen: fen(6) },
      ),
    ).toEqual([['Dr 1221.03 · Cr 1123.03 10'], ['Dr 1002.90 · Cr 1221.03 4'], ['Dr 6711 · Cr 1221.03 6']]);
  });
});
