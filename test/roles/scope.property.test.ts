import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESK_PARTS } from '../../src/contract/dashboard.ts';
import { DESK_CHARTS } from '../../src/domain/desk-charts.ts';
import type { RowScope } from '../../src/domain/parties/types.ts';
import { isCostSide } from '../../src/domain/people/cost-side.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { reads } from '../../src/runtime/book-reads.ts';
import type { BookRoom } from '../../src/runtime/book-room.ts';
import { mark, TOWN_CLIENTS, Town } from './town.ts';

const DAYS = ['2026-01-31', '2026-02-10', '2026-02-20', '2026-03-01', '2026-03-31'];
const MANAGERS = 4;
const RANGE = { from: '2026-01-01', to: '2026-12-31' };
const GRIDS = ['book:orders', 'book:tickets', 'book:journal'];
const everything = { filter: [], sort: [] };

let town: Town;
beforeAll(async () => {
  town = await Town.make();
});
afterAll(() => town.remove());

const day = fc.option(fc.constantFrom(...DAYS), { nil: null });
const assignment = fc.record({
  client: fc.integer({ min: 1, max: TOWN_CLIENTS }),
  manager: fc.integer({ min: 1, max: MANAGERS }),
  role: fc.constantFrom('main', 'assistant', 'stand_in'),
  from: day,
  to: day,
});
const membership = fc
  .record({
    lead: fc.integer({ min: 1, max: MANAGERS }),
    member: fc.integer({ min: 1, max: MANAGERS }),
    from: day,
    to: day,
  })
  .filter(({ lead, member }) => lead !== member);
const round = fc.record({
  assignments: fc.array(assignment, { maxLength: 10 }),
  memberships: fc.array(membership, { maxLength: 4 }),
  manager: fc.integer({ min: 1, max: MANAGERS }),
  team: fc.boolean(),
  on: fc.constantFrom(...DAYS),
});
type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;

/** The clients that a manager should see, spelt out anew. */
function expected({ assignments, memberships, manager, team, on }: Round): Set<number> {
  const holds = ({ from, to }: { from: string | null; to: string | null }) =>
    (from === null || from <= on) && (to === null || to >= on);
  const people = [manager];
  if (team)
    for (const each of memberships) if (each.lead === manager && holds(each)) people.push(each.member);
  return new Set(
    assignments.filter(each => people.includes(each.manager) && holds(each)).map(({ client }) => client),
  );
}

type Act = (room: BookRoom, input: object) => unknown;

/** The answer of an act as text, or the code of its refusal. */
function ask(act: keyof typeof reads, input: object): { text: string; refused: string | null } {
  try {
    const room = { connection: town.connection } as BookRoom;
    return { text: JSON.stringify((reads[act] as Act)(room, input)), refused: null };
  } catch (error) {
    if (error instanceof Refusal) return { text: JSON.stringify(error.data().params), refused: error.code };
    throw error;
  }
}

/** Everything that an account manager may ask, of every client. */
function* questions(scope: RowScope): Generator<[keyof typeof reads, object]> {
  const on = '2026-02-20';
  const at = '2026-02-20T02:00:00.000Z';
  const sighted = { scope, seesPapers: false };
  yield ['clients/find', { ...sighted, query: '', archived: true }];
  yield ['clients/find', { ...sighted, query: '甲方', archived: true }];
  yield ['spend/report', { scope, ...RANGE, today: on }];
  yield ['imports/attention', { scope, today: on }];
  for (const chart of DESK_CHARTS) yield ['dashboard/chart', { scope, chart, actor: '', today: on }];
  for (const part of DESK_PARTS) yield ['dashboard/lines', { scope, part, actor: '', today: on }];
  yield ['reports/clientBalances', { scope, ...RANGE }];
  yield ['reports/balances', { scope }];
  yield ['orders/list', { scope, filter: {}, offset: 0, limit: 100 }];
  yield ['order/risks', { scope, at }];
  yield ['upgrade/board', { scope, on }];
  yield ['orderList/markings', { scope }];
  yield ['plans/presets', { scope, archived: true }];
  yield ['plans/list', { scope, state: 'planned', turn: 'placed', today: on }];
  for (const grid of GRIDS) {
    yield ['grids/window', { scope, grid, query: everything, from: 0, count: 500 }];
    yield ['grids/totals', { scope, grid, selection: { query: everything, except: [] } }];
  }
  for (const order of town.orders) {
    yield ['orders/detail', { scope, order, at }];
    yield ['order/page', { scope, order, at }];
    yield ['orders/slow', { scope, order, at }];
    yield ['plans/duplicate', { scope, order }];
  }
  for (const [index, client] of town.clients.entries()) {
    const code = `T${mark(index + 1)}`;
    yield ['clients/get', { ...sighted, code }];
    yield ['clients/history', { ...sighted, code }];
    yield ['clients/walletLinks', { scope, code }];
    yield ['clients/nameOf', { scope, id: client }];
    yield ['reports/clientStatement', { scope, ...RANGE, client }];
    yield ['reports/balances', { scope, client }];
    yield ['orders/limits', { scope, client, on }];
    yield ['orders/check', { scope, on, draft: { product: 'douplus', account: `dy1000${index + 1}` } }];
    yield ['grids/window', { scope, grid: `book:client:${client}`, query: everything, from: 0, count: 500 }];
    yield [
      'grids/totals',
      { scope, grid: `book:client:${client}`, selection: { query: everything, except: [] } },
    ];
  }
  for (const account of numbers('SELECT id FROM account'))
    for (const [act, input] of [
      ['drill/account', { scope, ...RANGE, account }],
      ['grids/window', { scope, grid: `book:ledger:${account}`, query: everything, from: 0, count: 500 }],
    ] as const)
      yield [act, input];
  for (const account of numbers("SELECT id FROM platform_account WHERE kind = 'douplus'"))
    yield ['upgrade/detail', { scope, account, on }];
  for (const transfer of numbers('SELECT id FROM transfer')) yield ['drill/posting', { scope, transfer }];
  for (const batch of numbers('SELECT id FROM batch')) {
    yield ['drill/batch', { scope, batch }];
    yield ['drill/legs', { scope, of: { batch }, offset: 0, limit: 200 }];
  }
}

function numbers(sql: string): number[] {
  return town.connection.prepareValue(sql).all() as number[];
}

/** What was asked stands in a refusal; what stands there otherwise would tell of a client that is not seen. */
function isEcho(text: string, input: object): boolean {
  const asked = Object.values(input).map(value => JSON.stringify(value));
  return Object.values(JSON.parse(text) as object).every(value =>
    asked.some(each => each?.includes(JSON.stringify(value).replaceAll('"', ''))),
  );
}

it('every answer to an account manager or a team lead holds own clients only, on any day', () => {
  fc.assert(
    fc.property(round, each => {
      town.begin(MANAGERS);
      for (const { client, manager, role, from, to } of each.assignments)
        town.assign(client, manager, role, from, to);
      for (const { lead, member, from, to } of each.memberships) town.join(lead, member, from, to);
      const { manager, on, team } = each;
      const own = expected(each);
      const told = new Set<number>();
      for (const [act, input] of questions({ kind: 'manager', manager, on, team })) {
        const { text, refused } = ask(act, input);
        if (refused !== null) {
          expect(isEcho(text, input), `${act} ${text}`).toBe(true);
          continue;
        }
        for (let n = 1; n <= TOWN_CLIENTS; n += 1) {
          if (!text.includes(mark(n))) continue;
          told.add(n);
          expect(own.has(n), `${act} ${JSON.stringify(input)} tells of client ${n}`).toBe(true);
        }
        for (const [, code] of text.matchAll(
          /"(?:code|debit|credit|debit_code|credit_code|counter_code)":"([\d.]+)"/g,
        ))
          expect(isCostSide(code!), `${act} ${JSON.stringify(input)} shows ${code}`).toBe(false);
      }
      expect(told).toEqual(own);
    }),
    { numRuns: 25 },
  );
});

it('a client of somebody else is answered as one that does not exist', () => {
  town.begin(1);
  town.assign(1, 1, 'main', null, null);
  const scope = { kind: 'manager', manager: 1, on: '2026-02-20' } as const;
  const client = town.clients[1]!;
  const ofClient = (sql: string) => town.connection.prepareValue(sql).get(client) as number;
  const account = ofClient("SELECT id FROM account WHERE client = ? AND code = '2203.01'");
  const douplus = ofClient("SELECT id FROM platform_account WHERE client = ? AND kind = 'douplus'");
  const order = ofClient('SELECT min(id) FROM promo_order WHERE client = ?');
  const at = '2026-02-20T02:00:00.000Z';
  const on = '2026-02-20';
  const pairs: [keyof typeof reads, number, (id: number) => object][] = [
    ['reports/clientStatement', client, id => ({ scope, ...RANGE, client: id })],
    ['orders/limits', client, id => ({ scope, client: id, on })],
    ['drill/account', account, id => ({ scope, ...RANGE, account: id })],
    ['orders/detail', order, id => ({ scope, order: id, at })],
    ['order/page', order, id => ({ scope, order: id, at })],
    ['grids/columns', client, id => ({ scope, grid: `book:client:${id}` })],
    ['grids/columns', account, id => ({ scope, grid: `book:ledger:${id}` })],
    ['upgrade/detail', douplus, id => ({ scope, account: id, on })],
  ];
  for (const [act, foreign, input] of pairs) {
    const [answer, unknown] = [foreign, 9_999].map(id => ask(act, input(id)).refused);
    expect(answer, act).not.toBeNull();
    expect(answer, act).toBe(unknown);
  }
});
