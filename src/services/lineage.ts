import type { DrillLeg, RowDetail } from '../domain/drill.ts';
import {
  CASE_STEPS_MOST,
  LINEAGE_LEGS_MOST,
  LINEAGE_ROWS_MOST,
  type Lineage,
  type LineageCase,
  type LineageEntry,
  type LineageMatch,
  type LineageMonth,
  type LineageStart,
  movedBy,
} from '../domain/lineage.ts';
import { Refusal } from '../domain/refusal.ts';
import { clientOf } from '../domain/reports/types.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { readBatch, readDrillLegs, readLegIds, readLegLinks, readRowDetail } from '../store/drill.ts';
import {
  balanceAtEnd,
  caseSteps,
  knownCases,
  legIdsOfRows,
  matchesOf,
  rowsOfIdentity,
  rowsOfMatch,
  rowsOfOrders,
  sealOf,
  statementOf,
  ticketsOf,
  vouchersOf,
} from '../store/lineage.ts';

const LEGS_TOGETHER_MOST = 20;
const MATCHES_MOST = 50;
const MATCH_ROWS_MOST = 40;
const TICKETS_MOST = 50;
const CASES_MOST = 10;
const LEGS_OF_CASE_MOST = 50;
const WHOLE = { offset: 0, limit: LINEAGE_LEGS_MOST };

/** Rows and transfers of a chain; of many, the first. */
interface Chain {
  asked: { row: number | null; transfer: number | null; caseNo: string | null };
  /** Rows that are shown; every row and version that the chain stands on is in `allRows`. */
  rows: number[];
  allRows: number[];
  legIds: number[];
  legsTotal: number;
}

/**
 * Everything that hangs together with a row of a file, a posted transfer or a case: the rows, the entries, what they belong
 * to, the matches and tickets on them, the figures that they moved, and what those figures were told in. For who sees every
 * row. Refuses `drill.row_unknown`, `drill.transfer_unknown`, `lineage.case_unknown`.
 */
export function lineage(connection: Connection, start: LineageStart): Lineage {
  const chain = chainOf(connection, start);
  const legs = readDrillLegs(connection, chain.legIds);
  const entries = entriesOf(connection, legs);
  const caseNos = distinct(legs.map(({ caseNo }) => caseNo ?? chain.asked.caseNo));
  const cases = casesOf(connection, caseNos, chain.allRows);
  const batches = entries.map(({ batch }) => batch.batch);
  const matches = matchesOf(connection, { rows: chain.allRows, batches }, MATCHES_MOST);
  return {
    ...chain.asked,
    rows: chain.rows
      .map(row => readRowDetail(connection, row))
      .filter((row): row is RowDetail => row !== null),
    rowsTotal: Math.max(chain.rows.length, chain.allRows.length - versionsBeside(chain)),
    entries,
    legsTotal: chain.legsTotal,
    cases,
    matches: matches.map(
      ({ key: _, ...match }): LineageMatch => ({
        ...match,
        rows: rowsOfMatch(connection, match.id, MATCH_ROWS_MOST),
      }),
    ),
    tickets: ticketsOf(
      connection,
      {
        rows: chain.allRows,
        matchKeys: matches.map(({ key }) => key),
        cases: caseNos,
        batches,
      },
      TICKETS_MOST,
    ),
    figures: movedBy(legs).map(figure => ({
      ...figure,
      balanceFen: balanceAtEnd(connection, figure.account.id, figure.month),
    })),
    months: monthsOf(connection, [...legs, ...legsBeside(connection, caseNos, chain.legIds)]),
  };
}

function chainOf(connection: Connection, start: LineageStart): Chain {
  if ('row' in start) return chainOfRow(connection, start.row, null);
  if ('caseNo' in start) return chainOfCase(connection, start.caseNo);
  const { transfer } = start;
  const [links] = readLegLinks(connection, [transfer]);
  if (!links) throw new Refusal('drill.transfer_unknown', { transfer });
  if (links.sourceRow !== null) return chainOfRow(connection, links.sourceRow, transfer);
  const { total, ids } = readLegIds(connection, { batch: links.batch }, WHOLE, null);
  const asked = { row: null, transfer, caseNo: null };
  // A batch of many, an opening say, tells nothing about one of its transfers.
  const legIds = total > LEGS_TOGETHER_MOST ? [transfer] : ids;
  return { asked, rows: [], allRows: rowsUnder(connection, legIds), legIds, legsTotal: total };
}

/** Every version of the row belongs to its story: what the one before booked was taken back by the next. */
function chainOfRow(connection: Connection, row: number, transfer: number | null): Chain {
  const allRows = rowsOfIdentity(connection, row);
  if (allRows.length === 0) throw new Refusal('drill.row_unknown', { row });
  const { total, ids } = legIdsOfRows(connection, allRows, LINEAGE_LEGS_MOST);
  return { asked: { row, transfer, caseNo: null }, rows: [row], allRows, legIds: ids, legsTotal: total };
}

function chainOfCase(connection: Connection, caseNo: string): Chain {
  const { total, ids } = readLegIds(connection, { caseNo }, WHOLE, null);
  const told = rowsOfOrders(connection, [caseNo], LINEAGE_LEGS_MOST);
  if (total === 0 && told.length === 0 && knownCases(connection, [caseNo], []).length === 0)
    throw new Refusal('lineage.case_unknown', { case: caseNo });
  const allRows = distinct([...rowsUnder(connection, ids), ...told]).sort((a, b) => a - b);
  const rows = allRows.slice(0, LINEAGE_ROWS_MOST);
  return { asked: { row: null, transfer: null, caseNo }, rows, allRows, legIds: ids, legsTotal: total };
}

const rowsUnder = (connection: Connection, legIds: readonly number[]): number[] =>
  distinct(readLegLinks(connection, legIds).map(({ sourceRow }) => sourceRow));

const distinct = <T>(values: readonly (T | null)[]): T[] => [
  ...new Set(values.filter((value): value is T => value !== null)),
];

/** Versions of a row are told with the row itself. */
const versionsBeside = ({ asked, allRows }: Chain): number => (asked.row === null ? 0 : allRows.length - 1);

function entriesOf(connection: Connection, legs: readonly DrillLeg[]): LineageEntry[] {
  const byBatch = Map.groupBy(legs, ({ batch }) => batch);
  return [...byBatch].map(([batch, own]) => ({ batch: readBatch(connection, batch)!, legs: own }));
}

function casesOf(connection: Connection, caseNos: readonly string[], rows: readonly number[]): LineageCase[] {
  const known = knownCases(connection, caseNos, rows);
  const others = caseNos.filter(caseNo => !known.some(each => each.caseNo === caseNo));
  const all = [
    ...known,
    ...others.map(caseNo => ({ kind: 'other' as const, id: null, caseNo, state: null, clientName: null })),
  ];
  return all.map(each => {
    const { total, steps } = caseSteps(connection, each.caseNo, CASE_STEPS_MOST);
    return { ...each, steps, stepsTotal: total };
  });
}

/** What else was booked under the cases: a receipt reaches its client by the claim of it, which stands on another row. */
function legsBeside(
  connection: Connection,
  caseNos: readonly string[],
  known: readonly number[],
): DrillLeg[] {
  const ids = caseNos
    .slice(0, CASES_MOST)
    .flatMap(caseNo => readLegIds(connection, { caseNo }, { offset: 0, limit: LEGS_OF_CASE_MOST }, null).ids);
  const shown = new Set(known);
  return readDrillLegs(
    connection,
    ids.filter(id => !shown.has(id)),
  );
}

/** What each month in which the chain moved something tells of it. */
function monthsOf(connection: Connection, legs: readonly DrillLeg[]): LineageMonth[] {
  const byMonth = Map.groupBy(legs, ({ effectiveOn }) => effectiveOn.slice(0, 7));
  const batches = distinct(legs.map(({ batch }) => batch));
  const seqOf = new Map(batches.map(batch => [batch, readBatch(connection, batch)!.logSeq]));
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, own]) => {
      const seq = Math.max(...own.map(({ batch }) => seqOf.get(batch) ?? 0));
      const clients = distinct(own.flatMap(({ debit, credit }) => [clientOf(debit), clientOf(credit)]));
      return {
        month,
        seal: sealOf(connection, month, null),
        statements: clients
          .map(client => statementOf(connection, { client, month, seq }))
          .filter(statement => statement !== null),
        vouchers: vouchersOf(
          connection,
          month,
          own.map(({ id }) => id),
        ),
      };
    });
}
