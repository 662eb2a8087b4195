import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import { DEMO_FIRST_PERIOD, type DemoBookFilled, fillDemoBook } from '../../src/runtime/demo-book.ts';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import { settlementOf } from '../../src/services/bills.ts';
import { moneyFiles } from '../../src/services/demo/money-files.ts';
import {
  DEMO_SEED,
  type DemoImport,
  demoBookPlan,
  demoBookTruth,
  planDemo,
} from '../../src/services/demo.ts';
import { commitImport, openPlans, openReceipts, previewImport } from '../../src/services/imports.ts';
import { invoiceList, requestList } from '../../src/services/invoices/book.ts';
import { openStatement } from '../../src/services/statements.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';
import { CALENDAR } from './calendar.ts';

const PROFILES = join(import.meta.dirname, '../../resources/profiles');
const OPTIONS = { clients: 20, months: 2 };
const NOW = '2026-07-01T02:00:00.000Z';
const QUIET = { cancelled: () => false, onProgress: () => undefined };
const plan = planDemo(DEMO_SEED, OPTIONS, CALENDAR);

let folder = '';
let book: Connection;
let filled: DemoBookFilled;

async function newBook(name: string): Promise<Connection> {
  const path = join(folder, `${name}.duizhang`);
  const connection = openConnection(path, { readOnly: false, mustExist: false });
  createSchema(connection, { bookId: name, name, firstPeriod: DEMO_FIRST_PERIOD, createdAt: NOW });
  return connection;
}

function fill(connection: Connection, hooks = QUIET): Promise<DemoBookFilled> {
  const request = { actor: '测试', now: NOW, catalogue: loadCatalogue('zh'), options: OPTIONS };
  return fillDemoBook(connection, request, hooks);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-demo-book-'));
  book = await newBook('book');
  filled = await fill(book);
});
afterAll(async () => {
  book.close();
  await rm(folder, { recursive: true, force: true });
});

/** Net of the posted balances of some codes, by a column of what the account stands for; zero ones left out. */
function netOf(codes: readonly string[], by: string): Record<string, number> {
  const sql = `SELECT ${by}, sum(b.debits_posted_fen - b.credits_posted_fen) AS fen FROM balance b
    JOIN account a ON a.id = b.account LEFT JOIN pool p ON p.id = a.pool LEFT JOIN money_account m ON m.id = a.money
    WHERE a.code IN (${codes.map(() => '?').join(', ')}) GROUP BY 1 HAVING fen <> 0`;
  return Object.fromEntries(book.prepareRaw(sql).all(...codes) as [string, number][]);
}

function balancesOf(connection: Connection): unknown[] {
  const sql = `SELECT a.key, b.debits_posted_fen, b.credits_posted_fen FROM balance b JOIN account a ON a.id = b.account
    WHERE b.debits_posted_fen <> 0 OR b.credits_posted_fen <> 0 ORDER BY a.key`;
  return connection.prepareRaw(sql).all();
}

describe('the book of the demo agency', () => {
  it('verifies without a fault', () => {
    const verdict = verify(book);
    expect(verdict.ok).toBe(true);
    // The agency's own means stand as the named difference of the opening, which verify tells.
    expect(verdict.findings.map(({ code }) => code)).toEqual(['ledger.verify.opening']);
  });

  it('stands to the 分 where the agency stands', () => {
    const truth = demoBookTruth(plan);
    expect(netOf(['1002', '1012'], 'm.number')).toEqual(truth.moneyFen);
    expect(netOf(['1123.03', '1123.04', '1123.05'], 'p.platform_id')).toEqual(truth.poolFen);
    expect(netOf(['9001'], 'p.platform_id')).toEqual(truth.grantFen);
    expect(netOf(['1123.02'], 'p.platform_id')).toEqual({ [plan.agency.agentId]: truth.agentFen });
    expect(netOf(['3001'], 'a.code')).toEqual({ 3001: -truth.ownFen });
    // Nothing is left in transit between payment and credit, and no pool is overdrawn.
    expect(netOf(['1123.01', '1123.07', '2202.03'], 'a.code')).toEqual({});
  });

  it('tells what was booked, and leaves something to do', () => {
    expect(filled.clients).toBe(OPTIONS.clients);
    expect(filled.rows).toBeGreaterThan(5_000);
    expect(filled.claimed).toBeGreaterThan(0);
    expect(filled.refused).toBe(3);
    expect(filled.undecided).toBeGreaterThan(3);
    expect(filled.invoices).toBeGreaterThan(7);
    expect(filled.billLines).toBeGreaterThan(20);
    expect(openReceipts(book).length).toBeGreaterThan(5);
    expect(Object.values(netOf(['1221.07'], 'm.number')).some(fen => fen > 0)).toBe(true);
    const [waiting, other] = openPlans(book);
    expect([waiting!.id, other]).toEqual([filled.plan, undefined]);
    expect(waiting!.details.counts.known).toBeGreaterThan(0);
    expect(waiting!.details.counts.new).toBeGreaterThan(0);
  });

  it('lacks a page of one bank: its balance does not continue there', () => {
    const number = plan.agency.cmbAccount;
    const booked = netOf(['1002'], 'm.number')[number]!;
    const closing = plan.moves.filter(({ channel }) => channel === 'cmb').at(-1)!.balanceFen;
    expect(booked).not.toBe(closing);
  });

  it('has invoices in every state, and a bill that agrees but for a few accounts', () => {
    const all = { kind: 'all' } as const;
    const { rows } = invoiceList(book, all, { offset: 0, limit: 100 });
    const has = (of: (row: (typeof rows)[number]) => boolean) => rows.some(of);
    expect(has(({ direction, isRed }) => direction === 'agency_client' && !isRed)).toBe(true);
    expect(has(({ isRed }) => isRed)).toBe(true);
    expect(has(({ direction, certifiedOn }) => direction === 'platform_agency' && certifiedOn !== null)).toBe(
      true,
    );
    expect(rows.map(({ matchState }) => matchState)).toEqual(
      expect.arrayContaining(['mismatched', 'routed']),
    );
    const states = requestList(book, all).map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(['open', 'waiting', 'done']));
    const { totals, hasBill } = settlementOf(book, DEMO_FIRST_PERIOD);
    expect(hasBill).toBe(true);
    expect(totals.byState.agreed).toBeGreaterThan(totals.byState.differs);
    expect(totals.byState.differs).toBeGreaterThan(1);
    expect(settlementOf(book, '2026-04').hasBill).toBe(false);
  });

  it('is the same book when it is filled again', async () => {
    const twin = await newBook('twin');
    expect(await fill(twin)).toEqual(filled);
    expect(balancesOf(twin)).toEqual(balancesOf(book));
    twin.close();
  });

  it('stops where it is told to', async () => {
    const stopped = await newBook('stopped');
    let steps = 0;
    const hooks = { onProgress: () => undefined, cancelled: () => ++steps > 4 };
    await expect(fill(stopped, hooks)).rejects.toMatchObject({ code: 'jobs.cancelled' });
    expect(verify(stopped).ok).toBe(true);
    stopped.close();
  });

  it('does not move when every file comes again, and takes the page that was missing', async () => {
    const before = balancesOf(book);
    const { months } = demoBookPlan(plan);
    for (const one of months.flatMap(({ files }) => files)) {
      const { counts, transfers } = await importAgain(one);
      const moved = { file: one.file.name, new: counts.new, corrected: counts.corrected, transfers };
      expect(moved).toEqual({ file: one.file.name, new: 0, corrected: 0, transfers: 0 });
    }
    expect(balancesOf(book)).toEqual(before);
    const account = plan.agency.cmbAccount;
    const file = moneyFiles(plan, plan.months.at(-1)!).find(({ profile }) => profile === 'bank.cmb.company')!;
    expect((await importAgain({ file, account })).counts.new).toBeGreaterThan(0);
    const closing = plan.moves.filter(({ channel }) => channel === 'cmb').at(-1)!.balanceFen;
    expect(netOf(['1002'], 'm.number')[account]).toBe(closing);
    expect(verify(book).ok).toBe(true);
  });
});

let serial = 0;
async function importAgain({ file, account }: DemoImport) {
  serial += 1;
  const path = join(folder, `again-${serial}-${basename(file.name)}`);
  await file.write(path);
  const name = basename(file.name);
  const request = { path, name, password: file.password, profilesFolder: PROFILES, saved: [] };
  const opened = await openStatement(request);
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const statement = { ...opened, name, sha256, bytes: bytes.length };
  const { plan: id, counts } = previewImport(book, statement, { account, madeAt: NOW });
  const call = { actor: '测试', key: `again-${serial}`, at: NOW };
  const { transfers } = await commitImport(book, call, { plan: id, path });
  return { counts, transfers };
}
