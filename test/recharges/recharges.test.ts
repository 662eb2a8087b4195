import { describe, expect, it } from 'vitest';
import { advanceLedger, fail, waitingRecharges } from '../../src/services/applications.ts';
import { identifyPayment, openPayments } from '../../src/services/imports.ts';
import { rechargeReport } from '../../src/services/reports/recharges.ts';
import { ALL, CLIENT, Office } from '../applications/office.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, isSound, list } from '../imports/sheets.ts';
import { refusalOf } from '../ledger/book.ts';

/** The bank's row of a payment, with or without the code. */
const row = (note: string, yuan = 1_030, no = '9-1') => ({
  ...{ day: '2026-05-02', net: -yuan, party: '某某公司', no },
  ...(note === '' ? {} : { note }),
});
const deposit = (yuan: string, no = 'AG1') =>
  list(`2026-05-02 10:12:04,充值,${no},1700000000000001,${CLIENT},,${yuan},非赠款,,代理商加款`);

/** Clearing accounts of a recharge that is through: nothing waits anywhere. */
function isClear(office: Office): void {
  const clearing = ['1123.01', '1002.90', '1221.07', '2241.01'].map(code => [code, office.net(code)]);
  expect(clearing).toEqual(clearing.map(([code]) => [code, 0]));
  expect(office.held()).toBe(0);
  expect(office.net('1123.03')).toBe(103_000);
  expect(office.net('2203.01')).toBe(900_000);
  isSound(office.connection);
}

describe('E16–E18 payment and deposit of a recharge, never twice', () => {
  for (const coded of [true, false])
    it(`hand first, then the row ${coded ? 'with' : 'without'} its code`, async () => {
      const office = await Office.open();
      const application = await office.approved();
      const paid = await office.pay(application);
      expect([paid.by, office.net('1002.90'), office.net('1123.01')]).toEqual([
        'registered',
        -103_000,
        103_000,
      ]);
      await office.arrive(application, 103_000);
      expect(
        rechargeReport(office.connection, ALL, { from: '2026-05-01', to: '2026-05-31' })[0],
      ).toMatchObject({ isUnseen: true, differenceFen: 0 });
      await importFile(office.connection, bankFile([row(coded ? paid.code : '')]));
      isClear(office);
      expect(openPayments(office.connection)).toEqual([]);
    });

  for (const coded of [true, false])
    it(`row first ${coded ? 'with' : 'without'} its code, then the hand`, async () => {
      const office = await Office.open();
      const application = await office.approved();
      await importFile(office.connection, bankFile([row(coded ? 'CZ20260502000101' : '')]));
      expect(office.net('1221.07')).toBe(103_000);
      expect(await office.pay(application)).toMatchObject({ by: 'suspense', code: 'CZ20260502000101' });
      await office.arrive(application, 103_000);
      isClear(office);
      expect(openPayments(office.connection)).toEqual([]);
    });

  it('asks which row it is where several fit, and registers where it is none of them', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await importFile(office.connection, bankFile([row('', 1_030, '9-1'), row('', 1_030, '9-2')]));
    expect((await refusalOf(() => office.pay(application))).code).toBe('recharges.rows_fit');
    const { rows } = waitingRecharges(office.connection, ALL, '2026-05-02');
    expect(rows).toHaveLength(2);
    const chosen = await office.pay(application, { row: rows[1]!.caseNo });
    expect(chosen.by).toBe('suspense');
    expect(office.net('1221.07')).toBe(103_000);
    const other = await office.approved();
    expect(await office.pay(other, { row: null })).toMatchObject({ by: 'registered' });
    isSound(office.connection);
  });

  for (const order of ['list', 'hand'] as const)
    it(`deposit told by the ${order} first is met by the other, never booked twice`, async () => {
      const office = await Office.open();
      const application = await office.approved();
      await office.pay(application);
      if (order === 'list') {
        await importFile(office.connection, deposit('1030.00'));
        expect(waitingRecharges(office.connection, ALL, '2026-05-02').toArrive[0]!.told).toHaveLength(1);
      }
      const arrived = await office.arrive(application, 103_000);
      expect(arrived).toMatchObject({ state: 'done', told: order === 'list' ? 1 : 0 });
      if (order === 'hand') await importFile(office.connection, deposit('1030.00'));
      expect([office.net('1123.03'), office.net('1123.01'), office.net('2202.01')]).toEqual([103_000, 0, 0]);
      isSound(office.connection);
    });

  it('less than expected stays in transit with a ticket DEPOSIT_DIFF', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await office.pay(application);
    await office.arrive(application, 102_000);
    expect([office.net('1123.03'), office.net('1123.01')]).toEqual([102_000, 1_000]);
    const tickets = office.connection
      .prepareRaw("SELECT reason, amount_fen FROM ticket WHERE state = 'open'")
      .all();
    expect(tickets).toContainEqual(['DEPOSIT_DIFF', 1_000]);
    const [line] = rechargeReport(office.connection, ALL, { from: '2026-05-01', to: '2026-05-31' });
    expect(line).toMatchObject({ differenceFen: -1_000, tenthHours: 0 });
  });

  it('paid with the platform front rebate: what is paid upstream is less than 到账 (2401)', async () => {
    const office = await Office.open();
    const application = await office.approved();
    const sql = 'SELECT id FROM application_line WHERE application = ?';
    const line = office.connection.prepareValue(sql).get(application) as number;
    await office.pay(application, { upstream: [{ line, paidFen: 98_095 }] });
    expect([office.net('1002.90'), office.net('2401'), office.net('1123.01')]).toEqual([
      -98_095, 4_905, 103_000,
    ]);
    isSound(office.connection);
  });

  it('E26 failed: the money comes back by its row, the application is unpaid again and can be paid anew', async () => {
    const office = await Office.open();
    const application = await office.approved();
    await office.pay(application);
    const back = { application, money: office.money, on: '2026-05-02', reason: '账户名不符' };
    const failed = await fail(office.connection, office.caller('出纳'), back);
    expect(failed.state).toBe('approved');
    expect([office.net('1123.01'), office.net('1801'), office.net('2203.01'), office.held()]).toEqual([
      0, 0, 1_000_000, 100_000,
    ]);
    const again = await office.pay(application);
    expect(again.code).toBe('CZ20260502000102');
    await office.arrive(application, 103_000);
    expect(office.net('1123.03')).toBe(103_000);
    isSound(office.connection);
  });

  it('E12 an advance keeps its application after the recharge failed and was paid again', async () => {
    const office = await Office.open();
    await office.agreeAdvances(500_000, 3);
    const application = await office.approved({ funding: 'advance' });
    await office.pay(application);
    const back = { application, money: office.money, on: '2026-05-02', reason: '账户名不符' };
    await fail(office.connection, office.caller('出纳'), back);
    await office.pay(application);
    const items = advanceLedger(office.connection, ALL, { on: '2026-05-03' });
    expect(items.map(({ applicationNo, openFen }) => [applicationNo, openFen])).toEqual([
      ['SQ202605020001', 100_000],
    ]);
  });

  it('what happened outside goes before what is only held: an identified payment sets the hold free', async () => {
    const office = await Office.open();
    await office.approved({ lines: [{ account: office.account, paidFen: 1_000_000 }] });
    await importFile(office.connection, bankFile([row('', 500)]));
    const [payment] = openPayments(office.connection);
    const part = { kind: 'recharge' as const, amountFen: 50_000, account: '1700000000000001' };
    const { caseNo, money } = payment!;
    await identifyPayment(office.connection, caller(), { caseNo, money: money.money, parts: [part] });
    expect(office.held()).toBe(950_000);
    isSound(office.connection);
  });

  it('垫款台账 tells what was advanced, repaid, open and late', async () => {
    const office = await Office.open();
    await office.agreeAdvances(500_000, 3);
    await office.pay(await office.approved({ funding: 'advance' }));
    const [item] = advanceLedger(office.connection, ALL, { on: '2026-05-08' });
    expect(item).toMatchObject({
      kind: 'advance',
      openedFen: 100_000,
      repaidFen: 0,
      openFen: 100_000,
      overdueDays: 3,
    });
    expect(item!.applicationNo).toBe('SQ202605020001');
  });
});
