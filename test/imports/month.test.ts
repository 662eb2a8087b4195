import { beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { dayOf } from '../../src/services/demo/calendar.ts';
import type { DemoPlan } from '../../src/services/demo/types.ts';
import { type DemoFile, filesOfPlan, planDemo } from '../../src/services/demo.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { CALENDAR } from '../demo/calendar.ts';
import {
  balances,
  caller,
  importFile,
  netBy,
  newBook,
  openPools,
  partiesOfPlan,
  withClients,
  written,
} from './desk.ts';

let plan: DemoPlan;
let files: DemoFile[];
let book: Connection;
const paths = new Map<string, string>();
const passwords = new Map<string, string | undefined>();

const isOf = (word: string) => (file: DemoFile) => file.name.includes(word);
const isMoney = ({ source }: DemoFile) => source === 'bank' || source === 'alipay' || source === 'wechat';

/** Bank and channels, the platform's files, then the agency's own list and its re-export. */
function inOrder(list: DemoFile[]): DemoFile[] {
  const words = ['转账记录', '财务流水', '2026-03/通用流水', '重新导出'];
  const place = (file: DemoFile) => {
    if (isMoney(file)) return 0;
    const at = words.findIndex(word => isOf(word)(file));
    return at < 0 ? words.length + 1 : at + 1;
  };
  return [...list].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

beforeAll(async () => {
  plan = planDemo(20260301, { clients: 5, months: 1 }, CALENDAR);
  files = inOrder(filesOfPlan(plan).filter(({ profile }) => profile !== null));
  book = newBook(plan.months[0]!);
  await withClients(book, partiesOfPlan(plan));
  const { agentName: name, agentId: platformId } = plan.agency;
  await keepParty(book, caller(), { kind: 'wallet', type: 'agent_wallet', name, platformId });
  await openPools(book, plan);
  for (const file of files) {
    paths.set(file.name, await written(file));
    passwords.set(file.name, file.password);
  }
});

describe('a month of the demo agency, every source', () => {
  const counts: Record<string, unknown> = {};

  it('books every file and refuses nothing', async () => {
    for (const [name, path] of paths) {
      const { counts: states } = await importFile(book, path, { password: passwords.get(name) });
      counts[name] = states;
      expect(states.refused, name).toBe(0);
    }
    expect(verify(book).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('bank and channel accounts stand at what their statements moved', () => {
    const moved = (channels: string[]) =>
      plan.moves.filter(move => channels.includes(move.channel)).reduce((fen, move) => fen + move.fen, 0);
    const net = (code: string) =>
      Object.entries(balances(book))
        .filter(([key]) => key.startsWith(`${code};`))
        .reduce((fen, [, each]) => fen + each, 0);
    expect(net('1002')).toBe(moved(['ccb', 'cmb']));
    expect(net('1012')).toBe(moved(['alipay', 'wechat']));
  });

  it('I2: every pool holds what the platform says', () => {
    const closing = plan.clients.flatMap(({ accounts }) =>
      accounts.map(({ id }) => [id, plan.flows.filter(flow => flow.account === id).at(-1)!.cashFen]),
    );
    const available = netBy(book, '1123.03', 'pool');
    const onOrder = netBy(book, '1123.04', 'pool');
    const held = closing.map(([id]) => [id, (available[id!] ?? 0) + (onOrder[id!] ?? 0)]);
    expect(held).toEqual(closing);
  });

  it('imports everything again and nothing moves', async () => {
    const before = balances(book);
    for (const [name, path] of paths) {
      const { counts: states, done } = await importFile(book, path, { password: passwords.get(name) });
      expect({ name, new: states.new, corrected: states.corrected, transfers: done.transfers }).toEqual({
        name,
        new: 0,
        corrected: 0,
        transfers: 0,
      });
    }
    expect(balances(book)).toEqual(before);
  });
});

describe('通用流水 alone', () => {
  it('gives each client and pool what the list says', async () => {
    const alone = newBook(plan.months[0]!);
    const parties = partiesOfPlan(plan).map(party => ({ ...party, basis: 'orders' as const }));
    await withClients(alone, parties);
    const list = files.find(isOf('通用流水'))!;
    await importFile(alone, paths.get(list.name)!);
    expect(verify(alone).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const rows = plan.book.filter(({ at }) => dayOf(at).startsWith(plan.months[0]!));
    expect(netBy(alone, '6001.01', 'client')).toEqual(spentBy(rows));
  });
});

/** Spend by client that the list names, credit side; coupons, grants and wallets are not the pool's money. */
function spentBy(rows: DemoPlan['book']): Record<string, number> {
  const spent: Record<string, number> = {};
  const codes = new Map(plan.clients.map(({ name, code }) => [name, code]));
  const seen = new Set<string>();
  for (const row of rows) {
    if (row.type !== '消耗' || row.bucket !== '非赠款') continue;
    const key = JSON.stringify(row);
    if (seen.has(key)) continue;
    seen.add(key);
    const code = codes.get(row.client)!;
    spent[code] = (spent[code] ?? 0) - row.fen;
  }
  return spent;
}
