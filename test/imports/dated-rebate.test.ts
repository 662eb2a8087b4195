import { expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { insertRow } from '../../src/store/changes.ts';
import { caller, importFile } from './desk.ts';
import { CLIENT, isSound, list, net, twoClients } from './sheets.ts';

const ACCOUNT = '1700000000000001';
const NAME = CLIENT.name;
const paid = (no: string, day: string) => [
  `${day} 09:42:04,付款,${no},${ACCOUNT},${NAME},,1000.00,非赠款,对公转账,充值付款`,
  `${day} 10:12:04,充值,${no},${ACCOUNT},${NAME},,1030.00,非赠款,,代理商加款`,
];

it('a front rebate in money is passed on only on days on which it was agreed', async () => {
  const connection = await twoClients();
  const { actor, key, at } = caller();
  await command(connection, { actor, key, at, procedure: 'test', input: null }, tx => {
    const ended = { front_rebate_ppm: 0, front_rebate_form: 'cash', from_on: '2026-05-10' };
    insertRow(tx, 'client_term', { client: 1, ...ended });
    return null;
  });
  await importFile(
    connection,
    list(
      `2026-05-01 08:40:33,收款,SK202605010000001,,${NAME},,10000.00,非赠款,,对公转账`,
      ...paid('CZ202605090000001', '2026-05-09'),
      ...paid('CZ202605100000001', '2026-05-10'),
    ),
  );
  expect(net(connection, '1801')).toBe(3_000);
  isSound(connection);
});
