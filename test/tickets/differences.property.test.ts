import fc from 'fast-check';
import { expect, it } from 'vitest';
import { counts, differencesOf, type Met, signedFen } from '../../src/domain/matching/book/difference.ts';
import { foundKey } from '../../src/domain/matching/book/found.ts';
import { PartyBook } from '../../src/domain/matching/book/parties.ts';
import { entriesOf, RELATIONS, UNEQUAL } from '../../src/domain/matching/book/relations.ts';
import { CLIENTS, listed, matched, received } from '../matching/rows.ts';

const NAMES = ['杭州云杉电子商务有限公司', '郑州云舟化妆品有限公司', '李四'];
const event = fc.record({
  fen: fc.integer({ min: 100, max: 500 }),
  keptFen: fc.integer({ min: 0, max: 2 }),
  day: fc.integer({ min: 1, max: 31 }),
  month: fc.constantFrom('2026-05', '2026-06'),
  name: fc.constantFrom(...NAMES),
  sides: fc.constantFrom('both', 'bank', 'list'),
  hasNumber: fc.boolean(),
});
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

it('the tickets of a month add up to the difference of the totals, for each relation and client', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 25 }), events => {
      const rows = events.flatMap(({ fen, keptFen, day, month, name, sides, hasNumber }, at) => {
        const time = `${month}-${String(Math.min(day, 30)).padStart(2, '0')} 09:00:00`;
        const merchantId = `SK2026${String(at).padStart(10, '0')}`;
        const bank = received(yuan(fen - keptFen), time, { party: name, memo2: hasNumber ? merchantId : '' });
        const list = listed('收款', yuan(fen), time, { party: name, merchantId });
        return sides === 'both' ? [bank, list] : [sides === 'bank' ? bank : list];
      });
      const met = new Map<string, Met>();
      for (const match of matched(rows).filter(({ state }) => state === 'matched')) {
        const all = [...match.left, ...match.right];
        const client = match.right[0]!.client;
        const of = { key: foundKey(match), differenceFen: match.differenceFen, client };
        for (const { row } of all) met.set(`${match.relation} ${row}`, of);
      }
      const entries = entriesOf(rows, new PartyBook(CLIENTS));
      const totals = new Map<string, number>();
      const add = (key: string, fen: number) => totals.set(key, (totals.get(key) ?? 0) + fen);
      for (const month of ['2026-05', '2026-06']) {
        for (const relation of RELATIONS.filter(each => !UNEQUAL.has(each)))
          for (const entry of entries[relation]) {
            const of = met.get(`${relation} ${entry.row}`);
            if (counts(entry, month, of !== undefined))
              add(`${month} ${relation} ${of ? of.client : entry.client}`, signedFen(entry));
          }
        for (const { relation, client, fen } of differencesOf(entries, { month, met })) {
          expect(fen).not.toBe(0);
          add(`${month} ${relation} ${client}`, -fen);
        }
      }
      for (const rest of totals.values()) expect(rest).toBe(0);
    }),
  );
});
