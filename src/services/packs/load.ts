import { dayBefore, dayPlus } from '../../domain/calendar/days.ts';
import { yuanText } from '../../domain/money.ts';
import {
  checkCode,
  type Finality,
  type PackContent,
  type PackStamp,
  packContent,
} from '../../domain/packs/content.ts';
import { moneyKind } from '../../domain/reports/client-money.ts';
import { ORDER_CODES } from '../../domain/reports/client-orders.ts';
import { type ClientStatement, STATEMENT_CODES } from '../../domain/reports/client-statement.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { clientOf, type DayRange, type ReportAccount } from '../../domain/reports/types.ts';
import { attachmentById } from '../../store/attachments.ts';
import { canonicalJson, sha256Hex } from '../../store/canonical.ts';
import { standingSeal } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  clientFlows,
  packAttachments,
  packBook,
  packInvoices,
  packPostings,
  packRows,
  type StoredPack,
  standingPacks,
} from '../../store/packs.ts';
import { readCaseBalances, readTurnovers } from '../../store/reports.ts';
import { type TicketRow, ticketsOfMonth } from '../../store/tickets.ts';
import { head, NO_HASH } from '../../store/transaction.ts';

/** Everything that the files of one pack are written from. */
export interface LoadedPack {
  statement: ClientStatement;
  content: PackContent;
  /** SHA-256 over the content. */
  digest: string;
  stamp: PackStamp;
  /** Over content and stamp; printed on the papers. */
  code: string;
  /** The pack of the book that says the same; null where this one is new. */
  known: StoredPack | null;
  /** Openings and postings behind the statement, one list of texts each. */
  entries: string[][];
  /** Rows of the imported files that they were booked from. */
  rows: string[][];
  differences: TicketRow[];
  attachments: PackAttachment[];
}

export interface PackAttachment {
  id: number;
  name: string;
  sha256: string;
  bytes: number;
}

/** Who makes a pack, when, and what it is judged by. */
export interface Making {
  actor: string;
  /** UTC, ISO. */
  at: string;
  /** Beijing day. */
  today: string;
  /** Days after which a day's flow is not changed any more (DAT-5). */
  settledAfter_days: number;
}

/** Range of a month's statement: to its last day, or to today in the month that runs. */
export function rangeOf(month: string, today: string): DayRange {
  const last = lastDayOf(month);
  const from = `${month}-01`;
  return { from, to: today < last && today >= from ? today : last };
}

/**
 * Loads what a pack of a client's month states. What was stated before in the same words and figures keeps its stamp, so
 * that the same pack comes out again, sign for sign.
 */
export function loadPack(
  connection: Connection,
  { statement, code, month }: { statement: ClientStatement; code: string; month: string },
  accounts: readonly ReportAccount[],
  making: Making,
): LoadedPack {
  const { client, range } = statement;
  const shown = new Set([
    ...STATEMENT_CODES,
    ...[...statement.platform, ...statement.other, ...statement.memo].map(each => each.code),
  ]);
  const own = accounts.filter(account => clientOf(account) === client && shown.has(account.code));
  const entries = entriesOf(connection, own, range);
  const rows = rowsOf(connection, entries);
  const content = packContent(statement, {
    ...{ book: packBook(connection), month, code, invoices: packInvoices(connection, client, range) },
    ...{ entriesSha256: listDigest(entries), rowsSha256: listDigest(rows) },
  });
  const digest = sha256Hex(canonicalJson(content));
  const standing = standingPacks(connection, month).get(client);
  const known = standing?.digest === digest ? standing : null;
  const stamp = known ? stampOf(known) : newStamp(connection, { client, month, range }, making);
  return {
    ...{ statement, content, digest, stamp, known, entries, rows },
    code: codeOf(content, stamp),
    differences: ticketsOfMonth(connection, month).filter(each => each.client === client),
    attachments: packAttachments(connection, client, range).flatMap(({ attachment, name }) => {
      const kept = attachmentById(connection, attachment);
      return kept ? [{ id: kept.id, name, sha256: kept.sha256, bytes: kept.bytes }] : [];
    }),
  };
}

/** Check code of a pack. */
export function codeOf(content: PackContent, stamp: PackStamp): string {
  return checkCode(sha256Hex(canonicalJson({ content, stamp })));
}

const listDigest = (rows: readonly string[][]) =>
  sha256Hex(rows.map(row => `${JSON.stringify(row)}\n`).join(''));

function stampOf({ madeAt, madeBy, headSeq, headHash, finality }: StoredPack): PackStamp {
  return { madeAt, madeBy, headSeq, headHash, finality };
}

function newStamp(
  connection: Connection,
  about: { client: number; month: string; range: DayRange },
  making: Making,
): PackStamp {
  const { seq, hash } = head(connection) ?? { seq: 0, hash: NO_HASH };
  const finality = finalityOf(connection, about, making);
  return { madeAt: making.at, madeBy: making.actor, headSeq: seq, headHash: hash, finality };
}

function finalityOf(
  connection: Connection,
  { client, month, range }: { client: number; month: string; range: DayRange },
  { settledAfter_days }: Making,
): Finality {
  const seal = standingSeal(connection, month, client) ?? standingSeal(connection, month, null);
  const flows = clientFlows(connection, client, range);
  const flowTo = flows.length === 0 ? null : flows.map(({ lastOn }) => lastOn).sort()[0]!;
  const settledOn = dayPlus(range.to, settledAfter_days);
  const isComplete =
    range.to === lastDayOf(month) &&
    flows.every(({ lastOn, readOn }) => lastOn === range.to && readOn >= settledOn);
  const state = seal ? 'sealed' : isComplete ? 'complete' : 'provisional';
  return { state, to: range.to, flowTo, seal: seal?.digest ?? null };
}

/** Entries: opening by code, opening by order, then every posting; debit and credit in yuan. */
function entriesOf(connection: Connection, own: readonly ReportAccount[], range: DayRange): string[][] {
  const codes = new Map(own.map(({ id, code }) => [id, code]));
  const before = dayBefore(range.from);
  const openings = new Map<string, number>();
  for (const { account, debitsFen, creditsFen } of readTurnovers(
    connection,
    [...codes.keys()],
    null,
    before,
  )) {
    const code = codes.get(account)!;
    openings.set(code, (openings.get(code) ?? 0) + debitsFen - creditsFen);
  }
  const orders = own.filter(({ code }) => ORDER_CODES.includes(code)).map(({ id }) => id);
  const opening = (part: string, code: string, caseNo: string, fen: number) => [
    ...[part, code, '', '', '', '', caseNo],
    ...[yuanText(Math.max(fen, 0)), yuanText(Math.max(-fen, 0)), ''],
  ];
  return [
    ...[...openings]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, fen]) => opening('opening', code, '', fen)),
    ...readCaseBalances(connection, orders, before)
      .toSorted((a, b) => ((a.caseNo ?? '') < (b.caseNo ?? '') ? -1 : 1))
      .map(({ caseNo, balanceFen }) => opening('order', '', caseNo ?? '', balanceFen)),
    ...packPostings(connection, [...codes.keys()], range).map(each => [
      ...['posting', codes.get(each.account)!, each.day, String(each.transfer), each.event],
      ...[moneyKind(each.event), each.caseNo ?? '', yuanText(each.debitFen), yuanText(each.creditFen)],
      each.sourceRow === null ? '' : String(each.sourceRow),
    ]),
  ];
}

const SOURCE = 9;

function rowsOf(connection: Connection, entries: readonly string[][]): string[][] {
  const ids = [...new Set(entries.flatMap(entry => (entry[SOURCE] === '' ? [] : [Number(entry[SOURCE])])))];
  return packRows(connection, ids).map(row => [
    ...[String(row.id), row.file, row.fileSha256, row.sheet, String(row.row), String(row.version)],
    ...[row.contentSha256, row.raw],
  ]);
}
