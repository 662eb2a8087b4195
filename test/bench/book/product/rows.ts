import { E5_PER_UNIT, parseDecimalE5 } from '../../../../src/domain/money.ts';
import { LIMITS } from '../../../../src/domain/table.ts';
import { RowCursor } from '../../../../src/files/cursor.ts';
import { readInParts } from '../../../../src/files/parts.ts';

/** A row of the list as the plain programs post it. */
export interface FlowRow {
  /** Seconds since 1970. */
  second: number;
  kind: string;
  no: string;
  client: string;
  fen: number;
  memo: string;
}

/** Reads 通用流水 part by part with the product's reader, every row checked; for the floor and for peers that have no reader. */
export function readFlow(path: string, visit: (row: FlowRow) => void): void {
  const done = readInParts({ path, name: path }, { limits: LIMITS }, parts => {
    for (const { sheet, cells, firstRecord } of parts) {
      const cursor = new RowCursor(sheet, cells);
      for (let record = firstRecord === 0 ? 1 : 0; record < sheet.rowCount; record++) {
        cursor.seek(record);
        visit(rowUnder(cursor));
      }
    }
    return true;
  });
  if (!done) throw new Error(`${path} cannot be read in parts`);
}

function rowUnder(cursor: RowCursor): FlowRow {
  const time = cursor.text(0);
  const amountE5 = parseDecimalE5(cursor.text(6));
  const second = secondOf(time);
  const no = cursor.text(2);
  if (cursor.cellCount !== 10 || amountE5 === null || Number.isNaN(second) || no === '')
    throw new Error(`not a row: ${cursor.cells().join(',')}`);
  return {
    second,
    kind: cursor.text(1),
    no,
    client: cursor.text(4),
    fen: (amountE5 * 100) / E5_PER_UNIT,
    memo: cursor.text(9),
  };
}

function secondOf(time: string): number {
  const part = (from: number, to: number) => Number(time.slice(from, to));
  return Date.UTC(part(0, 4), part(5, 7) - 1, part(8, 10), part(11, 13), part(14, 16), part(17, 19)) / 1_000;
}
