import { describe, expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { attention } from '../../src/services/attention.ts';
import { openTickets, undoImport } from '../../src/services/imports.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile, preview } from './desk.ts';
import { bankFile, CCB, isSound, list, SECOND, twoClients } from './sheets.ts';

const RECEIVED =
  '2026-05-03 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10000.00,非赠款,,对公转账';
const PAID = '2026-05-01 09:42:04,付款,CZ202605010000002,,上海木桥商贸有限公司,,5000.00,非赠款,,充值付款';
const CREDITED =
  '2026-05-01 10:12:04,充值,CZ202605010000002,1700000000000001,上海木桥商贸有限公司,,5150.00,非赠款,,代理商加款';

const reasons = (connection: Connection) => openTickets(connection).map(({ reason }) => reason);
const decided = (connection: Connection) =>
  connection
    .prepareRaw("SELECT reason, decided_batch FROM ticket WHERE state = 'decided' ORDER BY id")
    .all() as [string, number][];

describe('tickets of an import', () => {
  it('DEPOSIT_DIFF and OVERDRAFT are settled by the rows that come later, with their batch; undone, they are open again', async () => {
    const connection = await twoClients();
    await importFile(connection, list(CREDITED));
    expect(reasons(connection)).toEqual(['OVERDRAFT', 'DEPOSIT_DIFF']);
    const { done: paid } = await importFile(connection, list(PAID));
    expect(reasons(connection)).toEqual(['OVERDRAFT']);
    const { done } = await importFile(connection, list(RECEIVED));
    expect(reasons(connection)).toEqual([]);
    expect(decided(connection)).toEqual([
      ['OVERDRAFT', done.batch],
      ['DEPOSIT_DIFF', paid.batch],
    ]);
    isSound(connection);
    await undoImport(connection, caller(), done.batch!);
    expect(reasons(connection)).toEqual(['OVERDRAFT']);
    isSound(connection);
  });

  it('of an undone import are not asked about any more', async () => {
    const connection = await twoClients();
    const { done } = await importFile(connection, list(CREDITED));
    const undone = await undoImport(connection, caller(), done.batch!);
    expect([reasons(connection), decided(connection).map(([, batch]) => batch)]).toEqual([
      [],
      [undone.batch, undone.batch],
    ]);
  });
});

describe('attention', () => {
  const all = (connection: Connection) =>
    attention(connection, { kind: 'all' }, '2026-06-02').map(
      ({ subject, reason, count, sumFen, oldestOn }) => [reason ?? subject, count, sumFen, oldestOn],
    );

  it('tells what waits: how many, how much, since when', async () => {
    const connection = await twoClients();
    expect(all(connection)).toEqual([['clients_without_manager', 2, null, null]]);
    await command(connection, { ...caller(), procedure: 'parties.add', input: null }, tx => {
      for (const number of [CCB, SECOND])
        insertRow(tx, 'money_account', { kind: 'bank', name: `银行${number}`, search_key: number, number });
      insertRow(tx, 'client_alias', { client: 1, kind: 'payer', text: '周某', search_key: '周某' });
      insertRow(tx, 'client_alias', { client: 2, kind: 'payer', text: '周某', search_key: '周某' });
      return insertRow(tx, 'client_manager', {
        client: 1,
        manager: insertRow(tx, 'manager', { name: '林经理', search_key: '林经理' }),
        role: 'main',
      });
    });
    await importFile(
      connection,
      bankFile([
        { day: '2026-05-04', net: 700, party: '周某', no: '1-1' },
        { day: '2026-05-05', net: -50, party: '某某公司', no: '1-2' },
        { day: '2026-05-06', net: -90, partyAccount: SECOND, no: '1-3' },
      ]),
    );
    await importFile(
      connection,
      bankFile([{ day: '2026-05-20', net: 5, party: '周某', no: '1-9' }], { openingYuan: 1_000_000 }),
    );
    await importFile(connection, list(CREDITED, RECEIVED.replace('上海木桥商贸有限公司', '没有这个客户')));
    await preview(connection, list(PAID));
    expect(all(connection)).toEqual([
      ['receipts', 2, 70_500, '2026-05-04'],
      ['payments', 1, 5_000, '2026-05-05'],
      ['transfers', 1, 9_000, '2026-05-06'],
      ['undecided', 1, 1_000_000, '2026-05-03'],
      ['plans', 1, null, '2026-06-02'],
      ['gaps', 1, 56_000, '2026-05-20'],
      ['identities', 1, 100_000_000, '2026-05-04'],
      ['DEPOSIT_DIFF', 1, 515_000, '2026-05-01'],
      ['OVERDRAFT', 1, 515_000, '2026-05-01'],
      ['clients_without_manager', 1, null, null],
      ['shared_names', 1, null, null],
    ]);
  });

  it('tells a manager of the tickets of the own clients only', async () => {
    const connection = await twoClients();
    await importFile(connection, list(CREDITED));
    const manager = await command(connection, { ...caller(), procedure: 'parties.add', input: null }, tx => {
      const id = insertRow(tx, 'manager', { name: '林经理', search_key: '林经理' });
      insertRow(tx, 'client_manager', { client: 1, manager: id, role: 'main', until_on: '2026-05-31' });
      return id;
    });
    const on = (day: string) => attention(connection, { kind: 'manager', manager, on: day }, day);
    expect(on('2026-05-31')).toEqual([
      { subject: 'tickets', reason: 'OVERDRAFT', count: 1, sumFen: 515_000, oldestOn: '2026-05-01' },
    ]);
    expect(on('2026-06-01')).toEqual([]);
  });
});
