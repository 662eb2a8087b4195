import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { OpeningLine } from '../../src/domain/accounting/events/facts.ts';
import { dayPlus } from '../../src/domain/calendar/days.ts';
import type { Fen } from '../../src/domain/money.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { command } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import type { DemoFile, DemoPlan } from '../../src/services/demo.ts';
import {
  type Committed,
  commitImport,
  type PlanHooks,
  type Preview,
  previewImport,
} from '../../src/services/imports.ts';
import { openStatement } from '../../src/services/statements.ts';
import { insertRow } from '../../src/store/changes.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';

const PROFILES = fileURLToPath(new URL('../../resources/profiles', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'imports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let serial = 0;

export function placeFor(name: string): string {
  serial += 1;
  return join(folder, `${serial}-${name.replaceAll('/', '_')}`);
}

export function caller() {
  serial += 1;
  return { actor: '测试', key: `key-${serial}`, at: '2026-06-02T01:00:00Z' };
}

/** An empty book from a month on. */
export function newBook(firstPeriod = '2026-03'): Connection {
  const connection = openConnection(placeFor('book.duizhang'), { readOnly: false, mustExist: false });
  createSchema(connection, {
    bookId: `book-${serial}`,
    name: '测试',
    firstPeriod,
    createdAt: '2026-03-01T00:00:00Z',
  });
  return connection;
}

export interface Party {
  code: string;
  name: string;
  payers?: string[];
  rebatePpm?: number;
  rebateForm?: 'cash' | 'grant';
  qianchuan?: string[];
  douplus?: string[];
  basis?: 'flow' | 'orders';
}

/** Clients with their accounts and pools, as importing a client list leaves them. */
export async function withClients(connection: Connection, parties: readonly Party[]): Promise<void> {
  await command(connection, { ...caller(), procedure: 'clients.import', input: null }, tx => {
    const name = '巨量引擎';
    const supplier = insertRow(tx, 'supplier', { name, search_key: name });
    for (const party of parties) {
      const client = insertRow(tx, 'client', { code: party.code, name: party.name, search_key: party.name });
      for (const text of party.payers ?? [])
        if (text !== party.name)
          insertRow(tx, 'client_alias', { client, kind: 'payer', text, search_key: text });
      if (party.rebatePpm)
        insertRow(tx, 'client_term', {
          client,
          front_rebate_ppm: party.rebatePpm,
          front_rebate_form: party.rebateForm ?? 'cash',
        });
      const account = (kind: 'qianchuan' | 'douplus', id: string) => {
        const names = { name: id, search_key: id, platform_id: id, client, supplier };
        const row = insertRow(tx, 'platform_account', { ...names, kind, spend_basis: party.basis ?? 'flow' });
        const pool = insertRow(tx, 'pool', {
          ...names,
          kind: kind === 'qianchuan' ? 'account' : 'douplus',
          funder: 'agency',
        });
        insertRow(tx, 'pool_link', { platform_account: row, pool });
      };
      for (const id of party.qianchuan ?? []) account('qianchuan', id);
      for (const id of party.douplus ?? []) account('douplus', id);
    }
    return null;
  });
}

export function partiesOfPlan(plan: DemoPlan): Party[] {
  return plan.clients.map(client => ({
    code: client.code,
    name: client.name,
    payers: client.payers,
    rebatePpm: client.rebateBasisPoints * 100,
    rebateForm: client.rebateForm,
    qianchuan: client.accounts.map(({ id }) => id),
    douplus: client.douplus.map(({ id }) => id),
  }));
}

/** Opening balances of the pools of a plan, against the client's money at the platform. */
export async function openPools(connection: Connection, plan: DemoPlan): Promise<void> {
  const day = dayPlus(`${plan.months[0]!}-01`, -1);
  const read = connection.prepareRaw('SELECT id, client FROM pool WHERE platform_id = ?');
  const lines = plan.clients.flatMap(({ accounts }) =>
    accounts.flatMap(({ id, openingCashFen }): OpeningLine[] => {
      const [pool, client] = read.get(id) as [number, number];
      const amountFen = openingCashFen as Fen;
      return [
        { account: { code: '1123.03', pool, bucket: 'prepay' }, side: 'debit', amountFen },
        { account: { code: '2203.02', client }, side: 'credit', amountFen },
      ];
    }),
  );
  await command(connection, { ...caller(), procedure: 'opening', input: null }, tx => {
    const { legs } = expand({ id: 'E61', lines }, accountsOf(tx));
    post(tx, { event: 'E61', effectiveOn: day, summary: '期初', legs });
    return null;
  });
}

/** Writes a demo file into the folder of the tests. */
export async function written(file: DemoFile): Promise<string> {
  const path = placeFor(file.name);
  await file.write(path);
  return path;
}

export interface Opening {
  hooks?: PlanHooks;
  account?: string;
  password?: string;
}

export async function preview(
  connection: Connection,
  path: string,
  { hooks = {}, account, password }: Opening = {},
): Promise<Preview> {
  const bytes = readFileSync(path);
  const name = path.split('/').at(-1)!.replace(/^\d+-/, '');
  const opened = await openStatement({ path, name, password, profilesFolder: PROFILES, saved: [] });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const options = { madeAt: '2026-06-02T01:00:00Z', ...(account === undefined ? {} : { account }) };
  return previewImport(connection, { ...opened, name, sha256, bytes: bytes.length }, options, hooks);
}

/** Previews and commits one file. */
export async function importFile(
  connection: Connection,
  path: string,
  opening: Opening = {},
): Promise<Preview & { done: Committed }> {
  const planned = await preview(connection, path, opening);
  const done = await commitImport(connection, caller(), { plan: planned.plan, path });
  return { ...planned, done };
}

/** Balances by code and dimension, zero ones left out: what "nothing moves" is measured by. */
export function balances(connection: Connection): Record<string, number> {
  const sql = `SELECT a.key, b.debits_posted_fen - b.credits_posted_fen FROM balance b JOIN account a ON a.id = b.account
    WHERE b.debits_posted_fen <> b.credits_posted_fen ORDER BY a.key`;
  return Object.fromEntries(connection.prepareRaw(sql).all() as [string, number][]);
}

/** Net of a code, by the client or the platform id of the pool that the account has. */
export function netBy(connection: Connection, code: string, by: 'client' | 'pool'): Record<string, number> {
  const name = by === 'client' ? 'cl.code' : 'p.platform_id';
  const sql = `SELECT ${name}, sum(b.debits_posted_fen - b.credits_posted_fen) FROM balance b JOIN account a ON a.id = b.account
    LEFT JOIN client cl ON cl.id = a.client LEFT JOIN pool p ON p.id = a.pool WHERE a.code = ? GROUP BY 1 HAVING sum(b.debits_posted_fen - b.credits_posted_fen) <> 0`;
  return Object.fromEntries(connection.prepareRaw(sql).all(code) as [string, number][]);
}
