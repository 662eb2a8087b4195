import { describe, expect, it } from 'vitest';
import { undoImport } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile } from './desk.ts';
import { bankFile, isSound, list, net, twoClients } from './sheets.ts';

const RECEIVED =
  '2026-05-01 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10000.00,非赠款,,对公转账';
const PAID = '2026-05-01 09:42:04,付款,CZ202605010000002,,上海木桥商贸有限公司,,5000.00,非赠款,,充值付款';
const CREDITED =
  '2026-05-01 10:12:04,充值,CZ202605010000002,1700000000000001,上海木桥商贸有限公司,,5150.00,非赠款,,代理商加款';
const spent = (yuan: string) =>
  list(
    RECEIVED,
    PAID,
    CREDITED,
    `2026-05-02 12:00:00,消耗,7300010000016375187,1700000000000001,上海木桥商贸有限公司,PC千川,${yuan},非赠款,,`,
  );

function versions(connection: Connection): string[] {
  const sql =
    "SELECT version || ' ' || state FROM source_row WHERE identity LIKE '%7300010000016375187%' ORDER BY version";
  return connection.prepareValue(sql).all() as string[];
}

describe('undo of an import that corrected rows', () => {
  it('restores the former version as the current one; the file may correct it again', async () => {
    const connection = await twoClients('orders');
    await importFile(connection, spent('300.00'));
    const before = balances(connection);
    const path = spent('310.00');
    const corrected = await importFile(connection, path);
    expect([corrected.counts.corrected, corrected.done.batch]).toEqual([1, null]);
    const after = balances(connection);
    const [batch] = corrected.done.corrections;
    await undoImport(connection, caller(), batch!);
    expect(balances(connection)).toEqual(before);
    expect(versions(connection)).toEqual(['1 booked', '2 open']);
    isSound(connection);

    const old = await importFile(connection, spent('300.00'));
    expect([old.counts.known, old.counts.corrected]).toEqual([4, 0]);
    const again = await importFile(connection, path);
    expect(again.counts.corrected).toBe(1);
    expect(balances(connection)).toEqual(after);
    expect(versions(connection)).toEqual(['1 superseded', '2 open', '3 booked']);
    isSound(connection);
  });

  it('takes new rows and corrections of one file back together, by the number of any of its batches', async () => {
    const connection = await twoClients('orders');
    await importFile(connection, spent('300.00'));
    const before = balances(connection);
    const more =
      '2026-05-03 12:00:00,消耗,7300010000016375199,1700000000000001,上海木桥商贸有限公司,PC千川,20.00,非赠款,,';
    const path = list(
      '2026-05-02 12:00:00,消耗,7300010000016375187,1700000000000001,上海木桥商贸有限公司,PC千川,310.00,非赠款,,',
      more,
    );
    const { done } = await importFile(connection, path);
    expect([done.batch !== null, done.corrections.length]).toEqual([true, 1]);
    await undoImport(connection, caller(), done.corrections[0]!);
    expect(balances(connection)).toEqual(before);
    isSound(connection);
    await expect(undoImport(connection, caller(), done.batch!)).rejects.toMatchObject({
      code: 'ledger.already_reversed',
    });
  });

  it('is refused by name while a later correction stands on it', async () => {
    const connection = await twoClients('orders');
    const { done: first } = await importFile(connection, spent('300.00'));
    const { done: second } = await importFile(connection, spent('310.00'));
    const { done: third } = await importFile(connection, spent('320.00'));
    await expect(undoImport(connection, caller(), second.corrections[0]!)).rejects.toMatchObject({
      code: 'imports.later_work',
      params: { batch: third.corrections[0] },
    });
    await undoImport(connection, caller(), third.corrections[0]!);
    await undoImport(connection, caller(), second.corrections[0]!);
    isSound(connection);
    expect([net(connection, '6001.01'), versions(connection)]).toEqual([
      -30_000,
      ['1 booked', '2 open', '3 open'],
    ]);
    await undoImport(connection, caller(), first.batch!);
    expect([balances(connection), versions(connection)]).toEqual([{}, ['1 open', '2 open', '3 open']]);
    isSound(connection);
    const { counts } = await importFile(connection, spent('300.00'));
    expect([counts.new, net(connection, '6001.01')]).toEqual([4, -30_000]);
  });
});

describe('undo asks what stands on an import', () => {
  it('E45: a case of the import that a later file went on with', async () => {
    const connection = await twoClients();
    const { done } = await importFile(connection, list(RECEIVED, PAID, CREDITED));
    await importFile(
      connection,
      list(
        '2026-05-02 10:00:00,下单,7300010000016375187,1700000000000001,上海木桥商贸有限公司,小店随心推,500.00,非赠款,账户余额,',
      ),
    );
    const { done: order } = await importFile(
      connection,
      list(
        '2026-05-02 12:00:00,消耗,7300010000016375187,1700000000000001,上海木桥商贸有限公司,小店随心推,300.00,非赠款,,',
      ),
    );
    const placed = connection.prepareValue("SELECT batch FROM transfer WHERE event = 'E27'").get() as number;
    await expect(undoImport(connection, caller(), placed)).rejects.toMatchObject({
      code: 'imports.later_work',
      params: { no: '7300010000016375187', batch: order.batch },
    });
    await expect(undoImport(connection, caller(), done.batch!)).rejects.toMatchObject({
      code: 'ledger.not_enough',
    });
  });

  it('E14: an overdraft of the import that a later receipt has paid', async () => {
    const connection = await twoClients();
    const { done } = await importFile(connection, list(PAID, CREDITED));
    expect(net(connection, '1122.01')).toBeGreaterThan(0);
    const { done: receipt } = await importFile(connection, list(RECEIVED));
    await expect(undoImport(connection, caller(), done.batch!)).rejects.toMatchObject({
      code: 'imports.later_work',
      params: { batch: receipt.batch },
    });
    await undoImport(connection, caller(), receipt.batch!);
    await undoImport(connection, caller(), done.batch!);
    expect(balances(connection)).toEqual({});
  });

  it('each row is taken back on its own day', async () => {
    const connection = await twoClients();
    const row = (day: string, no: string) => ({ day, net: 10, party: '某某公司', no });
    const { done } = await importFile(
      connection,
      bankFile([row('2026-05-03', '1-1'), row('2026-05-20', '1-2')]),
    );
    await undoImport(connection, caller(), done.batch!);
    const days = connection
      .prepareRaw('SELECT effective_on, count(*) FROM transfer GROUP BY 1 ORDER BY 1')
      .all();
    expect(days).toEqual([
      ['2026-05-03', 2],
      ['2026-05-20', 2],
    ]);
  });
});
