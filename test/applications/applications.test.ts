import { describe, expect, it } from 'vitest';
import {
  applicationDetail,
  apply,
  approve,
  finish,
  keepApplication,
  listApplications,
  override,
  refuse,
  withdraw,
} from '../../src/services/applications.ts';
import { isSound } from '../imports/sheets.ts';
import { refusalOf } from '../ledger/book.ts';
import { ALL, Office } from './office.ts';

describe('applications and their approval', () => {
  it('ACC-3 the form says where a recharge is done, online and 对公, by the rulebook', async () => {
    const office = await Office.open();
    const { routes, freeFen, accounts } = office.facts();
    expect(routes.map(({ act, rule }) => [act, rule])).toEqual([
      ['recharge', 'ACC-3'],
      ['corporate_transfer', 'ACC-3'],
    ]);
    expect(routes[1]!.zh).toContain('巨量千川PC端');
    expect(freeFen).toBe(1_000_000);
    expect(accounts[0]!.mayRecharge).toBe(true);
  });

  it('shows 实付 and 到账 by the front rebate of the client, one rounding', async () => {
    const office = await Office.open();
    const { application } = await office.apply({ lines: [{ account: office.account, paidFen: 100_005 }] });
    const { paidFen, creditedFen, lines } = applicationDetail(office.connection, ALL, application);
    expect([paidFen, creditedFen, lines[0]!.ratePpm]).toEqual([100_005, 103_005, 30_000]);
  });

  it('approval holds the funds; withdrawing gives them free; nothing is posted', async () => {
    const office = await Office.open();
    const application = await office.approved();
    expect([office.held(), office.facts().freeFen, office.net('2203.01')]).toEqual([
      100_000, 900_000, 1_000_000,
    ]);
    const back = { application, reason: '客户不充了' };
    await withdraw(office.connection, office.caller('客户经理'), back);
    expect([office.held(), office.facts().freeFen]).toEqual([0, 1_000_000]);
    isSound(office.connection);
  });

  it('two approvals cannot hold the same money', async () => {
    const office = await Office.open();
    const lines = [{ account: office.account, paidFen: 600_000 }];
    const [one, two] = [await office.apply({ lines }), await office.apply({ lines })];
    await office.approve(one.application);
    const refusal = await refusalOf(() => office.approve(two.application));
    expect(refusal.code).toBe('applications.funds_short');
    expect(refusal.params).toMatchObject({ needed: '6000.00', free: '4000.00', short: '2000.00' });
  });

  it('names maker = checker in the steps and the log, and tells who holds it', async () => {
    const office = await Office.open();
    const { application } = await office.apply({}, '张三');
    expect(listApplications(office.connection, ALL, {})[0]).toMatchObject({
      state: 'applied',
      holder: 'supervisor',
    });
    expect(await office.approve(application, '张三')).toMatchObject({ state: 'approved', ownWork: true });
    expect(await office.pay(application, {}, '李四')).toMatchObject({ state: 'paid', ownWork: false });
    const { steps } = applicationDetail(office.connection, ALL, application);
    expect(steps.map(({ act, ownWork }) => [act, ownWork])).toEqual([
      ['apply', false],
      ['approve', true],
      ['pay', false],
    ]);
    const logged = office.connection
      .prepareValue(
        "SELECT c.after FROM change c WHERE c.table_name = 'application_step' AND c.after LIKE '%\"own_work\":1%'",
      )
      .all();
    expect(logged).toHaveLength(1);
  });

  it('a refused one keeps its reason; an illegal step is refused', async () => {
    const office = await Office.open();
    const { application } = await office.apply();
    const act = (reason: string) => refuse(office.connection, office.caller('主管'), { application, reason });
    expect((await refusalOf(() => act(' '))).code).toBe('applications.reason_missing');
    expect(await act('金额不对')).toMatchObject({ state: 'refused' });
    expect((await refusalOf(() => office.approve(application))).code).toBe('applications.step');
    expect((await refusalOf(() => office.pay(application))).code).toBe('applications.step');
  });

  it('many accounts at once, urgent ones first, and 我的申请', async () => {
    const office = await Office.open();
    await office.apply({}, '王五');
    const paidFen = 20_000;
    const lines = [
      { account: office.account, paidFen },
      { account: office.account, paidFen },
    ];
    await office.apply({ lines, urgent: true }, '赵六');
    await office.apply({}, '王五');
    const all = listApplications(office.connection, ALL, {});
    expect(all.map(({ applicant }) => applicant)).toEqual(['赵六', '王五', '王五']);
    expect(all[0]).toMatchObject({ paidFen: 40_000, creditedFen: 41_200 });
    expect(listApplications(office.connection, ALL, { mine: '王五' })).toHaveLength(2);
  });

  it('an account manager sees the own clients only; another one answers as unknown', async () => {
    const office = await Office.open();
    const { application } = await office.apply();
    const nobody = { kind: 'manager', manager: 9_999, on: '2026-05-02' } as const;
    expect(listApplications(office.connection, nobody, {})).toEqual([]);
    const refusal = await refusalOf(() => applicationDetail(office.connection, nobody, application));
    expect(refusal.code).toBe('applications.unknown');
  });
});

describe('垫款', () => {
  it('E12 approval posts nothing and reserves the ceiling; the payment uses it with its due day', async () => {
    const office = await Office.open();
    await office.agreeAdvances(150_000, 7);
    const application = await office.approved({ funding: 'advance' });
    expect([office.net('1122.01'), office.facts().term?.roomFen]).toEqual([0, 50_000]);
    const second = await office.apply({ funding: 'advance' });
    expect((await refusalOf(() => office.approve(second.application))).code).toBe(
      'applications.ceiling_exceeded',
    );
    await office.pay(application);
    expect([office.net('1122.01'), office.facts().term?.roomFen]).toEqual([100_000, 50_000]);
    expect(applicationDetail(office.connection, ALL, application).dueOn).toBe('2026-05-09');
    const due = office.connection.prepareValue('SELECT due_on FROM open_item WHERE open_fen > 0').all();
    expect(due).toEqual(['2026-05-09']);
    isSound(office.connection);
  });

  it('an overdue advance blocks the next recharge; the supervisor lets it in with a reason, which is kept', async () => {
    const office = await Office.open();
    await office.agreeAdvances(500_000, 3);
    await office.pay(await office.approved({ funding: 'advance' }));
    await office.apply();
    office.at = '2026-05-06T02:00:00.000Z';
    const refusal = await refusalOf(() => office.apply());
    expect(refusal.code).toBe('applications.overdue');
    expect(refusal.params).toMatchObject({ amount: '1000.00', since: '2026-05-05', days: 1 });
    const { connection } = office;
    const kept = await keepApplication(
      connection,
      office.caller('客户经理'),
      { form: office.form() },
      office.termsOf,
    );
    const wanted = { application: kept.application, reason: '客户承诺今日回款' };
    await override(connection, office.caller('主管'), wanted);
    const detail = applicationDetail(connection, ALL, kept.application);
    expect(detail).toMatchObject({
      state: 'applied',
      overrideReason: '客户承诺今日回款',
      applicant: '客户经理',
    });
    expect(detail.steps[0]).toMatchObject({ act: 'override', actor: '主管', reason: '客户承诺今日回款' });
  });

  it('an advance by itself, a refund, an invoice and a transfer reach their ends', async () => {
    const office = await Office.open();
    const { connection } = office;
    const only = [{ paidFen: 50_000 }];
    const done = (application: number, document = '') =>
      finish(connection, office.caller('主管'), { application, on: '2026-05-02', document });
    const advance = await office.apply({ kind: 'advance', lines: only });
    expect((await refusalOf(() => office.approve(advance.application))).code).toBe('applications.no_terms');
    await office.agreeAdvances(80_000, 5);
    await office.approve(advance.application);
    expect(await done(advance.application)).toMatchObject({ state: 'done' });
    expect([office.net('1122.01'), office.net('2203.01')]).toEqual([50_000, 1_050_000]);

    const refund = await office.approved({ kind: 'refund', lines: only });
    expect([office.net('2241.06'), office.net('2203.01')]).toEqual([50_000, 1_000_000]);
    const paid = await office.pay(refund);
    expect(paid).toMatchObject({ state: 'done', by: 'registered' });
    expect(paid.code).toMatch(/^TK\d{14}$/);
    expect([office.net('2241.06'), office.net('1002.90')]).toEqual([0, -50_000]);

    const taken = await office.approved({ kind: 'refund', lines: only });
    await withdraw(connection, office.caller('客户经理'), { application: taken, reason: '' });
    expect([office.net('2241.06'), office.net('2203.01')]).toEqual([0, 1_000_000]);

    const invoice = await office.approved({ kind: 'invoice', lines: only });
    expect((await refusalOf(() => done(invoice))).code).toBe('applications.document_missing');
    expect(await done(invoice, '26312000000000000001')).toMatchObject({ state: 'done' });

    const other = office.id('client', '苏州石桥服饰有限公司');
    const lines = [{ toClient: other, paidFen: 30_000 }];
    const transfer = await office.approved({ kind: 'transfer', lines, details: { agreement: '三方协议-1' } });
    expect(await done(transfer)).toMatchObject({ state: 'done' });
    isSound(connection);
  });

  it('the same key answers the same application, not a second one', async () => {
    const office = await Office.open();
    const caller = office.caller('客户经理');
    const wanted = { form: office.form() };
    const one = await apply(office.connection, caller, wanted, office.termsOf);
    expect(await apply(office.connection, caller, wanted, office.termsOf)).toEqual(one);
    expect(listApplications(office.connection, ALL, {})).toHaveLength(1);
    expect(
      await approve(office.connection, office.caller('主管'), { application: one.application, reason: '' }),
    ).toMatchObject({ no: one.no });
  });

  it('a draft is edited as it was typed; with fewer lines it is a new draft, and the old one is withdrawn', async () => {
    const office = await Office.open();
    const keep = (form: Parameters<typeof office.form>[0], id?: number) => {
      const wanted = { form: office.form(form), ...(id === undefined ? {} : { id }) };
      return keepApplication(office.connection, office.caller('客户经理'), wanted, office.termsOf);
    };
    const line = { account: office.account, paidFen: 100_000 };
    const first = await keep({ lines: [line] });
    const more = await keep({ note: '急用', lines: [line, { ...line, paidFen: 5_000 }] }, first.application);
    expect(more).toEqual(first);
    expect(applicationDetail(office.connection, ALL, first.application)).toMatchObject({
      note: '急用',
      paidFen: 105_000,
    });
    const fewer = await keep({ lines: [line] }, first.application);
    expect(fewer.application).not.toBe(first.application);
    expect(applicationDetail(office.connection, ALL, first.application).state).toBe('withdrawn');
    expect(applicationDetail(office.connection, ALL, fewer.application)).toMatchObject({
      state: 'draft',
      paidFen: 100_000,
    });
  });
});
