import { type CompareSide, NO_DAY } from '../../src/domain/matching/side.ts';

/** One row of a hand-made side. `amount` in 1/100000; `day` counted from 2026-05-01, null = none. */
export interface SideRow {
  key: string;
  amount: number;
  day: number | null;
  party: string;
}

export const FIRST_DAY = Date.UTC(2026, 4, 1) / 86_400_000;

/** Makes a side by hand, as slowly and plainly as possible: the keys are the sheet's bytes. */
export function sideOf(
  rows: SideRow[],
  chosen: CompareSide['chosen'] = { key: true, date: true, party: true },
): CompareSide {
  const encoded = rows.map(row => new TextEncoder().encode(chosen.key ? row.key : ''));
  const bytes = new Uint8Array(encoded.reduce((sum, key) => sum + key.length, 0));
  const parties = [...new Set(rows.map(row => row.party))].filter(party => chosen.party && party !== '');
  let at = 0;
  const side: CompareSide = {
    rows: rows.length,
    firstRecord: 0,
    record: null,
    recordLine: null,
    bytes,
    extra: new Uint8Array(0),
    keyStart: new Uint32Array(rows.length),
    keyBytes: Uint16Array.from(encoded, key => key.length),
    // A poor hash on purpose: equal hashes of unequal keys must do no harm.
    keyHash: Uint32Array.from(rows, row => row.key.length % 3),
    amountE5: Float64Array.from(rows, row => row.amount),
    day: Int32Array.from(rows, row => (!chosen.date || row.day === null ? NO_DAY : FIRST_DAY + row.day)),
    party: Int32Array.from(rows, row => parties.indexOf(row.party) + 1),
    parties,
    chosen,
    findings: [],
  };
  encoded.forEach((key, row) => {
    side.keyStart[row] = at;
    bytes.set(key, at);
    at += key.length;
  });
  return side;
}
