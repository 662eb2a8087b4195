import { expect, it } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import { matchMonth } from '../../src/runtime/matching-acts.ts';
import {
  acceptMatch,
  keepRules,
  listMatches,
  openRows,
  rejectMatch,
  rulesOfBook,
  takeBackDecision,
  tryRules,
} from '../../src/services/matching.ts';
import { decideTicketOf, listTickets, reopenTicket } from '../../src/services/tickets.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, CCB, CLIENT, list, OTHER, twoClients } from '../imports/sheets.ts';

const month = '2026-05';
const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: () => 0 };
const run = (connection: Connection) =>
  matchMonth({ connection }, { caller: caller(), month, client: null }, HOOKS);
const matches = (connection: Connection, state?: 'matched' | 'suggested') =>
  listMatches(connection, { month, client: null, offset: 0, limit: 100, ...(state ? { state } : {}) })
    .matches;
const open = (connection: Connection) =>
  openRows(connection, { month, client: null, relation: 'receipt', on: '2026-06-10', offset: 0, limit: 100 });
const tickets = (connection: Connection) => listTickets(connection, { month, on: '2026-06-10' });

/** One receipt with its number, and two of the same amount from nobody known. */
async function threeReceipts(): Promise<Connection> {
  const connection = await twoClients();
  const bank = bankFile([
    { day: '2026-05-03', net: 1000, party: CLIENT.name, note: 'SK202605030000001', no: '1' },
    { day: '2026-05-17', net: 900, party: '吴敏伟', partyAccount: '62999', no: '2' },
    { day: '2026-05-17', net: 900, party: '吴敏伟', partyAccount: '62999', no: '3' },
  ]);
  await importFile(connection, bank, { account: CCB });
  const row = (at: string, no: string, name: string, yuan: string) =>
    `${at},收款,${no},,${name},,${yuan},非赠款,,对公转账`;
  const rows = list(
    row('2026-05-03 10:05:00', 'SK202605030000001', CLIENT.name, '1000.00'),
    row('2026-05-17 11:00:00', 'SK202605170000002', CLIENT.name, '900.00'),
    row('2026-05-17 11:00:00', 'SK202605170000003', OTHER.name, '900.00'),
  );
  await importFile(connection, rows);
  return connection;
}

it('a run states numbers, asks about twins, and says the same again', async () => {
  const connection = await threeReceipts();
  const first = await run(connection);
  expect(first).toMatchObject({ exact: 1, byRule: {}, suggested: 4, unmatched: 0 });
  const before = matches(connection);
  expect(await run(connection)).toEqual(first);
  expect(matches(connection)).toEqual(before);
  const { leftFen, rightFen } = open(connection);
  const ofMatching = tickets(connection).tickets.filter(({ relation }) => relation === 'receipt');
  expect(ofMatching.reduce((fen, { amountFen }) => fen + amountFen, 0)).toBe(leftFen - rightFen);
  expect(ofMatching).toHaveLength(4);
});

it('what a person decided stays over every run, and can be taken back', async () => {
  const connection = await threeReceipts();
  await run(connection);
  const [suggested] = matches(connection, 'suggested');
  const of = (side: string) => suggested!.rows.filter(row => row.side === side).map(row => row.sourceRow);
  const sides = { month, relation: 'receipt' as const, left: of('left'), right: of('right') };
  await acceptMatch(connection, caller(), sides);
  await run(connection);
  const person = matches(connection).find(({ rule }) => rule === 'person');
  expect(person).toMatchObject({ state: 'matched', decidedBy: caller().actor });
  expect(tickets(connection).tickets.filter(({ relation }) => relation === 'receipt')).toHaveLength(2);
  const overlap = {
    ...sides,
    right: open(connection)
      .rows.filter(({ side }) => side === 'right')
      .map(({ sourceRow }) => sourceRow),
  };
  await expect(acceptMatch(connection, caller(), overlap)).rejects.toMatchObject({
    code: 'matching.rows_taken',
  });
  await takeBackDecision(connection, caller(), sides);
  await rejectMatch(connection, caller(), sides);
  await run(connection);
  expect(matches(connection, 'suggested')).toHaveLength(3);
  expect(verify(connection).findings).toEqual([]);
});

it('a ticket is decided with a reason and reopened; rules are tried before they are kept', async () => {
  const connection = await threeReceipts();
  await run(connection);
  const ticket = tickets(connection).tickets.find(({ relation }) => relation !== null)!.id;
  await decideTicketOf(connection, caller(), { ticket, note: '代付，已核对' });
  await run(connection);
  expect(tickets(connection).tickets.map(({ id }) => id)).not.toContain(ticket);
  await reopenTicket(connection, caller(), { ticket, note: '再查' });
  expect(tickets(connection).tickets.map(({ id }) => id)).toContain(ticket);
  const rules = rulesOfBook(connection).map(rule => ({ ...rule, isOn: false }));
  expect(tryRules(connection, { month, rules })).toMatchObject({ lost: 0, gained: 0, conflicts: 0 });
  await keepRules(connection, caller(), { rules: rules.toReversed() });
  expect(rulesOfBook(connection)).toEqual(rules.toReversed());
  expect(verify(connection).findings).toEqual([]);
});
