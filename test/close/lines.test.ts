import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LineState } from '../../src/domain/close/types.ts';
import type { BatchLeg } from '../../src/ledger/batch.ts';
import { command, type Tx } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { checklistOf } from '../../src/services/close.ts';
import { insertRow, type RowValues, updateRow } from '../../src/store/changes.ts';
import { caller as importer, importFile, placeFor } from '../imports/desk.ts';
import { twoClients } from '../imports/sheets.ts';
import { advance, bank, free, leg, onOrder, TestBook, unclaimed } from '../ledger/book.ts';
import { ASKING } from './book.ts';

const MONTH = '2026-01';
const FIRST = '2026-01-05';
let book: TestBook;

beforeEach(async () => {
  book = await TestBook.make();
  await book.run('made', tx => {
    for (const money of [1, 2]) updateRow(tx, 'money_account', money, { has_statement: 0 });
    for (let pool = 1; pool <= 6; pool += 1) updateRow(tx, 'pool', pool, { supplier: 1 });
    insertRow(tx, 'employee', { name: '向一诺', search_key: '向一诺' });
  });
});
afterEach(() => book.remove());

const put = (table: Parameters<typeof insertRow>[1], values: RowValues) =>
  book.run('put', tx => insertRow(tx, table, values));
const change = (table: Parameters<typeof insertRow>[1], id: number, values: RowValues) =>
  book.run('change', tx => updateRow(tx, table, id, values));
async function entry(effectiveOn: string, ...legs: BatchLeg[]): Promise<number> {
  const { batch } = await book.run('post', tx =>
    post(tx, { event: legs[0]!.event, effectiveOn, summary: '测试', legs }),
  );
  return batch;
}
const takenBack = (batch: number, effectiveOn = '2026-01-20') =>
  book.run('reverse', tx => reverse(tx, batch, { effectiveOn, summary: '冲销' }));
const stateOf = (line: number, asking: Partial<typeof ASKING> = {}, withVerify = false): LineState =>
  checklistOf(book.connection, { month: MONTH, client: null }, { ...ASKING, ...asking }, withVerify).lines[
    line - 1
  ]!.state;

/** A line with a book in which it is red; `mend` makes it green. */
interface Case {
  line: number;
  why: string;
  spoil(): Promise<unknown>;
  mend(spoilt: unknown): Promise<unknown>;
}
const opposite = (batch: unknown) => takenBack(batch as number);
const red = (line: number, why: string, ...legs: BatchLeg[]): Case => ({
  ...{ line, why, mend: opposite },
  spoil: () => entry(FIRST, ...legs),
});
const policy = (kind: string): RowValues => ({
  ...{
    side: 'client',
    client: 2,
    platform: 'any',
    kind,
    form: 'cash',
    tiers: '[{"fromFen":0,"ratePpm":20000}]',
  },
  ...{ method: 'whole', period: 'month', base: 'non_grant', from_on: '2026-01-01', note: '', actor: '会计' },
});
const accrual = (of: unknown): RowValues => ({
  ...{
    policy: of as number,
    period: MONTH,
    from_on: '2026-01-01',
    through_on: '2026-01-31',
    base_fen: 0,
    tier: 1,
  },
  ...{ rate_ppm: 20_000, due_fen: 0, delta_fen: 0, parts: '[]' },
});
const ticket = (values: RowValues) =>
  put('ticket', { reason: 'UNKNOWN', amount_fen: 300, state: 'open', arose_on: FIRST, ...values });
const order = (values: RowValues) =>
  put('promo_order', {
    ...{
      product: 'suixintui',
      order_no: '7300',
      client: 1,
      placed_on: '2026-01-02',
      placed_at: '2026-01-02 10:00:00',
    },
    ...{ duration_minutes: 1_440, amount_fen: 10_000, told_by: 'book', ...values },
  });

const CASES: Case[] = [
  red(4, 'a receipt that nobody claimed', leg(bank, unclaimed, 500, { event: 'E01', caseNo: 'SK1' })),
  red(
    5,
    'an internal transfer that did not arrive',
    leg({ code: '1012.99', money: 1 }, bank, 500, { event: 'E07' }),
  ),
  red(
    6,
    'a payment registered and not seen by the bank for 26 days',
    leg({ code: '1002.90', money: 1 }, unclaimed, 500, { event: 'E02', caseNo: 'SK1' }),
  ),
  red(
    7,
    'a recharge on the way for 26 days',
    leg({ code: '1123.01', supplier: 1, pool: 1, client: 2 }, bank, 500, { event: 'E17', caseNo: 'CZ1' }),
  ),
  {
    line: 10,
    why: 'an order that delivers beyond its time',
    spoil: () => order({ state: 'DELIVERY_OK' }),
    mend: id => change('promo_order', id as number, { state: 'FINISHED' }),
  },
  {
    line: 10,
    why: 'money on an order that has ended',
    spoil: async () => {
      await order({ state: 'FINISHED', ended_at: '2026-01-03 10:00:00' });
      return entry(FIRST, leg(onOrder(4), free(1), 900, { event: 'E30', caseNo: '7300' }));
    },
    mend: opposite,
  },
  red(14, 'an overdraft of a client', leg({ code: '1122.01', client: 1, category: 'overdraft' }, bank, 500)),
  red(15, 'an advance that is due', leg(advance(1), bank, 500, { dueOn: '2026-01-20' })),
  red(16, 'a receivable overdue for more than 90 days', leg(advance(1), bank, 500, { dueOn: '2025-09-01' })),
  {
    line: 17,
    why: 'a contract with a fee on spend that was not accrued',
    spoil: () => put('policy', policy('fee_spend')),
    mend: id => put('rebate_accrual', accrual(id)),
  },
  {
    line: 18,
    why: 'a rebate that was not accrued',
    spoil: () => put('policy', policy('back')),
    mend: id => put('rebate_accrual', accrual(id)),
  },
  red(22, 'a deposit of the month', leg({ code: '1221.06', supplier: 1 }, bank, 500)),
  red(23, 'an imprest that is not settled', leg({ code: '1221.08', employee: 1 }, bank, 500)),
  red(
    24,
    'a row set apart without a kind',
    leg({ code: '3999', money: 1, category: '其他' }, bank, 500, { event: 'E10' }),
  ),
  {
    line: 24,
    why: 'a ticket of a row that is no business',
    spoil: () => ticket({ reason: 'NON_BIZ' }),
    mend: id => change('ticket', id as number, { state: 'decided', resolution: 'decision' }),
  },
  {
    line: 20,
    why: 'an invoice of the platform that is not certified',
    spoil: () =>
      put('invoice', {
        ...{
          direction: 'platform_agency',
          number_text: '25442000000012345678',
          number: '25442000000012345678',
        },
        ...{
          issued_on: FIRST,
          net_fen: 100,
          tax_fen: 6,
          gross_fen: 106,
          seller: '巨量引擎',
          seller_tax_no: '',
        },
        ...{ buyer: '代理商', buyer_tax_no: '', counts: 1, lines: '[]', findings: '[]', remark: '' },
        ...{ match_state: 'matched', state: 'standing' },
      }),
    mend: id => change('invoice', id as number, { certified_on: '2026-02-03' }),
  },
  {
    line: 20,
    why: 'a bill that the platform did not invoice',
    spoil: async () => {
      const told = { name: '账单.xlsx', sha256: '0'.repeat(64), told_on: '2026-02-05', told_by: '会计' };
      const file = await put('bill_file', { ...told, state: 'standing' });
      const of = { file, row: 2, month: MONTH, account: '1700', account_name: '', business: '', bill_no: '' };
      await put('bill_line', { ...of, amount_fen: 500 });
      return file;
    },
    mend: id => change('bill_file', id as number, { state: 'withdrawn', reason: '重出' }),
  },
  {
    line: 21,
    why: 'an invoice that a client waits for',
    spoil: () =>
      put('invoice_request', {
        ...{
          direction: 'agency_client',
          client: 1,
          title_kind: 'enterprise',
          title: '甲店',
          tax_no: '',
          paper: 'general',
        },
        ...{
          amount_fen: 500,
          ahead_fen: 0,
          needs: 'none',
          way: 'agency',
          findings: '[]',
          state: 'waiting',
          note: '',
        },
        ...{ asked_on: FIRST, asked_by: '会计' },
      }),
    mend: id => change('invoice_request', id as number, { state: 'done' }),
  },
  {
    line: 26,
    why: 'an open ticket',
    spoil: () => ticket({}),
    mend: id => change('ticket', id as number, { state: 'carried', owner: '李', due_on: '2026-02-28' }),
  },
  {
    line: 26,
    why: 'a carried ticket without an owner',
    spoil: () => ticket({ state: 'carried', due_on: '2026-02-28' }),
    mend: id => change('ticket', id as number, { owner: '李' }),
  },
  {
    line: 26,
    why: 'a carried ticket without a day',
    spoil: () => ticket({ state: 'carried', owner: '李' }),
    mend: id => change('ticket', id as number, { due_on: '2026-02-28' }),
  },
  {
    line: 26,
    why: 'a carried ticket whose day has come',
    spoil: () => ticket({ state: 'carried', owner: '李', due_on: '2026-01-31' }),
    mend: id => change('ticket', id as number, { due_on: '2026-02-01' }),
  },
];

describe('the lines of the checklist, each by what the book says', () => {
  it.each(CASES)('close line $line is red by $why, and green without', async ({ line, spoil, mend }) => {
    expect(['done', 'not_applicable']).toContain(stateOf(line));
    const spoilt = await spoil();
    expect(stateOf(line)).toBe('missing');
    await mend(spoilt);
    expect(['done', 'not_applicable']).toContain(stateOf(line));
  });

  it('close line 12 wants an owner and a service ticket for a refund of 10 days', async () => {
    const transit = { code: '1221.01', client: 2, money: 1 };
    await entry(FIRST, leg(transit, bank, 500, { event: 'E24', caseNo: 'TX1' }));
    expect(stateOf(12)).toBe('missing');
    const follow = (await put('transit_follow', { item: 'TX1', owner: '李' })) as number;
    expect(stateOf(12)).toBe('missing');
    await change('transit_follow', follow, { service_no: 'GD1' });
    expect(stateOf(12)).toBe('done');
  });

  it('close line 13 finds a grant that expired with money left', async () => {
    const grant = { code: '9001', pool: 4 };
    const batch = await entry(FIRST, leg(grant, { code: '9999' }, 500, { event: 'E62', caseNo: 'ZK1' }));
    expect(stateOf(13)).toBe('done');
    await put('grant_lot', { pool: 4, lot: 'ZK1', expires_on: '2026-01-25' });
    expect(stateOf(13)).toBe('missing');
    await takenBack(batch);
    expect(stateOf(13)).toBe('done');
  });

  it('close line 25 is green only for another than who posted', async () => {
    await entry(FIRST, leg({ code: '6603.03', money: 1 }, bank, 1));
    expect(stateOf(25)).toBe('missing');
    expect(stateOf(25, { actor: '主管' })).toBe('done');
  });

  it('close line 28 is what `book verify` says', () => {
    expect(stateOf(28)).toBe('unchecked');
    expect(stateOf(28, {}, true)).toBe('done');
  });

  it('close line 30 wants a copy taken after the month', () => {
    expect(stateOf(30)).toBe('done');
    expect(stateOf(30, { lastCopyOn: '2026-01-31' })).toBe('missing');
    expect(stateOf(30, { lastCopyOn: null })).toBe('missing');
  });
});

const FLOW_HEAD =
  '日期,余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元),随心推消耗(元)';
const flow = (...rows: string[]) => {
  const path = placeFor('财务流水_1700000000000001.csv');
  writeFileSync(path, `\ufeff${[FLOW_HEAD, ...rows].join('\r\n')}\r\n`);
  return path;
};
const OPENED = '2026-05-01,0,0,0,500,0,0,500,500,0,0';
const ENDED = '2026-05-31,130,130,0,0,0,0,370,370,0,90';

describe('the lines that the daily flow tells', () => {
  it.each([
    [9, 'a day does not add up', [OPENED, ENDED.replace('370,370', '360,370')], [OPENED, ENDED]],
  ] as const)(
    'close line %i is red where %s, and green once the flow is read again',
    async (line, _, bad, good) => {
      const connection = await twoClients();
      const state = () =>
        checklistOf(connection, { month: '2026-05', client: null }, { ...ASKING, today: '2026-12-01' }).lines[
          line - 1
        ]!.state;
      expect(state()).toBe('not_applicable');
      await importFile(connection, flow(...bad));
      expect(state()).toBe('missing');
      await importFile(connection, flow(...good));
      expect(state()).toBe('done');
    },
  );

  it('close line 1 is red until the last day is read, and read again on the third day after it', async () => {
    const connection = await twoClients();
    const state = () => checklistOf(connection, { month: '2026-05', client: null }, ASKING).lines[0]!.state;
    await importFile(connection, flow(OPENED));
    expect(state()).toBe('missing');
    // This one is read on the second day.
    await importFile(connection, flow(OPENED, ENDED));
    expect(state()).toBe('missing');
    connection.exec("UPDATE import_plan SET made_at = '2026-06-03T01:00:00Z'");
    expect(state()).toBe('done');
  });

  it('close line 8 is red by another balance, and excused by tickets only as far as they go', async () => {
    const connection = await twoClients();
    const state = () => checklistOf(connection, { month: '2026-05', client: null }, ASKING).lines[7]!.state;
    await importFile(connection, flow(OPENED, ENDED));
    expect(state()).toBe('done');
    const run = <T>(procedure: string, work: (tx: Tx) => T | Promise<T>) =>
      command(connection, { ...importer(), procedure, input: null }, work);
    await run('post', tx =>
      post(tx, {
        ...{ event: 'E20', effectiveOn: '2026-05-20', summary: '测试' },
        legs: [leg({ code: '1123.03', pool: 1, bucket: 'prepay' }, { code: '3001' }, 1_000)],
      }),
    );
    expect(state()).toBe('missing');
    const open = (amount_fen: number) =>
      run('ticket', tx =>
        insertRow(tx, 'ticket', {
          reason: 'UNKNOWN',
          amount_fen,
          state: 'open',
          arose_on: '2026-05-31',
          pool: 1,
        }),
      );
    await open(400);
    expect(state()).toBe('missing');
    await open(-600);
    expect(state()).toBe('done');
  });

  it('close line 11 is red while the flow knows more 随心推 spend than the orders', async () => {
    const connection = await twoClients();
    const state = () => checklistOf(connection, { month: '2026-05', client: null }, ASKING).lines[10]!.state;
    await importFile(connection, flow(OPENED, ENDED));
    expect(state()).toBe('missing');
    await command(connection, { ...importer(), procedure: 'order', input: null }, tx =>
      insertRow(tx, 'promo_order', {
        ...{
          product: 'suixintui',
          order_no: '7300',
          platform_account: 1,
          client: 1,
          placed_on: '2026-05-31',
        },
        ...{ amount_fen: 10_000, spent_fen: 9_000, told_by: 'file' },
      }),
    );
    expect(state()).toBe('done');
  });
});
