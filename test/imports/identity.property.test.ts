import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportRow } from '../../src/domain/imports/types.ts';
import { countStates } from '../../src/domain/imports/types.ts';
import { BANK_NO_ID, general, Shelf, TEMPLATE, told } from './rows.ts';

const KINDS = ['收款', '充值', '下单', '追加', '消耗', '释放', '退款'];

/** A month of a list: several rows share a number, every moment of one number is its own. */
const month = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      no: fc.integer({ min: 1, max: 6 }).map(n => `73000${n}`),
      second: fc.integer({ min: 1, max: 2_500_000 }),
      fen: fc.integer({ min: 1, max: 90_000 }),
      bucket: fc.constantFrom('非赠款', '优惠券'),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map(list => {
    const seen = new Set<string>();
    return list.flatMap(({ kind, no, second, fen, bucket }) => {
      const time = new Date(Date.UTC(2026, 4, 1) + second * 1000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ');
      const key = `${kind} ${no} ${time} ${bucket}`;
      if (seen.has(key) || time.endsWith('00:00:00')) return [];
      seen.add(key);
      return [general(kind, no, time, fen / 100, { bucket })];
    });
  });

function whole(rows: ImportRow[]): string[] {
  const shelf = new Shelf();
  shelf.take(rows, TEMPLATE);
  return shelf.state();
}

describe('FZ5: again, overlap, shuffle and split give the same state', () => {
  it('in any order, in any files, with any overlap', () => {
    fc.assert(
      fc.property(month, fc.infiniteStream(fc.nat()), (rows, chance) => {
        const shuffled = [...rows]
          .map(row => ({ row, by: chance.next().value }))
          .sort((a, b) => a.by - b.by)
          .map(({ row }) => row);
        const cut = shuffled.length === 0 ? 0 : chance.next().value % (shuffled.length + 1);
        const overlap = chance.next().value % 5;
        const shelf = new Shelf();
        shelf.take(shuffled.slice(0, cut), TEMPLATE);
        shelf.take(shuffled.slice(Math.max(0, cut - overlap)), TEMPLATE);
        expect(shelf.state()).toEqual(whole(rows));
        const again = countStates(shelf.take(rows, TEMPLATE));
        expect(again).toEqual({ new: 0, known: rows.length, corrected: 0, refused: 0, undecided: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it('a correction is one new version whatever the order of the file', () => {
    fc.assert(
      fc.property(month, fc.nat(), (rows, pick) => {
        fc.pre(rows.length > 0);
        const shelf = new Shelf();
        shelf.take(rows, TEMPLATE);
        const at = pick % rows.length;
        const fixed = rows.map((entry, index) => {
          if (index !== at) return entry;
          const { row } = entry;
          const more = (amountE5: number) => (amountE5 === 0 ? 0 : amountE5 + 1000);
          return {
            row: {
              ...row,
              incomeE5: more(row.incomeE5),
              expenseE5: more(row.expenseE5),
              neutralE5: more(row.neutralE5),
            },
          };
        });
        const counts = countStates(shelf.take([...fixed].reverse(), TEMPLATE));
        expect(counts).toEqual({ new: 0, known: rows.length - 1, corrected: 1, refused: 0, undecided: 0 });
        expect(countStates(shelf.take(rows, TEMPLATE)).known).toBe(rows.length);
      }),
      { numRuns: 300 },
    );
  });

  it('rows without any number are counted per file, split by days', () => {
    const row = fc.record({ day: fc.integer({ min: 1, max: 9 }), fen: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (list, cut) => {
        const rows = list.map(({ day, fen }) => told({ time: `2026-05-0${day}`, yuan: fen / 100 }));
        const dayOf = ({ row: { time } }: ImportRow) => Number(time!.slice(8));
        const split = new Shelf();
        split.take(
          rows.filter(entry => dayOf(entry) <= cut),
          BANK_NO_ID,
        );
        split.take(
          rows.filter(entry => dayOf(entry) >= cut),
          BANK_NO_ID,
        );
        const all = new Shelf();
        all.take(rows, BANK_NO_ID);
        expect(split.state()).toEqual(all.state());
      }),
      { numRuns: 200 },
    );
  });
});
