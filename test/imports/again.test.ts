import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../src/domain/imports/content.ts';
import { rowOfContent } from '../../src/domain/imports/kept-row.ts';
import type { Meaning } from '../../src/domain/statement.ts';
import { command } from '../../src/ledger/command.ts';
import {
  claim,
  commitImport,
  decideAgain,
  dismissRows,
  openReceipts,
  planRowsPage,
  undecidedRows,
  undoImport,
} from '../../src/services/imports.ts';
import { updateRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile, newBook, placeFor, withClients } from './desk.ts';
import { told } from './rows.ts';
import { bankFile, CLIENT, isSound, list, net, OTHER, SECOND, twoClients } from './sheets.ts';

const AT = { madeAt: '2026-06-02T01:00:00Z' };
const RECEIVED =
  '2026-05-01 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10000.00,非赠款,,对公转账';
const CREDITED =
  '2026-05-01 10:12:04,充值,CZ202605010000002,1700000000000001,上海木桥商贸有限公司,,5150.00,非赠款,,代理商加款';
const ORDER_HEAD =
  '订单ID,计划ID,下单时间,抖音号,视频/直播间,营销目标,优化目标,出价方式,投放时长,投放金额,实付金额,优惠券,追加金额,消耗,状态';
const ORDER =
  '7300010000016375187,,2026-05-02 10:00:00,木桥,视频,短视频推广,商品购买,自动,24,500.00,500.00,0,0,--,投放中';

async function carryOut(connection: Connection, plans: number[]) {
  const done = [];
  for (const plan of plans) done.push(await commitImport(connection, caller(), { plan, path: null }));
  return done;
}

describe('rows that no import could take', () => {
  it('are decided again once the book knows their client and account, without the file', async () => {
    const connection = newBook('2026-05');
    await withClients(connection, [OTHER]);
    await importFile(connection, list(RECEIVED, CREDITED));
    expect(undecidedRows(connection).map(({ reason, row }) => [reason, row])).toEqual([
      ['imports.client_unknown', 2],
      ['imports.client_unknown', 3],
    ]);
    expect(decideAgain(connection, AT)).toEqual([]);
    await withClients2(connection);
    const plans = decideAgain(connection, AT);
    expect(plans).toHaveLength(1);
    const before = balances(connection);
    const [done] = await carryOut(connection, plans);
    expect([done!.rows, net(connection, '2203.01'), net(connection, '1123.03')]).toEqual([
      2, -485_000, 515_000,
    ]);
    expect(undecidedRows(connection)).toEqual([]);
    isSound(connection);
    await undoImport(connection, caller(), done!.batch!);
    expect(balances(connection)).toEqual(before);
  });

  it('a daily flow of an unknown account is decided with its balances', async () => {
    const head =
      '日期,账户ID,账户名称,资金池类型,余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)';
    const path = placeFor('财务流水.csv');
    const day = (on: string, figures: string) => `${on},1700000000000001,木桥,通用,${figures}`;
    writeFileSync(
      path,
      `\ufeff${[head, day('2026-05-01', '0,0,0,120,0,0,120,100,20'), day('2026-05-02', '30,30,0,0,0,0,90,70,20')].join('\r\n')}\r\n`,
    );
    const late = newBook('2026-05');
    await withClients(late, [OTHER]);
    await importFile(late, path);
    await withClients2(late);
    await carryOut(late, decideAgain(late, AT));
    const early = newBook('2026-05');
    await withClients(early, [OTHER]);
    await withClients2(early);
    await importFile(early, path);
    expect(balances(late)).toEqual(balances(early));
    expect(net(late, '9001')).toBe(2_000);
  });

  it('orders that were only noted are booked once their account is known', async () => {
    const connection = newBook('2026-05');
    await withClients(connection, [OTHER]);
    const path = placeFor('订单.csv');
    writeFileSync(path, `\ufeff${[ORDER_HEAD, ORDER].join('\r\n')}\r\n`);
    await importFile(connection, path);
    expect(undecidedRows(connection).map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['noted', 'imports.order_account_unknown'],
    ]);
    await withClients2(connection);
    expect(decideAgain(connection, AT)).toEqual([]);
    await importFile(connection, list(RECEIVED, CREDITED));
    await carryOut(connection, decideAgain(connection, { ...AT, account: '1700000000000001' }));
    expect([net(connection, '1123.04'), undecidedRows(connection)]).toEqual([50_000, []]);
    isSound(connection);
  });

  it('rows before the book are not asked about; others are put away by a person', async () => {
    const connection = await twoClients();
    await importFile(
      connection,
      list(
        RECEIVED.replace('2026-05', '2026-04'),
        RECEIVED.replace('2026-05-01', '2027-05-01'),
        RECEIVED.replace('上海木桥商贸有限公司', '没有这个客户'),
      ),
    );
    const rows = undecidedRows(connection);
    expect(rows.map(({ reason }) => reason)).toEqual(['imports.client_unknown', 'imports.after_today']);
    const away = rows.map(({ plan, n }) => ({ plan, n }));
    await dismissRows(connection, caller(), { rows: away, note: '测试数据' });
    expect(undecidedRows(connection)).toEqual([]);
    await expect(dismissRows(connection, caller(), { rows: away, note: '' })).rejects.toMatchObject({
      code: 'imports.row_unknown',
    });
    isSound(connection);
  });

  it('a later export that can take them settles them', async () => {
    const connection = newBook('2026-05');
    await withClients(connection, [OTHER]);
    await importFile(connection, list(RECEIVED));
    await withClients2(connection);
    await importFile(connection, list(RECEIVED, CREDITED));
    expect([undecidedRows(connection), decideAgain(connection, AT)]).toEqual([[], []]);
  });
});

describe('the same file again', () => {
  it('books nothing that waits for a person, and tells where it waits and for what', async () => {
    const connection = newBook('2026-05');
    await withClients(connection, [OTHER]);
    const path = list(RECEIVED, CREDITED);
    const { plan } = await importFile(connection, path);
    const waiting = undecidedRows(connection);
    await withClients2(connection);
    const before = balances(connection);
    for (const _ of ['second', 'third']) {
      const again = await importFile(connection, path);
      expect([again.counts.known, again.done.rows]).toEqual([2, 0]);
      expect(
        knownOf(connection, again.plan).map(({ reason, params }) => [
          reason,
          params.waitsIn,
          params.waitsFor,
        ]),
      ).toEqual([
        ['imports.left_waiting', plan, 'imports.client_unknown'],
        ['imports.left_waiting', plan, 'imports.client_unknown'],
      ]);
    }
    expect([balances(connection), undecidedRows(connection)]).toEqual([before, waiting]);
    await carryOut(connection, decideAgain(connection, AT));
    expect([net(connection, '2203.01'), undecidedRows(connection)]).toEqual([-485_000, []]);
    expect((await importFile(connection, path)).done.rows).toBe(0);
    isSound(connection);
  });

  it('does not book a receipt that a person has claimed since', async () => {
    const connection = await twoClients();
    const of = (no: string, party: string, net: number) => [{ day: '2026-05-01', net, party, no }];
    await importFile(connection, bankFile(of('1-1', '周某', 1)));
    await importFile(connection, bankFile(of('2-1', '周某', 2), { account: SECOND }));
    const path = list(RECEIVED);
    await importFile(connection, path);
    expect(undecidedRows(connection).map(({ reason }) => reason)).toEqual([
      'imports.money_account_unclear_bank',
    ]);
    await importFile(connection, bankFile(of('1-2', CLIENT.name, 10_000)));
    const receipt = openReceipts(connection).find(({ openFen }) => openFen === 1_000_000)!;
    const parts = [{ client: 1, amountFen: receipt.openFen, as: 'funds' as const }];
    const { caseNo, money } = receipt;
    await claim(connection, caller(), { caseNo, money: money.money, parts });
    const before = balances(connection);
    expect((await importFile(connection, path)).done.rows).toBe(0);
    expect(balances(connection)).toEqual(before);
    expect(undecidedRows(connection)).toHaveLength(1);
    isSound(connection);
  });

  it('does not ask again about what a person put away', async () => {
    const connection = newBook('2026-05');
    await withClients(connection, [OTHER]);
    const path = list(RECEIVED);
    await importFile(connection, path);
    const rows = undecidedRows(connection).map(({ plan, n }) => ({ plan, n }));
    await dismissRows(connection, caller(), { rows, note: '测试数据' });
    await withClients2(connection);
    const { plan, done } = await importFile(connection, path);
    expect(done.rows).toBe(0);
    expect(knownOf(connection, plan).map(({ reason }) => reason)).toEqual(['imports.dismissed']);
  });

  it('is decided anew after its import was undone', async () => {
    const connection = newBook('2026-05');
    await withClients(connection, [OTHER]);
    const path = list(RECEIVED, RECEIVED.replace(CLIENT.name, OTHER.name).replace('0001,', '0009,'));
    const { done } = await importFile(connection, path);
    await undoImport(connection, caller(), done.batch!);
    await withClients2(connection);
    expect([done.rows, (await importFile(connection, path)).done.rows]).toEqual([1, 2]);
    expect(undecidedRows(connection)).toEqual([]);
    isSound(connection);
  });
});

const knownOf = (connection: Connection, plan: number) =>
  planRowsPage(connection, plan, { from: 0, limit: 10, verdicts: ['known'] });

/** The client that the files speak of, known only now. */
async function withClients2(connection: Connection): Promise<void> {
  await command(connection, { ...caller(), procedure: 'parties.rename', input: null }, tx =>
    updateRow(tx, 'supplier', 1, { name: '上游' }),
  );
  await withClients(connection, [CLIENT]);
}

it('a row made of its content has that content', () => {
  const names: Meaning[] = ['id', 'party', 'memo', 'kind', 'spent', 'account', 'status'];
  const text = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'grapheme', maxLength: 12 }));
  const yuan = fc.integer({ min: 0, max: 1_000_000 }).map(fen => fen / 100);
  const direction = fc.constantFrom('income' as const, 'expense' as const, 'neutral' as const);
  fc.assert(
    fc.property(text, yuan, direction, fc.boolean(), (texts, amount, way, withExtra) => {
      const row = told({ time: '2026-05-01 09:08:07', direction: way, yuan: amount, text: texts });
      const entry = withExtra ? { ...row, extra: { 非赠款消耗: '12.50', 赠款消耗: '--' } } : row;
      const content = contentOf(entry);
      const back = rowOfContent(content, { line: 7, direction: way, balanceE5: null });
      expect(contentOf(back)).toBe(content);
      expect([back.row.time, back.row.direction, back.row.line]).toEqual(['2026-05-01 09:08:07', way, 7]);
    }),
  );
});
