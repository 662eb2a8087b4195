import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { Fen } from '../../src/domain/money.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import { banAccount, recordRefund } from '../../src/services/orders.ts';
import { receivables, refundList, transitBoard, transitOpen } from '../../src/services/refunds.ts';
import { writeAgeing } from '../../src/services/reports/ageing-sheet.ts';
import { Words } from '../../src/services/reports/words.ts';
import { askWithdrawal } from '../../src/services/withdrawals.ts';
import { insertRow } from '../../src/store/changes.ts';
import { net } from '../imports/sheets.ts';
import { callerAt, QIANCHUAN } from '../orders-book/desk.ts';
import { ALL, asking, type Desk, desk, on, placed, rules, terminated } from './desk.ts';

const CODES = ['1221.01', '1221.02', '1221.03', '1123.01', '1002.90', '1012.90', '1012.99'];

/** A refund that is short, a withdrawal, an advance that is due, then a ban. */
async function busy(): Promise<Desk> {
  const at = await desk();
  const { connection } = at;
  const order = await terminated(at, 'agency', '2026-05-08');
  await recordRefund(connection, on('2026-05-12'), { order, amountFen: 10_000, on: '2026-05-12' });
  const { scope: _, ...call } = on('2026-05-11');
  await askWithdrawal(connection, call, {
    ...{ pool: 1, bucket: 'prepay', platformAllows: false, amountFen: 200_000, destination: 'agency' },
    ...{ on: '2026-05-11', submitted: true, platformNo: null, note: null },
  });
  await command(connection, { ...callerAt('2026-05-06T02:00:00Z'), procedure: 'test', input: null }, tx => {
    const event = { id: 'E12', caseNo: 'DK1', client: { client: 1 }, amountFen: 30_000 as Fen } as const;
    const legs = expand(event, accountsOf(tx)).legs.map(leg => ({ ...leg, dueOn: '2026-05-10' }));
    post(tx, { event: 'E12', effectiveOn: '2026-05-06', summary: '垫款', legs });
    return null;
  });
  await banAccount(connection, on('2026-05-13'), { rules, account: QIANCHUAN, on: '2026-05-13' });
  return at;
}

it('everything in transit adds up to its accounts, on every day', async () => {
  const { connection } = await busy();
  for (const [day, refundsFen] of [
    ['2026-05-07', 0],
    ['2026-05-08', 18_000],
    ['2026-05-12', 8_000],
  ] as const) {
    const items = transitBoard(connection, ALL, asking(day)).items.filter(({ isMemo }) => !isMemo);
    const sum = items
      .filter(({ kind }) => kind === 'order_refund')
      .reduce((fen, { openFen }) => fen + openFen, 0);
    expect([day, sum]).toEqual([day, refundsFen]);
  }
  const { items } = transitBoard(connection, ALL, asking('2026-05-31'));
  const openFen = items
    .filter(({ isMemo }) => !isMemo)
    .reduce((fen, { kind, openFen: open }) => fen + (kind === 'registered_out' ? -open : open), 0);
  expect(openFen).toBe(CODES.reduce((fen, code) => fen + net(connection, code), 0));
});

it('the ageing report tells items, 垫款 by open item, and that nobody approves withdrawals', async () => {
  const { connection } = await busy();
  const path = join(mkdtempSync(join(tmpdir(), 'ageing-')), '账龄.csv');
  const day = asking('2026-05-29');
  const { items, settings, approval } = transitBoard(connection, ALL, day);
  const owed = receivables(connection, day);
  expect(owed).toMatchObject([
    { kind: 'overdraft', openFen: 45_000, dueOn: '2026-05-08', overdueDays: 21 },
    { kind: 'advance', openFen: 30_000, originalFen: 30_000, dueOn: '2026-05-10', overdueDays: 19 },
  ]);
  expect(receivables(connection, asking('2026-05-05'))).toEqual([]);
  const words = new Words({ language: 'zh', catalogue: loadCatalogue('zh') });
  const ageing = { on: day.on, items, receivables: owed, ageingDays: settings.ageingDays, approval };
  await writeAgeing(ageing, 'csv', path, words, undefined);
  const lines = readFileSync(path, 'utf8').split('\r\n');
  expect(lines[0]).toBe('\ufeff在途与应收账龄分析表');
  expect(lines).toContain('提现审批：一人办公，未经第二人审批');
  const line = (kind: string) =>
    lines
      .find(text => text.startsWith(`${kind},`))!
      .split(',')
      .slice(6);
  expect(line('类别')).toEqual([
    ...['到期日', '账龄（天）', '逾期（天）', '跟进人', '未结金额', '未到期', '1–7天', '8–15天', '16–30天'],
    ...['31–60天', '61–90天', '90天以上'],
  ]);
  const zero = '0.00';
  expect(line('垫款')).toEqual([
    '2026-05-10',
    '23',
    '19',
    '',
    '300.00',
    zero,
    zero,
    zero,
    '300.00',
    zero,
    zero,
    zero,
  ]);
  expect(line('订单退款').slice(0, 8)).toEqual(['2026-05-18', '21', '11', '', '80.00', zero, zero, '80.00']);
});

it('account managers are told of their own clients only, and never what the platform kept', async () => {
  const at = await desk();
  const { connection } = at;
  const mine = await command(
    connection,
    { ...callerAt('2026-05-02T02:00:00Z'), procedure: 'test', input: null },
    tx => {
      const manager = insertRow(tx, 'manager', { name: '李经理', search_key: '李经理' });
      insertRow(tx, 'client_manager', { client: 1, manager, role: 'main' });
      const legs = [
        {
          ...{
            event: 'E59',
            debit: { code: '6401.02', supplier: 1, client: 1 },
            credit: { code: '2401', pool: 1 },
          },
          amountFen: 50_000 as Fen,
        },
      ];
      post(tx, { event: 'E59', effectiveOn: '2026-05-02', summary: '前返', legs });
      return { kind: 'manager', manager, on: '2026-05-20' } as const;
    },
  );
  await banAccount(connection, on('2026-05-10'), { rules, account: QIANCHUAN, on: '2026-05-10' });
  await terminated(at, 'agency', '2026-05-11').catch(() => null);
  const all = transitBoard(connection, ALL, asking('2026-05-20'));
  const own = transitBoard(connection, mine, asking('2026-05-20'));
  const ban = (board: typeof all) => board.items.find(({ kind }) => kind === 'ban_refund')!;
  expect([ban(all).openFen, ban(own).openFen]).toEqual([950_000, 1_000_000]);
  expect(all.items.some(({ kind }) => kind.startsWith('registered'))).toBe(true);
  expect(own.items.some(({ kind }) => kind.startsWith('registered'))).toBe(false);
  expect(refundList(connection, { ...mine, manager: 99 }, asking('2026-05-20'))).toEqual([]);
});

it('an item is opened on the day of its own posting, whatever day its batch bears', async () => {
  const { connection } = await desk();
  await command(connection, { ...callerAt('2026-05-06T02:00:00Z'), procedure: 'test', input: null }, tx => {
    const event = (caseNo: string) =>
      ({ id: 'E12', caseNo, client: { client: 1 }, amountFen: 30_000 as Fen }) as const;
    const legs = [event('DK1'), event('DK2')].flatMap((each, nth) =>
      expand(each, accountsOf(tx)).legs.map(leg => ({
        ...leg,
        ...{ dueOn: '2026-05-20', effectiveOn: nth === 0 ? '2026-05-06' : '2026-05-09' },
      })),
    );
    post(tx, { event: 'E12', effectiveOn: '2026-05-06', summary: '垫款', legs });
    return null;
  });
  const days = receivables(connection, asking('2026-05-31')).map(({ caseNo, openedOn }) => [
    caseNo,
    openedOn,
  ]);
  expect(days).toEqual([
    ['DK1', '2026-05-06'],
    ['DK2', '2026-05-09'],
  ]);
});

it('what is open case by case is the board without what is only inferred', async () => {
  const at = await busy();
  await placed(at, 'agency', '2026-05-09', 7);
  await terminated(at, 'client', '2026-05-10', 8);
  await terminated(at, 'pool', '2026-05-10', 9);
  for (const day of ['2026-05-07', '2026-05-08', '2026-05-12', '2026-05-31']) {
    const board = transitBoard(at.connection, ALL, asking(day)).items.filter(({ isInferred }) => !isInferred);
    expect([day, transitOpen(at.connection, ALL, asking(day))]).toEqual([day, board]);
  }
});
