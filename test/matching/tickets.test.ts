import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { matchMonth } from '../../src/runtime/matching-acts.ts';
import { shippedRulebook } from '../../src/runtime/rulebook.ts';
import {
  acceptRounds,
  adjustmentPairs,
  adjustTicket,
  attachToTicket,
  carryTicket,
  keepTickets,
  listTickets,
  previewAdjustment,
  reopenTicket,
  roundTickets,
  takeBackAdjustment,
  ticketLinks,
  writeTicketFile,
} from '../../src/services/tickets.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile, placeFor } from '../imports/desk.ts';
import { bankFile, CCB, CLIENT, isSound, list, net, twoClients } from '../imports/sheets.ts';

const month = '2026-05';
const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: () => 0 };
const shipped = shippedRulebook();
const run = (connection: Connection) =>
  matchMonth({ connection }, { caller: caller(), month, client: null }, HOOKS);
const tickets = (connection: Connection, decided = false) =>
  listTickets(connection, { month, decided, on: '2026-06-10' }).tickets.filter(
    ({ relation }) => relation === 'receipt',
  );

const no = (at: number) => `SK20260503${String(at).padStart(7, '0')}`;

/** Receipts with their numbers on both sides, each told by the list at `listed` and by the bank at `net` yuan. */
async function receipts(...deals: { net: number; listed: string | null }[]): Promise<Connection> {
  const connection = await twoClients();
  const rows = deals.map(({ net: yuan }, at) => ({
    ...{ day: '2026-05-03', net: yuan, party: CLIENT.name, note: no(at), no: String(at) },
  }));
  await importFile(connection, bankFile(rows), { account: CCB });
  const told = deals.flatMap(({ listed }, at) =>
    listed === null
      ? []
      : [`2026-05-03 10:00:${10 + at},收款,${no(at)},,${CLIENT.name},,${listed},非赠款,,对公转账`],
  );
  if (told.length > 0) await importFile(connection, list(...told));
  await run(connection);
  return connection;
}

it('ADJ-1 a ticket is adjusted by E59 on an allowed pair, and the adjustment taken back in red', async () => {
  const connection = await receipts({ net: 0.5, listed: null });
  const [ticket] = tickets(connection);
  expect(ticket).toMatchObject({ amountFen: 50, state: 'open' });
  const pairs = adjustmentPairs(connection, { ticket: ticket!.id, shipped });
  const gain = pairs.find(({ debit, credit }) => debit.code === '2241.01' && credit.code === '6603.03')!;
  const wanted = { ticket: ticket!.id, pair: gain.pair, amountFen: 50, shipped };
  expect(previewAdjustment(connection, wanted)).toMatchObject({
    ...{ effectiveOn: '2026-05-03', rule: { id: 'ADJ-1' } },
    legs: [{ debit: '2241.01', credit: '6603.03', amountFen: 50 }],
  });
  const { batch } = await adjustTicket(connection, caller(), { ...wanted, note: '零星尾差' });
  expect(tickets(connection, true)[0]).toMatchObject({ state: 'decided', resolution: 'adjustment' });
  expect([net(connection, '2241.01'), net(connection, '6603.03')]).toEqual([0, -50]);
  const links = ticketLinks(connection, { ticket: ticket!.id });
  expect(links.adjustments).toMatchObject([{ batch, amountFen: 50, isReversed: false }]);
  expect(links.rows).toMatchObject([{ side: 'left', fen: 50, party: CLIENT.name }]);
  expect(links.history.map(({ procedure }) => procedure)).toEqual(['tickets.sync', 'tickets.adjust']);
  // A run leaves it, as the difference stands as it was.
  await run(connection);
  expect(tickets(connection)).toEqual([]);
  await takeBackAdjustment(connection, caller(), { ticket: ticket!.id, note: '有误' });
  expect(tickets(connection)[0]).toMatchObject({ state: 'open', resolution: null });
  expect(net(connection, '6603.03')).toBe(0);
  isSound(connection);
});

it('ADJ-1 an adjustment above what stands, or above the rounding limit, is refused', async () => {
  const connection = await receipts({ net: 500, listed: null });
  const ticket = tickets(connection)[0]!.id;
  const pair = adjustmentPairs(connection, { ticket, shipped }).find(
    ({ debit }) => debit.code === '2241.01',
  )!;
  const wanted = { ticket, pair: pair.pair, shipped };
  const adjust = (amountFen: number) =>
    adjustTicket(connection, caller(), { ...wanted, amountFen, note: '试' });
  await expect(adjust(500)).rejects.toMatchObject({ code: 'accounting.rounding_too_large' });
  await expect(
    adjustTicket(connection, caller(), { ...wanted, pair: 'pair 1 2', amountFen: 1, note: '试' }),
  ).rejects.toMatchObject({ code: 'tickets.pair_unknown' });
  isSound(connection);
});

it('ROUND 尾差 is proposed only for one 分 under the same number, and written off in bulk', async () => {
  const connection = await receipts(
    { net: 900.01, listed: '900.00' },
    { net: 700.02, listed: '700.00' },
    { net: 800, listed: '800.00' },
  );
  const { tickets: proposed, sumFen } = roundTickets(connection, { month });
  expect(proposed.map(({ amountFen }) => amountFen)).toEqual([1]);
  expect(sumFen).toBe(1);
  const all = tickets(connection).map(({ id }) => id);
  const done = await acceptRounds(connection, caller(), { month, tickets: all, note: '尾差', shipped });
  expect(done).toMatchObject({ accepted: 1, sumFen: 1, refused: [] });
  expect(net(connection, '6603.03')).toBe(-1);
  expect(tickets(connection).map(({ amountFen }) => amountFen)).toEqual([2]);
  isSound(connection);
});

it('a ticket is carried with an owner and a day, given to another in bulk, and keeps its evidence', async () => {
  const connection = await receipts({ net: 500, listed: null });
  const ticket = tickets(connection)[0]!.id;
  const carried = { ticket, owner: '王会计', dueOn: '2026-06-30', note: '等客户回单' };
  await carryTicket(connection, caller(), carried);
  expect(tickets(connection)[0]).toMatchObject({ state: 'carried', owner: '王会计', dueOn: '2026-06-30' });
  await keepTickets(connection, caller(), { tickets: [ticket], owner: '李会计' });
  expect(tickets(connection)[0]).toMatchObject({ owner: '李会计', dueOn: '2026-06-30' });
  await reopenTicket(connection, caller(), { ticket, note: '重新查' });
  const path = placeFor('回单.pdf');
  writeFileSync(path, '%PDF-1.4 回单');
  const { attachment } = await attachToTicket(connection, caller(), { ticket, path, name: '回单.pdf' });
  expect(ticketLinks(connection, { ticket }).files).toMatchObject([{ attachment, name: '回单.pdf' }]);
  const out = placeFor('out.pdf');
  expect(await writeTicketFile(connection, { ticket, attachment, path: out })).toEqual({ name: '回单.pdf' });
  isSound(connection);
});
