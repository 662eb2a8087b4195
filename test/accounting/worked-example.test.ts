import { expect, it } from 'vitest';
import type { LedgerEvent } from '../../src/domain/accounting/events/facts.ts';
import { booksBalance, clientMoneyAtPlatform, limitsHold } from '../../src/domain/accounting/invariants.ts';
import { creditedOf } from '../../src/domain/accounting/release.ts';
import { BANK, byRow, CLIENT, fen, NaiveBook, OWNERS, POOL, yuan } from './book.ts';

/**
 * The test vector: a client pays 100,000.00; agency front rebate 3 %, platform front rebate 5 %, fee 1 % of spend, M1,
 * 6 %. With tax on what is left in the bank is margin and VAT to pay; with tax off both together are earned.
 */
it.each([
  { taxInLedger: true, margin: '1,827.86', vat: '109.67' },
  { taxInLedger: false, margin: '1,937.53', vat: '0' },
])('worked example, every figure of every step, to the fen: %o', ({ taxInLedger, margin, vat }) => {
  const book = new NaiveBook({ taxInLedger });
  const order = 'order-1';
  const step = (event: LedgerEvent, figures: Record<string, string>) => {
    book.post(event);
    for (const [code, figure] of Object.entries(figures))
      expect(book.total(code), `${event.id} ${code}`).toBe(yuan(figure));
    const balances = book.balances();
    expect(
      clientMoneyAtPlatform(balances, pool => OWNERS.get(pool)),
      event.id,
    ).toEqual([]);
    expect([...booksBalance(balances), ...limitsHold(balances)], event.id).toEqual([]);
  };

  const paidIn = yuan('100,000.00');
  const credited = creditedOf(paidIn, 30_000);
  expect(credited).toBe(yuan('103,000.00'));
  const paid = yuan('98,095.24');
  expect(creditedOf(paid, 50_000)).toBe(credited);

  step({ id: 'E01', money: BANK, amountFen: paidIn }, { '1002': '100,000.00', '2241.01': '100,000.00' });
  step(
    { id: 'E03', money: BANK, parts: [{ client: CLIENT, amountFen: paidIn, as: 'funds' }] },
    { '2203.01': '100,000.00', '2241.01': '0' },
  );
  step(
    { id: 'E16', client: CLIENT, rebateFen: fen(credited - paidIn), recognition: 'with_spend' },
    { '1801': '3,000.00', '2203.01': '103,000.00' },
  );
  step(
    { id: 'E17', as: 'intent', pool: POOL, paidFen: paid, creditedFen: credited, paidFrom: byRow },
    { '2401': '4,904.76', '1123.01': '103,000.00', '2203.02': '103,000.00', '1002': '1,904.76' },
  );
  step(
    { id: 'E18', pool: POOL, bucket: 'prepay', creditedFen: credited, expectedFen: credited },
    { '1123.03': '103,000.00', '1123.01': '0' },
  );
  step(
    { id: 'E27', as: 'intent', caseNo: order, pool: POOL, bucket: 'prepay', amountFen: yuan('60,000.00') },
    { '1123.04': '60,000.00', '1123.03': '43,000.00' },
  );
  step(
    {
      id: 'E30',
      caseNo: order,
      pool: POOL,
      bucket: 'prepay',
      source: { kind: 'order' },
      amountFen: yuan('48,000.55'),
    },
    { '6001.09': '1,398.07', '6401.02': '2,285.73', '1123.04': '11,999.45' },
  );
  step(
    { id: 'E36', caseNo: order, pool: POOL, bucket: 'prepay', unspentFen: yuan('11,999.45') },
    { '1123.04': '0', '1123.03': '54,999.45' },
  );
  step(
    { id: 'E30', pool: POOL, bucket: 'prepay', source: { kind: 'pc' }, amountFen: yuan('20,000.00') },
    { '6001.09': '1,980.59', '6401.02': '3,238.11', '1123.03': '34,999.45' },
  );
  step(
    { id: 'E45', as: 'intent', caseNo: 'w', pool: POOL, bucket: 'prepay', amountFen: yuan('34,999.45') },
    { '1221.02': '33,332.80', '2401': '0', '2203.01': '1,666.65', '1123.03': '0' },
  );
  step(
    { id: 'E46', step: 'agency', caseNo: 'w', pool: POOL, into: byRow, amountFen: yuan('33,332.80') },
    { '1221.02': '0', '2203.02': '0', '2203.01': '34,999.45' },
  );
  step(
    { id: 'E49', client: CLIENT, amountFen: yuan('680.01') },
    { '6001.02': '680.01', '2203.01': '34,319.44' },
  );
  step(
    { id: 'E48', step: 'approve', caseNo: 'r', client: CLIENT, grossFen: yuan('34,319.44') },
    { '1801': '0', '2241.06': '33,300.03', '2203.01': '0' },
  );
  step(
    { id: 'E48', step: 'pay', caseNo: 'r', client: CLIENT, paidFrom: byRow, amountFen: yuan('33,300.03') },
    { '2241.06': '0', '1002': '1,937.53', '2203.02': '0', '2401': '0' },
  );

  const [charged, cost] = [book.total('6001.01'), book.total('6401.01')];
  expect([charged, cost]).toEqual([yuan('68,000.55'), yuan('68,000.55')]);
  const [rebate, mediaRebate] = [fen(book.total('6001.09')), fen(book.total('6401.02'))];
  const fee = fen(book.total('6001.02'));
  // An invoice for the spend alone would read 68,000.55: 1,980.59 too much.
  expect(charged - rebate).toBe(yuan('66,019.96'));
  expect(cost - mediaRebate).toBe(yuan('64,762.44'));

  const rate = { ratePpm: 60_000 };
  const taxed = (tax: Record<string, string>) => (taxInLedger ? tax : { '2221.01': '0', '2221.02': '0' });
  step(
    {
      id: 'T1',
      client: CLIENT,
      lines: [
        { of: 'charges', pool: POOL, grossFen: fen(charged), discountFen: rebate, ...rate },
        { of: 'fee', grossFen: fee, ...rate },
      ],
    },
    taxed({ '2221.01': '3,775.47', '6001.01': '64,263.57', '6001.02': '641.52' }),
  );
  const line = { client: CLIENT, pool: POOL, grossFen: fen(cost), discountFen: mediaRebate, ...rate };
  const received = { supplier: 3, paper: 'special', mode: 'M1', lines: [line] } as const;
  step({ id: 'T4', step: 'received', ...received }, taxed({ '2221.04': '3,665.80', '6401.01': '64,334.75' }));
  const inputFen = fen(book.total('2221.04'));
  step(
    { id: 'T4', step: 'certified', supplier: 3, taxFen: inputFen },
    taxed({ '2221.02': '3,665.80', '2221.04': '0' }),
  );

  const earned =
    book.total('6001.01') -
    book.total('6001.09') +
    book.total('6001.02') -
    book.total('6401.01') +
    book.total('6401.02');
  expect(earned).toBe(yuan(margin));
  expect(book.total('2221.01') - book.total('2221.02')).toBe(yuan(vat));
  expect(book.total('1002')).toBe(yuan('1,937.53'));
});
