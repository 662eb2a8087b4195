import { describe, expect, it } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import { checklistOf, sayNoBusiness } from '../../src/services/close.ts';
import { undoImport } from '../../src/services/imports.ts';
import { sealedFigures } from '../../src/store/close.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller as importer, importFile } from '../imports/desk.ts';
import { list, twoClients } from '../imports/sheets.ts';
import { ASKING, caller, closeAll } from './book.ts';

const ACCOUNT = '1700000000000001,上海木桥商贸有限公司';
const HEAD = [
  '2026-05-01 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10000.00,非赠款,,对公转账',
  '2026-05-01 09:42:04,付款,CZ202605010000002,,上海木桥商贸有限公司,,5000.00,非赠款,,充值付款',
  `2026-05-01 10:12:04,充值,CZ202605010000002,${ACCOUNT},,5150.00,非赠款,,代理商加款`,
];
const spent = (no: string, yuan: string) =>
  `2026-05-02 12:00:00,消耗,73000100000163751${no},${ACCOUNT},PC千川,${yuan},非赠款,,`;

/** A book whose May is closed, for all or for the client only. */
async function closedMay(client: number | null): Promise<{ connection: Connection; batch: number }> {
  const connection = await twoClients('orders');
  const { done } = await importFile(connection, list(...HEAD, spent('87', '300.00')));
  const { moneys } = checklistOf(connection, { month: '2026-05', client: null }, ASKING);
  for (const { id: money } of moneys)
    await sayNoBusiness(connection, caller(), { month: '2026-05', money, reason: '演示' }, ASKING);
  expect(await closeAll(connection, '2026-05', client)).toMatchObject({ closed: true });
  return { connection, batch: done.batch! };
}

const daysOf = (connection: Connection, batch: number | null) =>
  connection.prepareValue('SELECT DISTINCT effective_on FROM transfer WHERE batch = ?').all(batch);

describe.each([
  ['the book', null],
  ['a client', 1],
] as const)('imports into a closed month of %s', (_, client) => {
  it('late rows, corrections and taking a file back count in the open month; the sealed figures stay', async () => {
    const { connection, batch } = await closedMay(client);
    const sealed = sealedFigures(connection, '2026-05', client).digest;
    const late = await importFile(connection, list(...HEAD, spent('87', '300.00'), spent('99', '20.00')));
    expect(late.counts).toMatchObject({ new: 1, known: 4 });
    expect(daysOf(connection, late.done.batch)).toEqual(['2026-06-01']);
    const linked = `SELECT count(*) FROM transfer t JOIN source_row s ON s.id = t.source_row
      WHERE t.batch = ? AND s.raw LIKE '%2026-05-02%'`;
    expect(connection.prepareValue(linked).get(late.done.batch)).toBeGreaterThan(0);
    await undoImport(connection, importer(), late.done.batch!);

    const corrected = await importFile(connection, list(...HEAD, spent('87', '310.00')));
    expect(corrected.counts.corrected).toBe(1);
    expect(daysOf(connection, corrected.done.corrections[0]!)).toEqual(['2026-06-01']);
    await undoImport(connection, importer(), corrected.done.corrections[0]!);

    await undoImport(connection, importer(), batch);
    const red = connection.prepareValue('SELECT id FROM batch WHERE reverses_batch = ?').get(batch) as number;
    const days = daysOf(connection, red) as string[];
    if (client === null) expect(days).toEqual(['2026-06-01']);
    else expect(days).toContain('2026-06-01');
    expect(sealedFigures(connection, '2026-05', client).digest).toBe(sealed);
    expect(verify(connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
