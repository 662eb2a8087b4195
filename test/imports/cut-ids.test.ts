import { describe, expect, it } from 'vitest';
import { IdColumn } from '../../src/domain/cut-ids.ts';
import type { Container } from '../../src/domain/table.ts';
import { undecidedRows } from '../../src/services/imports.ts';
import { importFile } from './desk.ts';
import { CLIENT, list, twoClients } from './sheets.ts';

/** Those of the ids that are destroyed. */
function cut(ids: string[], container: Container = 'text'): string[] {
  const column = new IdColumn(container);
  for (const id of ids) column.take(id);
  const judged = ids.filter(id => column.isCut(id));
  expect(column.cutCount).toBe(judged.length);
  return judged;
}

describe('ids that end in zeros', () => {
  it('three zeros beyond the 15th digit are destroyed, one says nothing', () => {
    expect(
      cut(['7300010000123000000', '730001000012345000', '7300010000123450', '7300010000016375187']),
    ).toEqual(['7300010000123000000', '730001000012345000']);
  });

  it('of 17 digits the others of that length decide', () => {
    const genuine = '73000100001234500';
    expect(cut([genuine, '73000100001234518', '73000100001234527'])).toEqual([]);
    expect(cut([genuine, '73000100001234600', '73000100001234527'])).toEqual([genuine, '73000100001234600']);
    expect(cut([genuine, '73000100001234518'])).toEqual([]);
    expect(cut([genuine, '7300010000016375187', 'SK202605010000001'])).toEqual([genuine]);
  });

  it('in the text cells of a workbook every digit was written', () => {
    expect(cut(['7300010000123000000', '73000100001234500'], 'xlsx')).toEqual([]);
  });
});

describe('an import of ids that end in zeros', () => {
  const row = (no: string, second: string) =>
    `2026-05-01 08:40:${second},收款,${no},,${CLIENT.name},,10.00,非赠款,支付宝,转账`;

  it('keeps the destroyed ones waiting and books the others', async () => {
    const connection = await twoClients();
    const { counts } = await importFile(
      connection,
      list(row('73000100001234500', '01'), row('73000100001234518', '02'), row('7300010000123000000', '03')),
    );
    expect(counts).toMatchObject({ new: 2, refused: 1 });
    expect(undecidedRows(connection)).toMatchObject([
      { reason: 'imports.id_destroyed', params: { id: '7300010000123000000' }, amountFen: 1_000 },
    ]);
  });

  it('keeps two rows whose ids were cut to the same digits apart, waiting', async () => {
    const connection = await twoClients();
    const { counts } = await importFile(
      connection,
      list(row('73000100001234500', '01'), row('73000100001234500', '02'), row('73000100001234600', '03')),
    );
    expect(counts).toMatchObject({ new: 0, refused: 3 });
    expect(undecidedRows(connection)).toHaveLength(3);
  });
});
