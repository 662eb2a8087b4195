import { expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { matchMonth } from '../../src/runtime/matching-acts.ts';
import { acceptMatch, openRows, takeBackDecision, undoLast } from '../../src/services/matching.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, CCB, CLIENT, isSound, list, net, OTHER, twoClients } from '../imports/sheets.ts';
import { refusalOf } from '../ledger/book.ts';

const month = '2026-05';
const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: () => 0 };
const run = (connection: Connection) =>
  matchMonth({ connection }, { caller: caller(), month, client: null }, HOOKS);

/** The first open row of each side of a relation. */
function sides(connection: Connection, relation: 'receipt' | 'payout') {
  const { rows } = openRows(connection, {
    ...{ month, client: null, relation, on: '2026-06-01', offset: 0, limit: 100 },
  });
  const of = (side: string) =>
    rows
      .filter(row => row.side === side)
      .map(row => row.sourceRow)
      .slice(0, 1);
  return { month, relation, left: of('left'), right: of('right') };
}

const openRowsOf = (connection: Connection) =>
  openRows(connection, { month, client: null, relation: 'receipt', on: '2026-06-01', offset: 0, limit: 100 });

const standing = (connection: Connection) =>
  ['2241.01', '1221.07', '1002.90', '1012.90'].map(code => net(connection, code));

/** Two equal bank rows from nobody known: the import cannot say which of them a list means. */
const twins = (net: number) =>
  ['2', '3'].map(no => ({ day: '2026-05-17', net, party: '吴敏伟', partyAccount: '62999', no }));

it('E02 an accepted receipt clears what was registered against what waits, and takes it back in red', async () => {
  const connection = await twoClients();
  await importFile(connection, bankFile(twins(900)), { account: CCB });
  await importFile(
    connection,
    list(`2026-05-17 11:00:00,收款,SK202605170000002,,${CLIENT.name},,900.00,非赠款,,对公转账`),
  );
  const before = [-180_000, 0, 90_000, 0];
  const cleared = [-90_000, 0, 0, 0];
  expect(standing(connection)).toEqual(before);
  await run(connection);
  expect(standing(connection)).toEqual(before);
  const receipt = sides(connection, 'receipt');
  await acceptMatch(connection, caller(), receipt);
  expect(standing(connection)).toEqual(cleared);
  isSound(connection);
  await takeBackDecision(connection, caller(), receipt);
  expect(standing(connection)).toEqual(before);
  await undoLast(connection, caller(), { month });
  expect(standing(connection)).toEqual(cleared);
  await undoLast(connection, caller(), { month });
  expect(standing(connection)).toEqual(before);
  isSound(connection);
});

it('E02 a match with a difference clears the matched amount and nothing else', async () => {
  const connection = await twoClients();
  const rows = [{ day: '2026-05-17', net: 894.6, party: '吴敏伟', partyAccount: '62999', no: '2' }];
  await importFile(connection, bankFile(rows), { account: CCB });
  await importFile(
    connection,
    list(`2026-05-17 11:00:00,收款,SK202605170000002,,${OTHER.name},,900.00,非赠款,,对公转账`),
  );
  await run(connection);
  await acceptMatch(connection, caller(), sides(connection, 'receipt'));
  expect(standing(connection)).toEqual([0, 0, 540, 0]);
  isSound(connection);
});

it('E06 an accepted payment clears what was registered against what waits', async () => {
  const connection = await twoClients();
  await importFile(connection, bankFile(twins(-700)), { account: CCB });
  const id = CLIENT.qianchuan[0];
  await importFile(
    connection,
    list(
      `2026-05-17 11:00:00,付款,FK202605170000002,${id},${CLIENT.name},,700.00,非赠款,,对公转账`,
      `2026-05-17 11:05:00,充值,FK202605170000002,${id},${CLIENT.name},,700.00,非赠款,,`,
    ),
  );
  expect(standing(connection)).toEqual([0, 140_000, -70_000, 0]);
  await run(connection);
  await acceptMatch(connection, caller(), sides(connection, 'payout'));
  expect(standing(connection)).toEqual([0, 70_000, 0, 0]);
  isSound(connection);
});

it('a match of a closed month is refused by name, and nothing of it changes', async () => {
  const connection = await twoClients();
  await importFile(connection, bankFile(twins(900)), { account: CCB });
  await importFile(
    connection,
    list(`2026-05-17 11:00:00,收款,SK202605170000002,,${CLIENT.name},,900.00,非赠款,,对公转账`),
  );
  await run(connection);
  const receipt = sides(connection, 'receipt');
  await command(connection, { ...caller(), procedure: 'test.close', input: null }, tx => {
    setPeriod(tx, month, 'closed');
    return null;
  });
  const before = [openRowsOf(connection), standing(connection)];
  const refused = await refusalOf(() => acceptMatch(connection, caller(), receipt));
  expect([refused.code, refused.params]).toEqual(['matching.month_closed', { month }]);
  expect([openRowsOf(connection), standing(connection)]).toEqual(before);
  isSound(connection);
});
