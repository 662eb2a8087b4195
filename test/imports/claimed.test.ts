import { describe, expect, it } from 'vitest';
import { claim, openReceipts, undoImport } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile } from './desk.ts';
import { bankFile, isSound, list, net, twoClients } from './sheets.ts';

const PAYER = '上海木桥商贸有限公司';
const receipt = (no: string, party = PAYER) => ({ day: '2026-05-04', net: 960, party, no });
const listed = (no: string, day = '2026-05-04') =>
  `${day} 09:00:00,收款,SK2026050400000${no},,${PAYER},,960.00,非赠款,,对公转账`;

/** A person claims every receipt that waits for the first client. */
async function claimAll(connection: Connection): Promise<number[]> {
  const batches: number[] = [];
  for (const { caseNo, money, openFen } of openReceipts(connection)) {
    const parts = [{ client: 1, amountFen: openFen, as: 'funds' as const }];
    batches.push((await claim(connection, caller(), { caseNo, money: money.money, parts })).batch);
  }
  return batches;
}

const stands = (connection: Connection) =>
  ['1002;', '1002.90', '2241.01', '2203.01'].map(code => net(connection, code));

describe('a receipt without a number that a person claimed before the list tells it', () => {
  it('is met by the row of the list, which books nothing again, and once only', async () => {
    const connection = await twoClients();
    await importFile(connection, bankFile([receipt('1-1')]));
    await claimAll(connection);
    const first = await importFile(connection, list(listed('01', '2026-05-05')));
    expect(stands(connection)).toEqual([96_000, 0, 0, -96_000]);
    expect(connection.prepareValue('SELECT reason FROM import_plan_row WHERE plan = ?').get(first.plan)).toBe(
      'imports.receipt_claimed',
    );
    await importFile(connection, list(listed('02')));
    expect(stands(connection)).toEqual([96_000, 96_000, 0, -192_000]);
    isSound(connection);
  });

  it('two of one file meet two claimed ones, a third is registered', async () => {
    const connection = await twoClients();
    await importFile(connection, bankFile([receipt('1-1'), receipt('1-2')]));
    await claimAll(connection);
    await importFile(connection, list(listed('01'), listed('02'), listed('03')));
    expect(stands(connection)).toEqual([192_000, 96_000, 0, -288_000]);
    isSound(connection);
  });

  it('is preferred to an open one of somebody unknown, and not met for another client', async () => {
    const connection = await twoClients();
    await importFile(connection, bankFile([receipt('1-1')]));
    await claimAll(connection);
    await importFile(
      connection,
      bankFile([receipt('1-2', '周某')], { account: '1202000000000000002', openingYuan: 0 }),
    );
    await importFile(connection, list(listed('01')));
    expect(stands(connection)).toEqual([192_000, 0, -96_000, -96_000]);
    await importFile(connection, list(listed('02').replace(PAYER, '苏州石桥服饰有限公司')));
    expect(stands(connection)).toEqual([192_000, 0, 0, -192_000]);
    isSound(connection);
  });

  it('may be met again once the list is taken back', async () => {
    const connection = await twoClients();
    await importFile(connection, bankFile([receipt('1-1')]));
    await claimAll(connection);
    const { done } = await importFile(connection, list(listed('01')));
    await undoImport(connection, caller(), done.batch!);
    await importFile(connection, list(listed('02')));
    expect(stands(connection)).toEqual([96_000, 0, 0, -96_000]);
    isSound(connection);
  });

  it('a claim by the list itself is no claim that another row of the list may meet', async () => {
    const connection = await twoClients();
    await importFile(connection, bankFile([receipt('1-1')]));
    await importFile(connection, list(listed('01')));
    await importFile(connection, list(listed('02')));
    expect(stands(connection)).toEqual([96_000, 96_000, 0, -192_000]);
    isSound(connection);
  });
});
