import { expect, it } from 'vitest';
import { movedBy } from '../../src/domain/lineage.ts';
import { matchMonth } from '../../src/runtime/matching-acts.ts';
import { drillLegs, postingDetail } from '../../src/services/drill.ts';
import { lineage } from '../../src/services/lineage.ts';
import { listMatches } from '../../src/services/matching.ts';
import { listTickets } from '../../src/services/tickets.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, CCB, CLIENT, list, twoClients } from '../imports/sheets.ts';

const month = '2026-05';
const ALL = { kind: 'all' } as const;
const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: () => 0 };
const NUMBER = 'SK202605030000001';
const listed = (yuan: string, number = NUMBER) =>
  `2026-05-03 10:05:00,收款,${number},,${CLIENT.name},,${yuan},非赠款,,对公转账`;

/** A receipt in the bank and in the own list, matched by its number, and one of the bank that nobody knows. */
async function receipts(): Promise<Connection> {
  const connection = await twoClients();
  const bank = bankFile([
    { day: '2026-05-03', net: 1000, party: CLIENT.name, note: NUMBER, no: '1' },
    { day: '2026-05-17', net: 900, party: '吴敏伟', partyAccount: '62999', no: '2' },
  ]);
  await importFile(connection, bank, { account: CCB });
  await importFile(connection, list(listed('1000.00')));
  await matchMonth({ connection }, { caller: caller(), month, client: null }, HOOKS);
  return connection;
}

const matchesOf = (connection: Connection) =>
  listMatches(connection, { month, client: null, offset: 0, limit: 100 }).matches;

it('a row leads forward to its entries, its match with the other side, and what its figures are told in', async () => {
  const connection = await receipts();
  const [match] = matchesOf(connection);
  const bankRow = match!.rows.find(({ side }) => side === 'left')!.sourceRow;
  const chain = lineage(connection, { row: bankRow });
  expect(chain.rows.map(({ row, state }) => [row, state])).toEqual([[bankRow, 'booked']]);
  const booked = drillLegs(connection, ALL, { of: { row: bankRow }, offset: 0, limit: 100 });
  const shown = chain.entries.flatMap(({ legs }) => legs);
  expect(shown).toEqual(expect.arrayContaining(booked.legs));
  expect(chain.legsTotal).toBe(shown.length);
  expect(chain.matches).toHaveLength(1);
  expect(chain.matches[0]).toMatchObject({ id: match!.id, relation: 'receipt', state: 'matched', month });
  expect(chain.matches[0]!.rows.map(({ sourceRow }) => sourceRow)).toEqual(
    match!.rows.map(({ sourceRow }) => sourceRow),
  );
  expect(chain.tickets).toEqual([]);
  const [told] = chain.months;
  expect(told).toMatchObject({ month, seal: null, vouchers: [] });
  expect(told!.statements.map(({ name }) => name)).toContain(CLIENT.name);
});

it('the figures of a chain are what its entries moved, and the balance is that of the ledger', async () => {
  const connection = await receipts();
  const [match] = matchesOf(connection);
  const chain = lineage(connection, { row: match!.rows[0]!.sourceRow });
  const legs = chain.entries.flatMap(entry => entry.legs);
  expect(chain.figures.map(({ balanceFen: _, ...moved }) => moved)).toEqual(movedBy(legs));
  const total = (of: 'debitsFen' | 'creditsFen') => chain.figures.reduce((sum, each) => sum + each[of], 0);
  expect(total('debitsFen')).toBe(total('creditsFen'));
  for (const { account, balanceFen } of chain.figures) {
    const sum = connection
      .prepareValue('SELECT sum(debits_fen - credits_fen) FROM month_sum WHERE account = ?')
      .get(account.id);
    expect(balanceFen).toBe(sum);
  }
});

it('a row that met nobody leads to its ticket', async () => {
  const connection = await receipts();
  const { tickets } = listTickets(connection, { month, on: '2026-06-10' });
  const lonely = tickets.find(({ amountFen, sourceRow }) => amountFen === 90_000 && sourceRow !== null)!;
  const chain = lineage(connection, { row: lonely.sourceRow! });
  expect(chain.tickets.map(({ id }) => id)).toContain(lonely.id);
  expect(chain.matches.filter(({ state }) => state === 'matched')).toEqual([]);
});

it('an entry leads back to its row, and its chain is that of the row', async () => {
  const connection = await receipts();
  const [match] = matchesOf(connection);
  const row = match!.rows[0]!.sourceRow;
  const { transfer: _, ...forward } = lineage(connection, { row });
  const leg = forward.entries[0]!.legs[0]!;
  const { transfer, ...back } = lineage(connection, { transfer: leg.id });
  expect(transfer).toBe(leg.id);
  expect(back).toEqual(forward);
  expect(back.rows[0]).toEqual(postingDetail(connection, ALL, leg.id).source);
});

it('a corrected row tells of the version before it: what that booked, and what took it back', async () => {
  const connection = await receipts();
  const [match] = matchesOf(connection);
  const before = match!.rows.find(({ side }) => side === 'right')!.sourceRow;
  const ofBefore = lineage(connection, { row: before });
  await importFile(connection, list(listed('950.00')));
  const newest = ofBefore.rows[0]!;
  const versions = lineage(connection, { row: before }).rows[0]!.versions;
  expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  const chain = lineage(connection, { row: versions[1]!.row });
  expect(chain.rows).toHaveLength(1);
  expect(chain.rowsTotal).toBe(1);
  const legs = chain.entries.flatMap(entry => entry.legs);
  expect(legs.filter(({ red }) => red).map(({ reverses }) => reverses!.transfer)).toEqual(
    ofBefore.entries.flatMap(entry => entry.legs.map(({ id }) => id)),
  );
  expect(newest.version).toBe(1);
});

it('a case leads to every row and step under it', async () => {
  const connection = await receipts();
  const [match] = matchesOf(connection);
  const caseNo = lineage(connection, { row: match!.rows[0]!.sourceRow }).cases[0]!.caseNo;
  const chain = lineage(connection, { caseNo });
  const rows = chain.rows.map(({ row }) => row);
  expect(rows).toEqual(match!.rows.map(({ sourceRow }) => sourceRow).sort((a, b) => a - b));
  expect(chain.rowsTotal).toBe(rows.length);
  expect(chain.cases.find(each => each.caseNo === caseNo)).toMatchObject({ kind: 'other', id: null });
  const claimed = chain.cases[0]!.steps.map(({ amountFen }) => amountFen);
  expect(claimed).toEqual([100_000, 100_000]);
  const steps = chain.cases.flatMap(each => each.steps.map(({ transfer }) => transfer));
  for (const transfer of steps)
    expect(chain.entries.some(({ legs }) => legs.some(({ id }) => id === transfer))).toBe(true);
});

it('what is not there is refused by name', async () => {
  const connection = await receipts();
  const refusal = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return error;
    }
  };
  expect(refusal(() => lineage(connection, { row: 4_711 }))).toMatchObject({ code: 'drill.row_unknown' });
  expect(refusal(() => lineage(connection, { transfer: 4_711 }))).toMatchObject({
    code: 'drill.transfer_unknown',
  });
  expect(refusal(() => lineage(connection, { caseNo: '无此单' }))).toMatchObject({
    code: 'lineage.case_unknown',
  });
});
