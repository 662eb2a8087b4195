import { Refusal } from '../domain/refusal.ts';
import { checkRange, dayBefore } from '../domain/reports/days.ts';
import type { DayRange, ReportAccount, ShownTransfer } from '../domain/reports/types.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  type BatchFacts,
  type ChangeRow,
  countPostings,
  type LegLinks,
  type LegsOf,
  type LogFacts,
  readBatch,
  readBatchesOfEntry,
  readChanges,
  readFilesOfEntry,
  readLegIds,
  readLegLinks,
  readLogEntry,
  readRowStates,
  readSameRowIds,
  readSourceFile,
  readSourceRow,
  readVersions,
  type SourceFileFacts,
  type SourceRowFacts,
} from '../store/drill.ts';
import { readAccounts, readBook, readTransfers, readTurnovers } from '../store/reports.ts';

/** Changes and batches of one entry that a page is given. */
const SHOWN_MOST = 200;

/** A posted transfer with both accounts and everything that it is linked to. */
export interface DrillLeg
  extends Omit<ShownTransfer, 'debit' | 'credit'>,
    Pick<LegLinks, 'sourceRow' | 'file' | 'reverses' | 'reversedBy'> {
  debit: ReportAccount;
  credit: ReportAccount;
}

/** An account in a range; the balances are debits − credits in 分. */
export interface AccountSpan {
  account: ReportAccount;
  openingFen: number;
  debitsFen: number;
  creditsFen: number;
  closingFen: number;
  postings: number;
}

/** Head of 明细账. Refuses `drill.account_unknown`, `reports.bad_day`, `reports.range_reversed`. */
export function accountSpan(
  connection: Connection,
  { account: id, ...range }: DayRange & { account: number },
): AccountSpan {
  const { from, to } = checkRange(range);
  const account = readAccounts(connection).find(each => each.id === id);
  if (!account) throw new Refusal('drill.account_unknown', { account: id });
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

/** A posted transfer with its batch and the legs that the same row of a file brought, itself among them. */
export interface PostingDetail {
  leg: DrillLeg;
  batch: BatchFacts;
  /** At most 200. Without a source row: the first legs of the batch. */
  together: DrillLeg[];
  /** The row that it stands on, in full. */
  source: RowDetail | null;
}

/** What stands behind a posted transfer. Refuses `drill.transfer_unknown`. */
export function postingDetail(connection: Connection, transfer: number): PostingDetail {
  const [links] = readLegLinks(connection, [transfer]);
  if (!links) throw new Refusal('drill.transfer_unknown', { transfer });
  const { batch, sourceRow } = links;
  const ids =
    sourceRow === null
      ? readLegIds(connection, { batch }, { offset: 0, limit: SHOWN_MOST }).ids
      : readSameRowIds(connection, { batch, sourceRow }, SHOWN_MOST);
  const together = legsOf(connection, ids);
  return {
    leg: together.find(({ id }) => id === transfer) ?? legsOf(connection, [transfer])[0]!,
    batch: readBatch(connection, batch)!,
    together,
    source: sourceRow === null ? null : rowDetail(connection, sourceRow),
  };
}

function legsOf(connection: Connection, ids: readonly number[]): DrillLeg[] {
  const byId = new Map(readAccounts(connection).map(account => [account.id, account]));
  const transfers = readTransfers(connection, ids);
  return readLegLinks(connection, ids).map(({ sourceRow, file, reverses, reversedBy }, at) => {
    const { debit, credit, ...transfer } = transfers[at]!;
    return {
      ...transfer,
      debit: byId.get(debit)!,
      credit: byId.get(credit)!,
      sourceRow,
      file,
      reverses,
      reversedBy,
    };
  });
}

/** A page of the posted transfers of a batch, of a row of a file, or of a case, and how many there are. */
export function drillLegs(
  connection: Connection,
  { of, offset, limit }: { of: LegsOf; offset: number; limit: number },
): { total: number; legs: DrillLeg[] } {
  const { total, ids } = readLegIds(connection, of, { offset, limit });
  return { total, legs: legsOf(connection, ids) };
}

/** A batch by its number. Refuses `drill.batch_unknown`. */
export function batchFacts(connection: Connection, batch: number): BatchFacts {
  const facts = readBatch(connection, batch);
  if (!facts) throw new Refusal('drill.batch_unknown', { batch });
  return facts;
}

/** A row of an imported file: what it said, and every version of it that files brought. */
export interface RowDetail extends Omit<SourceRowFacts, 'raw' | 'identity'> {
  /** Fields by meaning; a name that begins with `+` is a column of the file that no meaning has. */
  fields: { name: string; text: string }[];
  /** The platform's id, or what stands for one, part by part. */
  identity: string[];
  versions: Omit<SourceRowFacts, 'raw' | 'identity'>[];
}

/** What a row of an imported file said. Refuses `drill.row_unknown`. */
export function rowDetail(connection: Connection, row: number): RowDetail {
  const facts = readSourceRow(connection, row);
  if (!facts) throw new Refusal('drill.row_unknown', { row });
  const { raw, identity, ...rest } = facts;
  return {
    ...rest,
    fields: (JSON.parse(raw) as [string, string][]).map(([name, text]) => ({ name, text })),
    identity: identity.split('\u001f').filter(part => part !== ''),
    versions: readVersions(connection, identity).map(({ raw: _, identity: __, ...version }) => version),
  };
}

/** An imported file with its rows by state. */
export interface FileDetail extends SourceFileFacts {
  rows: { state: string; count: number }[];
}

/** Facts of an imported file. Refuses `imports.file_unknown`. */
export function fileDetail(connection: Connection, file: number): FileDetail {
  const facts = readSourceFile(connection, file);
  if (!facts) throw new Refusal('imports.file_unknown', { file });
  return { ...facts, rows: readRowStates(connection, file) };
}

/** What a command changed, field by field. */
export interface ChangedRow extends Pick<ChangeRow, 'id' | 'table' | 'row'> {
  act: 'added' | 'changed' | 'removed';
  fields: { name: string; before: string | null; after: string | null }[];
}

/** An entry of 操作日志 with what it did; at most 200 changes and batches are listed. */
export interface LogDetail extends Omit<LogFacts, 'answer'> {
  changes: { total: number; rows: ChangedRow[] };
  batches: ReturnType<typeof readBatchesOfEntry>;
  files: { file: number; name: string }[];
}

/** An entry of the log by its number. Refuses `drill.log_unknown`. */
export function logDetail(connection: Connection, seq: number): LogDetail {
  const entry = readLogEntry(connection, seq);
  if (!entry) throw new Refusal('drill.log_unknown', { seq });
  const { answer: _, ...facts } = entry;
  const { total, changes } = readChanges(connection, seq, SHOWN_MOST);
  return {
    ...facts,
    changes: { total, rows: changes.map(changedRow) },
    batches: readBatchesOfEntry(connection, seq, SHOWN_MOST),
    files: readFilesOfEntry(connection, seq),
  };
}

/** Fields that say nothing to a person: what search compares, and the number that stands beside. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'search_key', 'only_row']);

function changedRow({ id, table, row, before, after }: ChangeRow): ChangedRow {
  const [from, to] = [before, after].map(json =>
    json === null ? {} : (JSON.parse(json) as Record<string, unknown>),
  );
  const names = [...new Set([...Object.keys(from!), ...Object.keys(to!)])];
  const fields = names
    .filter(name => !UNTOLD.has(name))
    .map(name => ({ name, before: textOf(from![name]), after: textOf(to![name]) }))
    .filter(field => field.before !== field.after);
  return { id, table, row, act: before === null ? 'added' : after === null ? 'removed' : 'changed', fields };
}

function textOf(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

/** First and last day on which anything was posted; null in an empty book. */
export function bookSpan(connection: Connection): { firstOn: string | null; lastOn: string | null } {
  const { firstOn, lastOn } = readBook(connection);
  return { firstOn, lastOn };
}
