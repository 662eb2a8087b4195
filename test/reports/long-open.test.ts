import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NO_FOLLOW, type TransitItem } from '../../src/domain/refunds/transit.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { longOpenReport, writeLongOpen } from '../../src/services/reports/long-open.ts';
import { Words } from '../../src/services/reports/words.ts';
import { insertRow } from '../../src/store/changes.ts';
import { bookPerTest, leg, texts } from './book.ts';

const of = bookPerTest();

const withdrawal: TransitItem = {
  ...{ id: 'WDR1', kind: 'withdrawal', caseNo: 'WDR1', client: { id: 2, code: 'C2', name: '乙店' } },
  ...{ account: null, channel: '工行', beganOn: '2026-01-10', isDayAssumed: false, expectedFen: 7_000 },
  ...{ arrivedFen: 0, openFen: 7_000, due: null, state: 'in_transit', ageDays: 0, workingDaysLeft: null },
  ...{ overdueDays: 0, reason: null, route: null, funder: 'agency', isMemo: false, isInferred: false },
  ...{ order: null, pool: 1, money: 1, follow: { ...NO_FOLLOW, owner: '李会计' } },
};

/** A receipt and a payment nobody knows, a ticket, a withdrawal, a refund beside the book and one that is inferred. */
async function waiting() {
  const { book } = of;
  await book.post('E01', '2026-01-05', [
    leg('E01', { code: '1002', money: 1 }, { code: '2241.01', money: 1 }, 50_000, { caseNo: 'R1' }),
  ]);
  await book.post('E04', '2026-02-20', [
    leg('E04', { code: '1221.07', money: 1 }, { code: '1002', money: 1 }, 2_000, { caseNo: 'P1' }),
  ]);
  await book.run(tx => {
    const ticket = { reason: 'WRONG_PARTY', amount_fen: -900, state: 'open', owner: '王会计', client: 1 };
    insertRow(tx, 'ticket', { ...ticket, arose_on: '2026-01-20', case_no: '7001' });
    insertRow(tx, 'ticket', { ...ticket, arose_on: '2026-01-01', state: 'decided' });
    return null;
  });
  const memo: TransitItem = { ...withdrawal, id: 'O1', kind: 'order_refund', isMemo: true, openFen: 300 };
  const inferred: TransitItem = { ...memo, id: 'O2', kind: 'pool_refund', isInferred: true };
  return (days: number) =>
    longOpenReport(book.connection, { on: '2026-03-01', days, items: [withdrawal, memo, inferred] });
}

it('lists what is older than the days, the oldest first, with who looks after it', async () => {
  const report = (await waiting())(30);
  expect(
    report.lines.map(({ kind, no, party, owner, ageDays, amountFen }) => [
      kind,
      no,
      party,
      owner,
      ageDays,
      amountFen,
    ]),
  ).toEqual([
    ['receipt', 'R1', '工行', null, 55, 50_000],
    ['withdrawal', 'WDR1', '工行', '李会计', 50, 7_000],
    ['order_refund', 'WDR1', '工行', '李会计', 50, 300],
    ['ticket', '7001', null, '王会计', 40, -900],
  ]);
  expect(report.count).toBe(4);
  expect(report.sums.map(({ kind, sumFen }) => [kind, sumFen])).toEqual([
    ['receipt', 50_000],
    ['withdrawal', 7_000],
    ['ticket', -900],
    ['order_refund', 0],
  ]);
});

it('the days are those that are asked for', async () => {
  const at = await waiting();
  expect(at(55).count).toBe(0);
  expect(at(54).lines.map(({ kind }) => kind)).toEqual(['receipt']);
  expect(at(0).lines.map(({ kind }) => kind)).toEqual([
    'receipt',
    'withdrawal',
    'order_refund',
    'ticket',
    'payment',
  ]);
  expect(() => at(-1)).toThrow(new Refusal('funds.bad_days', { days: '-1', most: 3_660 }));
});

it('is written with what it was asked for; memo is named and not summed', async () => {
  const report = (await waiting())(30);
  const path = of.book.path('挂账.csv');
  await writeLongOpen(report, { format: 'csv', path, words: new Words(texts()), book: '测试账套' });
  const lines = readFileSync(path, 'utf8').split('\r\n');
  expect(lines).toContain('截至 2026-03-01，挂账超过 30 天');
  expect(lines.slice(5)).toEqual([
    '待认领款,R1,,,工行,2026-01-05,55,,500.00',
    '提现,WDR1,C2,乙店,工行,2026-01-10,50,李会计,70.00',
    '订单退款（表外）,WDR1,C2,乙店,工行,2026-01-10,50,李会计,3.00',
    '差异单 · 串户,7001,,甲店,,2026-01-20,40,王会计,-9.00',
    '',
  ]);
});
