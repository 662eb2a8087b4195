import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import {
  applicationDetail,
  apply,
  approve,
  endApplied,
  finish,
  withdraw,
} from '../../src/services/applications.ts';
import {
  decideRequest,
  issueInvoice,
  requestApplied,
  requestList,
} from '../../src/services/invoices/book.ts';
import { refusalOf } from '../ledger/book.ts';
import { SHIPPED } from '../rulebook/shipped.ts';
import { caller, Desk, invoice, nextNumber, RULES, xml } from './book.ts';

const ALL = { kind: 'all' } as const;

/** An approved 开票 application of a client that was charged 1,060.00. */
async function approved(details: { title?: string } = {}, paidFen = 106_000) {
  const desk = await new Desk().open();
  const client = await desk.client('木桥');
  await desk.earn(client, '2026-05-20', { charge: 106_000 });
  const form = {
    ...({ kind: 'invoice', funding: 'balance', route: 'online', urgent: false } as const),
    ...{ client, note: '五月', details, lines: [{ paidFen }] },
  };
  const { application } = await apply(desk.book, caller(), { form }, () => {
    throw new Error('an invoice has no front rebate');
  });
  const raised = () =>
    approve(desk.book, caller(), { application, reason: '' }, (tx, scope, applied) => {
      const wanted = { application: applied.id, client: applied.client, amountFen: applied.paidFen };
      const more = {
        title: details.title ?? '',
        note: applied.note,
        appliedOn: '2026-06-10',
        appliedBy: '客户经理',
      };
      requestApplied(tx, scope, { ...wanted, ...more }, rulesOn(SHIPPED, '2026-06-10'));
    });
  const view = () => applicationDetail(desk.book, ALL, application);
  return { desk, client, application, raised, view };
}

describe('开票 applications', () => {
  it('INV-5 an approved application is an open request, and done when its invoice is issued', async () => {
    const { desk, application, raised, view } = await approved();
    await raised();
    expect(requestList(desk.book, ALL)).toMatchObject([
      {
        state: 'open',
        amountFen: 106_000,
        applicationNo: view().no,
        title: '木桥商贸有限公司',
        note: '五月',
      },
    ]);
    expect(view()).toMatchObject({ state: 'approved', invoice: { state: 'open', number: null } });
    expect(view().acts).not.toContain('finish');
    const byHand = () =>
      finish(desk.book, caller(), { application, on: '2026-06-10', document: nextNumber() });
    expect((await refusalOf(byHand)).code).toBe('applications.invoice_waits');
    const number = nextNumber();
    await issueInvoice(desk.book, caller(), {
      ...{ number, kind: 'digital_special', date: '2026-06-10', netFen: 100_000, taxFen: 6_000, taxNo: '' },
      ...{ request: view().invoice!.request, ...RULES, ended: endApplied },
    });
    expect(view()).toMatchObject({ state: 'done', invoice: { state: 'done', number } });
    expect(view().steps.at(-1)).toMatchObject({ act: 'finish', reason: number });
    expect(desk.verify().findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('an invoice that comes by file finishes the application as well', async () => {
    const { desk, raised, view } = await approved();
    await raised();
    const paper = invoice({ buyer: { name: '木桥商贸有限公司', taxNo: '' } });
    await desk.take('invoice.xml', xml(paper), '2026-06-10', undefined, endApplied);
    expect(view()).toMatchObject({ state: 'done', invoice: { state: 'done', number: paper.number } });
  });

  it('taken back on either side, both are', async () => {
    const one = await approved();
    await one.raised();
    await withdraw(one.desk.book, caller(), { application: one.application, reason: '客户取消' });
    expect(requestList(one.desk.book, ALL)).toMatchObject([{ state: 'withdrawn', reason: '客户取消' }]);
    const other = await approved();
    await other.raised();
    const request = other.view().invoice!.request;
    await decideRequest(other.desk.book, caller(), {
      request,
      act: 'withdraw',
      reason: '抬头有误',
      ended: endApplied,
    });
    expect(other.view()).toMatchObject({ state: 'withdrawn', invoice: { state: 'withdrawn' } });
  });

  it('INV-5 another title without an agreed way is not approved; an amount ahead is, by the supervisor', async () => {
    const other = await approved({ title: '别家商贸有限公司' });
    expect((await refusalOf(other.raised)).code).toBe('invoices.other_subject');
    expect(other.view()).toMatchObject({ state: 'applied', invoice: null });
    const ahead = await approved({}, 200_000);
    await ahead.raised();
    expect(requestList(ahead.desk.book, ALL)).toMatchObject([
      { state: 'open', aheadFen: 94_000, needs: 'supervisor', decidedBy: caller().actor },
    ]);
  });
});
