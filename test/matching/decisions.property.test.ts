import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signedFen } from '../../src/domain/matching/book/difference.ts';
import { isDue } from '../../src/domain/matching/book/kept.ts';
import { RELATIONS, type Relation, UNEQUAL } from '../../src/domain/matching/book/relations.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { matchMonth } from '../../src/runtime/matching-acts.ts';
import { readMonth } from '../../src/services/matching/load.ts';
import {
  acceptMany,
  acceptMatch,
  combineMatches,
  listMatches,
  matchingState,
  openRows,
  rejectMatch,
  splitMatch,
  takeBackDecision,
  undoLast,
} from '../../src/services/matching.ts';
import { decideTicketOf, listTickets, reopenTicket } from '../../src/services/tickets.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { matchedRows } from '../../src/store/matching.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, CCB, CLIENT, list, OTHER, twoClients } from '../imports/sheets.ts';

const month = '2026-05';
const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: () => 0 };
const run = (connection: Connection) =>
  matchMonth({ connection }, { caller: caller(), month, client: null }, HOOKS);

interface Deal {
  day: number;
  fen: number;
  isOther: boolean;
  hasNumber: boolean;
  /** Told by the bank, by the list, or by both. */
  told: 'both' | 'bank' | 'list';
  keptFen: number;
}

/** A book with receipts that the bank and the list tell, one file before the other. */
async function book(deals: readonly Deal[], listFirst: boolean): Promise<Connection> {
  const connection = await twoClients();
  const no = (at: number) => `SK20260501${String(at).padStart(8, '0')}`;
  const name = ({ isOther }: Deal) => (isOther ? OTHER.name : CLIENT.name);
  const day = (deal: Deal) => `2026-05-${String(deal.day).padStart(2, '0')}`;
  const bank = deals.flatMap((deal, at) =>
    deal.told === 'list'
      ? []
      : [
          {
            day: day(deal),
            net: (deal.fen - deal.keptFen) / 100,
            party: name(deal),
            note: deal.hasNumber ? no(at) : '推广费',
            no: String(at),
          },
        ],
  );
  const listed = deals.flatMap((deal, at) =>
    deal.told === 'bank'
      ? []
      : [
          `${day(deal)} 10:00:${String(at % 60).padStart(2, '0')},收款,${no(at)},,${name(deal)},,${(deal.fen / 100).toFixed(2)},非赠款,,对公转账`,
        ],
  );
  const imports = [
    () => (bank.length > 0 ? importFile(connection, bankFile(bank), { account: CCB }) : null),
    () => (listed.length > 0 ? importFile(connection, list(...listed)) : null),
  ];
  for (const each of listFirst ? imports.toReversed() : imports) await each();
  return connection;
}

const deal: fc.Arbitrary<Deal> = fc.record({
  day: fc.integer({ min: 3, max: 6 }),
  // Few amounts, so that twins and accidental sums occur.
  fen: fc.constantFrom(50_000, 100_000, 150_000, 123_456, 60_001),
  isOther: fc.boolean(),
  hasNumber: fc.boolean(),
  told: fc.constantFrom('both', 'both', 'both', 'bank', 'list'),
  keptFen: fc.constantFrom(0, 0, 0, 300, 1),
});

const act = fc.record({
  kind: fc.constantFrom(
    ...([
      'run',
      'accept',
      'pair',
      'reject',
      'takeBack',
      'many',
      'split',
      'combine',
      'undo',
      'decide',
    ] as const),
  ),
  pick: fc.nat(20),
  other: fc.nat(20),
});
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const at = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % (items.length || 1)];

async function doAct(connection: Connection, { kind, pick, other }: Act): Promise<unknown> {
  const matches = listMatches(connection, { month, client: null, offset: 0, limit: 500 }).matches;
  const rowsOf = (match: (typeof matches)[number], side: string) =>
    match.rows.filter(row => row.side === side).map(row => row.sourceRow);
  const sidesOf = (match: (typeof matches)[number]) => ({
    ...{ month, relation: match.relation, left: rowsOf(match, 'left'), right: rowsOf(match, 'right') },
  });
  const open = (side: 'left' | 'right') =>
    openRows(connection, {
      ...{ month, client: null, relation: 'receipt', side, on: '2026-06-01', offset: 0, limit: 100 },
    }).rows;
  const match = at(matches, pick);
  const suggested = matches.filter(({ state }) => state === 'suggested');
  switch (kind) {
    case 'run':
      return run(connection);
    case 'accept':
      return match && acceptMatch(connection, caller(), sidesOf(match));
    case 'pair': {
      const [left, right] = [at(open('left'), pick), at(open('right'), other)];
      if (!left || !right) return;
      const sides = { left: [left.sourceRow], right: [right.sourceRow] };
      return acceptMatch(connection, caller(), { month, relation: 'receipt', ...sides });
    }
    case 'reject':
      return match && rejectMatch(connection, caller(), sidesOf(match));
    case 'takeBack':
      return match && takeBackDecision(connection, caller(), sidesOf(match));
    case 'many':
      return acceptMany(connection, caller(), { month, matches: suggested.map(({ id }) => id), note: null });
    case 'split':
      return match && splitMatch(connection, caller(), { month, match: match.id, into: [], note: null });
    case 'combine': {
      const second = at(matches, other);
      if (!match || !second || match === second) return;
      const both = [match.id, second.id];
      return combineMatches(connection, caller(), {
        ...{ month, relation: match.relation, matches: both, left: [], right: [], note: null },
      });
    }
    case 'undo':
      return undoLast(connection, caller(), { month });
    case 'decide': {
      const all = listTickets(connection, { month, decided: true, on: '2026-06-10' }).tickets;
      const ticket = at(all, pick);
      if (!ticket) return;
      const of = { ticket: ticket.id, note: '已核对' };
      return ticket.state === 'open'
        ? decideTicketOf(connection, caller(), of)
        : reopenTicket(connection, caller(), of);
    }
  }
}

/** Left less right of a month by relation and client, counted anew from the rows. */
function differences(connection: Connection): Record<string, number> {
  const met = matchedRows(connection);
  const sums: Record<string, number> = {};
  const { all } = readMonth(connection, month);
  for (const relation of RELATIONS.filter(each => !UNEQUAL.has(each)))
    for (const entry of all[relation]) {
      if (!entry.day.startsWith(month)) continue;
      const client = met.get(relation)?.get(entry.row);
      if (client === undefined && !isDue(entry)) continue;
      const key = `${relation} ${client === undefined ? entry.client : client}`;
      sums[key] = (sums[key] ?? 0) + signedFen(entry);
    }
  return kept(sums);
}

const kept = (sums: Record<string, number>) =>
  Object.fromEntries(Object.entries(sums).filter(([, fen]) => fen !== 0));

function ticketed(connection: Connection): Record<string, number> {
  const sums: Record<string, number> = {};
  const { tickets } = listTickets(connection, { month, decided: true, on: '2026-06-10' });
  for (const { relation, client, amountFen, resolution } of tickets) {
    if (relation === null || resolution === 'match') continue;
    sums[`${relation} ${client}`] = (sums[`${relation} ${client}`] ?? 0) + amountFen;
  }
  return kept(sums);
}

/** Balances by code and client, but for the clearing accounts of cash. */
function balances(connection: Connection): unknown {
  const sql = `SELECT a.code, a.client, a.pool, sum(b.debits_posted_fen - b.credits_posted_fen) AS fen
    FROM account a JOIN balance b ON b.account = a.id
    WHERE a.code NOT IN ('2241.01', '1221.07', '1002.90', '1012.90', '1012.99')
    GROUP BY a.code, a.client, a.pool HAVING fen <> 0 ORDER BY 1, 2, 3`;
  return connection.prepareRaw(sql).all();
}

function stateOf(connection: Connection, relation: Relation) {
  return matchingState(connection, { month, client: null }).relations.find(
    each => each.relation === relation,
  )!;
}

it('tickets explain the difference of the totals per client and source, and no balance but of clearing accounts moves, whatever is decided', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deal, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.array(act, { maxLength: 12 }),
      async (deals, listFirst, acts) => {
        const connection = await book(deals, listFirst);
        const before = balances(connection);
        await run(connection);
        for (const each of acts) {
          try {
            await doAct(connection, each);
          } catch (error) {
            if (!(error instanceof Refusal) || !/^(matching|tickets)\./.test(error.code)) throw error;
          }
          expect(ticketed(connection)).toEqual(differences(connection));
          const { left, right, openLeft, openRight, differenceFen } = stateOf(connection, 'receipt');
          const total = Object.entries(differences(connection))
            .filter(([key]) => key.startsWith('receipt '))
            .reduce((fen, [, part]) => fen + part, 0);
          expect(differenceFen).toBe(total);
          const rows = readMonth(connection, month).all.receipt.filter(isDue);
          expect(left.rows + right.rows).toBe(rows.length);
          const met = matchedRows(connection).get('receipt') ?? new Map();
          expect(openLeft.rows + openRight.rows).toBe(rows.filter(({ row }) => !met.has(row)).length);
        }
        expect(balances(connection)).toEqual(before);
        expect(verify(connection).findings).toEqual([]);
        connection.close();
      },
    ),
    { numRuns: 25, seed: 20260501 },
  );
}, 120_000);
