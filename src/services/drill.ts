import { dayBefore } from '../domain/calendar/days.ts';
import type {
  AccountSpan,
  BatchFacts,
  ChangedRow,
  DrillLeg,
  FileDetail,
  LogDetail,
  PostingDetail,
  RowDetail,
} from '../domain/drill.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { isClientSide } from '../domain/people/cost-side.ts';
import { maskedPaperNo } from '../domain/people/mask.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkRange } from '../domain/reports/days.ts';
import { clientOf, type DayRange } from '../domain/reports/types.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  type ChangeRow,
  countPostings,
  type LegsOf,
  type NamedTable,
  readBatch,
  readBatchesOfEntry,
  readChanges,
  readDrillLegs,
  readFilesOfEntry,
  readLegIds,
  readLegLinks,
  readLogEntry,
  readNames,
  readRowDetail,
  readRowStates,
  readSameRowIds,
  readSeenLegs,
  readSourceFile,
} from '../store/drill.ts';
import { readAccounts, readBook, readTurnovers } from '../store/reports.ts';
import { clientsSeen, seenBindings } from '../store/scope.ts';

/** Changes and batches of one entry that a page is given. */
const SHOWN_MOST = 200;
const NO_CLIENT = 0;

/** Head of 明细账. Refuses `drill.account_unknown`, also for an account that the scope does not reach or that shows cost,
 * `reports.bad_day`, `reports.range_reversed`. */
export function accountSpan(
  connection: Connection,
  scope: RowScope,
  { account: id, ...range }: DayRange & { account: number },
): AccountSpan {
  const { from, to } = checkRange(range);
  const account = readAccounts(connection).find(each => each.id === id);
  const seen = clientsSeen(connection, scope);
  const isSeen =
    account && (!seen || (seen.has(clientOf(account) ?? NO_CLIENT) && isClientSide(account.code)));
  if (!isSeen) throw new Refusal('drill.account_unknown', { account: id });
  const [before] = readTurnovers(connection, [id], null, dayBefore(from));
  const [during] = readTurnovers(connection, [id], from, to);
  const openingFen = (before?.debitsFen ?? 0) - (before?.creditsFen ?? 0);
  const [debitsFen, creditsFen] = [during?.debitsFen ?? 0, during?.creditsFen ?? 0];
  return {
    account,
    openingFen,
    debitsFen,
    creditsFen,
    closingFen: openingFen + debitsFen - creditsFen,
    postings: countPostings(connection, id, { from, to }),
  };
}

/**
 * What stands behind a posted transfer. Who sees own clients only is shown legs of theirs that tell no cost, and no row of
 * a file, which may speak of others. Refuses `drill.transfer_unknown`.
 */
export function postingDetail(connection: Connection, scope: RowScope, transfer: number): PostingDetail {
  const seen = seenBindings(connection, scope);
  const [links] = readLegLinks(connection, readSeenLegs(connection, [transfer], seen));
  if (!links) throw new Refusal('drill.transfer_unknown', { transfer });
  const { batch, sourceRow } = links;
  const ids =
    sourceRow === null
      ? readLegIds(connection, { batch }, { offset: 0, limit: SHOWN_MOST }, seen).ids
      : readSeenLegs(connection, readSameRowIds(connection, { batch, sourceRow }, SHOWN_MOST), seen);
  const together = legsOf(connection, ids, seen);
  return {
    leg: together.find(({ id }) => id === transfer) ?? legsOf(connection, [transfer], seen)[0]!,
    batch: batchFacts(connection, scope, batch),
    together,
    source: sourceRow === null || seen ? null : rowDetail(connection, sourceRow),
  };
}

/** A row of a file may speak of others: who sees own clients only is not led to it. */
function legsOf(connection: Connection, ids: readonly number[], seen: Seen): DrillLeg[] {
  const legs = readDrillLegs(connection, ids);
  return seen ? legs.map(leg => ({ ...leg, source: null, sourceRow: null, file: null })) : legs;
}

/** A page of the posted transfers of a batch, of a row of a file, or of a case, and how many there are to see. */
export function drillLegs(
  connection: Connection,
  scope: RowScope,
  { of, offset, limit }: { of: LegsOf; offset: number; limit: number },
): { total: number; legs: DrillLeg[] } {
  const seen = seenBindings(connection, scope);
  const { total, ids } = readLegIds(connection, of, { offset, limit }, seen);
  return { total, legs: legsOf(connection, ids, seen) };
}

/** A batch by its number, with the legs that may be seen counted. Refuses `drill.batch_unknown`, also where none may. */
export function batchFacts(connection: Connection, scope: RowScope, batch: number): BatchFacts {
  const facts = readBatch(connection, batch);
  const seen = seenBindings(connection, scope);
  const legs = facts && seen ? readLegIds(connection, { batch }, NONE, seen).total : facts?.legs;
  if (!facts || legs === undefined || (seen && legs === 0))
    throw new Refusal('drill.batch_unknown', { batch });
  return { ...facts, legs };
}

const NONE = { offset: 0, limit: 0 };
type Seen = ReturnType<typeof seenBindings>;

/** What a row of an imported file said. Refuses `drill.row_unknown`. */
export function rowDetail(connection: Connection, row: number): RowDetail {
  const detail = readRowDetail(connection, row);
  if (!detail) throw new Refusal('drill.row_unknown', { row });
  return detail;
}

/** Facts of an imported file. Refuses `imports.file_unknown`. */
export function fileDetail(connection: Connection, file: number): FileDetail {
  const facts = readSourceFile(connection, file);
  if (!facts) throw new Refusal('imports.file_unknown', { file });
  return { ...facts, rows: readRowStates(connection, file) };
}

/** An entry of the log by its number. Refuses `drill.log_unknown`. */
export function logDetail(connection: Connection, seq: number): LogDetail {
  const entry = readLogEntry(connection, seq);
  if (!entry) throw new Refusal('drill.log_unknown', { seq });
  const { answer, ...facts } = entry;
  const { total, changes } = readChanges(connection, seq, SHOWN_MOST);
  return {
    ...facts,
    changes: { total, rows: changedRows(connection, changes) },
    batches: readBatchesOfEntry(connection, seq, SHOWN_MOST),
    files: readFilesOfEntry(connection, seq),
    picture: entry.procedure === OPENED_PICTURE ? pictureIn(answer) : null,
  };
}

const OPENED_PICTURE = 'upgrade.openIdPicture';

/** Which ID picture the log says was opened. */
function pictureIn(answer: string): LogDetail['picture'] {
  const { picture = '', account = '', subject = null } = JSON.parse(answer) as Record<string, string>;
  return { name: picture, account, subject };
}

/** Fields that say nothing to a person: what search compares, and numbers that stand beside. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'search_key', 'only_row', 'settings']);
/** Which table the number in a field points into. */
const POINTS_TO: Readonly<Record<string, NamedTable>> = {
  client: 'client',
  subject: 'subject',
  contract_subject: 'subject',
  manager: 'manager',
  supplier: 'supplier',
  employee: 'employee',
  money: 'money_account',
  platform_account: 'platform_account',
  pool: 'pool',
};

type StoredRow = Record<string, string | number | null>;

function changedRows(connection: Connection, changes: readonly ChangeRow[]): ChangedRow[] {
  const parsed = changes.map(({ before, after, ...change }) => ({
    ...change,
    before: before === null ? null : (JSON.parse(before) as StoredRow),
    after: after === null ? null : (JSON.parse(after) as StoredRow),
  }));
  const names = namesIn(
    connection,
    parsed.flatMap(({ before, after }) => [before ?? {}, after ?? {}]),
  );
  const told = (table: string, field: string, value: string | number | null | undefined) => {
    if (value === null || value === undefined) return null;
    if (table === 'subject' && field === 'code') return maskedPaperNo(String(value));
    const points = POINTS_TO[field];
    return (points && names.get(points)?.get(Number(value))) ?? String(value);
  };
  return parsed.map(({ id, table, row, before, after }) => {
    const [from, to] = [before ?? {}, after ?? {}];
    const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])]
      .filter(field => !UNTOLD.has(field) && from[field] !== to[field])
      .map(name => ({ name, before: told(table, name, from[name]), after: told(table, name, to[name]) }))
      .filter(field => field.before !== null || field.after !== null);
    const known = to.name ?? from.name ?? to.text ?? from.text ?? to.month ?? from.month ?? null;
    const act = before === null ? 'added' : after === null ? 'removed' : 'changed';
    return { id, table, row, act, name: known === null ? null : String(known), fields };
  });
}

function namesIn(connection: Connection, rows: readonly StoredRow[]): Map<NamedTable, Map<number, string>> {
  const ids = new Map<NamedTable, Set<number>>();
  for (const row of rows)
    for (const [field, table] of Object.entries(POINTS_TO)) {
      const value = row[field];
      if (typeof value === 'number') ids.set(table, (ids.get(table) ?? new Set()).add(value));
    }
  return new Map([...ids].map(([table, wanted]) => [table, readNames(connection, table, [...wanted])]));
}

/** First and last day on which anything was posted; null in an empty book. */
export function bookSpan(connection: Connection): { firstOn: string | null; lastOn: string | null } {
  const { firstOn, lastOn } = readBook(connection);
  return { firstOn, lastOn };
}
