import { expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { listTickets } from '../../src/services/tickets.ts';
import { insertRow } from '../../src/store/changes.ts';
import { caller } from '../imports/desk.ts';
import { twoClients } from '../imports/sheets.ts';

it('tickets come page by page, while counts and sums are of all of them', async () => {
  const connection = await twoClients();
  await command(connection, { ...caller(), procedure: 'test', input: null }, tx => {
    for (let day = 1; day <= 9; day++)
      insertRow(tx, 'ticket', {
        ...{ reason: 'UNKNOWN', amount_fen: day, arose_on: `2026-05-0${day}` },
        state: day === 9 ? 'decided' : 'open',
      });
    return null;
  });
  const asked = { month: '2026-05', on: '2026-06-01' };
  const whole = listTickets(connection, asked);
  expect([whole.tickets.length, whole.total, whole.sumFen]).toEqual([8, 8, 36]);
  const pages = [0, 3, 6, 9].map(offset => listTickets(connection, { ...asked, offset, limit: 3 }));
  expect(pages.flatMap(({ tickets }) => tickets)).toEqual(whole.tickets);
  for (const { count, sumFen, total, byReason } of pages)
    expect([count, sumFen, total, byReason]).toEqual([8, 36, 8, whole.byReason]);
  expect(listTickets(connection, { ...asked, decided: true, limit: 2 })).toMatchObject({
    total: 9,
    count: 8,
  });
});
