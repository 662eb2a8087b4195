import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { undoImport } from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { openTickets } from '../../src/store/imports-tickets.ts';
import { caller } from '../imports/desk.ts';
import { fund, importAt, isSound, no, orderBook, suixintuiFile } from '../orders-book/desk.ts';

/** A list of one order of 500 that spent 300 and ended, with what it says came back. */
function told(refunded: string, { payment = '账户余额', spent = '300.00' } = {}): string {
  const path = suixintuiFile([{ no: no(1), spent, state: '投放完成', payment }]);
  const [head, row] = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  writeFileSync(path, `${head},退款金额\r\n${row},${refunded}\r\n`);
  return path;
}
const tickets = (connection: Connection) =>
  openTickets(connection).map(({ reason, amountFen, caseNo, pool }) => [reason, amountFen, caseNo, pool]);

async function book(): Promise<Connection> {
  const connection = await orderBook('orders');
  await fund(connection, 1_000_000);
  return connection;
}

describe('REF-3 what came back into the pool for an order', () => {
  it('short or over opens a ticket of the difference; what it should be closes it', async () => {
    const connection = await book();
    await importAt(connection, told('150.00'));
    expect(tickets(connection)).toEqual([['REFUND_SHORT', 5_000, no(1), 1]]);
    await importAt(connection, told('230.00'), '2026-05-13T02:00:00Z');
    expect(tickets(connection)).toEqual([['REFUND_OVER', 3_000, no(1), 1]]);
    await importAt(connection, told('200.00'), '2026-05-14T02:00:00Z');
    expect(tickets(connection)).toEqual([]);
    isSound(connection);
  });

  it('exact, not told yet, or paid directly: no ticket', async () => {
    for (const path of [told('200.00'), told('0'), told(''), told('150.00', { payment: '支付宝' })]) {
      const connection = await book();
      await importAt(connection, path);
      const reasons = openTickets(connection).map(({ reason }) => reason);
      expect(reasons.filter(reason => reason.startsWith('REFUND_'))).toEqual([]);
    }
  });

  it('is gone with the import that told it', async () => {
    const connection = await book();
    const { done } = await importAt(connection, told('150.00'));
    expect(tickets(connection)).toHaveLength(1);
    await undoImport(connection, caller(), done.batch!);
    expect(tickets(connection)).toEqual([]);
    isSound(connection);
  });
});
