import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MatchView } from '../../src/contract/matching.ts';
import { daysBetween } from '../../src/domain/matching/book/found.ts';
import { isDue } from '../../src/domain/matching/book/kept.ts';
import { UNEQUAL } from '../../src/domain/matching/book/relations.ts';
import type { Params } from '../../src/domain/refusal.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { matchMonth } from '../../src/runtime/matching-acts.ts';
import { readMonth } from '../../src/services/matching/load.ts';
import { acceptMatch, listMatches, rejectMatch, undoLast } from '../../src/services/matching.ts';
import { listTickets } from '../../src/services/tickets.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, CCB, CLIENT, list, OTHER, twoClients } from '../imports/sheets.ts';

const month = '2026-05';
const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: () => 0 };
const RUNS = Number(process.env.RELIABILITY_RUNS ?? 12);

interface Deal {
  day: number;
  fen: number;
  isOther: boolean;
  hasNumber: boolean;
  told: 'both' | 'bank' | 'list';
  keptFen: number;
  /** Where its row stands in a file that is shuffled. */
  place: number;
}

// Few amounts and days, so that twins and accidental sums occur.
const deal: fc.Arbitrary<Deal> = fc.record({
  day: fc.integer({ min: 3, max: 6 }),
  fen: fc.constantFrom(50_000, 100_000, 150_000, 123_456, 60_001),
  isOther: fc.boolean(),
  hasNumber: fc.boolean(),
  told: fc.constantFrom('both', 'both', 'both', 'bank', 'list'),
  keptFen: fc.constantFrom(0, 0, 0, 300, 1),
  place: fc.nat(),
});
const deals = fc.array(deal, { minLength: 2, maxLength: 9 });

const numberOf = (at: number) => `SK20260501${String(at).padStart(8, '0')}`;

/** The book of these deals after a run: a bank file and a list, their rows as dealt or shuffled. */
async function matched(dealt: readonly Deal[], { shuffled = false } = {}) {
  const connection = await twoClients();
  const order = dealt.map((each, at) => ({ ...each, at }));
  if (shuffled) order.sort((one, other) => one.place - other.place || other.at - one.at);
  const name = ({ isOther }: Deal) => (isOther ? OTHER.name : CLIENT.name);
  const day = (each: Deal) => `2026-05-${String(each.day).padStart(2, '0')}`;
  const bank = order
    .filter(({ told }) => told !== 'list')
    .map(each => ({
      ...{ day: day(each), net: (each.fen - each.keptFen) / 100, party: name(each), no: String(each.at) },
      note: each.hasNumber ? numberOf(each.at) : '推广费',
    }));
  const listed = order
    .filter(({ told }) => told !== 'bank')
    .map(
      each =>
        `${day(each)} 10:00:${String(each.at).padStart(2, '0')},收款,${numberOf(each.at)},,${name(each)},,${(each.fen / 100).toFixed(2)},非赠款,,对公转账`,
    );
  if (bank.length > 0) await importFile(connection, bankFile(bank), { account: CCB });
  if (listed.length > 0) await importFile(connection, list(...listed));
  await matchMonth({ connection }, { caller: caller(), month, client: null }, HOOKS);
  return connection;
}

const matchesOf = (connection: Connection) =>
  listMatches(connection, { month, client: null, offset: 0, limit: 500 }).matches;

/** Matches by what their rows say, whatever ids the rows and matches have. */
function told(connection: Connection): unknown[] {
  const row = ({ side, fen, day, party }: MatchView['rows'][number]) => `${side} ${day} ${fen} ${party}`;
  return matchesOf(connection)
    .map(({ relation, rule, state, differenceFen, client, rows }) =>
      [relation, rule, state, differenceFen, client, ...rows.map(row).toSorted()].join(' | '),
    )
    .toSorted();
}

/** All that a person sees: matches with their ids of rows, and tickets. */
function seen(connection: Connection): unknown {
  const matches = matchesOf(connection).map(({ relation, rule, state, rows }) =>
    [relation, rule, state, ...rows.map(({ sourceRow }) => sourceRow).toSorted((a, b) => a - b)].join(' '),
  );
  const { tickets } = listTickets(connection, { month, decided: true, on: '2026-06-10' });
  // A ticket that a match ended stays as history.
  const open = tickets
    .filter(({ resolution }) => resolution !== 'match')
    .map(({ relation, reason, amountFen, state }) => [relation, reason, amountFen, state].join(' '));
  return { matches: matches.toSorted(), tickets: open.toSorted() };
}

const sum = (rows: readonly { fen: number }[]) => rows.reduce((fen, each) => fen + each.fen, 0);

/** What a sentence of evidence claims, against the rows. */
function isTrue(code: string, params: Params, match: MatchView, raws: readonly string[]): boolean {
  const left = match.rows.filter(({ side }) => side === 'left');
  const right = match.rows.filter(({ side }) => side === 'right');
  switch (code.replace('matching.evidence.', '')) {
    case 'amount':
      return sum(left) === params.fen && sum(right) === params.fen;
    case 'difference':
      return (
        sum(left) === params.leftFen &&
        sum(right) === params.rightFen &&
        sum(left) - sum(right) === params.fen
      );
    case 'number':
      return raws.every(raw => raw.includes(String(params.number)));
    case 'same_day':
      return match.rows.every(({ day }) => day === params.day);
    case 'days':
      return Math.abs(daysBetween(left[0]!, right[0]!)) === Math.abs(Number(params.days));
    case 'fee':
      return sum(right) - sum(left) === params.fen;
    case 'sum':
      return [left, right].some(side => side.length === params.count && sum(side) === params.fen);
    default:
      return true;
  }
}

it('FZ6 rows in another order match alike', async () => {
  await fc.assert(
    fc.asyncProperty(deals, async dealt => {
      const [plain, other] = [await matched(dealt), await matched(dealt, { shuffled: true })];
      expect(told(other)).toEqual(told(plain));
      plain.close();
      other.close();
    }),
    { numRuns: RUNS, seed: 61 },
  );
}, 600_000);

it('FZ6 no row is used twice, sums hold, the evidence is true', async () => {
  await fc.assert(
    fc.asyncProperty(deals, async dealt => {
      const connection = await matched(dealt, { shuffled: true });
      const raw = connection.prepareValue('SELECT raw FROM source_row WHERE id = ?');
      const matches = matchesOf(connection);
      const used = matches
        .filter(({ state }) => state === 'matched')
        .flatMap(({ relation, rows }) => rows.map(({ sourceRow }) => `${relation} ${sourceRow}`));
      expect(new Set(used).size).toBe(used.length);
      for (const match of matches) {
        const [left, right] = (['left', 'right'] as const).map(of =>
          sum(match.rows.filter(({ side }) => side === of)),
        );
        if (!UNEQUAL.has(match.relation)) expect(match.differenceFen).toBe(left! - right!);
        const raws = match.rows.map(({ sourceRow }) => raw.get(sourceRow) as string);
        for (const { code, params } of match.evidence)
          expect(
            isTrue(code, params, match, raws),
            `${code} ${JSON.stringify({ params, rows: match.rows })}`,
          ).toBe(true);
      }
      connection.close();
    }),
    { numRuns: RUNS, seed: 62 },
  );
}, 600_000);

it('FZ6 what is matched or parted by hand and taken back leaves what was there before', async () => {
  await fc.assert(
    fc.asyncProperty(deals, fc.nat(), fc.nat(), async (dealt, pick, other) => {
      const connection = await matched(dealt);
      const before = seen(connection);
      const matches = matchesOf(connection);
      const free = (side: 'left' | 'right') => {
        const used = new Set(matches.flatMap(({ rows }) => rows.map(({ sourceRow }) => sourceRow)));
        const { all } = readMonth(connection, month);
        return all.receipt.filter(entry => entry.side === side && isDue(entry) && !used.has(entry.row));
      };
      const [left, right] = [free('left'), free('right')];
      if (left.length > 0 && right.length > 0) {
        const rows = { left: [left[pick % left.length]!.row], right: [right[other % right.length]!.row] };
        await acceptMatch(connection, caller(), { month, relation: 'receipt', ...rows });
        expect(seen(connection)).not.toEqual(before);
        await undoLast(connection, caller(), { month });
        expect(seen(connection)).toEqual(before);
      }
      const match = matches[pick % (matches.length || 1)];
      if (match) {
        const rows = (of: 'left' | 'right') =>
          match.rows.filter(({ side }) => side === of).map(({ sourceRow }) => sourceRow);
        const sides = { left: rows('left'), right: rows('right') };
        await rejectMatch(connection, caller(), { month, relation: match.relation, ...sides });
        await undoLast(connection, caller(), { month });
        expect(seen(connection)).toEqual(before);
      }
      expect(verify(connection).findings).toEqual([]);
      connection.close();
    }),
    { numRuns: RUNS, seed: 63 },
  );
}, 600_000);
