import { describe, expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { BANK, CHANNEL, CLIENT, fen, lines, NaiveBook, OTHER, tickets } from './book.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });

describe('E01–E10 receipts and own money', () => {
  it('E01 books a bank row, and a channel row on 1012', () => {
    const book = new NaiveBook();
    expect(lines(book.post({ id: 'E01', money: BANK, amountFen: fen(100) }), 'E01')).toEqual([
      'Dr 1002 · Cr 2241.01 100',
    ]);
    expect(lines(book.post({ id: 'E01', money: CHANNEL, amountFen: fen(7) }), 'E01')).toEqual([
      'Dr 1012 · Cr 2241.01 7',
    ]);
  });

  it('E02 registers, then the row clears the twin, or a match clears it against the row of E01', () => {
    const book = new NaiveBook();
    const facts = { id: 'E02', caseNo: 'r1', money: BANK, amountFen: fen(100) } as const;
    expect(lines(book.post({ ...facts, step: 'register' }), 'E02')).toEqual(['Dr 1002.90 · Cr 2241.01 100']);
    expect(lines(book.post({ ...facts, step: 'row' }), 'E02')).toEqual(['Dr 1002 · Cr 1002.90 100']);
    expect(book.total('1002.90')).toBe(0);
    book.post({ ...facts, step: 'register' });
    book.post({ id: 'E01', money: BANK, amountFen: fen(100) });
    expect(lines(book.post({ ...facts, step: 'matched' }), 'E02')).toEqual(['Dr 2241.01 · Cr 1002.90 100']);
    expect([book.total('1002'), book.total('1002.90'), book.total('2241.01')]).toEqual([200, 0, 200]);
  });

  it('E03 clears open items oldest due first, then funds, and splits between clients, deposit and fee ahead', () => {
    const book = new NaiveBook();
    book.post({ id: 'E01', money: BANK, amountFen: fen(1_000) });
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(120), item: 2 });
    book.post({ id: 'E49', client: { client: 10 }, amountFen: fen(200) });
    const claim = book.post({
      id: 'E03',
      money: BANK,
      parts: [
        {
          client: CLIENT,
          amountFen: fen(300),
          as: 'funds',
          openItems: [
            { item: 2, code: '1122.01', category: 'advance', openFen: fen(120), dueOn: '2026-02-01' },
            { item: 1, code: '1122.02', openFen: fen(80), dueOn: '2026-01-05' },
          ],
        },
        { client: OTHER, amountFen: fen(500), as: 'deposit' },
        { client: OTHER, amountFen: fen(50), as: 'fee_ahead' },
      ],
    });
    expect(lines(claim, 'E03')).toEqual([
      'Dr 2241.01 · Cr 1122.02 80',
      'Dr 2241.01 · Cr 1122.01 120',
      'Dr 2241.01 · Cr 2203.01 100',
      'Dr 2241.01 · Cr 2241.02 500',
      'Dr 2241.01 · Cr 2203.04 50',
    ]);
    expect(claim.legs.map(({ item }) => item)).toEqual([1, 2, undefined, undefined, undefined]);
    expect(claim.legs[3]!.credit).toEqual({ code: '2241.02', client: 11, subject: 5 });
  });

  it('E03 without known items clears what the balances say the client owes', () => {
    const book = new NaiveBook();
    book.post({ id: 'E01', money: BANK, amountFen: fen(100) });
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(30) });
    const claim = book.post({
      id: 'E03',
      money: BANK,
      parts: [{ client: CLIENT, amountFen: fen(100), as: 'funds' }],
    });
    expect(lines(claim, 'E03')).toEqual(['Dr 2241.01 · Cr 1122.01 30', 'Dr 2241.01 · Cr 2203.01 70']);
  });

  it('E03 refuses more than stands unclaimed, with the room left', () => {
    const book = new NaiveBook();
    book.post({ id: 'E01', money: BANK, amountFen: fen(10_050) });
    const parts = [{ client: CLIENT, amountFen: fen(10_051), as: 'funds' as const }];
    expect(() => expand({ id: 'E03', money: BANK, parts }, book)).toThrow(
      refused('accounting.claim_above_receipts', {
        rule: 'E03',
        room: '100.50',
        needed: '100.51',
        short: '0.01',
      }),
    );
    expect(() => expand({ id: 'E03', money: CHANNEL, parts }, book)).toThrow(
      refused('accounting.claim_above_receipts', { room: '0.00' }),
    );
  });

  it('E04 gives the client the gross of a receipt that a fee was kept from', () => {
    const expansion = new NaiveBook().post({ id: 'E04', money: CHANNEL, netFen: fen(994), feeFen: fen(6) });
    expect(lines(expansion, 'E04')).toEqual(['Dr 1012 · Cr 2241.01 994', 'Dr 6603.01 · Cr 2241.01 6']);
  });

  it('E05 parks a payment, then names it; bank, memo and client funds cannot be its target', () => {
    const book = new NaiveBook();
    const facts = { id: 'E05', money: BANK, amountFen: fen(40) } as const;
    expect(lines(book.post({ ...facts, step: 'row' }), 'E05')).toEqual(['Dr 1221.07 · Cr 1002 40']);
    const target = { code: '1221.06', supplier: 3 };
    const named = book.post({ ...facts, step: 'identified', target, item: 9 });
    expect(lines(named, 'E05')).toEqual(['Dr 1221.06 · Cr 1221.07 40']);
    expect(named.legs[0]!.item).toBe(9);
    for (const code of ['1002', '9001', '2203.01', '2221.01'])
      expect(() => expand({ ...facts, step: 'identified', target: { code } }, book)).toThrow(
        refused('accounting.target_not_allowed'),
      );
  });

  it('E06 registers a payment; the row clears the twin, or a match clears it against E05', () => {
    const book = new NaiveBook();
    const facts = { id: 'E06', caseNo: 'p', money: BANK, amountFen: fen(40) } as const;
    const target = { code: '2241.05', employee: 4 };
    book.post({ id: 'E61', lines: [{ account: target, side: 'credit', amountFen: fen(80) }] });
    expect(lines(book.post({ ...facts, step: 'register', target }), 'E06')).toEqual([
      'Dr 2241.05 · Cr 1002.90 40',
    ]);
    expect(lines(book.post({ ...facts, step: 'row' }), 'E06')).toEqual(['Dr 1002.90 · Cr 1002 40']);
    book.post({ ...facts, step: 'register', target });
    book.post({ id: 'E05', step: 'row', money: BANK, amountFen: fen(40) });
    expect(lines(book.post({ ...facts, step: 'matched' }), 'E06')).toEqual(['Dr 1002.90 · Cr 1221.07 40']);
    expect([book.total('1002.90'), book.total('1221.07'), book.total('1002')]).toEqual([0, 0, -80]);
  });

  it('E07 passes an own transfer through 1012.99, with its fee, and pairs rows seen alone', () => {
    const book = new NaiveBook();
    const paid = { id: 'E07', money: CHANNEL, amountFen: fen(500) } as const;
    expect(lines(book.post({ ...paid, step: 'out' }), 'E07')).toEqual(['Dr 1012.99 · Cr 1012 500']);
    expect(lines(book.post({ ...paid, step: 'fee', amountFen: fen(1) }), 'E07')).toEqual([
      'Dr 6603.01 · Cr 1012 1',
    ]);
    const got = { id: 'E07', step: 'in', money: BANK, amountFen: fen(500) } as const;
    expect(lines(book.post({ ...got, payer: CHANNEL.money }), 'E07')).toEqual(['Dr 1002 · Cr 1012.99 500']);
    expect(book.balances().filter(({ account, fen }) => account.code === '1012.99' && fen !== 0)).toEqual([]);
    book.post({ ...paid, step: 'out' });
    book.post(got);
    const paired = book.post({
      id: 'E07',
      step: 'paired',
      payer: CHANNEL.money,
      payee: BANK.money,
      amountFen: fen(500),
    });
    expect(lines(paired, 'E07')).toEqual(['Dr 1012.99 · Cr 1012.99 500']);
    expect(book.balances().filter(({ account, fen }) => account.code === '1012.99' && fen !== 0)).toEqual([]);
  });

  it('E08 brings a returned payment back to the account that it had debited', () => {
    const book = new NaiveBook();
    const expansion = book.post({
      id: 'E08',
      money: BANK,
      amountFen: fen(40),
      debited: { code: '2241.05', employee: 4 },
    });
    expect(lines(expansion, 'E08')).toEqual(['Dr 1002 · Cr 2241.05 40']);
  });

  it('E05, E06 refuse to take a guarded account below zero; E08 books the rest as a receipt to claim', () => {
    const book = new NaiveBook();
    const target = { code: '2241.05', employee: 4 };
    const parked = { id: 'E05', step: 'identified', money: BANK, amountFen: fen(40), target } as const;
    expect(() => expand(parked, book)).toThrow(
      refused('accounting.balance_short', { code: '2241.05', room: '0.00' }),
    );
    const deposit = { code: '1221.06', supplier: 3 };
    book.post({ ...parked, target: deposit });
    const back = book.post({ id: 'E08', money: BANK, amountFen: fen(50), debited: deposit });
    expect(lines(back, 'E08')).toEqual(['Dr 1002 · Cr 1221.06 40', 'Dr 1002 · Cr 2241.01 10']);
    expect(tickets(back)).toEqual(['UNKNOWN 10']);
  });

  it('E09 books fee and interest', () => {
    const book = new NaiveBook();
    expect(lines(book.post({ id: 'E09', step: 'fee', money: BANK, amountFen: fen(10) }), 'E09')).toEqual([
      'Dr 6603.01 · Cr 1002 10',
    ]);
    expect(lines(book.post({ id: 'E09', step: 'interest', money: BANK, amountFen: fen(3) }), 'E09')).toEqual([
      'Dr 1002 · Cr 6603.01 3',
    ]);
    expect(book.total('6603.01')).toBe(7);
  });

  it('E10 keeps rows of the general ledger apart by category', () => {
    const book = new NaiveBook();
    const row = { id: 'E10', money: BANK, category: '工资', amountFen: fen(10) } as const;
    const out = book.post({ ...row, step: 'out' });
    expect(lines(out, 'E10')).toEqual(['Dr 3999 · Cr 1002 10']);
    expect(out.legs[0]!.debit).toEqual({ code: '3999', money: 1, category: '工资' });
    expect(lines(book.post({ ...row, step: 'in' }), 'E10')).toEqual(['Dr 1002 · Cr 3999 10']);
  });
});

describe('E11 wrong client claimed', () => {
  const claimed = (book: NaiveBook) => {
    book.post({ id: 'E01', money: BANK, amountFen: fen(100) });
    return book.post({
      id: 'E03',
      money: BANK,
      parts: [{ client: CLIENT, amountFen: fen(100), as: 'funds' }],
    }).legs;
  };
  const corrected = { money: BANK, parts: [{ client: OTHER, amountFen: fen(100), as: 'funds' as const }] };

  it('E11 reverses the claim in red and claims anew', () => {
    const book = new NaiveBook();
    const legs = claimed(book);
    expect(lines(book.post({ id: 'E11', claimed: legs, corrected }), 'E11')).toEqual([
      'red Dr 2203.01 · Cr 2241.01 100',
      'Dr 2241.01 · Cr 2203.01 100',
    ]);
    expect([book.of({ code: '2203.01', ...CLIENT }), book.of({ code: '2203.01', ...OTHER })]).toEqual([
      0, 100,
    ]);
  });

  it('E11 completes by E14 what the wrong client has spent of it', () => {
    const book = new NaiveBook();
    const legs = claimed(book);
    book.post({ id: 'E49', client: CLIENT, amountFen: fen(60) });
    const expansion = book.post({ id: 'E11', claimed: legs, corrected });
    expect(lines(expansion, 'E11')[0]).toBe('E14 Dr 1122.01 · Cr 2203.01 60');
    expect(tickets(expansion)).toEqual(['OVERDRAFT 60']);
  });

  it('E11 refuses legs that are no claim', () => {
    const book = new NaiveBook();
    const [row] = book.post({ id: 'E01', money: BANK, amountFen: fen(100) }).legs;
    expect(() => expand({ id: 'E11', claimed: [row!], corrected }, book)).toThrow(
      refused('accounting.claim_expected'),
    );
  });
});

describe('E12, E15, E49 advances and fees', () => {
  it('E12 turns an approved advance into funds, within the ceiling', () => {
    const book = new NaiveBook();
    const facts = { id: 'E12', client: CLIENT, ceilingFen: fen(150) } as const;
    const used = book.post({ ...facts, amountFen: fen(100), item: 7 });
    expect(lines(used, 'E12')).toEqual(['Dr 1122.01 · Cr 2203.01 100']);
    expect(used.legs[0]).toMatchObject({ item: 7, debit: { category: 'advance' } });
    expect(() => expand({ ...facts, amountFen: fen(51) }, book)).toThrow(
      refused('accounting.ceiling_exceeded', { room: '0.50' }),
    );
    expect(book.post({ ...facts, amountFen: fen(50) }).legs).toHaveLength(1);
  });

  it('E15 offsets prepaid against a receivable, never more than either', () => {
    const book = new NaiveBook();
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(100) });
    const facts = { id: 'E15', client: CLIENT, code: '1122.01', category: 'advance' } as const;
    expect(lines(book.post({ ...facts, amountFen: fen(40) }), 'E15')).toEqual(['Dr 2203.01 · Cr 1122.01 40']);
    expect(() => expand({ ...facts, amountFen: fen(61) }, book)).toThrow(
      refused('accounting.funds_short', { rule: 'E15' }),
    );
    book.post({ id: 'E01', money: BANK, amountFen: fen(100) });
    book.post({ id: 'E16', client: CLIENT, rebateFen: fen(100), recognition: 'at_recharge' });
    expect(() => expand({ ...facts, amountFen: fen(61) }, book)).toThrow(
      refused('accounting.receivable_short', { room: '0.60' }),
    );
    expect(() => expand({ ...facts, code: '1122.02', amountFen: fen(1) }, book)).toThrow(
      refused('accounting.receivable_short'),
    );
  });

  it('E49 taken back is red: what is still owed first, then the funds', () => {
    const book = new NaiveBook();
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(100) });
    book.post({ id: 'E49', client: CLIENT, amountFen: fen(130) });
    const back = book.post({ id: 'E49', step: 'take_back', client: CLIENT, amountFen: fen(50) });
    expect(lines(back, 'E49')).toEqual(['red Dr 6001.02 · Cr 1122.02 30', 'red Dr 6001.02 · Cr 2203.01 20']);
    expect(['6001.02', '1122.02', '2203.01'].map(code => book.total(code))).toEqual([80, 0, 20]);
  });

  it('E49 takes the fee from prepaid funds, the rest becomes receivable', () => {
    const book = new NaiveBook();
    book.post({ id: 'E12', client: CLIENT, amountFen: fen(100) });
    expect(lines(book.post({ id: 'E49', client: CLIENT, amountFen: fen(130) }), 'E49')).toEqual([
      'Dr 2203.01 · Cr 6001.02 100',
      'Dr 1122.02 · Cr 6001.02 30',
    ]);
  });

  it('R: funds that reach zero without a charge give the unearned rebate to 6001.09, with a ticket', () => {
    const book = new NaiveBook();
    book.post({ id: 'E16', client: CLIENT, rebateFen: fen(100), recognition: 'with_spend' });
    expect(book.post({ id: 'E49', client: CLIENT, amountFen: fen(99) }).tickets).toEqual([]);
    const last = book.post({ id: 'E49', client: CLIENT, amountFen: fen(1) });
    expect(lines(last, 'E49')).toEqual(['Dr 2203.01 · Cr 6001.02 1', 'Dr 6001.09 · Cr 1801 100']);
    expect(tickets(last)).toEqual(['REBATE_DIFF 100']);
  });
});
