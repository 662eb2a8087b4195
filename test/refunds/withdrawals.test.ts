import { describe, expect, it } from 'vitest';
import { DEFAULT_TRANSIT_SETTINGS } from '../../src/domain/refunds/settings.ts';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { keepProfile } from '../../src/services/people.ts';
import { setTransitSettings, transitBoard, transitDetail } from '../../src/services/refunds.ts';
import {
  type Ask,
  approveWithdrawal,
  arriveWithdrawal,
  askWithdrawal,
  cancelWithdrawal,
  giveBackWithdrawal,
  keepWithdrawal,
  payBackWithdrawal,
  refuseWithdrawal,
  submitWithdrawal,
  withdrawalForm,
  withdrawalList,
} from '../../src/services/withdrawals.ts';
import { openTickets } from '../../src/store/imports-tickets.ts';
import { importFile } from '../imports/desk.ts';
import { bankFile, net } from '../imports/sheets.ts';
import { isSound } from '../orders-book/desk.ts';
import { ALL, asking, type Desk, desk, on, rules } from './desk.ts';

const DAY = '2026-05-11';
const call = (day = DAY, actor = '小王') => {
  const { scope: _, ...rest } = on(day, actor);
  return rest;
};
const ASK: Ask = {
  ...{ pool: 1, bucket: 'prepay', platformAllows: false, amountFen: 300_000, destination: 'agency' },
  ...{ on: DAY, submitted: false, platformNo: null, note: null },
};
const ask = ({ connection }: Desk, more: Partial<Ask> = {}, actor?: string) =>
  askWithdrawal(connection, call(DAY, actor), { ...ASK, ...more });
const submit = ({ connection }: Desk, no: string) =>
  submitWithdrawal(connection, call(), { no, on: DAY, platformNo: null });
const held = ({ connection }: Desk) =>
  connection.prepareValue('SELECT sum(credits_pending_fen) FROM balance').get() as number;

/** With the first profile whoever makes it gets one too. */
async function twoPeople({ connection }: Desk): Promise<void> {
  await keepProfile(connection, call(), { name: '老陈', roles: ['accountant', 'supervisor'] });
}

describe('WDR-1', () => {
  it('WDR-1: only prepaid money is withdrawn, rebate credit where the platform says so, and on PC only', async () => {
    const at = await desk();
    for (const bucket of ['grant', 'coupon', 'red_packet', 'credit'] as const)
      await expect(ask(at, { bucket })).rejects.toMatchObject({ code: 'withdrawals.only_prepay' });
    await expect(ask(at, { bucket: 'rebate_credit' })).rejects.toMatchObject({
      code: 'withdrawals.rebate_unsaid',
    });
    await expect(ask(at, { bucket: 'rebate_credit', platformAllows: true })).rejects.toMatchObject({
      code: 'accounting.pool_short',
    });
    await expect(ask(at, { amountFen: 1_000_001 })).rejects.toMatchObject({ code: 'accounting.pool_short' });
    await expect(ask(at, { pool: 2 })).rejects.toMatchObject({ code: 'withdrawals.pool_kind' });
    const form = withdrawalForm(at.connection, rulesOn(rules, DAY));
    expect(form.routes).toMatchObject([{ act: 'withdrawal', path: '巨量千川PC端', rule: 'ACC-3' }]);
    expect(form.cited).toMatchObject([{ rule: 'WDR-1' }]);
  });

  it('WDR-1: held when asked for, in transit once submitted (E45), arrived by the bank’s row (E46)', async () => {
    const at = await desk();
    const { connection } = at;
    const { caseNo, state, approval } = await ask(at);
    expect([caseNo, state, approval, held(at)]).toEqual(['WDR202605110001', 'approved', 'below', 300_000]);
    await expect(ask(at, { amountFen: 700_001 })).rejects.toMatchObject({ code: 'accounting.pool_short' });
    await submit(at, caseNo);
    expect([held(at), net(connection, '1221.02'), net(connection, '1123.03')]).toEqual([
      0, 300_000, 1_700_000,
    ]);
    const [item] = transitBoard(connection, ALL, asking(DAY)).items;
    expect(item).toMatchObject({
      kind: 'withdrawal',
      caseNo,
      openFen: 300_000,
      due: { on: '2026-05-20', by: 'agreed' },
    });
    const { routes, cited } = transitDetail(connection, ALL, { item: caseNo, ...asking(DAY) });
    expect([routes[0]!.path, cited[0]!.rule]).toEqual(['巨量千川PC端', 'WDR-1']);
    const row = {
      day: '2026-05-14',
      net: 3_000,
      party: '湖北巨量引擎科技有限公司',
      memo: '余额提现',
      no: '1-1',
    };
    await importFile(connection, bankFile([row]));
    expect([net(connection, '1221.02'), net(connection, '1002;'), net(connection, '2203.01')]).toEqual([
      0, 300_000, -300_000,
    ]);
    expect(withdrawalList(connection)[0]).toMatchObject({
      openFen: 0,
      arrivedFen: 300_000,
      state: 'submitted',
    });
    isSound(connection);
  });

  it('WDR-1: two withdrawals of one amount are not told apart by a row; the number decides', async () => {
    const at = await desk();
    const { connection } = at;
    for (const platformNo of ['TX20260511000001', null]) await ask(at, { submitted: true, platformNo });
    const row = { day: '2026-05-14', net: 3_000, party: '湖北巨量引擎科技有限公司', memo: '余额提现' };
    await importFile(connection, bankFile([{ ...row, no: '1-1' }]));
    expect([net(connection, '1221.02'), net(connection, '2241.01')]).toEqual([600_000, -300_000]);
    await importFile(
      connection,
      bankFile([{ ...row, day: '2026-05-15', note: 'TX20260511000001', no: '1-2' }]),
    );
    expect(withdrawalList(connection).map(({ caseNo, openFen }) => [caseNo, openFen])).toEqual([
      ['WDR202605110002', 300_000],
      ['WDR202605110001', 0],
    ]);
    isSound(connection);
  });

  it('WDR-1: a second person approves above an amount; a one-person office is told so', async () => {
    const alone = await desk();
    const settings = { ...DEFAULT_TRANSIT_SETTINGS, approvalFromFen: 200_000 };
    await setTransitSettings(alone.connection, on(DAY), { settings });
    expect(await ask(alone)).toMatchObject({ state: 'approved', approval: 'one_person' });
    expect(transitBoard(alone.connection, ALL, asking(DAY)).approval).toBe('one_person');

    const at = await desk();
    const { connection } = at;
    await setTransitSettings(connection, on(DAY), { settings });
    await twoPeople(at);
    expect(transitBoard(connection, ALL, asking(DAY)).approval).toBe('needed');
    const { caseNo, state } = await ask(at);
    expect([state, held(at)]).toEqual(['awaiting', 300_000]);
    await expect(submit(at, caseNo)).rejects.toMatchObject({ code: 'withdrawals.illegal_step' });
    const approve = (actor: string) =>
      approveWithdrawal(connection, call(DAY, actor), { no: caseNo, on: DAY });
    await expect(approve('小王')).rejects.toMatchObject({ code: 'withdrawals.same_person' });
    expect(await approve('老陈')).toMatchObject({ state: 'approved' });
    expect(await submit(at, caseNo)).toMatchObject({ state: 'submitted' });
    expect(await ask(at, { amountFen: 199_999 })).toMatchObject({ state: 'approved', approval: 'below' });
    isSound(connection);
  });

  it('WDR-1: taken back or refused by the platform, everything stands as before', async () => {
    const at = await desk();
    const { connection } = at;
    const first = await ask(at);
    await cancelWithdrawal(connection, call(), { no: first.caseNo, on: DAY, reason: '先不提' });
    expect(held(at)).toBe(0);
    const { caseNo } = await ask(at, { submitted: true });
    await refuseWithdrawal(connection, call('2026-05-13'), {
      no: caseNo,
      on: '2026-05-13',
      reason: '资料不符',
    });
    expect([net(connection, '1221.02'), net(connection, '1123.03')]).toEqual([0, 2_000_000]);
    expect(transitBoard(connection, ALL, asking('2026-05-13')).items).toEqual([]);
    expect(withdrawalList(connection)[0]).toMatchObject({ state: 'refused', openFen: 0, arrivedFen: 0 });
    isSound(connection);
  });

  it('WDR-1: arrived by hand, then returned to the client (E48) with a warning for a stranger, or kept', async () => {
    const at = await desk();
    const { connection, money } = at;
    const { caseNo } = await ask(at, { submitted: true });
    const giveBack = () => giveBackWithdrawal(connection, call(), { no: caseNo, grossFen: 200_000, on: DAY });
    await expect(giveBack()).rejects.toMatchObject({ code: 'withdrawals.not_arrived' });
    const arrival = { no: caseNo, to: 'agency', amountFen: 280_000, money, on: DAY } as const;
    await arriveWithdrawal(connection, call(), arrival);
    expect(openTickets(connection).map(({ reason, amountFen }) => [reason, amountFen])).toEqual([
      ['REFUND_SHORT', 20_000],
    ]);
    await arriveWithdrawal(connection, call(), { ...arrival, amountFen: 20_000 });
    expect([openTickets(connection), net(connection, '1002.90')]).toEqual([[], 300_000]);
    await giveBack();
    expect(withdrawalList(connection)[0]).toMatchObject({ dueToClientFen: 200_000, afterwards: 'returned' });
    const pay = { no: caseNo, amountFen: 200_000, money, on: DAY };
    await expect(
      payBackWithdrawal(connection, call(), { ...pay, amountFen: 200_001, payee: '' }),
    ).rejects.toMatchObject({ code: 'withdrawals.not_due' });
    const { warnings } = await payBackWithdrawal(connection, call(), { ...pay, payee: '张三' });
    expect(warnings).toMatchObject([{ code: 'imports.payee_differs' }]);
    expect([net(connection, '2241.06'), net(connection, '1002.90')]).toEqual([0, 100_000]);
    await keepWithdrawal(connection, call(), { no: caseNo });
    expect(withdrawalList(connection)[0]!.afterwards).toBe('kept');
    isSound(connection);
  });

  it('WDR-1: to the client’s own account no cash comes', async () => {
    const at = await desk();
    const { connection } = at;
    const { caseNo } = await ask(at, { submitted: true, destination: 'client' });
    await arriveWithdrawal(connection, call(), { no: caseNo, to: 'client', amountFen: 300_000, on: DAY });
    expect([net(connection, '1221.02'), net(connection, '1002.90'), net(connection, '2203.02')]).toEqual([
      ...[0, 0, -1_700_000],
    ]);
    isSound(connection);
  });
});
