import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readTables } from '../../src/files/tables.ts';
import { command } from '../../src/ledger/command.ts';
import { loadCatalogue, paperOf } from '../../src/runtime/resources.ts';
import {
  importBill,
  linesOfAccount,
  openBill,
  openSettlementTickets,
  settlementOf,
  withdrawBill,
  writeSettlement,
} from '../../src/services/bills.ts';
import { checklistOf } from '../../src/services/close.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { changeTicket } from '../../src/store/tickets.ts';
import { ASKING } from '../close/book.ts';
import { importFile, placeFor } from '../imports/desk.ts';
import { isSound, list, twoClients } from '../imports/sheets.ts';
import { Desk, invoice, PLATFORM, xml } from '../invoices-book/book.ts';
import { refusalOf } from '../ledger/book.ts';

const ACCOUNT = '1700000000000001';
const NAME = '上海木桥商贸有限公司';
const FLOW_HEAD =
  '日期,账户ID,账户名称,资金池类型,余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)';
const BILL_HEAD = '账期,广告主账户ID,广告主账户名称,业务类型,账单编号,账单金额（元）,可开票金额（元）';

let calls = 0;
const caller = (day = '2026-06-10') => {
  calls += 1;
  return { actor: '会计', key: `bills-${calls}`, at: `${day}T02:00:00.000Z` };
};

function file(name: string, head: string, rows: readonly string[]): string {
  const path = placeFor(name);
  writeFileSync(path, `\ufeff${[head, ...rows].join('\r\n')}\r\n`);
  return path;
}

/** May 2026: 500.00 recharged, and a flow that says 130.00 were spent. */
async function book(): Promise<Connection> {
  const connection = await twoClients();
  await importFile(
    connection,
    list(
      `2026-05-01 08:40:33,收款,SK202605010000001,,${NAME},,1000.00,非赠款,,对公转账`,
      `2026-05-01 10:12:04,充值,CZ202605010000002,${ACCOUNT},${NAME},,500.00,非赠款,,代理商加款`,
    ),
  );
  const day = (on: string, figures: string) => `${on},${ACCOUNT},木桥,通用,${figures}`;
  await importFile(
    connection,
    file('财务流水.csv', FLOW_HEAD, [
      day('2026-05-01', '0,0,0,500,0,0,500,500,0'),
      day('2026-05-02', '130,130,0,0,0,0,370,370,0'),
    ]),
  );
  return connection;
}

async function take(connection: Connection, rows: readonly string[], sha256 = rows.join('|')) {
  const path = file('平台账单.csv', BILL_HEAD, rows);
  const read = await openBill({ path, name: '平台账单.csv' });
  return importBill(connection, caller('2026-06-05'), { file: read, name: '平台账单.csv', sha256 });
}
const line = (business: string, yuan: string, no = '', month = '2026-05', available = '') =>
  `${month},${ACCOUNT},木桥千川,${business},${no},${yuan},${available}`;
const line19 = (connection: Connection) =>
  checklistOf(connection, { month: '2026-05', client: null }, ASKING).lines[18]!;

it('CLS-19 waits for the bill, is missing while it differs, and done once it agrees', async () => {
  const connection = await book();
  expect(settlementOf(connection, '2026-05')).toMatchObject({
    hasBill: false,
    rows: [{ account: ACCOUNT, billFen: null, flowFen: 13_000, bookFen: 13_000, state: 'no_bill' }],
  });
  expect(line19(connection)).toMatchObject({
    state: 'missing',
    items: [{ key: `bill-none-${ACCOUNT}`, amountFen: 13_000 }],
  });
  const wrong = await take(connection, [line('千川-PC极速版', '128.00')]);
  expect(line19(connection)).toMatchObject({ items: [{ key: `bill-differs-${ACCOUNT}`, amountFen: -200 }] });
  await withdrawBill(connection, caller(), { file: wrong.file, reason: '导错文件' });
  expect(settlementOf(connection, '2026-05').hasBill).toBe(false);
  await take(connection, [line('千川-PC极速版', '130.00')]);
  expect(settlementOf(connection, '2026-05').rows).toMatchObject([
    { state: 'agreed', bookDiffFen: 0, flowDiffFen: 0 },
  ]);
  expect(line19(connection)).toMatchObject({ state: 'done' });
  isSound(connection);
});

it('the later file counts where two tell the same line; the same content again changes nothing', async () => {
  const connection = await book();
  await take(connection, [line('千川-PC极速版', '128.00', 'B1'), line('千川-PC金额调差', '2.00', 'B1')]);
  const again = await take(connection, [line('千川-PC极速版', '129.00', 'B1')]);
  expect(settlementOf(connection, '2026-05').totals.billFen).toBe(13_100);
  expect(
    linesOfAccount(connection, { month: '2026-05', account: ACCOUNT }).map(({ amountFen }) => amountFen),
  ).toEqual([200, 12_900]);
  expect(await take(connection, [line('千川-PC极速版', '129.00', 'B1')])).toMatchObject({
    file: again.file,
    isKnown: true,
  });
  await withdrawBill(connection, caller(), { file: again.file, reason: '旧账单有效' });
  expect(settlementOf(connection, '2026-05').totals.billFen).toBe(13_000);
  const twice = await refusalOf(() =>
    withdrawBill(connection, caller(), { file: again.file, reason: '再撤' }),
  );
  expect(twice.code).toBe('bills.withdrawn');
});

it('differences become tickets by cause, follow their amount, and close when they are gone', async () => {
  const connection = await book();
  const open = () => openSettlementTickets(connection, caller(), { month: '2026-05' });
  const tickets = () =>
    settlementOf(connection, '2026-05').rows[0]!.tickets.map(({ ticket: _id, ...rest }) => rest);
  await take(connection, [line('千川', '127.00'), line('千川-PC金额调差', '-1.50')]);
  expect(await open()).toEqual({ opened: 2, changed: 0, closed: 0 });
  expect(await open()).toEqual({ opened: 0, changed: 0, closed: 0 });
  expect(tickets()).toEqual([
    { reason: 'RESTATE', amountFen: -150, state: 'open' },
    { reason: 'UNKNOWN', amountFen: -300, state: 'open' },
  ]);
  // The tickets' own line of the checklist holds them from here on.
  expect(line19(connection)).toMatchObject({ state: 'done' });
  await take(connection, [line('千川', '133.00')]);
  expect(await open()).toEqual({ opened: 0, changed: 1, closed: 0 });
  expect(tickets()[1]).toEqual({ reason: 'UNKNOWN', amountFen: 300, state: 'open' });
  await take(connection, [line('千川', '130.00'), line('千川-PC金额调差', '0.00')]);
  expect(await open()).toEqual({ opened: 0, changed: 0, closed: 2 });
  isSound(connection);
});

it('what a person decided is not asked again as long as it comes to the same', async () => {
  const connection = await book();
  const open = () => openSettlementTickets(connection, caller(), { month: '2026-05' });
  await take(connection, [line('千川', '127.00')]);
  await open();
  const { ticket } = settlementOf(connection, '2026-05').rows[0]!.tickets[0]!;
  await command(connection, { ...caller(), procedure: 'tickets.decide', input: null }, tx => {
    changeTicket(tx, ticket, { state: 'decided', resolution: 'decision', note: '平台确认' });
    return null;
  });
  expect(await open()).toEqual({ opened: 0, changed: 0, closed: 0 });
  await take(connection, [line('千川', '126.00')]);
  expect(await open()).toEqual({ opened: 1, changed: 0, closed: 0 });
});

it('is written with every business type and its sums, in both languages', async () => {
  const connection = await book();
  await take(connection, [line('千川', '127.00', '', '2026-05', '100.00'), line('返点冲抵', '-1.50')]);
  for (const [language, words] of [
    ['zh', ['媒体结算核对表', '返点冲抵', '有差异', '125.5', '-4.5', '100', '合计']],
    ['en', ['Media settlement', 'Differs', '125.5']],
  ] as const) {
    const path = placeFor(`媒体结算核对表-${language}.xlsx`);
    const paper = paperOf(language, '2026-05-31');
    const asked = {
      month: '2026-05',
      catalogue: loadCatalogue(language),
      format: 'xlsx' as const,
      path,
      paper,
    };
    await writeSettlement(connection, asked);
    const cells = JSON.stringify(await readTables({ path, name: 'a.xlsx' }));
    for (const word of words) expect(cells).toContain(word);
  }
});

it('INV-5 the platform invoices by the 可开票 of its bill, less what was invoiced since it was told', async () => {
  const desk = await new Desk().open();
  const client = await desk.client('木桥', { invoiceMode: 'M2' });
  const account = desk.value('SELECT platform_id FROM platform_account WHERE client = ?', client) as string;
  const bill = (available: string, sha256: string, on: string, month = '2026-05') => {
    const path = file('平台账单.csv', BILL_HEAD, [`${month},${account},木桥,千川,,9000.00,${available}`]);
    return openBill({ path, name: '平台账单.csv' }).then(read =>
      importBill(desk.book, caller(on), { file: read, name: '平台账单.csv', sha256 }),
    );
  };
  expect(desk.of(client)).toMatchObject({ platformFen: 0, platformBasis: 'spend', platformToldOn: null });
  await bill('2000.00', 'a', '2026-06-01');
  expect(desk.of(client)).toMatchObject({
    platformFen: 200_000,
    platformBasis: 'bill',
    platformToldOn: '2026-06-01',
  });
  const paper = invoice({
    ...{ seller: PLATFORM, buyer: { name: '木桥商贸有限公司', taxNo: '' }, date: '2026-06-05' },
    grossFen: 106_000,
  });
  await desk.take('platform.xml', xml(paper));
  expect(desk.of(client)).toMatchObject({ platformFen: 94_000 });
  // Told again after the invoice, the figure knows of it.
  await bill('940.00', 'b', '2026-06-20');
  expect(desk.of(client)).toMatchObject({ platformFen: 94_000 });
  await bill('60.00', 'c', '2026-07-01', '2026-06');
  expect(desk.of(client)).toMatchObject({ platformFen: 100_000 });
  expect(desk.of(client, '2026-05-31')).toMatchObject({ platformBasis: 'spend' });
});
