import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/domain/people/roles.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { reads } from '../../src/runtime/book-reads.ts';
import type { BookRoom } from '../../src/runtime/book-room.ts';
import { writes } from '../../src/runtime/book-writes.ts';
import { DEMO_FIRST_PERIOD, fillDemoBook } from '../../src/runtime/demo-book.ts';
import type { Desk } from '../../src/runtime/desk.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import { createRouter } from '../../src/runtime/router.ts';
import { checklistOf, sayNoBusiness } from '../../src/services/close.ts';
import { sealedFigures } from '../../src/store/close.ts';
import { DeskShelf } from '../../src/store/desk.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';
import { ASKING, caller, closeAll } from './book.ts';
import { allDoors, inputFor, type Offers, offersOf } from './wanted.ts';

const CLOSED = DEMO_FIRST_PERIOD;
const NEXT = '2026-04';
const CLIENT = 1;
const NOW = '2026-07-01T02:00:00.000Z';
const HOOKS = { cancelled: () => false, onProgress: () => undefined };
const TRIES = 20;

/** What opens a month by right, and has tests of its own. */
const BY_RIGHT: ReadonlySet<string> = new Set(['close.reopen']);
/** Acts of the writer that a file, a folder or a task reaches; imports.test.ts tries the files of statements. */
const BY_FILE: ReadonlySet<string> = new Set([
  ...['clients/import', 'opening/import', 'imports/preview', 'imports/commit', 'demo/fill', 'close/reopen'],
  ...['packs/register', 'upgrade/logIdPicture', 'refunds/setSettings', 'orderList/registerListed'],
]);
/** Refusals that say it is the lock that held. */
const LOCKED = /^(ledger\.(client_)?period_closed|close\.(closed_already|sealed))$/;

let folder = '';
let connection: Connection;
let sealed: string[] = [];
const called = new Set<string>();

const digests = () => [
  sealedFigures(connection, CLOSED, null).digest,
  sealedFigures(connection, CLOSED, CLIENT).digest,
  sealedFigures(connection, NEXT, CLIENT).digest,
];

/** The desk with its one book in this thread: what a procedure asks of the house, the acts do at once. */
function deskOf(room: BookRoom): Desk {
  const call = (acts: object) => async (act: string, input: unknown) => {
    called.add(act);
    return (acts as Record<string, (room: BookRoom, input: unknown, hooks: object) => unknown>)[act]!(
      room,
      input,
      HOOKS,
    );
  };
  const running: Promise<unknown>[] = [];
  const house = {
    read: call(reads),
    readOf: (_: string, act: string, input: unknown) => call(reads)(act, input),
    write: call(writes),
    open: () => ({ id: 'x', name: '演示', readOnly: false }),
  };
  const start = (_: string, __: object, work: (control: object) => Promise<unknown>) => {
    running.push(work({ step: () => undefined, progress: () => undefined, ...HOOKS }).catch(() => undefined));
    return 'job';
  };
  const known: Record<string, unknown> = { house, jobs: { start }, running };
  const nothing = (): never =>
    new Proxy(() => undefined, {
      get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : nothing()),
      apply: () => '/nowhere/x.csv',
    }) as never;
  return new Proxy({}, { get: (_, name) => known[String(name)] ?? nothing() }) as never;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-doors-'));
  const path = join(folder, 'book.duizhang');
  connection = openConnection(path, { readOnly: false, mustExist: false });
  connection.pragma('synchronous = OFF');
  createSchema(connection, { bookId: 'doors', name: '演示', firstPeriod: CLOSED, createdAt: NOW });
  const options = { clients: 8, months: 2 };
  await fillDemoBook(connection, { actor: '测试', now: NOW, catalogue: loadCatalogue('zh'), options }, HOOKS);
  for (const month of [CLOSED, NEXT]) {
    const { lines } = checklistOf(connection, { month, client: null }, ASKING);
    const idle = lines[1]!.items.flatMap(({ key }) =>
      key.startsWith('money-') ? [Number(key.slice(6))] : [],
    );
    for (const money of idle)
      await sayNoBusiness(connection, caller(), { month, money, reason: '当月无业务' }, ASKING);
  }
  expect(await closeAll(connection, CLOSED)).toMatchObject({ closed: true });
  expect(await closeAll(connection, NEXT, CLIENT)).toMatchObject({ closed: true });
  sealed = digests();
}, 120_000);
afterAll(async () => {
  connection.close();
  await rm(folder, { recursive: true, force: true });
});

describe('every command of the contract, asked to write into a closed month', () => {
  it('leaves the sealed figures of the book and of the client as they are', async () => {
    const room = {
      connection,
      book: { path: connection.path, connection },
      desk: {
        shelf: new DeskShelf(folder),
        now: () => new Date(NOW),
        newId: () => 'x',
        verify: () => ({ ok: true }),
      },
    } as unknown as BookRoom;
    const desk = deskOf(room);
    const who = { actor: '财务主管', roles: [...ROLES], manager: null };
    const client = createRouterClient(createRouter(desk), {
      context: { host: 'browser', who },
    }) as unknown as Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;
    const done = new Set<string>();
    const codes = new Map<string, Set<string>>();
    let seed = 0;
    const [ofBook, ofClient] = [CLOSED, NEXT].map(month => offersOf(connection, month, CLIENT)) as [
      Offers,
      Offers,
    ];
    for (const { name, shape } of allDoors()) {
      if (BY_RIGHT.has(name)) continue;
      const [group, act] = name.split('.') as [string, string];
      for (let tries = 0; tries < TRIES; tries += 1) {
        seed += 1;
        const month = tries % 2 === 0 ? CLOSED : NEXT;
        const offers = tries % 2 === 0 ? ofBook : ofClient;
        const input = inputFor(shape, { month, client: CLIENT, offers, seed, tries: tries >> 1 });
        try {
          await client[group]![act]!(input);
          done.add(name);
        } catch (error) {
          const { code, data } = error as { code?: string; data?: { code?: string } };
          const why = codes.get(name) ?? new Set<string>();
          codes.set(name, why.add(data?.code ?? String(code)));
        }
        await Promise.all((desk as unknown as { running: Promise<unknown>[] }).running.splice(0));
        expect(digests(), `${name} ${JSON.stringify(input)}`).toEqual(sealed);
      }
    }
    // The dice do reach the acts: a test that only hands in nonsense would pass as well.
    const locked = [...codes].filter(([, why]) => [...why].some(code => LOCKED.test(code)));
    expect(locked.length).toBeGreaterThan(4);
    expect(done.size).toBeGreaterThan(60);
    // No act of the writer without a command that was tried.
    const names = new Set(allDoors().map(({ name }) => name.replace('.', '/')));
    const unknown = (act: string) => !called.has(act) && !names.has(act) && !BY_FILE.has(act);
    expect(Object.keys(writes).filter(act => unknown(act) && !act.startsWith('people/'))).toEqual([]);
  }, 240_000);

  it('after all of which the book verifies, and both months stand closed', () => {
    const { findings } = verify(connection);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const state = 'SELECT state FROM period WHERE month = ? AND client IS ?';
    expect(connection.prepareValue(state).get(CLOSED, null)).toBe('closed');
    expect(connection.prepareValue(state).get(NEXT, CLIENT)).toBe('closed');
    expect(
      connection.prepareValue('SELECT count(*) FROM period_seal WHERE reopened_at IS NOT NULL').get(),
    ).toBe(0);
  });
});
