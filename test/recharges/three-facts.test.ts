import { describe, expect, it } from 'vitest';
import { applicationDetail, fail, waitingRecharges } from '../../src/services/applications.ts';
import {
  commitImport,
  decideAgain,
  identifyPayment,
  openPayments,
  undecidedRows,
  undoImport,
} from '../../src/services/imports.ts';
import { ALL, CLIENT, Office } from '../applications/office.ts';
import { balances, caller, importFile } from '../imports/desk.ts';
import { bankFile, isSound, list } from '../imports/sheets.ts';
import { refusalOf } from '../ledger/book.ts';

const ACCOUNT = '1700000000000001';
const LISTED = 'QD20260502000009';
/** 打款码 of the first payment of the first application of the day. */
const CODE = 'CZ20260502000101';

const outRow = (note = '', no = '9-1') => ({
  ...{ day: '2026-05-02', net: -1_030, party: '某某公司', no },
  ...(note === '' ? {} : { note }),
});
const paidRow = (no = LISTED, { yuan = '1030.00', memo = '充值付款' } = {}) =>
  `2026-05-02 09:42:04,付款,${no},${ACCOUNT},${CLIENT},,${yuan},非赠款,,${memo}`;
const creditedRow = (no = LISTED) =>
  `2026-05-02 10:12:04,充值,${no},${ACCOUNT},${CLIENT},,1030.00,非赠款,,代理商加款`;

/** One recharge and nothing else: nothing waits, nothing is held, the pool has the money once. */
function isOnce(office: Office): void {
  const clearing = ['1123.01', '1002.90', '1221.07', '2241.01', '2202.01', '1122.01'];
  expect(clearing.map(code => [code, office.net(code)])).toEqual(clearing.map(code => [code, 0]));
  expect([office.held(), office.net('1123.03'), office.net('2203.01'), office.net('1801')]).toEqual([
    0, 103_000, 900_000, 3_000,
  ]);
  isSound(office.connection);
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map(rest => [one, ...rest]));
}

/** What tells a recharge, each from another side. */
const FACTS = ['hand', 'bank', 'paid', 'credited'] as const;
type Fact = (typeof FACTS)[number];

async function tell(office: Office, application: number, fact: Fact, note: string): Promise<void> {
  const files = {
    bank: () => bankFile([outRow(note)]),
    paid: () => list(paidRow()),
    credited: () => list(creditedRow()),
  };
  if (fact === 'hand') await office.pay(application);
  else await importFile(office.connection, files[fact]());
}

describe('E17 one recharge told by the cashier, the bank and the agency’s list is booked once', () => {
  for (const [name, note] of [
    ['without a number', ''],
    ['with the 打款码', CODE],
    ['with the number of the list', LISTED],
  ] as const)
    it(`in every order; the bank row ${name}`, async () => {
      for (const order of permutations(FACTS)) {
        const office = await Office.open();
        const application = await office.approved();
        for (const fact of order) await tell(office, application, fact, note);
        for (const plan of decideAgain(office.connection, { madeAt: '2026-06-02T01:00:00Z' }))
          await commitImport(office.connection, caller(), { plan, path: null });
        const waits = undecidedRows(office.connection).map(({ reason }) => reason);
        if (waits.length > 0) {
          // The bank names the list's number and the cashier registered another: a person says that they are one.
          const isLast = order.indexOf('paid') > Math.max(order.indexOf('hand'), order.indexOf('bank'));
          expect([note, isLast, waits]).toEqual([LISTED, true, ['imports.payments_fit']]);
          expect(office.net('1123.01') + office.net('1123.03')).toBe(103_000);
          continue;
        }
        const { state } = await office.arrive(application, 103_000);
        expect([order.join(), state, office.net('1221.07'), office.net('1002.90')]).toEqual([
          ...[order.join(), 'done', 0, 0],
        ]);
        isOnce(office);
        expect(openPayments(office.connection)).toEqual([]);
        expect(applicationDetail(office.connection, ALL, application).unseenFen).toBe(0);
      }
    }, 120_000);
});

describe('two equal amounts on one day', () => {
  it('a row of the list asks which of two applications it tells, unless it names the 打款码', async () => {
    const office = await Office.open();
    const codes: string[] = [];
    for (let nth = 0; nth < 2; nth += 1) codes.push((await office.pay(await office.approved())).code);
    const before = balances(office.connection);
    await importFile(office.connection, list(paidRow()));
    expect(undecidedRows(office.connection)).toMatchObject([
      { reason: 'imports.payments_fit', params: { no: LISTED, found: 2, codes: codes.join('、') } },
    ]);
    expect(balances(office.connection)).toEqual(before);
    await importFile(office.connection, list(paidRow('QD20260502000010', { memo: `充值 ${codes[1]}` })));
    expect(balances(office.connection)).toEqual(before);
    // One is told now, so the other is the only one that may be meant.
    const [plan] = decideAgain(office.connection, { madeAt: '2026-06-02T01:00:00Z' });
    await commitImport(office.connection, caller(), { plan: plan!, path: null });
    expect(balances(office.connection)).toEqual(before);
    await importFile(office.connection, list(paidRow('QD20260502000011')));
    expect(office.net('1123.01')).toBe(3 * 103_000);
    isSound(office.connection);
  });

  it('a payment by hand asks which of two rows of the list it is; each is met once', async () => {
    const office = await Office.open();
    const second = 'QD20260502000010';
    const [one, other, third] = [
      await office.approved(),
      await office.approved(),
      await office.approved(),
    ] as const;
    await importFile(office.connection, list(paidRow(), paidRow(second)));
    expect((await refusalOf(() => office.pay(one))).code).toBe('recharges.booked_fit');
    const { toPay } = waitingRecharges(office.connection, ALL, '2026-05-02');
    expect(toPay[0]!.booked.map(({ caseNo }) => caseNo)).toEqual([LISTED, second]);
    expect(await office.pay(one, { row: second })).toMatchObject({ by: 'booked' });
    expect(await office.pay(other)).toMatchObject({ by: 'booked' });
    expect(office.net('1123.01')).toBe(2 * 103_000);
    expect(await office.pay(third)).toMatchObject({ by: 'registered' });
    expect(office.net('1123.01')).toBe(3 * 103_000);
    isSound(office.connection);
  });

  it('“none of them” registers the payment beside the one of the list', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await importFile(office.connection, list(paidRow()));
    expect(await office.pay(application, { row: null })).toMatchObject({ by: 'registered' });
    expect(office.net('1123.01')).toBe(2 * 103_000);
    isSound(office.connection);
  });
});

describe('payments that are met', () => {
  it('a row that a person identified as the recharge is the payment of the application', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await importFile(office.connection, bankFile([outRow()]));
    await identified(office);
    expect(await office.pay(application)).toMatchObject({ by: 'booked' });
    await office.arrive(application, 103_000);
    isOnce(office);
  });

  it('E06 a row identified as a recharge clears the payment that was registered by hand', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await office.pay(application);
    await importFile(office.connection, bankFile([{ ...outRow(), day: '2026-05-05' }]));
    expect(openPayments(office.connection)).toHaveLength(1);
    await identified(office);
    await office.arrive(application, 103_000);
    isOnce(office);
  });

  it('E17 the list paid less than what arrives: its own figures are taken, the rest is 2401', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await importFile(office.connection, list(paidRow(LISTED, { yuan: '980.95' }), creditedRow()));
    expect(await office.pay(application)).toMatchObject({ by: 'booked' });
    const { lines } = applicationDetail(office.connection, ALL, application);
    expect([lines[0]!.upstreamFen, office.net('2401'), office.net('1002.90')]).toEqual([
      98_095, 4_905, -98_095,
    ]);
    expect([office.net('1123.03'), office.net('2203.01'), office.net('1801')]).toEqual([
      103_000, 900_000, 3_000,
    ]);
    isSound(office.connection);
  });

  it('E12 an advance whose payment the list had told: the 透支 of the fact is offset (E15)', async () => {
    const office = await Office.open();
    await office.agreeAdvances(2_000_000, 3);
    const lines = [{ account: office.account, paidFen: 1_100_000 }];
    const application = await office.approved({ funding: 'advance', lines });
    await importFile(office.connection, list(paidRow(LISTED, { yuan: '11330.00' })));
    expect(office.net('1122.01')).toBe(133_000);
    await office.pay(application);
    expect([office.net('1122.01'), office.net('2203.01'), office.net('1123.01')]).toEqual([
      1_100_000, 1_000_000, 1_133_000,
    ]);
    isSound(office.connection);
  });

  it('the list is not taken back under an application that it was met with; after a failure it is not met again', async () => {
    const office = await Office.open();
    const application = await office.approved();
    const { done } = await importFile(office.connection, list(paidRow()));
    await office.pay(application);
    await expect(undoImport(office.connection, caller(), done.batch!)).rejects.toMatchObject({
      code: 'imports.later_work',
    });
    const back = { application, money: office.money, on: '2026-05-02', reason: '账户名不符' };
    await fail(office.connection, office.caller('出纳'), back);
    expect([office.net('1123.01'), office.net('1801'), office.net('2203.01')]).toEqual([0, 0, 1_000_000]);
    expect(await office.pay(application)).toMatchObject({ by: 'registered', code: 'CZ20260502000102' });
    isSound(office.connection);
  });
});

describe('what is asked, and payments of several accounts', () => {
  it('E06 once a person says that the list’s row is the registered payment, the list is met by it', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await office.pay(application);
    await importFile(office.connection, bankFile([outRow(LISTED)]));
    await importFile(office.connection, list(paidRow()));
    expect(undecidedRows(office.connection)).toMatchObject([{ reason: 'imports.payments_fit' }]);
    const [payment] = openPayments(office.connection);
    const { caseNo, money } = payment!;
    const parts = [{ kind: 'registered' as const, amountFen: 103_000, no: CODE }];
    await identifyPayment(office.connection, caller(), { caseNo, money: money.money, parts });
    const [plan] = decideAgain(office.connection, { madeAt: '2026-06-02T01:00:00Z' });
    await commitImport(office.connection, caller(), { plan: plan!, path: null });
    await office.arrive(application, 103_000);
    isOnce(office);
  });

  for (const order of permutations(['hand', 'bank', 'list'] as const))
    it(`one payment of two accounts, told account by account: ${order.join(', then ')}`, async () => {
      const office = await Office.open();
      const second = office.connection
        .prepareValue("SELECT id FROM platform_account WHERE platform_id = 'dy10000001'")
        .get() as number;
      const lines = [office.account, second].map(account => ({ account, paidFen: 100_000 }));
      const application = await office.approved({ lines });
      const rows = [
        paidRow(),
        paidRow('QD20260502000010').replace(ACCOUNT, 'dy10000001').replace('09:42:04', '09:43:04'),
      ];
      for (const fact of order) {
        if (fact === 'hand') await office.pay(application);
        else if (fact === 'list') await importFile(office.connection, list(...rows));
        else await importFile(office.connection, bankFile([{ ...outRow(CODE), net: -2_060 }]));
      }
      expect([office.net('1123.01'), office.net('2203.02'), office.net('1801')]).toEqual([
        206_000, 206_000, 6_000,
      ]);
      expect(office.net('1002.90') + office.net('1221.07')).toBe(0);
      expect(office.held()).toBe(0);
      isSound(office.connection);
    });
});

describe('E48 a refund to the client told by the cashier and by the list is paid once', () => {
  const refund = { kind: 'refund', lines: [{ paidFen: 50_000 }] } as const;
  const row = `2026-05-02 09:42:04,付款,TK-8,,${CLIENT},,500.00,非赠款,,退客户款`;
  for (const order of permutations(['hand', 'list', 'bank'] as const))
    it(order.join(', then '), async () => {
      const office = await Office.open();
      const application = await office.approved({ ...refund, lines: [...refund.lines] });
      for (const fact of order) {
        if (fact === 'hand') await office.pay(application);
        else if (fact === 'list') await importFile(office.connection, list(row));
        else await importFile(office.connection, bankFile([{ ...outRow(), net: -500 }]));
      }
      const waits = ['2241.06', '1002.90', '1221.07', '2241.01'].map(code => office.net(code));
      expect([waits, office.net('2203.01')]).toEqual([[0, 0, 0, 0], 950_000]);
      expect(applicationDetail(office.connection, ALL, application).state).toBe('done');
      isSound(office.connection);
    });
});

async function identified(office: Office): Promise<void> {
  const [payment] = openPayments(office.connection);
  const part = { kind: 'recharge' as const, amountFen: 103_000, account: ACCOUNT };
  const { caseNo, money } = payment!;
  await identifyPayment(office.connection, caller(), { caseNo, money: money.money, parts: [part] });
}
